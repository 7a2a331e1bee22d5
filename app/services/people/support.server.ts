import { recordAct } from "#db/repos/audit.server.ts";
import { listMembers } from "#db/repos/memberships.server.ts";
import { approveSupportRequest, createSupportRequest, findLeaByCds, listSupportRequests, refuseSupportRequest } from "#db/repos/support.server.ts";
import { withLea, type Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { requireRecentSignIn } from "./recent-sign-in.server.ts";

const lineOfLog = 20;

/** One thing support asked of an LEA. `inNow`: let in at this moment. */
export type SupportLine = { id: string; name: string; reason: string; hours: number; askedAt: string; decision: "approved" | "refused" | null; decidedBy: string; decidedAt: string; until: string; inNow: boolean };

const minute = (instant: Date | null): string => (instant ? `${instant.toISOString().slice(0, 16).replace("T", " ")} UTC` : "");

/** What support asked here, for whoever may see the people of the LEA: its own log. */
export async function supportLog(ctx: Context, tx: Tx): Promise<SupportLine[]> {
  const now = ctx.now();
  return (await listSupportRequests(tx, { leaId: ctx.user.leaId, most: lineOfLog })).map(({ id, name, reason, hours, askedAt, decision, decidedBy, decidedAt, until }) => ({
    id, name, reason, hours, decision, askedAt: minute(askedAt), decidedBy: decidedBy ?? "", decidedAt: minute(decidedAt), until: minute(until), inNow: until !== null && until > now,
  }));
}

export type SupportPage = { inside: { leaId: string }[] };

/** Where support is let in now; nobody else has this page. */
export async function loadSupport(ctx: Context): Promise<SupportPage> {
  if (!ctx.user.supportStaff) throw new AppError("not-found", "There is no such page here.");
  return { inside: ctx.user.memberships.filter(({ role }) => role === "support").map(({ leaId }) => ({ leaId })) };
}

/** Asks an LEA to be let in; nothing opens before its superintendent says so, who hears of it by mail. Staff have a second step (REL-G4). */
export async function askForSupport(ctx: Context, form: { cds: string; reason: string; hours: number }): Promise<void> {
  if (!ctx.user.supportStaff) throw new AppError("not-found", "There is no such page here.");
  if ((await ctx.installation()).mode !== "sample" && !ctx.user.secondFactor) throw new AppError("forbidden", "Support needs a second step at sign-in. Set it up in your account first.");
  requireRecentSignIn(ctx);
  const lea = await findLeaByCds(ctx.db, form.cds);
  if (!lea) throw new AppError("not-found", "No LEA here has this code.");
  const { leaId } = lea;
  await withLea(ctx.db, { leaId, actor: ctx.user.id }, async (tx) => {
    const id = await createSupportRequest(tx, { leaId, personId: ctx.user.id, reason: form.reason, hours: form.hours });
    if (id === undefined) throw new AppError("conflict", "You wait for an answer there already.");
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "support-ask", object: `support/${id}`, detail: { hours: form.hours } });
    const told = new Set((await listMembers(tx, { leaId })).filter(({ role }) => role === "superintendent").map(({ email }) => email));
    for (const to of told) {
      await ctx.writeMail(tx, { to, subject: "Support asks to be let in", text: `${ctx.user.name} of the support of Plan Once asks to be let in at ${lea.name} for ${form.hours} ${form.hours === 1 ? "hour" : "hours"}.\n\nYou decide, under "People":\n${ctx.siteUrl}/people\n\nUntil you do, nothing opens.\n` });
    }
  });
}

/** The superintendent's word; the access begins now, ends by itself and can be ended before. */
export async function decideOnSupport(ctx: Context, { requestId, decision }: { requestId: string; decision: "approved" | "refused" }): Promise<void> {
  const leaId = ctx.user.leaId;
  if (!can(ctx.user, "support.approve", { leaId })) throw new AppError("not-found", "There is no such request here.");
  requireRecentSignIn(ctx);
  await inLea(ctx, async (tx) => {
    const request = (await listSupportRequests(tx, { leaId, most: 1000 })).find((one) => one.id === requestId);
    if (!request) throw new AppError("not-found", "There is no such request here.");
    if (request.personId === ctx.user.id) throw new AppError("forbidden", "Nobody lets themselves in.");
    const decided = decision === "approved" ? await approveSupportRequest(tx, { leaId, requestId, approver: ctx.user.id }) : await refuseSupportRequest(tx, { leaId, requestId, decider: ctx.user.id });
    if (!decided) throw new AppError("conflict", "Somebody decided on this just now; reload and look again.");
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: decision === "approved" ? "support-approve" : "support-refuse", object: `support/${requestId}`, detail: { person: request.personId, hours: request.hours } });
  });
}
