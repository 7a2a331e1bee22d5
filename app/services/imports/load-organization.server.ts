import { findInDirectory } from "#db/repos/state-directory.server.ts";
import { countFactsAbout, listFactsOf } from "#db/repos/state-facts.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { FoundOrganization } from "#schemas/state-directory.ts";
import type { Context } from "#app/context.server.ts";
import { schoolYear } from "#schemas/state-files.ts";
import type { HeldFact } from "#schemas/state-files.ts";
import { countersOf, type Counted } from "#app/domain/identification/counters.ts";
import type { ShownStatus } from "#app/domain/identification/shown.ts";
import { listedIn, resultsOf, statusesOf } from "#app/domain/identification/statuses.ts";
import type { Holder, PublishedStatus } from "#app/domain/identification/statuses.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";

export type LowestShown = { year: number; indicator: string; groups: string[]; source: string };
export type OrganizationPage = {
  one: FoundOrganization;
  /** The LEA a school belongs to. */
  lea: { cds: string; name: string } | null;
  now: ShownStatus[];
  earlier: ShownStatus[];
  lowest: LowestShown[];
  /** What the newest file tells about it besides, as published. */
  told: { label: string; words: string; note: string; source: string }[];
  counters: Counted[];
  /** All lists with rows about it. */
  also: { kind: string; list: string; year: string; rows: number; source: string }[];
  schools: { cds: string; name: string; kind: string; statuses: string[] }[];
  counts: { schools: number; withStatus: number; shown: number };
  /** Which of these schools are shown. */
  only: "status" | "all";
  page: number;
  pages: number;
  /** Of each status the newest list held. */
  years: string[];
};

const perPage = 100;
const from = ({ source, publishedOn }: { source: string; publishedOn: string | null }): string => [source, publishedOn && `published ${publishedOn}`].filter(Boolean).join(", ");

const shown = (status: PublishedStatus, name: string): ShownStatus => ({
  label: status.label, about: name, cds: status.cds, year: schoolYear(status.year), why: status.why, law: status.law, servedBy: status.servedBy, source: from(status), money: status.cents === null ? "" : formatMoney(status.cents, "dollars"),
  groups: status.groups.map(({ label, priorities }) => (priorities.length === 0 ? label : `${label} (priorities ${priorities.join(", ")})`)),
});

/** Whose statuses these are, for the law: told by the directory. */
export const holderOf = (organizations: readonly FoundOrganization[]) => (cds: string): Holder => {
  const one = organizations.find((organization) => organization.cds === cds);
  if (one?.kind === "school" && one.charter === true) return "charter";
  return one !== undefined && /county office of education/i.test(one.type) ? "coe" : "district";
};

/** An LEA or school of the directory with every status the state has published about it, and an LEA's schools with theirs; for everybody who is signed in. Throws "not-found" where the directory has no such code. */
export async function loadOrganizationPage(ctx: Context, cds: string, { only, page }: { only: "status" | "all"; page: number }): Promise<OrganizationPage> {
  const { catalogs, stateFiles: kinds } = ctx.crosswalks;
  const read = await inLea(ctx, async (tx) => {
    const directory = /^\d{14}$/.test(cds) ? await findInDirectory(tx, cds) : undefined;
    if (!directory?.found) throw new AppError("not-found", "The state's directory has no LEA or school with this code.");
    const lists = kinds.flatMap(({ id, layouts }) => layouts.filter(({ statuses }) => statuses.length > 0).map((layout) => [id, layout.id] as const));
    return { ...directory, one: directory.found, facts: await listFactsOf(tx, { cds, lists, kinds: [...new Set(lists.map(([kind]) => kind))], only: directory.found.kind === "school" }), counts: await countFactsAbout(tx, cds) };
  });
  const { one, lea, schools, facts } = read;
  const statuses = statusesOf(facts, kinds, catalogs, holderOf([one, ...schools]));
  const newest = listedIn(facts, kinds);
  const isNow = (status: PublishedStatus) => status.year === newest.get(status.program)?.year;
  const own = statuses.filter((status) => status.cds === cds);
  const of = new Map<string, string[]>();
  for (const status of statuses) if (isNow(status)) of.set(status.cds, [...(of.get(status.cds) ?? []), status.label]);
  const listed = one.kind === "lea" ? schools : [];
  const withStatus = listed.filter((school) => of.has(school.cds));
  const wanted = only === "all" ? listed : withStatus;
  const pages = Math.max(1, Math.ceil(wanted.length / perPage));
  const at = Math.min(Math.max(1, page), pages);
  return {
    one,
    lea: one.kind === "school" && lea ? { cds: lea.cds, name: lea.name } : null,
    now: own.filter(isNow).map((status) => shown(status, one.name)),
    earlier: own.filter((status) => !isNow(status)).map((status) => shown(status, one.name)),
    counters: one.kind === "lea" ? ctx.crosswalks.criteria.flatMap((criteria) => countersOf(criteria, own, facts.filter((fact) => fact.cds === cds))) : [],
    also: read.counts.map((count) => {
      const kind = kinds.find(({ id }) => id === count.kind);
      return { kind: kind?.title ?? count.kind, list: kind?.layouts.find(({ id }) => id === count.layout)?.title ?? count.layout, year: schoolYear(count.year), rows: count.rows, source: from(count) };
    }),
    told: toldOf(ctx, facts.filter((fact) => fact.cds === cds)),
    lowest: lowestOf(ctx, facts.filter((fact) => fact.cds === cds)),
    schools: wanted.slice((at - 1) * perPage, at * perPage).map((school) => ({ cds: school.cds, name: school.name, kind: [school.type, school.grades, /^active$/i.test(school.status) ? "" : school.status].filter(Boolean).join(", "), statuses: of.get(school.cds) ?? [] })),
    counts: { schools: listed.length, withStatus: withStatus.length, shown: wanted.length },
    only,
    page: at,
    pages,
    years: [...newest].map(([program, { year }]) => `${catalogs["identifications"]?.entries.find(({ code }) => code === program)?.label ?? program} ${schoolYear(year)}`),
  };
}

function toldOf({ crosswalks: { stateFiles } }: Context, facts: readonly HeldFact[]): OrganizationPage["told"] {
  const newest = [...facts].sort((one, other) => other.year - one.year);
  return stateFiles.flatMap(({ id, layouts }) =>
    layouts.flatMap((layout) => {
      const fact = newest.find((one) => one.kind === id && one.layout === layout.id);
      return fact === undefined ? [] : layout.tells.flatMap(({ label, columns, note }) => columns.filter(({ column }) => fact.content[column] !== undefined).slice(0, 1).map(({ column, of }) => ({ label: `${label} ${of}`, words: fact.content[column] ?? "", note, source: from(fact) })));
    }),
  );
}

/** What was at the lowest level, by indicator with its groups. */
function lowestOf(ctx: Context, facts: Parameters<typeof resultsOf>[0]): LowestShown[] {
  const { catalogs, stateFiles } = ctx.crosswalks;
  const label = (catalog: string, code: string): string => catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;
  const found = new Map<string, LowestShown>();
  for (const result of resultsOf(facts, stateFiles, catalogs)) {
    if (result.color !== 1) continue;
    const key = `${result.year}|${result.indicator}`;
    const entry = found.get(key) ?? { year: result.year, indicator: label("indicators", result.indicator), groups: [], source: from(result) };
    const group = label("student-groups", result.group);
    if (!entry.groups.includes(group)) entry.groups.push(group);
    found.set(key, entry);
  }
  return [...found.values()].sort((one, other) => other.year - one.year || one.indicator.localeCompare(other.indicator));
}
