// Which LEAs would be identified under other criteria, and why; how far criteria reproduce what the state published; and how many LEAs come and go from year to year.
import type { Catalogs } from "#app/domain/plan/plan-index.ts";
import type { Criteria, CriteriaSet } from "#schemas/criteria.ts";
import type { PublishedResult } from "./statuses.ts";

/** Criteria with nothing left to look up: every group of `groups` is judged. */
export type SettledSet = { id: string; title: string; least: number; priorities: NonNullable<CriteriaSet["priorities"]>; groups: ReadonlySet<string> };
/** A group with the priority areas it met, as many as the set asks for or more. */
export type Met = { group: string; priorities: number[] };
/** Colours by LEA (its code), group and indicator. */
export type Colors = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, number>>>;

/** A set for a Dashboard; undefined where it is not for that one. */
export function settled(criteria: Criteria, id: string, dashboard: number, catalogs: Catalogs): SettledSet | undefined {
  const set = criteria.sets.find((one) => one.id === id && one.dashboards.includes(dashboard));
  if (!set) return undefined;
  const before = set.from === undefined ? set : criteria.sets.find((one) => set.from?.includes(one.id) === true && one.dashboards.includes(dashboard));
  if (!before) return undefined;
  const groups = new Set([...(catalogs["student-groups"]?.entries ?? []).map(({ code }) => code).filter((code) => code !== "ALL"), ...before.also_groups, ...set.also_groups]);
  return { id, title: set.title, least: set.least_priorities ?? before.least_priorities ?? 1, groups, priorities: (before.priorities ?? []).filter(({ priority }) => !set.without_priorities.includes(priority)) };
}

/** The set the state used for a Dashboard. */
export const usedFor = (criteria: Criteria, dashboard: number): CriteriaSet | undefined => criteria.sets.find(({ standing, dashboards }) => standing === "used" && dashboards.includes(dashboard));

/** Published colours of a year; of two files the one that has a colour counts. */
export function colorsOf(results: readonly PublishedResult[], year: number): Colors {
  const colors = new Map<string, Map<string, Map<string, number>>>();
  for (const { cds, group, indicator, color, year: of } of results) {
    if (of !== year || color === null) continue;
    const groups = colors.get(cds) ?? new Map<string, Map<string, number>>();
    const indicators = groups.get(group) ?? new Map<string, number>();
    indicators.set(indicator, Math.min(color, indicators.get(indicator) ?? color));
    colors.set(cds, groups.set(group, indicators));
  }
  return colors;
}

/** Who meets a set, with the groups and their priority areas; whoever has no colours meets nothing. */
export function judge(set: SettledSet, colors: Colors): Map<string, Met[]> {
  const found = new Map<string, Met[]>();
  for (const [cds, groups] of colors) {
    const met: Met[] = [];
    for (const [group, indicators] of groups) {
      if (!set.groups.has(group)) continue;
      const priorities = set.priorities
        .filter(({ any }) => any.some(({ all, groups: only, not }) => (only === undefined || only.includes(group)) && not?.includes(group) !== true && all.every(({ indicator, most }) => (indicators.get(indicator) ?? 9) <= most)))
        .map(({ priority }) => priority);
      if (priorities.length >= set.least) met.push({ group, priorities });
    }
    if (met.length > 0) found.set(cds, met);
  }
  return found;
}

/** Who of those that a published list names with groups and priority areas would still meet a set. It can only take away: areas and groups that did not suffice are not in the list. */
export function restricted(published: ReadonlyMap<string, Met[]>, set: SettledSet): Map<string, Met[]> {
  const areas = new Set(set.priorities.map(({ priority }) => priority));
  const found = new Map<string, Met[]>();
  for (const [cds, met] of published) {
    const left = met.flatMap(({ group, priorities }) => {
      const still = priorities.filter((priority) => areas.has(priority));
      return set.groups.has(group) && still.length >= set.least ? [{ group, priorities: still }] : [];
    });
    if (left.length > 0) found.set(cds, left);
  }
  return found;
}

/** Who would come in and go out by another set, each with what speaks for it. */
export function compared(before: ReadonlyMap<string, Met[]>, after: ReadonlyMap<string, Met[]>): { gained: { cds: string; met: Met[] }[]; lost: { cds: string; met: Met[] }[]; kept: number } {
  return {
    gained: [...after].filter(([cds]) => !before.has(cds)).map(([cds, met]) => ({ cds, met })),
    lost: [...before].filter(([cds]) => !after.has(cds)).map(([cds, met]) => ({ cds, met })),
    kept: [...before.keys()].filter((cds) => after.has(cds)).length,
  };
}

/** How far `ours` reproduces the published list: over the LEAs in `listed`, by whether the list says that a student group met the criteria. */
export function agreement(ours: ReadonlyMap<string, Met[]>, listed: ReadonlyMap<string, boolean>): { of: number; agree: number; onlyOurs: string[]; onlyPublished: string[] } {
  const [onlyOurs, onlyPublished]: [string[], string[]] = [[], []];
  for (const [cds, published] of listed) if (ours.has(cds) !== published) (published ? onlyPublished : onlyOurs).push(cds);
  return { of: listed.size, agree: listed.size - onlyOurs.length - onlyPublished.length, onlyOurs, onlyPublished };
}

export type Churn = { from: number; to: number; both: number; gained: string[]; lost: string[]; kept: number };

/** How many came and went between two published years that follow each other in the lists, over the LEAs both lists name. */
export function churnOf(byYear: ReadonlyMap<number, ReadonlyMap<string, boolean>>): Churn[] {
  const years = [...byYear.keys()].sort((one, other) => one - other);
  return years.slice(1).map((to, at) => {
    const from = years[at] ?? to;
    const [before, after] = [byYear.get(from) ?? new Map<string, boolean>(), byYear.get(to) ?? new Map<string, boolean>()];
    const both = [...after.keys()].filter((cds) => before.has(cds));
    const moved = (was: boolean, is: boolean) => both.filter((cds) => before.get(cds) === was && after.get(cds) === is);
    return { from, to, both: both.length, gained: moved(false, true), lost: moved(true, false), kept: moved(true, true).length };
  });
}

/** Among the LEAs that every one of these lists names: how many had the status in any year, and how many in each. */
export function everAndAlways(byYear: ReadonlyMap<number, ReadonlyMap<string, boolean>>, years: readonly number[]): { of: number; ever: number; always: number } {
  const lists = years.map((year) => byYear.get(year) ?? new Map<string, boolean>());
  const all = [...(lists[0]?.keys() ?? [])].filter((cds) => lists.every((list) => list.has(cds)));
  return { of: all.length, ever: all.filter((cds) => lists.some((list) => list.get(cds) === true)).length, always: all.filter((cds) => lists.every((list) => list.get(cds) === true)).length };
}
