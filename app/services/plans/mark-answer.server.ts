import { endMarks, insertMark } from "#db/repos/answer-marks.server.ts";
import type { Context } from "#app/context.server.ts";
import { noteMarks } from "./answer-marks.server.ts";
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
      await noteMarks(tx, ctx, plan, await endMarks(tx, { ...at, keys: [statement.key], about: form.about, by: ctx.user.id, because: "taken-back" }), { ended: "taken-back" });
      return { outcome: "saved" };
    }
    refuseUnknownSubject(plan, statement, orgId, form.about);
    const reason = form.reason.replace(/\s+/g, " ").trim();
    if (reason === "") return { outcome: "refused", why: "no-reason" };
    if (reason.length > longestReason) return { outcome: "refused", why: "too-long" };
    const id = await insertMark(tx, { ...at, key: statement.key, about: form.about, reason, by: ctx.user.id });
    if (id === undefined) return { outcome: "refused", why: "already" };
    await noteMarks(tx, ctx, plan, [id], {});
    return { outcome: "saved" };
  });
}
