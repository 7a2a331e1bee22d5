// Which deadlines does an LEA have in a plan year, when are they due, counted from what, and by which law?
import { Environment } from "@marcbachmann/cel-js";
import type { Anchor, CalendarRules, DeadlineRule, DeadlineSet, MeetingDate, Term } from "#schemas/calendar.ts";
import type { Catalogs } from "#app/domain/plan/plan-index.ts";
import { addBusinessDays, addDays, addYears, dayOfYear, holidayNames, instantOf, lateFrom, nextWorkday, restDay, wallClock } from "./days.ts";
import type { HolidayNames } from "./days.ts";

/** What is known of an LEA and its year. A fact that is left out is not known: a rule that asks for it is shown with its condition. */
export type CalendarFacts = {
  /** The plan year, "2027-28". */
  year: string;
  lea: { kind: "district" | "coe" | "charter" } & Record<string, unknown>;
  identified?: Record<string, readonly string[]>;
  has?: Record<string, boolean>;
  /** The LEA's own yes or no (calendar/own-dates.yaml). */
  choices: Record<string, boolean>;
  /** The LEA's own days. */
  dates: Record<string, string>;
  meetings: readonly MeetingDate[];
  /** Optional sets that are switched on, or all of them. */
  sets: readonly string[] | "all";
};

/** One link of "why this date": what it is counted from or with, and the day that gives; null where nobody has set it. */
export type ChainLink = { what: string; on: string | null };

export type Deadline = {
  /** "lcap/D-1": unique in the calendar, the same every year. */
  key: string;
  id: string;
  program: string;
  set: string;
  title: string;
  owner: string;
  /** Binds this LEA for sure, or where `onlyIf` holds. */
  applies: "yes" | "if";
  onlyIf: string | null;
  /** The last day, unadjusted; null where it waits for a date or has none. */
  due: string | null;
  /** Local time of that day where hours are counted ("17:00"). */
  dueTime: string | null;
  /** The first day it may happen. */
  notBefore: string | null;
  /** Late at or after this instant (ISO, UTC); null also where hours are counted from a meeting whose start is not given. */
  lateFrom: string | null;
  /** The day it is due at the latest, when each open date before it is its own last one. */
  latest: string | null;
  waiting: string | null;
  note: string;
  chain: ChainLink[];
  citation: string;
  source: string;
  confidence: DeadlineRule["confidence"];
};

const environment = new Environment({ unlistedVariablesAreDyn: true });
const parsed = new Map<string, (scope: Record<string, unknown>) => unknown>();

/** Does the rule bind? Null where it asks for a fact that is not known. */
export function binds(affected: string, scope: Record<string, unknown>): boolean | null {
  let program = parsed.get(affected);
  if (!program) parsed.set(affected, (program = environment.parse(affected)));
  try {
    return program(scope) === true;
  } catch {
    return null;
  }
}

/** CEL keeps whole numbers and fractions apart: the facts of the calendar are whole numbers. */
const wholeNumbers = (value: unknown): unknown =>
  typeof value === "number" ? BigInt(Math.round(value)) : Array.isArray(value) ? value : typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, wholeNumbers(inside)])) : value;

/** The facts under the names that `affected` uses; a group that is not known is not there. */
export const calendarScope = (facts: CalendarFacts): Record<string, unknown> => ({
  plan: { year: facts.year, start: BigInt(facts.year.slice(0, 4)) },
  lea: wholeNumbers(facts.lea),
  choices: facts.choices,
  ...(facts.identified ? { identified: facts.identified } : {}),
  ...(facts.has ? { has: facts.has } : {}),
});

const ordinalWords: Record<Term["direction"], (count: string) => string> = {
  "no-later-than": (count) => (count === "" ? "on that day at the latest" : `plus ${count}, the first day not counted`),
  "at-least-before": (count) => `at least ${count} before`,
  before: () => "before that day: the last whole day",
  "not-before": (count) => (count === "" ? "not before that day" : `not before ${count} later`),
  "same-day": () => "at that meeting",
};
const kindWords: Record<Term["kind"], string> = { calendar: "calendar day", business: "business day", "clock-hours": "hour", "calendar-years": "year" };
const countWords = ({ count, kind }: Term): string => (count === 0 ? "" : `${count} ${kindWords[kind]}${count === 1 ? "" : "s"}${kind === "clock-hours" ? " by the clock" : ""}`);

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
function fixedWords(monthDay: string, year: number): string {
  const [month = "", day = ""] = monthDay.split("-");
  return day === "last" ? `last day of ${months[Number(month) - 1]} ${year}` : `${months[Number(month) - 1]} ${Number(day)}, ${year}`;
}

type Known = { day: string; time?: string | undefined };
type Counted = { term: Term; anchor: Known; day: string; time: string | null; instant: number };

/** What a rule's day is counted from is the same for the whole set: resolved once per LEA and year. */
class Reckoning {
  private readonly latestDays = new Map<string, string | null>();
  constructor(
    private readonly set: DeadlineSet,
    private readonly facts: CalendarFacts,
    private readonly holidays: HolidayNames,
    private readonly label: (catalog: string, code: string) => string,
    private readonly ownTitle: (key: string) => string,
  ) {}

  private start = () => Number(this.facts.year.slice(0, 4));

  /** The anchor in words. */
  wordsOf(from: Anchor): string {
    if ("fixed" in from) return fixedWords(from.fixed, this.start() + from.year);
    if ("published" in from) return `Published for ${this.facts.year}`;
    if ("meeting" in from) return `${this.label("meeting-kinds", from.meeting)}${from.body === undefined ? "" : ` (${this.label("bodies", from.body)})`}`;
    if ("date" in from) return this.ownTitle(from.date);
    return `Due day of ${from.rule}`;
  }

  /** The anchor's day where it is known; of several meetings of a kind the first. */
  dayOf(from: Anchor): Known | null {
    if ("fixed" in from) return { day: dayOfYear(from.fixed, this.start() + from.year) };
    if ("published" in from) return known(from.published[this.facts.year]);
    if ("date" in from) return known(this.facts.dates[from.date]);
    if ("rule" in from) return known(this.counted(this.ruleNamed(from.rule))?.day);
    let first: Known | null = null;
    for (const { kind, body, date, time } of this.facts.meetings) {
      if (kind !== from.meeting || (from.body !== undefined && body !== from.body)) continue;
      if (first === null || `${date}T${time ?? ""}` < `${first.day}T${first.time ?? ""}`) first = { day: date, time };
    }
    return first;
  }

  private ruleNamed = (id: string): DeadlineRule | undefined => this.set.rules.find((rule) => rule.id === id);

  /** The earliest day the known terms give; an LEA's own date stands before a published one. */
  counted(rule: DeadlineRule | undefined, dayOf: (from: Anchor) => Known | null = (from) => this.dayOf(from)): Counted | null {
    let best: Counted | null = null;
    for (const term of rule?.due ?? []) {
      const anchor = dayOf(term.from);
      if (anchor === null) continue;
      const counted = { term, anchor, ...this.count(term, anchor) };
      if ("date" in term.from) return counted;
      if (best === null || counted.instant < best.instant) best = counted;
    }
    return best;
  }

  private count({ count, kind, direction }: Term, { day, time }: Known): { day: string; time: string | null; instant: number } {
    const back = direction === "at-least-before" ? -1 : 1;
    if (kind === "clock-hours" && time !== undefined) {
      const instant = instantOf(day, time) + back * count * 3_600_000;
      const shown = wallClock(instant);
      return { day: shown.day, time: shown.time, instant };
    }
    const whole = (): string => {
      if (direction === "before") return addDays(day, -1);
      if (count === 0) return day;
      if (kind === "business") return addBusinessDays(day, back * count, this.holidays);
      if (kind === "calendar-years") return addYears(day, back * count);
      return addDays(day, back * (kind === "clock-hours" ? Math.ceil(count / 24) : count));
    };
    const last = whole();
    return { day: last, time: null, instant: lateFrom(last) };
  }

  /** The rule's last day when every open date before it is its own last one; null where even that is not bounded. */
  latest(rule: DeadlineRule): string | null {
    const done = this.latestDays.get(rule.id);
    if (done !== undefined) return done;
    this.latestDays.set(rule.id, null);
    const day = this.counted(rule, (from) => this.dayOf(from) ?? known(this.latestOf(from)))?.day ?? null;
    this.latestDays.set(rule.id, day);
    return day;
  }

  private latestOf(from: Anchor): string | undefined {
    const bound = this.set.rules.filter((rule) => {
      if (rule.bounds === undefined || rule.due.some((term) => term.direction !== "no-later-than")) return false;
      return "date" in rule.bounds ? "date" in from && rule.bounds.date === from.date : "meeting" in from && rule.bounds.meeting === from.meeting && (rule.bounds.body === undefined || rule.bounds.body === from.body);
    });
    return bound.flatMap((rule) => this.latest(rule) ?? []).sort()[0];
  }
}

const known = (day: string | undefined): Known | null => (day === undefined ? null : { day });

/** The note a due day on a weekend or holiday gets; the due day itself stays as the law has it. */
export function rollNote({ holidays }: CalendarRules, roll: string, due: string): string {
  const names = holidayNames(holidays);
  const why = restDay(due, names);
  if (why === null) return "";
  const { note = "", citation = "" } = holidays.rolls.find(({ id }) => id === roll) ?? {};
  const unlisted = holidays.years.some(({ year }) => String(year) === due.slice(0, 4)) ? "" : ` The holidays of ${due.slice(0, 4)} are not on the list.`;
  return `${note.replace("{why}", why).replace("{day}", nextWorkday(due, names))} (${citation})${unlisted}`;
}

/** Does the rule hold in this plan year? */
export const inYears = ({ years }: DeadlineRule, year: string): boolean => (years?.from === undefined || years.from <= year) && (years?.to === undefined || year <= years.to);

/**
 * The deadlines of an LEA for a plan year, in the order of the sets and their rules. The due day is the unadjusted one; a weekend or holiday is a note.
 * `catalogs`: for the names of meetings and bodies in the chain.
 */
export function deadlinesOf(calendar: CalendarRules, catalogs: Catalogs, facts: CalendarFacts): Deadline[] {
  const scope = calendarScope(facts);
  const label = (catalog: string, code: string) => catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;
  const ownTitle = (key: string) => calendar.own.dates.find((date) => date.key === key)?.title ?? key;
  const chosen = calendar.sets.filter((set) => !set.optional || facts.sets === "all" || facts.sets.includes(set.set));
  return chosen.flatMap((set) => {
    const reckoning = new Reckoning(set, facts, holidayNames(calendar.holidays), label, ownTitle);
    return set.rules.flatMap((rule): Deadline[] => {
      if (!inYears(rule, facts.year)) return [];
      const affected = binds(rule.affected, scope);
      if (affected === false) return [];
      return [deadlineOf(calendar, set, rule, reckoning, affected === null)];
    });
  });
}

function deadlineOf(calendar: CalendarRules, set: DeadlineSet, rule: DeadlineRule, reckoning: Reckoning, unsure: boolean): Deadline {
  const counted = reckoning.counted(rule);
  const earliest = counted?.term.direction === "not-before";
  const due = counted === null || earliest ? null : counted.day;
  const hoursUnknown = counted !== null && counted.term.kind === "clock-hours" && counted.time === null;
  const latest = due === null && !earliest ? reckoning.latest(rule) : null;
  const notes = [
    due === null ? "" : rollNote(calendar, rule.roll ?? set.roll, due),
    hoursUnknown ? `The meeting's start time is not given: the hour on this day is the hour the meeting begins.` : "",
    latest === null ? "" : `At the latest ${latest}, when the dates before it are their own last days.`,
    rule.note ?? "",
  ];
  return {
    key: `${set.set}/${rule.id}`,
    id: rule.id,
    program: set.program,
    set: set.set,
    title: rule.title,
    owner: rule.owner,
    applies: unsure ? "if" : "yes",
    onlyIf: rule.only_if ?? null,
    due,
    dueTime: due === null ? null : (counted?.time ?? null),
    notBefore: counted !== null && earliest ? counted.day : null,
    lateFrom: due === null || counted === null || hoursUnknown ? null : new Date(counted.instant).toISOString(),
    latest,
    waiting: counted === null ? (rule.waiting ?? null) : null,
    note: notes.filter((words) => words !== "").join(" "),
    chain: chainOf(rule, counted, reckoning),
    citation: rule.citation.join("; "),
    source: rule.source,
    confidence: rule.confidence,
  };
}

function chainOf(rule: DeadlineRule, counted: Counted | null, reckoning: Reckoning): ChainLink[] {
  if (counted === null) return rule.due.map(({ from }) => ({ what: reckoning.wordsOf(from), on: null }));
  const { term, anchor } = counted;
  const others = rule.due.filter((one) => one !== term && !("published" in one.from && reckoning.dayOf(one.from) === null)).map(({ from }) => ({ what: `${reckoning.wordsOf(from)} (the earlier one counts)`, on: reckoning.dayOf(from)?.day ?? null }));
  const from: ChainLink = { what: reckoning.wordsOf(term.from), on: anchor.day };
  const plain = term.count === 0 && term.direction === "no-later-than" && !("meeting" in term.from);
  return "date" in term.from || others.length === 0 ? (plain ? [from] : [from, counts(term, counted)]) : [from, ...(plain ? [] : [counts(term, counted)]), ...others];
}

const counts = (term: Term, { day, time }: Counted): ChainLink => ({ what: `${ordinalWords[term.direction](countWords(term))}${time === null ? "" : ` (${time})`}`, on: day });
