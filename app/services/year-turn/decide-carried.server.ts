import { recordAct } from "#db/repos/audit.server.ts";
import { decideCarried, listCarried } from "#db/repos/carried-rows.server.ts";
import { deleteRow } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { planCollections } from "#schemas/plan.ts";
import type { PlanCollection } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { carriedState, carriedThings } from "#app/domain/plan/carried.ts";
import { changeOf } from "#app/domain/permissions/rights.ts";
import { hangingOn } from "#app/services/plans/hanging-rows.server.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { refuseIfAdopted } from "#app/services/plans/plan-head.server.ts";

/** One row at a time: nobody says of many texts at once that they still hold. */
export type DecideForm = { act: "confirm" | "retire"; collection: string; rowId: string; seenVersion: number };
export type DecideResult = { outcome: "decided" } | { outcome: "conflict" } | { outcome: "blocked"; why: string };

/** The acting person says that a carried row still holds, or takes it out of the plan. Writing the row anew decides about it too, and needs nothing here. */
export async function decideCarriedRow(ctx: Context, key: string, form: DecideForm): Promise<DecideResult> {
  return inLea(ctx, async (tx): Promise<DecideResult> => {
    const { plan, orgId } = await openPart(ctx, tx, key, changeOf(form.collection));
    const collection = planCollections.find((name): name is PlanCollection => name === form.collection);
    const found = collection && carriedThings(plan, ctx.crosswalks, orgId)(collection, form.rowId);
    const row = collection && (plan[collection] as readonly { id: string; orgId: string }[]).find((one) => one.id === form.rowId);
    if (!collection || !found || row?.orgId !== orgId) throw new AppError("not-found", "This row is not there any more.");
    refuseIfAdopted(ctx, plan, found.statement, orgId);
    const at = { leaId: plan.leaId, planId: plan.id, collection, rowId: form.rowId };
    const line = (await listCarried(tx, at)).find((one) => one.collection === collection && one.rowId === form.rowId);
    if (!line || found.version !== form.seenVersion || carriedState(line) !== "open") return { outcome: "conflict" };
    if (form.act === "retire") {
      const hanging = (await hangingOn(tx, plan, collection))(form.rowId);
      if (hanging.length > 0) return { outcome: "blocked", why: hanging.join("; ") };
      if (!(await deleteRow(tx, { leaId: plan.leaId, planId: plan.id, collection, id: form.rowId, seenVersion: form.seenVersion })).saved) return { outcome: "conflict" };
    }
    if (!(await decideCarried(tx, { ...at, decision: form.act === "confirm" ? "confirmed" : "retired", by: ctx.user.id }))) return { outcome: "conflict" };
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: `${form.act}-carried`, object: `plan/${plan.id}/${collection}/${form.rowId}` });
    return { outcome: "decided" };
  });
}
