// "Looked at and cannot be completed": its own state by shape, colour and words, with the reason; and the form that says so.
import { Form, useNavigation } from "@remix-run/react";
import { useId } from "react";
import type { AnswerLook } from "#app/domain/plan/statement-state.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { t } from "#app/ui/texts/t.ts";

export function LookedAt({ words }: { words?: string }) {
  return (
    <span className="state looked-at">
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <rect x="1.25" y="1.25" width="13.5" height="13.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M6 4.5v7M10 4.5v7" stroke="currentColor" strokeWidth="1.8" />
      </svg>
      {words ?? t("look.state")}
    </span>
  );
}

/** Why a mark was not taken, with the words that were typed. */
export type LookRefused = { why: "no-reason" | "too-long" | "already"; about: string | null; reason: string };
type Subject = { about: string | null; name: string };
type Props = { page: string; statement: string; question: string; looks: AnswerLook[]; subjects: Subject[]; closed: boolean; refused: LookRefused | null };

export function Looks({ page, statement, question, looks, subjects, closed, refused }: Props) {
  const standing = looks.filter((look) => look.ended === null);
  const ended = looks.filter((look) => look.ended !== null);
  const free = subjects.filter(({ about }) => !standing.some((look) => look.about === about));
  const nameOf = (about: string | null) => subjects.find((subject) => subject.about === about)?.name ?? "";
  return (
    <div className="looks no-print">
      {standing.map((look) => (
        <div key={look.about ?? ""} className="look">
          <LookedAt {...(nameOf(look.about) === "" ? {} : { words: `${t("look.state")}: ${nameOf(look.about)}` })} />
          <p>
            {t("look.stands", { by: look.by, on: look.on })} <q>{look.reason}</q>
          </p>
          {!closed && (
            <Form method="post" action={page} preventScrollReset>
              <FormKey />
              {Object.entries({ kind: "mark", act: "take-back", statement, about: look.about ?? "", reason: "" }).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <button type="submit" className="usa-button usa-button--unstyled" aria-label={t("look.takeBackOf", { what: nameOf(look.about) || question })}>
                {t("look.takeBack")}
              </button>
            </Form>
          )}
        </div>
      ))}
      {!closed && free.length > 0 && <MarkForm key={looks.length} page={page} statement={statement} question={question} free={free} refused={refused} />}
      {ended.length > 0 && (
        <details className="help">
          <summary>{t("look.before", { count: ended.length })}</summary>
          <ul>
            {ended.map((look, at) => (
              <li key={at}>
                {t("look.was", { by: look.by, on: look.on, reason: look.reason })} {look.ended && t(`look.ended.${look.ended.because}`, { by: look.ended.by, on: look.ended.on })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function MarkForm({ page, statement, question, free, refused }: { page: string; statement: string; question: string; free: Subject[]; refused: LookRefused | null }) {
  const id = useId();
  const busy = useNavigation().state !== "idle";
  const first = refused?.about ?? free[0]?.about ?? "";
  return (
    <details className="help" open={refused !== null}>
      <summary aria-label={t("look.openOf", { what: question })}>{t("look.open")}</summary>
      <Form method="post" action={page} preventScrollReset className="look-form">
        <FormKey />
        <input type="hidden" name="kind" value="mark" />
        <input type="hidden" name="act" value="mark" />
        <input type="hidden" name="statement" value={statement} />
        <p className="usa-hint small" id={`${id}-help`}>
          {t("look.help")}
        </p>
        {free.length > 1 || first !== "" ? (
          <>
            <label className="usa-label" htmlFor={`${id}-about`}>
              {t("look.which")}
            </label>
            <select className="usa-select" id={`${id}-about`} name="about" defaultValue={first}>
              {free.map(({ about, name }) => (
                <option key={about ?? ""} value={about ?? ""}>
                  {name}
                </option>
              ))}
            </select>
          </>
        ) : (
          <input type="hidden" name="about" value="" />
        )}
        <label className="usa-label" htmlFor={`${id}-reason`}>
          {t("look.reason")}
        </label>
        <input className="usa-input" id={`${id}-reason`} name="reason" maxLength={500} defaultValue={refused?.reason ?? ""} aria-invalid={refused ? true : undefined} aria-describedby={refused ? `${id}-help ${id}-error` : `${id}-help`} />
        {refused && (
          <p className="field-error" role="alert" id={`${id}-error`}>
            {t(`look.refused.${refused.why}`)}
          </p>
        )}
        <button type="submit" className="usa-button usa-button--outline" disabled={busy}>
          {t("look.mark")}
        </button>
      </Form>
    </details>
  );
}
