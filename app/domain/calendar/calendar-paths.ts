// Where meetings and what was said at them are on the portal.
import { planPath } from "#app/domain/plan/place-of.ts";

/** The ledger of meetings, one of them, and its papers. */
export const meetingsPath = (planId: string): string => `${planPath(planId)}/meetings`;
export const meetingPath = (planId: string, meetingId: string): string => `${meetingsPath(planId)}/${encodeURIComponent(meetingId)}`;
export const meetingKitPath = (planId: string, meetingId: string): string => `${meetingPath(planId, meetingId)}/kit`;
/** What the ledger has for the engagement questions. */
export const fromMeetingsPath = (planId: string): string => `${planPath(planId)}/from-meetings`;
