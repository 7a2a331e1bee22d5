import { createHash, randomBytes } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { createLink, listLinks, revokeLink } from "#db/repos/comment-links.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { dayAndTime } from "#app/services/history/moments.server.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";

export type LinkLine = { id: string; name: string; scope: string; madeAt: string; expires: string; state: "open" | "expired" | "revoked"; used: number; most: number };
export type LinksPage = { plan: PlanHead; chapters: { id: string; title: string }[]; links: LinkLine[] };

/** Comments that can be written over one link. */
const mostComments = 100;
/** Links of one plan that work at the same time. */
const mostOpen = 50;
export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** The links of a plan, for whoever makes and withdraws them. */
export async function loadLinks(ctx: Context, key: string): Promise<LinksPage> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "comment.moderate");
    const { chapters } = ctx.crosswalks.outline;
    const links = await listLinks(tx, { leaId: plan.leaId, planId: plan.id, orgId });
    return {
      plan: planHead(ctx, plan, orgId),
      chapters: chapters.map(({ id, title }) => ({ id, title })),
      links: links.map((link) => ({
        id: link.id,
        name: link.name,
        scope: link.chapter === null ? "" : (chapters.find(({ id }) => id === link.chapter)?.title ?? link.chapter),
        madeAt: dayAndTime(link.madeAt),
        expires: dayAndTime(link.expiresAt),
        state: link.revokedAt !== null ? "revoked" : link.expiresAt <= ctx.now() ? "expired" : "open",
        used: link.used,
        most: link.most,
      })),
    };
  });
}

export type LinkResult = { outcome: "made"; path: string } | { outcome: "repeated" } | { outcome: "refused"; why: "name" };

/** Makes a link for a named person or body. Its address is given once, here, and stored nowhere; a form sent twice makes one link, whose address the first answer told. */
export async function makeLink(ctx: Context, key: string, form: { name: string; chapter: string; days: number }): Promise<LinkResult> {
  const name = form.name.normalize("NFC").replace(/\s+/g, " ").trim();
  // The first answer to a form is kept in the database, so the token stays out of what the transaction answers.
  let token: string | null = null;
  const { named } = await inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "comment.moderate");
    if (name === "" || name.length > 200 || !name.isWellFormed() || name.includes("\u0000")) return { named: false };
    if (form.chapter !== "" && !ctx.crosswalks.outline.chapters.some(({ id }) => id === form.chapter)) throw new AppError("not-found", "There is no such chapter.");
    const open = (await listLinks(tx, { leaId: plan.leaId, planId: plan.id, orgId })).filter((link) => link.revokedAt === null && link.expiresAt > ctx.now());
    if (open.length >= mostOpen) throw new AppError("forbidden", `There are ${mostOpen} links to this plan already. Withdraw one that nobody needs any more.`);
    token = `${plan.leaId}~${randomBytes(24).toString("base64url")}`;
    const expiresAt = new Date(ctx.now().getTime() + form.days * 24 * 3600 * 1000);
    const id = await createLink(tx, { leaId: plan.leaId, planId: plan.id, orgId, name, chapter: form.chapter || null, tokenHash: hashOfToken(token), madeBy: ctx.user.id, expiresAt, most: mostComments });
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "make-comment-link", object: `plan/${key}/comment-links/${id}`, detail: { chapter: form.chapter, days: form.days } });
    return { named: true };
  });
  if (!named) return { outcome: "refused", why: "name" };
  return token === null ? { outcome: "repeated" } : { outcome: "made", path: `/comment-by-link/${encodeURIComponent(token)}` };
}

/** Ends a link at once; what was said over it stays. */
export async function withdrawLink(ctx: Context, key: string, linkId: string): Promise<void> {
  await inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "comment.moderate");
    if (!(await revokeLink(tx, { leaId: plan.leaId, planId: plan.id, orgId, linkId }))) throw new AppError("not-found", "There is no such link here, or it was withdrawn before.");
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "withdraw-comment-link", object: `plan/${key}/comment-links/${linkId}` });
  });
}
