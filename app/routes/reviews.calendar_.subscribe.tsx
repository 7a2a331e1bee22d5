import { useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readFeedForm } from "#app/http/calendar-forms.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadSubscribe, makeFeed, withdrawFeed } from "#app/services/calendar/feeds.server.ts";
import { officeCalendarPath, subscribePath } from "#app/domain/calendar/event-paths.ts";
import { SubscribeForms } from "#app/ui/calendar/subscribe-forms.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sayOfFeeds as say } from "#app/ui/texts/feeds.ts";
import { sayOfOffice } from "#app/ui/texts/office-calendar.ts";
import { t } from "#app/ui/texts/t.ts";
import feedStyles from "#app/styles/feeds.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: feedStyles }];
export const meta: MetaFunction = () => [{ title: `${say("subscribe.officeTitle")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadSubscribe(ctx, null).catch(throwAsResponse);
}

/** Makes an address, which this one answer tells, or withdraws one. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  try {
    const asked = await readFeedForm(request);
    if (asked.act === "withdraw") {
      await withdrawFeed(ctx, null, asked.feedId);
      return redirect(`${subscribePath(null)}#list`);
    }
    const made = await makeFeed(ctx, null, asked.form);
    const address = made.outcome === "made" ? `${ctx.siteUrl}${made.path}` : "";
    return data({ outcome: made.outcome, address, name: asked.form.name, shared: asked.form.kind === "organization" }, { status: made.outcome === "refused" ? saveStatus.refused : 200 });
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function SubscribeOffice() {
  const { sets, feeds, mayShare } = useLoaderData<typeof loader>();
  const made = useActionData<typeof action>();
  return (
    <>
      <PageHead title={say("subscribe.officeTitle")} crumbs={[{ to: "/reviews", label: t("review.back") }, { to: officeCalendarPath, label: sayOfOffice("title") }]}>
        <p>{say("subscribe.officeLead")}</p>
      </PageHead>
      <SubscribeForms sets={sets} feeds={feeds} mayShare={mayShare} made={made} office />
    </>
  );
}
