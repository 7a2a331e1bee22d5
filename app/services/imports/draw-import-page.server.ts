import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { inDrawingPlace } from "./drawing-places.server.ts";
import { openImport } from "./open-import.server.ts";

/** `mark`: the same for the same page of the same file; null bytes when the asker has that picture already (`seenMark`). */
export type DrawnPage = { mark: string; bytes: Uint8Array | null };

/** A page (from 1) of a document that was read in, as a WebP picture, for those who may import there. Throws "not-found" where the file has no such page, "conflict" where no page is kept. */
export async function drawImportPage(ctx: Context, planId: string, importId: string, page: string, seenMark: string | null): Promise<DrawnPage> {
  const found = await inLea(ctx, async (tx) => (await openImport(ctx, tx, planId, importId)).found);
  const number = /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 0;
  const gone = () => new AppError("conflict", "No pages of this document are kept. Choose the file again to see them.");
  if (found.kind !== "pdf" || found.status !== "read" || found.fileKey === null) throw gone();
  if (number === 0 || number > found.pages) throw new AppError("not-found", "This document has no such page.");
  const mark = `"${found.fileHash.slice(0, 20)}-${number}"`;
  if (seenMark === mark) return { mark, bytes: null };
  const { fileKey } = found;
  return inDrawingPlace(ctx, async () => {
    const file = await ctx.storage.read(fileKey);
    if (!file) throw gone();
    return { mark, bytes: await ctx.files.drawPage(file, number) };
  });
}
