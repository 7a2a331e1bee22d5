// Which actions of the district are written once for schools and stand on none of its own forms?
import { schoolsOnly } from "#schemas/plan.ts";
import type { Action, Plan } from "#schemas/plan.ts";

export const isSchoolsOnly = (action: Pick<Action, "purposes">): boolean => action.purposes.includes(schoolsOnly);

/** The plan as forms, tables and rules read it: without those actions of the district, their money, their steps and their progress. The plan itself where there is none. */
export function withoutSchoolsOnly(plan: Plan): Plan {
  const gone = new Set(plan.actions.filter((action) => action.orgId === plan.leaId && isSchoolsOnly(action)).map(({ id }) => id));
  if (gone.size === 0) return plan;
  const steps = plan.steps.filter((step) => !gone.has(step.actionId));
  const kept = new Set(steps.map(({ id }) => id));
  const isStep = new Set(plan.steps.map(({ id }) => id));
  return {
    ...plan,
    actions: plan.actions.filter(({ id }) => !gone.has(id)),
    lines: plan.lines.filter(({ actionId }) => actionId === null || !gone.has(actionId)),
    steps,
    progress: plan.progress.filter(({ about }) => !gone.has(about.id) && (!isStep.has(about.id) || kept.has(about.id))),
    answers: plan.answers.filter(({ about }) => about === null || !gone.has(about)),
  };
}
