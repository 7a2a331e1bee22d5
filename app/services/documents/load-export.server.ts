import { findExport } from "#db/repos/document-exports.server.ts";
import type { DocumentExport } from "#db/repos/document-exports.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { exportFileName } from "#app/domain/documents/copy-kinds.ts";
import { readOneForm } from "#app/services/coverage/load-coverage.server.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";

export type ExportView = { id: string; format: DocumentExport["format"]; copy: string; status: DocumentExport["status"]; progress: number; name: string; error: string; requestedAt: string };

export const exportView = (plan: Plan, form: { short: string }, one: DocumentExport): ExportView => ({
  id: one.id,
  format: one.format,
  copy: one.copy,
  status: one.status,
  progress: one.progress,
  name: exportFileName({ organization: plan.organizations.find((org) => org.id === plan.leaId)?.name ?? "", short: form.short, year: plan.year, copy: one.copy, format: one.format }),
  error: one.error ?? "",
  requestedAt: one.requestedAt.toISOString(),
});

/** How far a file is. */
export async function loadExport(ctx: Context, planId: string, exportId: string): Promise<ExportView> {
  return (await openExport(ctx, planId, exportId)).view;
}

/** The bytes of a finished file with its name. */
export async function openExportFile(ctx: Context, planId: string, exportId: string): Promise<{ bytes: Uint8Array; name: string; format: DocumentExport["format"] }> {
  const { found, view } = await openExport(ctx, planId, exportId);
  if (found.status !== "done" || found.fileKey === null) throw new AppError("not-found", "This file is not ready.");
  const bytes = await ctx.storage.read(found.fileKey);
  if (!bytes) throw new AppError("not-found", "This file has been cleared away; make it again.");
  return { bytes, name: view.name, format: found.format };
}

const exportId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

async function openExport(ctx: Context, planId: string, id: string): Promise<{ found: DocumentExport; view: ExportView }> {
  return inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, "document.export");
    const found = exportId.test(id) ? await findExport(tx, { leaId: plan.leaId, exportId: id }) : undefined;
    if (!found || found.planId !== planId) throw new AppError("not-found", "There is no such file here.");
    return { found, view: exportView(plan, readOneForm(ctx, plan, found.program).form, found) };
  });
}
