// How a calendar is read: what is late, due this week, next week, later; what waits; and the months.
import { parseISO } from "date-fns";
import type { CalendarRules } from "#schemas/calendar.ts";
import { addDays, dayOfYear } from "./days.ts";
import type { CalendarFacts, Deadline } from "./deadlines.ts";

/** `by` is null where the plan's own record of a meeting shows it. */
export type Done = { doneOn: string; proof: string; by: string | null };
export type Entry = Deadline & { done: Done | null };
export const agendaGroups = ["late", "this-week", "next-week", "later", "waiting", "undated", "done"] as const;
export type AgendaGroup = (typeof agendaGroups)[number];

/** Deadlines that are met by a meeting on record, held by `today`: the first meeting of the kind the rule bounds. */
export function heldByRule({ sets }: CalendarRules, { meetings }: Pick<CalendarFacts, "meetings">, today: string): ReadonlyMap<string, Done> {
  const held = new Map<string, Done>();
  for (const { set, rules } of sets) {
    for (const { id, bounds } of rules) {
      if (bounds === undefined || !("meeting" in bounds)) continue;
      const day = meetings.flatMap(({ kind, body, date }) => (kind === bounds.meeting && (bounds.body === undefined || body === bounds.body) && date <= today ? [date] : [])).sort()[0];
      if (day !== undefined) held.set(`${set}/${id}`, { doneOn: day, proof: "", by: null });
    }
  }
  return held;
}

const others: readonly string[] = ["reviewer", "county-office", "state"];
/** Is it for the LEA to do, and not for who reviews it? */
export const isOurs = ({ owner }: Pick<Deadline, "owner">): boolean => !others.includes(owner);

/** The Sunday that ends the week of a day; weeks run Monday to Sunday. */
export const endOfWeek = (day: string): string => addDays(day, (7 - parseISO(day).getDay()) % 7);

/** Where an entry stands on `today`. A deadline is late from the day after it is due; what others owe is never the LEA's to be late with, but it stands in its week too. */
export function groupOf({ due, notBefore, waiting, done }: Entry, today: string): AgendaGroup {
  if (done !== null) return "done";
  const day = due ?? notBefore;
  if (day === null) return waiting === null ? "undated" : "waiting";
  if (due !== null && due < today) return "late";
  const sunday = endOfWeek(today);
  return day <= sunday ? "this-week" : day <= addDays(sunday, 7) ? "next-week" : "later";
}

/** The entries of each group, by day; groups without any are left out. */
export function agenda(entries: readonly Entry[], today: string): { group: AgendaGroup; entries: Entry[] }[] {
  const sorted = [...entries].sort((one, other) => dayOf(one).localeCompare(dayOf(other)));
  return agendaGroups.flatMap((group) => {
    const inside = sorted.filter((entry) => groupOf(entry, today) === group);
    return inside.length === 0 ? [] : [{ group, entries: inside }];
  });
}
const dayOf = ({ due, notBefore, done }: Entry): string => done?.doneOn ?? due ?? notBefore ?? "9999";

/** The weeks of a month ("2027-06"), Monday first; null for days of its neighbours. */
export function weeksOf(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const last = dayOfYear(`${month.slice(5)}-last`, Number(month.slice(0, 4)));
  const days: (string | null)[] = Array.from({ length: (parseISO(first).getDay() + 6) % 7 }, () => null);
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  while (days.length % 7 !== 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, at) => days.slice(at * 7, at * 7 + 7));
}

/** "2027-06" moved by months. */
export function monthBeside(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;
}
