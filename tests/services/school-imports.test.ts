// A school's plan of last year comes in: only into that school's part, only by those who write it, and only what was ticked.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "#app/context.server.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { renderPlanDocument } from "#app/services/documents/render-plan-document.server.ts";
import { loadImport, loadImports } from "#app/services/imports/load-import.server.ts";
import { readImport } from "#app/services/imports/read-import.server.ts";
import { startImport } from "#app/services/imports/start-import.server.ts";
import { takeImport } from "#app/services/imports/take-import.server.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import { packed, para, wordFile, wordParts } from "../adapters/readers/packed.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

const school = "alder-valley-high";
let portal: Portal;
let principal: Context;
let key: string;
let spsa: Uint8Array;
beforeAll(async () => {
  portal = await openPortal();
  principal = await portal.as("sample-principal");
  key = partKey(portal.plan.id, school);
  const first = portal.running.goals.find(({ orgId }) => orgId === school);
  const goals = portal.running.goals.map((goal) => (goal === first ? { ...goal, description: { type: "doc" as const, docVersion: 1 as const, content: [{ type: "paragraph" as const, content: [{ type: "text" as const, text: "Every student leaves with a plan." }] }] } } : goal));
  spsa = (await renderPlanDocument(portal.process.files, { plan: { ...portal.running, goals }, program: "spsa", edition: "2023.v2023-12", orgId: school, format: "docx", copy: { kind: "internal-draft", preparedOn: "2026-11-22" } })).bytes;
}, 120_000);
afterAll(() => portal?.close());

const planNow = () => inLea(portal.ctx, (tx) => openPlan(portal.ctx, tx, portal.plan.id, "plan.read"));
const start = async (bytes: Uint8Array, name: string, at = key) => (await startImport(principal, at, { file: { name, bytes }, ownDocument: false })).importId;
const read = async (bytes: Uint8Array, name = "spsa.docx") => {
  const importId = await start(bytes, name);
  await readImport(principal, { leaId: portal.plan.leaId, importId });
  return importId;
};
const filesKept = () => {
  const folder = path.join(process.env["PLAN_ONCE_HOME"] ?? "", "files/imports", portal.plan.leaId);
  return existsSync(folder) ? readdirSync(folder) : [];
};

test("last year's goals, metrics with their values and strategies are offered; what is ticked enters the school's part and nothing else", async () => {
  const importId = await read(spsa);
  const page = await loadImport(principal, key, importId);
  expect(page.plan).toMatchObject({ id: key, school: { id: school } });
  expect(page.review).toMatchObject({ own: true, fit: "before", places: "paragraphs" });
  const items = page.review?.groups.flatMap(({ items: all }) => all) ?? [];
  const goal = items.find(({ collection, standing }) => collection === "goals" && standing === "new");
  expect(goal?.says[0]?.words).toBe("Every student leaves with a plan.");
  const before = await planNow();
  const wanted = items.filter(({ standing, collection }) => standing === "new" && ["goals", "metrics", "actions"].includes(collection)).map((item) => item.key);
  expect((await takeImport(principal, key, importId, { keys: wanted, seenVersion: page.version, otherLea: false })).items).toBe(wanted.length);
  const after = await planNow();
  const fresh = after.goals.filter(({ id }) => !before.goals.some((one) => one.id === id));
  expect(fresh.map((one) => [one.orgId, plainFromRichText(one.description)])).toEqual([[school, "Every student leaves with a plan."]]);
  const added = <Row extends { id: string; orgId: string }>(rows: readonly Row[], were: readonly Row[]) => rows.filter(({ id }) => !were.some((one) => one.id === id));
  for (const name of ["metrics", "values", "actions", "needs"] as const) for (const row of added<{ id: string; orgId: string }>(after[name], before[name])) expect(row.orgId).toBe(school);
  expect([after.lines, after.targets, after.opening, after.events]).toEqual([before.lines, before.targets, before.opening, before.events]);
  // Twice is once.
  const again = await loadImport(principal, key, importId);
  expect((await takeImport(principal, key, importId, { keys: wanted, seenVersion: again.version, otherLea: false })).rows).toBe(0);
}, 60_000);

test("the planner, a council member and another school's principal do not read documents into this part", async () => {
  const importId = await read(spsa);
  const upload = { file: { name: "spsa.docx", bytes: spsa }, ownDocument: false };
  await expect(startImport(portal.ctx, key, upload)).rejects.toMatchObject({ code: "forbidden" });
  await expect(startImport(await portal.as("sample-council"), key, upload)).rejects.toMatchObject({ code: "forbidden" });
  await expect(startImport(principal, partKey(portal.plan.id, "orchard"), upload)).rejects.toMatchObject({ code: "not-found" });
  await expect(startImport(principal, portal.plan.id, upload)).rejects.toMatchObject({ code: "forbidden" });
  // The LEA's page does not show a school's reading, nor the other way round.
  await expect(loadImport(portal.ctx, portal.plan.id, importId)).rejects.toMatchObject({ code: "not-found" });
  expect((await loadImports(portal.ctx, portal.plan.id)).imports).toEqual([]);
  expect((await loadImports(principal, key)).imports.map(({ id }) => id)).toContain(importId);
});

describe("bad files are answered within two seconds of work, and not kept (REL-D1, REL-D2)", () => {
  test.each<[string, string, () => Uint8Array, RegExp]>([
    ["a Word file with macros", "plan.docx", () => wordFile(para("School Plan for Student Achievement"), { "word/vbaProject.bin": "macro" }), /macros/],
    ["a bomb", "plan.docx", () => wordFile("x".repeat(9_000_000)), /unpacks to far more/],
    ["a Word file with a password", "plan.docx", () => packed(wordParts(para("Plan")), { encrypted: true }), /password/],
    ["a Word file that is cut off", "plan.docx", () => spsa.slice(0, spsa.byteLength / 2), /cut off/],
    ["a part that lies about its size", "plan.docx", () => packed(wordParts(para("Plan")), { unpacked: 5 }), /larger than it says/],
    ["text in Latin-1 of something else", "notes.txt", () => new Uint8Array(Buffer.from("Señor. The minutes of the meeting", "latin1")), /No list/],
    ["the school plan's name without a goal", "plan.docx", () => wordFile(para("School Plan for Student Achievement")), /no goal/],
    ["an LCAP", "lcap.docx", () => wordFile(para("Local Control and Accountability Plan")), /not a School Plan/],
  ])("%s", async (_what, name, bytes, words) => {
    const given = bytes();
    const kept = filesKept();
    const [started, memory] = [process.cpuUsage(), process.memoryUsage().rss];
    const said = await read(given, name).then(async (importId) => (await loadImport(principal, key, importId)).error, (error: Error) => error.message);
    const { user, system } = process.cpuUsage(started);
    expect(said).toMatch(words);
    expect((user + system) / 1000).toBeLessThan(2000);
    expect((process.memoryUsage().rss - memory) / 2 ** 20).toBeLessThan(150);
    expect(filesKept()).toEqual(kept);
  });
});
