// Metrics, values and targets of a school against the district's and against the Dashboard: same name and another measure, two amounts for one thing (overlap 5.1).
import Fraction from "fraction.js";
import { baselineOf, readingYear } from "#app/domain/calculations/metric-difference.ts";
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { Metric, Value } from "#schemas/plan.ts";
import { capital } from "./plan-facts.ts";
import { decidedOn, differsIn, districtMetrics, indicatorsOf, isAbout, labelOf, metricsOfSchool, sameName, schoolOf } from "./school-plans.ts";
import type { Rule, Trip } from "./rule.ts";

const nameOf = (index: PlanIndex, metric: Metric): string => `metric ${index.metricNumber.get(metric.id) ?? ""} "${metric.name}"`;
const shown = (value: { amount: string | null; text: string }): string => value.amount ?? value.text;
const sameAmount = (one: string | null, other: string | null): boolean => one !== null && other !== null && new Fraction(one).equals(other);

/** The school's metric beside each of the district's that has its name. */
const pairs = (index: PlanIndex): { own: Metric; district: Metric }[] => metricsOfSchool(index).flatMap((own) => districtMetrics(index).filter((district) => sameName(own, district)).map((district) => ({ own, district })));

/** Values of the two about the same group and year. */
const meeting = (index: PlanIndex, own: Metric, district: Metric): { mine: Value; theirs: Value }[] =>
  index.valuesOf(own.id).flatMap((mine) => index.valuesOf(district.id).filter((theirs) => theirs.group === mine.group && theirs.year.trim() === mine.year.trim()).map((theirs) => ({ mine, theirs })));

export const metricNamedAlike: Rule = {
  id: "DS-5",
  severity: "warning",
  citation: "overlap.md 5.1 DS-5, FF-3",
  title: "Metrics of one name in the district's and a school's plan measure the same.",
  check: ({ index }) =>
    schoolOf(index)
      ? pairs(index).flatMap(({ own, district }) => {
          const differences = differsIn(own, district);
          return differences.length === 0 ? [] : [{ at: `metrics/${own.id}/name`, message: `${capital(nameOf(index, own))} has the name of a metric of the district's plan, but another ${differences.join(", ")}. Both may be right: give them two names, or say the same.` }];
        })
      : [],
};

export const oneAmount: Rule = {
  id: "DS-6",
  severity: "error",
  citation: "overlap.md 5.1 DS-6",
  title: "The same metric, school, group and year has one amount in both plans.",
  check: ({ index }) => {
    const school = schoolOf(index);
    if (!school) return [];
    return pairs(index)
      .filter(({ own, district }) => differsIn(own, district).length === 0)
      .flatMap(({ own, district }) =>
        meeting(index, own, district)
          .filter(({ mine, theirs }) => isAbout(mine, school.id) && theirs.siteId === school.id && !sameAmount(mine.amount, theirs.amount) && shown(mine) !== shown(theirs))
          .map(({ mine, theirs }) => ({ at: `values/${mine.id}/amount`, message: `${capital(nameOf(index, own))}, ${mine.year}: the school's plan says ${shown(mine)}, the district's ${shown(theirs)}. Correct the one that is wrong.` })),
      );
  },
};

export const equalByChance: Rule = {
  id: "DS-7",
  severity: "info",
  citation: "overlap.md 5.1 DS-7, FF-3",
  title: "Equal amounts under one name are not taken for one measure when the measures differ.",
  check: ({ index }) =>
    schoolOf(index)
      ? pairs(index)
          .filter(({ own, district }) => differsIn(own, district).length > 0)
          .flatMap(({ own, district }) =>
            meeting(index, own, district)
              .filter(({ mine, theirs }) => sameAmount(mine.amount, theirs.amount))
              .map(({ mine }) => ({ at: `values/${mine.id}/amount`, message: `${capital(nameOf(index, own))}, ${mine.year}: ${shown(mine)} stands in the district's plan too, for a measure worked out otherwise (${differsIn(own, district).join(", ")}). They stay two.` })),
          )
      : [],
};

const isNewer = (one: Value, other: Value): boolean => (one.measuredOn !== null && other.measuredOn !== null ? one.measuredOn > other.measuredOn : (readingYear(one.year) ?? 0) > (readingYear(other.year) ?? 0));

export const newestBaseline: Rule = {
  id: "DS-8",
  severity: "warning",
  citation: "overlap.md 5.1 DS-8; spsa.md 3.8",
  title: "A school's baseline is its newest value when the council adopts the plan.",
  check: ({ index }) => {
    const school = schoolOf(index);
    if (!school) return [];
    const council = decidedOn(index, "school-site-council", "adoption")?.heldOn;
    return metricsOfSchool(index).flatMap((own) => {
      const district = districtMetrics(index).find((one) => sameName(own, one) && differsIn(own, one).length === 0);
      const held = [...index.valuesOf(own.id).filter((value) => isAbout(value, school.id)), ...(district ? index.valuesOf(district.id).filter((value) => value.siteId === school.id) : [])];
      return index.valuesOf(own.id).filter((value) => own.baselineValueIds.includes(value.id)).flatMap((value) => {
        const newer = held.find((other) => other.group === value.group && isNewer(other, value) && (council === undefined || other.measuredOn === null || other.measuredOn <= council));
        return newer ? [{ at: `metrics/${own.id}/baselineValueIds`, message: `${capital(nameOf(index, own))}: the baseline ${shown(value)} (${value.year}) is not the newest value held, ${shown(newer)} (${newer.year}). A school's plan starts from the newest.` }] : [];
      });
    });
  },
};

export const districtValueAtSchool: Rule = {
  id: "DS-9",
  severity: "warning",
  citation: "overlap.md 5.1 DS-9, FF-1",
  title: "A school's metric shows the school's value, not the whole district's.",
  check: ({ index }) =>
    schoolOf(index) && index.schools.length > 1
      ? pairs(index)
          .filter(({ own, district }) => differsIn(own, district).length === 0)
          .flatMap(({ own, district }) =>
            meeting(index, own, district)
              .filter(({ mine, theirs }) => theirs.siteId === null && sameAmount(mine.amount, theirs.amount))
              .map(({ mine }) => ({ at: `values/${mine.id}/amount`, message: `${capital(nameOf(index, own))}, ${mine.year}: ${shown(mine)} is the value of the whole district. Enter the school's own.` })),
          )
      : [],
};

export const targetNotBackwards: Rule = {
  id: "DS-12",
  severity: "warning",
  citation: "overlap.md 5.1 DS-12 (our reading)",
  title: "A school's target does not move away from what the district aims for.",
  check: ({ index }) => {
    if (!schoolOf(index)) return [];
    return pairs(index).flatMap(({ own, district }): Trip[] => {
      if (district.direction !== "up" && district.direction !== "down") return [];
      const from = baselineOf(index, own);
      return index.targetsOf(own.id).flatMap((target) => {
        const start = from.find((reading) => reading.group === target.group)?.amount;
        if (target.amount === null || start == null) return [];
        const gap = new Fraction(target.amount).compare(start);
        return (district.direction === "up" ? gap < 0 : gap > 0) ? [{ at: `targets/${target.id}/amount`, message: `${capital(nameOf(index, own))}: from ${start} to ${target.amount} goes ${district.direction === "up" ? "down" : "up"}, and the district aims ${district.direction}.` }] : [];
      });
    });
  },
};

export const targetIsNumber: Rule = {
  id: "DS-13",
  severity: "warning",
  citation: "overlap.md 5.1 DS-13, FF-2",
  title: "A school's target is a number with its unit and a year or day.",
  check: ({ index }) =>
    schoolOf(index)
      ? metricsOfSchool(index)
          .filter((metric) => metric.unit !== "text" && metric.unit !== "level")
          .flatMap((metric) =>
            index.targetsOf(metric.id).flatMap((target) => [
              ...(target.amount === null && target.text.trim() !== "" ? [{ at: `targets/${target.id}/amount`, message: `${capital(nameOf(index, metric))}: "${target.text.trim()}" does not say where the metric should be. Write the number it should reach.` }] : []),
              ...(target.dueYear.trim() === "" && target.dueOn === null ? [{ at: `targets/${target.id}/dueYear`, message: `${capital(nameOf(index, metric))}: say by when the target should be reached.` }] : []),
            ]),
          )
      : [],
};

export const valueAsPublished: Rule = {
  id: "DS-17",
  severity: "warning",
  citation: "overlap.md 5.1 DS-17",
  title: "A value said to be the Dashboard's is the one that is held.",
  check: ({ index, catalogs }) => {
    const school = schoolOf(index);
    return index.goals.flatMap((goal) => index.metricsOf(goal.id)).flatMap((metric) => {
      const about = indicatorsOf(catalogs, metric);
      return index.valuesOf(metric.id).flatMap((value) => {
        const year = /\b(20\d\d) Dashboard\b/i.exec(value.year)?.[1];
        if (year === undefined || value.amount === null || about.length !== 1) return [];
        const orgId = value.siteId ?? school?.id ?? index.plan.leaId;
        const held = index.plan.dashboard.find((result) => result.orgId === orgId && result.group === value.group && result.indicator === about[0] && String(result.year) === year && result.status !== null);
        return held && !sameAmount(held.status, value.amount)
          ? [{ at: `values/${value.id}/amount`, message: `${capital(nameOf(index, metric))}: the plan says ${value.amount} for the ${year} Dashboard, held is ${held.status} (${labelOf(catalogs, "indicators", held.indicator)}, ${held.source}).` }]
          : [];
      });
    });
  },
};
