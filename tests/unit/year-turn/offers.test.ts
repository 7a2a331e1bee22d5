import { describe, expect, test } from "vitest";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { besideAnalysis } from "#app/domain/plan/beside-analysis.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { midYearGoals, midYearPeriod } from "#app/domain/plan/mid-year.ts";
import { amountOffers, metricOffers, midYearOffers, offersFromFacts, valueOffers } from "#app/domain/plan/offers.ts";
import { rollForward } from "#app/domain/plan/roll-forward.ts";
import type { Plan } from "#schemas/plan.ts";
import { makeAction, makeAnswer, makeDashboardResult, makeEnrollment, makeGoal, makeLine, makeMetric, makeNeed, makeOrganization, makePlan, makeProgress, makeSchool, makeValue, rich } from "../../factories.ts";

const crosswalks = loadCrosswalks();
const { catalogs } = crosswalks;
const words = (offers: { text: string }[]) => offers.map(({ text }) => text);

describe("needs are offered from published facts, each with source and date, and only what was published", () => {
  const school = makeSchool({ id: "s", name: "Lincoln", equityMultiplier: true });
  const plan = makePlan({
    organizations: [makeOrganization({ enrollment: makeEnrollment({ englishLearners: 120, longTermEnglishLearners: 14, source: "Census day", countedOn: "2025-10-01" }) }), school],
    dashboard: [
      makeDashboardResult({ orgId: "lea", year: 2023, group: "SWD", indicator: "math", color: 1, status: "-139.6", source: "Dashboard file" }),
      makeDashboardResult({ orgId: "lea", year: 2023, group: "EL", indicator: "math", color: 1, status: "-120", source: "Dashboard file" }),
      makeDashboardResult({ orgId: "s", year: 2023, group: "ALL", indicator: "chronic-absenteeism", color: 1, status: "42.6", source: "Dashboard file" }),
      makeDashboardResult({ orgId: "lea", year: 2025, group: "ALL", indicator: "math", color: 4, status: "-20", source: "Dashboard file" }),
      makeDashboardResult({ orgId: "lea", year: 2025, group: "SWD", indicator: "math", color: 2, status: "-90", source: "Dashboard file" }),
      makeDashboardResult({ orgId: "lea", year: 2025, group: "HI", indicator: "math", color: 3, status: "-40", source: "Dashboard file" }),
    ],
  });
  const offers = offersFromFacts(plan, plan, catalogs);

  test("the lowest level of 2023 by place and indicator, groups two levels below on the newest Dashboard, the Equity Multiplier school, English learners", () => {
    expect(words(offers)).toEqual([
      "Academic Math was at the lowest performance level (Red) on the 2023 Dashboard for Students with Disabilities (-139.6) and English Learners (-120).",
      "Chronic Absenteeism at Lincoln was at the lowest performance level (Red) on the 2023 Dashboard for all students (42.6).",
      "On the 2025 Dashboard Academic Math was Green for all students and two or more levels lower for Students with Disabilities (Orange).",
      expect.stringContaining("Lincoln is on the state's list of schools that generate Equity Multiplier funds.") as string,
      // 14 long-term English learners are fewer than 15: no duty (R-EL-1).
      "The district counts 120 English Learners. The plan must have specific actions on language acquisition programs and on professional development of their teachers for this group.",
    ]);
    expect(offers.map(({ source, dated }) => `${source}, ${dated}`)).toEqual(["Dashboard file, 2023 Dashboard", "Dashboard file, 2023 Dashboard", "Dashboard file, 2025 Dashboard", "state list, ", "Census day, 2025-10-01"]);
  });

  test("what the plan says already for that place, area and group is not offered; one group more is", () => {
    const need = (groups: string[]) => makeNeed({ area: "math", siteId: null, groups });
    expect(words(offersFromFacts(plan, { ...plan, needs: [need(["SWD", "EL"])] }, catalogs)).some((text) => text.includes("Math"))).toBe(false);
    expect(words(offersFromFacts(plan, { ...plan, needs: [need(["SWD"])] }, catalogs)).filter((text) => text.includes("2023 Dashboard for Students"))).toHaveLength(1);
  });

  test("a new cycle has no list of lowest levels to offer, whatever Dashboards are held", () => {
    expect(words(offersFromFacts(plan, { ...plan, cycle: { start: "2027-28", baselineDashboardYear: null } }, catalogs)).some((text) => text.includes("lowest performance level"))).toBe(false);
  });
});

describe("metrics and values are offered, never filled in", () => {
  const plan = makePlan({
    goals: [makeGoal({ id: "g", lineageId: "g", priorities: ["4"] }), makeGoal({ id: "h", lineageId: "h", priorities: ["1"] })],
    metrics: [makeMetric({ goalId: "g", name: "English language arts, distance from standard", codes: ["4A"] })],
    dashboard: [
      makeDashboardResult({ orgId: "lea", year: 2024, group: "ALL", indicator: "ela", status: "-20", color: 3 }),
      makeDashboardResult({ orgId: "lea", year: 2024, group: "ALL", indicator: "math", status: "-57.2", color: 2, source: "Dashboard file" }),
      makeDashboardResult({ orgId: "lea", year: 2024, group: "EL", indicator: "math", status: "-98.6", color: 1, source: "Dashboard file" }),
    ],
  });

  test("a state indicator that no metric has, for goals of its priority, with the LEA's own values", () => {
    const offers = metricOffers(plan, plan, catalogs);
    expect(offers.map(({ goalId, title, text, source, dated }) => [goalId, title, text, source, dated])).toEqual([["g", "4A Mathematics, distance from standard", "All: -57.2; English Learners: -98.6", "Dashboard file", "2024 Dashboard"]]);
    expect(offers[0]?.rows.map(({ collection }) => collection)).toEqual(["metrics", "values", "values"]);
    expect(offers[0]?.rows[0]).toMatchObject({ row: { baselineValueIds: [], codes: ["4A"] } });
  });

  test("last year's readings are offered to a school and in a new cycle, and not within a cycle of the LEA", () => {
    const before = makePlan({ year: "2026-27", goals: [makeGoal({ id: "g", lineageId: "g" })], metrics: [makeMetric({ id: "m", lineageId: "m", goalId: "g", name: "Graduation", unit: "percent", baselineValueIds: ["v"] })], values: [makeValue({ id: "v", metricId: "m", amount: "80", year: "2023 Dashboard" }), makeValue({ metricId: "m", amount: "84", year: "2025 Dashboard" })] });
    const next = rollForward(before, { crosswalks, source: { kind: "typed", text: "", recordedOn: null } }).plan;
    expect(next.cycle.start).toBe("2027-28");
    const [offer] = valueOffers(next, before, catalogs);
    expect(offer).toMatchObject({ title: "1.1 Graduation", text: "All: 84% (2025 Dashboard)", source: "The 2026-27 plan", dated: "2025 Dashboard" });
    expect(valueOffers({ ...next, values: [makeValue({ metricId: next.metrics[0]?.id ?? "" })] }, before, catalogs)).toEqual([]);
    const within = { ...before, year: "2025-26" };
    expect(valueOffers(rollForward(within, { crosswalks, source: { kind: "typed", text: "", recordedOn: null } }).plan, within, catalogs)).toEqual([]);
  });
});

describe("FF-10: schools' progress and analysis stand beside the district's, never in it", () => {
  const running: Plan = makePlan({
    year: "2025-26",
    organizations: [makeOrganization({}), makeSchool({ id: "s", name: "Lincoln" })],
    goals: [makeGoal({ id: "g", lineageId: "g" }), makeGoal({ id: "sg", lineageId: "sg", orgId: "s", parentLineageId: "g" })],
    actions: [makeAction({ id: "a", lineageId: "a", goalId: "g", title: "Coaches" }), makeAction({ id: "sa", lineageId: "sa", orgId: "s", goalId: "sg", title: "Reading groups", parentLineageId: "a" })],
    progress: [
      makeProgress({ about: { kind: "action", id: "a" }, period: midYearPeriod("2025-26"), status: "in-progress", note: "Two of three posts are filled." }),
      makeProgress({ orgId: "s", about: { kind: "action", id: "sa" }, period: midYearPeriod("2025-26"), status: "dropped", note: "Nobody was hired at Lincoln." }),
    ],
    lines: [makeLine({ actionId: "a", cents: 90_000, year: "2025-26", kind: "planned" }), makeLine({ actionId: "a", cents: 12_345, year: "2025-26", kind: "spent" })],
  });
  const next = rollForward(running, { crosswalks, source: { kind: "typed", text: "", recordedOn: null } }).plan;
  const [goal, schoolGoal] = [next.goals.find(({ orgId }) => orgId === "lea")!, next.goals.find(({ orgId }) => orgId === "s")!];
  const writing: Plan = { ...next, answers: [makeAnswer({ key: "went.done", about: goal.id, value: rich("The coaches worked.") }), makeAnswer({ orgId: "s", key: "went.done", about: schoolGoal.id, value: rich("The counselor was not hired.") })] };

  test("beside the prompt: the year's own rows, and each school's words under its name", () => {
    const beside = besideAnalysis(writing, running, catalogs).get(goal.id);
    expect(beside?.actions).toEqual([{ number: "1.1", title: "Coaches", status: "in-progress", note: "Two of three posts are filled.", barrier: "", next: "", planned: 90_000, spent: 12_345 }]);
    expect(beside?.schools).toEqual([{ school: "Lincoln", goal: "Every student learns.", answers: { "went.done": "The counselor was not hired." }, strategies: [{ title: "Reading groups", status: "dropped", note: "Nobody was hired at Lincoln." }] }]);
    expect(midYearGoals(running, null, catalogs)[0]?.actions[0]?.atSchools).toMatchObject([{ school: "Lincoln", strategy: "Reading groups" }]);
  });

  test("the district's form, its coverage and its answer are the same with and without the school's words", () => {
    const [program] = formsOfPlan(crosswalks, writing);
    const read = (plan: Plan) => readForm({ plan, crosswalks, program: program!, orgId: plan.leaId });
    const silent: Plan = { ...writing, answers: writing.answers.filter(({ orgId }) => orgId === "lea") };
    const copy = { copy: { kind: "internal-draft" as const, preparedOn: "2026-11-22" } };
    expect(buildDocument(read(writing), copy)).toEqual(buildDocument(read(silent), copy));
    expect(JSON.stringify(buildDocument(read(writing), copy))).not.toMatch(/not hired|Nobody was hired/);
    expect(coverage(read(writing)).counts).toEqual(coverage(read(silent)).counts);
  });

  test("the mid-year rows are offered to last year's actions, and nothing once something is written", () => {
    const offers = midYearOffers(writing, running, catalogs);
    expect(offers.map(({ kind, title, text }) => [kind, title, text])).toEqual([
      ["progress", "1.1 Coaches", "In progress. Two of three posts are filled."],
      ["estimate", "1.1 Coaches", "$123.45 spent by mid-year, of $900.00 planned. An estimate of the whole year is more: change it where it stands."],
    ]);
    expect(words(offers).join()).not.toMatch(/Lincoln|Nobody/);
    const taken: Plan = { ...writing, progress: offers[0]!.rows.flatMap((one) => (one.collection === "progress" ? [one.row] : [])), lines: offers[1]!.rows.flatMap((one) => (one.collection === "lines" ? [one.row] : [])) };
    expect(midYearOffers(taken, running, catalogs)).toEqual([]);
  });
});

describe("what an action was planned to cost last year is offered as the beginning of its money, never filled in", () => {
  const sample = buildExample("sample-running");
  const { plan: next } = rollForward(sample, { crosswalks, source: { kind: "submission", text: "The plan as adopted", recordedOn: null } });
  const planned = (plan: Plan) => plan.lines.filter((line) => line.orgId === plan.leaId && line.kind === "planned" && line.year === plan.year && line.actionId !== null && line.cents !== 0);
  test("rolled forward: each carried action's own lines, in the new year, and the new plan holds none before", () => {
    expect(next.lines).toEqual([]);
    const offers = amountOffers(next, sample, catalogs);
    expect(offers.length).toBeGreaterThan(0);
    const rows = offers.flatMap((offer) => offer.rows.flatMap((one) => (one.collection === "lines" ? [one.row] : [])));
    expect(rows.reduce((sum, { cents }) => sum + cents, 0)).toBe(planned(sample).reduce((sum, { cents }) => sum + cents, 0));
    expect(new Set(rows.map(({ year, kind, openingActionId }) => `${year} ${kind} ${openingActionId}`))).toEqual(new Set([`${next.year} planned null`]));
    expect(rows.every(({ actionId }) => next.actions.some(({ id }) => id === actionId))).toBe(true);
    expect(offers.every(({ source, text, from }) => source === `The ${sample.year} plan` && text.includes("until somebody changes it") && from.length > 0)).toBe(true);
    expect(amountOffers({ ...next, lines: rows }, sample, catalogs)).toEqual([]);
  });
  test("from an imported plan only an amount that is all LCFF is offered: of any other the fund was never printed", () => {
    const [first, second] = next.actions.filter(({ orgId }) => orgId === next.leaId);
    const frozen = (lineageId: string, plannedTotalCents: number, plannedLcffCents: number) => ({ ...next.opening!.actions[0]!, id: `o-${lineageId}`, lineageId, plannedTotalCents, plannedLcffCents });
    const imported: Plan = { ...next, opening: { ...next.opening!, actions: [frozen(first!.lineageId, 500_00, 500_00), frozen(second!.lineageId, 900_00, 100_00)] } };
    const offers = amountOffers(imported, null, catalogs);
    expect(offers.map(({ rows }) => rows.map(({ row }) => row))).toMatchObject([[{ source: "lcff", object: "1000-7999", cents: 500_00, actionId: first!.id }]]);
  });
});

test("the sample's running year gives no offer twice", () => {
  const sample = buildExample("sample");
  const keys = offersFromFacts(sample, sample, catalogs).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
