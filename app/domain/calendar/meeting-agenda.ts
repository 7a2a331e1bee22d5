// What stands on the agenda of a body's meeting, in order, by whose law, and how is the meeting announced?
import type { AgendaItem, AgendaNotice, CalendarRules, DeadlineRule } from "#schemas/calendar.ts";
import type { Meeting, Plan } from "#schemas/plan.ts";
import { addDays, instantOf, wallClock } from "./days.ts";
import { binds, calendarScope, inYears, type CalendarFacts } from "./deadlines.ts";

type Backed = { citation: string; confidence: DeadlineRule["confidence"]; onlyIf: string | null };
/** `citation` empty: no law held asks for it, the place is a local choice. `programs`: of the rules behind it. */
export type AgendaLine = Backed & { id: string; what: AgendaItem["what"]; title: string; note: string; programs: string[] };
/** `postBy`: the day, at the hour the meeting begins; null while the meeting has no day. `hourEarlier`: the clocks go forward in between. */
export type NoticeLine = Backed & { words: string; hours: number; postBy: string | null; hourEarlier: boolean };
export type Agenda = { lines: AgendaLine[]; notices: NoticeLine[] };

/** The rows of the plan that are one meeting: the same body of the same organization on the same day. One decision is one row, and a meeting can take several. */
export const sameMeeting = (plan: Plan, meeting: Meeting): Meeting[] =>
  meeting.heldOn === null ? [meeting] : plan.meetings.filter((one) => one.orgId === meeting.orgId && one.body === meeting.body && one.heldOn === meeting.heldOn);

const weakest = (found: readonly DeadlineRule["confidence"][]): DeadlineRule["confidence"] => (found.includes("low") ? "low" : found.includes("medium") ? "medium" : "high");

/** Hours of a notice are hours by the clock (lcap.md 8.1 D-8, spsa.md 12 T-1): over the night in March that has one less, as many end an hour earlier. */
const losesAnHour = (day: string, hours: number): boolean => wallClock(instantOf(day, "12:00") - Math.ceil(hours / 24) * 86_400_000).time < "12:00";

/** `day`: of the meeting. What binds this LEA is there; where a fact is not known the item says its condition. */
export function agendaOf({ sets, agendas }: CalendarRules, facts: CalendarFacts, { body, kinds, day }: { body: string; kinds: readonly string[]; day: string | null }): Agenda {
  const scope = calendarScope(facts);
  const rules = new Map<string, { rule: DeadlineRule; program: string }>(sets.flatMap((set) => set.rules.map((rule) => [`${set.set}/${rule.id}`, { rule, program: set.program }] as const)));
  const isHere = ({ bodies, at }: AgendaItem | AgendaNotice): boolean => (bodies === undefined || bodies.includes(body)) && (at === undefined || at.some((kind) => kinds.includes(kind)));
  const backed = (item: AgendaItem | AgendaNotice): (Backed & { programs: string[] }) | null => {
    const named = item.rules.flatMap((key) => rules.get(key) ?? []);
    const held = named.map(({ rule, program }) => ({ rule, program, bound: inYears(rule, facts.year) ? binds(rule.affected, scope) : false })).filter(({ bound }) => bound !== false);
    if (named.length > 0 && held.length === 0) return null;
    return {
      citation: [...new Set([...item.citation, ...held.flatMap(({ rule }) => rule.citation)])].join("; "),
      confidence: weakest([...(item.confidence ? [item.confidence] : []), ...held.map(({ rule }) => rule.confidence)]),
      onlyIf: held.find(({ bound }) => bound === null)?.rule.only_if ?? null,
      programs: [...new Set(held.map(({ program }) => program))],
    };
  };
  return {
    lines: agendas.items.filter(isHere).flatMap((item): AgendaLine[] => {
      const by = backed(item);
      return by ? [{ id: item.id, what: item.what, title: item.title, note: item.note ?? "", ...by }] : [];
    }),
    notices: agendas.notices.filter(isHere).flatMap((notice): NoticeLine[] => {
      const by = backed(notice);
      return by ? [{ words: notice.words, hours: notice.hours, postBy: day === null ? null : addDays(day, -Math.ceil(notice.hours / 24)), hourEarlier: day !== null && losesAnHour(day, notice.hours), citation: by.citation, confidence: by.confidence, onlyIf: by.onlyIf }] : [];
    }),
  };
}
