import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { insertComment, listComments, listThreads } from "#db/repos/comments.server.ts";
import type { Comment, Thread } from "#db/repos/comments.server.ts";
import { namesOfPeople } from "#db/repos/people.server.ts";
import { actFor, listSubmissions } from "#db/repos/submissions.server.ts";
import type { Filing } from "#db/repos/submissions.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { commentWords } from "#schemas/comments.ts";
import type { FrozenForm, FrozenSubmission } from "#schemas/submission.ts";
import type { Context } from "#app/context.server.ts";
import { placeIn } from "#app/domain/comments/place.ts";
import { statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { can } from "#app/domain/permissions/can.ts";
import { rowNumbers } from "#app/domain/plan/row-form.ts";
import { dayAndTime } from "#app/services/history/moments.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { openSubmission } from "./load-submission.server.ts";
import { openFiling, recordLookAt } from "./subjects.server.ts";

/** `by`: "" for somebody who wrote over a link. `ours`: said by the body that reads here. */
export type SharedComment = { id: string; by: string; when: string; words: string; ours: boolean };
export type SharedThread = { id: string; label: string; quote: string | null; resolved: boolean; comments: SharedComment[] };
export type SharedPage = { filingId: string; organization: string; program: string; year: string; threads: SharedThread[] };

type Opened = { filing: Filing; form: FrozenForm; threads: { thread: Thread; label: string }[] };

/** What an LEA shares about the copy that is open to the reader: never what is internal or private, and of rows only those that stand in that copy. */
async function openShared(ctx: Context, tx: Tx, filingId: string, verb: "shared-comment.read" | "shared-comment.answer"): Promise<Opened> {
  const { filing, subject } = await openFiling(ctx, tx, filingId);
  if (!can(ctx.user, verb, subject.owned)) throw new AppError("forbidden", "Comments are shared with the county office that reviews the plan.");
  const [newest] = (await listSubmissions(tx, { leaId: filing.leaId, filingId })).filter((one) => one.kind === "sent" || one.number === filing.sharedNumber);
  if (!newest) throw new AppError("not-found", "There is no such submission here.");
  const { submission, form } = await openSubmission(ctx, tx, filingId, newest.number);
  const label = labels(form, submission);
  const threads = await listThreads(tx, { leaId: filing.leaId, planId: filing.planId, orgId: filing.orgId });
  return { filing, form, threads: threads.filter((thread) => thread.visibility === "county" && !thread.private).flatMap((thread) => label(thread.place).map((words) => ({ thread, label: words }))) };
}

/** What a place is called in the copy, in a list of one; empty where it is private or does not stand there. */
function labels(form: FrozenForm, { plan, orgId }: FrozenSubmission): (place: string) => string[] {
  const asked = statementsOf(form, [form.program], orgId === plan.leaId ? "lea" : "school");
  const source = { plan, orgId, asked, numbers: rowNumbers(plan, orgId) };
  return (place) => {
    const found = placeIn(source, place);
    return !found || found.isPrivate || found.gone ? [] : [found.label];
  };
}

const view = (ctx: Context, comments: readonly Comment[], names: ReadonlyMap<string, string>, filing: Filing, threadId: string): SharedComment[] =>
  comments.filter((one) => one.threadId === threadId && one.hiddenAt === null).map(({ id, author, at, words, orgId }) => ({ id, by: author === null ? "" : (names.get(author) ?? ""), when: dayAndTime(at), words, ours: orgId === ctx.user.leaId && orgId !== filing.leaId }));

/** The comments that an LEA shares with those who review its plan, the newest thread first. */
export async function loadShared(ctx: Context, filingId: string): Promise<SharedPage> {
  return inLea(ctx, async (tx) => {
    const { filing, form, threads } = await openShared(ctx, tx, filingId, "shared-comment.read");
    const comments = await listComments(tx, { leaId: filing.leaId, threadIds: threads.map(({ thread }) => thread.id) });
    await recordLookAt(ctx, tx, filing, { verb: "read-shared-comments", object: `filing/${filing.id}/comments` });
    const names = await namesOfPeople(tx, [...new Set(comments.flatMap(({ author }) => (author === null ? [] : [author])))]);
    return {
      filingId,
      organization: filing.orgName,
      program: form.program.edition.short,
      year: filing.year,
      threads: threads.map(({ thread, label }) => ({ id: thread.id, label, quote: thread.quote, resolved: thread.status === "resolved", comments: view(ctx, comments, names, filing, thread.id) })).filter((thread) => thread.comments.length > 0).reverse(),
    };
  });
}

/** Answers a shared comment for the reviewing body; it stands in the LEA's thread under that body's name. */
export async function answerShared(ctx: Context, filingId: string, form: { threadId: string; words: string }): Promise<{ outcome: "said" } | { outcome: "refused" }> {
  const words = commentWords(form.words);
  return inLea(ctx, async (tx): Promise<{ outcome: "said" } | { outcome: "refused" }> => {
    const { filing, threads } = await openShared(ctx, tx, filingId, "shared-comment.answer");
    if (words === null) return { outcome: "refused" };
    const found = threads.find(({ thread }) => thread.id === form.threadId);
    if (!found) throw new AppError("not-found", "There is no such comment here.");
    const commentId = randomUUID();
    // The policy has spoken; what is written belongs to the LEA's thread and its chain of acts.
    await actFor(tx, filing.leaId);
    await insertComment(tx, { leaId: filing.leaId, orgId: ctx.user.leaId, id: commentId, threadId: found.thread.id, author: ctx.user.id, linkId: null, words });
    await recordAct(tx, { leaId: filing.leaId, actor: ctx.user.id, verb: "answer-shared-comment", object: `filing/${filing.id}/comments/${found.thread.id}/${commentId}` });
    await actFor(tx, ctx.user.leaId);
    return { outcome: "said" };
  });
}
