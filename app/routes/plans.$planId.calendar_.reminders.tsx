import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { AppError } from "#schemas/app-error.ts";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { chooseReminders, loadReminders, putReminderAway } from "#app/services/calendar/reminders.server.ts";
import { remindersPath } from "#app/domain/calendar/calendar-paths.ts";
import { leadDays } from "#app/domain/calendar/reminders.ts";
import { calendarPath, planPath } from "#app/domain/plan/place-of.ts";
import { ReminderList } from "#app/ui/calendar/reminder-list.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sayOfFeeds } from "#app/ui/texts/feeds.ts";
import { t } from "#app/ui/texts/t.ts";
import feedStyles from "#app/styles/feeds.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: feedStyles }];
export const meta: MetaFunction = () => [{ title: `${sayOfFeeds("reminders.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadReminders(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

const daysSchema = z.array(z.enum(["30", "14", "7", "3", "1", "0"])).max(leadDays.length);

/** Keeps a person's own choice, or puts one reminder away. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  const posted = await readPosted(request).catch(throwAsResponse);
  try {
    if (posted.get("act")?.[0] === "seen") {
      const { fields } = readFields(posted, { act: z.literal("seen"), about: z.string().min(1).max(300) }, false);
      await putReminderAway(ctx, planId, fields.about);
      return redirect(remindersPath(planId));
    }
    const days = daysSchema.safeParse(posted.get("day") ?? []);
    posted.delete("day");
    if (!days.success) throw new AppError("invalid", "The form is not complete.");
    const { fields } = readFields(posted, { act: z.literal("choose"), mail: z.enum(["off", "digest", "single"]), portal: z.literal("yes").optional() }, false);
    const kept = await chooseReminders(ctx, planId, { mail: fields.mail, portal: fields.portal === "yes", days: days.data.map(Number) });
    return data({ kept }, { status: kept ? 200 : saveStatus.refused });
  } catch (error) {
    throwAsResponse(error);
  }
}

const say = sayOfFeeds;

export default function Reminders() {
  const { plan, choice, email, sends, lines, told } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const busy = useNavigation().state !== "idle";
  return (
    <>
      <PageHead title={say("reminders.title")} crumbs={[{ to: planPath(plan.id), label: t("plan.title", { year: plan.year }) }, { to: calendarPath(plan.id), label: t("calendar.link") }]}>
        <p>{say("reminders.lead")}</p>
      </PageHead>
      <section aria-labelledby="now">
        <h2 id="now">{say("reminders.now")}</h2>
        {lines.length === 0 && <p className="empty">{say("reminders.none")}</p>}
        <ReminderList lines={lines} action={remindersPath(plan.id)} />
      </section>
      <section className="statement" aria-labelledby="choose">
        <h2 id="choose">{say("reminders.choose")}</h2>
        {!sends && <p className="quiet">{say("reminders.outbox")}</p>}
        <Form method="post" className="feed-form">
          <FormKey />
          <input type="hidden" name="act" value="choose" />
          <fieldset className="usa-fieldset">
            <legend className="usa-legend">{say("reminders.mail", { email })}</legend>
            {(["off", "digest", "single"] as const).map((mail) => (
              <div className="usa-radio" key={mail}>
                <input className="usa-radio__input" type="radio" id={`mail-${mail}`} name="mail" value={mail} defaultChecked={choice.mail === mail} />
                <label className="usa-radio__label" htmlFor={`mail-${mail}`}>
                  {say(`reminders.${mail}`)}
                </label>
              </div>
            ))}
          </fieldset>
          <fieldset className="usa-fieldset">
            <legend className="usa-legend">{say("reminders.portal")}</legend>
            <div className="usa-checkbox">
              <input className="usa-checkbox__input" type="checkbox" id="portal" name="portal" value="yes" defaultChecked={choice.portal} />
              <label className="usa-checkbox__label" htmlFor="portal">
                {say("reminders.portalYes")}
              </label>
            </div>
          </fieldset>
          <fieldset className="usa-fieldset" aria-describedby={result?.kept === false ? "days-hint days-error" : "days-hint"}>
            <legend className="usa-legend">{say("reminders.days")}</legend>
            <span className="usa-hint" id="days-hint">
              {say("reminders.daysHint")}
            </span>
            <div className="lead-days">
              {leadDays.map((day) => (
                <div className="usa-checkbox" key={day}>
                  <input className="usa-checkbox__input" type="checkbox" id={`day-${day}`} name="day" value={day} defaultChecked={choice.days.includes(day)} />
                  <label className="usa-checkbox__label" htmlFor={`day-${day}`}>
                    {say(`reminders.day.${day}`)}
                  </label>
                </div>
              ))}
            </div>
            {result?.kept === false && (
              <p className="field-error" role="alert" id="days-error">
                {say("reminders.daysRefused")}
              </p>
            )}
          </fieldset>
          <p>
            <button type="submit" className="usa-button" disabled={busy}>
              {say("reminders.save")}
            </button>
          </p>
          <p role="status">{result?.kept === true ? say("reminders.saved") : ""}</p>
        </Form>
      </section>
      {told.length > 0 && (
        <section aria-labelledby="told">
          <h2 id="told">{say("reminders.told")}</h2>
          <ul>
            {told.map(({ title, at }) => (
              <li key={`${at} ${title}`}>
                {title} <span className="quiet small">{at}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
