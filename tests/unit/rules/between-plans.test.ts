// Seeded contradictions between a district's plan, its schools' plans and the programs are found one and all; plans that agree give none.
import { describe, expect, test } from "vitest";
import { findingsBetweenPlans } from "#app/domain/rules/between-plans.ts";
import { rulesBetweenPlans } from "#app/domain/rules/all-rules.ts";
import { sharedRun } from "#app/domain/rules/identified-schools.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { planSchema } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";
import { emptyRichText } from "#schemas/rich-text.ts";
import { makeAction, makeAllocation, makeGoal, makeLine, makeMeeting, makeOpeningAction, makeTarget, makeValue, rich } from "../../factories.ts";
import { familyPlan } from "./family-plan.ts";

const { catalogs } = loadCrosswalks();
const found = (plan: Plan) => findingsBetweenPlans(plan, catalogs);
/** Merges into the row with this id, wherever in the plan it is. */
const change = (id: string, part: object) => (plan: Plan): void => {
  const rows = [plan.organizations, plan.identifications, plan.dashboard, plan.goals, plan.metrics, plan.values, plan.targets, plan.needs, plan.actions, plan.progress, plan.events, plan.meetings, plan.lines, plan.allocations, plan.answers].flat() as { id: string }[];
  const row = rows.find((one) => one.id === id);
  if (!row) throw new Error(`No row ${id}`);
  Object.assign(row, part);
};
const without = (collection: "meetings" | "answers" | "allocations" | "needs" | "goals", ...ids: string[]) => (plan: Plan): void => {
  (plan[collection] as { id: string }[]) = plan[collection].filter((row) => !ids.includes(row.id));
};

/** What is done to plans that agree, the place where it must be found, and whose plan that is. */
type Seeded = [edit: (plan: Plan) => void, at: string, orgId: string];
const seeded: Record<string, Seeded[]> = {
  "DS-1": [[change("high-g", { parentLineageId: null }), "goals/high-g/parentLineageId", "high"], [change("middle-g", { parentLineageId: "elsewhere" }), "goals/middle-g/parentLineageId", "middle"]],
  "DS-1.retired": [[change("high-g", { parentLineageId: "g-old" }), "goals/high-g/parentLineageId", "high"]],
  "DS-2": [[(plan) => { change("middle-a", { parentLineageId: null })(plan); change("middle-l", { source: "lcff" })(plan); }, "actions/middle-a/parentLineageId", "middle"]],
  "DS-3": [[(plan) => { plan.actions.push(makeAction({ id: "a9", goalId: "g1", order: 9, title: "Counselors", location: "specific-schools", schoolIds: ["high"] })); }, "actions", "high"]],
  "DS-4": [[change("g2", { schoolIds: ["middle"] }), "goals", "middle"]],
  "DS-5": [[change("high-m", { formula: "students enrolled 60 days or more" }), "metrics/high-m/name", "high"], [change("high-m", { source: "Local count" }), "metrics/high-m/name", "high"]],
  "DS-6": [[change("v1", { amount: "80.0" }), "values/high-v/amount", "high"]],
  "DS-7": [[change("high-m", { formula: "one-year rate" }), "values/high-v/amount", "high"]],
  "DS-8": [[(plan) => { plan.values.push(makeValue({ id: "newer", metricId: "m1", siteId: "high", amount: "75.7", year: "2025", measuredOn: "2025-03-01" })); }, "metrics/high-m/baselineValueIds", "high"]],
  "DS-9": [[(plan) => { change("high-v", { amount: "84.0" })(plan); change("held", { status: "84.0" })(plan); change("v1", { amount: "84" })(plan); }, "values/high-v/amount", "high"]],
  "DS-12": [[change("high-t", { amount: "70" }), "targets/high-t/amount", "high"]],
  "DS-13": [[change("high-t", { amount: null, text: "Increase by 3%" }), "targets/high-t/amount", "high"], [(plan) => { plan.targets.push(makeTarget({ id: "undated", orgId: "high", metricId: "high-m", group: "SWD", amount: "60", dueYear: "" })); }, "targets/undated/dueYear", "high"]],
  "DS-15": [[without("needs", "high-n"), "needs", "high"]],
  "DS-17": [[change("held", { status: "71.8" }), "values/high-v/amount", "high"]],
  "DS-18": [[change("l1", { cents: 19_999_99 }), "actions/a1/title", "lea"]],
  "DS-18.source": [[change("middle-l", { source: "title-iv-a" }), "actions/a1/title", "lea"]],
  "DS-18.under": [[change("l1", { cents: 20_000_01 }), "actions/a1/title", "lea"]],
  "DS-20": [[change("title-high", { cents: 9_999_99 }), "lines", "high"]],
  "DS-21": [[change("middle-l", { source: "District Funded" }), "lines/middle-l/source", "middle"]],
  "DS-23": [[change("p2", { status: "dropped" }), "progress/p1/status", "lea"]],
  "DS-25": [[without("meetings", "high-council"), "events/e1/partnerLabel", "lea"]],
  "DS-26": [[change("middle-e", { topics: ["plan"] }), "events", "middle"]],
  "DS-27": [[change("high-council", { heldOn: "2025-06-25" }), "meetings/high-council/heldOn", "high"], [without("meetings", "middle-council"), "meetings/middle-board/heldOn", "middle"]],
  "DS-27.cycle": [[change("high-council", { heldOn: "2023-05-05" }), "meetings/high-council/heldOn", "high"]],
  "DS-28": [[without("meetings", "review"), "meetings", "lea"], [change("review", { heldOn: "2025-07-01" }), "meetings", "lea"]],
  "DS-29": [[change("oak", { titleOneProgram: "schoolwide" }), "goals", "oak"]],
  "DS-30": [[(plan) => { change("a1", { version: 3 })(plan); change("high-a", { offeredFrom: { lineageId: "a1", version: 2 } })(plan); }, "actions/high-a/title", "high"]],
  "DS-31": [[change("high-a", { description: emptyRichText }), "actions/high-a/description", "high"], [change("middle-a", { groups: [] }), "actions/middle-a/description", "middle"]],
  "DS-32": [[change("portrait", { value: rich("Bridges serves 1,240 students in one building.") }), "answers/who.school", "high"]],
  "CS-4": [[change("monitor", { value: rich("Each afternoon two teachers help students finish courses they failed, and we look.") }), "answers/do.csi_monitor", "lea"]],
  "CS-5": [[change("s1", { indicators: ["graduation-rate", "chronic-absenteeism"] }), "metrics", "high"]],
  "CS-6": [[change("middle-a", { evidence: null }), "actions", "middle"]],
  "CS-6.money": [[change("high-a", { evidence: { tier: "4", citation: "A thought" } }), "actions/high-a/evidence", "high"]],
  "CS-7": [[without("answers", "high-inequity"), "answers/stand.inequities", "high"], [change("middle-inequity", { value: { text: rich("Fewer courses."), found: "Review", actions: [] } }), "answers/stand.inequities", "middle"]],
  "CS-8": [[change("middle-a", { groups: ["ALL"] }), "actions", "middle"]],
  "CS-9": [[change("steps", { value: rich("  ") }), "answers/do.csi_steps", "lea"]],
  "CS-10": [[change("high-csi", { siteId: "middle" }), "lines/high-csi/source", "high"], [change("l3", { siteId: null }), "lines/l3/source", "lea"]],
  "CS-10.post": [[change("high-csi", { object: "1000-3999" }), "lines/high-csi/note", "high"]],
  "CS-11": [[change("kept", { cents: 3_000_01 }), "allocations", "lea"]],
  "CS-11.same": [[(plan) => { plan.allocations.push(makeAllocation({ siteId: "middle", cents: 6_000_00 })); }, "allocations", "lea"]],
  "CS-12": [[change("high-csi", { source: "title-i-a" }), "lines", "high"], [without("allocations", "to-high"), "allocations", "high"]],
  "CS-14": [[change("state", { heldOn: "2025-06-01" }), "meetings/high-board/heldOn", "high"]],
  "CS-15": [[change("middle-a", { parentLineageId: null }), "actions/middle-a/parentLineageId", "middle"]],
  "CM-1": [[change("n-letter", { groups: ["HI"] }), "answers/stand.letters", "lea"], [change("a2", { metricIds: [] }), "answers/stand.letters", "lea"]],
  "CM-2": [[change("cause", { value: { text: rich("Teachers send students out early."), needs: ["n-letter"], findings: [] } }), "answers/stand.causes", "lea"], [change("a2", { causeIds: [] }), "actions/a2/causeIds", "lea"]],
  "CM-3": [[change("a2", { endOn: null }), "actions/a2/endOn", "lea"]],
  "CM-7": [[change("s2", { groups: ["SWD", "AA"] }), "answers/stand.letters", "lea"]],
  "CM-9": [[change("l2", { cents: 14_999_99 }), "lines", "lea"]],
  "CM-9.contributing": [[change("a2", { contributing: true }), "actions/a2/contributing", "lea"]],
  "CM-14": [[(plan) => { plan.opening!.actions.push(makeOpeningAction({ id: "was-a2", lineageId: "a2", plannedTotalCents: 1 })); plan.lines.push(makeLine({ id: "l-other", actionId: "a2", source: "lcff", cents: 5_00 })); }, "actions/a2/title", "lea"]],
  "CM-13": [[change("a2", { startOn: "2025-07-31" }), "actions/a2/startOn", "lea"]],
};

test("plans that agree give none, and are plans", () => {
  expect(planSchema.safeParse(familyPlan()).error?.issues ?? []).toEqual([]);
  expect(found(familyPlan())).toEqual([]);
});

test("every check has a seeded contradiction, and there is none without a check", () => {
  expect(rulesBetweenPlans.map(({ id }) => id).sort()).toEqual(Object.keys(seeded).sort());
});

describe.each(Object.entries(seeded))("%s", (id, cases) => {
  test.each(cases)("is found at its place (%#)", (edit, at, orgId) => {
    const plan = familyPlan();
    edit(plan);
    const own = found(plan).filter((finding) => finding.rule === id);
    expect(own.map((finding) => [finding.at, finding.orgId])).toContainEqual([at, orgId]);
    for (const { message } of own) expect(message).toMatch(/^[A-Z$"].{20,}[.?]$/);
  });
});

test("a school nobody has begun is not asked for what only a plan can have", () => {
  expect(found(familyPlan()).filter(({ orgId }) => orgId === "oak")).toEqual([]);
  const plan = familyPlan();
  plan.goals.push(makeGoal({ id: "oak-g", orgId: "oak", parentLineageId: "g1" }));
  expect(found(plan).map(({ rule }) => rule)).toContain("DS-4");
});

test("who may not read a school is told nothing of it", () => {
  const plan = familyPlan();
  change("high-g", { parentLineageId: null })(plan);
  plan.meetings.push(makeMeeting({ orgId: "middle", body: "school-site-council", heldOn: "2025-06-30" }));
  expect(new Set(findingsBetweenPlans(plan, catalogs, (id) => id === "middle").map(({ orgId }) => orgId))).toEqual(new Set(["middle"]));
});

test("eight words in a row are a loan, seven are not", () => {
  expect(sharedRun("We meet each week to look at the plan", "each week to look at the plan")).toBe("");
  expect(sharedRun("We meet each week to look at the plan", "They MEET each week, to look at the plan!")).toBe("meet each week to look at the plan");
});
