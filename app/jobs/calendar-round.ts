import { goRound } from "#app/services/calendar/go-round.server.ts";
import type { AppContext } from "#app/context.server.ts";

/** Goes round all LEAs: calendars of other programs, reminders, and mails that a stopped worker left. May run twice, early or late. */
export async function goRoundCalendars(ctx: AppContext): Promise<void> {
  await goRound(ctx);
}
