// Where feeds and reminders are on the portal.
import { calendarPath, planPath } from "#app/domain/plan/place-of.ts";

export const subscribePath = (planId: string): string => `${calendarPath(planId)}/subscribe`;
export const remindersPath = (planId: string): string => `${calendarPath(planId)}/reminders`;
/** A feed's address; what it ends in tells a calendar program what it is. */
export const feedPath = (token: string): string => `/calendar-feed/${encodeURIComponent(token)}.ics`;
/** The ledger of meetings, one of them, and its papers. */
export const meetingsPath = (planId: string): string => `${planPath(planId)}/meetings`;
export const meetingPath = (planId: string, meetingId: string): string => `${meetingsPath(planId)}/${encodeURIComponent(meetingId)}`;
export const meetingKitPath = (planId: string, meetingId: string): string => `${meetingPath(planId, meetingId)}/kit`;
/** What the ledger has for the engagement questions. */
export const fromMeetingsPath = (planId: string): string => `${planPath(planId)}/from-meetings`;
