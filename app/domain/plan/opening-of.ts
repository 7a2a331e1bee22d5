// What of an adopted plan is frozen for the plan of the year after it? Baselines, outcomes by column, targets, and what each action was planned to cost.
import Fraction from "fraction.js";
import type { FrozenReading, Metric, Opening, Plan } from "#schemas/plan.ts";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import { baselineOf, readingYear } from "#app/domain/calculations/metric-difference.ts";
import { indexPlan } from "./plan-index.ts";
import type { Catalogs, PlanIndex } from "./plan-index.ts";

export type OpeningAsked = {
  source: Opening["source"];
  /** Percent points; null where it is not known. `carryoverOf` reads it from the plan itself. */
  carryoverPercent: string | null;
  idOf?: (lineageId: string) => string;
  /** The number a document printed, where that is known better than from the plan's order. */
  printedNumber?: (lineageId: string) => string | null;
};

/** The LEA's part of `before` as frozen facts (lcap.md 4.2, 5.3). Outcomes entered in the second plan of a cycle are Year 1, in the third Year 2; what was frozen before stays. Planned amounts are those of Tables 1 and 2. */
export function openingOf(before: Plan, catalogs: Catalogs, { source, carryoverPercent, idOf = (lineageId) => lineageId, printedNumber = () => null }: OpeningAsked): Opening {
  const index = indexPlan(before, catalogs);
  const { plannedRow } = computeActionTables(index);
  const number = (row: { id: string; lineageId: string }, numbers: ReadonlyMap<string, string>) => printedNumber(row.lineageId) ?? numbers.get(row.id) ?? "";
  const own = (lineageId: string) => ({ id: `opening-${idOf(lineageId)}`.slice(0, 80), lineageId: idOf(lineageId) });
  return {
    year: before.year,
    source,
    carryoverPercent,
    goals: index.goals.map((goal) => ({ ...own(goal.lineageId), number: number(goal, index.goalNumber), description: goal.description })),
    metrics: index.goals.flatMap((goal) => index.metricsOf(goal.id).map((metric) => ({ ...own(metric.lineageId), number: number(metric, index.metricNumber), name: metric.name, ...frozenColumns(index, metric) }))),
    actions: index.goals.flatMap((goal) =>
      index.actionsOf(goal.id).map((action) => {
        const planned = plannedRow.get(action.id);
        return {
          ...own(action.lineageId),
          goalNumber: number(goal, index.goalNumber),
          number: number(action, index.actionNumber),
          title: action.title,
          contributing: action.contributing,
          plannedTotalCents: planned?.total ?? 0,
          plannedLcffCents: action.contributing ? (planned?.lcff ?? 0) : 0,
          plannedPercent: action.plannedPercent,
          actualPercent: null,
        };
      }),
    ),
  };
}

/** The carryover percentage of the plan's own Table 1 (FF-17), percent points as exact as a decimal can say (lcap.md 5.5: never the rounded print); null while it cannot be worked out. */
export function carryoverOf(plan: Plan, catalogs: Catalogs): string | null {
  const { C } = computeActionTables(indexPlan(plan, catalogs)).symbols;
  return C.kind === "percent" ? new Fraction(C.value).mul(100).round(15).toString(15) : null;
}

const keyOf = (reading: { group: string; siteId: string | null }): string => `${reading.group}\n${reading.siteId ?? ""}`;
const frozen = ({ group, siteId, amount, text, year }: FrozenReading): FrozenReading => ({ group, siteId, amount, text, year });

/** The columns of one metric as the plan's document prints them. */
function frozenColumns(index: PlanIndex, metric: Metric): Pick<Opening["metrics"][number], "baseline" | "year1" | "year2" | "target"> {
  const last = index.openingMetric.get(metric.lineageId);
  const baseline = baselineOf(index, metric).map(frozen);
  const named = new Set(metric.baselineValueIds);
  const since = new Map(baseline.map((reading) => [keyOf(reading), readingYear(reading.year)]));
  // By group and school, oldest first; values whose year nobody can tell stay in the order they were entered.
  const entered = new Map<string, FrozenReading[]>();
  for (const value of index.valuesOf(metric.id)) {
    if (named.has(value.id)) continue;
    const [year, from] = [readingYear(value.year), since.get(keyOf(value)) ?? null];
    if (year !== null && from !== null && year < from) continue;
    entered.set(keyOf(value), [...(entered.get(keyOf(value)) ?? []), frozen(value)]);
  }
  for (const list of entered.values()) list.sort((a, b) => (readingYear(a.year) ?? NaN) - (readingYear(b.year) ?? NaN) || 0);
  // How many outcomes the document of this plan has: one in the second plan of a cycle, two in the third.
  const columns = Math.min(2, index.cycleYear - 1);
  const column = (nth: 1 | 2): FrozenReading[] => {
    const before = nth === 1 ? (last?.year1 ?? []) : (last?.year2 ?? []);
    const has = new Set(before.map(keyOf));
    const now = [...entered].flatMap(([key, list]) => (nth > columns || has.has(key) ? [] : (list.at(nth - columns - 1) ?? [])));
    return [...before, ...now];
  };
  const target = last && last.target.length > 0 ? last.target : index.targetsOf(metric.id).map((one) => ({ ...one, year: one.dueYear }));
  return { baseline, year1: column(1), year2: column(2), target: target.map(frozen) };
}
