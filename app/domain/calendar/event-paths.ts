// Where calendars, their feeds and reminders, and the dates in them are on the portal. Apart from the meetings' paths, which the editor's pages load.
import { anchorOf, calendarPath } from "#app/domain/plan/place-of.ts";
import { meetingPath } from "./calendar-paths.ts";

export const officeCalendarPath = "/reviews/calendar";
/** A plan's calendar, or without a plan that of the office. */
const whoseCalendarPath = (planId: string | null): string => (planId === null ? officeCalendarPath : calendarPath(planId));
export const subscribePath = (planId: string | null): string => `${whoseCalendarPath(planId)}/subscribe`;
export const remindersPath = (planId: string | null): string => `${whoseCalendarPath(planId)}/reminders`;
/** A feed's address; what it ends in tells a calendar program what it is. */
export const feedPath = (token: string): string => `/calendar-feed/${encodeURIComponent(token)}.ics`;

/** Where an event of a calendar is explained: a meeting in its ledger, a plan that was sent on the desk, any other date where it stands in its calendar. */
export function eventPath({ planId, key }: { planId: string | null; key: string }): string {
  const [about = "", id = ""] = key.split("/");
  if (planId !== null && about === "meeting") return meetingPath(planId, key.slice("meeting/".length));
  return planId === null && about === "filing" ? `/reviews/${id}` : `${whoseCalendarPath(planId)}#${anchorOf(key)}`;
}
