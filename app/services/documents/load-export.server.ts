import { recordAct } from "#db/repos/audit.server.ts";
import { findExport } from "#db/repos/document-exports.server.ts";
import type { DocumentExport } from "#db/repos/document-exports.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { exportFileName } from "#app/domain/documents/copy-kinds.ts";
import { readOneForm } from "#app/services/coverage/load-coverage.server.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";

export type ExportView = { id: string; format: DocumentExport["format"]; copy: string; status: DocumentExport["status"]; progress: number; name: string; error: string; requestedAt: string; packet: boolean };

export const exportView = (plan: Plan, form: { short: string }, one: DocumentExport): ExportView => ({
  id: one.id,
  format: one.format,
  copy: one.copy,
  status: one.status,
  progress: one.progress,
  name: exportFileName({ organization: plan.organizations.find((org) => org.id === one.orgId)?.name ?? "", short: one.meetingId !== null ? "Board packet" : one.packet ? `${form.short} of all schools` : form.short, year: plan.year, copy: one.comments ? `${one.copy}-with-comments` : one.copy, format: one.packet ? "zip" : one.format }),
  packet: one.packet,
  error: one.error ?? "",
  requestedAt: one.requestedAt.toISOString(),
});

/** How far a file is. */
export async function loadExport(ctx: Context, key: string, exportId: string): Promise<ExportView> {
  return (await inLea(ctx, (tx) => findOpenExport(ctx, tx, key, exportId))).view;
}

/** The bytes of a finished file with its name. Handing a document out is recorded: the record is there before the first byte leaves. */
export async function openExportFile(ctx: Context, key: string, exportId: string): Promise<{ bytes: Uint8Array; name: string; format: DocumentExport["format"] | "zip" }> {
  const { fileKey, view, format } = await inLea(ctx, async (tx) => {
    const { found, view } = await findOpenExport(ctx, tx, key, exportId);
    if (found.status !== "done" || found.fileKey === null) throw new AppError("not-found", "This file is not ready.");
    await recordAct(tx, { leaId: ctx.user.leaId, actor: ctx.user.id, verb: "download-export", object: `plan/${found.planId}/exports/${found.id}`, detail: { program: found.program, format: found.format, copy: found.copy } });
    return { fileKey: found.fileKey, view, format: found.format };
  });
  const bytes = await ctx.storage.read(fileKey);
  if (!bytes) throw new AppError("not-found", "This file has been cleared away; make it again.");
  return { bytes, name: view.name, format: view.packet ? "zip" : format };
}

const exportId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

async function findOpenExport(ctx: Context, tx: Tx, key: string, id: string): Promise<{ found: DocumentExport; view: ExportView }> {
  const { plan, orgId } = await openPart(ctx, tx, key, "document.export");
  const found = exportId.test(id) ? await findExport(tx, { leaId: plan.leaId, exportId: id }) : undefined;
  if (!found || found.planId !== plan.id || found.orgId !== orgId) throw new AppError("not-found", "There is no such file here.");
  return { found, view: exportView(plan, found.packet ? ctx.files.findProgram(ctx.crosswalks, found.program, found.edition).edition : readOneForm(ctx, plan, found.program, orgId).form, found) };
}
