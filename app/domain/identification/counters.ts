// How many Dashboards in a row did student groups of an LEA meet the criteria? A count that leads to somebody's determination, never to a verdict.
import type { Criteria } from "#schemas/criteria.ts";
import type { HeldFact } from "#schemas/state-files.ts";
import type { PublishedStatus } from "./statuses.ts";

/** How a counter stands for one LEA: the years in which enough groups met the criteria. `reached`: the test of the counter is met by the years held; who determines is `by`. */
export type Counted = { id: string; title: string; law: string; by: string; note: string; years: { year: number; groups: string[] }[]; reached: boolean; begins: number | null; published: number[] };

/** Counters from the published list of one LEA. Only a count: whether something follows is determined by whoever the law names. */
export function countersOf(criteria: Criteria, statuses: readonly PublishedStatus[], facts: readonly HeldFact[]): Counted[] {
  const own = statuses.filter(({ program, groups }) => program === criteria.program && groups.length > 0).sort((one, other) => one.year - other.year);
  const newest = Math.max(0, ...facts.filter(({ kind }) => kind === criteria.kind).map(({ year }) => year));
  return criteria.counters.flatMap((counter): Counted[] => {
    const within = own.filter(({ year }) => year > newest - counter.of_years && year <= newest);
    const common = counter.same ? (within[0]?.groups ?? []).filter(({ code }) => within.every(({ groups }) => groups.some((group) => group.code === code))) : [];
    const years = within.filter(({ groups }) => (counter.same ? common.length : groups.length) >= counter.least_groups).map(({ year, groups }) => ({ year, groups: (counter.same ? common : groups).map(({ label }) => label) }));
    const rule = counter.published;
    const published = rule === undefined ? [] : facts.filter((fact) => fact.kind === criteria.kind && fact.content[rule.column.replace("{year}", String(fact.year))] === rule.is).map(({ year }) => year);
    if (years.length === 0 && published.length === 0) return [];
    return [{ id: counter.id, title: counter.title, law: counter.law, by: counter.by, note: counter.note, years, reached: years.length >= counter.least_years && (counter.begins === undefined || newest >= counter.begins), begins: counter.begins ?? null, published: [...new Set(published)].sort() }];
  });
}
