import type { Context } from "#app/context.server.ts";
import type { OfficeEntry } from "#app/domain/calendar/office-calendar.ts";
import { can } from "#app/domain/permissions/can.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { openOfficeCalendar } from "./open-office-calendar.server.ts";

/** `follows`: may have these dates in other programs, and be reminded of them. */
export type OfficeCalendarPage = { today: string; entries: OfficeEntry[]; lanes: { set: string; short: string; title: string; place: number }[]; counties: string[]; owners: Record<string, string>; follows: boolean };

/** The calendar of a county office or the state. */
export async function loadOfficeCalendar(ctx: Context): Promise<OfficeCalendarPage> {
  const { calendar, catalogs } = ctx.crosswalks;
  const { running, entries } = await inLea(ctx, (tx) => openOfficeCalendar(ctx, tx));
  return {
    today: ctx.today(),
    entries,
    lanes: calendar.sets.map(({ set, short, title }, place) => ({ set, short, title, place })).filter(({ set }) => entries.some((entry) => entry.set === set)),
    counties: [...new Set(running.map(({ county }) => county))].sort((a, b) => a.localeCompare(b)),
    owners: Object.fromEntries(catalogs["deadline-owners"]?.entries.map(({ code, label }) => [code, label]) ?? []),
    follows: can(ctx.user, "office-calendar.read", { leaId: ctx.user.leaId }),
  };
}
