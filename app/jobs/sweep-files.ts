import { sweepFiles } from "#app/services/files/sweep-files.server.ts";
import type { AppContext } from "#app/context.server.ts";

/** Takes away files that were left behind. May run twice. */
export async function sweepLeftFiles(ctx: AppContext): Promise<void> {
  await sweepFiles(ctx);
}
