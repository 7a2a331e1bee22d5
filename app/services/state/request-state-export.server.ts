import { recordAct } from "#db/repos/audit.server.ts";
import { countWaitingStateExports, createStateExport, findStateExport, listStateExports } from "#db/repos/state-exports.server.ts";
import type { StateExport, StateExportFormat } from "#db/repos/state-exports.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { requireRecentSignIn } from "#app/services/people/recent-sign-in.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { stateForm } from "./open-state.server.ts";

/** Each reads all plans of the state. */
const mostWaiting = 5;

export type StateExportWish = { program: string; year: string; county: string; format: StateExportFormat };

function requireExporter(ctx: Context): void {
  if (!can(ctx.user, "state-export.make", { leaId: ctx.user.leaId })) throw new AppError("not-found", "There is no such page here.");
}

/** Asks for a statewide export; the worker makes it. A sensitive act: all plans of the state leave at once. */
export async function requestStateExport(ctx: Context, wish: StateExportWish): Promise<{ exportId: string }> {
  requireExporter(ctx);
  requireRecentSignIn(ctx);
  stateForm(ctx, wish.program, wish.year);
  return inLea(ctx, async (tx) => {
    const { leaId } = ctx.user;
    const { id } = await createStateExport(tx, { leaId, ...wish, requestedBy: ctx.user.id });
    await ctx.queue.enqueue(tx, "state-export", { leaId, exportId: id, actor: ctx.user.id }, id);
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "request-state-export", object: `state-export/${id}`, detail: wish });
    // The record lets one asker through at a time, so that none is overlooked.
    if ((await countWaitingStateExports(tx, { leaId })) > mostWaiting) throw new AppError("conflict", `${mostWaiting} exports are being made already. Wait until one is done.`);
    return { exportId: id };
  });
}

export type StateExportView = Pick<StateExport, "id" | "program" | "year" | "county" | "format" | "status" | "progress" | "submissions" | "rows" | "bytes"> & { short: string; requestedAt: string; error: string };
const view = (ctx: Context, one: StateExport): StateExportView => ({
  id: one.id, program: one.program, year: one.year, county: one.county, format: one.format, status: one.status, progress: one.progress, submissions: one.submissions, rows: one.rows, bytes: one.bytes,
  short: ctx.crosswalks.programs.find(({ program }) => program === one.program)?.edition.short ?? one.program, requestedAt: one.requestedAt.toISOString(), error: one.error ?? "",
});

/** The exports asked for, the newest first. */
export async function listExports(ctx: Context, tx: Tx): Promise<StateExportView[]> {
  return (await listStateExports(tx, { leaId: ctx.user.leaId })).map((one) => view(ctx, one));
}

async function openExport(ctx: Context, tx: Tx, exportId: string): Promise<StateExport> {
  requireExporter(ctx);
  const found = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(exportId) ? await findStateExport(tx, { leaId: ctx.user.leaId, exportId }) : undefined;
  if (!found) throw new AppError("not-found", "There is no such page here.");
  return found;
}

/** How far an export is. */
export async function loadStateExport(ctx: Context, exportId: string): Promise<StateExportView> {
  return inLea(ctx, async (tx) => view(ctx, await openExport(ctx, tx, exportId)));
}

/** May the archive leave now? As sensitive as asking for it: throws AppError "confirm-first" where the sign-in is old. */
export async function requireTaker(ctx: Context, exportId: string): Promise<void> {
  await inLea(ctx, async (tx) => void (await openExport(ctx, tx, exportId)));
  requireRecentSignIn(ctx);
}

/** The finished archive. Handing it out is recorded: the record is there before the first byte leaves. */
export async function openStateExportFile(ctx: Context, exportId: string): Promise<{ stream: NodeJS.ReadableStream; size: number; name: string }> {
  const { fileKey, name } = await inLea(ctx, async (tx) => {
    const found = await openExport(ctx, tx, exportId);
    requireRecentSignIn(ctx);
    if (found.status !== "done" || found.fileKey === null) throw new AppError("not-found", "This file is not ready.");
    await recordAct(tx, { leaId: ctx.user.leaId, actor: ctx.user.id, verb: "download-state-export", object: `state-export/${found.id}`, detail: { program: found.program, year: found.year, format: found.format } });
    return { fileKey: found.fileKey, name: `state-${found.program}-${found.year}${found.county === "" ? "" : `-${found.county.replace(/[^A-Za-z0-9]+/g, "-")}`}-${found.format.replace("zip-", "")}.zip` };
  });
  const file = await ctx.storage.open(fileKey);
  if (!file) throw new AppError("not-found", "This file has been cleared away; make it again.");
  return { ...file, name };
}
