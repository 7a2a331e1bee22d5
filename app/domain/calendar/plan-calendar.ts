// What does a plan say to the calendar: its kind of LEA, its statuses, its meetings?
import type { CalendarRules, MeetingDate } from "#schemas/calendar.ts";
import type { Plan } from "#schemas/plan.ts";
import { factsOf } from "#app/domain/coverage/conditions.ts";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import { indexPlan, type Catalogs } from "#app/domain/plan/plan-index.ts";
import type { CalendarFacts } from "./deadlines.ts";

export type OwnValues = Pick<CalendarFacts, "dates" | "choices" | "sets">;

/** The LEA's meetings; of its schools those of a school's own body that a rule counts from (a site council's vote). What a school notes of the board moves no day of the LEA. */
function meetingsOf(plan: Plan, { sets }: CalendarRules, catalogs: Catalogs): MeetingDate[] {
  const ofSchools = new Set(catalogs["bodies"]?.entries.flatMap(({ code, of }) => (of === "school" ? [code] : [])));
  const named = new Set(sets.flatMap((set) => set.rules.flatMap((rule) => rule.due.flatMap(({ from }) => ("meeting" in from && from.body !== undefined && ofSchools.has(from.body) ? [`${from.meeting}/${from.body}`] : [])))));
  return plan.meetings.flatMap(({ orgId, body, kind, heldOn }) => (heldOn !== null && (orgId === plan.leaId || named.has(`${kind}/${body}`)) ? [{ body, kind, date: heldOn }] : []));
}

/** The plan and the LEA's own values as facts of the calendar. Counts nobody has given are not known, so the rule's condition is shown in words. */
export function planFacts(plan: Plan, calendar: CalendarRules, catalogs: Catalogs, own: OwnValues): CalendarFacts {
  const index = indexPlan(plan, catalogs);
  const { lea, identified, has } = factsOf(index, computeActionTables(index), catalogs);
  const counted = index.lea.enrollment;
  const known: Record<string, unknown> = { ...lea };
  if (counted === null || counted.total === null || counted.englishLearners === null) delete known["enrollment"];
  return { year: plan.year, lea: { ...known, kind: index.lea.kind === "school" ? "district" : index.lea.kind }, identified: identified as Record<string, string[]>, has: has as Record<string, boolean>, meetings: meetingsOf(plan, calendar, catalogs), ...own };
}
