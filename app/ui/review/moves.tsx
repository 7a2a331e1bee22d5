// The steps a person may take with a plan that is sent or reviewed, and what happened so far.
import { Form } from "@remix-run/react";
import { longDay } from "#app/domain/documents/long-day.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { t } from "#app/ui/texts/t.ts";

type Move = { id: string; title: string; asks: { day?: string | undefined; words?: string | undefined }; letter: string | null; citation: string };
type Shared = { version: number; today: string; lacks: { move: string; lacks: readonly ("day" | "words")[] } | null; typed: Readonly<Record<string, string>> };

/** `first`: the one clear next step. A step that asks for something opens to its form; without JavaScript all of it works. */
export function Moves({ moves, first, ...shared }: { moves: readonly Move[]; first: string | null } & Shared) {
  const ordered = [...moves.filter((move) => move.id === first), ...moves.filter((move) => move.id !== first)];
  return (
    <ul className="moves">
      {ordered.map((move) => (
        <li key={move.id}>
          <OneMove move={move} leads={move.id === first} {...shared} />
        </li>
      ))}
    </ul>
  );
}

function OneMove({ move, leads, version, today, lacks, typed }: { move: Move; leads: boolean } & Shared) {
  const asks = move.asks.day !== undefined || move.asks.words !== undefined;
  const wrong = lacks?.move === move.id ? lacks.lacks : [];
  const hidden = (
    <>
      <input type="hidden" name="move" value={move.id} />
      <input type="hidden" name="seenVersion" value={version} />
      {move.asks.day === undefined && <input type="hidden" name="day" value="" />}
      {move.asks.words === undefined && <input type="hidden" name="words" value="" />}
    </>
  );
  const button = (
    <button type="submit" className={leads ? "usa-button" : "usa-button usa-button--outline"}>
      {move.title}
    </button>
  );
  if (!asks)
    return (
      <Form method="post" preventScrollReset>
        <FormKey />
        {hidden}
        {button}
        <p className="cite">{move.citation}</p>
      </Form>
    );
  return (
    <details open={leads || wrong.length > 0} className="move">
      <summary>{move.title}</summary>
      <Form method="post" preventScrollReset>
        <FormKey />
        {hidden}
        {move.asks.day !== undefined && (
          <div className={wrong.includes("day") ? "has-error" : ""}>
            <label className="usa-label" htmlFor={`${move.id}-day`}>
              {move.asks.day}
            </label>
            {wrong.includes("day") && <p className="field-error" id={`${move.id}-day-error`}>{t("send.lacks.day")}</p>}
            <input className="usa-input day-input" id={`${move.id}-day`} name="day" type="date" max={today} defaultValue={typed["day"] ?? ""} required aria-describedby={wrong.includes("day") ? `${move.id}-day-error` : undefined} />
          </div>
        )}
        {move.asks.words !== undefined && (
          <div className={wrong.includes("words") ? "has-error" : ""}>
            <label className="usa-label" htmlFor={`${move.id}-words`}>
              {move.asks.words}
            </label>
            {wrong.includes("words") && <p className="field-error" id={`${move.id}-words-error`}>{t("send.lacks.words")}</p>}
            <textarea className="usa-textarea" id={`${move.id}-words`} name="words" maxLength={50000} defaultValue={typed[`words:${move.letter}`] ?? typed["words"] ?? ""} required aria-describedby={wrong.includes("words") ? `${move.id}-words-error` : undefined} />
          </div>
        )}
        {button}
        <p className="cite">{move.citation}</p>
      </Form>
    </details>
  );
}

type Made = { id: number; title: string; state: string; madeOn: string; onDay: string | null; words: string; personName: string; letter: boolean; noted?: boolean | undefined };

/** The newest first, each with its letter where one was written. */
export function MadeMoves({ made, filingId }: { made: readonly Made[]; filingId: string }) {
  return (
    <ol className="made-moves">
      {made.map((one) => (
        <li key={one.id}>
          <p>
            <strong>{longDay(one.madeOn)}</strong> {one.noted ? `${one.title}, ${outsideWords("noted", { name: one.personName })}` : t("send.by", { title: one.title, name: one.personName })}
          </p>
          {one.onDay !== null && <p className="quiet small">{t("send.day", { day: longDay(one.onDay) })}</p>}
          {one.words !== "" && <blockquote>{one.words}</blockquote>}
          {one.letter && (
            <p className="small inline">
              {t("send.letter")}
              {(["docx", "pdf"] as const).map((format) => (
                <a key={format} href={`/reviews/${filingId}/letters/${one.id}/${format}`} download aria-label={`${t("send.letter")} ${t(`document.format.${format}`)}: ${one.title}, ${longDay(one.madeOn)}`}>
                  {t(`document.format.${format}`)}
                </a>
              ))}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
