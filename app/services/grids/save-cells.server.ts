import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { deleteRow, insertRow, saveRow } from "#db/repos/rows.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { cellsOfRow, lockedFields, readCells } from "#app/domain/grids/cells.ts";
import type { Cells } from "#app/domain/grids/cells.ts";
import { blankRow, checkRow } from "#app/domain/plan/row-form.ts";
import { changeOf } from "#app/domain/permissions/rights.ts";
import { atTheSchool } from "#app/services/plans/add-row.server.ts";
import { withIdsForBlocks } from "#app/services/plans/block-ids.server.ts";
import { endMarksOf } from "#app/services/plans/answer-marks.server.ts";
import { hangingOn } from "#app/services/plans/hanging-rows.server.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { refuseIfAdopted } from "#app/services/plans/plan-head.server.ts";
import { rowPlace, storedRow } from "#app/services/plans/row-place.server.ts";
import type { RowPlace } from "#app/services/plans/row-place.server.ts";
import { answerErrors, linkErrors, recordOf } from "#app/services/plans/save-row.server.ts";

/** Cells of one row on top of the version seen; `seenVersion` null adds the row under this id. `remove` takes it out. */
export type RowOfCells = { id: string; seenVersion: number | null; cells: Cells; remove?: boolean };
export type StoredCells = { version: number; cells: Cells; locked: string[] };
/** By row. `gone`: somebody removed the row meanwhile. */
export type SaveCellsResult =
  | { outcome: "saved"; rows: Record<string, StoredCells | null> }
  | { outcome: "refused"; errors: Record<string, Record<string, string>> }
  | { outcome: "conflict"; theirs: Record<string, StoredCells | "gone"> };
type Theirs = Extract<SaveCellsResult, { outcome: "conflict" }>["theirs"];

/** Undoes what was written of a block when somebody saved one of its rows between our look and our write. */
class SavedBetween extends Error {
  constructor(readonly theirs: Theirs) {
    super("saved between");
  }
}
type Named = Record<string, unknown>;

/** Most rows a block may have: more than any list of a plan. */
export const mostRows = 2000;

/** Saves cells of several rows of one list together or not at all. A row that already says it is left alone, so a block sent twice is saved once. */
export async function saveCells(ctx: Context, key: string, form: { collection: string; rows: readonly RowOfCells[] }): Promise<SaveCellsResult> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, changeOf(form.collection));
    const place = rowPlace(ctx, plan, form.collection, orgId);
    refuseIfAdopted(ctx, plan, place.statement, orgId);
    return writeCells(ctx, tx, plan, orgId, place, form.rows);
  }).catch((fault: unknown): SaveCellsResult => {
    if (fault instanceof SavedBetween) return { outcome: "conflict", theirs: fault.theirs };
    throw fault;
  });
}

const stands = (place: RowPlace, row: Named & { version: number }): StoredCells => ({ version: row.version, cells: cellsOfRow(place.fields, row), locked: lockedFields(place.fields, row) });

/** The same inside a transaction that has asked the policy; throws SavedBetween past the first write. */
async function writeCells(ctx: Context, tx: Tx, plan: Plan, orgId: string, place: RowPlace, rows: readonly RowOfCells[]): Promise<SaveCellsResult> {
  if (rows.length > mostRows) throw new AppError("too-large", `This is more than ${mostRows} rows at once. Save it in parts.`);
  if (new Set(rows.map(({ id }) => id)).size < rows.length) throw new AppError("invalid", "The block names a row twice.");
  const collection = place.collection ?? "answers";
  const key = { leaId: plan.leaId, planId: plan.id, collection };
  const errors: Record<string, Record<string, string>> = {};
  const theirs: Theirs = {};
  const saved: Record<string, StoredCells | null> = {};
  const work: (() => Promise<void>)[] = [];
  const act = (verb: string, id: string, version?: number) => recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb, object: `plan/${plan.id}/${collection}/${id}`, ...(version === undefined ? {} : { detail: { version } }) });
  if (rows.every(({ id, seenVersion }) => seenVersion !== null && !storedRow(plan, place, id, orgId))) throw new AppError("not-found", "This row is not there any more. Copy your words before you leave.");
  let hangs: ReturnType<typeof hangingOn> | undefined;
  let last = (plan[collection] as readonly { order?: number }[]).reduce((most, row) => Math.max(most, row.order ?? 0), 0);

  for (const { id, seenVersion, cells, remove } of rows) {
    const found = storedRow(plan, place, id, orgId);
    if (seenVersion !== null && !found) {
      if (remove) saved[id] = null;
      else theirs[id] = "gone";
      continue;
    }
    if (remove) {
      const hanging = (await (hangs ??= hangingOn(tx, plan, collection)))(id);
      if (hanging.length > 0) errors[id] = { form: hanging.join("; ") };
      else if (found && found.row.version !== seenVersion) theirs[id] = stands(place, found.row);
      else
        work.push(async () => {
          const result = await deleteRow(tx, { ...key, id, seenVersion: seenVersion ?? 0 });
          if (!result.saved) throw new SavedBetween({ [id]: result.conflict ? stands(place, result.conflict) : "gone" });
          saved[id] = null;
          await act("remove-row", id);
        });
      continue;
    }
    const before: Named = found?.row ?? (place.collection ? blankRow(place.collection) : {});
    const read = readCells(place.fields, before, cells);
    if (read.outcome === "refused") {
      errors[id] = read.errors;
      continue;
    }
    if (found && JSON.stringify(read.row) === JSON.stringify(before)) {
      saved[id] = stands(place, found.row);
      continue;
    }
    if (found && found.row.version !== seenVersion) {
      theirs[id] = stands(place, found.row);
      continue;
    }
    const filled = found ? withIdsForBlocks(read.row, randomUUID) : atTheSchool(plan, orgId, withIdsForBlocks(read.row, randomUUID));
    const base = { id, lineageId: id, orgId, version: 1 };
    if (!found) last += 1;
    const whole: Named = found ? filled : place.collection ? { ...filled, ...base, ...("order" in filled ? { order: last } : {}) } : filled;
    const wrong = place.collection ? { ...checkRow(place.collection, whole), ...linkErrors(plan, place.collection, whole) } : answerErrors(whole);
    if (Object.keys(wrong).length > 0) {
      errors[id] = wrong;
      continue;
    }
    const stored = (place.collection ? whole : found ? { ...found.stored, value: recordOf(whole) } : { ...base, order: last, key: place.statement.key, about: null, value: whole }) as Plan[PlanCollection][number];
    work.push(async () => {
      const result = seenVersion === null || !found ? await insertRow(tx, { ...key, row: stored }) : await saveRow(tx, { ...key, row: stored, seenVersion });
      if (!result.saved) {
        const now = result.conflict as (Named & { version: number }) | undefined;
        throw new SavedBetween({ [id]: now ? stands(place, place.collection ? now : { ...(now["value"] as Named), version: now.version }) : "gone" });
      }
      saved[id] = stands(place, { ...whole, version: result.saved.version });
      await act(found ? "save-row" : "add-row", id, result.saved.version);
    });
  }
  if (Object.keys(errors).length > 0) return { outcome: "refused", errors };
  if (Object.keys(theirs).length > 0) return { outcome: "conflict", theirs };
  for (const step of work) await step();
  if (rows.some(({ id, seenVersion }) => seenVersion === null && saved[id])) await endMarksOf(tx, ctx, plan, orgId, [place.statement.key]);
  return { outcome: "saved", rows: saved };
}
