// A district with two identified schools whose plans agree with it in everything that the checks between plans look at.
import type { Plan } from "#schemas/plan.ts";
import {
  makeAction, makeAllocation, makeAnswer, makeDashboardResult, makeEnrollment, makeEvent, makeFinding, makeGoal, makeIdentification, makeLine, makeMeeting, makeMetric, makeNeed, makeOpening, makeOpeningGoal, makeOrganization, makePlan,
  makeProgress, makeRevenue, makeSchool, makeTarget, makeValue, rich,
} from "../../factories.ts";

const at = (orgId: string) => ({ orgId });
/** Rows of one school: a goal, a metric, one strategy with money and its voted plan. */
function schoolRows(id: string, groups: string[]) {
  const own = at(id);
  const parent = { parentLineageId: "g1" };
  return {
    goals: [makeGoal({ id: `${id}-g`, ...own, ...parent })],
    metrics: [makeMetric({ id: `${id}-m`, ...own, goalId: `${id}-g`, name: "Graduation rate", direction: "up", codes: ["5E"], baselineValueIds: [`${id}-v`] })],
    values: [makeValue({ id: `${id}-v`, ...own, metricId: `${id}-m`, amount: "71.4", year: "2024 Dashboard", measuredOn: "2024-11-20" })],
    targets: [makeTarget({ id: `${id}-t`, ...own, metricId: `${id}-m`, amount: "75", dueYear: "2025-26" })],
    needs: [makeNeed({ id: `${id}-n`, ...own, area: "suspension-rate", groups: ["ALL"] })],
    actions: [makeAction({ id: `${id}-a`, ...own, goalId: `${id}-g`, parentLineageId: "a1", title: "Credit labs", description: rich("Each afternoon two teachers help students finish courses they failed."), groups, evidence: { tier: "2", citation: "Study of credit recovery, 2021" } })],
    lines: [makeLine({ id: `${id}-l`, ...own, siteId: id, actionId: `${id}-a`, source: "title-i-a", cents: 10_000_00 })],
    events: [makeEvent({ id: `${id}-e`, ...own, topics: ["plan", "review"] })],
    meetings: [makeMeeting({ id: `${id}-council`, ...own, body: "school-site-council", heldOn: "2025-05-05" }), makeMeeting({ id: `${id}-board`, ...own, kind: "school-plan-approval", heldOn: "2025-06-24" })],
    answers: [makeAnswer({ id: `${id}-inequity`, ...own, key: "stand.inequities", value: { text: rich("One counselor for two programs."), found: "Budget review", actions: [`${id}-a`] } })],
  };
}

/** A fresh copy each time: tests change it. */
export function familyPlan(): Plan {
  const [high, middle] = [schoolRows("high", ["ALL"]), schoolRows("middle", ["SWD"])];
  return makePlan({
    organizations: [
      makeOrganization(),
      makeSchool({ id: "high", name: "Bridges High", titleOneProgram: "schoolwide", enrollment: makeEnrollment({ total: 120 }) }),
      makeSchool({ id: "middle", name: "Valley Middle", cds: "99999990000002", enrollment: makeEnrollment({ total: 480 }) }),
      makeSchool({ id: "oak", name: "Oak Elementary", cds: "99999990000003" }),
    ],
    identifications: [
      makeIdentification({ id: "s1", orgId: "high", program: "csi", indicators: ["graduation-rate"] }),
      makeIdentification({ id: "s2", orgId: "middle", program: "atsi", groups: ["SWD"] }),
      makeIdentification({ id: "s3", program: "significant-disproportionality" }),
    ],
    dashboard: [
      makeDashboardResult({ orgId: "high", indicator: "suspension-rate", group: "ALL", year: 2023, color: 1 }),
      makeDashboardResult({ id: "held", orgId: "high", indicator: "graduation-rate", group: "ALL", year: 2024, status: "71.4", color: 2 }),
    ],
    opening: makeOpening({ goals: [makeOpeningGoal({ lineageId: "g1" }), makeOpeningGoal({ lineageId: "g-old", number: "4" })] }),
    goals: [makeGoal({ id: "g1" }), makeGoal({ id: "g2", order: 1, kind: "equity-multiplier-focus", schoolIds: ["oak"] }), ...high.goals, ...middle.goals],
    metrics: [makeMetric({ id: "m1", goalId: "g1", name: "Graduation rate", direction: "up", codes: ["5E"] }), ...high.metrics, ...middle.metrics],
    values: [makeValue({ id: "v1", metricId: "m1", siteId: "high", amount: "71.4", year: "2024 Dashboard", measuredOn: "2024-11-20" }), makeValue({ id: "v2", metricId: "m1", amount: "84.0", year: "2024 Dashboard" }), ...high.values, ...middle.values],
    targets: [...high.targets, ...middle.targets],
    needs: [makeNeed({ id: "n-letter", area: "suspension-rate", groups: ["AA"] }), ...high.needs, ...middle.needs],
    findings: [makeFinding({ id: "f1" })],
    actions: [
      makeAction({ id: "a1", goalId: "g1", title: "Finish courses", location: "specific-schools", schoolIds: ["high", "middle"] }),
      makeAction({ id: "a2", goalId: "g1", order: 1, title: "Restorative work", purposes: ["high-leverage"], causeIds: ["cause"], metricIds: ["m1"], startOn: "2025-08-15", endOn: "2027-06-30" }),
      ...high.actions, ...middle.actions,
    ],
    progress: [
      makeProgress({ id: "p1", about: { kind: "action", id: "a1" }, status: "done" }),
      makeProgress({ id: "p2", orgId: "high", about: { kind: "action", id: "high-a" }, status: "done" }),
    ],
    events: [makeEvent({ id: "e1", partnerLabel: "Site council of Bridges High" }), ...high.events, ...middle.events],
    meetings: [
      makeMeeting({ id: "adoption", heldOn: "2025-06-24" }), makeMeeting({ id: "review", body: "superintendent", kind: "consistency-review", heldOn: "2025-06-01" }),
      makeMeeting({ id: "state", body: "state", kind: "state-decision", heldOn: "2025-11-05" }), makeMeeting({ id: "written", body: "state", kind: "state-approval", heldOn: "2025-08-01" }), ...high.meetings, ...middle.meetings,
    ],
    lines: [
      makeLine({ id: "l1", actionId: "a1", source: "title-i-a", cents: 20_000_00 }), makeLine({ id: "l2", actionId: "a2", source: "cceis", object: "4000-7999", cents: 15_000_00 }), ...high.lines, ...middle.lines,
      makeLine({ id: "high-csi", orgId: "high", siteId: "high", actionId: "high-a", source: "csi", object: "4000-7999", cents: 5_000_00 }), makeLine({ id: "l3", actionId: "a1", source: "csi", object: "4000-7999", cents: 5_000_00, siteId: "high" }),
    ],
    allocations: [
      makeAllocation({ id: "whole", cents: 9_000_00 }), makeAllocation({ id: "kept", cents: 1_000_00, kept: true }), makeAllocation({ id: "to-high", siteId: "high", cents: 6_000_00 }),
      makeAllocation({ id: "title-high", siteId: "high", program: "title-i-a", cents: 10_000_00 }),
    ],
    revenues: [makeRevenue({ kind: "ceis-611", cents: 80_000_00 }), makeRevenue({ kind: "ceis-619", cents: 20_000_00 })],
    answers: [
      ...high.answers, ...middle.answers,
      makeAnswer({ id: "support", key: "do.csi_support", value: rich("The district pays a coach who leads the needs assessment, finds evidence-based interventions and reviews budgets for resource inequities.") }),
      makeAnswer({ id: "monitor", key: "do.csi_monitor", value: rich("A director visits every six weeks.") }),
      makeAnswer({ id: "steps", key: "do.csi_steps", about: "high", value: rich("The district moves enrollment to fixed days.") }),
      makeAnswer({ id: "letter", key: "stand.letters", value: { element_indicator: "Suspension Rate", element_group: "AA", date: "2025-02-01" } }),
      makeAnswer({ id: "cause", key: "stand.causes", value: { text: rich("Teachers send students out early."), needs: ["n-letter"], findings: ["f1"] } }),
      makeAnswer({ id: "portrait", key: "who.school", orgId: "high", value: rich("Bridges serves 120 students.") }),
    ],
  });
}
