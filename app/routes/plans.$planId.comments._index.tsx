import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readBeginForm, sentBefore } from "#app/http/comment-forms.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadComments } from "#app/services/comments/load-comments.server.ts";
import { beginThread } from "#app/services/comments/write-comment.server.ts";
import { commentsOnPath, commentsPath, threadFilters } from "#app/domain/comments/view.ts";
import type { TalkAnswer } from "#app/domain/comments/view.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { BeginForm } from "#app/ui/comments/begin-form.tsx";
import { LastYearTalk } from "#app/ui/comments/last-year-talk.tsx";
import { Thread } from "#app/ui/comments/thread.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? t("comments.titleYear", { year: page.plan.year }) : t("comments.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams;
  return loadComments(ctx, params["planId"] ?? "", { show: asked.get("show"), chapter: asked.get("chapter") }).catch(throwAsResponse);
}

/** Begins a thread. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  const { form, stays, typed } = await readBeginForm(request).catch(throwAsResponse);
  const result = await beginThread(ctx, planId, form).catch(sentBefore);
  if (result.outcome === "refused") return data<TalkAnswer>({ outcome: "refused", why: result.why, typed }, { status: saveStatus.refused });
  return stays ? data<TalkAnswer>({ outcome: "done" }) : redirect(`${commentsOnPath(planId, form.place)}#thread-${result.threadId}`);
}

export default function Comments() {
  const { plan, talk, filter, chapter, chapters, counts, lastYear } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer?.outcome === "refused" ? answer : null;
  const here = commentsPath(plan.id);
  const place = refused?.typed["place"] ?? "";
  return (
    <>
      <PageHead title={plan.school ? t("comments.titleSchool", { school: plan.school.name, year: plan.year }) : t("comments.titleYear", { year: plan.year })} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]}>
        <p>{plan.school ? t("comments.leadSchool") : t("comments.lead")}</p>
      </PageHead>
      {refused && (
        <section className="pointer" aria-labelledby="refused">
          <h2 id="refused">{t("comments.refused")}</h2>
          <BeginForm talk={talk} places={[{ place, label: place }]} isPrivate={false} marked={null} typed={refused.typed} why={refused.why} />
        </section>
      )}
      <nav className="filter" aria-label={t("comments.filter")}>
        {threadFilters.map((one) => (
          <Link key={one} to={`${here}?show=${one}${chapter ? `&chapter=${chapter}` : ""}`} aria-current={one === filter ? "true" : undefined} preventScrollReset>
            {`${t(`comments.filter.${one}`)} (${counts[one]})`}
          </Link>
        ))}
      </nav>
      <Form method="get" action={here} className="downloads no-print" key={chapter}>
        <input type="hidden" name="show" value={filter} />
        <div>
          <label className="usa-label" htmlFor="chapter">
            {t("comments.chapter")}
          </label>
          <select className="usa-select" id="chapter" name="chapter" defaultValue={chapter}>
            <option value="">{t("comments.allChapters")}</option>
            {chapters.map((one) => (
              <option key={one.id} value={one.id}>{`${one.title} (${one.count})`}</option>
            ))}
          </select>
        </div>
        <button type="submit" className="usa-button usa-button--outline">
          {t("comments.show")}
        </button>
      </Form>
      {talk.may.moderate && (
        <p>
          <Link to={`${here}/links`}>{t("links.title")}</Link>
        </p>
      )}
      <h2 className="visually-hidden">{t("comments.title")}</h2>
      {talk.threads.length === 0 && <p className="empty">{t("comments.noneFilter")}</p>}
      <div className="threads">
        {talk.threads.map((thread) => (
          <Thread key={thread.id} talk={talk} thread={thread} named />
        ))}
      </div>
      <LastYearTalk planId={plan.id} lastYear={lastYear} named />
    </>
  );
}
