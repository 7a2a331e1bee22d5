import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadCommentsOn } from "#app/services/comments/load-comments.server.ts";
import { commentsPath } from "#app/domain/comments/view.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { BeginForm } from "#app/ui/comments/begin-form.tsx";
import { LastYearTalk } from "#app/ui/comments/last-year-talk.tsx";
import { Thread } from "#app/ui/comments/thread.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("comments.onTitle", { what: page?.label ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadCommentsOn(ctx, params["planId"] ?? "", params["*"] ?? "").catch(throwAsResponse);
}

export default function CommentsOn() {
  const { plan, talk, place, label, href, isPrivate, gone, lastYear } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t("comments.onTitle", { what: label })} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }, { to: commentsPath(plan.id), label: t("comments.title") }]}>
        {!gone && (
          <p>
            <Link to={href}>{t("comments.goTo")}</Link>
          </p>
        )}
      </PageHead>
      {talk.threads.length === 0 && <p className="empty">{t("comments.none")}</p>}
      <div className="threads">
        {talk.threads.map((thread) => (
          <Thread key={thread.id} talk={talk} thread={thread} />
        ))}
      </div>
      {talk.may.comment && !gone && (
        <section className="statement" aria-labelledby="new-comment">
          <h2 id="new-comment">{t("comments.new")}</h2>
          <BeginForm talk={talk} places={[{ place, label }]} isPrivate={isPrivate} marked={null} />
        </section>
      )}
      <LastYearTalk planId={plan.id} lastYear={lastYear} named={false} />
    </>
  );
}
