import type { Tx } from "#db/client.server.ts";
import { endMarks, listMarks } from "#db/repos/answer-marks.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { zone } from "#app/domain/calendar/days.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import type { AnswerLook, StandingMark } from "#app/domain/plan/statement-state.ts";

const days = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
const dayThere = (instant: string): string => longDay(days.format(new Date(instant)));

/** Every look at the questions of a part, the newest first. */
export async function looksOf(tx: Tx, { plan, orgId }: { plan: Plan; orgId: string }): Promise<AnswerLook[]> {
  const marks = await listMarks(tx, { leaId: plan.leaId, planId: plan.id, orgId });
  return marks.map(({ key, about, reason, by, at, ended }) => ({ key, about, reason, by, on: dayThere(at), ended: ended && { by: ended.by, on: dayThere(ended.at), because: ended.because } }));
}

/** The marks of a part that still stand. */
export async function standingMarks(tx: Tx, part: { plan: Plan; orgId: string }): Promise<StandingMark[]> {
  return (await looksOf(tx, part)).filter(({ ended }) => ended === null);
}

/** A question that is answered is no longer one that cannot be: ends its marks in the transaction of the answer. `about` undefined: whatever they are about. */
export async function endMarksOf(tx: Tx, ctx: Context, plan: Plan, orgId: string, keys: readonly string[], about?: string | null): Promise<void> {
  const ended = await endMarks(tx, { leaId: plan.leaId, planId: plan.id, orgId, keys, ...(about === undefined ? {} : { about }), by: ctx.user.id, because: "answered" });
  await noteMarks(tx, ctx, plan, ended, { ended: "answered" });
}

/** The audit rows of marks made or ended, in the transaction of the act. */
export async function noteMarks(tx: Tx, ctx: Context, plan: Plan, ids: readonly string[], detail: Record<string, string>): Promise<void> {
  for (const id of ids) await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "mark-answer", object: `plan/${plan.id}/marks/${id}`, detail });
}
