import { recordAct } from "#db/repos/audit.server.ts";
import { deleteRow } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { changeOf } from "#app/domain/permissions/rights.ts";
import { hangingOn } from "./hanging-rows.server.ts";
import { inLea, openPart } from "./open-plan.server.ts";
import { refuseIfAdopted } from "./plan-head.server.ts";
import { rowPlace, storedRow } from "./row-place.server.ts";

export type RemoveResult = { outcome: "removed"; chapterId: string } | { outcome: "blocked"; why: string } | { outcome: "conflict" };

/** Takes a row out of the plan if nobody changed it since and nothing else hangs on it. */
export async function removeRow(ctx: Context, key: string, form: { collection: string; rowId: string; seenVersion: number }): Promise<RemoveResult> {
  return inLea(ctx, async (tx): Promise<RemoveResult> => {
    const { plan, orgId } = await openPart(ctx, tx, key, changeOf(form.collection));
    const place = rowPlace(ctx, plan, form.collection, orgId);
    refuseIfAdopted(ctx, plan, place.statement, orgId);
    if (!storedRow(plan, place, form.rowId, orgId)) throw new AppError("not-found", "This row is not there any more.");
    const collection = place.collection ?? "answers";
    const hanging = (await hangingOn(tx, plan, collection))(form.rowId);
    if (hanging.length > 0) return { outcome: "blocked", why: hanging.join("; ") };
    const result = await deleteRow(tx, { leaId: plan.leaId, planId: plan.id, collection, id: form.rowId, seenVersion: form.seenVersion });
    if (!result.saved) return { outcome: "conflict" };
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "remove-row", object: `plan/${plan.id}/${collection}/${form.rowId}` });
    return { outcome: "removed", chapterId: place.chapterId };
  });
}
