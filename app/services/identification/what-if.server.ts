import type { Tx } from "#db/client.server.ts";
import { listFactsOfKind } from "#db/repos/state-facts.server.ts";
import type { Crosswalks } from "#schemas/crosswalk.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { resultsOf, statusesOf } from "#app/domain/identification/statuses.ts";
import { agreement, churnOf, colorsOf, compared, everAndAlways, judge, restricted, settled, usedFor, type Met } from "#app/domain/identification/what-if.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";

export type NamedLea = { cds: string; name: string; why: string };
/** How far the criteria as used reproduce the published list, over the LEAs of which so much is held. */
export type Agreement = { of: number; agree: number; onlyOurs: NamedLea[]; onlyPublished: NamedLea[] };
export type WhatIf = {
  criteria: { id: string; title: string; notRecomputed: string[] };
  sets: { id: string; title: string; standing: string; source: string; confidence: string; dashboards: number[] }[];
  asked: { set: string; dashboard: number; title: string; source: string; confidence: string };
  dashboards: number[];
  /** Null where nothing is held to recompute from. */
  recomputed: {
    /** LEAs with all colours, and those of which only the list of the lowest level is held. */
    whole: Agreement;
    lowestOnly: Agreement;
    change: { before: number; after: number; kept: number; gained: NamedLea[]; lost: NamedLea[] };
  } | null;
  /** From the published list itself, which says the groups and priority areas of everybody it names: exact, for a set that only takes away. Null for others, and where the list does not say. */
  fromList: { before: number; after: number; lost: NamedLea[] } | null;
  churn: { from: number; to: number; both: number; kept: number; gained: NamedLea[]; lost: NamedLea[] }[];
  /** Over the newest three years in the lists. */
  ever: { years: number[]; of: number; ever: number; always: number } | null;
};
export type WhatIfAsked = { criteria?: string | undefined; set?: string | undefined; dashboard?: number | undefined };

/** Recomputes from the public files who would be identified by a set of criteria, beside the set that was used and beside what was published. Throws "not-found" for criteria, sets and Dashboards nobody has described. */
export async function whatIf(tx: Tx, crosswalks: Crosswalks, wanted: WhatIfAsked): Promise<WhatIf> {
  const { catalogs, stateFiles: kinds } = crosswalks;
  const criteria = wanted.criteria === undefined ? crosswalks.criteria[0] : crosswalks.criteria.find(({ id }) => id === wanted.criteria);
  if (!criteria) throw new AppError("not-found", `There are no such criteria. There are ${crosswalks.criteria.map(({ id }) => id).join(", ")}.`);
  const chosen = criteria.sets.find(({ id, standing }) => (wanted.set === undefined ? standing !== "used" : id === wanted.set));
  if (!chosen) throw new AppError("not-found", `There is no set "${wanted.set ?? ""}". There are ${criteria.sets.map(({ id }) => id).join(", ")}.`);
  const dashboard = wanted.dashboard ?? chosen.dashboards[0] ?? 0;
  const after = settled(criteria, chosen.id, dashboard, catalogs);
  const used = usedFor(criteria, dashboard);
  const before = used && settled(criteria, used.id, dashboard, catalogs);
  if (!after || !before) throw new AppError("not-found", `The set "${chosen.id}" cannot be asked of the ${dashboard} Dashboard; it can of ${chosen.dashboards.join(", ")}.`);

  const list = await listFactsOfKind(tx, { kinds: [criteria.kind], year: null });
  const facts = await listFactsOfKind(tx, { kinds: kinds.filter(({ layouts }) => layouts.some(({ results }) => results !== undefined)).map(({ id }) => id), year: dashboard });
  const names = new Map(list.map(({ cds, name }) => [cds ?? "", name]));
  const label = (code: string) => catalogs["student-groups"]?.entries.find((entry) => entry.code === code)?.label ?? code;
  const because = (met: readonly Met[] | undefined) => (met ?? []).map(({ group, priorities }) => (priorities.length === 0 ? label(group) : `${label(group)}: priorities ${priorities.join(", ")}`)).join("; ");
  const named = (cds: string, why = ""): NamedLea => ({ cds, name: names.get(cds) ?? cds, why });
  const byName = (leas: NamedLea[]) => leas.sort((one, other) => one.name.localeCompare(other.name));

  const listed = new Map(list.flatMap((fact) => (fact.year === dashboard && fact.cds !== null ? [[fact.cds, fact.content[criteria.met.column] === criteria.met.is] as const] : [])));
  const results = resultsOf(facts, kinds, catalogs);
  const everybody = facts.some((fact) => kinds.find(({ id }) => id === fact.kind)?.layouts.some(({ id, results: rule }) => id === fact.layout && rule !== undefined && "lowest" in rule));
  const wholly = new Set(results.filter(({ color }) => color !== null && color > 1).map(({ cds }) => cds));
  const about = new Map([...listed].filter(([cds]) => everybody || wholly.has(cds)));
  const colors = new Map([...colorsOf(results, dashboard)].filter(([cds]) => about.has(cds)));
  const [were, would] = [judge(before, colors), judge(after, colors)];
  const agreed = (whole: boolean): Agreement => {
    const found = agreement(were, new Map([...about].filter(([cds]) => wholly.has(cds) === whole)));
    return { of: found.of, agree: found.agree, onlyOurs: byName(found.onlyOurs.map((cds) => named(cds, because(were.get(cds))))), onlyPublished: byName(found.onlyPublished.map((cds) => named(cds))) };
  };
  const change = compared(were, would);

  const statuses = statusesOf(list, kinds, catalogs, () => "district").filter(({ program }) => program === criteria.program);
  const printed = new Map<string, Met[]>();
  for (const { year, cds, groups } of statuses) {
    const met = groups.filter(({ priorities }) => priorities.length > 0).map(({ code, priorities }) => ({ group: code, priorities }));
    if (year === dashboard && met.length > 0) printed.set(cds, met);
  }
  const left = restricted(printed, after);
  const onlyTakesAway = chosen.also_groups.length === 0 && printed.size > 0;
  const held = new Map<number, Map<string, boolean>>();
  for (const { year, cds } of list) if (cds !== null) held.set(year, (held.get(year) ?? new Map<string, boolean>()).set(cds, false));
  const why = new Map<string, string>();
  for (const status of statuses) {
    if (held.get(status.year)?.has(status.cds) !== true) continue;
    held.get(status.year)?.set(status.cds, true);
    why.set(`${status.year} ${status.cds}`, because(status.groups.map(({ code, priorities }) => ({ group: code, priorities }))));
  }
  const lastThree = [...held.keys()].sort((one, other) => other - one).slice(0, 3).reverse();
  return {
    criteria: { id: criteria.id, title: criteria.title, notRecomputed: criteria.not_recomputed },
    sets: criteria.sets.map(({ id, title, standing, source, confidence, dashboards }) => ({ id, title, standing, source, confidence, dashboards })),
    asked: { set: chosen.id, dashboard, title: chosen.title, source: chosen.source, confidence: chosen.confidence },
    dashboards: [...new Set(criteria.sets.flatMap((set) => set.dashboards))].sort(),
    recomputed: about.size === 0 ? null : {
      whole: agreed(true), lowestOnly: agreed(false),
      change: { before: were.size, after: would.size, kept: change.kept, gained: byName(change.gained.map(({ cds, met }) => named(cds, because(met)))), lost: byName(change.lost.map(({ cds, met }) => named(cds, because(met)))) },
    },
    fromList: onlyTakesAway ? { before: printed.size, after: left.size, lost: byName(compared(printed, left).lost.map(({ cds, met }) => named(cds, because(met)))) } : null,
    churn: churnOf(held).map(({ from, to, both, kept, gained, lost }) => ({ from, to, both, kept, gained: byName(gained.map((cds) => named(cds, why.get(`${to} ${cds}`) ?? ""))), lost: byName(lost.map((cds) => named(cds, why.get(`${from} ${cds}`) ?? ""))) })),
    ever: lastThree.length < 3 ? null : { years: lastThree, ...everAndAlways(held, lastThree) },
  };
}

/** The same for a page, for everybody who is signed in: all of it is published. */
export const loadWhatIf = (ctx: Context, asked: WhatIfAsked): Promise<WhatIf> => inLea(ctx, (tx) => whatIf(tx, ctx.crosswalks, asked));
