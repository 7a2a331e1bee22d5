// What could be put into the plan from what is held: needs from published results and counts, measures the law asks for, last year's readings and planned amounts, the mid-year rows. Offered with source and date; a person takes each or leaves it.
import type { DashboardResult, LineItem, Metric, Need, Organization, Plan, PlanCollection, Progress, Value } from "#schemas/plan.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { newestOutcomes, readingAmount } from "#app/domain/calculations/metric-difference.ts";
import { wholeFund, wholeObject } from "./last-year.ts";
import { midYearGoals, midYearPeriod } from "./mid-year.ts";
import { indexPlan } from "./plan-index.ts";
import type { Catalogs } from "./plan-index.ts";

export type OfferRow = { [C in PlanCollection]: { collection: C; row: Plan[C][number] } }[PlanCollection];
export type OfferKind = "need" | "metric" | "value" | "amount" | "progress" | "estimate";
/** `source` and `dated`: where it comes from and the day or year it speaks of; `from`: rows of the earlier plan, whose last change dates it. `goalId`: the goal it would stand under, null for none. */
export type Offer = { key: string; kind: OfferKind; goalId: string | null; title: string; text: string; source: string; dated: string; from: { collection: PlanCollection; id: string }[]; rows: OfferRow[] };

/** Published facts about the LEA and its schools, as the plan holds them or as a service read them. */
export type OfferFacts = Pick<Plan, "dashboard" | "identifications" | "organizations">;

const colors = ["", "Red", "Orange", "Yellow", "Green", "Blue"];
const idOf = (...parts: (string | number)[]): string => parts.join("-").replace(/[^A-Za-z0-9._:-]+/g, "-").slice(0, 72);
const listed = (words: readonly string[]): string => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`);

/**
 * Needs that published facts speak of, for the LEA's part or a school's: each sentence only says what was published. Different lists stay apart (FF-4): the lowest level of the cycle's first Dashboard, which the
 * plan names for three years (R-RED-1, 2), groups two levels below all students on the newest one, schools on the Equity Multiplier list, and English learner counts that bring a duty (R-EL-1, 2).
 * A need that the plan has already for that place, area and those groups is not offered.
 */
export function offersFromFacts(facts: OfferFacts, plan: Plan, catalogs: Catalogs, orgId: string = plan.leaId): Offer[] {
  const label = (catalog: string, code: string) => catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;
  const group = (code: string) => (code === "ALL" ? "all students" : label("student-groups", code));
  const isSchool = orgId !== plan.leaId;
  const offers: Offer[] = [];
  const has = (siteId: string | null, area: string | null, groups: readonly string[]) => {
    const there = plan.needs.filter((need) => need.orgId === orgId && (need.siteId === siteId || isSchool) && need.area === area).flatMap((need) => need.groups);
    return groups.every((code) => there.includes(code));
  };
  const offer = (key: string, { title, text, source, dated, groups, area, siteId }: { title: string; text: string; source: string; dated: string; groups: string[]; area: string | null; siteId: string | null }) => {
    const id = idOf("offered-need", orgId, key);
    if (plan.needs.some((need) => need.id === id || need.lineageId === id)) return;
    const row: Need = { id, lineageId: id, orgId, version: 1, order: 0, text: richTextFromPlain(text), groups, area, siteId, findingIds: [], unique: null };
    offers.push({ key: id, kind: "need", goalId: null, title, text, source, dated, from: [], rows: [{ collection: "needs", row }] });
  };
  const where = (organization: Organization) => (organization.id === plan.leaId ? "" : ` at ${organization.name}`);
  const seen = facts.organizations.filter(({ id }) => (isSchool ? id === orgId : true));
  const resultsAt = (organization: Organization, year: number | null) => facts.dashboard.filter((result) => result.orgId === organization.id && result.year === year && result.color !== null);
  const byIndicator = (results: readonly DashboardResult[]) => [...new Set(results.map(({ indicator }) => indicator))].map((indicator) => ({ indicator, of: results.filter((result) => result.indicator === indicator) }));
  const sayGroups = (results: readonly DashboardResult[]) => listed(results.map((result) => `${group(result.group)}${result.status === null ? "" : ` (${result.status})`}`));

  if (!isSchool) {
    const year = plan.cycle.baselineDashboardYear;
    for (const organization of seen)
      for (const { indicator, of } of byIndicator(resultsAt(organization, year).filter(({ color }) => color === 1))) {
        const groups = of.map((result) => result.group);
        const siteId = organization.id === plan.leaId ? null : organization.id;
        if (has(siteId, indicator, groups)) continue;
        offer(`lowest-${year ?? ""}-${organization.id}-${indicator}`, {
          title: `${organization.name}: ${label("indicators", indicator)}, lowest level of ${year ?? ""}`,
          text: `${label("indicators", indicator)}${where(organization)} was at the lowest performance level (Red) on the ${year ?? ""} Dashboard for ${sayGroups(of)}.`,
          source: of[0]?.source ?? "", dated: `${year ?? ""} Dashboard`, groups, area: indicator, siteId,
        });
      }
  }

  // Two levels below all students, on the newest Dashboard held: of the LEA in its own part, of the school in the school's (where low overall results count too).
  for (const organization of seen.filter(({ id }) => id === orgId)) {
    const newest = Math.max(...facts.dashboard.filter((result) => result.orgId === organization.id && result.color !== null).map(({ year }) => year));
    for (const { indicator, of } of byIndicator(resultsAt(organization, Number.isFinite(newest) ? newest : null))) {
      const all = of.find((result) => result.group === "ALL");
      if (!all || all.color === null) continue;
      const overall = all.color;
      const below = of.filter((result) => result.group !== "ALL" && result.color !== null && result.color <= overall - 2);
      const low = isSchool && overall <= 2 ? [all] : [];
      const groups = [...low, ...below].map((result) => result.group);
      if (groups.length === 0 || has(isSchool ? orgId : null, indicator, groups)) continue;
      const words = [
        ...(low.length > 0 ? [`${label("indicators", indicator)} was ${colors[overall] ?? ""} for all students on the ${newest} Dashboard${all.status === null ? "" : ` (${all.status})`}.`] : []),
        ...(below.length > 0 ? [`On the ${newest} Dashboard ${label("indicators", indicator)} was ${colors[overall] ?? ""} for all students and two or more levels lower for ${listed(below.map((result) => `${group(result.group)} (${colors[result.color ?? 0] ?? ""})`))}.`] : []),
      ];
      offer(`below-${newest}-${indicator}`, { title: `${label("indicators", indicator)}, ${newest} Dashboard`, text: words.join(" "), source: all.source, dated: `${newest} Dashboard`, groups, area: indicator, siteId: isSchool ? orgId : null });
    }
  }

  if (!isSchool) {
    for (const school of seen.filter((one) => one.id !== plan.leaId && one.equityMultiplier)) {
      const newest = Math.max(...facts.dashboard.filter((result) => result.orgId === school.id && result.color === 1).map(({ year }) => year));
      const lowest = Number.isFinite(newest) ? resultsAt(school, newest).filter(({ color }) => color === 1) : [];
      const groups = [...new Set(lowest.map((result) => result.group))];
      if (plan.needs.some((need) => need.orgId === orgId && need.siteId === school.id && need.area === null)) continue;
      const status = facts.identifications.find((one) => one.orgId === school.id && catalogs["identifications"]?.entries.some((entry) => entry.code === one.program && entry["group"] === "equity_multiplier"));
      offer(`equity-${school.id}`, {
        title: `${school.name}: Equity Multiplier`,
        text: `${school.name} is on the state's list of schools that generate Equity Multiplier funds. A goal for it must address every student group at the lowest level on a state indicator${lowest.length === 0 ? "" : ` (${newest} Dashboard: ${listed(byIndicator(lowest).map(({ indicator, of }) => `${label("indicators", indicator)} for ${listed(of.map((result) => group(result.group)))}`))})`} and any issues of credentials, preparation or retention of its educators.`,
        source: status?.source ?? "state list", dated: status?.since ?? "", groups, area: null, siteId: school.id,
      });
    }
    const counted = plan.organizations.find(({ id }) => id === plan.leaId)?.enrollment;
    const counts: readonly (readonly [code: string, n: number | null])[] = [["EL", counted?.englishLearners ?? null], ["LTEL", counted?.longTermEnglishLearners ?? null]];
    const least = (code: string) => Number(catalogs["student-groups"]?.entries.find((entry) => entry.code === code)?.["least"] ?? Infinity);
    const due = counts.flatMap(([code, n]) => (n !== null && n >= least(code) && !plan.needs.some((need) => need.orgId === orgId && need.groups.includes(code)) ? [{ code, n }] : []));
    if (due.length > 0 && counted)
      offer(`english-learners-${due.map(({ code }) => code).join("-")}`, {
        title: listed(due.map(({ code }) => group(code))),
        text: `The district counts ${listed(due.map(({ code, n }) => `${n.toLocaleString("en-US")} ${group(code)}`))}. The plan must have specific actions on language acquisition programs and on professional development of their teachers for ${due.length > 1 ? "both groups" : "this group"}.`,
        source: counted.source, dated: counted.countedOn ?? "", groups: due.map(({ code }) => code), area: null, siteId: null,
      });
  }
  return offers;
}

/**
 * Measures of the state's indicators that no metric of the LEA has, with the LEA's own published values, for each goal that works on their priority. Which required metric an indicator answers the catalog
 * says; an indicator without one is not offered. The values enter as values: which is a baseline a person says.
 */
export function metricOffers(facts: OfferFacts, plan: Plan, catalogs: Catalogs): Offer[] {
  const entries = catalogs["indicators"]?.entries ?? [];
  const own = plan.metrics.filter(({ orgId }) => orgId === plan.leaId);
  const newest = Math.max(...facts.dashboard.filter(({ orgId, status }) => orgId === plan.leaId && status !== null).map(({ year }) => year));
  if (!Number.isFinite(newest)) return [];
  const wordsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  return entries.flatMap((entry): Offer[] => {
    const marks = wordsIn(entry["metrics"]);
    const [code, name] = [String(entry["required"] ?? marks[0] ?? ""), String(entry["metric_name"] ?? "")];
    const required = catalogs["required-metrics"]?.entries.find((one) => one.code === code);
    const of = facts.dashboard.filter((result) => result.orgId === plan.leaId && result.year === newest && result.indicator === entry.code && result.status !== null);
    if (!required || name === "" || of.length === 0) return [];
    // Where several indicators answer one required metric, the name tells which of them a metric measures.
    const measures = (metric: Metric) => metric.codes.includes(code) && (marks.includes(code) || wordsIn(entry["words"]).some((word) => metric.name.toLowerCase().includes(word.toLowerCase())));
    if (own.some(measures)) return [];
    const priority = String(required["priority"] ?? "");
    return plan.goals.flatMap((goal): Offer[] => {
      if (goal.orgId !== plan.leaId || !goal.priorities.includes(priority)) return [];
      const id = idOf("offered-metric", goal.lineageId, entry.code);
      if (own.some((metric) => metric.id === id)) return [];
      const unit = (["percent", "points"] as const).find((one) => one === entry["unit"]) ?? "text";
      const metric: Metric = { id, lineageId: id, orgId: plan.leaId, version: 1, offeredFrom: null, order: 0, goalId: goal.id, name, source: of[0]?.source ?? "", unit, direction: entry["direction"] === "down" ? "down" : "up", groups: of.map((result) => result.group), formula: "", codes: [code], frequency: null, baselineValueIds: [] };
      const values = of.map((result): Value => ({ id: idOf(id, result.group), lineageId: idOf(id, result.group), orgId: plan.leaId, version: 1, metricId: id, group: result.group, siteId: null, amount: result.status, text: "", year: `${newest} Dashboard`, measuredOn: null, source: result.source }));
      return [{
        key: id, kind: "metric", goalId: goal.id, title: `${code} ${name}`,
        text: of.map((result) => `${catalogs["student-groups"]?.entries.find((one) => one.code === result.group)?.label ?? result.group}: ${result.status ?? ""}${unit === "percent" ? "%" : ""}`).join("; "),
        source: of[0]?.source ?? "", dated: `${newest} Dashboard`, from: [], rows: [{ collection: "metrics", row: metric }, ...values.map((row): OfferRow => ({ collection: "values", row }))],
      }];
    });
  });
}

/**
 * Last year's newest readings of the same metrics (by lineage), where this plan has none: for a school's part, whose baseline is the newest value (FF-1), and for the first plan of a cycle. Within a cycle
 * the LEA's readings stand in the frozen columns and are not offered again.
 */
export function valueOffers(plan: Plan, earlier: Plan | null, catalogs: Catalogs, orgId: string = plan.leaId): Offer[] {
  if (!earlier) return [];
  const index = indexPlan(plan, catalogs, orgId);
  if (orgId === plan.leaId && index.cycleYear > 1) return [];
  const before = indexPlan(earlier, catalogs, orgId);
  const byLineage = new Map(before.goals.flatMap((goal) => before.metricsOf(goal.id)).map((metric) => [metric.lineageId, metric]));
  return index.goals.flatMap((goal) =>
    index.metricsOf(goal.id).flatMap((metric): Offer[] => {
      const same = byLineage.get(metric.lineageId);
      if (!same || index.valuesOf(metric.id).length > 0) return [];
      const own = new Map(before.valuesOf(same.id).map((value) => [`${value.group}\n${value.siteId ?? ""}`, value]));
      const readings = [...newestOutcomes(before, same)];
      // A school's metric whose only values it calls its baseline has no outcome after it: those are its newest.
      const newest = (readings.length > 0 ? readings : [...own]).map(([, reading]) => reading);
      if (newest.length === 0) return [];
      const rows = newest.map((reading): OfferRow => {
        const from = own.get(`${reading.group}\n${reading.siteId ?? ""}`);
        const id = idOf("kept-value", metric.id, reading.group, reading.siteId ?? "");
        return { collection: "values", row: { id, lineageId: from?.lineageId ?? id, orgId, version: 1, metricId: metric.id, group: reading.group, siteId: reading.siteId, amount: reading.amount, text: reading.text, year: reading.year, measuredOn: null, source: from?.source ?? metric.source } };
      });
      return [{
        key: idOf("kept-values", metric.id), kind: "value", goalId: goal.id, title: `${index.metricNumber.get(metric.id) ?? ""} ${metric.name}`,
        text: newest.map((reading) => `${catalogs["student-groups"]?.entries.find((one) => one.code === reading.group)?.label ?? reading.group}: ${readingAmount(reading, metric.unit)} (${reading.year})`).join("; "),
        source: `The ${earlier.year} plan`, dated: [...new Set(newest.map(({ year }) => year))].join(", "), from: [], rows,
      }];
    }),
  );
}

/**
 * What the same actions (by lineage) were planned to cost in the plan before, as the beginning of this year's money (lcap.md 5.3: those amounts are frozen for last year's tables; this year's are decided anew, so each
 * is taken by a person or not at all). Line by line where that plan is here; from an imported plan only where all of an amount is LCFF, because else its fund was never printed. An action with planned money is offered nothing.
 */
export function amountOffers(plan: Plan, earlier: Plan | null, catalogs: Catalogs, orgId: string = plan.leaId): Offer[] {
  const index = indexPlan(plan, catalogs, orgId);
  const label = (source: string) => catalogs["funding-sources"]?.entries.find(({ code }) => code === source)?.label ?? source;
  const before = new Map((earlier?.actions ?? []).filter((action) => action.orgId === orgId).map((action) => [action.lineageId, action.id]));
  return index.goals.flatMap((goal) =>
    index.actionsOf(goal.id).flatMap((action): Offer[] => {
      if (plan.lines.some((line) => line.actionId === action.id && line.kind === "planned")) return [];
      const held = earlier?.lines.filter((line) => line.orgId === orgId && line.actionId === before.get(action.lineageId) && line.kind === "planned" && line.year === earlier.year && line.cents !== 0) ?? [];
      const frozen = orgId === plan.leaId && earlier === null ? plan.opening?.actions.find(({ lineageId }) => lineageId === action.lineageId) : undefined;
      const whole = frozen && frozen.plannedTotalCents !== 0 && frozen.plannedLcffCents === frozen.plannedTotalCents ? [{ source: wholeFund.lcff, object: wholeObject, resource: null, siteId: null, cents: frozen.plannedTotalCents, note: "" }] : [];
      const lines: Pick<LineItem, "source" | "object" | "resource" | "siteId" | "cents" | "note">[] = held.length > 0 ? held : whole;
      if (lines.length === 0) return [];
      const year = earlier?.year ?? plan.opening?.year ?? "";
      const byFund = new Map<string, number>();
      for (const { source, cents } of lines) byFund.set(label(source), (byFund.get(label(source)) ?? 0) + cents);
      const rows = lines.map(({ source, object, resource, siteId, cents, note }, at): OfferRow => {
        const id = idOf("kept-amount", action.id, at);
        return { collection: "lines", row: { id, lineageId: id, orgId, version: 1, offeredFrom: null, actionId: action.id, openingActionId: null, siteId: siteId !== null && index.organizations.has(siteId) ? siteId : null, source, resource, object, year: plan.year, kind: "planned", cents, note } };
      });
      return [{
        key: idOf("kept-amounts", action.id), kind: "amount", goalId: goal.id, title: `${index.actionNumber.get(action.id) ?? ""} ${action.title}`,
        text: `${formatMoney(lines.reduce((sum, { cents }) => sum + cents, 0))} was planned for ${year}: ${listed([...byFund].map(([fund, cents]) => `${fund} ${formatMoney(cents)}`))}. Taken, it is the planned money of ${plan.year} until somebody changes it.`,
        source: earlier ? `The ${earlier.year} plan` : (plan.opening?.source.text ?? ""), dated: "", from: held.map(({ id }) => ({ collection: "lines" as const, id })), rows,
      }];
    }),
  );
}

/** The mid-year rows of the plan that is running, as the beginning of what is said about last year's actions: status and words, and what was spent so far as the beginning of an estimate. Once there is anything, nothing is offered. */
export function midYearOffers(plan: Plan, running: Plan | null, catalogs: Catalogs): Offer[] {
  const { opening } = plan;
  if (!opening || !running || running.year !== opening.year) return [];
  const byLineage = new Map(midYearGoals(running, null, catalogs).flatMap(({ actions }) => actions.map((one) => [one.action.lineageId, one] as const)));
  const goalOf = new Map(opening.goals.map(({ number, lineageId }) => [number, plan.goals.find((goal) => goal.orgId === plan.leaId && goal.lineageId === lineageId)?.id ?? null]));
  const status = (code: string | null) => catalogs["progress-status"]?.entries.find((entry) => entry.code === code)?.label ?? "";
  return opening.actions.flatMap((action): Offer[] => {
    const went = byLineage.get(action.lineageId);
    if (!went) return [];
    const base = { goalId: goalOf.get(action.goalNumber) ?? null, title: `${action.number} ${action.title}`, source: midYearPeriod(running.year), dated: "" };
    const offers: Offer[] = [];
    if (went.progress && !plan.progress.some(({ about }) => about.kind === "opening-action" && about.id === action.id)) {
      const id = idOf("from-mid-year", action.id);
      const row: Progress = { ...went.progress, id, lineageId: id, orgId: plan.leaId, version: 1, about: { kind: "opening-action", id: action.id } };
      offers.push({ ...base, key: id, kind: "progress", text: [status(went.progress.status), went.progress.note, went.progress.barrier, went.progress.next].filter(Boolean).join(". ").replace(/\.\. /g, ". "), from: [{ collection: "progress", id: went.progress.id }], rows: [{ collection: "progress", row }] });
    }
    const spent = running.lines.filter((line) => line.orgId === running.leaId && line.actionId === went.action.id && line.kind === "spent" && line.year === running.year);
    if (spent.length > 0 && !plan.lines.some((line) => line.openingActionId === action.id)) {
      const rows = spent.map((line, at): OfferRow => {
        const id = idOf("estimate-from-mid-year", action.id, at);
        return { collection: "lines", row: { ...line, id, lineageId: id, version: 1, actionId: null, openingActionId: action.id, kind: "estimated" } satisfies LineItem };
      });
      offers.push({ ...base, key: idOf("estimate-from-mid-year", action.id), kind: "estimate", text: `${formatMoney(spent.reduce((sum, { cents }) => sum + cents, 0))} spent by mid-year, of ${formatMoney(action.plannedTotalCents)} planned. An estimate of the whole year is more: change it where it stands.`, from: spent.map(({ id }) => ({ collection: "lines" as const, id })), rows });
    }
    return offers;
  });
}

