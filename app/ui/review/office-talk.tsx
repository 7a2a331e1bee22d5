// What a reviewing office says of a plan, beside the document: its conversations with answers, the form for a new one, and what was said last year.
import { Form, Link } from "@remix-run/react";
import type { PassageView } from "#app/domain/comments/view.ts";
import { LastYearParts } from "#app/ui/comments/last-year-parts.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { talkWords } from "#app/ui/texts/office-talk.ts";
import { t } from "#app/ui/texts/t.ts";

type Audience = "office" | "lea";
type Said = { id: string; by: string; when: string; words: string; ours: boolean };
type Thread = { id: string; version: number; audience: Audience; place: string; label: string; gone: boolean; number: number | null; passage: PassageView | null; resolved: { by: string; when: string } | null; mayResolve: boolean; comments: readonly Said[] };
type Past = Thread & { now: string | null };
type May = { begin: boolean; share: boolean; answer: boolean };
export type RefusedTalk = { why: "words" | "passage" | "conflict"; threadId: string | null; typed: { words: string; quote: string; audience: Audience } };

/** `here`: where its forms are sent. `pathOf`: the page about a place; null where the list is of one place already. */
export function OfficeThread({ thread, may, here, pathOf, refused }: { thread: Thread; may: May; here: string; pathOf: ((place: string) => string) | null; refused: RefusedTalk | null }) {
  const field = `answer-${thread.id}`;
  const mine = refused?.threadId === thread.id ? refused : null;
  const hidden = (act: string) => (
    <>
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="threadId" value={thread.id} />
      <input type="hidden" name="audience" value={thread.audience} />
    </>
  );
  return (
    <article className={`thread ${thread.resolved ? "resolved" : "open"}`} id={`thread-${thread.id}`}>
      {pathOf && <h3 className="about">{thread.gone ? thread.label : <Link to={pathOf(thread.place)}>{thread.label}</Link>}</h3>}
      <TalkBody thread={thread} />
      {mine?.why === "conflict" && (
        <p className="field-error" role="alert">
          {talkWords("conflict")}
        </p>
      )}
      {(thread.audience === "office" || may.answer) && (
        <details key={thread.comments.length} className="help" open={mine !== null && mine.why !== "conflict"}>
          <summary>
            {talkWords("answer")} <span className="visually-hidden">{talkWords("answerTo", { what: thread.label })}</span>
          </summary>
          <Form method="post" action={here} className="words-form">
            <FormKey />
            {hidden("answer")}
            <label className="usa-label" htmlFor={field}>
              {talkWords("yourAnswer")} <span className="visually-hidden">{talkWords("answerTo", { what: thread.label })}</span>
            </label>
            <textarea className="usa-textarea" id={field} name="words" rows={3} maxLength={5000} defaultValue={mine?.typed.words ?? ""} aria-describedby={mine?.why === "words" ? `${field}-error` : undefined} />
            {mine?.why === "words" && (
              <p className="field-error" role="alert" id={`${field}-error`}>
                {talkWords("refused.words")}
              </p>
            )}
            <button type="submit" className="usa-button usa-button--outline">
              {talkWords("answer")}
            </button>
          </Form>
        </details>
      )}
      {thread.mayResolve && (
        <Form method="post" action={here} className="act-button" preventScrollReset>
          <FormKey />
          {hidden(thread.resolved ? "reopen" : "resolve")}
          <input type="hidden" name="seenVersion" value={thread.version} />
          <button type="submit" className="usa-button usa-button--unstyled" aria-label={talkWords(thread.resolved ? "reopenOf" : "resolveOf", { what: thread.label })}>
            {talkWords(thread.resolved ? "reopen" : "resolve")}
          </button>
        </Form>
      )}
    </article>
  );
}

function TalkBody({ thread }: { thread: Thread }) {
  const standing = [talkWords(`audience.${thread.audience}`), ...(thread.number === null ? [] : [talkWords("onCopy", { number: thread.number })]), ...(thread.resolved ? [talkWords("resolved", { name: thread.resolved.by, when: thread.resolved.when })] : [])];
  return (
    <>
      <p className="standing small">{standing.join(" · ")}</p>
      {thread.gone && <p className="quiet small">{talkWords("gone")}</p>}
      {thread.passage && (
        <div className={`passage ${thread.passage.state}`}>
          {thread.passage.state === "changed" && <p className="quiet small">{talkWords("passageChanged")}</p>}
          <blockquote>{thread.passage.quote}</blockquote>
          {thread.passage.state === "near" && (
            <>
              <p className="quiet small">{talkWords("passageNow")}</p>
              <blockquote>{thread.passage.now}</blockquote>
            </>
          )}
        </div>
      )}
      <ol className="said">
        {thread.comments.map(({ id, by, when, words, ours }) => (
          <li key={id}>
            <p className="said-by small">
              <strong>{by || t("comments.byLink")}</strong> {ours && <span className="by-link">{talkWords("ours")}</span>} <span className="quiet">{when}</span>
            </p>
            <p className="said-words">{words}</p>
          </li>
        ))}
      </ol>
    </>
  );
}

/** A new conversation about one place of the copy. */
export function OfficeBegin({ place, may, here, refused }: { place: string; may: May; here: string; refused: RefusedTalk | null }) {
  const mine = refused?.threadId === null ? refused : null;
  return (
    <Form method="post" action={here} className="stack">
      <FormKey />
      <input type="hidden" name="act" value="begin" />
      <input type="hidden" name="place" value={place} />
      <label className="usa-label" htmlFor="words">
        {talkWords("words")}
      </label>
      <textarea className="usa-textarea" id="words" name="words" rows={4} maxLength={5000} defaultValue={mine?.typed.words ?? ""} aria-describedby={mine?.why === "words" ? "words-error" : undefined} />
      {mine?.why === "words" && (
        <p className="field-error" role="alert" id="words-error">
          {talkWords("refused.words")}
        </p>
      )}
      <label className="usa-label" htmlFor="quote">
        {talkWords("quote")}
      </label>
      <span className="usa-hint" id="quote-hint">
        {talkWords("quoteHint")}
      </span>
      <input className="usa-input" id="quote" name="quote" maxLength={1000} defaultValue={mine?.typed.quote ?? ""} aria-describedby={mine?.why === "passage" ? "quote-error" : "quote-hint"} />
      {mine?.why === "passage" && (
        <p className="field-error" role="alert" id="quote-error">
          {talkWords("refused.passage")}
        </p>
      )}
      {may.share ? (
        <fieldset className="usa-fieldset">
          <legend className="usa-label">{talkWords("audience")}</legend>
          {(["office", "lea"] as const).map((one) => (
            <div className="usa-radio" key={one}>
              <input className="usa-radio__input" type="radio" id={`audience-${one}`} name="audience" value={one} defaultChecked={(mine?.typed.audience ?? "office") === one} />
              <label className="usa-radio__label" htmlFor={`audience-${one}`}>
                {talkWords(`audience.${one}`)} <span className="usa-radio__label-description">{talkWords(one === "office" ? "audienceOfficeHint" : "audienceLeaHint")}</span>
              </label>
            </div>
          ))}
        </fieldset>
      ) : (
        <>
          <input type="hidden" name="audience" value="office" />
          <p className="quiet small">{`${talkWords("audience.office")}. ${talkWords("audienceOfficeHint")}`}</p>
        </>
      )}
      <button type="submit" className="usa-button">
        {talkWords("keep")}
      </button>
    </Form>
  );
}

/** What was said of the year before: below, where the text is the same; to be opened, where it was different. `pathOf` as above. */
export function LastYearOfOffice({ lastYear, pathOf }: { lastYear: { year: string; same: readonly Past[]; changed: readonly Past[] } | null; pathOf: ((place: string) => string) | null }) {
  if (!lastYear) return null;
  const { year, same, changed } = lastYear;
  const list = (past: readonly Past[]) => (
    <div className="threads">
      {past.map((thread) => (
        <article key={thread.id} className="thread past-year resolved">
          {pathOf && <h3 className="about">{thread.now === null ? thread.label : <Link to={pathOf(thread.now)}>{thread.label}</Link>}</h3>}
          <p className="quiet small">{talkWords("ofYear", { year })}</p>
          <TalkBody thread={thread} />
        </article>
      ))}
    </div>
  );
  return <LastYearParts year={year} same={same.length} changed={changed.length} shown={() => list(same)} opened={() => list(changed)} />;
}
