// What does a calendar tell calendars of other programs? Each deadline with a day and each meeting, in the law's words and none of the plan's.
import type { CalendarRules } from "#schemas/calendar.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Catalogs } from "#app/domain/plan/plan-index.ts";
import { eventPath } from "./event-paths.ts";
import { isOurs } from "./agenda.ts";
import type { Entry } from "./agenda.ts";
import { linkWords } from "./link-words.ts";

/** `key`: the same every time the event is made; `sure`: owed on that day and not only where a condition holds; `ours`: not for a reviewer, the county office or the state to do. */
export type CalendarEvent = { key: string; kind: "deadline" | "meeting"; day: string; set: string; title: string; description: string; path: string; ours: boolean; sure: boolean; done: boolean };

export const confidenceWords = { high: "Read in the official text.", medium: "From a secondary source: check it.", low: "Not found in any text read: check it before you rely on it." } as const;

/** Said wherever a day is told without its source. */
export const checkMark = (confidence: Entry["confidence"]): string => (confidence === "high" ? "" : " (check it)");

const codeSection = /^(EC|GC|Gov\. Code|CCP|ESSA|GEPA|SB \d+ of|\d+ (CFR|CCR|USC)) ?\S/;
/** Is all of a citation law? A state page, a letter or a vendor's help is a source and no law. */
export const citesLaw = (citation: string): boolean => citation.split("; ").every((part) => codeSection.test(part));

/** A deadline as an event; null without a day. `named`: what its title begins with; `planId`: null of the office's calendar. */
export function ofDeadline(entry: Entry, { named, planId, ours }: { named: string; planId: string | null; ours: boolean }): CalendarEvent | null {
  const day = entry.due ?? entry.notBefore;
  if (day === null) return null;
  const before = entry.done !== null ? "Done: " : entry.due === null ? "From today on: " : "";
  const hour = entry.dueTime === null ? "" : ` (by ${entry.dueTime})`;
  return {
    key: entry.key,
    kind: "deadline",
    day,
    set: entry.set,
    title: `${before}${named}${entry.title}${hour}${checkMark(entry.confidence)}`,
    description: [
      entry.onlyIf === null || entry.applies === "yes" ? "" : `Only if ${entry.onlyIf}.`,
      ...entry.chain.map((link, at) => `${at + 1}. ${linkWords(link)}`),
      entry.note,
      `${citesLaw(entry.citation) ? "Law" : "Source"}: ${entry.citation}`,
      confidenceWords[entry.confidence],
    ].filter((words) => words !== "").join("\n"),
    path: eventPath({ planId, key: entry.key }),
    ours,
    sure: entry.applies === "yes" && entry.due !== null,
    done: entry.done !== null,
  };
}

/** The events of a plan: `entries` are its deadlines as the calendar shows them; of the meetings those of the LEA itself. */
export function calendarEvents(plan: Plan, entries: readonly Entry[], { sets }: Pick<CalendarRules, "sets">, catalogs: Catalogs, today: string): CalendarEvent[] {
  const shortOf = new Map(sets.map(({ set, short }) => [set, short]));
  const label = (catalog: string, code: string) => catalogs[catalog]?.entries.find((entry) => entry.code === code)?.label ?? code;
  const meetings = plan.meetings.flatMap(({ id, orgId, body, kind, heldOn }): CalendarEvent[] =>
    heldOn === null || orgId !== plan.leaId
      ? []
      : [{ key: `meeting/${id}`, kind: "meeting", day: heldOn, set: "", title: `${label("bodies", body)}: ${label("meeting-kinds", kind)} (plan of ${plan.year})`, description: "", path: eventPath({ planId: plan.id, key: `meeting/${id}` }), ours: true, sure: true, done: heldOn < today }],
  );
  return [...entries.flatMap((entry) => ofDeadline(entry, { named: `${shortOf.get(entry.set) ?? entry.program} ${plan.year}: `, planId: plan.id, ours: isOurs(entry) }) ?? []), ...meetings];
}
