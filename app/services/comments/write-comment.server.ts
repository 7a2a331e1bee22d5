import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { addMentions, findComment, insertComment, insertThread, readMentions, saveThread, saveWords } from "#db/repos/comments.server.ts";
import type { Visibility } from "#db/repos/comments.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { commentWords } from "#schemas/comments.ts";
import type { Context } from "#app/context.server.ts";
import { mentionsIn } from "#app/domain/comments/mentions.ts";
import { passageOf, textBlocks } from "#app/domain/comments/passage.ts";
import type { CommentPlace } from "#app/domain/comments/place.ts";
import type { CommentRefusal } from "#app/domain/comments/view.ts";
import { inLea, mayOnPart, openPart } from "#app/services/plans/open-plan.server.ts";
import { tellAssigned, tellMentioned } from "./notices.server.ts";
import { isInside, openThread, placesOf, readersOf } from "./talk.server.ts";
import type { Part, Reader } from "./talk.server.ts";

export type Refused = { outcome: "refused"; why: CommentRefusal };
/** `mention`: somebody chosen from the list, "" for nobody. */
export type WordsForm = { words: string; mention: string };
export type BeginForm = WordsForm & { place: string; quote: string; block: number | null; visibility: Visibility; assignTo: string; dueOn: string };

/** Who may be meant in this place: whoever may read it, and what is said about it. */
export const fitting = (readers: readonly Reader[], place: CommentPlace, visibility: Visibility): Reader[] => readers.filter(({ may, inside }) => (!place.isPrivate || may("private.read")) && (visibility !== "school" || inside));

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

/** What only a school reads is said by those of the school; an LEA's own part has no such talk. */
export function refuseOutsiders(ctx: Context, part: Part, visibility: Visibility): void {
  if (visibility === "school" && (part.orgId === part.plan.leaId || !isInside(ctx, part))) throw new AppError("forbidden", "Only those of the school talk among themselves here.");
}

/** Begins a thread about a question, a row or a passage; with a day and a person, it is theirs to do. */
export async function beginThread(ctx: Context, key: string, form: BeginForm): Promise<{ outcome: "begun"; threadId: string } | Refused> {
  return inLea(ctx, async (tx) => {
    const part = await openPart(ctx, tx, key, "plan.comment");
    const { plan, orgId } = part;
    const place = placesOf(ctx, part).find(form.place);
    if (!place || place.gone || (place.isPrivate && !mayOnPart(ctx.user, { leaId: plan.leaId, orgId }, "private.read"))) throw new AppError("not-found", "What this comment is about is not there any more.");
    refuseOutsiders(ctx, part, form.visibility);
    const visibility = place.isPrivate && form.visibility === "county" ? ("lea" as const) : form.visibility;
    const readers = fitting(await readersOf(tx, part), place, visibility);
    const said = meant(form, readers);
    if (typeof said === "string") return { outcome: "refused", why: said };
    const passage = form.quote.trim() === "" ? null : passageOf(textBlocks(place.value), form.quote.slice(0, 1000), form.block);
    if (passage === null && form.quote.trim() !== "") return { outcome: "refused", why: "passage" };
    const assigned = form.assignTo === "" ? null : readers.find(({ id, may }) => id === form.assignTo && may("plan.comment"));
    if (assigned === undefined) return { outcome: "refused", why: "person" };
    const leaId = plan.leaId;
    const threadId = randomUUID();
    const anchor = { lineageId: place.row?.lineageId ?? null, rowVersion: place.row?.version ?? null, blockId: passage?.blockId ?? null, quote: passage?.quote ?? null, before: passage?.before ?? null };
    await insertThread(tx, { leaId, id: threadId, planId: plan.id, orgId, place: form.place, ...anchor, visibility, private: place.isPrivate, begunBy: ctx.user.id, linkId: null });
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "begin-comment", object: `plan/${key}/comments/${threadId}`, detail: { place: form.place, visibility } });
    await say(ctx, tx, { part, place, threadId, commentId: randomUUID(), ...said });
    if (assigned) {
      await saveThread(tx, { leaId, threadId, seenVersion: 1, change: { assignedTo: assigned.id, dueOn: form.dueOn || null, by: ctx.user.id } });
      await tellAssigned(ctx, tx, { part, place, threadId, to: [assigned], version: 2, dueOn: form.dueOn || null });
    }
    return { outcome: "begun", threadId };
  });
}

/** Stores a comment with those it mentions, and tells them. */
async function say(ctx: Context, tx: Tx, { part, place, threadId, commentId, words, people }: { part: Part; place: CommentPlace; threadId: string; commentId: string; words: string; people: Reader[] }): Promise<void> {
  const { leaId } = part.plan;
  await insertComment(tx, { leaId, orgId: part.orgId, id: commentId, threadId, author: ctx.user.id, linkId: null, words });
  await addMentions(tx, { leaId, commentId, personIds: people.map(({ id }) => id).filter((id) => id !== ctx.user.id) });
  await tellMentioned(ctx, tx, { part, place, threadId, commentId, to: people });
}

/** Answers in a thread; whoever answers has read where they were mentioned. */
export async function replyTo(ctx: Context, key: string, threadId: string, form: WordsForm): Promise<{ outcome: "said" } | Refused> {
  return inLea(ctx, async (tx) => {
    const part = await openPart(ctx, tx, key, "plan.comment");
    const { plan } = part;
    const { place, thread } = await openThread(ctx, tx, part, threadId);
    const said = meant(form, fitting(await readersOf(tx, part), place, thread.visibility));
    if (typeof said === "string") return { outcome: "refused", why: said };
    const commentId = randomUUID();
    await say(ctx, tx, { part, place, threadId, commentId, ...said });
    await readMentions(tx, { leaId: plan.leaId, threadId, personId: ctx.user.id });
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "reply", object: `plan/${key}/comments/${threadId}/${commentId}` });
    return { outcome: "said" };
  });
}

export type EditResult = { outcome: "saved" } | Refused | { outcome: "conflict"; words: string; version: number };

/** New words for one's own comment; the old ones are kept and shown. Who is mentioned anew is told. */
export async function editComment(ctx: Context, key: string, threadId: string, form: { commentId: string; words: string; seenVersion: number }): Promise<EditResult> {
  return inLea(ctx, async (tx): Promise<EditResult> => {
    const part = await openPart(ctx, tx, key, "plan.comment");
    const { place, thread } = await openThread(ctx, tx, part, threadId);
    const { leaId } = part.plan;
    const comment = await findComment(tx, { leaId, commentId: form.commentId });
    if (comment?.threadId !== threadId || comment.author !== ctx.user.id || comment.hiddenAt !== null) throw new AppError("not-found", "There is no such comment of yours here.");
    const said = meant({ words: form.words, mention: "" }, fitting(await readersOf(tx, part), place, thread.visibility));
    if (typeof said === "string") return { outcome: "refused", why: said };
    if (comment.words === said.words) return { outcome: "saved" };
    if (!(await saveWords(tx, { leaId, commentId: comment.id, author: ctx.user.id, seenVersion: form.seenVersion, words: said.words, before: comment.words }))) {
      const now = await findComment(tx, { leaId, commentId: form.commentId });
      return { outcome: "conflict", words: now?.words ?? "", version: now?.version ?? 0 };
    }
    await addMentions(tx, { leaId, commentId: comment.id, personIds: said.people.map(({ id }) => id).filter((id) => id !== ctx.user.id) });
    await tellMentioned(ctx, tx, { part, place, threadId, commentId: comment.id, to: said.people });
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "edit-comment", object: `plan/${key}/comments/${threadId}/${comment.id}` });
    return { outcome: "saved" };
  });
}
