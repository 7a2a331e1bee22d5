import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readThreadPost, sentBefore, threadIdOf } from "#app/http/comment-forms.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { changeThread, hideComment, readThread } from "#app/services/comments/change-thread.server.ts";
import { loadThread } from "#app/services/comments/load-comments.server.ts";
import { editComment, replyTo } from "#app/services/comments/write-comment.server.ts";
import { commentsPath, threadPath } from "#app/domain/comments/view.ts";
import type { TalkAnswer } from "#app/domain/comments/view.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { Thread } from "#app/ui/comments/thread.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("comments.threadTitle", { what: page?.thread.label ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  try {
    return await loadThread(ctx, params["planId"] ?? "", threadIdOf(params["threadId"]));
  } catch (error) {
    throwAsResponse(error);
  }
}

/** What is done in the thread: reply, edit, resolve, open again, assign, share, hide, note as read. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  const post = await readThreadPost(request).catch(throwAsResponse);
  const work = (threadId: string) => {
    switch (post.act) {
      case "reply":
        return replyTo(ctx, planId, threadId, post.form);
      case "edit":
        return editComment(ctx, planId, threadId, post.form);
      case "change":
        return changeThread(ctx, planId, threadId, post.form);
      case "hide":
        return hideComment(ctx, planId, threadId, post.form);
      case "read":
        return readThread(ctx, planId, threadId);
    }
  };
  try {
    const threadId = threadIdOf(params["threadId"]);
    const result = (await work(threadId).catch(sentBefore)) ?? null;
    if (result?.outcome === "refused") return data<TalkAnswer>({ outcome: "refused", why: result.why, typed: post.typed }, { status: saveStatus.refused });
    if (result?.outcome === "conflict") return data<TalkAnswer>({ outcome: "refused", why: "conflict", typed: post.typed }, { status: saveStatus.conflict });
    return post.stays ? data<TalkAnswer>({ outcome: "done" }) : redirect(threadPath(planId, threadId));
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function ThreadPage() {
  const { plan, talk, thread } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHead title={t("comments.threadTitle", { what: thread.label })} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }, { to: commentsPath(plan.id), label: t("comments.title") }]}>
        <p>
          <Link to={thread.href}>{t("comments.goTo")}</Link>
        </p>
      </PageHead>
      <Thread talk={talk} thread={thread} whole refused={answer?.outcome === "refused" ? answer : null} />
    </>
  );
}
