import { recordAct } from "#db/repos/audit.server.ts";
import { listExports } from "#db/repos/document-exports.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { PlanDocument } from "#schemas/document.ts";
import type { Meeting, Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { exportFileName } from "#app/domain/documents/copy-kinds.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { meetingPaper } from "#app/domain/documents/meeting-kit.ts";
import type { KitPiece, MeetingPaper } from "#app/domain/documents/meeting-kit.ts";
import { planSummary } from "#app/domain/documents/plan-summary.ts";
import { can } from "#app/domain/permissions/can.ts";
import { statementPath } from "#app/domain/plan/place-of.ts";
import { withoutPrivate } from "#app/domain/plan/without-private.ts";
import { exportView } from "#app/services/documents/load-export.server.ts";
import type { ExportView } from "#app/services/documents/load-export.server.ts";
import { packetProgram } from "#app/services/documents/board-packet.server.ts";
import { everyStatement, inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { paperOf } from "./meeting-paper.server.ts";
import { meetingIn } from "./meetings.server.ts";

export const kitFormats = ["pdf", "docx", "html"] as const;
export type KitFormat = (typeof kitFormats)[number];
export type KitPage = {
  plan: PlanHead;
  meeting: { id: string; title: string; day: string | null };
  piece: KitPiece;
  document: PlanDocument;
  /** Where the members of its body are named. */
  peopleAt: string;
  /** The board's packet: of which form it has the document, and those asked for, newest first; null where the meeting is none of the board about a form. */
  packet: { short: string; mayMake: boolean; made: ExportView[] } | null;
};

async function pieceOf(ctx: Context, tx: Tx, key: string, meetingId: string, piece: KitPiece): Promise<{ plan: Plan; orgId: string; meeting: Meeting; paper: MeetingPaper; document: PlanDocument }> {
  const opened = await openPart(ctx, tx, key, "plan.read");
  // Paper goes from hand to hand: nothing private is on it, whoever prints it.
  const plan = withoutPrivate(opened.plan, everyStatement(ctx));
  const meeting = meetingIn(plan, opened.orgId, meetingId);
  const paper = await paperOf(ctx, tx, plan, meeting);
  const document = piece === "summary" ? planSummary(plan, ctx.crosswalks.catalogs, ctx.today(), { orgId: opened.orgId }) : meetingPaper(paper, piece);
  return { plan, orgId: opened.orgId, meeting, paper, document };
}

/** One paper of a meeting as it would print now, and the way to the others and to the board's packet: for whoever may read the meeting. */
export async function loadKit(ctx: Context, key: string, meetingId: string, piece: KitPiece): Promise<KitPage> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId, meeting, paper, document } = await pieceOf(ctx, tx, key, meetingId, piece);
    const program = packetProgram(ctx, plan, meeting, paper);
    const made = program ? (await listExports(tx, { leaId: plan.leaId, planId: plan.id })).filter((one) => one.meetingId === meetingId) : [];
    return {
      plan: planHead(ctx, plan, orgId),
      meeting: { id: meetingId, title: `${paper.body}: ${paper.kinds.join(", ")}`, day: meeting.heldOn && longDay(meeting.heldOn) },
      piece,
      document,
      peopleAt: statementPath({ planId: planHead(ctx, plan, orgId).id, outline: ctx.crosswalks.outline, supplements: [] }, "who.people"),
      packet: program && { short: program.edition.short, mayMake: can(ctx.user, "document.export", plan), made: can(ctx.user, "document.export", plan) ? made.slice(0, 4).map((one) => exportView(plan, program.edition, one)) : [] },
    };
  });
}

/** One paper of a meeting as a file. Handing it out is recorded first. */
export async function openKitPiece(ctx: Context, key: string, meetingId: string, piece: KitPiece, format: KitFormat): Promise<{ bytes: Uint8Array; name: string; format: KitFormat }> {
  const { document, name } = await inLea(ctx, async (tx) => {
    const { plan, paper, document } = await pieceOf(ctx, tx, key, meetingId, piece);
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "make-meeting-paper", object: `plan/${plan.id}/meetings/${meetingId}`, detail: { piece, format } });
    return { document, name: exportFileName({ organization: paper.organization.name, short: paper.body, year: paper.day ?? paper.year, copy: piece, format }) };
  });
  return { bytes: await ctx.render[format](document), name, format };
}
