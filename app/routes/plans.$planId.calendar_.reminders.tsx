import { useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readReminderForm } from "#app/http/calendar-forms.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { chooseReminders, loadReminders, putReminderAway } from "#app/services/calendar/reminders.server.ts";
import { remindersPath } from "#app/domain/calendar/event-paths.ts";
import { calendarPath, planPath } from "#app/domain/plan/place-of.ts";
import { ReminderForms } from "#app/ui/calendar/reminder-forms.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sayOfFeeds as say } from "#app/ui/texts/feeds.ts";
import { t } from "#app/ui/texts/t.ts";
import feedStyles from "#app/styles/feeds.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: feedStyles }];
export const meta: MetaFunction = () => [{ title: `${say("reminders.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  return { planId, ...(await loadReminders(ctx, planId).catch(throwAsResponse)) };
}

/** Keeps a person's own choice, or puts one reminder away. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  try {
    const asked = await readReminderForm(request);
    if (asked.act === "seen") {
      await putReminderAway(ctx, planId, asked.about);
      return redirect(remindersPath(planId));
    }
    const kept = await chooseReminders(ctx, planId, asked.choice);
    return data({ kept }, { status: kept ? 200 : saveStatus.refused });
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function Reminders() {
  const { planId, plan, ...page } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <>
      <PageHead title={say("reminders.title")} crumbs={[{ to: planPath(planId), label: t("plan.title", { year: plan?.year ?? "" }) }, { to: calendarPath(planId), label: t("calendar.link") }]}>
        <p>{say("reminders.lead")}</p>
      </PageHead>
      <ReminderForms {...page} planId={planId} kept={result?.kept} />
    </>
  );
}
