// A plan that came as a file is read by a machine: what it found helps the reviewer, what it did not find is "not read", and it decides nothing.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import type { Context } from "#app/context.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { renderPlanDocument } from "#app/services/documents/render-plan-document.server.ts";
import { decideLines } from "#app/services/review/decide-checklist.server.ts";
import { enterOutside, noteStep } from "#app/services/review/enter-outside.server.ts";
import { loadChanges } from "#app/services/review/load-changes.server.ts";
import { loadChecklist } from "#app/services/review/load-checklist.server.ts";
import { loadReview } from "#app/services/review/load-reviews.server.ts";
import { makeReviewMove } from "#app/services/review/make-move.server.ts";
import { loadAsRead, readOutside, startReading } from "#app/services/review/read-outside.server.ts";
import { at, copyForbiddenPdf, smallPdf } from "../adapters/readers/small-pdf.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
let reviewer: Context;
/** This year's and last year's LCAP of a district, as the portal prints them: this year's first metric has no target, last year's actions had other titles. */
let now: Plan;
let printed: { now: Uint8Array; before: Uint8Array; docx: Uint8Array };
const cds = "99200010000000";
const lcap = (plan: Plan, format: "pdf" | "docx") => renderPlanDocument(portal.process.files, { plan, program: "lcap", edition: "2024.v2024-11", format, copy: { kind: "hearing-draft", preparedOn: "2026-06-01" }, attachments: {} }).then(({ bytes }) => bytes);
const enter = async (bytes: Uint8Array, year: string, code = cds) => {
  const entered = await enterOutside(reviewer, { district: "", name: "Quail Ridge Unified", cds: code, form: `lcap/${year}`, receivedOn: "2026-06-30", adoptedOn: "" }, { name: "LCAP.pdf", bytes });
  if (entered.outcome !== "entered") throw new Error("not entered");
  return entered.filingId;
};
const waiting = () => withLea(portal.database.app, { leaId: "toyon-coe", actor: "test" }, (tx) => tx.selectFrom("outside_reading").select(["id", "filing_id", "status"]).where("status", "in", ["queued", "working"]).execute());
/** As the worker does it, one after the other. */
const work = async () => {
  for (const { id } of await waiting()) await readOutside(reviewer, { leaId: "toyon-coe", readingId: id });
};
const kept = () => {
  const folder = path.join(process.env["PLAN_ONCE_HOME"] ?? "", "files/outside/toyon-coe");
  return existsSync(folder) ? readdirSync(folder).length : 0;
};

beforeAll(async () => {
  portal = await openPortal();
  reviewer = await portal.as("sample-county-reviewer", "toyon-coe");
  const year = "2026-27";
  const ofYear: Plan = { ...portal.running, year, lines: portal.running.lines.filter(({ kind }) => kind === "planned").map((line) => ({ ...line, year })), revenues: [], opening: null };
  const [metric] = portal.running.metrics.filter(({ orgId }) => orgId === portal.running.leaId);
  now = { ...ofYear, targets: ofYear.targets.filter(({ metricId }) => metricId !== metric?.id) };
  const before: Plan = { ...portal.running, actions: portal.running.actions.map((action) => ({ ...action, title: `${action.title}, as before` })) };
  printed = { now: await lcap(now, "pdf"), before: await lcap(before, "pdf"), docx: await lcap(now, "docx") };
}, 180_000);
afterAll(() => portal?.close());

describe("a plan that is entered is read", () => {
  let filingId = "";

  test("by a machine, once: until then it says that nothing was read", async () => {
    filingId = await enter(printed.now, now.year);
    expect((await loadReview(reviewer, filingId)).outside).toMatchObject({ reading: { readable: true, attempt: { status: "queued" }, read: null }, findings: [] });
    const [job] = await waiting();
    await work();
    await readOutside(reviewer, { leaId: "toyon-coe", readingId: job?.id ?? "" });
    expect((await loadReview(reviewer, filingId)).outside?.reading).toMatchObject({ attempt: { status: "read" }, read: { fileName: "LCAP.pdf", fromCopy: true } });
    expect(await waiting()).toEqual([]);
    expect(kept()).toBe(1);
  });

  test("the reviewer gets goals, metrics, actions and money as the form prints them, with what the reader doubts", async () => {
    const page = await loadAsRead(reviewer, filingId, 2);
    const text = JSON.stringify(page.document);
    for (const goal of now.goals.filter(({ orgId }) => orgId === now.leaId)) expect(text).toContain(JSON.stringify(goal.description.content[0]).match(/"text":"([^"]{20,40})/)?.[1]);
    expect(text).toContain("Quail Ridge Unified");
    expect(page.parts.filter(({ certainty }) => certainty !== "missing").map(({ part }) => part)).toEqual(expect.arrayContaining(["goals", "metrics", "actions", "table 1"]));
    expect(page.pages.page).toBe(2);
    expect(page.doubts[0]?.message).toMatch(/^The file names ".*" \(\d+\); it was entered for Quail Ridge Unified \(/);
  });

  test("findings stand on the checklist with their page; rules that a print does not answer say so, and every criterion stays for the person", async () => {
    const { groups, figures, reading } = await loadChecklist(reviewer, filingId);
    expect(groups.map(({ id }) => id)).toEqual(["C-1", "C-2", "C-3", "C-4", "C-5", "P-1", "C-6"]);
    const lines = groups.flatMap((group) => group.lines);
    const why = lines.find(({ id }) => id === "rule/metric.target");
    expect(why?.evidence).toHaveLength(1);
    expect(why?.evidence[0]?.read?.page).toBeGreaterThan(1);
    const [unread, rules] = [groups.flatMap((group) => group.unread), lines.filter(({ kind }) => kind === "rule").map(({ id }) => id)];
    expect(unread).toContain("Every required metric of the LEA's kind and grades appears.");
    for (const rule of ["metric.required", "partners.required", "R-IIS-1.need", "M-1", "line.source", "R-RED-2", "D-9"]) expect(rules).not.toContain(`rule/${rule}`);
    expect(reading?.read).not.toBeNull();
    const planned = now.lines.filter(({ kind, orgId, year, actionId }) => kind === "planned" && orgId === now.leaId && year === now.year && actionId !== null).reduce((sum, { cents }) => sum + cents, 0);
    expect(figures.reduce((sum, { planned: words }) => sum + Math.round(Number(words.replace(/[$,]/g, "")) * 100), 0)).toBeCloseTo(planned, -4);
    expect(await decideLines(reviewer, filingId, [{ line: "rule/metric.target", verdict: "not-met", words: "", inLetter: true, seenVersion: 0 }], [])).toMatchObject({ outcome: "kept" });
    expect((await loadReview(reviewer, filingId)).letter).toContain(why?.evidence[0]?.message ?? "-");
  });

  test("what changed since last year is told where last year was entered and read too", async () => {
    expect((await loadChanges(reviewer, filingId, null)).against).toBeNull();
    await enter(printed.before, "2025-26");
    await work();
    const page = await loadChanges(reviewer, filingId, null);
    expect(page).toMatchObject({ against: "last-year", columns: { before: "2025-26", after: now.year }, held: { "last-copy": null } });
    expect(JSON.stringify(page.groups)).toContain("as before");
    expect(page.groups.flatMap(({ changes }) => changes).some(({ collection, what }) => collection === "goals" && what === "added")).toBe(false);
  });

  test("another file of the same plan can be read in the PDF's place; it is read and not kept", async () => {
    const before = kept();
    await startReading(reviewer, filingId, { file: { name: "LCAP as typed.docx", bytes: printed.docx }, ownDocument: false });
    await expect(startReading(reviewer, filingId, { file: null, ownDocument: false })).rejects.toMatchObject({ code: "conflict" });
    expect(kept()).toBe(before + 1);
    await work();
    expect(kept()).toBe(before);
    const { outside } = await loadReview(reviewer, filingId);
    expect(outside?.reading.read).toMatchObject({ fileName: "LCAP as typed.docx", fromCopy: false });
    expect(outside?.findings.every(({ page }) => page === null)).toBe(true);
    await expect(startReading(reviewer, filingId, { file: { name: "a.xlsx", bytes: new TextEncoder().encode("a,b") }, ownDocument: false })).rejects.toMatchObject({ code: "invalid" });
    expect(kept()).toBe(before);
  });

  test("a new copy is read anew, and what the copy before said is held against it", async () => {
    const version = async () => (await loadReview(reviewer, filingId)).version;
    const on: Context = { ...reviewer, now: () => new Date("2026-07-10T19:00:00Z"), today: () => "2026-07-10" };
    await makeReviewMove(on, filingId, { move: "ask-clarification", seenVersion: await version(), day: "", words: "Say why." });
    await noteStep(reviewer, filingId, { move: "send-amended", seenVersion: await version(), cameOn: "2026-07-20", day: "2026-07-19", words: "Said.", adoptedOn: "" }, { name: "LCAP 2.pdf", bytes: printed.now });
    expect((await loadReview(reviewer, filingId)).outside?.reading.read).toBeNull();
    await work();
    expect((await loadChanges(reviewer, filingId, null))).toMatchObject({ against: "last-copy", columns: { before: "Copy 1", after: "Copy 2" } });
  });
});

describe("what is not read is said", () => {
  test("another document, a file of another year, one that forbids copying: nothing of it is used", async () => {
    const cases: [string, Uint8Array, string, RegExp, "refused" | "asks"][] = [
      ["99200020000000", smallPdf([{ content: at(50, 500, "Minutes of a meeting, long enough to be text") }]), "2025-26", /not a Local Control/, "refused"],
      ["99200030000000", printed.before, "2026-27", /plan of 2025-26; it was entered as the plan of 2026-27/, "refused"],
      ["99200040000000", copyForbiddenPdf([{ content: at(50, 500, "Local Control and Accountability Plan, long enough to be text") }]), "2025-26", /forbids copying/, "asks"],
    ];
    for (const [code, bytes, year, said, status] of cases) {
      const filingId = await enter(bytes, year, code);
      await work();
      const page = await loadReview(reviewer, filingId);
      expect(page.outside?.reading, code).toMatchObject({ attempt: { status }, read: null });
      expect(page.outside?.reading.attempt?.error).toMatch(said);
      expect((await loadChecklist(reviewer, filingId)).groups.flatMap(({ lines }) => lines.flatMap(({ evidence }) => evidence))).toEqual([]);
      expect((await loadChanges(reviewer, filingId, null)).against).toBeNull();
    }
  });

  test("and whoever may not review it neither reads nor starts a reading (REL-A2)", async () => {
    const [job] = await withLea(portal.database.app, { leaId: "toyon-coe", actor: "test" }, (tx) => tx.selectFrom("outside_reading").select("filing_id").execute());
    for (const other of [portal.ctx, await portal.as("sample-selpa", "toyon-selpa"), await portal.as("sample-state-administrator", "sample-state")]) {
      await expect(loadAsRead(other, job?.filing_id ?? "", 1)).rejects.toMatchObject({ code: "not-found" });
      await expect(loadChanges(other, job?.filing_id ?? "", null)).rejects.toMatchObject({ code: "not-found" });
      await expect(startReading(other, job?.filing_id ?? "", { file: null, ownDocument: true })).rejects.toMatchObject({ code: "not-found" });
    }
    for (const leaId of ["sample-state", "alder-valley", "toyon-selpa"]) expect(await withLea(portal.database.app, { leaId, actor: "test" }, (tx) => tx.selectFrom("outside_reading").selectAll().execute()), leaId).toEqual([]);
  });
});
