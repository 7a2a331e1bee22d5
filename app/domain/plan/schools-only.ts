// Which actions of the district are written once for schools and stand on none of its own forms?
import { schoolsOnly } from "#schemas/plan.ts";
import type { Action, Plan } from "#schemas/plan.ts";
import { once } from "./once.ts";

export const isSchoolsOnly = (action: Pick<Action, "purposes">): boolean => action.purposes.includes(schoolsOnly);

/** The plan as forms, tables and rules read it: without those actions of the district, their money, their steps and their progress. The plan itself where there is none. */
export const withoutSchoolsOnly = (plan: Plan): Plan => once([plan], "without schools only", () => withoutActions(plan, new Set(plan.actions.filter((action) => action.orgId === plan.leaId && isSchoolsOnly(action)).map(({ id }) => id))));

function withoutActions(plan: Plan, gone: ReadonlySet<string>): Plan {
  if (gone.size === 0) return plan;
  const { actions, lines, progress, answers } = plan;
  /** A list that nobody changed stays the same list without those rows, too. */
  const kept = <Row>(rows: Row[], name: string, keep: (row: Row) => boolean): Row[] => once([rows, actions, plan.steps], `${name} of ${plan.leaId}`, () => (Object.isFrozen(rows) ? Object.freeze(rows.filter(keep)) : rows.filter(keep)) as Row[]);
  const steps = kept(plan.steps, "steps", (step) => !gone.has(step.actionId));
  const keptSteps = new Set(steps.map(({ id }) => id));
  const isStep = new Set(plan.steps.map(({ id }) => id));
  return {
    ...plan,
    actions: kept(actions, "actions", ({ id }) => !gone.has(id)),
    lines: kept(lines, "lines", ({ actionId }) => actionId === null || !gone.has(actionId)),
    steps,
    progress: kept(progress, "progress", ({ about }) => !gone.has(about.id) && (!isStep.has(about.id) || keptSteps.has(about.id))),
    answers: kept(answers, "answers", ({ about }) => about === null || !gone.has(about)),
  };
}
