// What does an office above have to watch: the days that run for each plan sent to it, and the plans that are still owed to it?
import type { CalendarRules } from "#schemas/calendar.ts";
import type { OrganizationKind, Role } from "#schemas/people.ts";
import type { Holder } from "#schemas/workflow.ts";
import { rights } from "#app/domain/permissions/rights.ts";
import { fits } from "#app/domain/permissions/roles.ts";
import type { Due } from "#app/domain/review/clocks.ts";
import type { OwingRule } from "#app/domain/state/who-owes.ts";
import type { Entry } from "./agenda.ts";
import { ofDeadline } from "./calendar-events.ts";
import type { CalendarEvent } from "./calendar-events.ts";
import { rollNote } from "./deadlines.ts";

/** `path`: the plan on the desk; null where nothing was sent. `ours`: for this very office to do. `waits`: and it is this office's turn; a day can run on while the LEA answers. */
export type OfficeEntry = Entry & { path: string | null; county: string; ours: boolean; waits: boolean };
/** `reviewedHere`: this office reviews it, and does not only look on. `holder`: whose turn it is. */
export type RunningPlan = { reviewedHere: boolean; holder: Holder; id: string; organization: string; county: string; program: string; year: string; clocks: Due[] };
export type OwedPlans = { program: string; year: string; kind: "district" | "coe"; rule: OwingRule; owed: string[]; sent: number };

const mostNames = 40;
const whose = { district: "districts", coe: "county offices" };

/** A day counted from the steps on record, as an entry of a calendar; the due day is unadjusted, a weekend or holiday is a note. */
function clockEntry(calendar: CalendarRules, { reviewedHere, holder, id, organization, county, program, year }: RunningPlan, clock: Due): OfficeEntry {
  const set = calendar.sets.find((one) => one.program === program);
  const ours = reviewedHere && clock.owner === "reviewer";
  return {
    key: `filing/${id}/${clock.id}`, id: clock.id, program, set: set?.set ?? program, title: `${organization}, ${year}: ${clock.title}`, owner: clock.owner, applies: "yes", onlyIf: null, due: clock.dueOn, dueTime: null, notBefore: null, lateFrom: null, latest: null, waiting: null,
    note: set ? rollNote(calendar, set.rules.find((rule) => rule.id === clock.id)?.roll ?? set.roll, clock.dueOn) : "", chain: [], citation: clock.law === "" ? clock.citation : clock.law, source: "", confidence: clock.confidence, done: null, path: `/reviews/${id}`, county, ours, waits: ours && holder === "reviewer",
  };
}

/** Plans that are owed and not here: when each is due hangs on its board's day, which an office learns when the plan comes. */
function owedEntry(calendar: CalendarRules, { program, year, kind, rule, owed, sent }: OwedPlans): OfficeEntry {
  const set = calendar.sets.find((one) => one.program === program);
  const names = owed.length > mostNames ? `${owed.slice(0, mostNames).join(", ")} and ${owed.length - mostNames} more` : owed.join(", ");
  return {
    key: `owed/${program}/${year}/${kind}`, id: rule.id, program, set: set?.set ?? program, title: `${year}: ${rule.title}. ${sent} of ${sent + owed.length} ${whose[kind]} have sent theirs`, owner: "author", applies: "yes", onlyIf: null, due: rule.dueOn, dueTime: null, notBefore: null, lateFrom: null, latest: rule.latest,
    waiting: rule.dueOn === null ? "Counted from each board’s day of adoption, which this office learns when the plan comes." : null, note: `Not here yet: ${names}.`, chain: [], citation: rule.citation, source: "", confidence: rule.confidence === "high" || rule.confidence === "medium" ? rule.confidence : "low", done: null, path: null, county: "", ours: false, waits: false,
  };
}

export const officeEntries = (calendar: CalendarRules, running: readonly RunningPlan[], owed: readonly OwedPlans[]): OfficeEntry[] => [
  ...running.flatMap((plan) => plan.clocks.map((clock) => clockEntry(calendar, plan, clock))),
  ...owed.filter((group) => group.owed.length > 0).map((group) => owedEntry(calendar, group)),
];

/**
 * What the office's calendar tells calendars of other programs: the day of each plan that runs, and of those still owed the day they are due, or the last it can be.
 * An entry that stands there no more is called off by whoever keeps what was told: nothing is due of it any longer.
 */
export function officeEvents({ sets }: Pick<CalendarRules, "sets">, entries: readonly OfficeEntry[]): CalendarEvent[] {
  const shortOf = new Map(sets.map(({ set, short }) => [set, short]));
  return entries.flatMap((entry) => {
    const atLatest = entry.due === null && entry.latest !== null;
    const dated = atLatest ? { ...entry, due: entry.latest, note: [entry.waiting, entry.note].join(" ") } : entry;
    return ofDeadline(dated, { named: `${atLatest ? "At the latest today: " : ""}${shortOf.get(entry.set) ?? entry.program}, `, planId: null, ours: entry.ours }) ?? [];
  });
}

/** A role that reads the calendar of an office of this kind; undefined where the organization is no office above LEAs. */
export const readerAt = (kind: OrganizationKind): Role | undefined => (Object.keys(rights["office-calendar.read"].held) as Role[]).find((role) => fits(role, kind));

/** The plan year whose last day for filing comes next: of the years around today, the first whose day has not passed. */
export function yearFiledNext(today: string, latestOf: (year: string) => string | null): string | null {
  const now = Number(today.slice(0, 4));
  const years = [now - 1, now, now + 1].map((start) => `${start}-${String((start + 1) % 100).padStart(2, "0")}`);
  return years.find((year) => (latestOf(year) ?? "") >= today) ?? null;
}
