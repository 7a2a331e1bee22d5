// What differs from last year's adopted plan, goal by goal: money against estimates, and this year's rows against last year's.
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { Goal, OpeningAction, OpeningGoal } from "#schemas/plan.ts";
import type { Calculation } from "./calculated.ts";
import { formatMoney, formatPercent } from "./format.ts";

/** The goal of last year's adopted plan that this goal continues. */
export const openingGoalOf = (index: PlanIndex, goal: Goal): OpeningGoal | undefined => index.plan.opening?.goals.find((row) => row.lineageId === goal.lineageId);

/** Last year's actions of the goal this one continues. */
export function openingActionsOf(index: PlanIndex, goal: Goal): OpeningAction[] {
  const before = openingGoalOf(index, goal);
  return before ? (index.plan.opening?.actions.filter((action) => action.goalNumber === before.number) ?? []) : [];
}

/** Planned against estimated actual of last year's actions of a goal, money and percentage, where they differ. Which differences are material a person says (lcap.md 4.3: no threshold). */
export const differences: Calculation = ({ index, tables }, { goal }) => {
  if (!goal) return { kind: "nothing" };
  const items = openingActionsOf(index, goal).flatMap((action) => {
    const row = tables.lastYearRow.get(action.id);
    if (!row) return [];
    const gap = row.estimatedTotal - row.plannedTotal;
    const money = gap === 0 ? [] : [`planned ${formatMoney(row.plannedTotal)}, estimated actual ${formatMoney(row.estimatedTotal)} (${gap > 0 ? "+" : ""}${formatMoney(gap)})`];
    const { plannedPercent, estimatedPercent } = row;
    const percent =
      plannedPercent && estimatedPercent && !plannedPercent.equals(estimatedPercent) ? [`planned ${formatPercent(plannedPercent, 2)}, estimated actual ${formatPercent(estimatedPercent, 2)} of improved services`] : [];
    const words = [...money, ...percent].join("; ");
    return words === "" ? [] : [`${action.number} ${action.title}: ${words}`];
  });
  return items.length === 0 ? { kind: "nothing" } : { kind: "list", items };
};

const plainly = (text: string): string => text.replace(/\s+/g, " ").trim();

/** What changed in a goal since last year's adopted plan: its text, metrics and actions added, dropped, renamed, moved in money. Nothing when there was no plan. */
export const changes: Calculation = ({ index, tables }, { goal }) => {
  const { opening } = index.plan;
  if (!goal || !opening) return { kind: "nothing" };
  const before = openingGoalOf(index, goal);
  if (!before) return { kind: "list", items: ["This goal is new."] };
  const items: string[] = [];
  if (plainly(plainFromRichText(goal.description)) !== plainly(plainFromRichText(before.description))) items.push("The words of the goal changed.");

  const metrics = index.metricsOf(goal.id);
  const oldMetrics = opening.metrics.filter((metric) => metric.number.split(".")[0] === before.number);
  for (const metric of metrics) {
    const old = opening.metrics.find(({ lineageId }) => lineageId === metric.lineageId);
    if (!old) items.push(`Metric ${index.metricNumber.get(metric.id)} "${metric.name}" is new.`);
    else if (plainly(old.name) !== plainly(metric.name)) items.push(`Metric ${index.metricNumber.get(metric.id)} was "${old.name}" and is now "${metric.name}".`);
  }
  const keptMetrics = new Set(index.rowsOf("metrics", index.orgId).map((metric) => metric.lineageId));
  for (const old of oldMetrics) if (!keptMetrics.has(old.lineageId)) items.push(`Metric ${old.number} "${old.name}" of last year was dropped.`);

  const oldByLineage = new Map(opening.actions.map((action) => [action.lineageId, action]));
  for (const action of index.actionsOf(goal.id)) {
    const number = index.actionNumber.get(action.id);
    const old = oldByLineage.get(action.lineageId);
    if (!old) {
      items.push(`Action ${number} "${action.title}" is new.`);
      continue;
    }
    if (plainly(old.title) !== plainly(action.title)) items.push(`Action ${number} was "${old.title}" and is now "${action.title}".`);
    const total = tables.plannedRow.get(action.id)?.total ?? 0;
    if (total !== old.plannedTotalCents) items.push(`Action ${number} "${action.title}": planned money moves from ${formatMoney(old.plannedTotalCents)} to ${formatMoney(total)}.`);
    if (old.contributing !== null && action.contributing !== null && old.contributing !== action.contributing) items.push(`Action ${number} "${action.title}" is ${action.contributing ? "now" : "no longer"} counted as contributing.`);
  }
  const kept = new Set(index.rowsOf("actions", index.orgId).map((action) => action.lineageId));
  for (const old of openingActionsOf(index, goal)) if (!kept.has(old.lineageId)) items.push(`Action ${old.number} "${old.title}" of last year was dropped.`);
  return items.length === 0 ? { kind: "nothing" } : { kind: "list", items };
};
