import { recordAct } from "#db/repos/audit.server.ts";
import { findComment, readMentions, saveHidden, saveThread } from "#db/repos/comments.server.ts";
import type { ThreadChange, Visibility } from "#db/repos/comments.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { inLea, mayOnPart, openPart } from "#app/services/plans/open-plan.server.ts";
import { tellAssigned } from "./notices.server.ts";
import { openThread, readersOf } from "./talk.server.ts";
import { fitting, refuseOutsiders } from "./write-comment.server.ts";

/** Resolve it, open it again, give it to somebody (or to nobody) with a day, or share it with the county. */
export type ThreadForm = { seenVersion: number } & ({ act: "resolve" | "reopen" } | { act: "assign"; assignTo: string; dueOn: string } | { act: "share"; visibility: Visibility });
export type ThreadResult = { outcome: "saved" } | { outcome: "conflict" } | { outcome: "refused"; why: "person" };

const verbOf = { resolve: "resolve-comment", reopen: "reopen-comment", assign: "assign-comment", share: "share-comment" } as const;

/** Changes a thread on top of the version seen. Only who began a thread, or moderates, decides whether the county may read it; what is private never leaves. */
export async function changeThread(ctx: Context, key: string, threadId: string, form: ThreadForm): Promise<ThreadResult> {
  return inLea(ctx, async (tx): Promise<ThreadResult> => {
    const part = await openPart(ctx, tx, key, "plan.comment");
    const { thread, place } = await openThread(ctx, tx, part, threadId);
    const { leaId } = part.plan;
    if (form.act === "share" && thread.begunBy !== ctx.user.id && !mayOnPart(ctx.user, { leaId, orgId: part.orgId }, "comment.moderate")) throw new AppError("forbidden", "Who began these comments decides who reads them.");
    if (form.act === "share" && thread.byOrg !== null) throw new AppError("forbidden", "Your county office began these comments: it reads them as you do.");
    if (form.act === "share" && place.isPrivate && form.visibility === "county") throw new AppError("forbidden", "This is about something private: it stays inside.");
    if (form.act === "share") refuseOutsiders(ctx, part, form.visibility);
    const readers = form.act === "assign" && form.assignTo !== "" ? fitting(await readersOf(tx, part), place, thread.visibility) : [];
    const person = form.act === "assign" ? readers.find(({ id, may }) => id === form.assignTo && may("plan.comment")) : undefined;
    if (form.act === "assign" && form.assignTo !== "" && !person) return { outcome: "refused", why: "person" };
    const change: ThreadChange =
      form.act === "assign" ? { assignedTo: person?.id ?? null, dueOn: form.dueOn || null, by: ctx.user.id } : form.act === "share" ? { visibility: form.visibility } : { status: form.act === "resolve" ? "resolved" : "open", by: ctx.user.id };
    if (!(await saveThread(tx, { leaId, threadId, seenVersion: form.seenVersion, change }))) return { outcome: "conflict" };
    if (form.act === "resolve") await readMentions(tx, { leaId, threadId, personId: ctx.user.id });
    if (form.act === "assign" && person && thread.assignedTo !== person.id) await tellAssigned(ctx, tx, { part, place, threadId, to: [person], version: form.seenVersion + 1, dueOn: form.dueOn || null });
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: verbOf[form.act], object: `plan/${key}/comments/${threadId}`, detail: { version: form.seenVersion + 1, ...(form.act === "share" ? { visibility: form.visibility } : {}) } });
    return { outcome: "saved" };
  });
}

/** Notes that somebody has read where they are mentioned. */
export async function readThread(ctx: Context, key: string, threadId: string): Promise<void> {
  await inLea(ctx, async (tx) => {
    const part = await openPart(ctx, tx, key, "plan.read");
    const { leaId } = part.plan;
    await openThread(ctx, tx, part, threadId);
    if ((await readMentions(tx, { leaId, threadId, personId: ctx.user.id })) > 0) await recordAct(tx, { leaId, actor: ctx.user.id, verb: "read-mention", object: `plan/${key}/comments/${threadId}` });
  });
}

/** Takes a comment out of sight, or shows it again; its words stay on record. What a body above said stays in sight: it reads along. */
export async function hideComment(ctx: Context, key: string, threadId: string, form: { commentId: string; hidden: boolean }): Promise<void> {
  await inLea(ctx, async (tx) => {
    const part = await openPart(ctx, tx, key, "comment.moderate");
    const { leaId } = part.plan;
    const { thread } = await openThread(ctx, tx, part, threadId);
    const comment = await findComment(tx, { leaId, commentId: form.commentId });
    if (comment?.threadId === threadId && comment.orgId !== thread.orgId) throw new AppError("forbidden", "What your county office said stays in sight: it reads along.");
    if (await saveHidden(tx, { leaId, threadId, commentId: form.commentId, by: form.hidden ? ctx.user.id : null }))
      await recordAct(tx, { leaId, actor: ctx.user.id, verb: form.hidden ? "hide-comment" : "show-comment", object: `plan/${key}/comments/${threadId}/${form.commentId}` });
  });
}
