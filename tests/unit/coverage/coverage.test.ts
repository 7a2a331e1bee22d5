import { describe, expect, test } from "vitest";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { whereUsed } from "#app/domain/coverage/where-used.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { emptyRichText } from "#schemas/rich-text.ts";
import { makeAction, makeAnswer, makeContributingAction, makeEvent, makeGoal, makeLine, makeMetric, makeNeed, makeOpening, makeOpeningMetric, makeOrganization, makePlan, makeRevenue, makeTarget, makeValue, rich } from "../../factories.ts";

const crosswalks = loadCrosswalks();
const program = findProgram(crosswalks, "lcap", "2025-26");
const covered = (plan: Plan) => coverage(readForm({ plan, crosswalks, program }));
const field = (plan: Plan, id: string, goalId?: string) => {
  const found = covered(plan).parts.filter((part) => goalId === undefined || part.goal?.id === goalId).flatMap((part) => part.fields).find((one) => one.field === id);
  if (!found) throw new Error(`The form has no field ${id} here.`);
  return found;
};
const goal = makeGoal({ id: "goal-1" });

describe("how completely a field is answered", () => {
  test("a narrative nobody wrote is missing and leads to its question", () => {
    const found = field(makePlan(), "lcap.2024.plan_summary.general_information");
    expect(found).toMatchObject({ state: "missing", at: "answers/who.district", lacking: ["who.district"] });
  });

  test("an answer of spaces answers nothing", () => {
    expect(field(makePlan({ answers: [makeAnswer({ key: "listen.influence", value: rich("  ") })] }), "lcap.2024.engaging.influence").state).toBe("missing");
  });

  test("a written narrative is answered", () => {
    expect(field(makePlan({ answers: [makeAnswer({ key: "listen.influence", value: rich("We changed the budget.") })] }), "lcap.2024.engaging.influence").state).toBe("answered");
  });

  test("a focus goal's reason without a linked need is only part of the answer; a broad goal owes none", () => {
    const need = makeNeed({ id: "need-1" });
    const focus = { ...goal, kind: "focus" };
    expect(field(makePlan({ goals: [focus] }), "goal.explanation", "goal-1")).toMatchObject({ state: "partly", lacking: ["need.text"] });
    expect(field(makePlan({ goals: [{ ...focus, needIds: ["need-1"] }], needs: [need] }), "goal.explanation", "goal-1").state).toBe("answered");
    expect(field(makePlan({ goals: [{ ...goal, kind: "broad" }] }), "goal.explanation", "goal-1").state).toBe("answered");
  });

  test("an Equity Multiplier goal names its schools by its links", () => {
    const equity = { ...goal, kind: "equity-multiplier-focus", needIds: ["need-1"] };
    const plan = makePlan({ organizations: [makeOrganization(), makeOrganization({ id: "school-1", kind: "school", name: "Oak School" })], goals: [equity], needs: [makeNeed({ id: "need-1" })] });
    expect(field(plan, "goal.explanation", "goal-1")).toMatchObject({ state: "partly", lacking: ["goal.schools"] });
    expect(field({ ...plan, goals: [{ ...equity, schoolIds: ["school-1"] }] }, "goal.explanation", "goal-1").state).toBe("answered");
  });

  test("what nobody is asked for counts as answered once somebody answered it, and is never missing", () => {
    expect(field(makePlan(), "iis.addl_concentration").state).toBe("not-applicable");
    expect(field(makePlan({ answers: [makeAnswer({ key: "cost.addon_plan", value: rich("We have no add-on.") })] }), "iis.addl_concentration").state).toBe("answered");
  });

  test("an action's description never answers why a contributing action meets a need", () => {
    const action = makeContributingAction({ id: "action-1", goalId: "goal-1", how: null });
    expect(field(makePlan({ goals: [goal], actions: [action] }), "iis.leawide.how")).toMatchObject({ state: "missing", at: "actions/action-1/how" });
    expect(field(makePlan({ goals: [goal], actions: [{ ...action, how: rich("Small groups for all.") }] }), "iis.leawide.how").state).toBe("answered");
  });

  test("a need that is not particular to unduplicated pupils is only part of the answer", () => {
    const action = makeContributingAction({ id: "action-1", goalId: "goal-1", needIds: ["need-1"] });
    const plan = makePlan({ goals: [goal], actions: [action], needs: [makeNeed({ id: "need-1", unique: null })] });
    expect(field(plan, "iis.leawide.need")).toMatchObject({ state: "partly", lacking: ["need.unique"] });
    expect(field({ ...plan, needs: [makeNeed({ id: "need-1", unique: rich("English learners read less at home.") })] }, "iis.leawide.need").state).toBe("answered");
  });

  test("a column is as complete as its weakest row and names the rows", () => {
    const actions = [makeAction({ id: "a", goalId: "goal-1" }), makeAction({ id: "b", goalId: "goal-1", order: 1, description: emptyRichText })];
    expect(field(makePlan({ goals: [goal], actions }), "goal.actions.description", "goal-1")).toMatchObject({ state: "partly", lackingAt: ["actions/b/description"] });
  });

  test("a table of contributing actions does not apply where there are none", () => {
    expect(field(makePlan({ goals: [goal], actions: [makeAction({ goalId: "goal-1" })] }), "iis.limited.how").state).toBe("not-applicable");
  });

  test("a goal without actions is missing its actions and says where to add them", () => {
    expect(field(makePlan({ goals: [goal] }), "goal.actions.title", "goal-1").state).toBe("missing");
  });

  test("only an LEA with CSI schools is asked the CSI prompts", () => {
    expect(covered(makePlan()).parts.flatMap((part) => part.fields).filter((one) => one.field === "lcap.2024.plan_summary.csi.support" && one.state !== "not-applicable")).toEqual([]);
    const school = makeOrganization({ id: "school-1", kind: "school", name: "Oak School" });
    const plan = makePlan({ organizations: [makeOrganization(), school], identifications: [{ id: "i", orgId: "school-1", program: "csi", reason: "low-graduation", groups: [], indicators: [], dashboardYear: 2024, since: null, until: null, source: "State file" }] });
    expect(field(plan, "lcap.2024.plan_summary.csi.support").state).toBe("missing");
    expect(field(plan, "lcap.2024.plan_summary.csi.schools_identified").state).toBe("answered");
  });
});

describe("baseline, outcome and target are roles on a series", () => {
  const metric = makeMetric({ id: "metric-1", lineageId: "metric-line", goalId: "goal-1" });
  const reading = { group: "ALL", siteId: null, amount: "5", text: "", year: "2022-23" };
  const opening = makeOpening({ metrics: [makeOpeningMetric({ lineageId: "metric-line", baseline: [reading], target: [{ ...reading, amount: "3", year: "2026-27" }] })] });

  test("the adopted plan's baseline counts, a newer value never replaces it", () => {
    const plan = makePlan({ goals: [goal], metrics: [metric], opening, values: [makeValue({ metricId: "metric-1" })] });
    expect(field(plan, "goal.metrics.baseline", "goal-1").state).toBe("answered");
    expect(field({ ...plan, opening: null }, "goal.metrics.baseline", "goal-1").state).toBe("missing");
  });

  test("a goal and a metric of the first year owe no analysis and no outcome yet", () => {
    const plan = makePlan({ goals: [goal], metrics: [metric], opening: { ...opening, goals: [{ id: "o", lineageId: "another-goal", number: "1", description: rich("Old.") }], metrics: [makeOpeningMetric({ lineageId: "another-metric" })] } });
    expect(field(plan, "goal.analysis.effectiveness", "goal-1").state).toBe("not-applicable");
    expect(field(plan, "goal.metrics.year1", "goal-1").state).toBe("not-applicable");
  });

  test("a metric added this year brings its own baseline and target", () => {
    const plan = makePlan({ goals: [goal], metrics: [{ ...metric, baselineValueIds: ["v"] }], values: [makeValue({ id: "v", metricId: "metric-1" })], targets: [makeTarget({ metricId: "metric-1" })] });
    expect(field(plan, "goal.metrics.baseline", "goal-1").state).toBe("answered");
    expect(field(plan, "goal.metrics.target3", "goal-1").state).toBe("answered");
    expect(field(plan, "goal.metrics.year1", "goal-1").state).toBe("missing");
  });

  test("the second year's outcome is not due in the first", () => {
    expect(field(makePlan({ year: "2025-26", goals: [goal], metrics: [metric], opening }), "goal.metrics.year2", "goal-1").state).toBe("not-applicable");
    expect(field(makePlan({ year: "2026-27", goals: [goal], metrics: [metric], opening }), "goal.metrics.year2", "goal-1").state).toBe("missing");
  });
});

test("a percentage on a grant of zero is missing with its reason, not a number", () => {
  const plan = makePlan({ revenues: [makeRevenue({ kind: "base", cents: 0 }), makeRevenue({ kind: "supplemental-concentration", cents: 100 })] });
  const found = field(plan, "t1.h.3_pct");
  expect(found.state).toBe("missing");
  expect(found.impossible).toMatch(/base grant .* is zero/i);
});

test("the counts are the fields that are asked for", () => {
  const plan = makePlan({ goals: [goal], actions: [makeAction({ id: "a", goalId: "goal-1" })], lines: [makeLine({ actionId: "a" })], events: [makeEvent()] });
  const result = covered(plan);
  const asked = result.parts.flatMap((part) => part.fields).filter((one) => one.required);
  expect(result.counts.answered + result.counts.partly + result.counts.missing + result.counts.notApplicable).toBe(asked.length);
});

test("a statement knows every field it feeds, with the reason and the authority", () => {
  const uses = whereUsed(crosswalks, [program]).get("cost.revenue") ?? [];
  expect(uses.map((use) => use.field)).toEqual(expect.arrayContaining(["bop.rev_sc", "iis.total_sc", "t1.h.2_sc", "t5.9_base"]));
  expect(uses.every((use) => use.rationale !== "" && use.authority !== "")).toBe(true);
});
