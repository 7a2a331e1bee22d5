import { recordAct } from "#db/repos/audit.server.ts";
import { claimExport, finishExport, saveExportProgress } from "#db/repos/document-exports.server.ts";
import type { DocumentExport } from "#db/repos/document-exports.server.ts";
import { listFiled } from "#db/repos/filed-with.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { keyOfPart } from "#app/domain/plan/part.ts";
import { withoutPrivate } from "#app/domain/plan/without-private.ts";
import { draftKinds, mayCarryComments } from "#app/domain/documents/copy-kinds.ts";
import { loadTalk } from "#app/services/comments/talk.server.ts";
import { attachedTexts } from "./attached-texts.server.ts";
import { makeBoardPacket } from "./board-packet.server.ts";
import { makePacket } from "./packet.server.ts";
import { renderPlanDocument } from "./render-plan-document.server.ts";
import { findActor } from "#app/services/people/find-user.server.ts";
import { everyStatement, inLea, openPart } from "#app/services/plans/open-plan.server.ts";

const partOf = ({ planId, leaId, orgId }: DocumentExport) => keyOfPart({ plan: { id: planId, leaId }, orgId });

/**
 * Makes the file that was asked for and keeps it in storage; finished work is left alone. Whether the person may have it is asked before the work and, with the roles they hold then, after it.
 * No private part of the plan is in it, whoever asked: others of the LEA may fetch it. A refusal is told to the person, a fault is thrown for the queue to try again.
 */
export async function makeExport(ctx: Context, { leaId, exportId }: { leaId: string; exportId: string }): Promise<void> {
  const claimed = await inLea(ctx, async (tx) => {
    const work = await claimExport(tx, { leaId, exportId });
    if (!work) return undefined;
    try {
      return { work, ...(await openPart(ctx, tx, partOf(work), "document.export")) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Whoever asked has lost the right since, or the plan is gone.
      await finishExport(tx, { leaId, exportId, error: error.message });
      return undefined;
    }
  });
  if (!claimed) return;
  const { work, orgId } = claimed;
  const plan = withoutPrivate(claimed.plan, everyStatement(ctx));
  const fileKey = `exports/${leaId}/${exportId}.${work.packet ? "zip" : work.format}`;
  const report = (progress: number) => inLea(ctx, (tx) => saveExportProgress(tx, { leaId, exportId, progress }));
  const kind = draftKinds.find((one) => one === work.copy) ?? "internal-draft";
  try {
    await report(20);
    const comments = work.comments && mayCarryComments(kind) && orgId === plan.leaId ? (await loadTalk(ctx, plan.id, { program: work.program })).threads : [];
    const { edition } = ctx.files.findProgram(ctx.crosswalks, work.program, work.edition);
    const attachments = await attachedTexts(ctx.storage, edition);
    const filed = new Map((await inLea(ctx, (tx) => listFiled(tx, { leaId, planId: plan.id }))).filter(({ program }) => program === work.program).map((one) => [one.orgId, one] as const));
    const request = { plan, filed, program: work.program, edition: work.edition, format: work.format, copy: { kind, preparedOn: ctx.today() }, attachments };
    const bytes = work.meetingId !== null ? await makeBoardPacket(ctx, request, work.meetingId, (part) => report(20 + Math.round(part * 60))) : work.packet ? await makePacket(ctx, request, edition.short, (part) => report(20 + Math.round(part * 60))) : (await renderPlanDocument(ctx.files, { ...request, orgId, comments })).bytes;
    await report(80);
    await ctx.storage.save(fileKey, bytes);
    const now = ctx.as({ ...(await findActor(ctx, { personId: ctx.user.id, leaId })), leaId });
    await inLea(now, async (tx) => {
      await openPart(now, tx, partOf(work), "document.export");
      if (await finishExport(tx, { leaId, exportId, fileKey })) await recordAct(tx, { leaId, actor: ctx.user.id, verb: "make-export", object: `plan/${work.planId}/exports/${exportId}`, detail: { bytes: bytes.byteLength } });
    });
  } catch (error) {
    // A database that is away for a moment refuses nothing: the queue tries again.
    const refused = error instanceof AppError && error.code !== "unavailable";
    if (refused) await ctx.storage.remove(fileKey);
    await inLea(ctx, (tx) => finishExport(tx, { leaId, exportId, error: refused ? error.message : "A fault on our side. It is tried again by itself; if it stays, tell whoever runs this system." }));
    if (!refused) throw error;
  }
}
