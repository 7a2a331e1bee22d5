// Metrics: baseline, outcome and target with their years, every required metric, nothing twice (lcap.md 4.2, 6).
import { baselineOf, newestOutcomes, readingYear } from "#app/domain/calculations/metric-difference.ts";
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { Metric } from "#schemas/plan.ts";
import { answerText, capital } from "./plan-facts.ts";
import type { Rule } from "./rule.ts";

const metricsOfPlan = (index: PlanIndex): Metric[] => index.goals.flatMap((goal) => index.metricsOf(goal.id));
const nameOf = (index: PlanIndex, metric: Metric): string => `metric ${index.metricNumber.get(metric.id) ?? ""}${metric.name === "" ? "" : ` "${metric.name}"`}`;
const empty = (reading: { amount: string | null; text: string }): boolean => reading.amount === null && reading.text.trim() === "";

export const metricNamed: Rule = {
  id: "metric.named",
  severity: "error",
  citation: "lcap.md 4.2",
  title: "Every metric says what is measured.",
  check: ({ index }) => metricsOfPlan(index).filter((metric) => metric.name.trim() === "").map((metric) => ({ at: `metrics/${metric.id}/name`, message: `Say what metric ${index.metricNumber.get(metric.id)} measures.` })),
};

export const metricBaseline: Rule = {
  id: "metric.baseline",
  severity: "error",
  citation: "lcap.md 4.2",
  title: "Every metric has a baseline.",
  check: ({ index }) =>
    metricsOfPlan(index).filter((metric) => baselineOf(index, metric).every(empty)).map((metric) => ({ at: `metrics/${metric.id}/baselineValueIds`, message: `Choose or enter the value that is the baseline of ${nameOf(index, metric)}.` })),
};

export const metricBaselineYear: Rule = {
  id: "metric.baseline-year",
  severity: "error",
  citation: "lcap.md 4.2",
  title: "A baseline says which school year it is about.",
  check: ({ index }) =>
    metricsOfPlan(index)
      .filter((metric) => baselineOf(index, metric).some((reading) => !empty(reading) && reading.year.trim() === ""))
      .map((metric) => ({ at: `metrics/${metric.id}/baselineValueIds`, message: `Add the school year to the baseline of ${nameOf(index, metric)}.` })),
};

export const valueDated: Rule = {
  id: "value.year",
  severity: "error",
  citation: "lcap.md 4.2",
  title: "An outcome says which school year it is about, and has a number or words.",
  check: ({ index }) =>
    metricsOfPlan(index).flatMap((metric) =>
      index.valuesOf(metric.id).flatMap((value) => [
        ...(value.year.trim() === "" ? [{ at: `values/${value.id}/year`, message: `Add the school year to this outcome of ${nameOf(index, metric)}.` }] : []),
        ...(empty(value) ? [{ at: `values/${value.id}/amount`, message: `This outcome of ${nameOf(index, metric)} has neither a number nor words. Fill it in or delete the row.` }] : []),
      ]),
    ),
};

export const metricTarget: Rule = {
  id: "metric.target",
  severity: "error",
  citation: "lcap.md 4.2",
  title: "Every metric has a target; a new metric needs one in the plan that adds it.",
  check: ({ index }) =>
    metricsOfPlan(index)
      .filter((metric) => [...(index.openingMetric.get(metric.lineageId)?.target ?? []), ...index.targetsOf(metric.id)].every(empty))
      .map((metric) => ({ at: `metrics/${metric.id}/targets`, message: `Set the target of ${nameOf(index, metric)} for the end of the third year.` })),
};

export const metricOutcome: Rule = {
  id: "metric.outcome",
  severity: "error",
  citation: "lcap.md 4.2",
  title: "From the second plan of a cycle on, every continuing metric has a new outcome.",
  check: ({ index }) => {
    if (index.cycleYear < 2) return [];
    return metricsOfPlan(index)
      .filter((metric) => {
        const opening = index.openingMetric.get(metric.lineageId);
        if (!opening || opening.baseline.every(empty)) return false;
        const newestFrozen = Math.max(...[...opening.baseline, ...opening.year1, ...opening.year2].map((reading) => readingYear(reading.year) ?? 0));
        const outcomes = [...newestOutcomes(index, metric).values()].filter((reading) => !empty(reading));
        const typedNow = new Set<unknown>(index.valuesOf(metric.id));
        return !outcomes.some((reading) => typedNow.has(reading) && (readingYear(reading.year) ?? Infinity) > newestFrozen);
      })
      .map((metric) => ({ at: `metrics/${metric.id}/values`, message: `Enter this year's outcome of ${nameOf(index, metric)}, with its school year.` }));
  },
};

export const baselineKept: Rule = {
  id: "metric.baseline-kept",
  severity: "error",
  citation: "lcap.md 4.2",
  title: "A baseline is frozen for the cycle; a revised one needs its reason under what will change.",
  check: ({ index }) =>
    index.goals.flatMap((goal) =>
      index.metricsOf(goal.id).flatMap((metric) => {
        const frozen = index.openingMetric.get(metric.lineageId)?.baseline ?? [];
        const named = new Set(metric.baselineValueIds);
        const revised = index.valuesOf(metric.id).filter((value) => named.has(value.id)).filter((value) => {
          const before = frozen.find((reading) => reading.group === value.group && reading.siteId === value.siteId);
          return before !== undefined && (before.amount !== value.amount || before.text.trim() !== value.text.trim());
        });
        if (revised.length === 0 || answerText(index, "went.changes", goal.id) !== "") return [];
        return [{ at: `answers/went.changes/${goal.id}`, message: `The baseline of ${nameOf(index, metric)} is not the one of last year's adopted plan. Give the reason under what will change, or take the old baseline back.` }];
      }),
    ),
};

export const requiredMetrics: Rule = {
  id: "metric.required",
  severity: "error",
  citation: "lcap.md 6.1 (content M); EC 52060(d), 52066(d)",
  title: "Every required metric of the LEA's kind and grades appears.",
  check: ({ index, catalogs }) => {
    const { lea } = index;
    const facts: Record<string, boolean> = { high: lea.serves.high, middle: lea.serves.middle, elementary: lea.serves.elementary, el: (lea.enrollment?.englishLearners ?? 0) > 0, coe: lea.kind === "coe" };
    const present = new Set(metricsOfPlan(index).flatMap((metric) => metric.codes));
    return (catalogs["required-metrics"]?.entries ?? [])
      .filter((entry) => (Array.isArray(entry["needs"]) ? entry["needs"] : []).every((need) => facts[String(need)] === true) && !present.has(entry.code))
      .map((entry) => ({ at: "metrics", message: `No metric is marked as ${entry.code} (${entry.label}). Mark the metric that answers it, or add one.` }));
  },
};

const sameName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();

export const metricOnce: Rule = {
  id: "metric.once",
  severity: "warning",
  citation: "lcap.md 4.2",
  title: "No metric stands twice in the plan.",
  check: ({ index }) => {
    const seen = new Map<string, Metric>();
    return metricsOfPlan(index).flatMap((metric) => {
      const key = [sameName(metric.name), sameName(metric.source), sameName(metric.formula), [...metric.groups].sort().join()].join("|");
      const first = seen.get(key);
      if (metric.name.trim() === "") return [];
      if (!first) seen.set(key, metric);
      return first ? [{ at: `metrics/${metric.id}/name`, message: `${capital(nameOf(index, metric))} measures the same as metric ${index.metricNumber.get(first.id)}. Keep one, or say what differs.` }] : [];
    });
  },
};

export const valueOnce: Rule = {
  id: "value.once",
  severity: "error",
  citation: "lcap.md 4.2",
  title: "A metric has one value per group, school and year.",
  check: ({ index }) =>
    metricsOfPlan(index).flatMap((metric) => {
      const seen = new Set<string>();
      return index.valuesOf(metric.id).flatMap((value) => {
        const key = [value.group, value.siteId ?? "", value.year.trim(), value.measuredOn ?? ""].join("|");
        if (!seen.has(key)) {
          seen.add(key);
          return [];
        }
        return [{ at: `values/${value.id}/year`, message: `${capital(nameOf(index, metric))} has two values for the same group, school and year. Delete one or correct its year.` }];
      });
    }),
};
