// What each named calculation answers at a place of a plan.
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import type { Calculated } from "#app/domain/calculations/calculated.ts";
import { calculations } from "#app/domain/calculations/registry.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import type { Place } from "#app/domain/plan/plan-index.ts";
import type { Plan } from "#schemas/plan.ts";
import {
  makeAction, makeAnswer, makeContributingAction, makeDashboardResult, makeEnrollment, makeEvent, makeGoal, makeLine, makeMetric, makeOpening, makeOpeningAction, makeOpeningGoal, makeOpeningMetric, makeOrganization,
  makePlan, makeRevenue, makeSchool, makeValue, rich, testCatalogs,
} from "../../factories.ts";

function calculate(name: string, plan: Plan, place: Place = {}): Calculated {
  const index = indexPlan(plan, testCatalogs);
  return calculations[name]!({ index, catalogs: testCatalogs, tables: computeActionTables(index) }, place);
}

test("every name the forms may use is there", () => {
  const names = `goal_order metric_order action_order bop.rev_lcff_other bop.rev_total bop.exp_not_in_lcap bop.py_difference bop.chart_revenue bop.chart_lcff_revenue bop.chart_expenditures bop.chart_planned_by_grant bop.chart_prior_year
    t1_item3 t1_total_pct t1_total t1_row_total t1_nonpersonnel t1_sums.lcff t1_sums.other_state t1_sums.local t1_sums.federal t1_sums.total t1_sums.personnel t1_sums.nonpersonnel
    t2_item4 t2.base t2.sc t2.projected_pct t2.carryover_pct t2.total_pct t2.planned_contributing t2.planned_pct t2.planned_total_pct t2_by_type.total t2_by_type.leawide t2_by_type.limited t2_by_type.schoolwide
    t2_rows.goal t2_rows.action t2_rows.title t2_rows.contributing t2_rows.scope t2_rows.undup_groups t2_rows.location t2_rows.lcff t2_rows.planned_pct
    t3_sums.planned t3_sums.estimated actual_total t4_item4 t4_item7 t4.planned t4.estimated t4.difference_dollar t4.planned_pct t4.estimated_pct t4.difference_pct
    t5_item12 t5_item13 t5.sc t5.total_pct t5.estimated t5.estimated_pct t5.actual_pct t5.carryover_dollar t5.carryover_pct
    difference staff_ratio.classified_low staff_ratio.classified_high staff_ratio.certificated_low staff_ratio.certificated_high red_2023 lrebg_statement consultation priorities_of_metrics differences changes
    ssc_counts.principal ssc_counts.teachers ssc_counts.other_staff ssc_counts.parents ssc_counts.students allocations_conapp lines_total duplicate_lines subtotal.federal subtotal.state_local grand_total
    tracking.by_source_budget tracking.by_source tracking.by_ref tracking.by_ref_source tracking.by_goal red_orange two_levels_below purpose_sentence lcap_alignment steps_for_needs inequity_actions where_changed ceis_reserve`.split(/\s+/);
  expect(names.filter((name) => !(name in calculations))).toEqual([]);
  expect(Object.keys(calculations).filter((name) => !names.includes(name))).toEqual([]);
});
test("no calculation fails on an empty plan", () => {
  for (const name of Object.keys(calculations)) expect(calculate(name, makePlan()).kind).toMatch(/nothing|money|percent|text/);
});

describe("the budget overview", () => {
  const revenue = (kind: string, dollars: number) => makeRevenue({ kind, cents: dollars * 100 });
  const plan = makePlan({
    revenues: [
      revenue("lcff-total", 508_694_744), revenue("other-state", 118_487_129), revenue("local", 19_676_506), revenue("federal", 35_144_536), revenue("supplemental-concentration", 75_108_473),
      revenue("general-fund-expenditures", 750_049_547),
    ],
    goals: [makeGoal({ id: "g" })],
    actions: [makeAction({ id: "a", goalId: "g" })],
    lines: [makeLine({ actionId: "a", cents: 122_293_403_00 }), makeLine({ openingActionId: "o", kind: "estimated", year: "2024-25", cents: 66_698_574_00 })],
    opening: makeOpening({ actions: [makeOpeningAction({ id: "o", contributing: true, plannedTotalCents: 74_903_555_00, plannedLcffCents: 74_903_555_00 })] }),
  });
  test("adds up to a published one", () => {
    expect(calculate("bop.rev_total", plan)).toEqual({ kind: "money", cents: 682_002_915_00 });
    expect(calculate("bop.rev_lcff_other", plan)).toEqual({ kind: "money", cents: 433_586_271_00 });
    expect(calculate("bop.exp_not_in_lcap", plan)).toEqual({ kind: "money", cents: 627_756_144_00 });
    expect(calculate("bop.py_difference", plan)).toEqual({ kind: "money", cents: 8_204_981_00 });
  });
  test("spending more than budgeted prints the magnitude too", () => {
    const more = { ...plan, lines: [makeLine({ openingActionId: "o", kind: "estimated", year: "2024-25", cents: 75_000_000_00 })] };
    expect(calculate("bop.py_difference", more)).toEqual({ kind: "money", cents: 96_445_00 });
  });
  test("the chart has LCFF with its two parts inside and the others beside it", () => {
    const chart = calculate("bop.chart_revenue", plan);
    expect(chart.kind === "chart" && chart.slices.map((slice) => [slice.label, slice.within ?? "", slice.percent?.mul(100).round(0).toString()])).toEqual([
      ["Total LCFF Funds", "", "75"], ["All Other LCFF funds", "Total LCFF Funds", "64"], ["LCFF supplemental & concentration grants", "Total LCFF Funds", "11"],
      ["All other state funds", "", "17"], ["All local funds", "", "3"], ["All federal funds", "", "5"],
    ]);
  });
  test("a county office shows the parts of LCFF in a chart of their own", () => {
    const office = { ...plan, revenues: [...plan.revenues, revenue("coe-operations", 5), revenue("coe-alternative-education", 6)] };
    const [all, parts] = [calculate("bop.chart_revenue", office), calculate("bop.chart_lcff_revenue", office)];
    expect(all.kind === "chart" && all.slices.filter((slice) => slice.within)).toEqual([]);
    expect(parts.kind === "chart" && parts.slices.map((slice) => slice.label)).toEqual(["LCFF County Operations Grant", "LCFF Alternative Education Grant"]);
    expect(calculate("bop.chart_lcff_revenue", plan).kind).toBe("nothing");
  });
  test("a county office shows what its two grants pay of the plan", () => {
    const lines = [makeLine({ actionId: "a", source: "coe-alt-ed", cents: 300 }), makeLine({ actionId: "a", source: "coe-ssebg", cents: 200 }), makeLine({ actionId: "a", source: "lcff", cents: 100 })];
    const chart = calculate("bop.chart_planned_by_grant", makePlan({ goals: [makeGoal({ id: "g" })], actions: [makeAction({ id: "a", goalId: "g" })], lines }));
    expect(chart.kind === "chart" && chart.slices.map((slice) => slice.cents)).toEqual([600, 300, 200]);
  });
  test("a revenue nobody entered is not a zero; all zeros have no percentages", () => {
    expect(calculate("bop.rev_total", { ...plan, revenues: plan.revenues.slice(1) })).toEqual({ kind: "nothing" });
    const zeros = ["lcff-total", "other-state", "local", "federal"].map((kind) => revenue(kind, 0));
    expect(calculate("bop.chart_revenue", { ...plan, revenues: zeros })).toMatchObject({ kind: "impossible" });
  });
});

describe("the difference from baseline", () => {
  const metric = makeMetric({ id: "m", goalId: "g", lineageId: "m-line" });
  const reading = (amount: string | null, year: string, group = "ALL", siteId: string | null = null) => ({ group, siteId, amount, text: amount === null ? "Met" : "", year });
  const plan = (given: Partial<Plan>, baseline = [reading("28.4", "2022-23")]) =>
    makePlan({ organizations: [makeOrganization(), makeSchool({ id: "s", name: "Lincoln" })], goals: [makeGoal({ id: "g" })], metrics: [metric], opening: makeOpening({ metrics: [makeOpeningMetric({ lineageId: "m-line", baseline })] }), ...given });

  test("is the newest outcome less the frozen baseline, exactly", () => {
    expect(calculate("difference", plan({ values: [makeValue({ metricId: "m", amount: "20.1", year: "2023-24" }), makeValue({ metricId: "m", amount: "17.8", year: "2024-25" })] }), { metric })).toEqual({ kind: "text", text: "−10.6 percentage points" });
  });
  test("compares only the same group at the same school, and names them when there are several", () => {
    const values = [makeValue({ metricId: "m", amount: "30" }), makeValue({ metricId: "m", amount: "9", group: "EL", siteId: "s" }), makeValue({ metricId: "m", amount: "1", group: "FY" })];
    expect(calculate("difference", plan({ values }, [reading("28.4", "2022-23"), reading("10", "2022-23", "EL", "s"), reading("5", "2022-23", "EL")]), { metric })).toEqual({
      kind: "list", items: ["All: +1.6 percentage points", "Lincoln, English Learners: −1 percentage point"],
    });
  });
  test("is blank in the first plan of a cycle and where only the baseline is known", () => {
    const values = [makeValue({ metricId: "m", amount: "17.8" })];
    expect(calculate("difference", plan({ values, cycle: { start: "2025-26", baselineDashboardYear: 2023 } }), { metric }).kind).toBe("nothing");
    expect(calculate("difference", plan({ values: [makeValue({ metricId: "m", amount: "28.4", year: "2022-23" })] }), { metric }).kind).toBe("nothing");
  });
  test("keeps the decimals of its figures", () => {
    expect(calculate("difference", plan({ values: [makeValue({ metricId: "m", amount: "42.3", year: "2023-24" })] }, [reading("38.3", "2022-23")]), { metric })).toMatchObject({ text: "+4.0 percentage points" });
    expect(calculate("difference", plan({ values: [makeValue({ metricId: "m", amount: "24", year: "2023-24" })] }, [reading("40", "2022-23")]), { metric })).toMatchObject({ text: "−16 percentage points" });
  });
  test("of words says whether they changed, and how", () => {
    const outcome = (text: string, amount: string | null = null) => plan({ values: [makeValue({ metricId: "m", amount, text, year: "2023-24" })] }, [reading(null, "2022-23")]);
    expect(calculate("difference", outcome("met"), { metric })).toEqual({ kind: "text", text: "No change" });
    expect(calculate("difference", outcome("Not met"), { metric })).toEqual({ kind: "text", text: '"Met" to "Not met"' });
    expect(calculate("difference", outcome("", "-4.5"), { metric })).toEqual({ kind: "text", text: '"Met" to "−4.5%"' });
    expect(calculate("difference", outcome("data not available"), { metric })).toEqual({ kind: "text", text: "n/a" });
  });
  test("a Dashboard year counts as the school year that ends in it", () => {
    expect(calculate("difference", plan({ values: [makeValue({ metricId: "m", amount: "25.4", year: "2024 Dashboard" })] }, [reading("28.4", "2023 Dashboard")]), { metric })).toMatchObject({ text: "−3.0 percentage points" });
  });
  test("without a frozen baseline the values the metric names are the baseline", () => {
    const own = { ...metric, baselineValueIds: ["v0"] };
    const values = [makeValue({ id: "v0", metricId: "m", amount: "10", year: "2023-24" }), makeValue({ metricId: "m", amount: "12", year: "2024-25" })];
    expect(calculate("difference", plan({ opening: null, metrics: [own], values }), { metric: own })).toMatchObject({ text: "+2 percentage points" });
  });
});

describe("students per member of staff", () => {
  const school = (id: string, total: number, unduplicatedPercent: string) => makeSchool({ id, enrollment: makeEnrollment({ total, unduplicatedPercent }) });
  const staff = (id: string, classified: string | number, certificated: string | number) => makeAnswer({ key: "cost.staff", value: { school: id, classified_fte: classified, certificated_fte: certificated } });
  const plan = makePlan({
    organizations: [makeOrganization(), school("a", 340, "55"), school("b", 360, "55.01"), school("c", 200, "90")],
    answers: [staff("a", "10", 20), staff("b", "12.5", "15"), staff("c", 7.5, 0)],
  });
  test("exactly 55 percent stands in the lower column; enrolment over full-time equivalents of the column", () => {
    expect(calculate("staff_ratio.classified_low", plan)).toEqual({ kind: "text", text: "1:34" });
    expect(calculate("staff_ratio.certificated_low", plan)).toEqual({ kind: "text", text: "1:17" });
    expect(calculate("staff_ratio.classified_high", plan)).toEqual({ kind: "text", text: "1:28" });
    expect(calculate("staff_ratio.certificated_high", plan)).toEqual({ kind: "text", text: "1:37" });
  });
  test("a column without schools is not applicable; a school without its row leaves its column open", () => {
    expect(calculate("staff_ratio.classified_high", { ...plan, organizations: plan.organizations.slice(0, 2) })).toEqual({ kind: "text", text: "N/A" });
    expect(calculate("staff_ratio.classified_high", { ...plan, answers: plan.answers.slice(0, 2) })).toEqual({ kind: "nothing" });
    expect(calculate("staff_ratio.classified_low", { ...plan, answers: [] })).toEqual({ kind: "nothing" });
  });
});

describe("sentences and lists that follow from held facts", () => {
  test("lowest performance levels of the baseline Dashboard only, by school and indicator", () => {
    const plan = makePlan({
      organizations: [makeOrganization({ name: "Test District" }), makeSchool({ id: "s", name: "Lincoln" })],
      dashboard: [
        makeDashboardResult({ indicator: "graduation", group: "EL" }), makeDashboardResult({ indicator: "graduation", group: "FY" }), makeDashboardResult({ orgId: "s", indicator: "suspension" }),
        makeDashboardResult({ indicator: "math", color: 2 }), makeDashboardResult({ indicator: "math", year: 2024 }),
      ],
    });
    expect(calculate("red_2023", plan)).toEqual({ kind: "list", items: ["Test District: graduation (English Learners, Foster Youth)", "Lincoln: suspension (All)"] });
  });
  test("learning recovery money: yes with its actions, no, and not said", () => {
    const plan = (value: string | null) => makePlan({ goals: [makeGoal({ id: "g" })], actions: [makeAction({ goalId: "g" }), makeAction({ goalId: "g", order: 1, purposes: ["lrebg"] })], answers: value === null ? [] : [makeAnswer({ key: "cost.lrebg", value })] });
    expect(calculate("lrebg_statement", plan("yes"))).toMatchObject({ text: expect.stringMatching(/has unexpended.*action 1\.2\./) });
    expect(calculate("lrebg_statement", plan("no"))).toMatchObject({ text: expect.stringContaining("does not have") });
    expect(calculate("lrebg_statement", plan(null))).toEqual({ kind: "nothing" });
  });
  test("consultations about Equity Multiplier money, on the goals that need them", () => {
    const goal = makeGoal({ kind: "equity-multiplier-focus" });
    const plan = makePlan({ events: [makeEvent({ topics: ["equity-multiplier"], partnerLabel: "Lincoln parents", heldOn: "2026-03-01" }), makeEvent({ topics: ["plan"] })] });
    expect(calculate("consultation", plan, { goal })).toEqual({ kind: "list", items: ["March 1, 2026: Lincoln parents"] });
    expect(calculate("consultation", plan, { goal: makeGoal() })).toEqual({ kind: "nothing" });
  });
  test("priorities follow from required metrics, in number order", () => {
    const goal = makeGoal({ id: "g" });
    const plan = makePlan({ goals: [goal], metrics: [makeMetric({ goalId: "g", codes: ["10A"] }), makeMetric({ goalId: "g", codes: ["4E", "4F"] }), makeMetric({ goalId: "g", codes: [] })] });
    expect(calculate("priorities_of_metrics", plan, { goal })).toEqual({ kind: "list", items: ["4", "10"] });
  });
  test("the cells of a contributing action as the form prints them", () => {
    const action = makeContributingAction({ id: "a", goalId: "g", scope: "limited", unduplicatedGroups: ["EL"], location: "specific-schools", schoolIds: ["s"], plannedPercent: "1.5" });
    const plan = makePlan({ organizations: [makeOrganization(), makeSchool({ id: "s", name: "Lincoln" })], goals: [makeGoal({ id: "g" })], actions: [action] });
    expect(calculate("t2_rows.scope", plan, { action })).toEqual({ kind: "text", text: "Limited to Unduplicated Student Group(s)" });
    expect(calculate("t2_rows.undup_groups", plan, { action })).toEqual({ kind: "list", items: ["English Learners"] });
    expect(calculate("t2_rows.location", plan, { action })).toEqual({ kind: "text", text: "Specific Schools: Lincoln" });
    expect(calculate("t2_rows.planned_pct", plan, { action })).toEqual({ kind: "percent", value: new Fraction("0.015") });
    expect(calculate("action_order", plan, { action })).toEqual({ kind: "text", text: "1.1" });
  });
});

describe("this year beside last year", () => {
  const goal = makeGoal({ id: "g", lineageId: "goal-line", description: rich("Every student learns more.") });
  const plan = makePlan({
    goals: [goal],
    metrics: [makeMetric({ goalId: "g", name: "New metric" })],
    actions: [makeAction({ id: "a", goalId: "g", lineageId: "kept", title: "Tutors" }), makeAction({ goalId: "g", order: 1, title: "Library" })],
    lines: [makeLine({ actionId: "a", cents: 900_00 }), makeLine({ openingActionId: "o1", kind: "estimated", year: "2024-25", cents: 750_00 }), makeLine({ openingActionId: "o2", kind: "estimated", year: "2024-25", cents: 50_00 })],
    opening: makeOpening({
      goals: [makeOpeningGoal({ lineageId: "goal-line", number: "1" })],
      metrics: [makeOpeningMetric({ number: "1.1", name: "Old metric" })],
      actions: [
        makeOpeningAction({ id: "o1", lineageId: "kept", number: "1.1", title: "Tutoring", plannedTotalCents: 1000_00, plannedPercent: "2", actualPercent: "1.5" }),
        makeOpeningAction({ id: "o2", number: "1.2", title: "Bus", plannedTotalCents: 50_00 }),
      ],
    }),
  });
  test("money and percentages that differ are listed, equal ones are not", () => {
    expect(calculate("differences", plan, { goal })).toEqual({ kind: "list", items: ["1.1 Tutoring: planned $1,000.00, estimated actual $750.00 (−$250.00); planned 2.00%, estimated actual 1.50% of improved services"] });
  });
  test("what was added, dropped, renamed or moved is listed", () => {
    expect(calculate("changes", plan, { goal })).toEqual({
      kind: "list",
      items: [
        "The words of the goal changed.",
        'Metric 1.1 "New metric" is new.',
        'Metric 1.1 "Old metric" of last year was dropped.',
        'Action 1.1 was "Tutoring" and is now "Tutors".',
        'Action 1.1 "Tutors": planned money moves from $1,000.00 to $900.00.',
        'Action 1.2 "Library" is new.',
        'Action 1.2 "Bus" of last year was dropped.',
      ],
    });
    expect(calculate("changes", { ...plan, goals: [makeGoal({ id: "g" })] }, { goal: makeGoal({ id: "g" }) })).toEqual({ kind: "list", items: ["This goal is new."] });
  });
});
