import { recordAct } from "#db/repos/audit.server.ts";
import { claimStateExport, finishStateExport, saveStateExportProgress } from "#db/repos/state-exports.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { findActor } from "#app/services/people/find-user.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { writeStateExport } from "./write-state-export.server.ts";
import type { Manifest } from "./write-state-export.server.ts";

const lostRight = "Your role here does not include this any more.";

/** Makes the archive that was asked for and keeps it in storage; finished work is left alone. A refusal is told to the person, a fault is thrown for the queue to try again. */
export async function makeStateExport(ctx: Context, { leaId, exportId }: { leaId: string; exportId: string }): Promise<void> {
  const work = await inLea(ctx, async (tx) => {
    const claimed = await claimStateExport(tx, { leaId, exportId });
    if (claimed && !can(ctx.user, "state-export.make", { leaId })) {
      // Whoever asked has lost the right since.
      await finishStateExport(tx, { leaId, exportId, error: lostRight });
      return undefined;
    }
    // On record before the first row is read.
    if (claimed) await recordAct(tx, { leaId, actor: ctx.user.id, verb: "make-state-export", object: `state-export/${exportId}`, detail: { program: claimed.program, year: claimed.year, format: claimed.format, county: claimed.county } });
    return claimed;
  });
  if (!work) return;
  ctx.log.warn({ exportId, program: work.program, format: work.format }, "a statewide export is read");
  const fileKey = `state-exports/${leaId}/${exportId}.zip`;
  let told = 0;
  const said = async (part: number) => {
    const progress = Math.round(part * 95);
    if (progress < told + 2) return;
    told = progress;
    await inLea(ctx, (tx) => saveStateExportProgress(tx, { leaId, exportId, progress }));
  };
  try {
    let manifest: Manifest | undefined;
    const bytes = await ctx.storage.saveFile(fileKey, (file) =>
      ctx.files.packTo(file, async (take) => {
        manifest = await writeStateExport({ db: ctx.db, crosswalks: ctx.crosswalks, render: ctx.render }, { stateId: leaId, actor: ctx.user.id, program: work.program, year: work.year, county: work.county, format: work.format }, take, said);
      }),
    );
    // Reading all took a while: the right is asked again before the file is handed over.
    const now = ctx.as(await findActor(ctx, { personId: ctx.user.id, leaId }));
    if (!can(now.user, "state-export.make", { leaId })) throw new AppError("forbidden", lostRight);
    await inLea(ctx, (tx) => finishStateExport(tx, { leaId, exportId, fileKey, submissions: manifest?.submissions ?? 0, rows: manifest?.rows ?? 0, bytes }));
  } catch (error) {
    // A database that is away for a moment refuses nothing: the queue tries again.
    const refused = error instanceof AppError && error.code !== "unavailable";
    if (refused) await ctx.storage.remove(fileKey);
    await inLea(ctx, (tx) => finishStateExport(tx, { leaId, exportId, error: refused ? error.message : "A fault on our side. It is tried again by itself; if it stays, tell whoever runs this system." }));
    if (!refused) throw error;
  }
}
