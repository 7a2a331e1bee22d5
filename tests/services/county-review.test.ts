import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { Context } from "#app/context.server.ts";
import { byLineage } from "#app/domain/review/by-lineage.ts";
import { rulesOf } from "#app/domain/rules/all-rules.ts";
import { loadCriterionList, openCriterionList } from "#app/services/review/criterion-list.server.ts";
import { loadOwnChecklist, loadOwnLines } from "#app/services/review/own-checklist.server.ts";
import { assignReview, decideLines, readSecond } from "#app/services/review/decide-checklist.server.ts";
import { loadChanges } from "#app/services/review/load-changes.server.ts";
import { loadChecklist } from "#app/services/review/load-checklist.server.ts";
import { loadReview, loadReviews } from "#app/services/review/load-reviews.server.ts";
import { loadSideBySide } from "#app/services/review/side-by-side.server.ts";
import { openLetter } from "#app/services/review/make-letter.server.ts";
import { makeReviewMove } from "#app/services/review/make-move.server.ts";
import { readDocx } from "#app/adapters/readers/docx.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { sendUnchecked } from "./sent-plan.ts";

let portal: Portal;
let program: ProgramCrosswalk;
let reviewer: Context;
let administrator: Context;
let filingId: string;

beforeAll(async () => {
  portal = await openPortal();
  program = portal.process.crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(portal.running.year)) as ProgramCrosswalk;
  filingId = await sendUnchecked(portal.process, portal.running, { program });
  reviewer = await portal.as("sample-county-reviewer", "toyon-coe");
  administrator = await portal.as("sample-county-administrator", "toyon-coe");
}, 180_000);
afterAll(() => portal?.close());

const version = async () => (await loadReview(reviewer, filingId)).version;
const line = (id: string, more: Partial<Parameters<typeof decideLines>[2][number]> = {}) => ({ line: id, verdict: "not-met" as const, words: "", inLetter: false, seenVersion: 0, ...more });

describe("the checklist", () => {
  test("has the criteria of the law, the form's parts and what the rules found, marked derived, and nothing decided", async () => {
    const page = await loadChecklist(reviewer, filingId);
    expect(page.groups.map(({ id }) => id)).toEqual(expect.arrayContaining(["C-1", "C-2", "C-3", "C-4"]));
    expect(page.groups.every(({ derived }) => derived)).toBe(true);
    expect(page.groups.find(({ id }) => id === "C-1")?.lines.filter(({ kind }) => kind === "part").length).toBeGreaterThan(4);
    expect(page.groups.filter(({ figures }) => figures).map(({ id }) => id)).toEqual(["C-2"]);
    expect(page.decided).toBe(0);
    // Every rule of the edition bears on one criterion.
    const shown = page.groups.flatMap((group) => [...group.quiet, ...group.lines.filter(({ kind }) => kind === "rule").map(({ text }) => text)]);
    expect(shown.length).toBe(rulesOf(program.edition).length);
  });

  test("sorts rules by patterns that each name a rule of the edition", () => {
    const rules = rulesOf(program.edition).map(({ id }) => id);
    for (const criterion of portal.process.crosswalks.workflows["board-and-overseer"]?.criteria ?? [])
      for (const pattern of criterion.rules ?? []) expect(rules.some((rule) => (pattern.endsWith("*") ? rule.startsWith(pattern.slice(0, -1)) : rule === pattern)), `${criterion.id}: ${pattern}`).toBe(true);
  });

  test("keeps verdicts, words and the budget's figures, all or none; two reviewers see both texts (REL-B3)", async () => {
    const kept = await decideLines(reviewer, filingId, [line("criterion/C-2", { verdict: "met" }), line("part/engaging", { words: "Name the meetings.", inLetter: true })], [{ name: "lcff", typed: "$1,000.50", seenVersion: 0 }]);
    expect(kept).toEqual({ outcome: "kept", changed: 3 });
    const page = await loadChecklist(administrator, filingId);
    expect(page.verdicts["part/engaging"]).toMatchObject({ verdict: "not-met", words: "Name the meetings.", inLetter: true, by: "Delia Marchetti", version: 1 });
    expect(page.figures.find(({ name }) => name === "lcff")).toMatchObject({ typed: "$1,000.50", short: true });
    expect(await decideLines(administrator, filingId, [line("part/engaging", { words: "Mine.", inLetter: true }), line("criterion/C-3", { verdict: "met" })], [])).toEqual({ outcome: "conflict", theirs: [{ line: "part/engaging", words: "Name the meetings.", verdict: "not-met", by: "Delia Marchetti" }] });
    expect((await loadChecklist(administrator, filingId)).verdicts["criterion/C-3"]).toBeUndefined();
    expect(await decideLines(administrator, filingId, [], [{ name: "lcff", typed: "a lot", seenVersion: 1 }])).toMatchObject({ outcome: "refused", problems: [{ name: "lcff" }] });
    await expect(decideLines(reviewer, filingId, [line("rule/invented")], [])).rejects.toMatchObject({ code: "invalid" });
    const acts = await withLea(portal.database.app, { leaId: "toyon-coe", actor: "test" }, (tx) => tx.selectFrom("audit").select("detail").where("verb", "=", "decide-review-lines").execute());
    expect(acts.map(({ detail }) => detail)).toEqual([{ lines: 2, figures: 1 }]);
  });

  test("is the office's alone: not the LEA's, not the SELPA's, not the state's (REL-A2)", async () => {
    for (const other of [portal.ctx, await portal.as("sample-selpa", "toyon-selpa"), await portal.as("sample-state-analyst", "sample-state")]) {
      await expect(loadChecklist(other, filingId)).rejects.toMatchObject({ code: "forbidden" });
      await expect(decideLines(other, filingId, [line("criterion/C-1")], [])).rejects.toMatchObject({ code: "forbidden" });
      expect((await loadReview(other, filingId)).letter).toBe("");
    }
    for (const leaId of ["alder-valley", "sample-state", "toyon-selpa"]) for (const table of ["review_verdict", "review_figure", "review_assignment"] as const) expect(await withLea(portal.database.app, { leaId, actor: "test" }, (tx) => tx.selectFrom(table).selectAll().execute())).toEqual([]);
  });
});

describe("who reviews", () => {
  test("is assigned, counted in the queue, and read by somebody else the second time", async () => {
    await expect(assignReview(reviewer, filingId, { reviewer: "sample-planner", secondReader: "", seenVersion: 0 })).rejects.toMatchObject({ code: "invalid" });
    await expect(assignReview(reviewer, filingId, { reviewer: "sample-county-reviewer", secondReader: "sample-county-reviewer", seenVersion: 0 })).rejects.toMatchObject({ code: "invalid" });
    await assignReview(reviewer, filingId, { reviewer: "sample-county-reviewer", secondReader: "sample-county-administrator", seenVersion: 0 });
    await expect(assignReview(reviewer, filingId, { reviewer: "", secondReader: "", seenVersion: 0 })).rejects.toMatchObject({ code: "conflict" });
    const queue = await loadReviews(reviewer);
    expect(queue.lines.find((one) => one.filingId === filingId)?.reviewer).toBe("Delia Marchetti");
    expect(queue.workload).toEqual([{ name: "Delia Marchetti", waits: 1, next: "2025-08-15" }]);
    await expect(readSecond(reviewer, filingId, { words: "x", seenVersion: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await readSecond(administrator, filingId, { words: "I agree.", seenVersion: 1 });
    expect((await loadChecklist(reviewer, filingId)).assignment.second).toMatchObject({ words: "I agree.", number: 1 });
  });

  test("an approver sees before signing what the office decided, where the budget falls short, and who read it a second time", async () => {
    expect((await loadReview(administrator, filingId)).summary).toMatchObject({ met: 1, notMet: 1, notApplicable: 0, older: 0, budget: ["lcff"], secondReader: administrator.user.name, second: { number: 1 }, criteria: { "C-1": "open", "C-2": "met" } });
    // It is the office's own: neither the LEA nor the state's desk has it.
    for (const other of [portal.ctx, await portal.as("sample-state-analyst", "sample-state")]) expect((await loadReview(other, filingId)).summary).toBeNull();
  });
});

describe("plans side by side", () => {
  test("have every plan of a form and year with what the office decided, where it stands and who reads it; they are the office's alone (REL-A2)", async () => {
    const page = await loadSideBySide(reviewer, "nothing of that name");
    const line = page.lines.find((one) => one.filingId === filingId);
    expect(page.choices).toContain(page.chosen);
    expect(line).toMatchObject({ reviewer: "Delia Marchetti", secondReader: administrator.user.name, secondRead: true, met: 1, notMet: 1, notApplicable: 0, verdicts: { "C-1": "open", "C-2": "met" }, due: { dueOn: "2025-08-15" } });
    expect(page.criteria.map(({ id }) => id)).toEqual(["C-1", "C-2", "C-3", "C-4", "C-5", "P-1", "C-6"]);
    for (const other of [portal.ctx, await portal.as("sample-state-analyst", "sample-state")]) await expect(loadSideBySide(other, null)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("letters", () => {
  test("say what was ticked, as it stands on record, in Word, to the office and the LEA alike; each hand-out is on record", async () => {
    const { letter } = await loadReview(reviewer, filingId);
    expect(letter).toContain("Name the meetings.");
    const at = { ...reviewer, now: () => new Date("2025-07-10T18:00:00Z") };
    expect(await makeReviewMove(at, filingId, { move: "ask-clarification", seenVersion: await version(), day: "", words: `${letter}\n\nAnd this.` })).toMatchObject({ outcome: "made" });
    const move = (await loadReview(reviewer, filingId)).made.find((one) => one.letter);
    if (!move) throw new Error("no letter");
    for (const reader of [reviewer, portal.ctx]) {
      const { bytes, name } = await openLetter(reader, filingId, move.id, "docx");
      const text = JSON.stringify(await readDocx(bytes));
      for (const words of ["Toyon County Office of Education", "Request for clarification", "Name the meetings.", "And this.", "July 25, 2025", "EC 52070(b)", "Delia Marchetti"]) expect(text).toContain(words);
      expect(name).toContain("clarification letter.docx");
    }
    await expect(openLetter(reviewer, filingId, move.id + 1000, "docx")).rejects.toMatchObject({ code: "not-found" });
    const stranger: Context = { ...portal.ctx, user: { ...portal.ctx.user, leaId: "choices", memberships: [{ role: "planner", leaId: "choices", orgId: "choices", above: [] }] } };
    await expect(openLetter(stranger, filingId, move.id, "docx")).rejects.toMatchObject({ code: "not-found" });
    const acts = await withLea(portal.database.app, { leaId: "alder-valley", actor: "test" }, (tx) => tx.selectFrom("audit").select("verb").where("verb", "=", "download-letter").execute());
    expect(acts.length).toBe(2);
  });
});

describe("what changed", () => {
  test("since the copy before is said in words; a verdict on the older copy says so", async () => {
    const changed = { ...portal.running, actions: portal.running.actions.map((action, at) => (at === 0 ? { ...action, title: "Another title" } : action)) };
    await sendUnchecked(portal.process, changed, { program, state: "amendments-considered" });
    const page = await loadChanges(reviewer, filingId, null);
    expect(page).toMatchObject({ against: "last-copy", number: 2, count: 1 });
    expect(JSON.stringify(page.groups)).toContain("Another title");
    expect(page.moneyChanged).toBe(false);
    expect(page.money.goals.length).toBeGreaterThan(1);
    const checklist = await loadChecklist(reviewer, filingId);
    expect([checklist.number, checklist.verdicts["criterion/C-2"]?.number]).toEqual([2, 1]);
  });

  test("since last year is held row against row by what lasts, though every id is new", async () => {
    const renamed = JSON.parse(JSON.stringify(portal.running).replaceAll(/"id":"(goal|action|metric)/g, '"id":"new-$1')) as typeof portal.running;
    expect(byLineage(portal.running).goals.map(({ id }) => id)).toEqual(byLineage(renamed).goals.map(({ id }) => id));
    expect((await loadChanges(reviewer, filingId, "last-year")).against).toBeNull();
  });

  test("of the planned money is said by goal and by source, then and now, to the cent", async () => {
    const line = portal.running.lines.find((one) => one.orgId === portal.running.leaId && one.kind === "planned" && one.year === portal.running.year && one.actionId !== null);
    const [action] = portal.running.actions.filter(({ id }) => id === line?.actionId);
    const dearer = { ...portal.running, lines: portal.running.lines.map((one) => (one.id === line?.id ? { ...one, cents: one.cents + 123_401 } : one)) };
    await sendUnchecked(portal.process, dearer, { program, state: "amendments-considered" });
    const { money, moneyChanged, columns } = await loadChanges(reviewer, filingId, null);
    const sum = (lines: typeof dearer.lines, of: (one: (typeof dearer.lines)[number]) => boolean) => lines.filter((one) => one.orgId === dearer.leaId && one.kind === "planned" && one.year === dearer.year && of(one)).reduce((cents, one) => cents + one.cents, 0);
    const cents = (text: string) => Number(text.replace(/[^\d]/g, ""));
    const inGoal = (one: (typeof dearer.lines)[number]) => dearer.actions.some(({ id, goalId }) => id === one.actionId && goalId === action?.goalId);
    const [goal] = money.goals.filter(({ before, after }) => before !== after);
    expect([cents(goal?.before ?? ""), cents(goal?.after ?? ""), cents(goal?.change ?? "")]).toEqual([sum(portal.running.lines, inGoal), sum(dearer.lines, inGoal), 123_401]);
    const [source] = money.sources.filter(({ before, after }) => before !== after);
    expect(cents(source?.after ?? "")).toBe(sum(dearer.lines, (one) => one.source === line?.source));
    for (const rows of [money.goals, money.sources]) expect(rows.reduce((all, one) => all + cents(one.after), 0)).toBe(cents(money.total?.after ?? ""));
    expect({ moneyChanged, columns }).toEqual({ moneyChanged: true, columns: { before: "Copy 2", after: "Copy 3" } });
    expect(money.goals.find(({ before, after }) => before === after)?.change).toBe("$0.00");
  });
});

describe("the office's own checklist", () => {
  test("is loaded all or nothing, stands first, keeps verdicts of the same line, and is not there for others", async () => {
    expect(await loadOwnLines(reviewer, "lcap", 'section,line,citation\nFastpass,"Cover, signed",\n,No section,', "")).toEqual({ outcome: "refused", problems: [{ row: 3, problem: "a section and a line are needed" }] });
    expect((await loadOwnChecklist(reviewer, null)).lines).toEqual([]);
    expect(await loadOwnLines(reviewer, "lcap", 'section,line,citation\nFastpass,"Cover, signed",EC 52070\nContent,All goals read,', (await loadOwnChecklist(reviewer, "lcap")).seen)).toEqual({ outcome: "kept", lines: 2 });
    const [first] = (await loadChecklist(reviewer, filingId)).groups;
    expect(first).toMatchObject({ title: "Fastpass", derived: false, lines: [{ text: "Cover, signed", citation: "EC 52070" }] });
    await decideLines(reviewer, filingId, [line(first?.lines[0]?.id ?? "", { verdict: "met" })], []);
    await loadOwnLines(reviewer, "lcap", 'Content,All goals read,\nFastpass,"Cover, signed",', (await loadOwnChecklist(reviewer, "lcap")).seen);
    expect((await loadChecklist(reviewer, filingId)).verdicts[first?.lines[0]?.id ?? ""]).toMatchObject({ verdict: "met" });
    await expect(loadOwnLines(portal.ctx, "lcap", "", "")).rejects.toMatchObject({ code: "not-found" });
    await expect(loadOwnChecklist(portal.ctx, null)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the list of LEAs whose CSI prompts meet the criteria (D-22)", () => {
  test("has every plan the criterion applies to, with the office's verdict, and as a file", async () => {
    const file = async () => new TextDecoder().decode((await openCriterionList(reviewer, "D-22", null)).bytes);
    const before = await loadCriterionList(reviewer, "D-22", null);
    expect(before.citation).toContain("medium certainty");
    // The state asks for those that meet the criteria, and for no others.
    expect(await file()).not.toContain("Alder Valley");
    expect(before.leas.map(({ organization, verdict }) => [organization, verdict])).toEqual([["Alder Valley Unified School District", "open"]]);
    await decideLines(reviewer, filingId, [line("criterion/C-6", { verdict: "met" })], []);
    expect((await loadCriterionList(reviewer, "D-22", null)).leas[0]).toMatchObject({ verdict: "met", by: "Delia Marchetti", onNewest: true });
    expect(await file()).toMatch(/^\ufeff?cds,organization,year,verdict,decided_on,decided_by,source\r\n\d{14},Alder Valley Unified School District,2025-26,met,.*medium certainty/);
    await expect(loadCriterionList(portal.ctx, "D-22", null)).rejects.toMatchObject({ code: "not-found" });
    await expect(loadCriterionList(reviewer, "D-99", null)).rejects.toMatchObject({ code: "not-found" });
  });
});
