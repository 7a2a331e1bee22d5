// One deadline: the day, who, what, what it is counted from, the law, how sure we are, and whether it is done.
import { Form, Link } from "@remix-run/react";
import type { Entry } from "#app/domain/calendar/agenda.ts";
import { citesLaw } from "#app/domain/calendar/calendar-events.ts";
import { linkWords } from "#app/domain/calendar/link-words.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { anchorOf } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { ProgramMark } from "#app/ui/kit/program-mark.tsx";
import { t } from "#app/ui/texts/t.ts";

export type Refused = { deadline: string; doneOn: string; proof: string; message: string };

/** The day in words, as a heading of the card. */
export function whenWords({ due, dueTime, notBefore, waiting }: Entry): string {
  if (due !== null) return dueTime === null ? t("calendar.due", { day: longDay(due) }) : t("calendar.dueTime", { day: longDay(due), time: dueTime });
  if (notBefore !== null) return t("calendar.from", { day: longDay(notBefore) });
  return waiting === null ? t("calendar.noDay") : t("calendar.waits");
}

/** `to`: the page it is about, where its title leads. */
export function DeadlineCard({ entry, lane, owner, writes, today, refused, to = null }: { entry: Entry; lane: { short: string; place: number }; owner: string; writes: boolean; today: string; refused: Refused | null; to?: string | null }) {
  const id = anchorOf(entry.key);
  return (
    <li className="deadline" id={id}>
      <p className="deadline-when">
        <strong>{whenWords(entry)}</strong>
        <ProgramMark short={lane.short} place={lane.place} />
      </p>
      <div>
        <h3>{to === null ? entry.title : <Link to={to}>{entry.title}</Link>}</h3>
        <p className="quiet small">
          {owner}
          {entry.applies === "if" && entry.onlyIf !== null && <> · {t("calendar.onlyIf", { what: entry.onlyIf })}</>}
        </p>
        {entry.waiting !== null && <p>{entry.waiting}</p>}
        {entry.latest !== null && <p className="small">{t("calendar.latest", { day: longDay(entry.latest) })}</p>}
        {entry.done && (
          <p>
            {entry.done.by === null ? t("calendar.onRecord", { day: longDay(entry.done.doneOn) }) : t("calendar.doneBy", { day: longDay(entry.done.doneOn), by: entry.done.by })}
            {entry.done.proof !== "" && <span className="proof">{entry.done.proof}</span>}
          </p>
        )}
        <details className="help">
          <summary aria-label={`${t("calendar.why")}: ${entry.title}`}>{t("calendar.why")}</summary>
          <div>
            {entry.chain.length > 0 && (
              <ol className="chain">
                {entry.chain.map((link, at) => (
                  <li key={at}>{linkWords(link)}</li>
                ))}
              </ol>
            )}
            {entry.note !== "" && <p>{entry.note}</p>}
            <p>{t(citesLaw(entry.citation) ? "calendar.law" : "calendar.source", { citation: entry.citation })}</p>
            <p className="quiet small">
              {t(`calendar.confidence.${entry.confidence}`)} · {entry.program} {entry.id}
            </p>
          </div>
        </details>
        {writes && entry.done === null && (
          <details className="help" open={refused !== null}>
            <summary aria-label={`${t("calendar.markDone")}: ${entry.title}`}>{t("calendar.markDone")}</summary>
            <Form method="post" className="done-form">
              <FormKey />
              <input type="hidden" name="act" value="done" />
              <input type="hidden" name="deadline" value={entry.key} />
              <label className="usa-label" htmlFor={`${id}-day`}>
                {t("calendar.doneOn")}
              </label>
              <input className="usa-input" type="date" id={`${id}-day`} name="doneOn" required max={today} defaultValue={refused?.doneOn ?? today} />
              <label className="usa-label" htmlFor={`${id}-proof`}>
                {t("calendar.proof")}
              </label>
              <input className="usa-input" id={`${id}-proof`} name="proof" required maxLength={2000} defaultValue={refused?.proof ?? ""} aria-describedby={refused ? `${id}-error` : undefined} />
              {refused && (
                <p className="field-error" id={`${id}-error`} role="alert">
                  {refused.message}
                </p>
              )}
              <button type="submit" className="usa-button usa-button--outline">
                {t("calendar.saveDone")}
              </button>
            </Form>
          </details>
        )}
        {writes && entry.done !== null && entry.done.by !== null && (
          <Form method="post">
            <FormKey />
            <input type="hidden" name="act" value="undone" />
            <input type="hidden" name="deadline" value={entry.key} />
            <button type="submit" className="usa-button usa-button--unstyled small" aria-label={`${t("calendar.undo")}: ${entry.title}`}>
              {t("calendar.undo")}
            </button>
          </Form>
        )}
      </div>
    </li>
  );
}
