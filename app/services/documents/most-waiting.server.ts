import { countWaitingExports } from "#db/repos/document-exports.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";

/** Files that one person, and one LEA, may have waiting: the worker makes one after the other for everybody. */
const mostOfPerson = 10;
const mostOfLea = 60;

/** Refuses one file too many, in words. Asked after the act is recorded: its chain lets one asker of an LEA through at a time, so that none is overlooked. */
export async function refuseTooManyWaiting(ctx: Context, tx: Tx): Promise<void> {
  const { ofLea, ofPerson } = await countWaitingExports(tx, { leaId: ctx.user.leaId, personId: ctx.user.id });
  if (ofPerson > mostOfPerson) throw new AppError("conflict", `${mostOfPerson} files that you asked for are still being made. Wait until one is done.`);
  if (ofLea > mostOfLea) throw new AppError("conflict", `${mostOfLea} files of your organization are still being made. Wait a few minutes.`);
}
