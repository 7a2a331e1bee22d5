// How is the running year going? Each action's status and spending so far, each metric's newest value: what the board hears by the end of February (EC 52062(a)(6), 52068(a)(6), 47606.5(e); lcap.md 8.1 D-2).
import type { Catalog } from "#schemas/crosswalk.ts";
import type { Action, FrozenReading, Goal, LineItem, Metric, Plan, Progress } from "#schemas/plan.ts";
import { baselineOf, newestOutcomes } from "#app/domain/calculations/metric-difference.ts";
import { fundCells } from "./last-year.ts";
import type { LastYearCell } from "./last-year.ts";
import { indexPlan } from "./plan-index.ts";
import type { RowField } from "./row-form.ts";

/** The name of the period that its rows carry. */
export const midYearPeriod = (year: string): string => `Mid-year ${year}`;

/** `spent`: in cents so far, null where nobody typed any. `atSchools`: what schools wrote on rows of their own; it is shown beside and never merged (FF-10). */
export type MidYearAction = { action: Action; number: string; planned: number; cells: LastYearCell[]; spent: number | null; progress: Progress | null; atSchools: AtSchool[] };
/** `strategy`: the school's own action that carries the district's out; empty where the school wrote about the district's action itself. */
export type AtSchool = { school: string; strategy: string; progress: Progress };
export type MidYearReading = { group: string; siteId: string | null; baseline: FrozenReading | null; newest: FrozenReading | null; target: FrozenReading | null };
export type MidYearMetric = { metric: Metric; number: string; readings: MidYearReading[] };
export type MidYearGoal = { goal: Goal; number: string; metrics: MidYearMetric[]; actions: MidYearAction[] };

/** The goals of the LEA, or of the school named, in order. `following`: the plan being written for the next year, where newer values of the same metrics are entered; it may be missing. */
export function midYearGoals(plan: Plan, following: Plan | null, catalogs: Record<string, Catalog>, orgId: string = plan.leaId): MidYearGoal[] {
  const index = indexPlan(plan, catalogs, orgId);
  const { cellsOf } = fundCells(catalogs);
  const period = midYearPeriod(plan.year);
  const about = (progress: Progress, action: Action): boolean => progress.about.kind === "action" && progress.about.id === action.id && progress.period === period;
  const next = following && { index: indexPlan(following, catalogs, orgId), metrics: new Map(following.metrics.filter((metric) => metric.orgId === orgId).map((metric) => [metric.lineageId, metric])) };
  const metricOf = (metric: Metric): MidYearMetric => {
    const later = next?.metrics.get(metric.lineageId);
    const newest = new Map(newestOutcomes(index, metric));
    if (next && later) for (const [key, reading] of newestOutcomes(next.index, later)) newest.set(key, reading);
    const keyOf = ({ group, siteId }: { group: string; siteId: string | null }): string => `${group}\n${siteId ?? ""}`;
    const byKey = (readings: readonly FrozenReading[]) => new Map(readings.map((reading) => [keyOf(reading), reading]));
    const [baseline, targets] = [byKey(baselineOf(index, metric)), byKey([...(index.openingMetric.get(metric.lineageId)?.target ?? []), ...index.targetsOf(metric.id).map((target) => ({ ...target, year: target.dueYear }))])];
    const keys = [...new Set([...baseline.keys(), ...targets.keys(), ...newest.keys()])];
    return {
      metric,
      number: index.metricNumber.get(metric.id) ?? "",
      readings: keys.map((key) => ({ group: key.split("\n")[0] ?? "", siteId: key.split("\n")[1] || null, baseline: baseline.get(key) ?? null, newest: newest.get(key) ?? null, target: targets.get(key) ?? null })),
    };
  };
  const actionOf = (action: Action): MidYearAction => {
    const lines: LineItem[] = index.linesOf(action.id).filter((line) => line.orgId === orgId && line.year === plan.year);
    const spent = lines.filter((line) => line.kind === "spent");
    return {
      action,
      number: index.actionNumber.get(action.id) ?? "",
      planned: sum(lines.filter((line) => line.kind === "planned")),
      cells: cellsOf(spent),
      spent: spent.length === 0 ? null : sum(spent),
      progress: plan.progress.find((progress) => progress.orgId === orgId && about(progress, action)) ?? null,
      atSchools: orgId === plan.leaId ? atSchoolsOf(plan, action, about) : [],
    };
  };
  return index.goals.map((goal) => ({ goal, number: index.goalNumber.get(goal.id) ?? "", metrics: index.metricsOf(goal.id).map(metricOf), actions: index.actionsOf(goal.id).map(actionOf) }));
}

/** What schools wrote about this action of the LEA, or about a strategy of theirs that carries it out: rows of their own. */
function atSchoolsOf(plan: Plan, action: Action, about: (progress: Progress, action: Action) => boolean): AtSchool[] {
  const name = (id: string) => plan.organizations.find((one) => one.id === id)?.name ?? "";
  const strategies = plan.actions.filter((one) => one.orgId !== plan.leaId && one.parentLineageId === action.lineageId);
  return plan.progress.flatMap((progress): AtSchool[] => {
    if (progress.orgId === plan.leaId) return [];
    if (about(progress, action)) return [{ school: name(progress.orgId), strategy: "", progress }];
    const strategy = strategies.find((one) => one.orgId === progress.orgId && about(progress, one));
    return strategy ? [{ school: name(progress.orgId), strategy: strategy.title, progress }] : [];
  });
}

const sum = (lines: readonly LineItem[]): number => lines.reduce((total, line) => total + line.cents, 0);

/** Whether everything the board must hear of this action is there: its status, and what was spent where something was planned. */
export const isReported = ({ progress, spent, planned }: MidYearAction): boolean => (progress?.status ?? null) !== null && (spent !== null || planned === 0);

/** `words` and `money`: which of the two halves this person writes. */
export type MidYearHalves = { words: boolean; money: boolean };

/** The inputs of one action. */
export function midYearFields({ cells }: MidYearAction, statuses: Catalog | undefined, { words, money }: MidYearHalves): RowField[] {
  const field = (name: string, label: string, control: RowField["control"]): RowField => ({ name, label, help: "", control, nullable: true, options: [], open: false });
  const said = [{ ...field("status", "Status", "choice"), options: statuses?.entries.map(({ code, label }) => ({ value: code, label })) ?? [] }, field("note", "What happened so far", "text"), field("barrier", "What stands in the way", "text"), field("next", "What comes next", "text")];
  return [...(words ? said : []), ...(money ? cells.map(({ name, label }) => field(name, `Spent so far: ${label}`, "money")) : [])];
}

/** What stands in them. */
export const midYearRow = ({ progress, cells }: MidYearAction): Record<string, unknown> => ({
  status: progress?.status ?? null,
  note: progress?.note ?? "",
  barrier: progress?.barrier ?? "",
  next: progress?.next ?? "",
  ...Object.fromEntries(cells.map(({ name, line }) => [name, line?.cents ?? null])),
});

/** How it stood: changes with every save of any of it. */
export const midYearStamp = ({ progress, cells }: MidYearAction): string => [...(progress ? [`${progress.id}@${progress.version}`] : []), ...cells.flatMap(({ line }) => (line ? [`${line.id}@${line.version}`] : [])).sort()].join(" ");
