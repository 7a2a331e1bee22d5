// An LCAP from any file it comes in: PDF, Word, the portal's own documents and workbooks, or the plan as data.
import type { FileContext } from "#app/file-context.server.ts";
import { lcapForm } from "#app/domain/imports/lcap-labels.ts";
import { renderPlanDocument } from "#app/services/documents/render-plan-document.server.ts";
import { importLcap, type LcapImportRequest } from "./import-lcap.server.ts";
import { openPlanFile } from "./open-document.server.ts";

export type LcapFileContext = Pick<FileContext, "read" | "crosswalks" | "findProgram" | "render" | "today">;

/** `lossless`: the file was the plan as data; it is the answer as it stands, and its report says what its LCAP prints. Throws as `importLcap`. */
export async function importLcapFile(ctx: LcapFileContext, request: LcapImportRequest): Promise<Awaited<ReturnType<typeof importLcap>> & { lossless: boolean }> {
  const plan = openPlanFile(request.bytes);
  if (!plan) return { ...(await importLcap(ctx, request)), lossless: false };
  const { bytes } = await renderPlanDocument(ctx, { plan, ...lcapForm, format: "json", copy: { kind: "internal-draft", preparedOn: ctx.today() } });
  const printed = await importLcap(ctx, { ...request, bytes });
  return { ...printed, plan, printed: {}, lossless: true };
}
