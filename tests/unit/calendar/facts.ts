// The project's calendar rules, and what is known of an LEA, for tests.
import type { CalendarFacts } from "#app/domain/calendar/deadlines.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import type { MeetingDate } from "#schemas/calendar.ts";

export const crosswalks = loadCrosswalks();
export const { calendar, catalogs } = crosswalks;

export const facts = (changed: Partial<CalendarFacts> = {}): CalendarFacts => ({ year: "2027-28", lea: { kind: "district" }, choices: {}, dates: {}, meetings: [], sets: "all", ...changed });
export const meeting = (kind: string, date: string, more: Partial<MeetingDate> = {}): MeetingDate => ({ body: "board", kind, date, ...more });
