// How far is each metric on the way from its baseline to its target? Exact; what is no figure is said in words and not measured.
import Fraction from "fraction.js";
import type { Catalog } from "#schemas/crosswalk.ts";
import type { FrozenReading, Metric, Target } from "#schemas/plan.ts";
import { formatPercent } from "#app/domain/calculations/format.ts";
import { baselineOf, inCatalogOrder, labelIn, newestOutcomes, readingAmount, readingYear } from "#app/domain/calculations/metric-difference.ts";
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";

/** Why a way is not measured: a reading is missing, is words, or the target is where it began. */
export type NotMeasured = "no-baseline" | "no-target" | "no-latest" | "words" | "same";
/** `words`: the reading as it prints, "" when there is none. */
export type WayReading = { words: string; when: string };
/** One metric for one group at one site. `share`: 0 at the baseline, 1 at the target; `percent`: the same, as it is written. */
export type MetricWay = { metricId: string; number: string; name: string; who: string; forAll: boolean; baseline: WayReading; latest: WayReading; target: WayReading; way: { share: number; percent: string } | { why: NotMeasured } };
export type GoalWays = { goalId: string; number: string; rows: MetricWay[] };

type Key = { group: string; siteId: string | null };
const keyOf = ({ group, siteId }: Key): string => `${group}\n${siteId ?? ""}`;
const none: WayReading = { words: "", when: "" };

/** Per goal of the index's organization, a row for each group and site that any reading is about. */
export function metricWays(index: PlanIndex, catalogs: Record<string, Catalog>): GoalWays[] {
  return index.goals.map((goal) => ({ goalId: goal.id, number: index.goalNumber.get(goal.id) ?? "", rows: index.metricsOf(goal.id).flatMap((metric) => waysOf(index, catalogs, metric)) }));
}

function waysOf(index: PlanIndex, catalogs: Record<string, Catalog>, metric: Metric): MetricWay[] {
  const baselines = new Map(baselineOf(index, metric).map((reading) => [keyOf(reading), reading]));
  const latest = newestOutcomes(index, metric);
  const targets = targetsOf(index, metric);
  const keys = new Map<string, Key>([...baselines, ...latest, ...targets].map(([key, { group, siteId }]) => [key, { group, siteId }]));
  const base = { metricId: metric.id, number: index.metricNumber.get(metric.id) ?? "", name: metric.name };
  if (keys.size === 0) return [{ ...base, who: "", forAll: true, baseline: none, latest: none, target: none, way: { why: "no-baseline" } }];
  const groups = inCatalogOrder({ catalogs }, "student-groups", [...new Set([...keys.values()].map(({ group }) => group))]);
  const sorted = [...keys].sort(([, a], [, b]) => Number(a.siteId !== null) - Number(b.siteId !== null) || (a.siteId ?? "").localeCompare(b.siteId ?? "") || Number(b.group === "ALL") - Number(a.group === "ALL") || groups.indexOf(a.group) - groups.indexOf(b.group));
  return sorted.map(([key, { group, siteId }]): MetricWay => {
    const [first, last, end] = [baselines.get(key), latest.get(key), targets.get(key)];
    const said = (reading: FrozenReading | undefined): WayReading => (reading ? { words: readingAmount(reading, metric.unit), when: reading.year } : none);
    return {
      ...base,
      who: [group === "ALL" ? "" : labelIn({ catalogs }, "student-groups", group), siteId === null ? "" : (index.organizations.get(siteId)?.name ?? "")].filter(Boolean).join(", "),
      forAll: group === "ALL" && (siteId === null || siteId === index.orgId),
      baseline: said(first),
      latest: said(last),
      target: said(end),
      way: way(first, last, end),
    };
  });
}

/** The target due next in or after the plan's year, else the newest; last year's adopted plan's where this one names none. */
function targetsOf(index: PlanIndex, metric: Metric): Map<string, FrozenReading> {
  const end = readingYear(index.plan.year) ?? 0;
  const rank = ({ dueYear }: Target): number => {
    const year = readingYear(dueYear) ?? 0;
    return year >= end ? 10_000 - year : year;
  };
  const best = new Map<string, Target>();
  for (const target of index.targetsOf(metric.id)) {
    const before = best.get(keyOf(target));
    if (!before || rank(target) > rank(before)) best.set(keyOf(target), target);
  }
  const frozen = (index.openingMetric.get(metric.lineageId)?.target ?? []).map((reading) => [keyOf(reading), reading] as const);
  return new Map([...frozen, ...[...best].map(([key, { group, siteId, amount, text, dueYear }]) => [key, { group, siteId, amount, text, year: dueYear }] as const)]);
}

function way(first: FrozenReading | undefined, last: FrozenReading | undefined, end: FrozenReading | undefined): MetricWay["way"] {
  if (!first) return { why: "no-baseline" };
  if (!end) return { why: "no-target" };
  if (!last) return { why: "no-latest" };
  if (first.amount === null || last.amount === null || end.amount === null) return { why: "words" };
  const whole = new Fraction(end.amount).sub(first.amount);
  if (whole.equals(0)) return { why: "same" };
  const share = new Fraction(last.amount).sub(first.amount).div(whole);
  return { share: share.valueOf(), percent: formatPercent(share, 0) };
}
