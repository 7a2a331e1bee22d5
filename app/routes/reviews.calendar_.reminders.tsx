import { useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readReminderForm } from "#app/http/calendar-forms.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { chooseReminders, loadReminders, putReminderAway } from "#app/services/calendar/reminders.server.ts";
import { officeCalendarPath, remindersPath } from "#app/domain/calendar/event-paths.ts";
import { ReminderForms } from "#app/ui/calendar/reminder-forms.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sayOfFeeds as say } from "#app/ui/texts/feeds.ts";
import { sayOfOffice } from "#app/ui/texts/office-calendar.ts";
import { t } from "#app/ui/texts/t.ts";
import feedStyles from "#app/styles/feeds.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: feedStyles }];
export const meta: MetaFunction = () => [{ title: `${say("reminders.officeTitle")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadReminders(ctx, null).catch(throwAsResponse);
}

/** Keeps a person's own choice, or puts one reminder away. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  try {
    const asked = await readReminderForm(request);
    if (asked.act === "seen") {
      await putReminderAway(ctx, null, asked.about);
      return redirect(remindersPath(null));
    }
    const kept = await chooseReminders(ctx, null, asked.choice);
    return data({ kept }, { status: kept ? 200 : saveStatus.refused });
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function RemindersOffice() {
  const { choice, email, sends, lines, told } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <>
      <PageHead title={say("reminders.officeTitle")} crumbs={[{ to: "/reviews", label: t("review.back") }, { to: officeCalendarPath, label: sayOfOffice("title") }]}>
        <p>{say("reminders.officeLead")}</p>
      </PageHead>
      <ReminderForms planId={null} choice={choice} email={email} sends={sends} lines={lines} told={told} kept={result?.kept} />
    </>
  );
}
