// Of what is somebody reminded on a day, by which kind of reminder, and how is it said? The caller says which day it is in California.
import { differenceInCalendarDays, format, parseISO } from "date-fns";
import { endOfWeek } from "./agenda.ts";
import { addDays } from "./days.ts";

/** How many days before a deadline somebody can be reminded. */
export const leadDays = [30, 14, 7, 3, 1, 0] as const;
export type MailChoice = "off" | "digest" | "single";
export type ReminderChoice = { mail: MailChoice; portal: boolean; days: readonly number[] };
/** Nobody gets a mail they did not ask for. */
export const firstChoice: ReminderChoice = { mail: "off", portal: true, days: [14, 3] };

/** An event that is owed and open. `planId` (null: the office's own) and `key` name it, `day` is a part of its name: a deadline that moves is told again. */
export type OpenEvent = { planId: string | null; key: string; day: string; title: string; path: string };
/** `about` and `kind` with the person are the reminder's key: the database takes it once. */
export type Reminder = { about: string; kind: string; events: OpenEvent[] };

/** The local hour from which reminders go out. */
export const remindersFrom = "07:00";
/** A digest tells what is due in so many days, and what the day has gone by of in as many. */
export const digestDays = 14;

export const aboutEvent = ({ planId, key, day }: OpenEvent): string => `${planId ?? "office"}/${key}/${day}`;
const daysLeft = (day: string, today: string): number => differenceInCalendarDays(parseISO(day), parseISO(today));

/**
 * The reminders that stand on `today`: one for each event, of the nearest of the days before that has come, so that a morning without a running worker, or a choice made late, is made up for once and not by several.
 * Of a digest one in a week that begins on Monday, whatever day it is first asked for.
 */
export function remindersOn(today: string, choice: ReminderChoice, events: readonly OpenEvent[]): Reminder[] {
  const ahead = events.flatMap((event) => {
    const left = daysLeft(event.day, today);
    const lead = left < 0 ? undefined : [...choice.days].sort((one, other) => one - other).find((days) => days >= left);
    return lead === undefined ? [] : [{ event, lead }];
  });
  const of = (kind: string) => ahead.map(({ event, lead }): Reminder => ({ about: aboutEvent(event), kind: `${kind}-${lead}`, events: [event] }));
  const near = events.filter(({ day }) => Math.abs(daysLeft(day, today)) < digestDays).sort((one, other) => one.day.localeCompare(other.day));
  const digest: Reminder[] = choice.mail === "digest" ? [{ about: `week/${addDays(endOfWeek(today), -6)}`, kind: "digest", events: near }] : [];
  return [...(choice.portal ? of("portal") : []), ...(choice.mail === "single" ? of("mail") : []), ...digest];
}

const dayWords = (day: string): string => format(parseISO(day), "EEEE, MMMM d, yyyy");
/** "in 7 days", "today", "5 days ago". */
export function whenWords(day: string, today: string): string {
  const left = daysLeft(day, today);
  if (left === 0) return "today";
  if (Math.abs(left) === 1) return left > 0 ? "tomorrow" : "yesterday";
  return left > 0 ? `in ${left} days` : `${-left} days ago`;
}

/** The mail of a reminder, without a word of the plan; null where there is nothing to tell. */
export function reminderMail({ events, kind }: Reminder, today: string, { siteUrl, choicePath }: { siteUrl: string; choicePath: string }): { subject: string; text: string } | null {
  const [first] = events;
  if (first === undefined) return null;
  const lines = events.map(({ title, day, path }) => `${title}\n${dayWords(day)}, ${whenWords(day, today)}\n${siteUrl}${path}`);
  const subject = kind === "digest" ? `Plan dates: ${events.length === 1 ? "1 date" : `${events.length} dates`} around this week` : `${whenWords(first.day, today).replace(/^./, (letter) => letter.toUpperCase())}: ${first.title}`;
  return { subject: subject.length > 200 ? `${subject.slice(0, 199)}…` : subject, text: `${lines.join("\n\n")}\n\nOpen a date to see its law and what it is counted from${events.some(({ planId }) => planId !== null) ? ", or to mark it as done" : ""}.\nYou asked for this mail; change or stop it here: ${siteUrl}${choicePath}\n` };
}
