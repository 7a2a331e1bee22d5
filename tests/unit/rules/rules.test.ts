// Every rule finds its fault at its place, and is silent where the duty is met.
import { describe, expect, test } from "vitest";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { allRules as everyRule, rulesBetweenPlans, runRules } from "#app/domain/rules/all-rules.ts";
import { planSchema } from "#schemas/plan.ts";
import type { Action, Plan } from "#schemas/plan.ts";
import { emptyRichText } from "#schemas/rich-text.ts";
import { makeAnswer, makeContributingAction, makeDashboardResult, makeEnrollment, makeEvent, makeGoal, makeIdentification, makeLine, makeMetric, makeOpeningAction, makeOrganization, makePlan, makeRevenue, makeSchool, makeTarget, makeValue, rich, testCatalogs } from "../../factories.ts";
import { soundPlan } from "./sound-plan.ts";

/** Checks between plans, of a school's council and of the 2019 form have examples of their own (between-plans, bad-input and cceis-causes tests). */
const allRules = everyRule.filter((rule) => !rulesBetweenPlans.includes(rule) && !["SSC-3", "SSC-7", "SSC-13", "CM-12"].includes(rule.id));

function check(plan: Plan) {
  const index = indexPlan(plan, testCatalogs);
  return runRules({ index, tables: computeActionTables(index), catalogs: testCatalogs });
}
const change = (edit: (plan: Plan) => void): Plan => {
  const plan = soundPlan();
  edit(plan);
  return plan;
};
/** The row of a collection with this id. */
const row = <Row extends { id: string }>(rows: Row[], id: string): Row => {
  const found = rows.find((one) => one.id === id);
  if (!found) throw new Error(`No row ${id}`);
  return found;
};
const action = (edit: (action: Action) => void, id = "a1") => change((plan) => edit(row(plan.actions, id)));
const without = (key: string, about: string | null = null) => change((plan) => { plan.answers = plan.answers.filter((answer) => !(answer.key === key && answer.about === about)); });
const say = (key: string, words: string, about: string | null = null) => change((plan) => { plan.answers.filter((answer) => answer.key === key && answer.about === about).forEach((answer) => { answer.value = rich(words); }); });
/** The plan after the first one that had a Learning Recovery action. */
const secondRecoveryPlan = (done: string) =>
  change((plan) => {
    plan.year = "2026-27";
    plan.opening!.year = "2025-26";
    plan.opening!.actions.push(makeOpeningAction({ lineageId: "a3", number: "1.4" }));
    plan.answers.find((answer) => answer.key === "went.done")!.value = rich(done);
  });
/** The Equity Multiplier goal with this explanation and no school linked to it. */
const unlinkedGoal = (why: string) => change((plan) => { Object.assign(row(plan.goals, "g2"), { schoolIds: [], why: rich(why) }); });
/** Lincoln's Equity Multiplier status is recorded, but the school is not on the list that the form prints. */
const onlyIdentified = (words: string) =>
  change((plan) => {
    row(plan.organizations, "lincoln").equityMultiplier = false;
    plan.identifications.push(makeIdentification({ id: "em", orgId: "lincoln", program: "equity-multiplier" }));
    plan.answers.find((answer) => answer.key === "who.district")!.value = rich(words);
  });
/** The parent committee's comment with this written answer. */
const comment = (reply: string) => change((plan) => { plan.answers.push(makeAnswer({ id: "advice", key: "approve.advice", value: { committee: "parent-advisory-committee", comment: "More books.", reply } })); });
const lea = (plan: Plan) => row(plan.organizations, "lea");

/** The fault and its place; `passes` where meeting the duty is not shown by the sound plan. */
type Example = { trips: Plan; at: string; passes?: Plan };

const examples: Record<string, Example[]> = {
  "partners.required": [
    { trips: change((plan) => { row(plan.events, "e1").partners = row(plan.events, "e1").partners.filter((code) => code !== "bargaining-units"); }), at: "events",
      passes: change((plan) => { lea(plan).kind = "charter"; row(plan.events, "e1").partners = ["teachers", "principals", "administrators", "other-personnel", "parents", "students"]; }) },
    { trips: change((plan) => { row(plan.events, "e1").orgId = "oak"; }), at: "events" },
  ],
  "partners.selpa": [{ trips: change((plan) => { row(plan.events, "e1").partners = row(plan.events, "e1").partners.filter((code) => code !== "selpa"); }), at: "events", passes: change((plan) => { lea(plan).kind = "charter"; row(plan.events, "e1").partners.pop(); }) }],
  "partners.process": [
    { trips: change((plan) => { row(plan.events, "e1").method = emptyRichText; }), at: "events/e1/method" },
    { trips: change((plan) => { Object.assign(row(plan.events, "e2"), { partners: [], partnerLabel: " " }); }), at: "events/e2/partners" },
  ],
  "answers.mandatory": [{ trips: without("who.district"), at: "answers/who.district" }, { trips: say("listen.influence", "  "), at: "answers/listen.influence" }],
  "answers.shortfall": [
    { trips: change((plan) => { row(plan.lines, "s1").cents = 89_999_99; }), at: "answers/went.shortfall", passes: change((plan) => { row(plan.lines, "s1").cents = 90_000_01; }) },
  ],
  "plan.has-goals": [{ trips: makePlan(), at: "goals" }],
  "goal.described": [{ trips: change((plan) => { row(plan.goals, "g1").description = rich("  "); }), at: "goals/g1/description" }],
  "goal.type": [{ trips: change((plan) => { row(plan.goals, "g1").kind = null; }), at: "goals/g1/kind" }, { trips: change((plan) => { row(plan.goals, "g1").kind = "big"; }), at: "goals/g1/kind" }],
  "goal.priorities": [
    { trips: change((plan) => { row(plan.goals, "g1").priorities = []; row(plan.metrics, "m1").codes = []; }), at: "goals/g1/priorities", passes: change((plan) => { row(plan.goals, "g1").priorities = []; }) },
  ],
  "goal.explained": [{ trips: change((plan) => { row(plan.goals, "g1").why = emptyRichText; }), at: "goals/g1/why" }],
  "goal.focus-grounds": [{ trips: change((plan) => { row(plan.goals, "g1").kind = "focus"; }), at: "goals/g1/needIds", passes: change((plan) => { Object.assign(row(plan.goals, "g1"), { kind: "focus", needIds: ["n-el"] }); }) }],
  "goal.has-actions": [{ trips: change((plan) => { plan.goals.push(makeGoal({ id: "g3", order: 2 })); }), at: "goals/g3/actions" }],
  "goal.has-metrics": [{ trips: change((plan) => { plan.goals.push(makeGoal({ id: "g3", order: 2 })); }), at: "goals/g3/metrics" }],
  "goal.priorities-covered": [
    { trips: change((plan) => { row(plan.goals, "g2").priorities = ["6", "7"]; }), at: "goals" },
    { trips: change((plan) => { lea(plan).kind = "coe"; }), at: "goals", passes: change((plan) => { lea(plan).kind = "coe"; row(plan.goals, "g1").priorities.push("9", "10"); }) },
  ],
  "R-EM-1": [{ trips: change((plan) => { row(plan.goals, "g2").kind = "focus"; }), at: "goals" }, { trips: change((plan) => { row(plan.organizations, "oak").equityMultiplier = true; }), at: "goals" }],
  "R-EM-2": [{ trips: change((plan) => { row(plan.needs, "n-lincoln").groups = ["ALL"]; }), at: "goals/g2/needIds" }],
  "M-2": [{ trips: change((plan) => { row(plan.metrics, "m2").groups = ["ALL"]; row(plan.values, "v2").group = "ALL"; }), at: "goals/g2/metrics" }],
  "R-EM-3": [{
    trips: change((plan) => { row(plan.goals, "g2").schoolIds = ["lincoln", "oak"]; }), at: "goals/g2/schoolIds",
    passes: change((plan) => { row(plan.goals, "g2").schoolIds = ["lincoln", "oak"]; plan.dashboard.push(makeDashboardResult({ orgId: "oak", group: "SWD", year: 2024 })); }),
  }],
  "R-EM-4.goal": [
    { trips: unlinkedGoal("Suspensions."), at: "goals/g2/why", passes: unlinkedGoal("Families of Lincoln asked for it.") },
    { trips: unlinkedGoal("High school suspensions."), at: "goals/g2/why", passes: change((plan) => { row(plan.goals, "g2").why = rich("Suspensions."); }) },
  ],
  "R-EM-4.general": [
    { trips: onlyIdentified("A district."), at: "answers/who.district", passes: onlyIdentified("A district with Lincoln in it.") },
    { trips: onlyIdentified("An area."), at: "answers/who.district", passes: say("who.district", "A district.") },
  ],
  "R-EM-4.consulted": [{ trips: change((plan) => { row(plan.events, "e2").topics = ["plan"]; }), at: "events", passes: change((plan) => { row(plan.events, "e2").topics = ["plan"]; row(plan.organizations, "lincoln").equityMultiplier = false; }) }],
  "R-EM-4.influence": [{ trips: say("listen.influence", "More tutors."), at: "answers/listen.influence" }],
  "R-EM-5": [{ trips: action((one) => { one.evidence = { tier: null, citation: " " }; }, "a4"), at: "actions/a4/evidence" }],
  "metric.named": [{ trips: change((plan) => { row(plan.metrics, "m1").name = " "; }), at: "metrics/m1/name" }],
  "metric.baseline": [
    { trips: change((plan) => { row(plan.metrics, "m2").baselineValueIds = []; }), at: "metrics/m2/baselineValueIds" },
    { trips: change((plan) => { plan.opening!.metrics[0]!.baseline = []; }), at: "metrics/m1/baselineValueIds" },
  ],
  "metric.baseline-year": [{ trips: change((plan) => { plan.opening!.metrics[0]!.baseline[0]!.year = ""; }), at: "metrics/m1/baselineValueIds" }],
  "value.year": [
    { trips: change((plan) => { row(plan.values, "v1").year = ""; }), at: "values/v1/year" },
    { trips: change((plan) => { Object.assign(row(plan.values, "v1"), { amount: null, text: " " }); }), at: "values/v1/amount", passes: change((plan) => { Object.assign(row(plan.values, "v1"), { amount: null, text: "Standard met" }); }) },
  ],
  "metric.target": [{ trips: change((plan) => { plan.targets = []; }), at: "metrics/m2/targets" }, { trips: change((plan) => { plan.opening!.metrics[0]!.target = []; }), at: "metrics/m1/targets", passes: change((plan) => { plan.opening!.metrics[0]!.target = []; plan.targets.push(makeTarget({ metricId: "m1" })); }) }],
  "metric.outcome": [
    { trips: change((plan) => { plan.values = plan.values.filter((value) => value.id !== "v1"); }), at: "metrics/m1/values" },
    { trips: change((plan) => { plan.opening!.metrics[0]!.year1 = [{ group: "ALL", siteId: null, amount: "5", text: "", year: "2024-25" }]; plan.cycle.start = "2023-24"; }), at: "metrics/m1/values",
      passes: change((plan) => { plan.cycle.start = "2025-26"; plan.values = plan.values.filter((value) => value.id !== "v1"); }) },
  ],
  "metric.baseline-kept": [{
    trips: change((plan) => { plan.values.push(makeValue({ id: "v0", metricId: "m1", amount: "7", year: "2022-23" })); row(plan.metrics, "m1").baselineValueIds = ["v0"]; plan.answers = plan.answers.filter((answer) => answer.key !== "went.changes"); }), at: "answers/went.changes/g1",
    passes: change((plan) => { plan.values.push(makeValue({ id: "v0", metricId: "m1", amount: "7", year: "2022-23" })); row(plan.metrics, "m1").baselineValueIds = ["v0"]; }),
  }],
  "metric.required": [
    { trips: change((plan) => { row(plan.metrics, "m1").codes = ["1A", "4F", "5E"]; }), at: "metrics", passes: change((plan) => { row(plan.metrics, "m1").codes = ["1A", "4F", "5E"]; lea(plan).serves.middle = false; }) },
    { trips: change((plan) => { lea(plan).kind = "coe"; }), at: "metrics", passes: change((plan) => { row(plan.metrics, "m1").codes = ["1A", "5C", "5E"]; lea(plan).enrollment!.englishLearners = 0; }) },
  ],
  "metric.once": [{
    trips: change((plan) => { plan.metrics.push(makeMetric({ id: "m3", goalId: "g1", order: 1, name: "suspension  RATE" })); }), at: "metrics/m3/name",
    passes: change((plan) => { plan.metrics.push(makeMetric({ id: "m3", goalId: "g1", order: 1, groups: ["FY"] })); }),
  }],
  "value.once": [{ trips: change((plan) => { plan.values.push(makeValue({ id: "v3", metricId: "m1" })); }), at: "values/v3/year", passes: change((plan) => { plan.values.push(makeValue({ id: "v3", metricId: "m1", group: "FY" })); }) }],
  "action.title": [{ trips: action((one) => { one.title = ""; }), at: "actions/a1/title" }],
  "action.description": [{ trips: action((one) => { one.description = emptyRichText; }), at: "actions/a1/description" }],
  "action.money": [{ trips: change((plan) => { plan.lines = plan.lines.filter((line) => line.actionId !== "a4"); }), at: "actions/a4/lines" }],
  "action.contributing": [{ trips: action((one) => { one.contributing = null; }), at: "actions/a1/contributing" }],
  "action.groups": [{ trips: action((one) => { one.groups = []; }), at: "actions/a1/groups" }],
  "action.location": [
    { trips: action((one) => { one.schoolIds = []; }, "a4"), at: "actions/a4/schoolIds", passes: action((one) => { one.schoolIds = []; one.locationText = "Lincoln"; }, "a4") },
    { trips: action((one) => { one.location = "specific-grade-spans"; }), at: "actions/a1/locationText" },
  ],
  "action.once": [{ trips: action((one) => { one.title = "tutors "; }, "a4"), at: "actions/a4/title" }],
  "action.personnel-within-total": [{ trips: change((plan) => { plan.lines.push(makeLine({ actionId: "a1", object: "5000", cents: -5 })); }), at: "actions/a1/lines", passes: change((plan) => { plan.lines.push(makeLine({ actionId: "a1", cents: -5 })); }) }],
  "action.funds-not-negative": [{ trips: change((plan) => { plan.lines.push(makeLine({ actionId: "a1", source: "local", cents: -5 })); }), at: "actions/a1/lines" }],
  "line.source": [{ trips: change((plan) => { row(plan.lines, "l1").source = "District Funded"; }), at: "lines/l1/source" }],
  "line.object": [{ trips: change((plan) => { row(plan.lines, "l1").object = "staff"; }), at: "lines/l1/object", passes: change((plan) => { row(plan.lines, "l1").object = "2100"; }) }],
  "line.counted": [
    { trips: change((plan) => { row(plan.lines, "l3").year = "2026-27"; }), at: "lines/l3/year" },
    { trips: change((plan) => { plan.lines.push(makeLine({ id: "l9" })); }), at: "lines/l9/actionId" },
    { trips: change((plan) => { row(plan.lines, "s1").year = "2025-26"; }), at: "lines/s1/year", passes: change((plan) => { plan.lines.push(makeLine({ actionId: "a1", kind: "spent", year: "2024-25" })); }) },
  ],
  "R-RED-1": [
    { trips: change((plan) => { row(plan.needs, "n-lincoln").siteId = null; }), at: "needs" },
    { trips: change((plan) => { row(plan.needs, "n-el").area = "math"; }), at: "needs" },
    { trips: change((plan) => { for (const one of plan.actions) one.needIds = one.needIds.filter((id) => id !== "n-lincoln"); }), at: "needs" },
  ],
  "R-RED-2": [{ trips: change((plan) => { plan.dashboard = plan.dashboard.filter((result) => result.year !== 2023); }), at: "dashboard" }],
  "profile.english-learners": [{ trips: change((plan) => { lea(plan).enrollment!.longTermEnglishLearners = null; }), at: "organizations/lea/enrollment" }],
  "R-EL-1": [
    { trips: action((one) => { one.purposes = ["teacher-learning-el", "technical-assistance"]; }), at: "actions" },
    { trips: change((plan) => { lea(plan).enrollment!.englishLearners = 29; row(plan.actions, "a1").purposes = ["language-acquisition", "technical-assistance"]; }), at: "actions",
      passes: change((plan) => { Object.assign(lea(plan).enrollment!, { englishLearners: 29, longTermEnglishLearners: 14 }); row(plan.actions, "a1").purposes = ["technical-assistance"]; }) },
  ],
  "R-EL-2": [{ trips: action((one) => { one.groups = ["EL"]; }), at: "actions", passes: change((plan) => { lea(plan).enrollment!.longTermEnglishLearners = 14; row(plan.actions, "a1").groups = ["EL", "FY"]; }) }],
  "R-TA-1.action": [{
    trips: action((one) => { one.purposes = one.purposes.filter((purpose) => purpose !== "technical-assistance"); }), at: "actions",
    passes: change((plan) => { plan.identifications.forEach((status) => { if (status.orgId === "lea") status.program = "requested-technical-assistance"; }); row(plan.actions, "a1").purposes = ["language-acquisition", "teacher-learning-el"]; }),
  }],
  "R-TA-1.prompt": [{ trips: without("stand.assistance"), at: "answers/stand.assistance", passes: change((plan) => { plan.identifications.forEach((status) => { status.until = "2024-25"; }); plan.answers = plan.answers.filter((answer) => answer.key !== "stand.assistance"); }) }],
  "R-CSI-1": [
    { trips: without("do.csi_support"), at: "answers/do.csi_support" },
    { trips: without("do.csi_monitor"), at: "answers/do.csi_monitor", passes: change((plan) => { plan.identifications = []; plan.answers = plan.answers.filter((answer) => !answer.key.startsWith("do.")); }) },
  ],
  "R-CSI-1.topics": [{ trips: say("do.csi_support", "We help with the needs assessment."), at: "answers/do.csi_support" }],
  "R-FY-1": [{ trips: action((one) => { one.groups = ["EL", "LTEL"]; }), at: "actions", passes: change((plan) => { row(plan.actions, "a1").groups = ["EL", "LTEL"]; lea(plan).enrollment!.fosterYouth = 14; }) }],
  "action.scope": [{ trips: action((one) => { one.scope = null; }), at: "actions/a1/scope" }],
  "action.scope-only-contributing": [{ trips: action((one) => { one.scope = "leawide"; }, "a4"), at: "actions/a4/scope" }],
  "action.limited": [
    { trips: action((one) => { one.groups = ["ALL"]; }, "a2"), at: "actions/a2/groups" },
    { trips: action((one) => { one.how = rich("Small groups read together each summer, on an LEA-wide basis."); }, "a2"), at: "actions/a2/scope" },
  ],
  "action.unduplicated-groups": [{ trips: action((one) => { one.unduplicatedGroups = []; }), at: "actions/a1/unduplicatedGroups" }, { trips: action((one) => { one.unduplicatedGroups = ["EL", "SWD"]; }), at: "actions/a1/unduplicatedGroups" }],
  "R-IIS-6": [
    { trips: change((plan) => { row(plan.lines, "l1").source = "title-i-a"; }), at: "actions/a1/lines" },
    { trips: action((one) => { one.plannedPercent = null; }, "a2"), at: "actions/a2/lines" },
  ],
  "action.planned-percent": [
    { trips: action((one) => { one.scope = "leawide"; }, "a2"), at: "actions/a2/plannedPercent" },
    { trips: change((plan) => { plan.lines.push(makeLine({ actionId: "a2", cents: 1 })); }), at: "actions/a2/plannedPercent", passes: change((plan) => { row(plan.actions, "a4").plannedPercent = "0"; }) },
  ],
  "R-IIS-1.need": [{ trips: change((plan) => { row(plan.needs, "n-el").unique = emptyRichText; }), at: "needs/n-el/unique" }, { trips: action((one) => { one.needIds = []; }), at: "actions/a1/needIds" }],
  "R-IIS-1.need-group": [{ trips: change((plan) => { row(plan.needs, "n-el").unique = rich("They read less."); }), at: "needs/n-el/unique" }],
  "R-IIS-1.how": [{ trips: action((one) => { one.how = null; }), at: "actions/a1/how" }],
  "M-1": [{ trips: action((one) => { one.metricIds = []; }), at: "actions/a1/metricIds" }],
  "R-IIS-2": [
    { trips: change((plan) => { lea(plan).enrollment!.unduplicatedPercent = "54.99"; }), at: "actions/a1/how", passes: change((plan) => { lea(plan).enrollment!.unduplicatedPercent = "55"; }) },
    { trips: change((plan) => { lea(plan).enrollment!.unduplicatedPercent = "20"; }), at: "actions/a1/how", passes: change((plan) => { lea(plan).enrollment!.unduplicatedPercent = "20"; lea(plan).kind = "coe"; }) },
    { trips: change((plan) => { lea(plan).enrollment!.unduplicatedPercent = "20"; }), at: "actions/a1/how",
      passes: change((plan) => { lea(plan).enrollment!.unduplicatedPercent = "20"; row(plan.actions, "a1").how = rich("Tutoring is the most effective use of these funds: two other programs did less for English learners."); }) },
  ],
  "R-IIS-3": [{
    trips: change((plan) => { Object.assign(row(plan.actions, "a1"), { scope: "schoolwide", location: "specific-schools", schoolIds: ["oak"] }); row(plan.organizations, "oak").enrollment!.unduplicatedPercent = "39.9"; }), at: "actions/a1/how",
    passes: change((plan) => { Object.assign(row(plan.actions, "a1"), { scope: "schoolwide", location: "specific-schools", schoolIds: ["lincoln"] }); row(plan.organizations, "oak").enrollment!.unduplicatedPercent = "39.9"; }),
  }],
  "R-IIS-5": [
    { trips: action((one) => { one.how = rich("It will help these students."); }), at: "actions/a1/how" },
    { trips: action((one) => { one.how = rich("We provide this on an LEA-wide basis because a high percentage of our students are English learners."); }), at: "actions/a1/how" },
  ],
  "iis.planned-percent-method": [{ trips: without("cost.pct_method"), at: "answers/cost.pct_method", passes: change((plan) => { row(plan.actions, "a2").plannedPercent = null; plan.answers = plan.answers.filter((answer) => answer.key !== "cost.pct_method"); }) }],
  "iis.add-on-within-grants": [{ trips: change((plan) => { row(plan.revenues, "r4").cents = 100_000_01; }), at: "revenues/add-on-15/2025-26", passes: change((plan) => { row(plan.revenues, "r4").cents = 100_000_00; }) }],
  "R-IIS-7.plan": [
    { trips: without("cost.addon_plan"), at: "answers/cost.addon_plan" },
    { trips: say("cost.addon_plan", "Two more aides."), at: "answers/cost.addon_plan", passes: change((plan) => { row(plan.revenues, "r4").cents = 0; plan.answers = plan.answers.filter((answer) => answer.key !== "cost.addon_plan"); }) },
  ],
  "R-IIS-7.ratios": [{ trips: change((plan) => { plan.answers = plan.answers.filter((answer) => answer.id !== "staff-oak"); }), at: "answers/cost.staff", passes: change((plan) => { row(plan.revenues, "r4").cents = 0; plan.answers = plan.answers.filter((answer) => answer.key !== "cost.staff"); }) }],
  "R-IIS-8": [
    // 10 % is due; the limited action gives 0.5 %, so exactly 95,000.00 of LCFF funds is enough and a cent less is not.
    { trips: change((plan) => { row(plan.lines, "l1").cents = 94_999_99; }), at: "actions", passes: change((plan) => { row(plan.lines, "l1").cents = 95_000_00; }) },
    { trips: change((plan) => { plan.opening!.carryoverPercent = "5"; row(plan.lines, "l1").cents = 95_000_00; }), at: "actions" },
  ],
  "R-CARRY-1": [{ trips: change((plan) => { row(plan.lines, "s1").cents = 60_000_00; }), at: "revenues/base/2024-25" }],
  "tables.grants": [
    { trips: change((plan) => { plan.revenues = plan.revenues.filter((revenue) => revenue.id !== "r2"); }), at: "revenues/base/2025-26" },
    { trips: change((plan) => { plan.revenues = plan.revenues.filter((revenue) => revenue.id !== "r7"); }), at: "revenues/supplemental-concentration/2024-25",
      passes: change((plan) => { plan.opening = null; plan.revenues = plan.revenues.filter((revenue) => revenue.year === "2025-26"); }) },
  ],
  "tables.possible": [
    { trips: change((plan) => { row(plan.revenues, "r2").cents = 0; }), at: "revenues/base/2025-26" },
    { trips: change((plan) => { row(plan.revenues, "r6").cents = 0; }), at: "revenues/base/2024-25" },
  ],
  "tables.revenues-not-negative": [{ trips: change((plan) => { row(plan.revenues, "r5").cents = -1; }), at: "revenues/general-fund-expenditures/2025-26" }],
  "tables.base-is-not-total-lcff": [{
    // Case B of lcap.md 5.6: total LCFF entered as base.
    trips: change((plan) => { row(plan.revenues, "r1").cents = 3_415_812_00; row(plan.revenues, "r2").cents = 3_415_812_00; row(plan.revenues, "r3").cents = 299_081_00; }), at: "revenues/base/2025-26",
    passes: change((plan) => { row(plan.revenues, "r1").cents = 3_415_812_00; row(plan.revenues, "r2").cents = 3_116_731_00; row(plan.revenues, "r3").cents = 299_081_00; }),
  }],
  "X-BOP-5": [{ trips: change((plan) => { row(plan.revenues, "r1").cents = 1_100_000_01; }), at: "revenues/lcff-total/2025-26", passes: change((plan) => { row(plan.revenues, "r1").cents = 1_100_000_01; lea(plan).kind = "coe"; }) }],
  "bop.plan-within-general-fund": [{ trips: change((plan) => { row(plan.revenues, "r5").cents = 179_999_99; }), at: "revenues/general-fund-expenditures/2025-26", passes: change((plan) => { row(plan.revenues, "r5").cents = 180_000_00; }) }],
  "bop.county-lcff-parts": [
    { trips: change((plan) => { lea(plan).kind = "coe"; }), at: "revenues/coe-operations/2025-26" },
    { trips: change((plan) => { lea(plan).kind = "coe"; plan.revenues.push(...[1, 2, 3].map((n, at) => makeRevenue({ kind: ["coe-operations", "coe-alternative-education", "coe-other-lcff"][at]!, cents: n }))); }), at: "revenues/lcff-total/2025-26",
      passes: change((plan) => { lea(plan).kind = "coe"; row(plan.revenues, "r1").cents = 6; plan.revenues.push(...[1, 2, 3].map((n, at) => makeRevenue({ kind: ["coe-operations", "coe-alternative-education", "coe-other-lcff"][at]!, cents: n }))); }) },
  ],
  "opening.carryover-percent": [{ trips: change((plan) => { plan.opening!.carryoverPercent = null; }), at: "opening/carryoverPercent" }],
  "opening.year": [{ trips: change((plan) => { plan.opening!.year = "2023-24"; }), at: "opening/year" }],
  "opening.lcff-within-total": [
    { trips: change((plan) => { plan.opening!.actions[0]!.plannedLcffCents += 1; }), at: "opening.actions/o1/plannedLcffCents" },
    { trips: change((plan) => { plan.opening!.actions[2]!.contributing = false; plan.opening!.actions[2]!.plannedLcffCents = 1; }), at: "opening.actions/o3/contributing" },
  ],
  "actual.estimated": [{ trips: change((plan) => { plan.lines = plan.lines.filter((line) => line.id !== "s3"); }), at: "opening.actions/o3/lines" }],
  "actual.percent": [{ trips: change((plan) => { plan.opening!.actions[1]!.actualPercent = null; }), at: "opening.actions/o2/actualPercent" }],
  "R-LREBG-1.statement": [{ trips: without("cost.lrebg"), at: "answers/cost.lrebg", passes: change((plan) => { plan.year = "2028-29"; plan.answers = plan.answers.filter((answer) => answer.key !== "cost.lrebg"); }) }],
  "R-LREBG-1.action": [
    { trips: action((one) => { one.purposes = []; }, "a3"), at: "actions" },
    { trips: change((plan) => { row(plan.answers, "lrebg").value = "no"; }), at: "actions/a3/purposes",
      passes: change((plan) => { row(plan.answers, "lrebg").value = "no"; row(plan.actions, "a3").purposes = []; row(plan.lines, "l3").source = "other-state"; }) },
  ],
  "R-LREBG-2.marked": [{ trips: action((one) => { one.purposes = []; }, "a3"), at: "actions/a3/purposes" }],
  "R-LREBG-2.named": [{ trips: action((one) => { Object.assign(one, { title: "More hours", description: rich("More hours.") }); }, "a3"), at: "actions/a3/description" }],
  "R-LREBG-2.research": [{ trips: action((one) => { one.lrebgWhy = rich("Allowable."); }, "a3"), at: "actions/a3/evidence", passes: action((one) => { Object.assign(one, { lrebgWhy: rich("Allowable."), evidence: { tier: null, citation: "Smith 2020" } }); }, "a3") }],
  "M-3": [{ trips: action((one) => { one.metricIds = ["m2"]; }, "a3"), at: "actions/a3/metricIds" }],
  "R-LREBG-2.amount": [{ trips: change((plan) => { row(plan.lines, "l3").source = "local"; }), at: "actions/a3/lines" }],
  "R-LREBG-3": [{ trips: action((one) => { one.lrebgWhy = null; }, "a3"), at: "actions/a3/lrebgWhy" }, { trips: action((one) => { one.needIds = []; }, "a3"), at: "actions/a3/needIds" }],
  "R-LREBG-4": [
    { trips: secondRecoveryPlan("All done but 1.3."), at: "answers/went.done/g1", passes: secondRecoveryPlan("All done; Learning Recovery hours were given as planned.") },
    { trips: secondRecoveryPlan("All done but 1.3."), at: "answers/went.done/g1", passes: change((plan) => { plan.opening!.actions.push(makeOpeningAction({ lineageId: "a3", number: "1.4" })); plan.answers.find((answer) => answer.key === "went.done")!.value = rich("All done but 1.3."); }) },
  ],
  "R-LREBG-5": [{ trips: change((plan) => { plan.year = "2027-28"; }), at: "answers/cost.lrebg" }],
  "R-GA-1": [
    ...["went.done", "went.effect", "went.changes"].map((key) => ({ trips: without(key, "g1"), at: `answers/${key}/g1` })),
    { trips: without("went.money", "g1"), at: "answers/went.money/g1", passes: change((plan) => { plan.answers = plan.answers.filter((answer) => answer.key !== "went.money"); row(plan.lines, "s3").cents = 5_000_00; }) },
    { trips: without("went.done", "g1"), at: "answers/went.done/g1", passes: change((plan) => { plan.opening!.goals = []; plan.answers = plan.answers.filter((answer) => !answer.key.startsWith("went.")); }) },
  ],
  "went.different-actions": [{ trips: say("went.done", "All done; Learning Recovery too. Numbers like 11.3 or 1.35 do not name it.", "g1"), at: "answers/went.done/g1", passes: say("went.done", "All done but 1.3. Learning Recovery too.", "g1") }],
  "R-GA-2": [{ trips: say("went.changes", "Nothing changes.", "g1"), at: "answers/went.changes/g1", passes: say("went.changes", "The reading APP gives way to tutors.", "g1") }],
  "D-9": [{ trips: change((plan) => { row(plan.meetings, "hearing").heldOn = "2025-06-24"; }), at: "meetings/adoption/heldOn", passes: change((plan) => { row(plan.meetings, "hearing").heldOn = "2025-06-23"; }) }],
  "D-1": [{ trips: change((plan) => { row(plan.meetings, "adoption").heldOn = "2025-07-02"; }), at: "meetings/adoption/heldOn", passes: change((plan) => { row(plan.meetings, "adoption").heldOn = "2025-07-01"; }) }],
  "D-10": [{ trips: change((plan) => { row(plan.meetings, "budget").heldOn = "2025-06-25"; }), at: "meetings/budget/heldOn" }],
  "D-11": [{ trips: change((plan) => { row(plan.meetings, "indicators").heldOn = "2025-06-25"; }), at: "meetings/indicators/heldOn" }],
  "D-3": [{ trips: comment(""), at: "answers/approve.advice", passes: comment("See action 1.1.") }, { trips: comment(" "), at: "answers/approve.advice", passes: change((plan) => { plan.answers.push(makeAnswer({ id: "advice", key: "approve.advice", value: { committee: "school-site-council", comment: "More books.", reply: "" } })); }) }],
};

test("the sound plan is a valid plan and no rule finds anything in it", () => {
  expect(planSchema.safeParse(soundPlan()).error?.issues ?? []).toEqual([]);
  expect(check(soundPlan())).toEqual([]);
});

test("every rule has an example that trips it, and there is no example without a rule", () => {
  expect(allRules.map((rule) => rule.id).filter((id) => !(id in examples))).toEqual([]);
  expect(Object.keys(examples).filter((id) => !allRules.some((rule) => rule.id === id))).toEqual([]);
  expect(new Set(allRules.map((rule) => rule.id)).size).toBe(allRules.length);
});

describe.each(Object.entries(examples))("%s", (id, cases) => {
  test.each(cases.map((example, at) => [at + 1, example] as const))("trips at its place and passes without the fault (example %i)", (_, { trips, at, passes }) => {
    const found = check(trips).filter((finding) => finding.rule === id);
    expect(found.map((finding) => finding.at)).toContain(at);
    for (const finding of found) expect(finding.message).toMatch(/^[A-Z$"0-9].{20,}/);
    expect(check(passes ?? soundPlan()).filter((finding) => finding.rule === id)).toEqual([]);
  });
});

test("every rule says its title as a sentence, its severity and a section of the sheet", () => {
  for (const rule of everyRule) {
    expect(rule.title, rule.id).toMatch(/^[A-Z].*\.$/);
    expect(rule.citation, rule.id).toMatch(/^(lcap|overlap|spsa)\.md \d/);
    expect(["error", "warning", "info"]).toContain(rule.severity);
  }
});
test("errors come first, then warnings, then information", () => {
  const plan = change((one) => { row(one.actions, "a1").groups = ["EL", "LTEL"]; row(one.actions, "a1").how = null; one.dashboard = []; });
  const order = check(plan).map((finding) => finding.severity);
  expect(order).toEqual([...order].sort((a, b) => ["error", "warning", "info"].indexOf(a) - ["error", "warning", "info"].indexOf(b)));
  expect(new Set(order).size).toBe(3);
});
test("an empty plan of any kind of LEA is checked without failing", () => {
  for (const kind of ["district", "coe", "charter"] as const) expect(check(makePlan({ organizations: [makeOrganization({ kind, enrollment: null })] })).length).toBeGreaterThan(5);
});
test("a county office and a charter are never asked for the 55 and 40 percent explanations (R-IIS-4)", () => {
  for (const kind of ["coe", "charter"] as const) {
    const plan = makePlan({
      organizations: [makeOrganization({ kind, enrollment: makeEnrollment({ unduplicatedPercent: "10" }) }), makeSchool({ id: "s", enrollment: makeEnrollment({ unduplicatedPercent: "10" }) })],
      goals: [makeGoal({ id: "g" })],
      actions: [makeContributingAction({ goalId: "g" }), makeContributingAction({ goalId: "g", order: 1, scope: "schoolwide" })],
      events: [makeEvent()],
    });
    expect(check(plan).map((finding) => finding.rule)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^R-IIS-[23]$/)]));
  }
});
