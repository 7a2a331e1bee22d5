// The annual look back at each continuing goal (lcap.md 4.3, 7 R-GA).
import { differences, openingActionsOf, openingGoalOf } from "#app/domain/calculations/last-year.ts";
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { Goal } from "#schemas/plan.ts";
import { answerText, nameOfGoal, names } from "./plan-facts.ts";
import type { Rule } from "./rule.ts";

const continuing = (index: PlanIndex): Goal[] => (index.cycleYear < 2 ? [] : index.goals.filter((goal) => openingGoalOf(index, goal) !== undefined));

const questions = [
  ["went.done", "what was done, what was not or differently, and what was hard or went well"],
  ["went.money", "why spending or percentages differed from the plan"],
  ["went.effect", "whether the actions worked, by which measure"],
  ["went.changes", "what changes next year and why"],
] as const;

export const goalAnalysed: Rule = {
  id: "R-GA-1",
  severity: "error",
  citation: "lcap.md 7 R-GA-1, 4.3",
  title: "From the second plan of a cycle on, every continuing goal has its four answers of the goal analysis (the one on money only where money or percentages differ).",
  check: (input) => {
    const { index } = input;
    return continuing(index).flatMap((goal) =>
      questions
        .filter(([key]) => answerText(index, key, goal.id) === "" && (key !== "went.money" || differences(input, { goal }).kind !== "nothing"))
        .map(([key, what]) => ({ at: `answers/${key}/${goal.id}`, message: `Write for ${nameOfGoal(index, goal)}: ${what}.` })),
    );
  },
};

/** What progress rows mark about an action of last year, under its own id or under this year's action that continues it. */
function marksOf(index: PlanIndex, openingActionId: string, lineageId: string) {
  const now = index.plan.actions.filter((action) => action.orgId === index.orgId && action.lineageId === lineageId);
  return [openingActionId, ...now.map((action) => action.id)].flatMap((id) => index.progressOf(id));
}

export const differentActionsNamed: Rule = {
  id: "went.different-actions",
  severity: "warning",
  citation: "lcap.md 4.3; DS-24",
  title: "Every action that was not done or done differently is named in the analysis of its goal.",
  check: ({ index }) =>
    continuing(index).flatMap((goal) => {
      const text = answerText(index, "went.done", goal.id);
      return openingActionsOf(index, goal)
        .filter((action) => marksOf(index, action.id, action.lineageId).some((mark) => mark.status === "changed" || mark.status === "dropped"))
        .filter((action) => !namesAction(text, action))
        .map((action) => ({ at: `answers/went.done/${goal.id}`, message: `Last year's action ${action.number} "${action.title}" was not done, or differently. Name it in the analysis of ${nameOfGoal(index, goal)}.` }));
    }),
};

export const ineffectiveActionsChanged: Rule = {
  id: "R-GA-2",
  severity: "error",
  citation: "lcap.md 7 R-GA-2, 4.3; EC 52064 (M)",
  title: "An action marked as not working is named under what will change, with reasons and a new or stronger approach.",
  check: ({ index }) =>
    continuing(index).flatMap((goal) => {
      const text = answerText(index, "went.changes", goal.id);
      return openingActionsOf(index, goal)
        .filter((action) => marksOf(index, action.id, action.lineageId).some((mark) => mark.effect === "does-not-work"))
        .filter((action) => !namesAction(text, action))
        .map((action) => ({ at: `answers/went.changes/${goal.id}`, message: `Action ${action.number} "${action.title}" is marked as not working. Name it under what will change in ${nameOfGoal(index, goal)}: why, and how the new approach differs or is stronger.` }));
    }),
};

const namesAction = (text: string, action: { number: string; title: string }): boolean =>
  (action.title !== "" && names(text, action.title)) || new RegExp(`(^|[^\\d.])${action.number.replaceAll(".", "\\.")}(?![\\d]|\\.\\d)`).test(text);
