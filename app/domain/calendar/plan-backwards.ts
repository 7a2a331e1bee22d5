// Given the board's meetings: which of them can hold hearing and adoption, what is the last day for everything before, and which link breaks?
import type { Planner, PlannerLink, PlannerStep } from "#schemas/calendar.ts";
import { binds, calendarScope, type CalendarFacts } from "./deadlines.ts";
import { addDays, dayOfYear, instantOf, wallClock } from "./days.ts";

export type BoardMeeting = { date: string; time?: string | undefined };

export type BackwardQuestion = {
  facts: CalendarFacts;
  board: readonly BoardMeeting[];
  /** The LEA's own days before, by step; none where nothing is said. */
  leads: Record<string, number>;
  /** A board step fixed to one of the meetings, by step. */
  chosen: Record<string, string>;
  /** A last day before today has gone by. */
  today: string;
};

export type PlannedStep = {
  step: PlannerStep;
  applies: "yes" | "if";
  /** The last day; null where a step above it has none. */
  last: string | null;
  /** The start of the board's meeting, or the hour counted from it. */
  time: string | null;
  /** The link that sets the day. */
  because: { from: string | null; on: string; citation: string } | null;
};
export type Break = { step: string; message: string; citation: string };

type Bound = { day: string; time: string | null };
/** A link with the day it hangs on (null where that step found none) and the last day it leaves. */
type Link = { link: PlannerLink; from: string | null; on: string | null; at: Bound | null };

/** The last moment a link leaves, given the day (and hour) it hangs on. */
function bound({ count, kind, direction }: PlannerLink, { day, time }: Bound, lead: number): Bound {
  const back = direction === "at-least-before" ? -1 : 1;
  const leadBack = (at: Bound): Bound => (lead === 0 ? at : { day: addDays(at.day, -lead), time: at.time });
  if (direction === "before") return leadBack({ day: addDays(day, -1), time: null });
  if (kind === "clock-hours") {
    if (time === null) return leadBack({ day: addDays(day, back * Math.ceil(count / 24)), time: null });
    const shown = wallClock(instantOf(day, time) + back * count * 3_600_000);
    return leadBack({ day: shown.day, time: shown.time });
  }
  return leadBack({ day: addDays(day, back * count), time: direction === "same-day" ? time : null });
}

/**
 * The latest day for every step that leaves all the others possible. Each bound only ever says "not after", so the latest choice of each step,
 * taken in backward order, is the latest of all plans; a broken link is named with its law.
 */
export function planBackwards(planner: Planner, { facts, board, leads, chosen, today }: BackwardQuestion): { steps: PlannedStep[]; breaks: Break[] } {
  const scope = calendarScope(facts);
  const start = Number(facts.year.slice(0, 4));
  const meetings = [...board].sort((one, other) => (one.date < other.date ? -1 : 1));
  const found = new Map<string, Bound | null>();
  const titles = new Map(planner.steps.map((step) => [step.id, step.title]));
  const breaks: Break[] = [];
  const steps = planner.steps.flatMap((step): PlannedStep[] => {
    const applies = binds(step.affected, scope);
    if (applies === false) return [];
    const unsure = applies === null ? "if" : "yes";
    const bounds = step.links.flatMap((link): Link[] => {
      const lead = link.lead ? (leads[step.id] ?? 0) : 0;
      const from = "step" in link.from ? link.from.step : null;
      const anchor = "fixed" in link.from ? { day: dayOfYear(link.from.fixed, start + link.from.year), time: null } : found.get(link.from.step);
      if (anchor === undefined) return [];
      return [{ link, from, on: anchor?.day ?? null, at: anchor === null ? null : bound(link, anchor, lead) }];
    });
    const open = bounds.some(({ at }) => at === null);
    const tightest = bounds.flatMap((one) => (one.at === null || one.on === null ? [] : [{ ...one, at: one.at, on: one.on }])).sort((one, other) => (one.at.day < other.at.day ? -1 : one.at.day > other.at.day ? 1 : (one.at.time ?? "24") < (other.at.time ?? "24") ? -1 : 1))[0];
    if (open || !tightest) {
      // A step whose every anchor is not asked of this LEA hangs on nothing and is left out; one whose anchor failed has no day.
      if (!open) return [];
      found.set(step.id, null);
      return [{ step, applies: unsure, last: null, time: null, because: null }];
    }
    const citation = tightest.link.citation.join("; ");
    const because = { from: tightest.from, on: tightest.on, citation };
    const place = step.at_board ? boardPlace(meetings, tightest.at, chosen[step.id]) : tightest.at;
    const name = titles.get(step.id) ?? step.id;
    if (typeof place === "string") {
      breaks.push({ step: step.id, citation, message: `${name}: ${place}${tightest.from === null ? "" : ` (${titles.get(tightest.from) ?? tightest.from} on ${tightest.on})`}. ${citation}.` });
      found.set(step.id, null);
      return [{ step, applies: unsure, last: null, time: null, because }];
    }
    if (place.day < today) breaks.push({ step: step.id, citation, message: `${name}: the last day, ${place.day}, has gone by${tightest.from === null ? "" : `, counted from ${tightest.on} (${titles.get(tightest.from) ?? tightest.from})`}. ${citation}.` });
    found.set(step.id, place);
    return [{ step, applies: unsure, last: place.day, time: place.time, because }];
  });
  return { steps, breaks };
}

/** The last meeting that keeps the bound, or the chosen one; else why there is none, in words. */
function boardPlace(meetings: readonly BoardMeeting[], { day }: Bound, chosen: string | undefined): Bound | string {
  const asBound = ({ date, time }: BoardMeeting): Bound => ({ day: date, time: time ?? null });
  if (chosen !== undefined) {
    const meeting = meetings.find((one) => one.date === chosen);
    if (!meeting) return `${chosen} is not one of the board's meetings`;
    return chosen <= day ? asBound(meeting) : `the board's meeting of ${chosen} is too late, the last day is ${day}`;
  }
  const last = meetings.filter(({ date }) => date <= day).at(-1);
  if (last) return asBound(last);
  return meetings.length === 0 ? "the board has no meeting dates" : `the board has no meeting on or before ${day}`;
}
