// How an uploaded file and the row that names it are kept together.
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";

/**
 * Keeps the bytes under this key, then what `write` says. The file goes again where that throws or keeps another one (`kept`: the same form sent twice keeps the first file).
 * Where nobody heard whether the row was written ("unavailable"), it may stand: then it needs its file, and the file stays.
 */
export async function keepFile<Result>(ctx: Context, { key, bytes }: { key: string; bytes: Uint8Array }, write: () => Promise<{ kept: string | null; result: Result }>): Promise<Result> {
  await ctx.storage.save(key, bytes);
  try {
    const { kept, result } = await write();
    if (kept !== key) await ctx.storage.remove(key);
    return result;
  } catch (error) {
    if (!(error instanceof AppError && error.code === "unavailable")) await ctx.storage.remove(key);
    throw error;
  }
}
