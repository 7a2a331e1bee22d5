import { recordAct } from "#db/repos/audit.server.ts";
import { createExport } from "#db/repos/document-exports.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { mayCarryComments } from "#app/domain/documents/copy-kinds.ts";
import type { DraftKind, ExportFormat } from "#app/domain/documents/copy-kinds.ts";
import { readOneForm } from "#app/services/coverage/load-coverage.server.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { refuseTooManyWaiting } from "./most-waiting.server.ts";

/** Asks for a file of the document; the worker makes it. Gives the id to follow it by. */
export async function requestExport(ctx: Context, key: string, program: string, wish: { format: ExportFormat; copy: DraftKind; comments?: boolean }): Promise<{ exportId: string }> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "document.export");
    if (wish.comments && (!mayCarryComments(wish.copy) || orgId !== plan.leaId)) throw new AppError("invalid", "Comments stay inside: only an internal draft of the LEA's own document can carry them.");
    const { form } = readOneForm(ctx, plan, program, orgId);
    const made = await createExport(tx, { leaId: plan.leaId, orgId, planId: plan.id, program, edition: form.edition, ...wish, requestedBy: ctx.user.id });
    await ctx.queue.enqueue(tx, "export-document", { leaId: plan.leaId, exportId: made.id, actor: ctx.user.id }, made.id);
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "request-export", object: `plan/${plan.id}/exports/${made.id}`, detail: { program, ...wish } });
    await refuseTooManyWaiting(ctx, tx);
    return { exportId: made.id };
  });
}
