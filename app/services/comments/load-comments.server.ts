import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import type { CommentPlace } from "#app/domain/comments/place.ts";
import { commentsOnPath, passes, threadFilters } from "#app/domain/comments/view.ts";
import type { Talk, ThreadFilter } from "#app/domain/comments/view.ts";
import { inLea, mayOnPart, openPart } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { lastYearTalk } from "./last-year.server.ts";
import type { LastYearTalk } from "./last-year.server.ts";
import { placesOf, talkOn } from "./talk.server.ts";
import type { Part, TalkOf } from "./talk.server.ts";

export type CommentsPage = { plan: PlanHead; talk: Talk; filter: ThreadFilter; chapter: string; chapters: { id: string; title: string; count: number }[]; counts: Record<ThreadFilter, number>; lastYear: LastYearTalk | null };

/** `past`: which conversations of the year before. */
const openTalk = (ctx: Context, key: string, of: TalkOf, past: ((then: CommentPlace, now: string | null) => boolean) | null = null): Promise<Part & { talk: Talk; lastYear: LastYearTalk | null }> =>
  inLea(ctx, async (tx) => {
    const part = await openPart(ctx, tx, key, "plan.read");
    return { ...part, talk: await talkOn(ctx, tx, part, of), lastYear: past && (await lastYearTalk(ctx, tx, part, past)) };
  });

/** All comments on a plan by filter and chapter, the newest first. */
export async function loadComments(ctx: Context, key: string, asked: { show: string | null; chapter: string | null }): Promise<CommentsPage> {
  const filter = threadFilters.find((one) => one === asked.show) ?? "open";
  const { chapters } = ctx.crosswalks.outline;
  const chapter = chapters.some(({ id }) => id === asked.chapter) ? (asked.chapter ?? "") : "";
  const { plan, orgId, talk, lastYear } = await openTalk(ctx, key, "all", ({ chapterId }) => chapter === "" || chapterId === chapter);
  const inChapter = talk.threads.filter((thread) => chapter === "" || thread.chapterId === chapter);
  return {
    plan: planHead(ctx, plan, orgId),
    talk: { ...talk, threads: inChapter.filter((thread) => passes(thread, filter)).reverse() },
    filter,
    chapter,
    chapters: chapters.map(({ id, title }) => ({ id, title, count: talk.threads.filter((thread) => thread.chapterId === id && passes(thread, filter)).length })),
    counts: Object.fromEntries(threadFilters.map((one) => [one, inChapter.filter((thread) => passes(thread, one)).length])) as Record<ThreadFilter, number>,
    lastYear,
  };
}

export type CommentsOnPage = { plan: PlanHead; talk: Talk; place: string; label: string; href: string; isPrivate: boolean; gone: boolean; lastYear: LastYearTalk | null };

/** The comments on one question, row or line. */
export async function loadCommentsOn(ctx: Context, key: string, asked: string): Promise<CommentsOnPage> {
  const { plan, orgId, talk, lastYear } = await openTalk(ctx, key, { place: asked }, (_then, now) => now === asked);
  const { find, path } = placesOf(ctx, { plan, orgId });
  const place = find(asked);
  if (!place || (place.isPrivate && !mayOnPart(ctx.user, { leaId: plan.leaId, orgId }, "private.read")) || (place.gone && talk.threads.length === 0)) throw new AppError("not-found", "There is nothing here to comment on.");
  return { plan: planHead(ctx, plan, orgId), talk, place: asked, label: place.label, href: place.gone ? commentsOnPath(key, asked) : path(asked), isPrivate: place.isPrivate, gone: place.gone, lastYear };
}

/** One thread on a page of its own. */
export async function loadThread(ctx: Context, key: string, threadId: string): Promise<{ plan: PlanHead; talk: Talk; thread: Talk["threads"][number] }> {
  const { plan, orgId, talk } = await openTalk(ctx, key, { threadId });
  const [thread] = talk.threads;
  if (!thread) throw new AppError("not-found", "There is no such comment here.");
  return { plan: planHead(ctx, plan, orgId), talk, thread };
}
