import type { Tx } from "#db/client.server.ts";
import { endMarks, insertMark, listMarks } from "#db/repos/answer-marks.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import type { StandingMark } from "#app/domain/plan/statement-state.ts";
import { inLea, openPart } from "./open-plan.server.ts";
import { refuseIfAdopted } from "./plan-head.server.ts";
import { refuseUnknownSubject, statementHere } from "./save-answer.server.ts";

export type MarkForm = { act: "mark" | "take-back"; statement: string; about: string | null; reason: string };
/** "already": somebody marked this question before; theirs stands. */
export type MarkResult = { outcome: "saved" } | { outcome: "refused"; why: "no-reason" | "too-long" | "already" };
/** Longest reason, in characters; the same as the table's check. */
export const longestReason = 500;

/** Says that a question was looked at and cannot be completed for now, with the reason; or takes that back. What the form still lacks stays missing in its coverage. */
export async function markAnswer(ctx: Context, key: string, form: MarkForm): Promise<MarkResult> {
  return inLea(ctx, async (tx): Promise<MarkResult> => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.change");
    const { statement } = statementHere(ctx, plan, form.statement, orgId);
    refuseIfAdopted(ctx, plan, statement, orgId);
    const at = { leaId: plan.leaId, planId: plan.id, orgId };
    if (form.act === "take-back") {
      await record(tx, ctx, plan, await endMarks(tx, { ...at, keys: [statement.key], about: form.about, by: ctx.user.id, because: "taken-back" }), { ended: "taken-back" });
      return { outcome: "saved" };
    }
    refuseUnknownSubject(plan, statement, orgId, form.about);
    const reason = form.reason.replace(/\s+/g, " ").trim();
    if (reason === "") return { outcome: "refused", why: "no-reason" };
    if (reason.length > longestReason) return { outcome: "refused", why: "too-long" };
    const id = await insertMark(tx, { ...at, key: statement.key, about: form.about, reason, by: ctx.user.id });
    if (id === undefined) return { outcome: "refused", why: "already" };
    await record(tx, ctx, plan, [id], {});
    return { outcome: "saved" };
  });
}

/** A question that is answered is no longer one that cannot be: ends its marks in the transaction of the answer. `about` undefined: whatever they are about. */
export async function endMarksOf(tx: Tx, ctx: Context, plan: Plan, orgId: string, keys: readonly string[], about?: string | null): Promise<void> {
  const ended = await endMarks(tx, { leaId: plan.leaId, planId: plan.id, orgId, keys, ...(about === undefined ? {} : { about }), by: ctx.user.id, because: "answered" });
  await record(tx, ctx, plan, ended, { ended: "answered" });
}

/** The marks of a part that still stand. */
export async function standingMarks(tx: Tx, { plan, orgId }: { plan: Plan; orgId: string }): Promise<StandingMark[]> {
  return (await listMarks(tx, { leaId: plan.leaId, planId: plan.id, orgId })).filter(({ ended }) => ended === null);
}

async function record(tx: Tx, ctx: Context, plan: Plan, ids: readonly string[], detail: Record<string, string>): Promise<void> {
  for (const id of ids) await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "mark-answer", object: `plan/${plan.id}/marks/${id}`, detail });
}
