// What a person decides about a document on its way in: it is their own, stop, clear away, correct a row, take it to another year.
import { recordAct } from "#db/repos/audit.server.ts";
import { deleteImport, moveImport, moveImportToPlan, saveImportEdits } from "#db/repos/plan-imports.server.ts";
import { listPlans } from "#db/repos/plans.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { corrected, leftOutMark, type ImportItem } from "#app/domain/imports/import-items.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { checkRow } from "#app/domain/plan/row-form.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { openImport, openReading } from "./open-import.server.ts";

const tooLate = () => new AppError("conflict", "This changed while you looked at it. Reload the page.");

/** The person says that a protected document is their own LEA's: it is read after all, and who said so is on record. */
export async function confirmOwnDocument(ctx: Context, planId: string, importId: string): Promise<void> {
  await inLea(ctx, async (tx) => {
    const { plan } = await openImport(ctx, tx, planId, importId);
    if (!(await moveImport(tx, { leaId: plan.leaId, importId, from: ["asks"], to: "queued", ownDocument: true }))) throw tooLate();
    await ctx.queue.enqueue(tx, "read-import", { leaId: plan.leaId, importId, actor: ctx.user.id }, `import-${importId}`);
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "confirm-own-document", object: `plan/${planId}/imports/${importId}` });
  });
}

/** Ends a reading that is under way or asks; the file goes. */
export async function stopImport(ctx: Context, planId: string, importId: string): Promise<void> {
  const fileKey = await inLea(ctx, async (tx) => {
    const { plan, found } = await openImport(ctx, tx, planId, importId);
    if (!(await moveImport(tx, { leaId: plan.leaId, importId, from: ["queued", "working", "asks"], to: "stopped" }))) throw tooLate();
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "stop-import", object: `plan/${planId}/imports/${importId}` });
    return found.fileKey;
  });
  if (fileKey !== null) await ctx.storage.remove(fileKey);
}

/** Clears a reading away; what was taken from it stays in the plan. */
export async function clearImport(ctx: Context, planId: string, importId: string): Promise<void> {
  const fileKey = await inLea(ctx, async (tx) => {
    const { plan, found } = await openImport(ctx, tx, planId, importId);
    await deleteImport(tx, { leaId: plan.leaId, importId });
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "clear-import", object: `plan/${planId}/imports/${importId}` });
    return found.fileKey;
  });
  if (fileKey !== null) await ctx.storage.remove(fileKey);
}

function refuseUnknown({ fields }: ImportItem, names: readonly string[]): void {
  const unknown = names.find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) throw new AppError("invalid", `The form has a field that does not belong here: “${unknown}”.`);
}

export type CorrectResult = { outcome: "saved" } | { outcome: "refused"; errors: Record<string, string> } | { outcome: "conflict" };

/** Keeps a person's corrections of one row of the reading; nothing enters the plan by it. */
export async function correctImportItem(ctx: Context, planId: string, importId: string, form: { key: string; seenVersion: number; values: ReadonlyMap<string, string> }): Promise<CorrectResult> {
  return inLea(ctx, async (tx) => {
    const opened = await openImport(ctx, tx, planId, importId);
    const { plan, found } = opened;
    const { offer } = await openReading(ctx, tx, opened);
    const item = offer.items.find(({ key }) => key === form.key);
    if (!item) throw new AppError("not-found", "There is no such row in this reading.");
    refuseUnknown(item, [...form.values.keys()]);
    const edits = Object.fromEntries(item.fields.flatMap(({ name, value }) => {
      const typed = form.values.get(name)?.replace(/\r\n?/g, "\n");
      return typed === undefined || typed === value ? [] : [[name, typed]];
    }));
    const done = corrected(item, edits);
    const errors = "errors" in done ? done.errors : Object.assign({}, ...done.item.rows.map(({ collection, row }) => checkRow(collection, row))) as Record<string, string>;
    if (Object.keys(errors).length > 0) return { outcome: "refused", errors };
    const { [form.key]: _before, ...others } = found.edits;
    const saved = await saveImportEdits(tx, { leaId: plan.leaId, importId, edits: Object.keys(edits).length === 0 ? others : { ...others, [form.key]: edits }, seenVersion: form.seenVersion });
    if (!saved) return { outcome: "conflict" };
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "correct-import", object: `plan/${planId}/imports/${importId}`, detail: { item: form.key } });
    return { outcome: "saved" };
  });
}

/** Keeps that a row is not to be taken, or (`out` false) that it may be after all. False when somebody else changed the reading since. */
export async function leaveOutImportItem(ctx: Context, planId: string, importId: string, form: { key: string; seenVersion: number; out: boolean; /** Names of the fields that came with it; they are not kept. */ fields?: readonly string[] }): Promise<boolean> {
  return inLea(ctx, async (tx) => {
    const opened = await openImport(ctx, tx, planId, importId);
    const { plan, found } = opened;
    const { offer } = await openReading(ctx, tx, opened);
    const item = offer.items.find(({ key }) => key === form.key);
    if (!item) throw new AppError("not-found", "There is no such row in this reading.");
    refuseUnknown(item, form.fields ?? []);
    const { [form.key]: before, ...others } = found.edits;
    const { [leftOutMark]: _mark, ...corrections } = before ?? {};
    const now = form.out ? { ...corrections, [leftOutMark]: "yes" } : corrections;
    const saved = await saveImportEdits(tx, { leaId: plan.leaId, importId, edits: Object.keys(now).length === 0 ? others : { ...others, [form.key]: now }, seenVersion: form.seenVersion });
    if (saved) await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: form.out ? "leave-out-of-import" : "put-back-in-import", object: `plan/${planId}/imports/${importId}`, detail: { item: form.key } });
    return saved;
  });
}

/** The reading goes on in the same part of another plan of the LEA, where its year fits; gives its address there. */
export async function moveReading(ctx: Context, planId: string, importId: string, toPlanId: string): Promise<{ key: string }> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openImport(ctx, tx, planId, importId);
    const plans = await listPlans(tx, { leaId: plan.leaId });
    if (!plans.some(({ id }) => id === toPlanId)) throw new AppError("not-found", "There is no such plan here.");
    await moveImportToPlan(tx, { leaId: plan.leaId, importId, planId: toPlanId });
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "move-import", object: `plan/${toPlanId}/imports/${importId}` });
    return { key: orgId === plan.leaId ? toPlanId : partKey(toPlanId, orgId) };
  });
}
