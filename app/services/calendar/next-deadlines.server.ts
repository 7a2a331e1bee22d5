import type { Tx } from "#db/client.server.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { isOurs } from "#app/domain/calendar/agenda.ts";
import { checkMark, confidenceWords } from "#app/domain/calendar/calendar-events.ts";
import type { Entry } from "#app/domain/calendar/agenda.ts";
import { linkWords } from "#app/domain/calendar/link-words.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { calendarPath } from "#app/domain/plan/place-of.ts";
import { openCalendar } from "./open-calendar.server.ts";

export type NextDeadline = { key: string; title: string; day: string; year: string; reason: string; late: boolean; href: string };

/** "Adoption (Governing board): June 24, 2027; plus 5 calendar days, the first day not counted: June 29, 2027. EC 52070(a)." */
const reasonOf = ({ chain, citation, confidence }: Entry): string => `${chain.map((link) => linkWords(link)).join("; ")}. ${citation}.${confidence === "high" ? "" : ` ${confidenceWords[confidence]}`}`;

/** The LEA's next three open deadlines over its plans, those gone by within a month first; what others owe and what only may apply is left to the calendar. */
export async function nextDeadlines(ctx: Context, tx: Tx, plans: readonly Plan[]): Promise<NextDeadline[]> {
  const today = ctx.today();
  const monthAgo = new Date(Date.parse(today) - 30 * 86_400_000).toISOString().slice(0, 10);
  const found = [];
  for (const plan of plans) {
    const { entries } = await openCalendar(ctx, tx, plan);
    for (const entry of entries) if (entry.due !== null && entry.due >= monthAgo && entry.done === null && entry.applies === "yes" && isOurs(entry)) found.push({ entry, plan, due: entry.due });
  }
  return found
    .sort((one, other) => one.due.localeCompare(other.due))
    .slice(0, 3)
    .map(({ entry, plan, due }) => ({ key: `${plan.id}/${entry.key}`, title: `${entry.title}${checkMark(entry.confidence)}`, day: longDay(due), year: plan.year, reason: reasonOf(entry), late: due < today, href: `${calendarPath(plan.id)}#${entry.key.replace(/[^A-Za-z0-9_-]+/g, "-")}` }));
}
