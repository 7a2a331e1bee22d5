// Which LEAs owe a program's plan for a year, and by which rule? From the calendar's rules and what the directory and the lists of statuses say.
import type { CalendarRules } from "#schemas/calendar.ts";
import { binds, calendarScope, deadlinesOf } from "#app/domain/calendar/deadlines.ts";
import type { CalendarFacts } from "#app/domain/calendar/deadlines.ts";
import type { Catalogs } from "#app/domain/plan/plan-index.ts";

export type LeaKind = "district" | "coe" | "charter";
/** Null where the directory's words for the LEA are not known. "none": files no plan of its own. */
export type DirectoryKind = LeaKind | "none" | null;

/** The kind of LEA behind the directory's own word for it (catalog directory-kinds). */
export function kindInDirectory(catalogs: Catalogs, type: string): DirectoryKind {
  const kind = catalogs["directory-kinds"]?.entries.find((entry) => entry.label === type)?.["kind"];
  return kind === "district" || kind === "coe" || kind === "charter" || kind === "none" ? kind : null;
}

export type OwingRule = { id: string; title: string; dueOn: string | null; latest: string | null; citation: string; confidence: string; note: string };
export type Owing = { owes: "yes" | "no" | "unknown"; rule: OwingRule | null };
export type OwingAsks = { /** Null where no rule of the calendar makes a plan of this program due. */ rulesHeld: boolean; asksStatuses: boolean; of: (kind: DirectoryKind, identified: Record<string, readonly string[]>) => Owing };

/** Answers for one program and year. A rule that asks for a fact nobody holds gives "unknown", never a guess. */
export function whoOwes(calendar: CalendarRules, catalogs: Catalogs, { program, year }: { program: string; year: string }): OwingAsks {
  const sets = calendar.sets.filter((set) => set.program === program && set.rules.some((rule) => rule.files));
  const filing = sets.flatMap((set) => set.rules.filter((rule) => rule.files && (rule.years?.from === undefined || rule.years.from <= year) && (rule.years?.to === undefined || year <= rule.years.to)));
  const factsOf = (kind: LeaKind, identified: Record<string, readonly string[]>): CalendarFacts => ({ year, lea: { kind }, identified, choices: {}, dates: {}, meetings: [], sets: "all" });
  const dates = new Map<string, OwingRule>();
  const shown = (kind: LeaKind, id: string): OwingRule | null => {
    const known = dates.get(`${kind}/${id}`);
    if (known) return known;
    const found = deadlinesOf({ ...calendar, sets }, catalogs, factsOf(kind, {})).find((one) => one.id === id);
    const rule = found ? { id, title: found.title, dueOn: found.due, latest: found.latest, citation: found.citation, confidence: found.confidence, note: found.note } : null;
    if (rule) dates.set(`${kind}/${id}`, rule);
    return rule;
  };
  return {
    rulesHeld: filing.length > 0,
    asksStatuses: filing.some(({ affected }) => affected.includes("identified")),
    of: (kind, identified) => {
      if (filing.length === 0 || kind === null) return { owes: "unknown", rule: null };
      if (kind === "none") return { owes: "no", rule: null };
      const scope = calendarScope(factsOf(kind, identified));
      const answers = filing.map((rule) => ({ rule, bound: binds(rule.affected, scope) }));
      const bound = answers.find((one) => one.bound === true) ?? answers.find((one) => one.bound === null);
      if (!bound) return { owes: "no", rule: null };
      return { owes: bound.bound === true ? "yes" : "unknown", rule: shown(kind, bound.rule.id) };
    },
  };
}
