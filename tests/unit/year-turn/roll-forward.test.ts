import { describe, expect, test } from "vitest";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import { redAtBaseline } from "#app/domain/calculations/held-facts.ts";
import { baselineOf } from "#app/domain/calculations/metric-difference.ts";
import { calculations } from "#app/domain/calculations/registry.ts";
import { formsOfPlan, statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { workingDraft } from "#app/domain/documents/working-draft.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { carriedState, ageInWords } from "#app/domain/plan/carried.ts";
import { rollForward } from "#app/domain/plan/roll-forward.ts";
import { standings } from "#app/domain/plan/statement-state.ts";
import { planSchema } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import { cents, makeAction, makeAnswer, makeGoal, makeLine, makeMetric, makeOpening, makePlan, makeRevenue, makeSchool, makeStep, makeTarget, makeValue, rich } from "../../factories.ts";

const crosswalks = loadCrosswalks();
const { catalogs } = crosswalks;
const source = { kind: "typed" as const, text: "Test", recordedOn: null };
const turn = (plan: Plan) => rollForward(plan, { crosswalks, source });
const tablesOf = (plan: Plan) => computeActionTables(indexPlan(plan, catalogs));
const readings = (rows: readonly { group: string; amount: string | null; year: string }[]) => rows.map(({ group, amount, year }) => `${group} ${amount} ${year}`);

describe("worked cases roll from 2025-26 to 2026-27 and reconcile to the cent", () => {
  test("Choices: what Table 1 planned stands in last year's planned column, action by action; contributing LCFF is L4", () => {
    const plan = buildExample("choices");
    const { plan: next } = turn(plan);
    const [before, after] = [tablesOf(plan), tablesOf(next)];
    expect(next).toMatchObject({ year: "2026-27", cycle: { start: "2024-25", baselineDashboardYear: 2023 }, opening: { year: "2025-26", carryoverPercent: "0" } });
    expect(after.table3.totals.planned).toBe(cents("981447.37"));
    expect(before.symbols.T4).toEqual(after.symbols.L4);
    expect(Number((after.symbols.L4 as { cents: unknown }).cents)).toBe(cents("810989.67"));
    expect(next.opening?.actions.map(({ number, plannedTotalCents }) => [number, plannedTotalCents])).toEqual(before.table1.rows.map(({ number, total }) => [number, total]));
    expect(next.opening?.actions.find(({ number }) => number === "2.2")).toMatchObject({ plannedTotalCents: cents("231022.20"), plannedLcffCents: cents("183472.20"), contributing: true, actualPercent: null });
    // Contributing by the flag, not by the fund: 1.4 is paid from LCFF and contributes nothing.
    expect(next.opening?.actions.find(({ number }) => number === "1.4")).toMatchObject({ plannedTotalCents: cents("104705.20"), plannedLcffCents: 0 });
  });

  test("Sacramento COE: $18,601,111.00 planned and $5,608,659.00 contributing become last year's columns", () => {
    const { plan: next } = turn(buildExample("sacramento"));
    const { table3, symbols } = tablesOf(next);
    expect(table3.totals.planned).toBe(cents("18601111"));
    expect(Number((symbols.L4 as { cents: unknown }).cents)).toBe(cents("5608659"));
    // Money of the new year is written anew, and no grant is taken from another year (FF-16).
    expect(next.lines).toEqual([]);
    expect(next.revenues).toEqual([]);
    expect(symbols.A1.kind).toBe("nothing");
  });

  test("the carryover of Table 1 is frozen unrounded: 1.26 percent on the print would miss $4,720,636.22 in the next chain (lcap.md 5.5)", () => {
    const plan = buildExample("carryover");
    const percent = turn(plan).plan.opening?.carryoverPercent ?? "";
    expect(percent).toBe("1.26438105773184");
    const [base, carried] = [37_335_550_000, Number(percent) / 100];
    expect(Math.round(base * carried)).toBe(cents("4720636.22"));
    expect(Math.round(base * 0.0126)).not.toBe(cents("4720636.22"));
  });
});

describe("outcomes shift by column and by group", () => {
  const metric = makeMetric({ id: "m", lineageId: "m", goalId: "g", baselineValueIds: ["v0", "v1"] });
  const base = [makeValue({ id: "v0", metricId: "m", group: "ALL", amount: "20", year: "2023 Dashboard" }), makeValue({ id: "v1", metricId: "m", group: "EL", amount: "30", year: "2023 Dashboard" })];
  const second = [makeValue({ metricId: "m", group: "ALL", amount: "18", year: "2024 Dashboard" }), makeValue({ metricId: "m", group: "EL", amount: "27", year: "2024 Dashboard" })];
  const plan = makePlan({ year: "2025-26", goals: [makeGoal({ id: "g", lineageId: "g" })], metrics: [metric], values: [...base, ...second], targets: [makeTarget({ metricId: "m", group: "ALL", amount: "12", dueYear: "2026-27" })] });

  test("what the second plan of a cycle entered is Year 1, the third plan's Year 2, and the target stays", () => {
    const third = turn(plan).plan;
    expect(third.opening?.metrics[0]).toMatchObject({ number: "1.1", year2: [] });
    expect(readings(third.opening?.metrics[0]?.baseline ?? [])).toEqual(["ALL 20 2023 Dashboard", "EL 30 2023 Dashboard"]);
    expect(readings(third.opening?.metrics[0]?.year1 ?? [])).toEqual(["ALL 18 2024 Dashboard", "EL 27 2024 Dashboard"]);
    expect(readings(third.opening?.metrics[0]?.target ?? [])).toEqual(["ALL 12 2026-27"]);
    const [carried] = third.metrics;
    expect(carried).toMatchObject({ id: "m:26-27", lineageId: "m", goalId: "g:26-27", baselineValueIds: [] });
    const entered: Plan = { ...third, values: [makeValue({ metricId: "m:26-27", group: "ALL", amount: "16", year: "2025 Dashboard" })] };
    const last = turn(entered).plan;
    expect(readings(last.opening?.metrics[0]?.year1 ?? [])).toEqual(["ALL 18 2024 Dashboard", "EL 27 2024 Dashboard"]);
    expect(readings(last.opening?.metrics[0]?.year2 ?? [])).toEqual(["ALL 16 2025 Dashboard"]);
  });

  test("a new cycle assumes no baseline, no target and no list of lowest levels, and last year's facts stay to be read", () => {
    const sample = buildExample("sample");
    const { plan: next, fresh } = turn(sample);
    const index = indexPlan(next, catalogs);
    expect(fresh).toBe(true);
    expect(next).toMatchObject({ year: "2027-28", cycle: { start: "2027-28", baselineDashboardYear: null }, targets: [], values: [] });
    expect(index.cycleYear).toBe(1);
    for (const metric of index.goals.flatMap((goal) => index.metricsOf(goal.id))) expect(baselineOf(index, metric)).toEqual([]);
    expect(next.opening?.metrics.some(({ baseline }) => baseline.length > 0)).toBe(true);
    const at = { index, tables: tablesOf(next), catalogs } as Parameters<typeof redAtBaseline>[0];
    expect(redAtBaseline(at, {})).toEqual({ kind: "nothing" });
    expect(sample.actions.some(({ purposes }) => purposes.includes("red-2023"))).toBe(true);
    expect(next.actions.some(({ purposes }) => purposes.includes("red-2023"))).toBe(false);
    // The metrics themselves are carried, so nothing of them is new or dropped.
    const words = index.goals.flatMap((goal) => { const found = calculations["changes"]!(at, { goal }); return found.kind === "list" ? found.items : []; });
    expect(words.filter((line) => /is new|was dropped/.test(line))).toEqual([]);
  });
});

describe("what is carried and what is not", () => {
  const school = makeSchool({ id: "s" });
  const plan = makePlan({
    year: "2025-26",
    goals: [makeGoal({ id: "g", lineageId: "g" }), makeGoal({ id: "sg", lineageId: "sg", orgId: "s", parentLineageId: "g" })],
    actions: [makeAction({ id: "a", lineageId: "a", goalId: "g", causeIds: ["cause"] })],
    lines: [makeLine({ actionId: "a", cents: 100 })],
    revenues: [makeRevenue({ kind: "base" })],
    steps: [makeStep({ id: "st1", lineageId: "st1", actionId: "a", status: "done" }), makeStep({ id: "st2", lineageId: "st2", actionId: "a", status: "in-progress" })],
    answers: [
      makeAnswer({ id: "cause", lineageId: "cause", key: "stand.causes", value: { text: rich("Late buses"), needs: [] } }),
      makeAnswer({ id: "who", lineageId: "who", key: "who.district", value: rich("We are a district.") }),
      makeAnswer({ id: "done", lineageId: "done", key: "went.done", about: "g", value: rich("All done.") }),
      makeAnswer({ id: "lrebg", lineageId: "lrebg", key: "cost.lrebg", value: "yes" }),
      makeAnswer({ id: "ineq", lineageId: "ineq", key: "stand.inequities", orgId: "s", value: { text: rich("Fewer counselors"), found: "budget", actions: [] } }),
    ],
    organizations: [...makePlan({}).organizations, school],
  });

  test("texts keep their lineage under new ids, links lead to the new rows, schools' parts too", () => {
    const { plan: next, carried } = turn(plan);
    expect(planSchema.safeParse(next).success).toBe(true);
    expect(next.actions[0]).toMatchObject({ id: "a:26-27", lineageId: "a", goalId: "g:26-27", causeIds: ["cause:26-27"], version: 1 });
    expect(next.goals.map(({ orgId, parentLineageId }) => [orgId, parentLineageId])).toEqual([["lea", null], ["s", "g"]]);
    expect(carried.find(({ rowId }) => rowId === "who:26-27")).toEqual({ collection: "answers", rowId: "who:26-27", fromId: "who", orgId: "lea" });
    expect(carried.some(({ orgId }) => orgId === "s")).toBe(true);
    expect(carried.map(({ rowId }) => rowId).sort()).toEqual([...next.goals, ...next.actions, ...next.steps, ...next.answers].map(({ id }) => id).sort());
  });

  test("what happened, this year's choice of money, finished steps and amounts stay behind and are counted", () => {
    const { plan: next, left } = turn(plan);
    expect(next.answers.map(({ key }) => key).sort()).toEqual(["stand.causes", "stand.inequities", "who.district"]);
    expect(next.steps.map(({ id }) => id)).toEqual(["st2:26-27"]);
    expect(left).toMatchObject({ lines: 1, revenues: 1, steps: 1, answers: 2 });
  });

  test("the plan that is rolled is not changed, and the same plan gives the same next plan", () => {
    const before = JSON.stringify(plan);
    expect(JSON.stringify(turn(plan))).toBe(JSON.stringify(turn(plan)));
    expect(JSON.stringify(plan)).toBe(before);
  });

  test("two rows of one lineage stay two rows", () => {
    const twins = makePlan({ year: "2025-26", goals: [makeGoal({ id: "g1", lineageId: "same" }), makeGoal({ id: "g2", lineageId: "same" })], opening: makeOpening({}) });
    expect(new Set(turn(twins).plan.goals.map(({ id }) => id)).size).toBe(2);
  });
});

describe("the working draft of a year without a form", () => {
  const { plan: next } = turn(buildExample("sample"));

  test("no form is held for 2027-28, the document says so on every page and uses no form's words", () => {
    expect(formsOfPlan(crosswalks, next)).toEqual([]);
    const document = workingDraft(next, crosswalks, { statements: statementsOf(crosswalks, []), preparedOn: "2026-11-22" });
    expect(document).toMatchObject({ copy: { kind: "working-draft" }, template: "none" });
    expect(document.banner).toContain("No official form for 2027-28 is held here");
    const words = JSON.stringify(document);
    expect(words).not.toMatch(/Local Control and Accountability Plan|Target for Year 3|Increased or Improved Services for Foster/);
    const [goal] = next.goals;
    expect(words).toContain(plainFromRichText(goal!.description).slice(0, 40));
  });
});

test("without a form the chapters still say what is to be written, and ask nothing that only another status asks", () => {
  const next = turn(buildExample("sample")).plan;
  const all = standings(crosswalks, [], [], next);
  expect(all.find(({ statement }) => statement.key === "listen.influence")).toMatchObject({ asked: true, state: "missing" });
  expect(all.find(({ statement }) => statement.key === "who.district")).toMatchObject({ asked: true, state: "answered" });
  expect(all.find(({ statement }) => statement.key === "stand.letters")).toMatchObject({ asked: false });
});

describe("carried marks", () => {
  test("writing a row decides about it, removing it retires it, and a restored one waits again", () => {
    expect(carriedState({ decision: null, last: "insert" })).toBe("open");
    expect(carriedState({ decision: "confirmed", last: "insert" })).toBe("confirmed");
    expect(carriedState({ decision: "confirmed", last: "update" })).toBe("edited");
    expect(carriedState({ decision: null, last: "delete" })).toBe("retired");
    expect(carriedState({ decision: "retired", last: "insert" })).toBe("open");
  });

  test("the age of words counts whole months", () => {
    expect(ageInWords("2025-06-24", "2026-11-22")).toBe("16 months");
    expect(ageInWords("2024-06-22", "2026-11-22")).toBe("2 years and 5 months");
    expect(ageInWords("2026-11-01", "2026-11-22")).toBe("less than a month");
    expect(ageInWords(null, "2026-11-22")).toBe("");
  });
});
