import { randomUUID } from "node:crypto";
import { withLea } from "#db/client.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { countWaitingImports, createImport, findOpenImportOf } from "#db/repos/plan-imports.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { hashOf, kindOfFile, shownFileName, type FileKind, type UploadedFile } from "./import-file.server.ts";
import { keepFile } from "./keep-file.server.ts";

/** So that one LEA does not fill the queue of all. */
const mostWaiting = 5;
const takenHere: readonly FileKind[] = ["pdf", "docx", "sheet", "json", "text"];

/** Takes a document of the LEA's or a school's part (`key`) in and has it read by the worker; gives the id to follow it by. The same file while it is still open is the same import. Throws before anything is kept when it is no document that can be read. */
export async function startImport(ctx: Context, key: string, { file, ownDocument }: { file: UploadedFile | null; ownDocument: boolean }): Promise<{ importId: string }> {
  // Only looks: nothing is kept as this form's first answer before the file is known to be one.
  const { plan, orgId } = await withLea(ctx.db, { leaId: ctx.user.leaId, actor: ctx.user.id }, (tx) => openPart(ctx, tx, key, "plan.import"));
  const { leaId, id: planId } = plan;
  if (!file) throw new AppError("invalid", "Choose a file first.");
  const kind = kindOfFile(file, takenHere);
  const [fileName, fileHash, importId] = [shownFileName(file.name), hashOf(file.bytes), randomUUID()];
  const fileKey = `imports/${leaId}/${importId}`;
  return keepFile(ctx, { key: fileKey, bytes: file.bytes }, async () => {
    const started = await inLea(ctx, async (tx) => {
      const open = await findOpenImportOf(tx, { leaId, orgId, planId, fileHash });
      if (open) return open.id;
      if ((await countWaitingImports(tx, { leaId })) >= mostWaiting) throw new AppError("conflict", `${mostWaiting} documents are being read already. Wait until one is done, or stop one.`);
      await createImport(tx, { id: importId, leaId, orgId, planId, kind, fileName, fileSize: file.bytes.byteLength, fileHash, fileKey, ownDocument, requestedBy: ctx.user.id });
      await ctx.queue.enqueue(tx, "read-import", { leaId, importId, actor: ctx.user.id }, `import-${importId}`);
      await recordAct(tx, { leaId, actor: ctx.user.id, verb: "start-import", object: `plan/${planId}/imports/${importId}`, detail: { bytes: file.bytes.byteLength, kind } });
      return importId;
    });
    return { kept: started === importId ? fileKey : null, result: { importId: started } };
  });
}
