import { claimNotices } from "#db/repos/comments.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Context } from "#app/context.server.ts";
import type { CommentPlace } from "#app/domain/comments/place.ts";
import { threadPath } from "#app/domain/comments/view.ts";
import { keyOfPart } from "#app/domain/plan/part.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import type { Part, Reader } from "./talk.server.ts";

type Notice = { part: Part; place: CommentPlace; threadId: string; to: readonly Reader[] };

/** A mail to each of them, once for the event, in the transaction of the change. It says where, not what: the words stay in the portal. */
async function tell(ctx: Context, tx: Tx, { part, place, threadId, to }: Notice, event: string, subject: string, what: string): Promise<void> {
  const { plan } = part;
  const others = to.filter(({ id }) => id !== ctx.user.id);
  const told = await claimNotices(tx, { leaId: plan.leaId, event, personIds: others.map(({ id }) => id) });
  const where = place.isPrivate ? "" : `\n\n${place.label}`;
  for (const { email } of others.filter(({ id }) => told.includes(id)))
    await ctx.writeMail(tx, { to: email, subject, text: `${what}${where}\n\nRead and answer it here:\n${ctx.siteUrl}${threadPath(keyOfPart(part), threadId)}\n` });
}

/** Tells those who are mentioned. */
export const tellMentioned = (ctx: Context, tx: Tx, notice: Notice & { commentId: string }): Promise<void> =>
  tell(ctx, tx, notice, `mention/${notice.commentId}`, `${ctx.user.name} mentioned you in Plan Once`, `${ctx.user.name} mentioned you in a comment on the ${notice.part.plan.year} plan.`);

/** Tells whoever was given something to do; `version`: of the thread that says so. */
export const tellAssigned = (ctx: Context, tx: Tx, notice: Notice & { version: number; dueOn: string | null }): Promise<void> =>
  tell(ctx, tx, notice, `assign/${notice.threadId}/${notice.version}`, `${ctx.user.name} asks you to take up a comment in Plan Once`, `${ctx.user.name} asks you to take up a comment on the ${notice.part.plan.year} plan${notice.dueOn === null ? "" : `, by ${longDay(notice.dueOn)}`}.`);
