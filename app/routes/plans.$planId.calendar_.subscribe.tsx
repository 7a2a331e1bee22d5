import { useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readFeedForm } from "#app/http/calendar-forms.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadSubscribe, makeFeed, withdrawFeed } from "#app/services/calendar/feeds.server.ts";
import { subscribePath } from "#app/domain/calendar/event-paths.ts";
import { calendarPath, planPath } from "#app/domain/plan/place-of.ts";
import { SubscribeForms } from "#app/ui/calendar/subscribe-forms.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sayOfFeeds as say } from "#app/ui/texts/feeds.ts";
import { t } from "#app/ui/texts/t.ts";
import feedStyles from "#app/styles/feeds.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: feedStyles }];
export const meta: MetaFunction = () => [{ title: `${say("subscribe.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  return { planId, ...(await loadSubscribe(ctx, planId).catch(throwAsResponse)) };
}

/** Makes an address, which this one answer tells, or withdraws one. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  try {
    const asked = await readFeedForm(request);
    if (asked.act === "withdraw") {
      await withdrawFeed(ctx, planId, asked.feedId);
      return redirect(`${subscribePath(planId)}#list`);
    }
    const made = await makeFeed(ctx, planId, asked.form);
    const address = made.outcome === "made" ? `${ctx.siteUrl}${made.path}` : "";
    return data({ outcome: made.outcome, address, name: asked.form.name, shared: asked.form.kind === "organization" }, { status: made.outcome === "refused" ? saveStatus.refused : 200 });
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function Subscribe() {
  const { planId, plan, ...page } = useLoaderData<typeof loader>();
  const made = useActionData<typeof action>();
  return (
    <>
      <PageHead title={say("subscribe.title")} crumbs={[{ to: planPath(planId), label: t("plan.title", { year: plan?.year ?? "" }) }, { to: calendarPath(planId), label: t("calendar.link") }]}>
        <p>{say("subscribe.lead")}</p>
      </PageHead>
      <SubscribeForms {...page} made={made} office={false} />
    </>
  );
}
