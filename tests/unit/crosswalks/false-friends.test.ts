// Things that look alike and are not (overlap 4.1): each test holds the two truths apart and fails when somebody makes one of them.
import { describe, expect, test } from "vitest";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { runRules } from "#app/domain/rules/all-rules.ts";
import { findingsBetweenPlans } from "#app/domain/rules/between-plans.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { goalSchema, metricSchema } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";
import {
  makeAction, makeAllocation, makeAnswer, makeContributingAction, makeDashboardResult, makeEvent, makeGoal, makeIdentification, makeLine, makeMeeting, makeMetric, makeNeed, makeOpening, makeOpeningAction, makeOpeningMetric, makeOrganization,
  makePlan, makeProgress, makeRevenue, makeSchool, makeTarget, makeValue, rich,
} from "../../factories.ts";

const crosswalks = loadCrosswalks();
const { catalogs } = crosswalks;
const own = { orgId: "high" };
const status = (program: string, orgId = "high", part: object = {}) => makeIdentification({ orgId, program, ...part });

/** A district with one identified school, a goal and an action at both levels, and whatever the test is about. */
function family(part: Partial<Plan> = {}): Plan {
  const base = makePlan({
    organizations: [makeOrganization(), makeSchool({ id: "high", name: "Bridges High", titleOneProgram: "schoolwide" }), makeSchool({ id: "oak", name: "Oak School", cds: "99999990000002" })],
    identifications: [status("csi"), status("significant-disproportionality", "lea")],
    goals: [makeGoal({ id: "g", description: rich("All students graduate.") }), makeGoal({ ...own, id: "sg", description: rich("Our students catch up."), parentLineageId: "g" })],
    metrics: [makeMetric({ id: "m", goalId: "g", name: "Graduation" }), makeMetric({ ...own, id: "sm", goalId: "sg", name: "Graduation" })],
    actions: [makeAction({ id: "a", goalId: "g", title: "Tutoring" }), makeAction({ ...own, id: "sa", goalId: "sg", title: "Credit labs", description: rich("Two teachers, each afternoon."), parentLineageId: "a" })],
  });
  const merged: Record<string, unknown> = { ...base, ...part };
  for (const [name, rows] of Object.entries(part)) if (Array.isArray(rows) && name !== "organizations" && name !== "identifications") merged[name] = [...(base[name as "goals"] as unknown[]), ...(rows as unknown[])];
  return merged as Plan;
}
const program = (name: string, subject: "lea" | "school") => {
  const found = crosswalks.programs.find((one) => one.program === name && one.edition.subject === subject);
  if (!found) throw new Error(`No ${subject} form of ${name}`);
  return found;
};
const read = (plan: Plan, name: string, orgId = "lea") => readForm({ plan, crosswalks, program: program(name, orgId === "lea" ? "lea" : "school"), orgId });

/** All words a form prints in a field, wherever it repeats. */
function printed(plan: Plan, name: string, field: string, orgId = "lea"): string {
  const words: string[] = [];
  const text = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(text).join(" ");
    if (typeof value !== "object" || value === null) return "";
    const node = value as Record<string, unknown>;
    return [typeof node["text"] === "string" ? node["text"] : "", ...["runs", "items", "blocks", "rows", "cells"].map((key) => text(node[key]))].filter(Boolean).join(" ");
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null) {
      if ((value as { from?: { field: string } }).from?.field === field) words.push(text(value));
      Object.values(value).forEach(walk);
    }
  };
  walk(buildDocument(read(plan, name, orgId), { copy: { kind: "internal-draft", preparedOn: "2025-05-01" }, attachments: {} } as never).sections);
  return words.join(" | ");
}
const state = (plan: Plan, name: string, field: string, orgId = "lea") => coverage(read(plan, name, orgId)).parts.flatMap((part) => part.fields).find((one) => one.field === field)?.state;
const entry = (catalog: string, code: string) => catalogs[catalog]?.entries.find((one) => one.code === code);
const between = (plan: Plan) => findingsBetweenPlans(plan, catalogs).map(({ rule }) => rule);

describe("FF-1 baseline", () => {
  test("the district's is frozen by its adopted plan, a school's is its own value; a metric holds neither", () => {
    const reading = { group: "ALL", siteId: null, amount: "80.0", text: "", year: "2022-23" };
    const plan = family({ opening: makeOpening({ metrics: [makeOpeningMetric({ lineageId: "m", baseline: [reading] })] }), values: [makeValue({ ...own, metricId: "sm", amount: "71.4", year: "2024-25" })] });
    expect(printed(plan, "lcap", "goal.metrics.baseline")).toContain("80.0");
    expect(printed(plan, "lcap", "goal.metrics.baseline")).not.toContain("71.4");
    expect(printed(plan, "spsa", "spsa.goals[].metrics[].baseline", "high")).toContain("71.4");
    expect(Object.keys(metricSchema.shape).filter((name) => /^(baseline|target|actual)$/.test(name))).toEqual([]);
  });
});

describe("FF-2 target", () => {
  test("the district's is for the end of the cycle, a school's for the coming year", () => {
    const plan = family({ targets: [makeTarget({ metricId: "m", amount: "95", dueYear: "2026-27" }), makeTarget({ ...own, metricId: "sm", amount: "76", dueYear: "2025-26" })] });
    expect([printed(plan, "lcap", "goal.metrics.target3"), printed(plan, "spsa", "spsa.goals[].metrics[].expected", "high")]).toEqual([expect.stringMatching(/^(?!.*76).*95/), expect.stringMatching(/^(?!.*95).*76/)]);
  });
});

describe("FF-3 the same metric name", () => {
  test("two metrics that count other students stay two, even with one amount", () => {
    const plan = family({ values: [makeValue({ metricId: "m", amount: "57.7" }), makeValue({ ...own, metricId: "sm", amount: "57.7" })] });
    const other = { ...plan, metrics: plan.metrics.map((metric) => (metric.id === "sm" ? { ...metric, formula: "one-year rate" } : metric)) };
    expect(between(plan)).not.toContain("DS-7");
    expect(between(other)).toContain("DS-7");
  });
});

describe("FF-4 low on the Dashboard", () => {
  test("the list of 2023, red or orange now, and two levels below are three lists", () => {
    const dashboard = [
      makeDashboardResult({ orgId: "high", indicator: "math", year: 2023, color: 1 }), makeDashboardResult({ orgId: "high", indicator: "math", year: 2024, color: 4 }),
      makeDashboardResult({ orgId: "high", indicator: "ela", year: 2024, color: 2 }), makeDashboardResult({ orgId: "high", indicator: "math", group: "EL", year: 2024, color: 2 }),
    ];
    const plan = family({ dashboard });
    expect(printed(plan, "lcap", "lcap.2024.plan_summary.reflections_annual_performance")).toMatch(/Math/);
    expect(printed(plan, "lcap", "lcap.2024.plan_summary.reflections_annual_performance")).not.toMatch(/ELA/);
    expect(printed(plan, "spsa", "spsa.needs.dashboard.red_orange", "high")).toMatch(/^(?!.*Math).*ELA/);
    expect(printed(plan, "spsa", "spsa.needs.dashboard.two_levels_below", "high")).toMatch(/Math: English Learners/);
  });
});

describe("FF-5 identified need", () => {
  test("what is particular to a group is asked apart and never printed as a school's need", () => {
    const need = { ...makeNeed({ id: "n", text: rich("Students read below grade."), unique: rich("English learners hear little English at home.") }) };
    const plan = family({ needs: [need, makeNeed({ ...own, id: "sn", text: rich("Our students miss credits."), unique: rich("Planted.") })], actions: [makeContributingAction({ id: "c", goalId: "g", needIds: ["n"] })] });
    const schools = { ...plan, goals: plan.goals.map((goal) => (goal.id === "sg" ? { ...goal, needIds: ["sn"] } : goal)) };
    expect(printed(plan, "lcap", "iis.leawide.need")).toContain("hear little English");
    expect(printed(schools, "spsa", "spsa.goals[].identified_need", "high")).toMatch(/^(?!.*Planted).*miss credits/);
  });
});

describe("FF-6 student groups", () => {
  test("low income is not socioeconomically disadvantaged, long-term English learners are not English learners, and three groups are unduplicated", () => {
    const groups = catalogs["student-groups"]?.entries ?? [];
    expect(new Set(groups.map(({ code }) => code)).size).toBe(groups.length);
    for (const code of ["LI", "SED", "EL", "LTEL"]) expect(entry("student-groups", code)?.code).toBe(code);
    expect(groups.filter((group) => group["unduplicated"] === true).map(({ code }) => code).sort()).toEqual(["EL", "FY", "LI"]);
    expect(groups.filter((group) => group["least"] === 15).map(({ code }) => code).sort()).toEqual(["FY", "HOM", "LTEL"]);
  });
});

describe("FF-7 schoolwide", () => {
  test("the scope of an action makes no school a Title I schoolwide program, nor the other way round", () => {
    const plan = family({ organizations: [makeOrganization(), makeSchool({ id: "high", name: "Bridges High", titleOneProgram: "targeted-assistance" })], actions: [makeContributingAction({ goalId: "g", scope: "schoolwide", location: "specific-schools", schoolIds: ["high"] })] });
    expect(printed(plan, "spsa", "spsa.title.essa_purpose", "high")).not.toMatch(/Schoolwide/);
    const schoolwide = family({ actions: [makeContributingAction({ id: "c", goalId: "g", scope: null })] });
    expect(runRules({ index: indexPlan(schoolwide, catalogs), tables: computeActionTables(indexPlan(schoolwide, catalogs)), catalogs }).map(({ rule }) => rule)).toContain("action.scope");
  });
});

describe("FF-8, FF-9 identified schools", () => {
  test("how the district helps, how it monitors and what it does itself are three answers; only the last stands in the school's plan", () => {
    const plan = family({ answers: [makeAnswer({ key: "do.csi_support", value: rich("We send a coach.") }), makeAnswer({ key: "do.csi_monitor", value: rich("We visit monthly.") }), makeAnswer({ key: "do.csi_steps", about: "high", value: rich("We fix enrollment days.") })] });
    expect(printed(plan, "lcap", "lcap.2024.plan_summary.csi.support")).toMatch(/^(?!.*(visit|enrollment)).*coach/);
    expect(printed(plan, "lcap", "lcap.2024.plan_summary.csi.monitoring")).toMatch(/^(?!.*(coach|enrollment)).*visit/);
    expect(printed(plan, "spsa", "spsa.needs.intro", "high")).toMatch(/^(?!.*(coach|visit)).*enrollment days/);
  });
  test("the district's own steps are the district's to write, not the school's", () => {
    const statement = crosswalks.outline.chapters.flatMap(({ statements }) => statements).find(({ key }) => key === "do.csi_steps");
    expect(statement).toMatchObject({ scope: ["lea"], per: "school" });
    expect(printed(family({ answers: [makeAnswer({ ...own, key: "do.csi_steps", about: "high", value: rich("Planted by the school.") })] }), "spsa", "spsa.needs.intro", "high")).not.toContain("Planted");
  });
});

describe("FF-10, FF-11 analysis and review", () => {
  const said = (key: string, about: string, words: string, part = {}) => makeAnswer({ key, about, value: rich(words), ...part });
  const plan = family({
    opening: makeOpening({ goals: [], actions: [] }),
    answers: [said("went.done", "g", "District work ran."), said("went.money", "g", "District prices rose."), said("went.effect", "g", "District rates rose."), said("went.done", "sg", "School labs ran.", own), said("went.money", "sg", "School prices rose.", own), said("went.effect", "sg", "School rates rose.", own)],
  });
  test("a school's review is never the district's analysis", () => {
    for (const field of ["goal.analysis.implementation", "goal.analysis.differences", "goal.analysis.effectiveness"]) expect(printed(plan, "lcap", field)).not.toMatch(/School/);
  });
  test("four prompts of one form and three of the other take the same answers apart and together", () => {
    expect(printed(plan, "lcap", "goal.analysis.implementation")).toMatch(/^(?!.*rates).*District work/);
    expect(printed(plan, "lcap", "goal.analysis.effectiveness")).toMatch(/^(?!.*work ran).*District rates/);
    expect(printed(plan, "spsa", "spsa.goals[].review.implementation", "high")).toMatch(/School labs ran.*School rates rose/);
  });
  test("differences in the district's form are money and percentages only", () => {
    expect(printed(plan, "lcap", "goal.analysis.differences")).toMatch(/^(?!.*work ran).*prices rose/);
    expect(program("spsa", "school").map.filter(({ field }) => field === "spsa.goals[].review.differences").map(({ source }) => source)).toEqual(["went.done", "went.money"]);
  });
});

describe("FF-12 evidence", () => {
  test("a tier and a study do not say why recovery money may pay it", () => {
    const plan = family({ actions: [makeAction({ id: "lr", goalId: "g", purposes: ["lrebg"], evidence: { tier: "1", citation: "A study of tutors" } })], lines: [makeLine({ actionId: "lr", source: "lrebg" })], answers: [makeAnswer({ key: "cost.lrebg", value: "yes" })] });
    const index = indexPlan(plan, catalogs);
    expect(runRules({ index, tables: computeActionTables(index), catalogs }).map(({ rule }) => rule)).toContain("R-LREBG-3");
    expect(printed(plan, "lcap", "goal.actions.description")).not.toContain("study of tutors");
  });
});

describe("FF-13, FF-14 inequities, needs and assessments", () => {
  test("a hardship written as a need names no resource inequity, and an inequity is no need", () => {
    const plan = family({ needs: [makeNeed({ ...own, id: "sn", text: rich("Many families move often.") })] });
    expect(state(plan, "spsa", "spsa.resource_inequities", "high")).not.toBe("answered");
    expect(printed(plan, "spsa", "spsa.resource_inequities", "high")).not.toContain("move often");
  });
  test("needs alone prove no documented assessment", () => {
    const plan = family({ needs: [makeNeed({ ...own, id: "sn" })] });
    expect(state(plan, "spsa", "SWP-2", "high")).not.toBe("answered");
    expect(state({ ...plan, answers: [makeAnswer({ ...own, key: "stand.method", value: rich("We met twice with the data.") })] }, "spsa", "SWP-2", "high")).toBe("answered");
  });
});

describe("FF-15, FF-16, FF-18, FF-19 money", () => {
  const plan = family({
    lines: [makeLine({ actionId: "a", source: "title-i-a", cents: 161_715_00 }), makeLine({ ...own, siteId: "high", actionId: "sa", source: "title-i-a", cents: 170_382_00 })],
    allocations: [makeAllocation({ siteId: "high", program: "title-i-a", cents: 268_220_00 }), makeAllocation({ siteId: "high", program: "csi", cents: 188_400_00 }), makeAllocation({ program: "csi", cents: 519_101_00 }), makeAllocation({ program: "csi", cents: 9_000_00, kept: true })],
  });
  test("an action's total funds, a school's budget and what the school was given are three numbers", () => {
    expect(printed(plan, "lcap", "goal.actions.total_funds")).toMatch(/161,715/);
    expect(printed(plan, "spsa", "spsa.budget.budgeted_total", "high")).toMatch(/^(?!.*161,715).*170,382/);
    expect(printed(plan, "spsa", "spsa.budget.conapp_total", "high")).toMatch(/268,220/);
  });
  test("base grant and total funds, this year's and next year's, never stand in for each other", () => {
    const money = family({ revenues: [makeRevenue({ kind: "lcff-total", cents: 1_100_000_00 }), makeRevenue({ kind: "base", year: "2024-25", cents: 950_000_00 })] });
    expect(computeActionTables(indexPlan(money, catalogs))).toEqual(computeActionTables(indexPlan({ ...money, revenues: money.revenues.filter(({ kind }) => kind !== "lcff-total") }, catalogs)));
    expect(printed(money, "lcap", "t1.h.1_base")).not.toMatch(/950,000|1,100,000/);
  });
  test("a school shows its own support money, not the district's total nor what is kept", () => {
    expect(printed(plan, "spsa", "spsa.budget.csi_total", "high")).toMatch(/^(?!.*(519,101|9,000)).*188,400/);
  });
  test("what was spent later does not overwrite the estimate", () => {
    const spent = (kind: "estimated" | "spent", cents: number) => makeLine({ openingActionId: "o", year: "2024-25", kind, cents });
    const last = family({ opening: makeOpening({ actions: [makeOpeningAction({ id: "o", plannedTotalCents: 90_000_00 })] }), lines: [spent("estimated", 80_000_00), spent("spent", 77_000_00)] });
    expect(printed(last, "lcap", "t3.row.estimated")).toMatch(/^(?!.*77,000).*80,000/);
  });
});

describe("FF-17 carryover", () => {
  test("the percentage of the adopted plan enters table 5, the one worked out there enters the new plan", () => {
    const plan = family({
      opening: makeOpening({ carryoverPercent: "4.2", actions: [] }),
      revenues: [makeRevenue({ kind: "base", year: "2024-25", cents: 950_000_00 }), makeRevenue({ kind: "supplemental-concentration", year: "2024-25", cents: 80_000_00 })],
    });
    // 80,000 of 950,000 and 4.2 percent carried over, nothing spent: 12.621 percent go on.
    expect(printed(plan, "lcap", "t5.carryover_prev")).toBe("4.200%");
    for (const field of ["iis.carryover_pct", "t1.h.carryover_pct", "t5.13_carryover_pct"]) expect(printed(plan, "lcap", field)).toBe("12.621%");
  });
});

describe("FF-20 approved", () => {
  test("adoption of the LCAP approves no school's plan, and the council's vote is not the board's", () => {
    const plan = family({ meetings: [makeMeeting({ kind: "adoption", heldOn: "2025-06-24" }), makeMeeting({ ...own, body: "school-site-council", heldOn: "2025-05-05" })] });
    expect(state(plan, "spsa", "spsa.title.board_approval_date", "high")).toBe("missing");
    expect(printed(plan, "spsa", "spsa.title.ssc_approval_date", "high")).toBe("May 5, 2025");
    expect(between({ ...plan, meetings: [...plan.meetings, makeMeeting({ ...own, kind: "school-plan-approval", heldOn: "2025-05-01" })] })).toContain("DS-27");
  });
});

describe("FF-21, FF-22 engagement", () => {
  const event = (part: Parameters<typeof makeEvent>[0]) => makeEvent({ heard: rich("Families asked for evening hours."), ...part });
  test("a meeting counts for a school's plan only when it was about that plan", () => {
    const plan = family({ events: [event({ ...own, id: "budget", partnerLabel: "Boosters", topics: ["budget"] }), event({ ...own, id: "plan", partnerLabel: "Council", topics: ["plan"] })] });
    expect(printed(plan, "spsa", "spsa.partners.involvement", "high")).toMatch(/^(?!.*Boosters).*Council/);
  });
  test("what all parents said is not what parents of students with disabilities said", () => {
    const all = family({ events: [event({ topics: ["plan"] })] });
    expect(state(all, "cim", "cim.parent_input.date")).not.toBe("answered");
    expect(state(family({ events: [event({ topics: ["special-education"] })] }), "cim", "cim.parent_input.date")).toBe("answered");
  });
});

describe("FF-23, FF-28 statuses", () => {
  const plan = family({ identifications: [status("csi"), status("atsi", "oak"), status("tsi", "oak"), status("equity-multiplier", "oak"), status("significant-disproportionality", "lea")] });
  test("special education monitoring is no technical assistance", () => {
    expect(state(plan, "lcap", "lcap.2024.plan_summary.reflections_technical_assistance")).toBe("not-applicable");
    expect(state({ ...plan, identifications: [...plan.identifications, status("differentiated-assistance", "lea")] }, "lcap", "lcap.2024.plan_summary.reflections_technical_assistance")).not.toBe("not-applicable");
  });
  test("the list of identified schools names those of one status only", () => {
    expect(printed(plan, "lcap", "lcap.2024.plan_summary.csi.schools_identified")).toMatch(/^(?!.*Oak).*Bridges High/);
  });
});

describe("FF-24, FF-25 goals and actions", () => {
  test("a school's goal serves the district's and keeps its own words", () => {
    expect(printed(family(), "spsa", "spsa.goals[].title_description", "high")).toMatch(/^(?!.*graduate).*catch up/);
    expect(printed(family(), "lcap", "goal.description")).toMatch(/^(?!.*catch up).*graduate/);
    expect(Object.keys(goalSchema.shape)).toContain("parentLineageId");
  });
  test("numbers are printed places: each plan counts its own, and no row stores one", () => {
    const plan = family({ actions: [makeAction({ id: "first", goalId: "g", order: -0, title: "Earlier" })] });
    const [lea, school] = [indexPlan(plan, catalogs), indexPlan(plan, catalogs, "high")];
    expect([lea.actionNumber.get("a"), school.actionNumber.get("sa")]).toEqual(["1.1", "1.1"]);
    expect(lea.actionNumber.get("sa")).toBeUndefined();
    expect(school.leaNumber.get("a")).toBe("1.1");
  });
});

describe("FF-26 time", () => {
  test("an action may be ongoing for the district and must end as a high leverage activity", () => {
    const ongoing = (purposes: string[]) => family({ actions: [makeAction({ id: "o", goalId: "g", endOn: null, purposes })] });
    expect(between(ongoing([]))).not.toContain("CM-3");
    expect(between(ongoing(["high-leverage"]))).toContain("CM-3");
  });
});

describe("FF-27 supplement, not supplant", () => {
  test("each source carries its own tests; none follows from another", () => {
    const flags = (code: string) => (entry("funding-sources", code)?.["flags"] ?? []) as string[];
    expect(flags("equity-multiplier")).toContain("supplement-not-supplant");
    expect(flags("csi")).not.toContain("supplement-not-supplant");
    expect(flags("csi")).toContain("tiers-1-to-3");
    expect(flags("equity-multiplier")).not.toContain("tiers-1-to-3");
    expect(entry("funding-sources", "equity-multiplier")?.["fund"]).toBe("other_state");
  });
});

describe("FF-29 indicator", () => {
  test("the letter's value is printed as the letter gave it, whatever the Dashboard says", () => {
    const plan = family({ dashboard: [makeDashboardResult({ indicator: "suspension-rate", group: "AA", year: 2024, status: "4.6" })], answers: [makeAnswer({ key: "stand.letters", value: { element_indicator: "Suspension", element_group: "AA", element_value: "9.9", element_target: "5.0", element_year: "2023-24" } })] });
    expect(printed(plan, "cim", "cim.plan.identified_elements[].value")).toMatch(/^(?!.*4\.6).*9\.9/);
  });
});

describe("FF-30 monitoring", () => {
  test("what the district checks and what a school reports of its work never fill each other", () => {
    const checks = family({ answers: [makeAnswer({ key: "do.csi_monitor", value: rich("We visit monthly.") })] });
    expect(state(checks, "spsa", "SWP-3", "high")).not.toBe("answered");
    const reports = family({ progress: [makeProgress({ ...own, about: { kind: "action", id: "sa" }, note: "Labs ran." })] });
    expect(state(reports, "lcap", "lcap.2024.plan_summary.csi.monitoring")).toBe("missing");
  });
});

describe("FF-31 initiative", () => {
  test("an action stands in the inventory, and whether to keep or stop it is asked apart", () => {
    expect(printed(family(), "cim", "cim.initiatives[].initiative")).toMatch(/Tutoring/);
    expect(state(family(), "cim", "cim.initiatives[].decision")).not.toBe("answered");
    const { map } = program("cim", "lea");
    expect(map.filter(({ field, complete }) => field === "cim.initiatives[].decision" && complete === "y")).toEqual([]);
  });
});

describe("FF-32 change after approval", () => {
  test("a revision of the LCAP changes no day on which a school's plan was approved", () => {
    const plan = family({ meetings: [makeMeeting({ ...own, body: "school-site-council", heldOn: "2025-05-05" }), makeMeeting({ kind: "revision", heldOn: "2025-11-11" })] });
    expect(printed(plan, "spsa", "spsa.title.ssc_approval_date", "high")).not.toMatch(/11\/11|November/);
    expect(state(plan, "spsa", "spsa.title.board_approval_date", "high")).toBe("missing");
  });
});
