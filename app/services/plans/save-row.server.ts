import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { saveRow as storeRow } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { answerValueSchema } from "#schemas/plan.ts";
import type { Answer, Plan, PlanCollection } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { checkRow, readRowForm, typedFromRow } from "#app/domain/plan/row-form.ts";
import type { Posted } from "#app/domain/plan/row-form.ts";
import { withIdsForBlocks } from "./block-ids.server.ts";
import { changeOf } from "#app/domain/permissions/rights.ts";
import { inLea, openPart } from "./open-plan.server.ts";
import { refuseIfAdopted } from "./plan-head.server.ts";
import { rowPlace, storedRow } from "./row-place.server.ts";
import type { SaveResult } from "./save-answer.server.ts";

type Named = Record<string, unknown>;

/** An answer's record without the names the system keeps. */
export const recordOf = ({ id: _id, version: _version, ...record }: Named): Named => record;

/** Saves one row of a list if nobody saved it since `seenVersion`. */
export async function saveRow(ctx: Context, key: string, form: { collection: string; rowId: string; seenVersion: number; posted: Posted }): Promise<SaveResult> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, changeOf(form.collection));
    const place = rowPlace(ctx, plan, form.collection, orgId);
    refuseIfAdopted(ctx, plan, place.statement, orgId);
    const found = storedRow(plan, place, form.rowId, orgId);
    if (!found) throw new AppError("not-found", "This row is not there any more.");
    const read = readRowForm(place.fields, form.posted, found.row);
    if (found.row.version !== form.seenVersion) return { outcome: "conflict", theirs: { version: found.row.version, typed: typedFromRow(place.fields, found.row) } };
    if (read.outcome === "refused") return read;
    const row = withIdsForBlocks(read.row, randomUUID);
    const errors = place.collection ? { ...checkRow(place.collection, row), ...linkErrors(plan, place.collection, row) } : answerErrors(row);
    if (Object.keys(errors).length > 0) return { outcome: "refused", errors };
    const collection = place.collection ?? "answers";
    const stored = (place.collection ? row : { ...found.stored, value: recordOf(row) }) as Plan[PlanCollection][number];
    const result = await storeRow(tx, { leaId: plan.leaId, planId: plan.id, collection, row: stored, seenVersion: form.seenVersion });
    if (!result.saved) {
      if (!result.conflict) throw new AppError("not-found", "Someone removed this row while you were writing. Copy your words before you leave.");
      const theirs = place.collection ? (result.conflict as Named) : { ...((result.conflict as Answer).value as Named) };
      return { outcome: "conflict", theirs: { version: result.conflict.version, typed: typedFromRow(place.fields, theirs) } };
    }
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "save-row", object: `plan/${plan.id}/${collection}/${form.rowId}`, detail: { version: result.saved.version } });
    return { outcome: "saved", version: result.saved.version, rowId: form.rowId };
  });
}

export function answerErrors(row: Named): Record<string, string> {
  const checked = answerValueSchema.safeParse(recordOf(row));
  return checked.success ? {} : { form: "One of these texts is too long to save, or has a broken character." };
}

/** What two inputs together must not say. */
export function linkErrors(_plan: Plan, collection: PlanCollection, row: Named): Record<string, string> {
  if (collection === "lines" && row["actionId"] && row["openingActionId"]) return { openingActionId: "A line of money belongs to this year's action or to last year's, not to both." };
  return {};
}
