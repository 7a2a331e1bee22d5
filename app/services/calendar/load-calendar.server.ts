import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import type { Entry } from "#app/domain/calendar/agenda.ts";
import { meetingFaults } from "#app/domain/calendar/meeting-faults.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { openCalendar } from "./open-calendar.server.ts";

export type OwnQuestion = { key: string; title: string; help: string; value: string; seenVersion: number | null };
export type Lane = { set: string; short: string; title: string; place: number };
export type CalendarPage = {
  plan: PlanHead;
  today: string;
  entries: Entry[];
  /** The sets shown, in their order; `place` decides shape and colour. */
  lanes: Lane[];
  owners: Record<string, string>;
  /** Meetings on record that break a rule, in words. */
  broken: string[];
  dates: OwnQuestion[];
  choices: OwnQuestion[];
  sets: (OwnQuestion & { on: boolean })[];
  holidaysApproved: boolean;
  writes: boolean;
};

/** The calendar of a plan: its deadlines with their chain and law, what is done, and what only the LEA can say. */
export async function loadCalendar(ctx: Context, planId: string): Promise<CalendarPage> {
  return inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, "plan.read");
    const { calendar, catalogs } = ctx.crosswalks;
    const { facts, own, entries } = await openCalendar(ctx, tx, plan);
    const question = (kind: string) => ({ key, title, help }: { key: string; title: string; help: string }): OwnQuestion => {
      const fact = own.find((one) => one.kind === kind && one.key === key);
      return { key, title, help, value: fact?.value ?? "", seenVersion: fact?.version ?? null };
    };
    const asked = new Set(calendar.sets.flatMap((set) => set.rules.filter((rule) => entries.some((entry) => entry.key === `${set.set}/${rule.id}`)).flatMap((rule) => rule.due.flatMap(({ from }) => ("date" in from ? [from.date] : [])))));
    const choosable = calendar.sets.flatMap((set, place) => (set.optional ? [{ ...question("set")({ key: set.set, title: set.title, help: "" }), place }] : []));
    return {
      plan: planHead(ctx, plan),
      today: ctx.today(),
      entries,
      lanes: calendar.sets.map(({ set, short, title }, place) => ({ set, short, title, place })).filter(({ set }) => entries.some((entry) => entry.set === set)),
      owners: Object.fromEntries(catalogs["deadline-owners"]?.entries.map(({ code, label }) => [code, label]) ?? []),
      broken: meetingFaults(calendar, catalogs, facts).map(({ message }) => message),
      dates: calendar.own.dates.filter(({ key }) => asked.has(key)).map(question("date")),
      choices: calendar.own.choices.map(question("choice")),
      sets: choosable.map((set) => ({ ...set, on: set.value !== "" })),
      holidaysApproved: calendar.holidays.approved_by !== "",
      writes: can(ctx.user, "plan.change", plan),
    };
  });
}
