// A new comment: what it is about, the words, and one click away who is mentioned, who takes it up and who may read it.
import { useId } from "react";
import type { Talk, TalkAnswer } from "#app/domain/comments/view.ts";
import { commentsPath } from "#app/domain/comments/view.ts";
import { t } from "#app/ui/texts/t.ts";
import { WordsForm } from "./words-form.tsx";

export type Marked = { quote: string; block: number | null };
type Props = {
  talk: Talk;
  places: { place: string; label: string }[];
  isPrivate: boolean;
  /** Words marked on the page; null: none can be marked here, or none are. */
  marked: Marked | null;
  onWhole?: () => void;
  typed?: Record<string, string>;
  why?: (TalkAnswer & { outcome: "refused" })["why"] | null;
};

export function BeginForm({ talk, places, isPrivate, marked, onWhole, typed = {}, why = null }: Props) {
  const id = useId();
  const people = talk.people.filter((person) => !isPrivate || talk.privateReaders.includes(person.id));
  const only = places.length === 1 ? places[0] : undefined;
  return (
    <WordsForm
      action={commentsPath(talk.planId)}
      hidden={{ ...(only ? { place: only.place } : {}), ...(marked ? { quote: marked.quote, block: marked.block === null ? "" : String(marked.block) } : { block: "" }), ...(isPrivate ? { visibility: "lea" } : {}) }}
      storageKey={`${talk.planId}/${places[0]?.place ?? ""}`}
      label={t("comments.words")}
      submitLabel={t("comments.save")}
      words={typed["words"] ?? ""}
      why={why}
      {...(onWhole ? { onDone: onWhole } : {})}
    >
      {marked && (
        <div className="marked">
          <p className="quiet small">{t("comments.marked")}</p>
          <blockquote>{marked.quote}</blockquote>
          {onWhole && (
            <button type="button" className="usa-button usa-button--unstyled small" onClick={onWhole}>
              {t("comments.whole")}
            </button>
          )}
        </div>
      )}
      {!only && (
        <div>
          <label className="usa-label" htmlFor={`${id}-place`}>
            {t("comments.about")}
          </label>
          <select className="usa-select" id={`${id}-place`} name="place" defaultValue={typed["place"]}>
            {places.map(({ place, label }) => (
              <option key={place} value={place}>
                {label}
              </option>
            ))}
          </select>
        </div>
      )}
      <details className="help" open={why !== null}>
        <summary>{t("comments.more")}</summary>
        <div className="stack">
          {!marked && (
            <div>
              <label className="usa-label" htmlFor={`${id}-quote`}>
                {t("comments.quote")}
              </label>
              <span className="usa-hint small">{t("comments.quoteHint")}</span>
              <input className="usa-input" id={`${id}-quote`} name="quote" maxLength={1000} defaultValue={typed["quote"]} />
            </div>
          )}
          <PersonSelect id={`${id}-mention`} name="mention" label={t("comments.mention")} people={people} value={typed["mention"]} hint={t("comments.wordsHint")} />
          <PersonSelect id={`${id}-assign`} name="assignTo" label={t("comments.assignTo")} people={people} value={typed["assignTo"]} />
          <DueOn id={`${id}-due`} value={typed["dueOn"]} />
          {isPrivate ? (
            <p className="quiet small">{t("comments.private")}</p>
          ) : (
            <Visibility id={`${id}-visibility`} talk={talk} value={typed["visibility"]} />
          )}
        </div>
      </details>
    </WordsForm>
  );
}

export function PersonSelect({ id, name, label, people, value, hint }: { id: string; name: string; label: string; people: Talk["people"]; value?: string | undefined; hint?: string }) {
  return (
    <div>
      <label className="usa-label" htmlFor={id}>
        {label}
      </label>
      {hint && <span className="usa-hint small">{hint}</span>}
      <select className="usa-select" id={id} name={name} defaultValue={value ?? ""}>
        <option value="">{t("comments.nobody")}</option>
        {people.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
      </select>
    </div>
  );
}

export function DueOn({ id, value }: { id: string; value?: string | null | undefined }) {
  return (
    <div>
      <label className="usa-label" htmlFor={id}>
        {t("comments.dueOn")}
      </label>
      <input className="usa-input" type="date" id={id} name="dueOn" defaultValue={value ?? ""} />
    </div>
  );
}

export function Visibility({ id, talk, value }: { id: string; talk: Talk; value?: string | undefined }) {
  return (
    <div>
      <label className="usa-label" htmlFor={id}>
        {t("comments.visibility")}
      </label>
      <select className="usa-select" id={id} name="visibility" defaultValue={value ?? "lea"}>
        {talk.ofSchool?.inside && <option value="school">{t("comments.visibility.school")}</option>}
        <option value="lea">{talk.ofSchool ? t("comments.visibility.schoolAndLea") : t("comments.visibility.lea")}</option>
        <option value="county">{t("comments.visibility.county")}</option>
      </select>
    </div>
  );
}
