// The shapes of the files in crosswalks/calendar: deadline rules in sets, dates an LEA gives, holidays; and a meeting as the calendar sees it.
import { z } from "zod";
import { codeSchema, daySchema, planYearSchema } from "./scalars.ts";

const cel = z.string().min(1).describe("a CEL expression over plan, lea, identified, has and choices");
export const monthDaySchema = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]|last)$/, 'A day of a year is written "07-01", the last day of a month "02-last".');

/**
 * What a deadline is counted from. Exactly one of:
 * fixed + year (a day of the calendar year in which the plan year begins, plus `year`), published (by plan year, as somebody published it),
 * meeting (the first of this kind on record, of any body or of one), date (an LEA's own, calendar/own-dates.yaml), rule (another rule's day, of the same set).
 */
export const anchorSchema = z.union(
  [
    z.strictObject({ fixed: monthDaySchema, year: z.int().min(-2).max(3) }),
    z.strictObject({ published: z.record(planYearSchema, daySchema) }),
    z.strictObject({ meeting: codeSchema, body: codeSchema.optional() }),
    z.strictObject({ date: codeSchema }),
    z.strictObject({ rule: codeSchema }),
  ],
  "An anchor is one of { fixed: \"07-01\", year: 0 }, { published: { 2025-26: 2026-01-31 } }, { meeting: adoption }, { date: … } or { rule: … }.",
);
export type Anchor = z.infer<typeof anchorSchema>;

/**
 * no-later-than: anchor + count is the last day. at-least-before: anchor - count is the last day. before: the anchor itself is too late.
 * not-before: anchor + count is the first day it may happen. same-day: at the anchor itself.
 */
export const directionSchema = z.enum(["no-later-than", "at-least-before", "before", "not-before", "same-day"]);
export const dayKindSchema = z.enum(["calendar", "business", "clock-hours", "calendar-years"]);

const termSchema = z.strictObject({
  from: anchorSchema,
  /** Days, hours or years by `kind`; 0 where the anchor is the day. */
  count: z.int().min(0).max(1200).default(0),
  kind: dayKindSchema.default("calendar"),
  direction: directionSchema.default("no-later-than"),
});
export type Term = z.infer<typeof termSchema>;

export const deadlineRuleSchema = z.strictObject({
  /** As in the fact sheet it comes from; once in its program. */
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "A rule's id has letters, digits, dots, dashes and underscores."),
  /** What is done, in plain words. */
  title: z.string().min(1),
  /** Catalog `deadline-owners`: who must act. */
  owner: codeSchema,
  /** Whom it binds. Where a fact it asks about is not known, the deadline is shown with `only_if`. */
  affected: cel,
  /** The condition in words, where `affected` asks for more than the kind of LEA. */
  only_if: z.string().min(1).optional(),
  /** What it makes due is the program's plan itself, sent to the body above: who is bound by it owes one. */
  files: z.literal(true).optional(),
  /** Several terms: the earliest of those that are known counts. None: nobody has set a date. */
  due: z.array(termSchema).default([]),
  /** The meetings (or the LEA's own date) this rule bounds: a calendar of meetings is checked against it. `once`: there is only one, and what to do instead of a second. */
  bounds: z.union([z.strictObject({ meeting: codeSchema, body: codeSchema.optional(), once: z.string().min(1).optional() }), z.strictObject({ date: codeSchema })], "A rule bounds { meeting: adoption } or { date: … }.").optional(),
  /** Why there is no date yet, and who gives it. */
  waiting: z.string().min(1).optional(),
  /** What to know about the date: where the sources disagree, what the law leaves open. */
  note: z.string().min(1).optional(),
  citation: z.array(z.string().min(1)).min(1),
  /** The row of the fact sheet. */
  source: z.string().min(1),
  confidence: z.enum(["high", "medium", "low"]),
  /** Plan years it holds for; all where nothing is said. */
  years: z.strictObject({ from: planYearSchema.optional(), to: planYearSchema.optional() }).optional(),
  /** Another note for weekends and holidays than the set's. */
  roll: codeSchema.optional(),
});
export type DeadlineRule = z.infer<typeof deadlineRuleSchema>;

export const deadlineSetSchema = z.strictObject({
  set: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** The program of crosswalks/programs it belongs to, or the set's own name. */
  program: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string(),
  /** Letters shown with the colour and shape of a swim lane. */
  short: z.string(),
  /** Sets an LEA switches on; the others always show. */
  optional: z.boolean(),
  /** Where lists of deadlines have it. */
  order: z.int().min(1),
  /** Which note a due day on a weekend or holiday gets (calendar/holidays.yaml). */
  roll: z.string(),
  rules: z.array(deadlineRuleSchema).min(1),
});
export type DeadlineSet = z.infer<typeof deadlineSetSchema>;

/** What only the LEA knows: a day (a letter's date, a local vote), or a choice (yes or no) that a rule's `affected` asks as choices.<key>. */
export const ownFactSchema = z.strictObject({ key: codeSchema, title: z.string(), help: z.string(), source: z.string() });
export type OwnFact = z.infer<typeof ownFactSchema>;
export const ownFactsSchema = z.strictObject({ dates: z.array(ownFactSchema), choices: z.array(ownFactSchema) });
export type OwnFacts = z.infer<typeof ownFactsSchema>;

export const holidaySchema = z.strictObject({ on: daySchema, name: z.string(), citation: z.string() });
export const holidaysSchema = z.strictObject({
  source: z.string(),
  confidence: z.enum(["high", "medium", "low"]),
  /** The person who approved the list; empty until one has. */
  approved_by: z.string(),
  rolls: z.array(z.strictObject({ id: codeSchema, /** {day} is the next day that is neither weekend nor holiday, {why} says what the due day is. */ note: z.string(), citation: z.string() })).min(1),
  years: z.array(z.strictObject({ year: z.int(), holidays: z.array(holidaySchema) })),
});
export type Holidays = z.infer<typeof holidaysSchema>;

/** How a step's last day hangs on another step, or on a day of the year. */
const plannerLinkSchema = z.strictObject({
  from: z.union([z.strictObject({ fixed: monthDaySchema, year: z.int().min(-2).max(3) }), z.strictObject({ step: codeSchema })], "A link is from { step: adoption } or { fixed: \"07-01\", year: 0 }."),
  count: z.int().min(0).max(1200).default(0),
  kind: z.enum(["calendar", "clock-hours"]).default("calendar"),
  direction: z.enum(["no-later-than", "at-least-before", "before", "same-day"]),
  /** The days of the LEA's own lead for this step come off as well. */
  lead: z.boolean().default(false),
  citation: z.array(z.string().min(1)).min(1),
});
export type PlannerLink = z.infer<typeof plannerLinkSchema>;

export const plannerStepSchema = z.strictObject({
  id: codeSchema,
  title: z.string().min(1),
  help: z.string().optional(),
  owner: codeSchema,
  /** Happens at one of the board's meetings. */
  at_board: z.boolean().default(false),
  affected: cel,
  only_if: z.string().min(1).optional(),
  links: z.array(plannerLinkSchema).min(1),
  source: z.string().min(1),
  confidence: z.enum(["high", "medium", "low"]),
});
export type PlannerStep = z.infer<typeof plannerStepSchema>;
/** What must have happened before a board adopts, counted backward from the board's meetings. */
export const plannerSchema = z.strictObject({ steps: z.array(plannerStepSchema) });
export type Planner = z.infer<typeof plannerSchema>;

/** Whose meetings, and of which kinds; all where nothing is said. What a deadline rule ("lcap/D-8") asks for has its law and its confidence from there. */
const onAgenda = {
  id: codeSchema,
  bodies: z.array(codeSchema).min(1).optional(),
  at: z.array(codeSchema).min(1).optional(),
  rules: z.array(z.string().min(3)).default([]),
  citation: z.array(z.string().min(1)).default([]),
  source: z.string().min(1).optional(),
  confidence: z.enum(["high", "medium", "low"]).optional(),
};
export const agendaItemSchema = z.strictObject({
  ...onAgenda,
  /** A decision gets a motion and a vote in the minutes. */
  what: z.enum(["opening", "report", "hearing", "discussion", "decision", "closing"]),
  title: z.string().min(1),
  note: z.string().min(1).optional(),
});
export type AgendaItem = z.infer<typeof agendaItemSchema>;
export const agendaNoticeSchema = z.strictObject({ ...onAgenda, words: z.string().min(1), /** Posted at least so many hours before. */ hours: z.int().min(1).max(1200) });
export type AgendaNotice = z.infer<typeof agendaNoticeSchema>;
/** What stands on agendas, in order, and how meetings are announced. */
export const agendasSchema = z.strictObject({ notices: z.array(agendaNoticeSchema), items: z.array(agendaItemSchema) });
export type Agendas = z.infer<typeof agendasSchema>;

/** Everything the calendar folder says. */
export type CalendarRules = { sets: DeadlineSet[]; own: OwnFacts; holidays: Holidays; planner: Planner; agendas: Agendas };
export const noCalendar: CalendarRules = { sets: [], own: { dates: [], choices: [] }, holidays: { source: "", confidence: "low", approved_by: "", rolls: [], years: [] }, planner: { steps: [] }, agendas: { notices: [], items: [] } };

/** A meeting or decision on a calendar: which body, what for, on which day, and at what time where that is known. */
export const meetingDateSchema = z.strictObject({
  body: codeSchema,
  kind: codeSchema,
  date: daySchema,
  /** Local time of the start, "18:00". */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time is written 18:00.").optional(),
});
export type MeetingDate = z.infer<typeof meetingDateSchema>;
