// A district's plan in which every condition is live (Equity Multiplier, CSI, technical assistance, Learning Recovery, add-on, last year's plan) and every duty is met.
import type { Plan } from "#schemas/plan.ts";
import {
  makeAction, makeAnswer, makeContributingAction, makeDashboardResult, makeEnrollment, makeEvent, makeGoal, makeIdentification, makeLine, makeMeeting, makeMetric, makeNeed, makeOpening, makeOpeningAction, makeOpeningGoal,
  makeOpeningMetric, makeOrganization, makePlan, makeProgress, makeRevenue, makeSchool, makeTarget, makeValue, rich,
} from "../../factories.ts";

/** A fresh copy each time: tests change it. */
export function soundPlan(): Plan {
  const reading = (amount: string, year: string) => ({ group: "ALL", siteId: null, amount, text: "", year });
  const answer = (key: string, words: string, about: string | null = null) => makeAnswer({ id: `${key}${about ?? ""}`, key, about, value: rich(words) });
  return makePlan({
    organizations: [
      makeOrganization({ enrollment: makeEnrollment({ total: 900, englishLearners: 120, longTermEnglishLearners: 20, fosterYouth: 16, unduplicatedPercent: "60" }) }),
      makeSchool({ id: "lincoln", name: "Lincoln High", equityMultiplier: true, enrollment: makeEnrollment({ total: 400, unduplicatedPercent: "70" }) }),
      makeSchool({ id: "oak", name: "Oak Elementary", enrollment: makeEnrollment({ total: 500, unduplicatedPercent: "45" }) }),
    ],
    identifications: [makeIdentification({ orgId: "lincoln", program: "csi" }), makeIdentification({ program: "differentiated-assistance" })],
    dashboard: [
      makeDashboardResult({ group: "EL", indicator: "ela" }),
      makeDashboardResult({ orgId: "lincoln", group: "ALL", indicator: "suspension", year: 2023 }),
      makeDashboardResult({ orgId: "lincoln", group: "SWD", indicator: "suspension", year: 2024 }),
      makeDashboardResult({ orgId: "lincoln", group: "ALL", indicator: "suspension", year: 2024, color: 3 }),
    ],
    opening: makeOpening({
      carryoverPercent: "0",
      goals: [makeOpeningGoal({ lineageId: "g1", number: "1" })],
      metrics: [makeOpeningMetric({ lineageId: "m1", number: "1.1", baseline: [reading("6", "2022-23")], target: [reading("3", "2026-27")] })],
      actions: [
        makeOpeningAction({ id: "o1", lineageId: "a1", number: "1.1", title: "Tutors", contributing: true, plannedTotalCents: 90_000_00, plannedLcffCents: 90_000_00 }),
        makeOpeningAction({ id: "o2", lineageId: "a2", number: "1.2", title: "Summer reading", contributing: true, plannedTotalCents: 0, plannedLcffCents: 0, plannedPercent: "1", actualPercent: "1" }),
        makeOpeningAction({ id: "o3", lineageId: "dropped", number: "1.3", title: "Reading app", plannedTotalCents: 5_000_00 }),
      ],
    }),
    goals: [
      makeGoal({ id: "g1", order: 0, priorities: ["1", "2", "3", "4", "5"], needIds: [] }),
      makeGoal({ id: "g2", order: 1, kind: "equity-multiplier-focus", priorities: ["6", "7", "8"], schoolIds: ["lincoln"], needIds: ["n-lincoln"], why: rich("Lincoln High has the most suspensions; we asked its families and staff.") }),
    ],
    needs: [
      makeNeed({ id: "n-el", groups: ["EL"], area: "ela", unique: rich("English learners and low-income students read less at home in English.") }),
      makeNeed({ id: "n-lincoln", groups: ["ALL", "SWD"], area: "suspension", siteId: "lincoln" }),
    ],
    metrics: [
      makeMetric({ id: "m1", goalId: "g1", codes: ["1A", "4F", "5C", "5E"] }),
      makeMetric({ id: "m2", goalId: "g2", name: "Suspension rate at Lincoln", groups: ["SWD"], codes: ["6A"], baselineValueIds: ["v2"] }),
    ],
    values: [makeValue({ id: "v1", metricId: "m1" }), makeValue({ id: "v2", metricId: "m2", group: "SWD", siteId: "lincoln", amount: "9", year: "2024-25" })],
    targets: [makeTarget({ id: "t2", metricId: "m2", group: "SWD", siteId: "lincoln", amount: "5" })],
    actions: [
      makeContributingAction({
        id: "a1", goalId: "g1", order: 0, title: "Tutors", groups: ["EL", "LTEL", "FY"], needIds: ["n-el"], metricIds: ["m1"], purposes: ["language-acquisition", "teacher-learning-el", "technical-assistance"],
        how: rich("Tutors meet English learners in small groups every day; all schools have such students, so all schools have tutors."),
      }),
      makeContributingAction({ id: "a2", goalId: "g1", order: 1, title: "Summer reading", scope: "limited", groups: ["EL", "LTEL"], plannedPercent: "0.5", needIds: ["n-el"], metricIds: ["m1"], unduplicatedGroups: ["EL"] }),
      makeAction({
        id: "a3", goalId: "g1", order: 2, title: "Learning recovery", description: rich("Paid with Learning Recovery Emergency Block Grant funds."), purposes: ["lrebg"], needIds: ["n-el"], metricIds: ["m1"],
        lrebgWhy: rich("More learning time is an allowable use; the needs assessment found lost time, and research supports it."),
      }),
      makeAction({ id: "a4", goalId: "g2", title: "Restorative practice", groups: ["SWD"], location: "specific-schools", schoolIds: ["lincoln"], needIds: ["n-lincoln"], metricIds: ["m2"], purposes: ["equity-multiplier"], evidence: { tier: "2", citation: "A study" } }),
    ],
    progress: [
      makeProgress({ id: "p1", about: { kind: "opening-action", id: "o3" }, status: "dropped", effect: "does-not-work" }),
    ],
    events: [
      makeEvent({ id: "e1", partners: ["teachers", "principals", "administrators", "other-personnel", "bargaining-units", "parents", "students", "selpa"] }),
      makeEvent({ id: "e2", partners: ["equity-multiplier-partners"], topics: ["equity-multiplier"] }),
    ],
    meetings: [
      makeMeeting({ id: "hearing", kind: "hearing", heldOn: "2025-06-10" }), makeMeeting({ id: "adoption", kind: "adoption", heldOn: "2025-06-24" }), makeMeeting({ id: "budget", kind: "budget-adoption", heldOn: "2025-06-24" }),
      makeMeeting({ id: "indicators", kind: "local-indicators", heldOn: "2025-06-24" }),
    ],
    lines: [
      makeLine({ id: "l1", actionId: "a1", source: "lcff-supplemental-concentration", cents: 110_000_00 }),
      makeLine({ id: "l3", actionId: "a3", source: "lrebg", cents: 20_000_00 }),
      makeLine({ id: "l4", actionId: "a4", source: "equity-multiplier", object: "4000-7999", cents: 50_000_00 }),
      makeLine({ id: "s1", openingActionId: "o1", kind: "estimated", year: "2024-25", cents: 90_000_00 }),
      makeLine({ id: "s3", openingActionId: "o3", kind: "estimated", year: "2024-25", cents: 0 }),
    ],
    revenues: [
      makeRevenue({ id: "r1", kind: "lcff-total", cents: 1_100_000_00 }), makeRevenue({ id: "r2", kind: "base", cents: 1_000_000_00 }), makeRevenue({ id: "r3", kind: "supplemental-concentration", cents: 100_000_00 }),
      makeRevenue({ id: "r4", kind: "add-on-15", cents: 10_000_00 }), makeRevenue({ id: "r5", kind: "general-fund-expenditures", cents: 2_000_000_00 }),
      makeRevenue({ id: "r6", kind: "base", year: "2024-25", cents: 950_000_00 }), makeRevenue({ id: "r7", kind: "supplemental-concentration", year: "2024-25", cents: 80_000_00 }),
    ],
    answers: [
      answer("who.district", "A district with Lincoln High, which receives Equity Multiplier funds, and Oak Elementary."),
      answer("stand.performance", "Reading rose."),
      answer("stand.assistance", "We work with the county office."),
      answer("do.csi_support", "We help with the needs assessment, evidence-based interventions and resource inequities."),
      answer("do.csi_monitor", "We meet every quarter."),
      answer("listen.influence", "Families of Lincoln High asked for restorative practice."),
      answer("cost.not_in_plan", "Salaries and buildings."),
      answer("cost.addon_plan", "Two more aides in action 1.1."),
      answer("cost.pct_method", "Hours of service over the base grant."),
      makeAnswer({ id: "lrebg", key: "cost.lrebg", value: "yes" }),
      makeAnswer({ id: "staff-lincoln", key: "cost.staff", value: { school: "lincoln", classified_fte: "10", certificated_fte: "20" } }),
      makeAnswer({ id: "staff-oak", key: "cost.staff", value: { school: "oak", classified_fte: "10", certificated_fte: "20" } }),
      answer("went.done", "All done but the Reading app. Learning Recovery money paid for more hours.", "g1"),
      answer("went.money", "Prices.", "g1"),
      answer("went.effect", "Reading rose.", "g1"),
      answer("went.changes", "Action 1.3 is dropped, as nobody used it; tutors replace it.", "g1"),
    ],
  });
}
