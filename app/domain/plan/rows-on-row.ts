// Which other rows hang on this one, so that it cannot go before they do?
import type { Plan } from "#schemas/plan.ts";

const counted = (count: number, one: string, many: string): string[] => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]);

/** What is kept with a meeting beside the plan: what happened at it, and files, those taken out of the list as well. */
export type KeptWith = { onRecord: boolean; files: number };

/** "3 metrics", "1 line of money": empty when the row can go. */
export function rowsOnRow(plan: Plan, id: string, kept: KeptWith = { onRecord: false, files: 0 }): string[] {
  const links = (ids: readonly string[]) => ids.includes(id);
  return [
    ...counted(plan.metrics.filter((row) => row.goalId === id).length, "metric belongs to it", "metrics belong to it"),
    ...counted(plan.actions.filter((row) => row.goalId === id).length, "action belongs to it", "actions belong to it"),
    ...counted(plan.values.filter((row) => row.metricId === id).length, "value belongs to it", "values belong to it"),
    ...counted(plan.targets.filter((row) => row.metricId === id).length, "target belongs to it", "targets belong to it"),
    ...counted(plan.lines.filter((row) => row.actionId === id).length, "line of money belongs to it", "lines of money belong to it"),
    ...counted(plan.steps.filter((row) => row.actionId === id).length, "step belongs to it", "steps belong to it"),
    ...counted(plan.progress.filter((row) => row.about.id === id).length, "progress row is about it", "progress rows are about it"),
    ...counted(plan.answers.filter((row) => row.about === id).length, "answer is about it", "answers are about it"),
    ...counted(plan.goals.filter((row) => links(row.needIds)).length, "goal links to it", "goals link to it"),
    ...counted(plan.metrics.filter((row) => links(row.baselineValueIds)).length, "metric calls it its baseline", "metrics call it their baseline"),
    ...counted(plan.actions.filter((row) => links(row.needIds) || links(row.metricIds) || links(row.causeIds) || links(row.inequityIds)).length, "action links to it", "actions link to it"),
    ...(kept.onRecord ? ["what happened at it is on record"] : []),
    ...counted(kept.files, "file is kept with it, taken out of the list or not", "files are kept with it, taken out of the list or not"),
    ...counted(plan.needs.filter((row) => links(row.findingIds)).length, "need links to it", "needs link to it"),
  ];
}
