// Where calendars, their feeds and reminders are on the portal.
import { anchorOf, calendarPath, planPath } from "#app/domain/plan/place-of.ts";

/** A plan's calendar, or without a plan that of the office. */
const whoseCalendarPath = (planId: string | null): string => (planId === null ? officeCalendarPath : calendarPath(planId));
export const officeCalendarPath = "/reviews/calendar";
export const subscribePath = (planId: string | null): string => `${whoseCalendarPath(planId)}/subscribe`;
export const remindersPath = (planId: string | null): string => `${whoseCalendarPath(planId)}/reminders`;
/** A feed's address; what it ends in tells a calendar program what it is. */
export const feedPath = (token: string): string => `/calendar-feed/${encodeURIComponent(token)}.ics`;
/** The ledger of meetings, one of them, and its papers. */
export const meetingsPath = (planId: string): string => `${planPath(planId)}/meetings`;
export const meetingPath = (planId: string, meetingId: string): string => `${meetingsPath(planId)}/${encodeURIComponent(meetingId)}`;
/** Where an event of a calendar is explained: a meeting in its ledger, a plan that was sent on the desk, any other date where it stands in its calendar. */
export function eventPath({ planId, key }: { planId: string | null; key: string }): string {
  const [about = "", id = ""] = key.split("/");
  if (planId !== null && about === "meeting") return meetingPath(planId, key.slice("meeting/".length));
  return planId === null && about === "filing" ? `/reviews/${id}` : `${whoseCalendarPath(planId)}#${anchorOf(key)}`;
}
export const meetingKitPath = (planId: string, meetingId: string): string => `${meetingPath(planId, meetingId)}/kit`;
/** What the ledger has for the engagement questions. */
export const fromMeetingsPath = (planId: string): string => `${planPath(planId)}/from-meetings`;
