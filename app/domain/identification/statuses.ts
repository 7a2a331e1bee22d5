// Which statuses do the state's published files give an LEA and its schools, why, for which groups, who helps under which law, and where does it stand?
import type { Catalog, CatalogEntry } from "#schemas/crosswalk.ts";
import type { HeldFact, StateFileKind, StateLayout, StatusRule } from "#schemas/state-files.ts";

type Catalogs = Record<string, Catalog>;
/** How the law behind a status differs: by whom it is about. */
export type Holder = "district" | "coe" | "charter";

/** `year`: of the Dashboard or the first of the school year. `priorities`: the LCFF priority areas each group met, where the file says so and its key is known. `cents`: money paid for it. */
export type PublishedStatus = {
  cds: string; name: string; program: string; label: string; year: number; why: string; groups: { code: string; label: string; priorities: number[] }[]; cents: number | null; law: string; servedBy: string; source: string; publishedOn: string | null;
};

/** One result of an indicator that the state published. Colour 1 Red to 5 Blue. */
export type PublishedResult = { cds: string; name: string; year: number; group: string; indicator: string; status: string | null; change: string | null; color: number | null; count: number | null; source: string; publishedOn: string | null };

const layoutOf = (kinds: readonly StateFileKind[], fact: HeldFact): StateLayout | undefined => kinds.find(({ id }) => id === fact.kind)?.layouts.find(({ id }) => id === fact.layout);
/** The codes and names by which the state's files call a group. */
const calledBy = (entry: CatalogEntry): string[] => [entry.code, entry.label, ...(Array.isArray(entry["published"]) ? entry["published"].map(String) : [])];

/** A catalog's code of a group as a file writes it; undefined for a group the catalog does not have. */
export function groupCode(catalogs: Catalogs, written: string): string | undefined {
  return catalogs["student-groups"]?.entries.find((entry) => calledBy(entry).includes(written))?.code;
}

/** Words that may differ by holder: one text for all, or one for each. */
function byHolder(words: unknown, holder: Holder): string {
  if (typeof words === "string") return words;
  return typeof words === "object" && words !== null && holder in words ? String((words as Record<string, unknown>)[holder]) : "";
}

function groupsOf(rule: StatusRule, fact: HeldFact, year: number, catalogs: Catalogs): PublishedStatus["groups"] {
  const { groups } = rule;
  // A file names the groups of its own year only.
  if (groups === undefined || year !== fact.year) return [];
  const entries = catalogs["student-groups"]?.entries ?? [];
  if ("named" in groups) {
    const written = (fact.content[groups.named] ?? "").split(/[,;]/).map((name) => name.trim());
    return entries.filter((entry) => calledBy(entry).some((name) => written.includes(name))).map(({ code, label }) => ({ code, label, priorities: [] }));
  }
  return entries.flatMap((entry) => {
    const cell = calledBy(entry).map((name) => fact.content[groups.column.replace("{group}", name)]).find((found) => found !== undefined && found !== "");
    if (cell === undefined || (groups.is !== undefined && cell !== groups.is)) return [];
    return [{ code: entry.code, label: entry.label, priorities: groups.priorities && year >= groups.priorities.since ? (groups.priorities.cells[cell] ?? []) : [] }];
  });
}

/** The years a rule's column is there for, with the cell's words. */
function cellsByYear(rule: StatusRule, fact: HeldFact): { year: number; cell: string }[] {
  const [before = "", after] = rule.column.split("{year}");
  if (after === undefined) return fact.content[rule.column] === undefined ? [] : [{ year: fact.year, cell: fact.content[rule.column] ?? "" }];
  return Object.entries(fact.content).flatMap(([column, cell]) => {
    const middle = column.startsWith(before) && column.endsWith(after) ? column.slice(before.length, column.length - after.length) : "";
    return /^20\d\d$/.test(middle) ? [{ year: Number(middle), cell }] : [];
  });
}

const saysOf = (values: Record<string, string>, cell: string): string | undefined => Object.entries(values).find(([value]) => value === "{any}" || value.toLowerCase() === cell.toLowerCase())?.[1];

/** Every status of every year in the facts, newest first; a year of which a file of its own is held is taken from that one, as it names the groups. */
export function statusesOf(facts: readonly HeldFact[], kinds: readonly StateFileKind[], catalogs: Catalogs, holderOf: (cds: string) => Holder): PublishedStatus[] {
  const ownYears = new Set(facts.map((fact) => `${fact.kind}|${fact.layout}|${fact.cds ?? ""}|${fact.year}`));
  const found = new Map<string, PublishedStatus>();
  for (const fact of [...facts].sort((one, other) => other.year - one.year)) {
    const cds = fact.cds;
    if (cds === null) continue;
    for (const rule of layoutOf(kinds, fact)?.statuses ?? []) {
      const entry = catalogs["identifications"]?.entries.find(({ code }) => code === rule.program);
      for (const { year, cell } of cellsByYear(rule, fact)) {
        const says = saysOf(rule.values, cell);
        if (says === undefined || (year !== fact.year && ownYears.has(`${fact.kind}|${fact.layout}|${cds}|${year}`))) continue;
        const key = `${cds}|${rule.program}|${year}`;
        if (found.has(key)) continue;
        const more = year === fact.year ? rule.more.filter(({ column, is }) => fact.content[column.replace("{year}", String(year))] === is).map((one) => one.says) : [];
        const holder = holderOf(cds);
        found.set(key, {
          cds, name: fact.name, program: rule.program, label: entry?.label ?? rule.program, year, why: [says, ...more].join("; "), groups: groupsOf(rule, fact, year, catalogs),
          cents: year === fact.year && fact.cents !== null && fact.cents > 0 ? fact.cents : null, law: byHolder(entry?.["law"], holder), servedBy: byHolder(entry?.["served_by"], holder), source: fact.source, publishedOn: fact.publishedOn,
        });
      }
    }
  }
  return [...found.values()].sort((one, other) => other.year - one.year || one.label.localeCompare(other.label) || one.name.localeCompare(other.name));
}

/** By status: the newest year it was listed for, all years, and the codes of those the newest list speaks of, over the LEAs that these facts are about. */
export type Listed = ReadonlyMap<string, { year: number; years: readonly number[]; codes: ReadonlySet<string>; source: string }>;
export function listedIn(facts: readonly HeldFact[], kinds: readonly StateFileKind[]): Listed {
  const found = new Map<string, { year: number; years: number[]; codes: Set<string>; source: string }>();
  for (const fact of facts) {
    for (const rule of layoutOf(kinds, fact)?.statuses ?? []) {
      const cells = cellsByYear(rule, fact).map(({ year }) => year);
      const list = found.get(rule.program) ?? { year: 0, years: [], codes: new Set<string>(), source: "" };
      if (fact.year > list.year) Object.assign(list, { year: fact.year, codes: new Set<string>(), source: [fact.source, fact.publishedOn && `published ${fact.publishedOn}`].filter(Boolean).join(", ") });
      if (fact.year === list.year && fact.cds !== null) list.codes.add(fact.cds);
      list.years = [...new Set([...list.years, ...cells, fact.year])];
      found.set(rule.program, list);
    }
  }
  return found;
}

const decimal = (text: string | undefined): string | null => (text !== undefined && /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? text : null);
const whole = (text: string | undefined): number | null => (text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null);

/** Results of indicators in the facts, for groups and indicators the catalogs have; what was not published is not there. */
export function resultsOf(facts: readonly HeldFact[], kinds: readonly StateFileKind[], catalogs: Catalogs): PublishedResult[] {
  return facts.flatMap((fact): PublishedResult[] => {
    const rule = layoutOf(kinds, fact)?.results;
    if (rule === undefined || fact.cds === null) return [];
    const group = rule.group === null ? "ALL" : groupCode(catalogs, fact.content[rule.group] ?? "");
    if (group === undefined) return [];
    const about = { cds: fact.cds, name: fact.name, year: fact.year, source: fact.source, publishedOn: fact.publishedOn };
    if ("lowest" in rule)
      return Object.entries(rule.lowest).flatMap(([column, lowest]) => (fact.content[column] === rule.mark ? [{ ...about, group: lowest.group ?? group, indicator: lowest.indicator, status: null, change: null, color: 1, count: null }] : []));
    const indicator = rule.codes[fact.content[rule.indicator] ?? ""];
    if (indicator === undefined) return [];
    const color = whole(fact.content[rule.color]);
    return [{ ...about, group, indicator, status: decimal(fact.content[rule.status]), change: decimal(fact.content[rule.change]), color: color !== null && color >= 1 && color <= 5 ? color : null, count: whole(fact.content[rule.count]) }];
  });
}
