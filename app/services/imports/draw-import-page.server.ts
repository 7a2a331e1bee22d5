import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { openImport } from "./open-import.server.ts";

/** Pages that one LEA has drawn or waiting in this process: the few places are for all. */
const mostOfLea = 6;
const drawing = new Map<string, number>();

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
  const file = await ctx.storage.read(found.fileKey);
  if (!file) throw gone();
  const { leaId } = ctx.user;
  const busy = drawing.get(leaId) ?? 0;
  if (busy >= mostOfLea) throw new AppError("unavailable", "Several pages of your documents are being drawn right now. Try again in a moment.");
  drawing.set(leaId, busy + 1);
  try {
    return { mark, bytes: await ctx.files.drawPage(file, number) };
  } finally {
    const left = (drawing.get(leaId) ?? 1) - 1;
    if (left > 0) drawing.set(leaId, left);
    else drawing.delete(leaId);
  }
}
