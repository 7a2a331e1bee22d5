// Can a board's calendar of meetings be kept? Each entry that breaks a rule, in words, with the rule's law.
import type { CalendarRules, DeadlineRule, MeetingDate } from "#schemas/calendar.ts";
import type { Catalogs } from "#app/domain/plan/plan-index.ts";
import { deadlinesOf, type CalendarFacts, type Deadline } from "./deadlines.ts";

/** `entry`: the position in the list, from 0. */
export type MeetingFault = { entry: number; rule: string; message: string; citation: string };

type Bounds = Extract<NonNullable<DeadlineRule["bounds"]>, { meeting: string }>;
const bounded = (rule: DeadlineRule): Bounds | null => (rule.bounds !== undefined && "meeting" in rule.bounds ? rule.bounds : null);
const meets = (bounds: Bounds, meeting: MeetingDate): boolean => meeting.kind === bounds.meeting && (bounds.body === undefined || meeting.body === bounds.body);

/** What is wrong with one day under one deadline; null when it is kept. */
function broken({ due, notBefore }: Deadline, directions: readonly string[], day: string): string | null {
  if (notBefore !== null && day < notBefore) return `the first day it may be is ${notBefore}`;
  if (due !== null && directions.includes("same-day") && day !== due) return `that meeting is on ${due}`;
  if (due !== null && day > due) return `the last day is ${due}`;
  return null;
}

/**
 * The entries of a meeting calendar that break a rule which binds this LEA, in the order of the rules.
 * "adoption 2027-06-10 (entry 2): the first day it may be is 2027-06-11. Adopt in a later public meeting than the hearing …"
 */
export function meetingFaults(calendar: CalendarRules, catalogs: Catalogs, facts: CalendarFacts): MeetingFault[] {
  const label = (catalog: string, code: string) => catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;
  const nameOf = (entry: number) => {
    const { body, kind, date } = facts.meetings[entry] as MeetingDate;
    return `Entry ${entry + 1} (${label("bodies", body)}, ${label("meeting-kinds", kind)}, ${date})`;
  };
  const rules = new Map<string, DeadlineRule>(calendar.sets.flatMap((set) => set.rules.map((rule) => [`${set.set}/${rule.id}`, rule] as const)));
  return deadlinesOf(calendar, catalogs, facts).flatMap((deadline): MeetingFault[] => {
    const rule = rules.get(deadline.key);
    const bounds = rule && bounded(rule);
    if (!rule || !bounds) return [];
    const entries = facts.meetings.flatMap((meeting, entry) => (meets(bounds, meeting) ? [entry] : []));
    const twice = bounds.once !== undefined && entries.length > 1 ? [{ entry: entries[1] as number, rule: deadline.key, citation: deadline.citation, message: `${nameOf(entries[1] as number)} comes after entry ${(entries[0] as number) + 1} of the same kind: there is one for a plan year. ${bounds.once} (${deadline.citation})` }] : [];
    const directions = rule.due.map((term) => term.direction);
    const late = entries.flatMap((entry): MeetingFault[] => {
      const wrong = broken(deadline, directions, (facts.meetings[entry] as MeetingDate).date);
      if (wrong === null) return [];
      const from = deadline.chain[0];
      const counted = from?.on && rule.due.some((term) => "meeting" in term.from) ? ` (${from.what} is on ${from.on})` : "";
      return [{ entry, rule: deadline.key, citation: deadline.citation, message: `${nameOf(entry)} cannot be: ${wrong}${counted}. ${deadline.title} (${deadline.citation}).` }];
    });
    return [...twice, ...late];
  });
}
