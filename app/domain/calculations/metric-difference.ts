// How far is each metric from its baseline? And which readings are the baseline, the outcomes, the newest?
import Fraction from "fraction.js";
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { FrozenReading, Metric } from "#schemas/plan.ts";
import type { Calculated, Calculation, CalculationInput } from "./calculated.ts";
import { formatDecimal, minus } from "./format.ts";

/** The readings this plan calls the baseline: frozen in last year's adopted plan where it has them, else the values the metric names (FF-1). */
export function baselineOf(index: PlanIndex, metric: Metric): FrozenReading[] {
  const frozen = index.openingMetric.get(metric.lineageId)?.baseline ?? [];
  if (frozen.length > 0) return frozen;
  const named = new Set(metric.baselineValueIds);
  return index.valuesOf(metric.id).filter((value) => named.has(value.id));
}

/** The year a reading is about, as the year it ends in: "2023-24" and "2024 Dashboard" give 2024; null where the words name none. */
export function readingYear(year: string): number | null {
  const span = /(20\d\d)\s*[-\u2013\u2014/]\s*(\d{2}|\d{4})\b/.exec(year);
  if (span) return Number(span[2]!.length === 4 ? span[2] : span[1]!.slice(0, 2) + span[2]);
  const single = /\b(20\d\d)\b/.exec(year);
  return single ? Number(single[1]) : null;
}

const keyOf = (reading: { group: string; siteId: string | null }): string => `${reading.group}\n${reading.siteId ?? ""}`;

/** Per group and site, the newest reading that is an outcome: measured after the baseline (or about another year than it, where years are only words). */
export function newestOutcomes(index: PlanIndex, metric: Metric): Map<string, FrozenReading> {
  const opening = index.openingMetric.get(metric.lineageId);
  const baseline = new Map(baselineOf(index, metric).map((reading) => [keyOf(reading), reading]));
  const baselineIds = new Set(metric.baselineValueIds);
  const readings: FrozenReading[] = [...(opening?.year1 ?? []), ...(opening?.year2 ?? []), ...index.valuesOf(metric.id).filter((value) => !baselineIds.has(value.id))];
  const newest = new Map<string, FrozenReading>();
  for (const reading of readings) {
    const first = baseline.get(keyOf(reading));
    const year = readingYear(reading.year);
    const firstYear = first ? readingYear(first.year) : null;
    if (first && (year !== null && firstYear !== null ? year <= firstYear : reading.year === first.year)) continue;
    const before = newest.get(keyOf(reading));
    if (!before || (year ?? 0) >= (readingYear(before.year) ?? 0)) newest.set(keyOf(reading), reading);
  }
  return newest;
}

const unitWords: Record<Metric["unit"], string> = { percent: " percentage point", points: " point", count: "", ratio: "", dollars: " dollar", level: "", text: "" };

const decimalsOf = (amount: string): number => amount.split(".")[1]?.length ?? 0;

/** "+1 percentage point", "−10.6 percentage points", "+5"; with as many decimals as the two figures have. */
function signed(first: string, last: string, unit: Metric["unit"]): string {
  const gap = new Fraction(last).sub(first);
  const words = unitWords[unit];
  return `${gap.gt(0) ? "+" : ""}${formatDecimal(gap, Math.max(decimalsOf(first), decimalsOf(last)))}${words}${words === "" || gap.abs().equals(1) ? "" : "s"}`;
}

/** A reading as it prints, without group and year: "45.2%", "−187.9 points from standard", "Met". */
export function readingAmount({ amount, text }: FrozenReading, unit: Metric["unit"]): string {
  if (amount === null) return text;
  return `${unit === "dollars" ? "$" : ""}${amount.replace("-", minus)}${unit === "percent" ? "%" : ""}${text === "" ? "" : ` ${text}`}`;
}

const noFigure = /^(n\/?a|(data )?not available)\.?$/i;

/** Where a side is words: whether they changed, and how; where a side says that there is no figure, there is no difference either. */
function changeInWords(first: FrozenReading, last: FrozenReading, unit: Metric["unit"]): string {
  const [before, after] = [readingAmount(first, unit).trim(), readingAmount(last, unit).trim()];
  if (noFigure.test(before) || noFigure.test(after)) return "n/a";
  return before.toLowerCase() === after.toLowerCase() ? "No change" : `"${before}" to "${after}"`;
}

/** Codes in the order of their catalog, the LEA's own words after them as they came. */
export function inCatalogOrder({ catalogs }: Pick<CalculationInput, "catalogs">, catalog: string, codes: readonly string[]): string[] {
  const known = (catalogs[catalog]?.entries ?? []).map((entry) => entry.code).filter((code) => codes.includes(code));
  return [...known, ...codes.filter((code) => !known.includes(code))];
}

/** The label a catalog gives a code, or the LEA's own words. */
export const labelIn = (input: Pick<CalculationInput, "catalogs">, catalog: string, code: string): string =>
  input.catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;

/** A line for each figure, under its group's name; a school with several stands once above them, and what is about no one school comes first. */
export function linesBySite(rows: readonly { site: string; group: string; text: string }[]): string[] {
  const sites = [...new Set(["", ...rows.map((row) => row.site)])];
  return sites.flatMap((site) => {
    const own = rows.filter((row) => row.site === site);
    const under = site !== "" && own.length > 1;
    const lines = own.map(({ group, text }) => `${[under ? "" : site, group].filter((part) => part !== "").join(", ")}: ${text}`);
    return under ? [`${site}:`, ...lines] : lines;
  });
}

/**
 * "Current Difference from Baseline": newest outcome less baseline, per group and site; where a side is words, whether they changed. Blank
 * in the first plan of a cycle (lcap.md 4.2) and where a side is missing. One group prints bare; several name themselves.
 */
export const difference: Calculation = (input, { metric }) => {
  const { index } = input;
  if (!metric || index.cycleYear < 2) return { kind: "nothing" };
  const outcomes = newestOutcomes(index, metric);
  const rows = baselineOf(index, metric).flatMap((first) => {
    const last = outcomes.get(keyOf(first));
    if (!last) return [];
    const text = last.amount === null || first.amount === null ? changeInWords(first, last, metric.unit) : signed(first.amount, last.amount, metric.unit);
    const site = first.siteId === null ? "" : (index.organizations.get(first.siteId)?.name ?? "");
    return [{ site, group: labelIn(input, "student-groups", first.group), text }];
  });
  const [only] = rows;
  if (!only) return { kind: "nothing" };
  return rows.length === 1 ? { kind: "text", text: only.text } : ({ kind: "list", items: linesBySite(rows) } satisfies Calculated);
};
