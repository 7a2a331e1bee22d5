import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { insertRow } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { blankRow, checkRow, readRowForm } from "#app/domain/plan/row-form.ts";
import type { Posted } from "#app/domain/plan/row-form.ts";
import { withIdsForBlocks } from "./block-ids.server.ts";
import { changeOf } from "#app/domain/permissions/rights.ts";
import { endMarksOf } from "./answer-marks.server.ts";
import { inLea, openPart } from "./open-plan.server.ts";
import { refuseIfAdopted } from "./plan-head.server.ts";
import { rowPlace } from "./row-place.server.ts";
import { answerErrors, linkErrors } from "./save-row.server.ts";

export type AddResult = { outcome: "added"; rowId: string } | { outcome: "refused"; errors: Record<string, string> };

/** Adds a row at the end of a list; `newId` makes its id, so that a form sent twice adds one row. */
export async function addRow(ctx: Context, key: string, form: { collection: string; newId: string; posted: Posted }): Promise<AddResult> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, changeOf(form.collection));
    const place = rowPlace(ctx, plan, form.collection, orgId);
    refuseIfAdopted(ctx, plan, place.statement, orgId);
    const collection = place.collection ?? "answers";
    const read = readRowForm(place.fields, form.posted, place.collection ? blankRow(place.collection) : {});
    if (read.outcome === "refused") return read;
    const rows = plan[collection] as readonly { order?: number }[];
    const base = { id: form.newId, lineageId: form.newId, orgId, version: 1 };
    const last = rows.reduce((most, row) => Math.max(most, row.order ?? 0), 0) + 1;
    const filled = atTheSchool(plan, orgId, withIdsForBlocks(read.row, randomUUID));
    const row = place.collection
      ? { ...filled, ...base, ...("order" in filled ? { order: last } : {}) }
      : { ...base, order: last, key: place.statement.key, about: null, value: filled };
    const errors = place.collection ? { ...checkRow(place.collection, row), ...linkErrors(plan, place.collection, row) } : answerErrors(filled);
    if (Object.keys(errors).length > 0) return { outcome: "refused", errors };
    const result = await insertRow(tx, { leaId: plan.leaId, planId: plan.id, collection, row: row as Plan[PlanCollection][number] });
    if (!result.saved && !result.conflict) throw new AppError("conflict", "This row could not be added. Reload and try again.");
    if (result.saved) await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "add-row", object: `plan/${plan.id}/${collection}/${form.newId}` });
    if (result.saved) await endMarksOf(tx, ctx, plan, orgId, [place.statement.key]);
    return { outcome: "added", rowId: form.newId };
  });
}

/** A school's row is about that school: its money is spent there, its strategy carried out there. */
export function atTheSchool(plan: Plan, orgId: string, row: Record<string, unknown>): Record<string, unknown> {
  if (orgId === plan.leaId) return row;
  const isMeasured = "metricId" in row;
  return { ...row, ...("siteId" in row && !isMeasured ? { siteId: orgId } : {}), ...("location" in row ? { location: "specific-schools", schoolIds: [orgId] } : {}) };
}
