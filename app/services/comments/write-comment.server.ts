import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { addMentions, findComment, insertComment, insertThread, readMentions, saveThread, saveWords } from "#db/repos/comments.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { commentWords } from "#schemas/comments.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { mentionsIn } from "#app/domain/comments/mentions.ts";
import { passageOf, textBlocks } from "#app/domain/comments/passage.ts";
import type { CommentPlace } from "#app/domain/comments/place.ts";
import type { CommentRefusal } from "#app/domain/comments/view.ts";
import { can } from "#app/domain/permissions/can.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { tellAssigned, tellMentioned } from "./notices.server.ts";
import { openThread, placesOf, readersOf } from "./talk.server.ts";
import type { Reader } from "./talk.server.ts";

export type Refused = { outcome: "refused"; why: CommentRefusal };
/** `mention`: somebody chosen from the list, "" for nobody. */
export type WordsForm = { words: string; mention: string };
export type BeginForm = WordsForm & { place: string; quote: string; block: number | null; visibility: "lea" | "county"; assignTo: string; dueOn: string };

/** Who may be meant in this place: whoever may read it. */
const fitting = (readers: readonly Reader[], place: CommentPlace): Reader[] => readers.filter(({ may }) => !place.isPrivate || may("private.read"));

/** The words with the chosen person's name, and who is meant in them. */
function meant(form: WordsForm, readers: readonly Reader[]): { words: string; people: Reader[] } | Refused["why"] {
  const chosen = readers.find(({ id }) => id === form.mention);
  if (form.mention !== "" && !chosen) return "person";
  const typed = chosen && !mentionsIn(form.words, [chosen]).includes(chosen.id) ? `@${chosen.name} ${form.words}` : form.words;
  const words = commentWords(form.words) === null ? null : commentWords(typed);
  if (words === null) return "words";
  const ids = mentionsIn(words, readers);
  return { words, people: readers.filter(({ id }) => ids.includes(id)) };
}

/** Begins a thread about a question, a row or a passage; with a day and a person, it is theirs to do. */
export async function beginThread(ctx: Context, planId: string, form: BeginForm): Promise<{ outcome: "begun"; threadId: string } | Refused> {
  return inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, "plan.comment");
    const place = placesOf(ctx, plan).find(form.place);
    if (!place || place.gone || (place.isPrivate && !can(ctx.user, "private.read", plan))) throw new AppError("not-found", "What this comment is about is not there any more.");
    const readers = fitting(await readersOf(tx, plan.leaId), place);
    const said = meant(form, readers);
    if (typeof said === "string") return { outcome: "refused", why: said };
    const passage = form.quote.trim() === "" ? null : passageOf(textBlocks(place.value), form.quote.slice(0, 1000), form.block);
    if (passage === null && form.quote.trim() !== "") return { outcome: "refused", why: "passage" };
    const assigned = form.assignTo === "" ? null : readers.find(({ id, may }) => id === form.assignTo && may("plan.comment"));
    if (assigned === undefined) return { outcome: "refused", why: "person" };
    const leaId = plan.leaId;
    const threadId = randomUUID();
    const visibility = place.isPrivate ? ("lea" as const) : form.visibility;
    const anchor = { lineageId: place.row?.lineageId ?? null, rowVersion: place.row?.version ?? null, blockId: passage?.blockId ?? null, quote: passage?.quote ?? null, before: passage?.before ?? null };
    await insertThread(tx, { leaId, id: threadId, planId, place: form.place, ...anchor, visibility, private: place.isPrivate, begunBy: ctx.user.id, linkId: null });
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "begin-comment", object: `plan/${planId}/comments/${threadId}`, detail: { place: form.place, visibility } });
    await say(ctx, tx, { plan, place, threadId, commentId: randomUUID(), ...said });
    if (assigned) {
      await saveThread(tx, { leaId, threadId, seenVersion: 1, change: { assignedTo: assigned.id, dueOn: form.dueOn || null, by: ctx.user.id } });
      await tellAssigned(ctx, tx, { plan, place, threadId, to: [assigned], version: 2, dueOn: form.dueOn || null });
    }
    return { outcome: "begun", threadId };
  });
}

/** Stores a comment with those it mentions, and tells them. */
async function say(ctx: Context, tx: Tx, { plan, place, threadId, commentId, words, people }: { plan: Plan; place: CommentPlace; threadId: string; commentId: string; words: string; people: Reader[] }): Promise<void> {
  const leaId = plan.leaId;
  await insertComment(tx, { leaId, id: commentId, threadId, author: ctx.user.id, linkId: null, words });
  await addMentions(tx, { leaId, commentId, personIds: people.map(({ id }) => id).filter((id) => id !== ctx.user.id) });
  await tellMentioned(ctx, tx, { plan, place, threadId, commentId, to: people });
}

/** Answers in a thread; whoever answers has read where they were mentioned. */
export async function replyTo(ctx: Context, planId: string, threadId: string, form: WordsForm): Promise<{ outcome: "said" } | Refused> {
  return inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, "plan.comment");
    const { place } = await openThread(ctx, tx, plan, threadId);
    const said = meant(form, fitting(await readersOf(tx, plan.leaId), place));
    if (typeof said === "string") return { outcome: "refused", why: said };
    const commentId = randomUUID();
    await say(ctx, tx, { plan, place, threadId, commentId, ...said });
    await readMentions(tx, { leaId: plan.leaId, threadId, personId: ctx.user.id });
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "reply", object: `plan/${planId}/comments/${threadId}/${commentId}` });
    return { outcome: "said" };
  });
}

export type EditResult = { outcome: "saved" } | Refused | { outcome: "conflict"; words: string; version: number };

/** New words for one's own comment; the old ones are kept and shown. Who is mentioned anew is told. */
export async function editComment(ctx: Context, planId: string, threadId: string, form: { commentId: string; words: string; seenVersion: number }): Promise<EditResult> {
  return inLea(ctx, async (tx): Promise<EditResult> => {
    const plan = await openPlan(ctx, tx, planId, "plan.comment");
    const { place } = await openThread(ctx, tx, plan, threadId);
    const leaId = plan.leaId;
    const comment = await findComment(tx, { leaId, commentId: form.commentId });
    if (comment?.threadId !== threadId || comment.author !== ctx.user.id || comment.hiddenAt !== null) throw new AppError("not-found", "There is no such comment of yours here.");
    const said = meant({ words: form.words, mention: "" }, fitting(await readersOf(tx, leaId), place));
    if (typeof said === "string") return { outcome: "refused", why: said };
    if (comment.words === said.words) return { outcome: "saved" };
    if (!(await saveWords(tx, { leaId, commentId: comment.id, author: ctx.user.id, seenVersion: form.seenVersion, words: said.words, before: comment.words }))) {
      const now = await findComment(tx, { leaId, commentId: form.commentId });
      return { outcome: "conflict", words: now?.words ?? "", version: now?.version ?? 0 };
    }
    await addMentions(tx, { leaId, commentId: comment.id, personIds: said.people.map(({ id }) => id).filter((id) => id !== ctx.user.id) });
    await tellMentioned(ctx, tx, { plan, place, threadId, commentId: comment.id, to: said.people });
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "edit-comment", object: `plan/${planId}/comments/${threadId}/${comment.id}` });
    return { outcome: "saved" };
  });
}
