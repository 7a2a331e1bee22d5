// What a reviewing body says of a plan that was sent to it, place by place: among itself, or to the LEA and with it.
import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { insertComment, insertThread, listComments, listThreads, saveThread } from "#db/repos/comments.server.ts";
import { insertOfficeComment, insertOfficeThread, listOfficeComments, listOfficeThreads, resolveOfficeThread } from "#db/repos/office-talk.server.ts";
import { namesOfPeople } from "#db/repos/people.server.ts";
import { actFor, listCharters, listFilingsBelow, listSubmissions } from "#db/repos/submissions.server.ts";
import type { Filing } from "#db/repos/submissions.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { commentWords } from "#schemas/comments.ts";
import type { PlanDocument } from "#schemas/document.ts";
import { yearBefore } from "#schemas/plan.ts";
import type { AnswerValue } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import type { FrozenForm, FrozenSubmission } from "#schemas/submission.ts";
import type { Context } from "#app/context.server.ts";
import { rememberedAt, talkSide } from "#app/domain/comments/memory.ts";
import type { TalkSide } from "#app/domain/comments/memory.ts";
import { findPassage, passageOf, textBlocks } from "#app/domain/comments/passage.ts";
import { placeIn } from "#app/domain/comments/place.ts";
import type { CommentPlace } from "#app/domain/comments/place.ts";
import { placesInDocument } from "#app/domain/comments/places-in-document.ts";
import type { CommentRefusal, PassageView } from "#app/domain/comments/view.ts";
import { statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { can } from "#app/domain/permissions/can.ts";
import { answerAsRow } from "#app/domain/plan/answer-fields.ts";
import { shownValue, valueAt } from "#app/domain/plan/row-form.ts";
import { documentOf, planOf, readFrozen } from "#app/domain/review/freeze.ts";
import { reviews } from "#app/domain/review/workflow.ts";
import type { Subject } from "#app/domain/review/workflow.ts";
import { dayAndTime } from "#app/services/history/moments.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { openSubmission } from "./load-submission.server.ts";
import { openFiling, recordLookAt, subjectOf } from "./subjects.server.ts";

/** `office`: read by this office alone. `lea`: stands in the LEA's own talk, begun by either side. */
export type Audience = "office" | "lea";
/** `by`: "" for somebody who wrote over a link. `ours`: said by the body that reads here. */
export type OfficeSaid = { id: string; by: string; when: string; words: string; ours: boolean };
/** `number`: of the copy it was said on, for what the office says among itself. `gone`: the newest copy has not what it was about. */
export type OfficeTalkThread = {
  id: string; version: number; audience: Audience; ours: boolean; place: string; label: string; gone: boolean; number: number | null; passage: PassageView | null; resolved: { by: string; when: string } | null; mayResolve: boolean; comments: OfficeSaid[];
};
/** A conversation of the year before. `now`: its place in this year's copy; null where there is none. */
export type PastOfficeThread = OfficeTalkThread & { now: string | null };
export type OfficeTalkPage = {
  filingId: string; organization: string; program: string; year: string; number: number; receipt: string;
  may: { begin: boolean; share: boolean; answer: boolean };
  /** The place that is asked for, with what the copy says there. */
  about: { place: string; label: string; said: { label: string; words: string }[] } | null;
  threads: OfficeTalkThread[];
  /** Of the plan of the year before: what is about unchanged text, and what is not. */
  lastYear: { year: string; same: PastOfficeThread[]; changed: PastOfficeThread[] } | null;
  /** Null on the page of one place. */
  document: PlanDocument | null;
  /** By plan address and row: the page about that place. */
  links: Record<string, string>;
};

/** `office`: reviews the plan, so that its office's work on it is theirs. `reads`, `answers`: what the LEA shares. */
type Talk = { filing: Filing; submission: FrozenSubmission; form: FrozenForm; side: TalkSide; office: boolean; reads: boolean; answers: boolean };

const noCopy = () => new AppError("not-found", "There is no such submission here.");
const noThread = () => new AppError("not-found", "There is no such comment here.");
const noRole = () => new AppError("forbidden", "What an office says of a plan, and what the LEA shares with it, is for those who review the plan there.");

/** The newest open copy with what this person may read of the talk about it; undefined where that is nothing. An LEA does not review its own plan. */
async function findTalk(ctx: Context, tx: Tx, filing: Filing, subject: Subject): Promise<Talk | undefined> {
  const office = filing.leaId !== ctx.user.leaId && reviews(ctx.user, subject);
  const reads = can(ctx.user, "shared-comment.read", subject.owned);
  if (!office && !reads) return undefined;
  const [newest] = (await listSubmissions(tx, { leaId: filing.leaId, filingId: filing.id })).filter((one) => one.kind === "sent" || one.number === filing.sharedNumber);
  if (!newest) throw noCopy();
  const { submission, form } = await openSubmission(ctx, tx, filing.id, newest.number);
  return { filing, submission, form, side: sideOfCopy(submission, form), office, reads, answers: can(ctx.user, "shared-comment.answer", subject.owned) };
}

async function openTalk(ctx: Context, tx: Tx, filingId: string): Promise<Talk> {
  const { filing, subject } = await openFiling(ctx, tx, filingId);
  const talk = await findTalk(ctx, tx, filing, subject);
  if (!talk) throw noRole();
  return talk;
}

/** A frozen copy with the questions of its form. */
export const sideOfCopy = (submission: FrozenSubmission, form: FrozenForm): TalkSide =>
  talkSide(planOf(submission), { orgId: submission.orgId, asked: statementsOf(form, [form.program], submission.orgId === submission.leaId ? "lea" : "school"), catalogs: form.catalogs });

/** What a copy has to show at a place; nothing private, and nothing that is not there. */
function openPlace(side: TalkSide, place: string): CommentPlace | undefined {
  const found = placeIn(side, place);
  return found && !found.isPrivate && !found.gone ? found : undefined;
}

type Anchor = { blockId: string | null; quote: string | null; before: string | null };
function passageView(place: CommentPlace | undefined, { blockId, quote, before }: Anchor): PassageView | null {
  if (quote === null) return null;
  const found = findPassage(textBlocks(place?.value), { blockId, quote, before: before ?? "" });
  return { quote, state: found.state, now: found.state === "changed" ? "" : found.words };
}

/** Everything that this person may read of the talk about one plan, the oldest first. */
async function threadsOf(ctx: Context, tx: Tx, { filing, side, office, reads, answers }: Talk): Promise<OfficeTalkThread[]> {
  const mine = ctx.user.leaId;
  const internal = office ? await listOfficeThreads(tx, { leaId: mine, filingId: filing.id }) : [];
  const said = await listOfficeComments(tx, { leaId: mine, threadIds: internal.map(({ id }) => id) });
  // Of what the LEA wrote only what stands in the copy; what this office began it always reads.
  const threads = reads ? (await listThreads(tx, { leaId: filing.leaId, planId: filing.planId, orgId: filing.orgId })).filter((thread) => thread.visibility === "county" && !thread.private && (thread.byOrg === mine || openPlace(side, thread.place) !== undefined)) : [];
  const shared = (await listComments(tx, { leaId: filing.leaId, threadIds: threads.map(({ id }) => id) })).filter(({ hiddenAt }) => hiddenAt === null);
  const ids = [...said.map(({ author }) => author), ...shared.map(({ author }) => author), ...[...internal, ...threads].map(({ resolvedBy }) => resolvedBy)].flatMap((id) => id ?? []);
  const names = await namesOfPeople(tx, [...new Set(ids)]);
  const resolvedOf = ({ resolvedBy, resolvedAt }: { resolvedBy: string | null; resolvedAt: Date | null }) => resolvedAt && { by: names.get(resolvedBy ?? "") ?? "", when: dayAndTime(resolvedAt) };
  return [
    ...internal.map((thread) => ({
      at: thread.at,
      view: {
        id: thread.id, version: thread.version, audience: "office" as const, ours: true, place: thread.place, label: openPlace(side, thread.place)?.label ?? thread.label, gone: openPlace(side, thread.place) === undefined, number: thread.number,
        passage: passageView(openPlace(side, thread.place), thread), resolved: resolvedOf(thread), mayResolve: true,
        comments: said.filter(({ threadId }) => threadId === thread.id).map(({ id, author, at, words }) => ({ id, by: names.get(author) ?? "", when: dayAndTime(at), words, ours: true })),
      },
    })),
    ...threads.map((thread) => ({
      at: thread.at,
      view: {
        id: thread.id, version: thread.version, audience: "lea" as const, ours: thread.byOrg === mine, place: thread.place, label: placeIn(side, thread.place)?.label ?? thread.place, gone: openPlace(side, thread.place) === undefined, number: null,
        passage: passageView(openPlace(side, thread.place), thread), resolved: resolvedOf(thread), mayResolve: thread.byOrg === mine && answers,
        comments: shared.filter(({ threadId }) => threadId === thread.id).map(({ id, author, at, words, orgId }) => ({ id, by: author === null ? "" : (names.get(author) ?? ""), when: dayAndTime(at), words, ours: orgId === mine && orgId !== filing.leaId })),
      },
    })),
  ]
    .filter(({ view }) => view.comments.length > 0)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ view }) => view);
}

/** The talk about the same program's plan of the year before, held against this year's copy; only what this person may read of both. */
async function lastYearOf(ctx: Context, tx: Tx, now: Talk, wanted: (past: PastOfficeThread) => boolean): Promise<OfficeTalkPage["lastYear"]> {
  const { leaId, orgId, program, year } = now.filing;
  const filing = (await listFilingsBelow(tx)).find((one) => one.leaId === leaId && one.orgId === orgId && one.program === program && one.year === yearBefore(year));
  const talk = filing && (await findTalk(ctx, tx, filing, subjectOf(filing, ctx.user, filing.leaKind === "charter" ? await listCharters(tx) : undefined)));
  if (!filing || !talk) return null;
  const past = (await threadsOf(ctx, tx, talk)).map((thread): PastOfficeThread & { same: boolean } => {
    const found = rememberedAt(talk.side, now.side, thread.place);
    return { ...thread, mayResolve: false, now: found?.now ?? null, same: found?.same ?? false };
  });
  const shown = past.filter(wanted);
  if (shown.some(({ audience }) => audience === "lea")) await recordLookAt(ctx, tx, filing, { verb: "read-shared-comments", object: `filing/${filing.id}/comments` });
  const without = (same: boolean) => shown.filter((one) => one.same === same).map(({ same: _same, ...one }): PastOfficeThread => one).reverse();
  return shown.length === 0 ? null : { year: filing.year, same: without(true), changed: without(false) };
}

/** What the copy says at a place, field by field. */
function saidThere(side: TalkSide, { statement, value, place }: CommentPlace): { label: string; words: string }[] {
  if (value === null || (statement.shape === "rows" && place.startsWith("answers/"))) return [];
  const row = place.startsWith("answers/") ? answerAsRow(statement, value as AnswerValue) : (value as Record<string, unknown>);
  const fields = side.fieldsOf(statement);
  return fields.flatMap((field) => {
    const held = valueAt(row, field.name);
    const words = field.control === "richtext" && held ? plainFromRichText(held as RichText) : shownValue(field, held);
    return words.trim() === "" ? [] : [{ label: fields.length === 1 ? "" : field.label, words }];
  });
}

const deskOf = (filingId: string): string => `/reviews/${encodeURIComponent(filingId)}`;
/** The page of what is said of one place. */
export const officeTalkPath = (filingId: string, place: string): string => `${deskOf(filingId)}/comments/on/${place.split("/").map(encodeURIComponent).join("/")}`;

/** From each block and table row of a copy's document to what is said of its place. */
export function talkLinks(filingId: string, { submission, form }: { submission: FrozenSubmission; form: FrozenForm }, document: PlanDocument): Record<string, string> {
  const side = sideOfCopy(submission, form);
  const known = new Map<string, boolean>();
  const isThere = (place: string): boolean => {
    const there = known.get(place) ?? openPlace(side, place) !== undefined;
    known.set(place, there);
    return there;
  };
  return Object.fromEntries(Object.entries(placesInDocument(document, readFrozen(submission, form), isThere)).map(([source, place]) => [source, officeTalkPath(filingId, place)]));
}

/** The place of a rule's finding in a copy ("actions/a-1/scope" is about the action); undefined where there is nothing to talk about. */
export function placeOfFinding(side: TalkSide, at: string): string | undefined {
  const parts = at.split("/");
  return [parts.slice(0, 3), parts.slice(0, 2)].map((one) => one.join("/")).find((place) => openPlace(side, place));
}

/** The comments of a reviewing body on the newest copy, the newest first, with what was said last year; all of them, or those on one place. A look from above is recorded at the LEA. */
export async function loadOfficeTalk(ctx: Context, filingId: string, asked: string | null = null): Promise<OfficeTalkPage> {
  return inLea(ctx, async (tx) => {
    const talk = await openTalk(ctx, tx, filingId);
    const { filing, submission, form, side } = talk;
    const place = asked === null ? undefined : openPlace(side, asked);
    const threads = (await threadsOf(ctx, tx, talk)).filter((thread) => asked === null || thread.place === asked);
    if (asked !== null && !place && threads.length === 0) throw new AppError("not-found", "There is nothing here to comment on.");
    await recordLookAt(ctx, tx, filing, { verb: "read-submission", object: `submission/${submission.receipt}` });
    if (talk.reads) await recordLookAt(ctx, tx, filing, { verb: "read-shared-comments", object: `filing/${filing.id}/comments` });
    const document = asked === null ? documentOf(submission, form) : null;
    return {
      filingId, organization: filing.orgName, program: form.program.edition.short, year: filing.year, number: submission.number, receipt: submission.receipt,
      may: { begin: talk.office, share: talk.office && talk.answers, answer: talk.answers },
      about: asked === null ? null : { place: asked, label: place?.label ?? threads[0]?.label ?? "", said: place ? saidThere(side, place) : [] },
      threads: threads.reverse(),
      lastYear: await lastYearOf(ctx, tx, talk, (past) => asked === null || past.now === asked),
      document,
      links: document && talk.office ? talkLinks(filingId, { submission, form }, document) : {},
    };
  });
}

export type OfficeRefused = { outcome: "refused"; why: Extract<CommentRefusal, "words" | "passage"> };
export type OfficeBeginForm = { place: string; quote: string; words: string; audience: Audience };

/** Begins a conversation about a place of the newest copy, or about a passage there: among the office, or with the LEA in the LEA's own talk. */
export async function beginOfficeTalk(ctx: Context, filingId: string, form: OfficeBeginForm): Promise<{ outcome: "begun"; threadId: string } | OfficeRefused> {
  const words = commentWords(form.words);
  return inLea(ctx, async (tx): Promise<{ outcome: "begun"; threadId: string } | OfficeRefused> => {
    const { filing, submission, side, office, answers } = await openTalk(ctx, tx, filingId);
    if (!office || (form.audience === "lea" && !answers)) throw noRole();
    const place = openPlace(side, form.place);
    if (!place) throw new AppError("not-found", "There is nothing here to comment on.");
    if (words === null) return { outcome: "refused", why: "words" };
    const passage = form.quote.trim() === "" ? null : passageOf(textBlocks(place.value), form.quote.slice(0, 1000), null);
    if (passage === null && form.quote.trim() !== "") return { outcome: "refused", why: "passage" };
    const [threadId, commentId, mine] = [randomUUID(), randomUUID(), ctx.user.leaId];
    const anchor: Anchor = { blockId: passage?.blockId ?? null, quote: passage?.quote ?? null, before: passage?.before ?? null };
    if (form.audience === "office") {
      await insertOfficeThread(tx, { leaId: mine, filingId, id: threadId, number: submission.number, place: form.place, label: place.label, ...anchor, begunBy: ctx.user.id });
      await insertOfficeComment(tx, { leaId: mine, id: commentId, threadId, author: ctx.user.id, words });
      await recordAct(tx, { leaId: mine, actor: ctx.user.id, verb: "begin-office-comment", object: `review/${filingId}/comments/${threadId}`, detail: { place: form.place, number: submission.number } });
      return { outcome: "begun", threadId };
    }
    // The policy has spoken; what is written belongs to the LEA's talk and its chain of acts.
    await actFor(tx, filing.leaId);
    await insertThread(tx, { leaId: filing.leaId, id: threadId, planId: filing.planId, orgId: filing.orgId, place: form.place, lineageId: place.row?.lineageId ?? null, rowVersion: place.row?.version ?? null, ...anchor, visibility: "county", private: false, begunBy: ctx.user.id, linkId: null, byOrg: mine });
    await insertComment(tx, { leaId: filing.leaId, orgId: mine, id: commentId, threadId, author: ctx.user.id, linkId: null, words });
    await recordAct(tx, { leaId: filing.leaId, actor: ctx.user.id, verb: "begin-shared-comment", object: `filing/${filing.id}/comments/${threadId}`, detail: { place: form.place, number: submission.number } });
    await actFor(tx, mine);
    return { outcome: "begun", threadId };
  });
}

/** The talk in which this person may speak to whom they say. */
async function openAs(ctx: Context, tx: Tx, filingId: string, audience: Audience): Promise<Talk> {
  const talk = await openTalk(ctx, tx, filingId);
  if (audience === "office" ? !talk.office : !talk.answers) throw noRole();
  return talk;
}

/** One that this person may read, of the kind they name; a foreign one, a missing one, and one of last year's are the same answer. */
async function openOne(ctx: Context, tx: Tx, talk: Talk, { threadId, audience }: { threadId: string; audience: Audience }): Promise<OfficeTalkThread> {
  const found = (await threadsOf(ctx, tx, talk)).find((thread) => thread.id === threadId && thread.audience === audience);
  if (!found) throw noThread();
  return found;
}

/** Says something in a conversation that is there: in the office's own, or for the reviewing body in the LEA's. */
export async function answerInTalk(ctx: Context, filingId: string, form: { threadId: string; audience: Audience; words: string }): Promise<{ outcome: "said" } | OfficeRefused> {
  const words = commentWords(form.words);
  return inLea(ctx, async (tx): Promise<{ outcome: "said" } | OfficeRefused> => {
    const talk = await openAs(ctx, tx, filingId, form.audience);
    if (words === null) return { outcome: "refused", why: "words" };
    const thread = await openOne(ctx, tx, talk, form);
    const [id, mine, { leaId }] = [randomUUID(), ctx.user.leaId, talk.filing];
    if (form.audience === "office") {
      await insertOfficeComment(tx, { leaId: mine, id, threadId: thread.id, author: ctx.user.id, words });
      await recordAct(tx, { leaId: mine, actor: ctx.user.id, verb: "answer-office-comment", object: `review/${filingId}/comments/${thread.id}/${id}` });
      return { outcome: "said" };
    }
    await actFor(tx, leaId);
    await insertComment(tx, { leaId, orgId: mine, id, threadId: thread.id, author: ctx.user.id, linkId: null, words });
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "answer-shared-comment", object: `filing/${filingId}/comments/${thread.id}/${id}` });
    await actFor(tx, mine);
    return { outcome: "said" };
  });
}

/** Resolves a conversation on top of the version seen, or opens it again: the office's own, and with the LEA those that this office began. */
export async function resolveInTalk(ctx: Context, filingId: string, form: { threadId: string; audience: Audience; resolved: boolean; seenVersion: number }): Promise<{ outcome: "saved" } | { outcome: "conflict" }> {
  return inLea(ctx, async (tx): Promise<{ outcome: "saved" } | { outcome: "conflict" }> => {
    const talk = await openAs(ctx, tx, filingId, form.audience);
    const thread = await openOne(ctx, tx, talk, form);
    if (!thread.mayResolve) throw new AppError("forbidden", "Who began these comments says when they are resolved.");
    const [mine, { leaId }, { seenVersion }, actor] = [ctx.user.leaId, talk.filing, form, ctx.user.id];
    const verb = (what: string) => `${form.resolved ? "resolve" : "reopen"}-${what}-comment`;
    if (form.audience === "office") {
      if (!(await resolveOfficeThread(tx, { leaId: mine, filingId, id: thread.id, seenVersion, by: form.resolved ? actor : null }))) return { outcome: "conflict" };
      await recordAct(tx, { leaId: mine, actor, verb: verb("office"), object: `review/${filingId}/comments/${thread.id}`, detail: { version: seenVersion + 1 } });
      return { outcome: "saved" };
    }
    await actFor(tx, leaId);
    const saved = await saveThread(tx, { leaId, threadId: thread.id, seenVersion, change: { status: form.resolved ? "resolved" : "open", by: actor } });
    if (saved) await recordAct(tx, { leaId, actor, verb: verb("shared"), object: `filing/${filingId}/comments/${thread.id}`, detail: { version: seenVersion + 1 } });
    await actFor(tx, mine);
    return { outcome: saved ? "saved" : "conflict" };
  });
}
