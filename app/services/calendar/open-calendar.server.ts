import { listCalendarFacts, listDoneDeadlines } from "#db/repos/calendar.server.ts";
import type { CalendarFact } from "#db/repos/calendar.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { heldByRule } from "#app/domain/calendar/agenda.ts";
import type { Entry } from "#app/domain/calendar/agenda.ts";
import { deadlinesOf } from "#app/domain/calendar/deadlines.ts";
import type { CalendarFacts } from "#app/domain/calendar/deadlines.ts";
import { planFacts } from "#app/domain/calendar/plan-calendar.ts";
import { actorNames } from "#app/services/history/moments.server.ts";

export type OpenCalendar = { facts: CalendarFacts; own: CalendarFact[]; entries: Entry[] };

/** A plan's deadlines with what the LEA gave and has done. The caller has opened the plan. */
export async function openCalendar(ctx: Context, tx: Tx, plan: Plan): Promise<OpenCalendar> {
  const key = { leaId: plan.leaId, planId: plan.id };
  const [own, done] = [await listCalendarFacts(tx, key), await listDoneDeadlines(tx, key)];
  const by = await actorNames(ctx, tx, done.map(({ actor }) => actor));
  const { calendar, catalogs } = ctx.crosswalks;
  const of = (kind: CalendarFact["kind"]) => own.filter((fact) => fact.kind === kind);
  const facts = planFacts(plan, calendar, catalogs, {
    dates: Object.fromEntries(of("date").map(({ key: name, value }) => [name, value])),
    choices: Object.fromEntries(of("choice").map(({ key: name, value }) => [name, value === "yes"])),
    sets: of("set").map(({ key: name }) => name),
  });
  const marks = new Map(done.map((mark) => [mark.deadline, { doneOn: mark.doneOn, proof: mark.proof, by: by(mark.actor) }]));
  const held = heldByRule(calendar, facts, ctx.today());
  return { facts, own, entries: deadlinesOf(calendar, catalogs, facts).map((deadline) => ({ ...deadline, done: marks.get(deadline.key) ?? held.get(deadline.key) ?? null })) };
}
