import { describe, expect, test } from "vitest";
import { buildFileContext } from "#app/file-context.server.ts";
import { planDifference } from "#app/domain/history/plan-difference.ts";
import type { FieldChange, RowChange } from "#app/domain/history/row-difference.ts";
import { aroundChanges } from "#app/domain/history/word-diff.ts";
import { buildExample } from "#db/examples/examples.ts";
import type { Plan } from "#schemas/plan.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { cents, makeAction, makeAnswer, makeGoal, makeLine, makeMetric, makeNeed, makePlan, makeRevenue, makeSchool, makeValue, rich } from "../../factories.ts";

const crosswalks = buildFileContext().crosswalks();
const difference = (before: Plan | undefined, after: Plan) => planDifference(before, after, crosswalks);
const changesOf = (before: Plan, after: Plan): RowChange[] => difference(before, after).changes;

/** A change as one line, as a reader would say it. */
function line(change: RowChange): string {
  const field = ({ label, said }: FieldChange): string => {
    switch (said.kind) {
      case "words":
        return `${label}: ${said.pieces.filter(({ kind }) => kind !== "same").map(({ kind, text }) => `${kind === "added" ? "+" : "-"}${text.trim()}`).join(" ")}`;
      case "look":
        return `${label}: look`;
      case "money":
        return `${label}: ${said.before} > ${said.after} (${said.change})`;
      case "list":
        return `${label}: ${[...said.added.map((one) => `+${one}`), ...said.removed.map((one) => `-${one}`)].join(" ")}`;
      case "value":
        return `${label}: ${said.before || "nothing"} > ${said.after || "nothing"}`;
    }
  };
  return [`${change.what} ${[change.noun, change.number].filter(Boolean).join(" ")}`, change.name, ...change.fields.map(field)].filter(Boolean).join(" | ");
}

const need = makeNeed({ id: "need", text: rich("Reading in grade three") });
const school = makeSchool({ id: "school", name: "Lincoln Elementary" });
const goal = makeGoal({ id: "goal" });
const action = makeAction({ id: "action", goalId: "goal", title: "Tutors" });
const money = makeLine({ id: "line", actionId: "action", source: "lcff-base", cents: cents("1000") });
const metric = makeMetric({ id: "metric", goalId: "goal", name: "Chronic absence" });
const value = makeValue({ id: "value", metricId: "metric", amount: "20" });
const answer = makeAnswer({ id: "answer", key: "who.district", value: rich("We are a valley of farms.") });
const plan = makePlan({ organizations: [...makePlan().organizations, school], goals: [goal], actions: [action], lines: [money], metrics: [metric], values: [value], needs: [need], answers: [answer] });

describe("what changed in a plan", () => {
  test("a plan against itself: nothing, though every version number and block id is new", () => {
    expect(difference(plan, plan)).toEqual({ changes: [], money: { goals: [], sources: [], total: null } });
    const saved = (doc: RichText): RichText => ({ ...doc, content: doc.content.map((block) => (block.type === "paragraph" ? { ...block, attrs: { blockId: "b-1" } } : block)) });
    expect(changesOf(plan, { ...plan, goals: [{ ...goal, version: 2, description: saved(goal.description) }] })).toEqual([]);
  });

  test("a statement: its question and the words put in and taken out", () => {
    const [change] = changesOf(plan, { ...plan, answers: [{ ...answer, value: rich("We are a valley of vineyards and farms.") }] });
    expect(change).toMatchObject({ what: "changed", chapterId: "who", statement: "who.district", rowId: "answer" });
    expect(change?.noun).toBe(crosswalks.outline.chapters.flatMap((chapter) => chapter.statements).find((one) => one.key === "who.district")?.question);
    expect(line(change as RowChange)).toContain("+vineyards and");
  });

  test("formatting alone is said to be formatting", () => {
    const bold: RichText = { type: "doc", docVersion: 1, content: [{ type: "paragraph", content: [{ type: "text", text: "We are a valley of farms.", marks: [{ type: "bold" }] }] }] };
    expect(changesOf(plan, { ...plan, answers: [{ ...answer, value: bold }] })[0]?.fields.map(({ said }) => said.kind)).toEqual(["look"]);
  });

  test("a goal and an action: labels of the outline, links as names, codes as their labels", () => {
    const after = { ...plan, goals: [{ ...goal, kind: "focus", needIds: ["need"] }], actions: [{ ...action, title: "Reading tutors", location: "specific-schools" as const, schoolIds: ["school"] }] };
    const [first, second] = changesOf(plan, after).map(line);
    expect(first).toMatch(/^changed goal 1 \| Every student learns\. \| /);
    expect(first).toContain("+Reading in grade three");
    expect(first).toContain("Broad");
    expect(first).not.toMatch(/needIds|"|\{/);
    expect(second).toMatch(/^changed action 1\.1 \| Reading tutors \| /);
    expect(second).toContain("+Lincoln Elementary");
  });

  test("a link to a row that is gone is no bare id", () => {
    const linked = { ...plan, goals: [{ ...goal, needIds: ["need"] }] };
    const text = changesOf(linked, { ...plan, needs: [] }).map(line).join("\n");
    expect(text).toContain("removed need | Reading in grade three");
    expect(text).toContain("-Reading in grade three");
    const twiceGone = changesOf({ ...linked, needs: [] }, { ...plan, needs: [] }).map(line).join("\n");
    expect(twiceGone).toContain("-one that is not in the plan any more");
  });

  test("money: the amounts, the change with its sign, and the totals of goal, source and plan", () => {
    const { changes, money: totals } = difference(plan, { ...plan, lines: [{ ...money, cents: cents("850.50") }] });
    expect(changes.map(line)).toEqual([expect.stringContaining("$1,000.00 > $850.50 (−$149.50)")]);
    expect(changes[0]?.name).toContain("1.1 Tutors");
    const change = { before: "$1,000.00", after: "$850.50", change: "−$149.50" };
    expect(totals.goals).toEqual([{ label: "Goal 1", ...change }]);
    expect(totals.sources).toHaveLength(1);
    expect(totals.total).toEqual({ label: "All planned money", ...change });
  });

  test("money moved from one source to another leaves the total alone and says so", () => {
    const { money: totals } = difference(plan, { ...plan, lines: [{ ...money, source: "title-i-a" }] });
    expect(totals.goals).toEqual([]);
    expect(totals.sources.map(({ change }) => change).sort()).toEqual(["+$1,000.00", "−$1,000.00"]);
    expect(totals.total?.change).toBe("$0.00");
  });

  test("an amount of the budget is called by its question and year", () => {
    const revenue = makeRevenue({ id: "revenue", kind: "base", cents: 100 });
    const [change] = changesOf({ ...plan, revenues: [revenue] }, { ...plan, revenues: [{ ...revenue, cents: 300 }] });
    expect(change?.noun).toBe("amount");
    expect(change?.chapterId).toBe("cost");
    expect(line(change as RowChange)).toContain("Amount: $1.00 > $3.00 (+$2.00)");
  });

  test("a metric's value is called by its metric; a true minus for what fell below zero", () => {
    expect(changesOf(plan, { ...plan, values: [{ ...value, amount: "-1.5" }] }).map(line)).toEqual([expect.stringMatching(/changed value \| 1\.1 Chronic absence.*20 > −1\.5/)]);
  });

  test("rows added and removed, in the order of the outline", () => {
    const other = makeAction({ id: "new", goalId: "goal", title: "Aides", order: 1 });
    const changes = changesOf(plan, { ...plan, actions: [action, other], answers: [] });
    expect(changes.map(({ what, noun, number }) => [what, noun === "action" ? noun : "statement", number])).toEqual([["removed", "statement", ""], ["added", "action", "1.2"]]);
  });

  test("held facts and last year's percentage are said too", () => {
    const before = buildExample("sample");
    const opening = before.opening;
    if (!opening) throw new Error("the sample has a plan of last year");
    const after = { ...before, organizations: before.organizations.map((one, at) => (at === 0 ? { ...one, name: "Renamed District" } : one)), opening: { ...opening, actions: opening.actions.map((one, at) => (at === 0 ? { ...one, actualPercent: "12.5" } : one)) } };
    const text = changesOf(before, after).map(line).join("\n");
    expect(text).toContain("+Renamed");
    expect(text).toMatch(/changed action of last year's plan.*12\.5/);
  });

  test("a plan that was not there yet is all new, and no line of any example shows an inner name or JSON", () => {
    for (const name of ["sample", "sacramento"]) {
      const after = buildExample(name);
      const { changes } = difference(undefined, after);
      expect(changes.length).toBeGreaterThanOrEqual(after.goals.length + after.actions.length + after.lines.length);
      expect(changes.filter(({ what }) => what !== "added")).toEqual([]);
      const heads = changes.map(({ noun, name: called }) => `${noun} ${called}`).join("\n");
      expect(heads).not.toMatch(/[{}[\]]|undefined|null|\bobject\b/);
      const labels = new Set(changes.flatMap(({ fields }) => fields.map(({ label }) => label)));
      expect([...labels].filter((label) => /[a-z][A-Z]|_/.test(label))).toEqual([]);
    }
  });

  test("long unchanged runs shrink to the words around a change", () => {
    const words = (count: number) => `${Array.from({ length: count }, (_, at) => `w${at}`).join(" ")} `;
    const short = aroundChanges([{ kind: "same", text: words(40) }, { kind: "added", text: "new " }, { kind: "same", text: words(40) }, { kind: "removed", text: "old " }, { kind: "same", text: words(3) }], 3);
    expect(short.map(({ text }) => text)).toEqual(["… w37 w38 w39 ", "new ", "w0 w1 w2 … w37 w38 w39 ", "old ", "w0 w1 w2 "]);
  });
});
