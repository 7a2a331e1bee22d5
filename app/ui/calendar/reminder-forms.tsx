// What somebody is reminded of now, how they want to be reminded, and what they were told lately.
import { Form, useNavigation } from "@remix-run/react";
import { remindersPath } from "#app/domain/calendar/event-paths.ts";
import { leadDays } from "#app/domain/calendar/reminders.ts";
import type { ReminderChoice } from "#app/domain/calendar/reminders.ts";
import { ReminderList } from "#app/ui/calendar/reminder-list.tsx";
import type { Line } from "#app/ui/calendar/reminder-list.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { sayOfFeeds as say } from "#app/ui/texts/feeds.ts";

type Shown = { choice: ReminderChoice; email: string; sends: boolean; lines: Line[]; told: { title: string; at: string }[] };

/** `planId`: null of an office's calendar. `kept`: whether the choice just sent was taken. */
export function ReminderForms({ planId, choice, email, sends, lines, told, kept }: Shown & { planId: string | null; kept: boolean | undefined }) {
  const busy = useNavigation().state !== "idle";
  return (
    <>
      <section aria-labelledby="now">
        <h2 id="now">{say("reminders.now")}</h2>
        {lines.length === 0 && <p className="empty">{say("reminders.none")}</p>}
        <ReminderList lines={lines} action={remindersPath(planId)} />
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
          <fieldset className="usa-fieldset" aria-describedby={kept === false ? "days-hint days-error" : "days-hint"}>
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
            {kept === false && (
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
          <p role="status">{kept === true ? say("reminders.saved") : ""}</p>
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
