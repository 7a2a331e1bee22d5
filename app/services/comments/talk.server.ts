import { listLinkNames } from "#db/repos/comment-links.server.ts";
import { listComments, listMentions, listThreads, listWordsBefore } from "#db/repos/comments.server.ts";
import type { Thread } from "#db/repos/comments.server.ts";
import { listMembers } from "#db/repos/memberships.server.ts";
import type { Member } from "#db/repos/memberships.server.ts";
import { namesOfPeople } from "#db/repos/people.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { findPassage, textBlocks } from "#app/domain/comments/passage.ts";
import { placeIn } from "#app/domain/comments/place.ts";
import type { CommentPlace } from "#app/domain/comments/place.ts";
import type { CommentView, Talk, ThreadView } from "#app/domain/comments/view.ts";
import { statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import type { Actor } from "#app/domain/permissions/can.ts";
import type { Verb } from "#app/domain/permissions/rights.ts";
import { keyOfPart } from "#app/domain/plan/part.ts";
import { placePath } from "#app/domain/plan/place-of.ts";
import { rowNumbers } from "#app/domain/plan/row-form.ts";
import { formsHere, usesIn } from "#app/services/coverage/read-forms.server.ts";
import { dayAndTime } from "#app/services/history/moments.server.ts";
import { inLea, mayOnPart, openPart } from "#app/services/plans/open-plan.server.ts";
import { remembered } from "#app/services/plans/remembered.server.ts";

/** The LEA's part of a plan, or a school's, as openPart gives it. */
export type Part = { plan: Plan; orgId: string };
const placeOfPart = ({ plan, orgId }: Part) => ({ leaId: plan.leaId, orgId });

/** A person with what they may do here; `inside`: they hold a role in the very organization whose part it is. */
export type Reader = { id: string; name: string; email: string; inside: boolean; may: (verb: Verb) => boolean };

/** Everybody who may read this part, by name: they can be mentioned and given something to do. */
export async function readersOf(tx: Tx, part: Part): Promise<Reader[]> {
  const { leaId } = part.plan;
  const members = new Map<string, Member[]>();
  for (const member of await listMembers(tx, { leaId })) members.set(member.personId, [...(members.get(member.personId) ?? []), member]);
  const readers = [...members].flatMap(([id, held]): Reader[] => {
    const actor: Actor = { id, memberships: held.map(({ role, orgId }) => ({ role, leaId, orgId, above: orgId === leaId ? [] : [leaId] })) };
    const may = (verb: Verb) => mayOnPart(actor, placeOfPart(part), verb);
    return may("plan.read") ? [{ id, name: held[0]?.name ?? "", email: held[0]?.email ?? "", inside: held.some(({ orgId }) => orgId === part.orgId), may }] : [];
  });
  return readers.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Finds places of this part, as this person may see it. */
export function placesOf(ctx: Pick<Context, "crosswalks">, part: Part): { find: (place: string) => CommentPlace | undefined; path: (place: string) => string } {
  const { plan, orgId } = part;
  return remembered({ crosswalks: ctx.crosswalks, plan }, `places of ${orgId}`, () => findPlaces(ctx, part));
}
function findPlaces(ctx: Pick<Context, "crosswalks">, part: Part): ReturnType<typeof placesOf> {
  const { plan, orgId } = part;
  const forms = formsHere(ctx, plan, orgId);
  const source = { plan, orgId, asked: statementsOf(ctx.crosswalks, forms, orgId === plan.leaId ? "lea" : "school"), numbers: rowNumbers(plan, orgId) };
  const places = { planId: keyOfPart(part), outline: ctx.crosswalks.outline, supplements: forms.flatMap((form) => form.supplements) };
  const found = new Map<string, CommentPlace | undefined>();
  return {
    find: (place) => {
      if (!found.has(place)) found.set(place, placeIn(source, place));
      return found.get(place);
    },
    path: (place) => placePath(places, place),
  };
}

/** Does this person hold a role in the very organization whose part it is? What a school says among itself is for them. */
export const isInside = (ctx: Context, { orgId }: Part): boolean => ctx.user.memberships.some((one) => one.orgId === orgId);

/** Threads of a part that this person may see, each with its place. */
export async function seenThreads(ctx: Context, tx: Tx, part: Part): Promise<{ thread: Thread; place: CommentPlace }[]> {
  const { find } = placesOf(ctx, part);
  const threads = await listThreads(tx, { ...placeOfPart(part), planId: part.plan.id });
  const [inside, whole] = [isInside(ctx, part), mayOnPart(ctx.user, placeOfPart(part), "private.read")];
  return threads.flatMap((thread) => {
    const place = find(thread.place);
    if (!place || (thread.visibility === "school" && !inside)) return [];
    const isPrivate = place.isPrivate || thread.private;
    return isPrivate && !whole ? [] : [{ thread, place: { ...place, isPrivate } }];
  });
}

/** One thread that this person may see; a foreign one, a missing one and a private one are the same answer. */
export async function openThread(ctx: Context, tx: Tx, part: Part, threadId: string): Promise<{ thread: Thread; place: CommentPlace }> {
  const found = (await seenThreads(ctx, tx, part)).find(({ thread }) => thread.id === threadId);
  if (!found) throw new AppError("not-found", "There is no such comment here.");
  return found;
}

/** Threads as a person reads them. */
export async function viewThreads(ctx: Context, tx: Tx, part: Part, seen: readonly { thread: Thread; place: CommentPlace }[]): Promise<ThreadView[]> {
  if (seen.length === 0) return [];
  const { plan } = part;
  const leaId = plan.leaId;
  const comments = await listComments(tx, { leaId, threadIds: seen.map(({ thread }) => thread.id) });
  const commentIds = comments.map(({ id }) => id);
  const [mentions, before, links] = [await listMentions(tx, { leaId, commentIds }), await listWordsBefore(tx, { leaId, commentIds }), await listLinkNames(tx, { leaId, planId: plan.id })];
  const ids = [...comments.map(({ author }) => author), ...seen.flatMap(({ thread }) => [thread.assignedTo, thread.resolvedBy])].flatMap((id) => (id === null ? [] : [id]));
  const names = await namesOfPeople(tx, [...new Set(ids)]);
  const nameOf = (personId: string | null, linkId: string | null): string => (personId !== null ? (names.get(personId) ?? personId) : (links.get(linkId ?? "") ?? ""));
  const { path } = placesOf(ctx, part);
  const moderates = mayOnPart(ctx.user, placeOfPart(part), "comment.moderate");
  return seen.map(({ thread, place }): ThreadView => {
    const said = comments.filter((comment) => comment.threadId === thread.id);
    const mine = mentions.filter((mention) => mention.personId === ctx.user.id && said.some(({ id, hiddenAt }) => id === mention.commentId && hiddenAt === null));
    const found = thread.quote === null ? null : findPassage(textBlocks(place.value), { blockId: thread.blockId, quote: thread.quote, before: thread.before ?? "" });
    return {
      id: thread.id,
      version: thread.version,
      place: thread.place,
      statement: place.statement.key,
      chapterId: place.chapterId,
      label: place.label,
      href: place.gone ? path(`answers/${place.statement.key}`) : path(thread.place),
      gone: place.gone,
      passage: thread.quote === null || found === null ? null : { quote: thread.quote, state: found.state, now: found.state === "changed" ? "" : found.words },
      visibility: thread.visibility,
      isPrivate: place.isPrivate,
      status: thread.status,
      resolved: thread.resolvedAt && { by: nameOf(thread.resolvedBy, null), when: dayAndTime(thread.resolvedAt) },
      assigned: thread.assignedTo === null ? null : { id: thread.assignedTo, to: nameOf(thread.assignedTo, null), toMe: thread.assignedTo === ctx.user.id, due: thread.dueOn === null ? "" : longDay(thread.dueOn), dueOn: thread.dueOn, late: thread.dueOn !== null && thread.dueOn < ctx.today() },
      begunByMe: thread.begunBy === ctx.user.id,
      mayShare: !place.isPrivate && thread.byOrg === null && (thread.begunBy === ctx.user.id || moderates),
      mentionsMe: mine.length === 0 ? null : mine.some(({ readAt }) => readAt === null) ? "unread" : "read",
      comments: said.map((comment): CommentView => {
        const unseen = comment.hiddenAt !== null && !moderates;
        return {
          id: comment.id,
          version: comment.version,
          by: nameOf(comment.author, comment.linkId),
          byLink: comment.linkId !== null,
          fromAbove: comment.orgId !== thread.orgId,
          when: dayAndTime(comment.at),
          words: unseen ? "" : comment.words,
          edited: unseen ? [] : before.filter(({ commentId }) => commentId === comment.id).map(({ words, at }) => ({ words, when: dayAndTime(at) })),
          hidden: comment.hiddenAt !== null,
          mayEdit: comment.author === ctx.user.id && comment.hiddenAt === null,
        };
      }),
    };
  });
}

/** Which comments a page shows: those of a chapter, of one question or row, of a goal with all its rows, or of all that a form uses. */
export type TalkOf = { chapterId: string } | { place: string } | { goalId: string } | { program: string } | { threadId: string } | "all";

/** The comments beside a page, with what this person may do. */
export const loadTalk = (ctx: Context, key: string, of: TalkOf): Promise<Talk> => inLea(ctx, async (tx) => talkOn(ctx, tx, await openPart(ctx, tx, key, "plan.read"), of));

/** The comments on a part that is open already. */
export async function talkOn(ctx: Context, tx: Tx, part: Part, of: TalkOf): Promise<Talk> {
  const seen = await seenThreads(ctx, tx, part);
  const belongs = belongsTo(ctx, part, of);
  const readers = await readersOf(tx, part);
  const may = (verb: Verb) => mayOnPart(ctx.user, placeOfPart(part), verb);
  return {
    planId: keyOfPart(part),
    may: { comment: may("plan.comment"), moderate: may("comment.moderate") },
    ofSchool: part.orgId === part.plan.leaId ? null : { inside: isInside(ctx, part), people: readers.filter(({ inside }) => inside).map(({ id }) => id) },
    people: readers.map(({ id, name }) => ({ id, name })),
    privateReaders: readers.filter(({ may }) => may("private.read")).map(({ id }) => id),
    threads: await viewThreads(ctx, tx, part, seen.filter(belongs)),
  };
}

function belongsTo(ctx: Context, { plan, orgId }: Part, of: TalkOf): (one: { thread: Thread; place: CommentPlace }) => boolean {
  if (of === "all") return () => true;
  if ("chapterId" in of) return ({ place }) => place.chapterId === of.chapterId;
  if ("place" in of) return ({ thread }) => thread.place === of.place;
  if ("threadId" in of) return ({ thread }) => thread.id === of.threadId;
  if ("program" in of) {
    const used = usesIn(ctx, formsHere(ctx, plan, orgId).filter(({ program }) => program === of.program));
    return ({ place }) => used.has(place.statement.key);
  }
  const [metrics, actions] = [plan.metrics.filter((one) => one.goalId === of.goalId), plan.actions.filter((one) => one.goalId === of.goalId)];
  const ids = new Set([of.goalId, ...metrics.map(({ id }) => id), ...actions.map(({ id }) => id)]);
  for (const row of [...plan.values, ...plan.targets]) if (ids.has(row.metricId)) ids.add(row.id);
  for (const line of plan.lines) if (line.actionId !== null && ids.has(line.actionId)) ids.add(line.id);
  return ({ thread }) => ids.has(thread.place.split("/").at(-1) ?? "");
}
