// A document on its way into a plan: refused in words, read, looked at, taken once, and where its rows came from.
import { readdirSync, existsSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadPlan } from "#db/repos/plans.server.ts";
import { listSources } from "#db/repos/plan-imports.server.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import { renderPlanDocument } from "#app/services/documents/render-plan-document.server.ts";
import { clearImport, confirmOwnDocument, correctImportItem, leaveOutImportItem, stopImport } from "#app/services/imports/decide-import.server.ts";
import { drawImportPage } from "#app/services/imports/draw-import-page.server.ts";
import { kindOfFile, largestImport, shownFileName } from "#app/services/imports/import-file.server.ts";
import { loadImport, loadImportItem, loadImportProgress } from "#app/services/imports/load-import.server.ts";
import { readImport } from "#app/services/imports/read-import.server.ts";
import { startImport } from "#app/services/imports/start-import.server.ts";
import { startYear } from "#app/services/imports/start-year.server.ts";
import { takeImport } from "#app/services/imports/take-import.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { at, copyForbiddenPdf, rule, smallPdf } from "../adapters/readers/small-pdf.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
/** The running year's LCAP as the portal prints it, with some actions that the plan being written does not have. */
let lcap: Uint8Array;
beforeAll(async () => {
  portal = await openPortal();
  lcap = (await renderPlanDocument(portal.process.files, { plan: { ...portal.running, actions: portal.running.actions.map((action, nth) => (nth % 3 === 0 ? { ...action, title: `${action.title}, as before` } : action)) }, program: "lcap", edition: "2024.v2024-11", format: "pdf", copy: { kind: "internal-draft", preparedOn: "2026-11-22" }, attachments: {} })).bytes;
}, 120_000);
afterAll(() => portal?.close());

/** The LEA's own rows; the schools have rows of theirs beside them. */
const own = <Row extends { orgId: string }>(rows: readonly Row[]): Row[] => rows.filter(({ orgId }) => orgId === portal.plan.leaId);
const planNow = async (planId = portal.plan.id) => {
  const plan = await inLea(portal.ctx, (tx) => loadPlan(tx, { leaId: portal.plan.leaId, planId }));
  if (!plan) throw new Error("the plan is gone");
  return plan;
};
const start = async (bytes: Uint8Array, name = "lcap.pdf", ownDocument = false) => (await startImport(portal.ctx, portal.plan.id, { file: { name, bytes }, ownDocument })).importId;
const read = async (bytes: Uint8Array, name?: string, ownDocument?: boolean) => {
  const importId = await start(bytes, name, ownDocument);
  await readImport(portal.ctx, { leaId: portal.plan.leaId, importId });
  return importId;
};
const look = (importId: string, planId = portal.plan.id) => loadImport(portal.ctx, planId, importId);
const reviewOf = async (importId: string, planId?: string) => {
  const { review, version } = await look(importId, planId);
  if (!review) throw new Error("nothing was read");
  return { review, version, items: review.groups.flatMap(({ items }) => items) };
};
const filesKept = () => {
  const folder = path.join(process.env["PLAN_ONCE_HOME"] ?? "", "files/imports", portal.plan.leaId);
  return existsSync(folder) ? readdirSync(folder) : [];
};
const refusalOf = async (bytes: Uint8Array, name?: string) => {
  // In processor time: a loaded machine does not decide.
  const started = process.cpuUsage();
  const said = await read(bytes, name).then(
    async (importId) => {
      const page = await look(importId);
      await clearImport(portal.ctx, portal.plan.id, importId);
      return page.status === "refused" ? page.error : page.status;
    },
    (error: Error) => error.message,
  );
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1000).toBeLessThan(2000);
  expect(filesKept()).toEqual([]);
  return said;
};

describe("what is no readable document is answered at once and not kept (REL-D1)", () => {
  const text = (words: string) => new TextEncoder().encode(words);
  test.each<[string, () => Uint8Array, string, RegExp]>([
    ["an empty file", () => new Uint8Array(), "lcap.pdf", /empty/],
    ["a file that is only named like one", () => text("<html>"), "lcap.pdf", /no PDF/],
    ["a PDF that is cut off", () => lcap.slice(0, lcap.byteLength / 2), "lcap.pdf", /cut off/],
    ["a head and an end with nothing between", () => text(`%PDF-1.7\n${"x".repeat(500)}\n%%EOF\n`), "lcap.pdf", /damaged/],
    ["a scan", () => smallPdf([{ content: rule(0, 0, 700, 500) }, { content: rule(0, 0, 700, 500) }]), "scan.pdf", /no text in this PDF.*spreadsheet/],
    ["another document", () => smallPdf(Array.from({ length: 30 }, (_, n) => ({ content: at(50, 500, `Minutes of meeting ${n}, long enough to be text`) }))), "minutes.pdf", /not a Local Control/],
    ["a PDF with a password", () => smallPdf([{ content: at(50, 500, "secret") }], { trailer: "/Encrypt 6 0 R", extra: [`<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${"11".repeat(32)}> /U <${"22".repeat(32)}> >>`] }), "lcap.pdf", /password/],
    ["an archive of something else", () => text("PK\u0003\u0004rest PK\u0005\u0006"), "lcap.zip", /neither a Word document/],
    ["an old or locked Office file", () => Buffer.from("d0cf11e0a1b11ae1", "hex"), "plan.docx", /old Office format/],
  ])("%s", async (_what, bytes, name, words) => {
    expect(await refusalOf(bytes(), name)).toMatch(words);
  });

  test("a file over the limit, and names that are paths or hide their direction (REL-D4)", () => {
    const large = new Uint8Array(largestImport + 1);
    large.set(text("%PDF-1.7"));
    expect(() => kindOfFile({ name: "a.pdf", bytes: large }, ["pdf"])).toThrow(/MB/);
    expect(shownFileName("../../etc/\u202epdf.lcap\u0000.pdf")).toBe("pdf.lcap.pdf");
    expect(shownFileName(`${"x".repeat(400)}.pdf`)).toHaveLength(120);
    expect(shownFileName("")).toBe("document");
  });
});

describe("last year's LCAP", () => {
  let importId = "";
  test("is read by the worker, and its file stays beside the reading for the pictures of its pages", async () => {
    importId = await start(lcap, "lcap-2025-26.pdf");
    expect(await loadImportProgress(portal.ctx, portal.plan.id, importId)).toMatchObject({ status: "queued" });
    expect(filesKept()).toEqual([importId]);
    const before = await planNow();
    await readImport(portal.ctx, { leaId: portal.plan.leaId, importId });
    expect(filesKept()).toEqual([importId]);
    expect(await planNow()).toEqual(before);
    const { review } = await reviewOf(importId);
    expect(review).toMatchObject({ year: "2025-26", fit: "before", own: true, counts: { goals: own(portal.running.goals).length, actions: own(portal.running.actions).length } });
    expect(review.agreeing).toBe(review.compared);
  });

  test("the same file while it is open is the same import (REL-D5)", async () => {
    expect(await start(lcap, "again.pdf")).toBe(importId);
    expect(filesKept()).toEqual([importId]);
  });

  test("the page a row was read from is drawn for whoever may import, and for nobody else (REL-A2)", async () => {
    const { review, items } = await reviewOf(importId);
    const page = items.find(({ collection }) => collection === "metrics")?.page ?? 0;
    expect(review.pages).toMatchObject({ count: expect.any(Number) as number });
    expect(review.pages?.sizes).toHaveLength(review.pages?.count ?? 0);
    const { mark, bytes } = await drawImportPage(portal.ctx, portal.plan.id, importId, String(page), null);
    expect(Buffer.from(bytes ?? []).toString("latin1", 8, 12)).toBe("WEBP");
    expect(await drawImportPage(portal.ctx, portal.plan.id, importId, String(page), mark)).toEqual({ mark, bytes: null });
    expect((await drawImportPage(portal.ctx, portal.plan.id, importId, "1", mark)).bytes).not.toBeNull();
    for (const wrong of ["0", "9999", "1.5", "../1", ""]) await expect(drawImportPage(portal.ctx, portal.plan.id, importId, wrong, null)).rejects.toMatchObject({ code: "not-found" });
    // The right is asked before the mark is looked at.
    await expect(drawImportPage(await portal.as("sample-fiscal"), portal.plan.id, importId, String(page), mark)).rejects.toMatchObject({ code: "forbidden" });
    await expect(drawImportPage(portal.ctx, portal.running.id, importId, String(page), mark)).rejects.toMatchObject({ code: "not-found" });
  }, 60_000);

  test("a row that is left out is not offered again until it is put back", async () => {
    const before = await reviewOf(importId);
    const row = before.items.find((item) => item.standing === "new");
    const key = row?.key ?? "";
    expect(await leaveOutImportItem(portal.ctx, portal.plan.id, importId, { key, seenVersion: before.version, out: true })).toBe(true);
    expect(await leaveOutImportItem(portal.ctx, portal.plan.id, importId, { key, seenVersion: before.version, out: false })).toBe(false);
    const out = await reviewOf(importId);
    expect(out.items.find((item) => item.key === key)).toMatchObject({ leftOut: true, corrected: false });
    expect(out.review.counts.open).toBe(before.review.counts.open - 1);
    expect((await loadImportItem(portal.ctx, portal.plan.id, importId, key)).next).not.toBe(key);
    expect(await leaveOutImportItem(portal.ctx, portal.plan.id, importId, { key, seenVersion: out.version, out: false })).toBe(true);
    expect((await reviewOf(importId)).items.find((item) => item.key === key)).toEqual(row);
    await expect(leaveOutImportItem(portal.ctx, portal.plan.id, importId, { key: "goals~none", seenVersion: out.version + 1, out: true })).rejects.toMatchObject({ code: "not-found" });
  });

  test("what is taken is in the plan with its source and page; the rest is not", async () => {
    const { items, version } = await reviewOf(importId);
    const action = items.find((item) => item.collection === "actions" && item.standing === "new");
    const before = await planNow();
    const rest = items.filter((item) => item.key !== action?.key && item.standing === "new");
    expect(action).toBeDefined();
    expect(rest.length).toBeGreaterThan(2);
    await takeImport(portal.ctx, portal.plan.id, importId, { keys: [action?.key ?? ""], seenVersion: version, otherLea: false });
    const plan = await planNow();
    const row = plan.actions.find(({ id }) => !before.actions.some((one) => one.id === id));
    expect(row?.title).toBe(action?.says.find(({ name }) => name === "title")?.words);
    expect(plan.actions).toHaveLength(before.actions.length + 1);
    expect(plan.goals.some(({ id }) => id === row?.goalId)).toBe(true);
    const source = (await inLea(portal.ctx, (tx) => listSources(tx, { leaId: plan.leaId, planId: plan.id }))).find(({ rowId }) => rowId === row?.id);
    expect(source).toMatchObject({ words: "Imported from lcap-2025-26.pdf", page: action?.page });
    expect(plan.opening).toEqual(before.opening);
    const act = (await inLea(portal.ctx, (tx) => sql<{ verb: string }>`select verb from audit order by number desc limit 1`.execute(tx))).rows[0];
    expect(act?.verb).toBe("take-import");
  });

  test("taking everything twice is taking it once (REL-D5)", async () => {
    const take = async () => {
      const { items, version } = await reviewOf(importId);
      return takeImport(portal.ctx, portal.plan.id, importId, { keys: items.filter(({ collection, standing }) => collection !== "opening" && standing === "new").map(({ key }) => key), seenVersion: version, otherLea: false });
    };
    expect((await take()).rows).toBeGreaterThan(2);
    const once = await planNow();
    expect(await take()).toEqual({ items: 0, rows: 0 });
    expect(await planNow()).toEqual(once);
    // And so is reading the file again.
    await clearImport(portal.ctx, portal.plan.id, importId);
    expect(filesKept()).toEqual([]);
    importId = await read(lcap, "lcap-2025-26.pdf");
    expect((await reviewOf(importId)).items.filter(({ collection, standing }) => collection !== "opening" && standing === "new")).toEqual([]);
  });

  test("a correction is what enters the plan, and an old page of it is a conflict (REL-B3)", async () => {
    const plan = await planNow();
    const { items, version } = await reviewOf(importId);
    const action = items.find((item) => item.collection === "actions" && item.standing === "differs");
    const key = action?.key ?? "";
    expect(await correctImportItem(portal.ctx, plan.id, importId, { key, seenVersion: version, values: new Map([["description", "Said better\nin two lines"], ["title", action?.says[0]?.words ?? ""]]) })).toEqual({ outcome: "saved" });
    expect(await correctImportItem(portal.ctx, plan.id, importId, { key, seenVersion: version, values: new Map([["description", "Late"]]) })).toEqual({ outcome: "conflict" });
    expect((await loadImportItem(portal.ctx, plan.id, importId, key)).fields.find(({ name }) => name === "description")?.value).toBe("Said better\nin two lines");
    await expect(takeImport(portal.ctx, plan.id, importId, { keys: [key], seenVersion: version, otherLea: false })).rejects.toMatchObject({ code: "conflict" });
    await expect(correctImportItem(portal.ctx, plan.id, importId, { key, seenVersion: version + 1, values: new Map([["goalId", "other"]]) })).rejects.toMatchObject({ code: "invalid" });
  });

  test("becomes the frozen plan of a year that has none; estimates that were written are never lost", async () => {
    const { version } = await reviewOf(importId);
    await expect(takeImport(portal.ctx, portal.plan.id, importId, { keys: ["opening~all"], seenVersion: version, otherLea: false })).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("estimates") });
  });
});

test("a plan of another year starts its own year, with the document as last year's plan", async () => {
  const older = { ...portal.running, year: "2027-28", id: "later", opening: null, lines: portal.running.lines.map((line) => ({ ...line, year: line.actionId ? "2027-28" : line.year })).filter(({ openingActionId }) => openingActionId === null) };
  const { bytes } = await renderPlanDocument(portal.process.files, { plan: older, program: "lcap", edition: "2024.v2024-11", format: "pdf", copy: { kind: "internal-draft", preparedOn: "2026-11-22" }, attachments: {} });
  const importId = await read(bytes, "later.pdf");
  const { review } = await reviewOf(importId);
  expect(review).toMatchObject({ fit: null, former: false, counts: { goals: older.goals.filter(({ orgId }) => orgId === older.leaId).length }, year: "2027-28", newYears: [{ year: "2027-28", fit: "same" }, { year: "2028-29", fit: "before" }] });
  await expect(startYear(portal.ctx, portal.plan.id, importId, "2031-32")).rejects.toMatchObject({ code: "invalid" });
  const { planId } = await startYear(portal.ctx, portal.plan.id, importId, "2028-29");
  expect(await planNow(planId)).toMatchObject({ year: "2028-29", cycle: { start: "2027-28", baselineDashboardYear: null }, opening: null, goals: [] });
  const { items, version } = await reviewOf(importId, planId);
  await takeImport(portal.ctx, planId, importId, { keys: items.map(({ key }) => key), seenVersion: version, otherLea: false });
  const plan = await planNow(planId);
  const was = portal.running;
  expect(plan.opening?.actions.map(({ title, plannedTotalCents }) => [title, plannedTotalCents])).toEqual(own(was.actions).map((action) => [action.title, was.lines.filter(({ actionId, kind }) => actionId === action.id && kind === "planned").reduce((sum, { cents }) => sum + cents, 0)]));
  expect(plan.goals.map(({ description }) => plainFromRichText(description))).toEqual(own(was.goals).map(({ description }) => plainFromRichText(description)));
  expect(plan.lines).toEqual([]);
  // One lineage from year to year: what was frozen belongs to what goes on.
  expect(plan.opening?.actions.map(({ lineageId }) => lineageId)).toEqual(plan.actions.map(({ lineageId }) => lineageId));
  expect(plan.opening?.metrics.map(({ lineageId }) => lineageId)).toEqual(plan.metrics.map(({ lineageId }) => lineageId));
}, 60_000);

test("another LEA's document is taken only when somebody says that it is right; nobody else's import is found", async () => {
  const { bytes } = await renderPlanDocument(portal.process.files, { plan: { ...portal.foreign, year: portal.plan.year, lines: [], revenues: [], opening: null }, program: "lcap", edition: "2024.v2024-11", format: "pdf", copy: { kind: "internal-draft", preparedOn: "2026-11-22" }, attachments: {} });
  const importId = await read(bytes, "choices.pdf");
  const { review, items, version } = await reviewOf(importId);
  expect(review.own).toBe(false);
  const form = { keys: [items.find(({ collection }) => collection === "goals")?.key ?? ""], seenVersion: version };
  await expect(takeImport(portal.ctx, portal.plan.id, importId, { ...form, otherLea: false })).rejects.toMatchObject({ code: "invalid" });
  expect((await takeImport(portal.ctx, portal.plan.id, importId, { ...form, otherLea: true })).items).toBe(1);
  await expect(loadImport(portal.ctx, portal.running.id, importId)).rejects.toMatchObject({ code: "not-found" });
  await expect(startImport(await portal.as("sample-fiscal"), portal.plan.id, { file: { name: "a.pdf", bytes: lcap }, ownDocument: false })).rejects.toMatchObject({ code: "forbidden" });
}, 60_000);

test("a reading that was stopped leaves nothing, also when its job comes afterwards", async () => {
  const importId = await start(smallPdf([{ content: at(50, 500, "Local Control and Accountability Plan") }]), "stop.pdf");
  await stopImport(portal.ctx, portal.plan.id, importId);
  expect(filesKept()).not.toContain(importId);
  await readImport(portal.ctx, { leaId: portal.plan.leaId, importId });
  expect(await look(importId)).toMatchObject({ status: "stopped", review: null });
});

test("where the owner forbade copying the person is asked, and only their word lets it be read; it goes on record", async () => {
  const importId = await read(copyForbiddenPdf([{ content: at(50, 500, "Minutes of a meeting, long enough to be words") }]), "sealed.pdf");
  expect(await look(importId)).toMatchObject({ status: "asks", error: expect.stringContaining("forbids copying") });
  await expect(drawImportPage(portal.ctx, portal.plan.id, importId, "1", null)).rejects.toMatchObject({ code: "conflict" });
  await confirmOwnDocument(portal.ctx, portal.plan.id, importId);
  await readImport(portal.ctx, { leaId: portal.plan.leaId, importId });
  // It is read now, and turns out to be something else.
  expect(await look(importId)).toMatchObject({ status: "refused", error: expect.stringContaining("not a Local Control") });
  expect(filesKept()).not.toContain(importId);
  const acts = await inLea(portal.ctx, (tx) => sql<{ verb: string }>`select verb from audit where object = ${`plan/${portal.plan.id}/imports/${importId}`} order by number`.execute(tx));
  expect(acts.rows.map(({ verb }) => verb)).toEqual(["start-import", "confirm-own-document"]);
});

test("of two plans in one board packet the LEA's own is found behind the other, and the packet is said", async () => {
  const documentOf = async (plan: typeof portal.running) => JSON.parse(new TextDecoder().decode((await renderPlanDocument(portal.process.files, { plan, program: "lcap", edition: "2024.v2024-11", format: "json", copy: { kind: "internal-draft", preparedOn: "2026-11-22" }, attachments: {} })).bytes)) as { sections: unknown[] };
  const [other, ours] = [await documentOf({ ...portal.foreign, lines: [], revenues: [], opening: null }), await documentOf(portal.running)];
  const agenda = { ...(ours.sections[0] as object), blocks: [{ type: "heading", level: 1, id: "agenda", text: "Agenda of the regular meeting" }, { type: "paragraph", style: "body", runs: [{ text: "The board hears two plans." }] }] };
  const importId = await read(new TextEncoder().encode(JSON.stringify({ ...ours, sections: [agenda, ...other.sections, ...ours.sections] })), "packet.json");
  const { review } = await reviewOf(importId);
  expect(review).toMatchObject({ own: true, year: "2025-26", counts: { goals: own(portal.running.goals).length } });
  expect(review.general.map(({ message }) => message).join()).toContain("2 plans in this file");
}, 60_000);

const forbidden = path.join(process.env["PLAN_ONCE_DATA"] ?? "../shared/data", "plans-open/orange-savanna-elementary.pdf");
test.skipIf(!existsSync(forbidden))("a PDF whose owner forbids copying is read only after the person says it is their own (needs PLAN_ONCE_DATA)", async () => {
  const { readFileSync } = await import("node:fs");
  const importId = await read(readFileSync(forbidden), "savanna.pdf");
  expect(await look(importId)).toMatchObject({ status: "asks", error: expect.stringContaining("forbids copying") });
  expect(filesKept()).toContain(importId);
  await confirmOwnDocument(portal.ctx, portal.plan.id, importId);
  await readImport(portal.ctx, { leaId: portal.plan.leaId, importId });
  expect((await reviewOf(importId)).review).toMatchObject({ counts: { goals: 4, metrics: 39, actions: 28 }, fit: "before", own: false });
}, 120_000);
