// Goals: what the form's goal header asks, and that every state priority has a goal (lcap.md 4.1, 6.1).
import { blank, capital, nameOfGoal } from "./plan-facts.ts";
import type { Rule } from "./rule.ts";

export const planHasGoals: Rule = {
  id: "plan.has-goals",
  severity: "error",
  citation: "lcap.md 4",
  title: "The plan has at least one goal.",
  check: ({ index }) => (index.goals.length === 0 ? [{ at: "goals", message: "There is no goal yet. Write the first one under What we aim for." }] : []),
};

export const goalDescribed: Rule = {
  id: "goal.described",
  severity: "error",
  citation: "lcap.md 4.1",
  title: "Every goal has a description.",
  check: ({ index }) => index.goals.filter((goal) => blank(goal.description)).map((goal) => ({ at: `goals/${goal.id}/description`, message: `Write what ${nameOfGoal(index, goal)} wants to be true for students.` })),
};

export const goalTyped: Rule = {
  id: "goal.type",
  severity: "error",
  citation: "lcap.md 4.1",
  title: "Every goal has one of the form's types.",
  check: ({ index, catalogs }) => {
    const kinds = new Set(catalogs["goal-kinds"]?.entries.map((entry) => entry.code));
    return index.goals.filter((goal) => goal.kind === null || !kinds.has(goal.kind)).map((goal) => ({ at: `goals/${goal.id}/kind`, message: `Choose the type of ${nameOfGoal(index, goal)}.` }));
  },
};

export const goalPriorities: Rule = {
  id: "goal.priorities",
  severity: "error",
  citation: "lcap.md 4.1",
  title: "Every goal names a state or local priority, itself or through its required metrics.",
  check: ({ index }) =>
    index.goals
      .filter((goal) => goal.priorities.length === 0 && index.metricsOf(goal.id).every((metric) => metric.codes.length === 0))
      .map((goal) => ({ at: `goals/${goal.id}/priorities`, message: `Choose at least one priority for ${nameOfGoal(index, goal)}.` })),
};

export const goalExplained: Rule = {
  id: "goal.explained",
  severity: "error",
  citation: "lcap.md 4.1",
  title: "Every goal explains why it was developed.",
  check: ({ index }) => index.goals.filter((goal) => blank(goal.why)).map((goal) => ({ at: `goals/${goal.id}/why`, message: `Explain why ${nameOfGoal(index, goal)} was developed.` })),
};

export const focusGoalGrounds: Rule = {
  id: "goal.focus-grounds",
  severity: "warning",
  citation: "lcap.md 4.1",
  title: "A focus goal rests on data: a need is linked to it.",
  check: ({ index }) =>
    index.goals
      .filter((goal) => (goal.kind === "focus" || goal.kind === "equity-multiplier-focus") && goal.needIds.length === 0)
      .map((goal) => ({ at: `goals/${goal.id}/needIds`, message: `Link the needs that ${nameOfGoal(index, goal)} answers: a focus goal must rest on Dashboard or local data.` })),
};

export const goalHasActions: Rule = {
  id: "goal.has-actions",
  severity: "error",
  citation: "lcap.md 4.4",
  title: "Every goal has at least one action.",
  check: ({ index }) =>
    index.goals.filter((goal) => index.actionsOf(goal.id).length === 0).map((goal) => ({ at: `goals/${goal.id}/actions`, message: `${capital(nameOfGoal(index, goal))} has no action. Add what will be done for it.` })),
};

export const goalHasMetrics: Rule = {
  id: "goal.has-metrics",
  severity: "error",
  citation: "lcap.md 4.2",
  title: "Every goal has at least one metric.",
  check: ({ index }) =>
    index.goals.filter((goal) => index.metricsOf(goal.id).length === 0).map((goal) => ({ at: `goals/${goal.id}/metrics`, message: `${capital(nameOfGoal(index, goal))} has no metric. Add how you will know that it is reached.` })),
};

/** Districts answer priorities 1 to 8, county offices 1 to 10 (H); for charters it depends on the grades and program, which no machine can tell (M). */
const prioritiesDue = { district: 8, coe: 10, charter: 0, school: 0 } as const;

export const prioritiesCovered: Rule = {
  id: "goal.priorities-covered",
  severity: "error",
  citation: "lcap.md 6.1; EC 52060(d), 52066(d)",
  title: "Every state priority of the LEA has a goal (districts 1 to 8, county offices 1 to 10).",
  check: ({ index, catalogs }) => {
    const named = new Set(index.goals.flatMap((goal) => [...goal.priorities, ...index.metricsOf(goal.id).flatMap((metric) => metric.codes.flatMap((code) => /^\d+/.exec(code)?.[0] ?? []))]));
    return Array.from({ length: prioritiesDue[index.lea.kind] }, (_, at) => String(at + 1))
      .filter((number) => !named.has(number))
      .map((number) => ({
        at: "goals",
        message: `No goal addresses ${catalogs["state-priorities"]?.entries.find((entry) => entry.code === number)?.label ?? `priority ${number}`}. Add it to a goal; a Maintenance of Progress goal can hold what needs no other.`,
      }));
  },
};
