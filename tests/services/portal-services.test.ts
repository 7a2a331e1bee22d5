import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AppError } from "#schemas/app-error.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { addRow } from "#app/services/plans/add-row.server.ts";
import { loadChapter } from "#app/services/plans/load-chapter.server.ts";
import { loadGoal } from "#app/services/plans/load-goal.server.ts";
import { loadHome } from "#app/services/plans/load-home.server.ts";
import { loadLastYear } from "#app/services/plans/load-last-year.server.ts";
import { loadRowForm } from "#app/services/plans/load-row-form.server.ts";
import { removeRow } from "#app/services/plans/remove-row.server.ts";
import { saveAmounts } from "#app/services/plans/save-amounts.server.ts";
import { saveAnswer } from "#app/services/plans/save-answer.server.ts";
import { saveLastYear } from "#app/services/plans/save-last-year.server.ts";
import { saveRow } from "#app/services/plans/save-row.server.ts";
import { loadCoverage } from "#app/services/coverage/load-coverage.server.ts";
import { loadRules } from "#app/services/coverage/load-rules.server.ts";
import { loadExport, openExportFile } from "#app/services/documents/load-export.server.ts";
import { makeExport } from "#app/services/documents/make-export.server.ts";
import { requestExport } from "#app/services/documents/request-export.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal?.close());

const posted = (entries: Record<string, string | string[]>) => new Map(Object.entries(entries).map(([name, value]) => [name, typeof value === "string" ? [value] : value]));
const planNow = async () => {
  const plan = await inLea(portal.ctx, (tx) => loadPlan(tx, { leaId: portal.plan.leaId, planId: portal.plan.id }));
  if (!plan) throw new Error("the sample plan is gone");
  return plan;
};
const acts = async () => (await inLea(portal.ctx, (tx) => sql<{ n: number }>`select count(*)::int as n from audit`.execute(tx))).rows[0]?.n ?? 0;
const box = async (key: string, chapter: string) => (await loadChapter(portal.ctx, portal.plan.id, chapter)).statements.find((one) => one.key === key)?.answers[0];

describe("saving an answer", () => {
  test("counts the version, gives blocks their ids and leaves one audit line", async () => {
    const before = await box("who.district", "who");
    const lines = await acts();
    const value = { type: "doc", docVersion: 1, content: [{ type: "paragraph", content: [{ type: "text", text: "We are the valley.", marks: [{ type: "bold" }] }] }] };
    const result = await saveAnswer(portal.ctx, portal.plan.id, { statement: "who.district", about: null, seenVersion: before?.version ?? null, posted: posted({ "value.json": JSON.stringify(value) }) });
    expect(result).toMatchObject({ outcome: "saved", version: (before?.version ?? 0) + 1 });
    const stored = (await planNow()).answers.find((one) => one.key === "who.district")?.value as RichText;
    expect(plainFromRichText(stored)).toBe("We are the valley.");
    expect(stored.content[0]).toMatchObject({ type: "paragraph", attrs: { blockId: expect.stringMatching(/.{8,}/) as unknown } });
    expect(await acts()).toBe(lines + 1);
  });

  test("on an old version changes nothing and brings what the other person wrote", async () => {
    const now = await box("who.district", "who");
    const result = await saveAnswer(portal.ctx, portal.plan.id, { statement: "who.district", about: null, seenVersion: (now?.version ?? 1) - 1, posted: posted({ "value.json": JSON.stringify({ type: "doc", docVersion: 1, content: [] }) }) });
    expect(result).toMatchObject({ outcome: "conflict", theirs: { version: now?.version } });
    expect(result.outcome === "conflict" && result.theirs.typed["value"]).toEqual(["We are the valley."]);
    expect((await box("who.district", "who"))?.version).toBe(now?.version);
  });

  test("plain words do not silently drop formatting; ticked, they do", async () => {
    const now = await box("who.district", "who");
    const form = { statement: "who.district", about: null, seenVersion: now?.version ?? null };
    const refused = await saveAnswer(portal.ctx, portal.plan.id, { ...form, posted: posted({ value: "Plain.\n\nIn two paragraphs." }) });
    expect(refused).toMatchObject({ outcome: "refused", errors: { value: expect.stringContaining("formatting") as unknown } });
    expect(await saveAnswer(portal.ctx, portal.plan.id, { ...form, posted: posted({ value: "Plain.", "value.drop": "yes" }) })).toMatchObject({ outcome: "saved" });
  });

  test("a field that does not belong to the question, a question that is not there, and a foreign plan are refused", async () => {
    const form = { statement: "who.district", about: null, seenVersion: null };
    await expect(saveAnswer(portal.ctx, portal.plan.id, { ...form, posted: posted({ value: "x", orgId: "other" }) })).rejects.toMatchObject({ code: "invalid" });
    await expect(saveAnswer(portal.ctx, portal.plan.id, { ...form, statement: "who.nothing", posted: posted({ value: "x" }) })).rejects.toMatchObject({ code: "not-found" });
    const foreign = await saveAnswer(portal.ctx, portal.foreign.id, { ...form, posted: posted({ value: "x" }) }).catch((error: unknown) => error as AppError);
    const missing = await saveAnswer(portal.ctx, "no-such-plan", { ...form, posted: posted({ value: "x" }) }).catch((error: unknown) => error as AppError);
    expect([(foreign as AppError).code, (foreign as AppError).message]).toEqual([(missing as AppError).code, (missing as AppError).message]);
  });

  test("a megabyte of right-to-left text and emoji comes back as it was", async () => {
    const now = await box("listen.influence", "listen");
    const words = "مرحبا 👩🏽‍🏫 ".repeat(60_000).trim();
    const value = { type: "doc", docVersion: 1, content: [{ type: "paragraph", content: [{ type: "text", text: words }] }] };
    expect(await saveAnswer(portal.ctx, portal.plan.id, { statement: "listen.influence", about: null, seenVersion: now?.version ?? null, posted: posted({ "value.json": JSON.stringify(value) }) })).toMatchObject({ outcome: "saved" });
    expect(plainFromRichText((await planNow()).answers.find((one) => one.key === "listen.influence")?.value as RichText)).toBe(words);
  });
});

describe("rows", () => {
  test("every row of the plan can be opened and saved as it stands, and nothing in it changes", async () => {
    const plan = await planNow();
    for (const collection of ["goals", "metrics", "values", "targets", "needs", "actions", "events", "meetings", "lines", "progress"] as const) {
      const row = plan[collection].find((one) => one.orgId === plan.leaId);
      if (!row) continue;
      const form = await loadRowForm(portal.ctx, plan.id, { collection, rowId: row.id, chosen: {} });
      const result = await saveRow(portal.ctx, plan.id, { collection, rowId: row.id, seenVersion: row.version, posted: posted(form.typed) });
      expect([collection, result]).toEqual([collection, { outcome: "saved", version: row.version + 1, rowId: row.id }]);
      const after = (await planNow())[collection].find((one) => one.id === row.id);
      const bare = (value: unknown) => JSON.parse(JSON.stringify(value, (name, inner: unknown) => (name === "blockId" || name === "version" || (name === "attrs" && JSON.stringify(Object.keys(inner as object)) === '["blockId"]') ? undefined : inner))) as unknown;
      expect(bare(after), collection).toEqual(bare(row));
    }
  });

  test("a bad amount is refused with the reason; a good one moves the goal's total", async () => {
    const plan = await planNow();
    const line = plan.lines.find((one) => one.kind === "planned" && one.orgId === plan.leaId);
    const goalId = plan.actions.find((one) => one.id === line?.actionId)?.goalId ?? "";
    const before = (await loadGoal(portal.ctx, plan.id, goalId)).total;
    const form = { collection: "lines", rowId: line?.id ?? "", seenVersion: line?.version ?? 0 };
    expect(await saveRow(portal.ctx, plan.id, { ...form, posted: posted({ cents: "12%" }) })).toMatchObject({ outcome: "refused", errors: { cents: expect.stringContaining("percentage") as unknown } });
    expect(await saveRow(portal.ctx, plan.id, { ...form, posted: posted({ cents: "(500)" }) })).toMatchObject({ outcome: "saved" });
    expect((await planNow()).lines.find((one) => one.id === line?.id)?.cents).toBe(-50_000);
    expect((await loadGoal(portal.ctx, plan.id, goalId)).total).not.toBe(before);
  });

  test("a person kept as an answer is added once even when sent twice, changed, and removed", async () => {
    const newId = "3f0a3a3e-8a43-4f7e-9a51-9f5a3a1c0001";
    const words = posted({ body: "", name: "Ada Park", seat: "Chair" });
    for (let sent = 0; sent < 2; sent += 1) expect(await addRow(portal.ctx, portal.plan.id, { collection: "who.people", newId, posted: words })).toEqual({ outcome: "added", rowId: newId });
    expect((await planNow()).answers.filter((one) => one.id === newId)).toHaveLength(1);
    expect(await saveRow(portal.ctx, portal.plan.id, { collection: "who.people", rowId: newId, seenVersion: 1, posted: posted({ name: "Ada Lane" }) })).toMatchObject({ outcome: "saved", version: 2 });
    expect((await planNow()).answers.find((one) => one.id === newId)?.value).toMatchObject({ name: "Ada Lane", seat: "Chair" });
    expect(await removeRow(portal.ctx, portal.plan.id, { collection: "who.people", rowId: newId, seenVersion: 1 })).toEqual({ outcome: "conflict" });
    expect(await removeRow(portal.ctx, portal.plan.id, { collection: "who.people", rowId: newId, seenVersion: 2 })).toMatchObject({ outcome: "removed" });
  });

  test("a goal with actions is not removed, and says what hangs on it", async () => {
    const goal = (await planNow()).goals[0];
    expect(await removeRow(portal.ctx, portal.plan.id, { collection: "goals", rowId: goal?.id ?? "", seenVersion: goal?.version ?? 0 })).toMatchObject({ outcome: "blocked", why: expect.stringContaining("action") as unknown });
  });

  test("amounts of the budget are saved together or not at all", async () => {
    const amounts = (await loadChapter(portal.ctx, portal.plan.id, "cost")).statements.find((one) => one.key === "cost.revenue")?.amounts ?? [];
    const [first, second] = amounts;
    const typed = (words: string, at: typeof first) => ({ column: at?.column ?? "", typed: words, seenVersion: at?.version ?? null });
    expect(await saveAmounts(portal.ctx, portal.plan.id, { statement: "cost.revenue", amounts: [typed("1,000", first), typed("ten", second)] })).toMatchObject({ outcome: "refused" });
    const after = (await loadChapter(portal.ctx, portal.plan.id, "cost")).statements.find((one) => one.key === "cost.revenue")?.amounts[0];
    expect(after?.typed).toBe(first?.typed);
    expect(await saveAmounts(portal.ctx, portal.plan.id, { statement: "cost.revenue", amounts: [typed("$1,000", first)] })).toMatchObject({ outcome: "saved" });
    expect(await saveAmounts(portal.ctx, portal.plan.id, { statement: "cost.revenue", amounts: [typed("$2,000", first)] })).toMatchObject({ outcome: "conflict", theirs: { [first?.column ?? ""]: { cents: 100_000 } } });
  });
});

describe("what last year's actions cost", () => {
  const entry = async (at: number) => {
    const found = (await loadLastYear(portal.ctx, portal.plan.id, null)).actions[at];
    if (!found) throw new Error("the sample looks back on actions");
    return found;
  };
  const save = (one: Awaited<ReturnType<typeof entry>>, typed: Record<string, string>, seen = one.version) => saveLastYear(portal.ctx, portal.plan.id, { openingActionId: one.id, seen, posted: posted(typed) });

  test("every action of last year has boxes, and saved as they stand nothing changes", async () => {
    const page = await loadLastYear(portal.ctx, portal.plan.id, null);
    expect(page.actions.map(({ id }) => id)).toEqual(portal.plan.opening?.actions.map(({ id }) => id));
    const before = (await planNow()).lines;
    for (const one of page.actions) expect(await save(one, Object.fromEntries(Object.entries(one.typed).map(([name, values]) => [name, values[0] ?? ""])))).toEqual({ outcome: "saved", version: one.version });
    expect((await planNow()).lines).toEqual(before);
  });

  test("a blank fund gets a line of its own, 0 is kept, and a blank takes the line away", async () => {
    const one = await entry(0);
    const first = await save(one, { federal: "$1,234.5" });
    const lines = async () => (await planNow()).lines.filter((line) => line.openingActionId === one.id && line.source === "other-federal").map(({ cents, kind, year }) => ({ cents, kind, year }));
    expect(await lines()).toEqual([{ cents: 123_450, kind: "estimated", year: portal.plan.opening?.year }]);
    if (first.outcome !== "saved") throw new Error("not saved");
    expect((await entry(0)).version).toBe(first.version);
    const zero = await save(one, { federal: "0" }, first.version);
    expect(await lines()).toMatchObject([{ cents: 0 }]);
    expect(await save(one, { federal: "" }, zero.outcome === "saved" ? zero.version : "")).toMatchObject({ outcome: "saved" });
    expect(await lines()).toEqual([]);
  });

  test("a percentage in a box for money is refused and saves nothing of the action; an old page gets what stands there now", async () => {
    const one = await entry(1);
    expect(await save(one, { federal: "5", local: "12%" })).toMatchObject({ outcome: "refused", errors: { local: expect.stringContaining("percentage") as unknown } });
    expect((await entry(1)).version).toBe(one.version);
    expect(await save(one, { federal: "5" })).toMatchObject({ outcome: "saved" });
    expect(await save(one, { federal: "6" })).toMatchObject({ outcome: "conflict", theirs: { typed: { federal: ["5.00"] } } });
  });

  test("the estimated percentage is asked where one was planned, and kept exactly", async () => {
    const page = await loadLastYear(portal.ctx, portal.plan.id, null);
    const one = page.actions.find(({ fields }) => fields.some(({ name }) => name === "percent"));
    if (!one) throw new Error("the sample planned a percentage");
    expect(await save(one, { percent: "0.375%" })).toMatchObject({ outcome: "saved" });
    expect((await planNow()).opening?.actions.find(({ id }) => id === one.id)?.actualPercent).toBe("0.375");
  });
});

describe("an adopted plan", () => {
  const adopted = async () => {
    const home = await loadHome(portal.ctx);
    if (!home.running) throw new Error("the sample has a running plan");
    return home.running;
  };

  test("says when it was adopted; its answers, amounts and rows are refused with the reason and stay as they are", async () => {
    const running = await adopted();
    expect(running.adopted).toBe("June 24, 2025");
    const read = () => inLea(portal.ctx, (tx) => loadPlan(tx, { leaId: portal.plan.leaId, planId: running.id }));
    const before = await read();
    const line = before?.lines[0];
    const tries = [
      () => saveAnswer(portal.ctx, running.id, { statement: "who.district", about: null, seenVersion: 1, posted: posted({ value: "x" }) }),
      () => saveAmounts(portal.ctx, running.id, { statement: "cost.revenue", amounts: [] }),
      () => saveRow(portal.ctx, running.id, { collection: "lines", rowId: line?.id ?? "", seenVersion: line?.version ?? 0, posted: posted({ cents: "1" }) }),
      () => addRow(portal.ctx, running.id, { collection: "goals", newId: "3f0a3a3e-8a43-4f7e-9a51-9f5a3a1c0077", posted: posted({}) }),
      () => removeRow(portal.ctx, running.id, { collection: "lines", rowId: line?.id ?? "", seenVersion: line?.version ?? 0 }),
      () => saveLastYear(portal.ctx, running.id, { openingActionId: before?.opening?.actions[0]?.id ?? "", seen: "", posted: posted({ lcff: "1" }) }),
    ];
    for (const one of tries) await expect(one()).rejects.toMatchObject({ code: "forbidden", message: expect.stringContaining("adopted on June 24, 2025") as unknown });
    expect(await read()).toEqual(before);
    expect((await loadChapter(portal.ctx, running.id, "who")).statements.every((one) => one.closed)).toBe(true);
  });

  test("still takes the decisions of bodies, so that an adoption recorded by mistake can be mended", async () => {
    const running = await adopted();
    const page = await loadChapter(portal.ctx, running.id, "approve");
    expect(page.statements.some((one) => one.closed)).toBe(false);
    const plan = await inLea(portal.ctx, (tx) => loadPlan(tx, { leaId: portal.plan.leaId, planId: running.id }));
    const adoption = plan?.meetings.find((one) => one.kind === "adoption");
    const save = (result: string, seenVersion: number) => saveRow(portal.ctx, running.id, { collection: "meetings", rowId: adoption?.id ?? "", seenVersion, posted: posted({ result }) });
    expect(await save("Continued to a later day", 1)).toMatchObject({ outcome: "saved" });
    expect((await adopted()).adopted).toBeNull();
    expect(await save("Adopted, 5 to 0", 2)).toMatchObject({ outcome: "saved" });
    expect((await adopted()).adopted).toBe("June 24, 2025");
  });
});

describe("what pages show", () => {
  test("home names the plan being written, counts its form, and gives one next step", async () => {
    const home = await loadHome(portal.ctx);
    expect(home.writing?.id).toBe(portal.plan.id);
    expect(home.running?.year).toBe("2025-26");
    const form = home.writing?.forms[0];
    expect(form && form.counts.answered > 0 && form.counts.missing > 0).toBe(true);
    expect(home.writing?.next?.href).toMatch(/^\/plans\//);
  });

  test("every open field and every finding leads somewhere", async () => {
    const program = (await loadHome(portal.ctx)).writing?.forms[0]?.program ?? "";
    const page = await loadCoverage(portal.ctx, portal.plan.id, program);
    const open = page.parts.flatMap((part) => part.fields).filter((field) => field.required && (field.state === "missing" || field.state === "partly"));
    expect(open.length).toBeGreaterThan(0);
    for (const field of open.filter((one) => !one.missing.every((words) => words.startsWith("worked out")))) expect(field.href, field.field).toMatch(/\/(chapters|rows)\//);
    for (const finding of page.findings) expect(finding.href, finding.at).toMatch(/^\/plans\//);
  });

  test("every rule of the form is listed with its law, and counts what it finds", async () => {
    const program = (await loadHome(portal.ctx)).writing?.forms[0]?.program ?? "";
    const [{ rules }, page] = [await loadRules(portal.ctx, portal.plan.id, program), await loadCoverage(portal.ctx, portal.plan.id, program)];
    expect(rules).toHaveLength(page.rules);
    expect(rules.reduce((sum, rule) => sum + rule.found, 0)).toBe(page.findings.length);
    expect([...rules, ...page.findings].filter(({ citation }) => /\.md\b/.test(citation))).toEqual([]);
    for (const rule of rules) expect([rule.id, rule.found > 0]).toEqual([rule.id, rule.href !== ""]);
  });

  test("a file is made once by the worker's service, and only its own LEA reads it", async () => {
    const program = (await loadHome(portal.ctx)).writing?.forms[0]?.program ?? "";
    const { exportId } = await requestExport(portal.ctx, portal.plan.id, program, { format: "docx", copy: "internal-draft" });
    expect(await loadExport(portal.ctx, portal.plan.id, exportId)).toMatchObject({ status: "queued" });
    await makeExport(portal.ctx, { leaId: portal.plan.leaId, exportId });
    await makeExport(portal.ctx, { leaId: portal.plan.leaId, exportId });
    const file = await openExportFile(portal.ctx, portal.plan.id, exportId);
    expect(file.name).toMatch(/\.docx$/);
    expect(String.fromCharCode(...file.bytes.slice(0, 2))).toBe("PK");
    const stranger = portal.process.as({ ...portal.ctx.user, id: "stranger", name: "Stranger", leaId: portal.foreign.leaId, memberships: [{ role: "planner", leaId: portal.foreign.leaId, orgId: portal.foreign.leaId, above: [] }] });
    await expect(openExportFile(stranger, portal.foreign.id, exportId)).rejects.toMatchObject({ code: "not-found" });
    await expect(openExportFile(stranger, portal.plan.id, exportId)).rejects.toMatchObject({ code: "not-found" });
  });
});
