// A form of the plan that saves itself; without JavaScript it is a plain form with a Save button.
import { Form, useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { useHydrated } from "#app/ui/kit/use-hydrated.ts";
import { t } from "#app/ui/texts/t.ts";
import { FieldInput } from "./field-input.tsx";
import type { Typed } from "./field-input.tsx";
import { FormKey } from "./form-key.tsx";
import { SignInAgain } from "./sign-in-again.tsx";
import { clock, forget, readKept, typedOf, useAutosave } from "./use-autosave.ts";
import type { Kept, SaveMark, Version } from "./use-autosave.ts";

/** What a plain post brought back: the words typed, and what was wrong or who was first. */
export type PlainResult = { typed: Typed; errors: Record<string, string>; theirs: { version: Version; typed: Typed } | null };

type Props = {
  /** Names these words in the browser's store; the same for the same answer. */
  storageKey: string;
  page: string;
  saveUrl: string | null;
  hidden: Record<string, string>;
  fields: RowField[];
  typed: Typed;
  version: Version | null;
  labelHidden?: boolean;
  /** A few short inputs side by side; the button is there only where nothing saves itself. */
  compact?: boolean;
  submitLabel: string;
  /** The one blue button of a page, or a quiet one where a page has many forms. */
  primary?: boolean;
  plain?: PlainResult | null;
};

export function AutosaveForm({ storageKey, page, saveUrl, hidden, fields, typed: stored, version, labelHidden = false, compact = false, submitLabel, primary = false, plain = null }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const { revalidate } = useRevalidator();
  const stale = useRef(false);
  const onSaved = useCallback(() => {
    if (form.current?.contains(document.activeElement)) stale.current = true;
    else revalidate();
  }, [revalidate]);
  const { mark, save, saveOnTopOf, standAt } = useAutosave({ form, storageKey, saveUrl, version, onSaved });
  const [typed, setTyped] = useState<Typed>(plain ? { ...stored, ...plain.typed } : stored);
  const [generation, setGeneration] = useState(0);
  const live = useHydrated();
  const found = useMemo<Kept | null>(() => (live ? readKept(storageKey) : null), [live, storageKey]);
  const [decided, setDecided] = useState(false);
  const kept = decided ? null : found;

  const afterRemount = useRef<(() => void) | null>(null);
  const show = (next: Typed, then: () => void) => {
    afterRemount.current = then;
    setTyped(next);
    setGeneration((before) => before + 1);
  };
  useEffect(() => {
    if (generation === 0) return;
    afterRemount.current?.();
    afterRemount.current = null;
  }, [generation]);

  const errors = mark.kind === "refused" ? mark.errors : mark.kind === "idle" ? (plain?.errors ?? {}) : {};
  const theirs = mark.kind === "conflict" ? mark.theirs : mark.kind === "idle" ? (plain?.theirs ?? null) : null;
  const seenVersion = theirs ? theirs.version : version;
  return (
    <Form
      method="post"
      action={page}
      ref={form}
      preventScrollReset
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        if (mark.kind === "typing") void save();
        if (stale.current) {
          stale.current = false;
          revalidate();
        }
      }}
      onSubmit={(event) => {
        if (saveUrl === null || !live) return forget(storageKey);
        event.preventDefault();
        void save();
      }}
    >
      <FormKey />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="seenVersion" value={seenVersion ?? ""} />
      {kept && (
        <div className="conflict" role="status">
          <strong>{t("save.restoreTitle")}</strong>
          <p>{t("save.restoreText", { when: `${new Date(kept.at).toLocaleDateString("en-US")} ${clock(new Date(kept.at))}` })}</p>
          <div className="inline">
            <button
              type="button"
              className="usa-button usa-button--outline"
              onClick={() => {
                setDecided(true);
                show({ ...typed, ...typedOf(kept.entries) }, () => saveOnTopOf(kept.seenVersion));
              }}
            >
              {t("save.restore")}
            </button>
            <button
              type="button"
              className="usa-button plain"
              onClick={() => {
                forget(storageKey);
                setDecided(true);
              }}
            >
              {t("save.discard")}
            </button>
          </div>
        </div>
      )}
      <div className={labelHidden ? undefined : compact ? "form-row" : "form-grid"} key={generation}>
        {fields.map((field) => (
          <FieldInput key={field.name} field={field} typed={typed} error={errors[field.name]} idBase={storageKey} labelHidden={labelHidden} />
        ))}
      </div>
      {theirs && (
        <Conflict
          fields={fields}
          mine={mark.kind === "conflict" ? mark.mine : typed}
          theirs={theirs.typed}
          live={live}
          onMine={() => saveOnTopOf(String(theirs.version))}
          onTheirs={() => {
            forget(storageKey);
            show(theirs.typed, () => standAt(String(theirs.version)));
          }}
        />
      )}
      <div className={labelHidden || compact ? "saved" : "form-end"}>
        <Mark mark={mark} formError={errors["form"]} onRetry={() => void save()} />
        {!(compact && live) && (
          <button type="submit" className={primary ? "usa-button" : "usa-button plain"}>
            {theirs && !live ? t("save.useMine") : submitLabel}
          </button>
        )}
      </div>
    </Form>
  );
}

/** Where the words are, truthfully. */
function Mark({ mark, formError, onRetry }: { mark: SaveMark; formError: string | undefined; onRetry: () => void }) {
  return (
    <span role="status" aria-live="polite">
      {mark.kind === "typing" && t("save.unsaved")}
      {mark.kind === "saving" && t("save.saving")}
      {mark.kind === "saved" && t("save.saved", { time: mark.at })}
      {mark.kind === "kept" && (
        <span className="waiting">
          {mark.signedOut ? <SignInAgain stored={mark.stored} /> : mark.stored ? t("save.kept") : t("save.unkept")}{" "}
          <button type="button" className="usa-button plain" onClick={onRetry}>
            {t("save.retry")}
          </button>
        </span>
      )}
      {(mark.kind === "refused" || formError) && <span className="refused">{t("save.refused", { why: formError ?? (mark.kind === "refused" ? (Object.values(mark.errors)[0] ?? "") : "") })}</span>}
      {mark.kind === "conflict" && <span className="refused">{t("save.conflictTitle")}</span>}
    </span>
  );
}

/** What is posted for a field, as a reader sees it. */
function said(field: RowField, typed: Typed): string {
  if (field.control === "richtext") {
    const json = typed[`${field.name}.json`]?.[0];
    if (json) return plainOf(json) || t("save.blank");
  }
  const values = [...(typed[field.name] ?? []), ...(typed[`${field.name}.own`] ?? [])].filter((value) => value !== "");
  return values.map((value) => field.options.find((option) => option.value === value)?.label ?? value).join(", ") || t("save.blank");
}

function plainOf(json: string): string {
  const words = (node: unknown): string => {
    if (!node || typeof node !== "object") return "";
    const { type, text, content } = node as { type?: string; text?: string; content?: unknown[] };
    if (type === "text") return text ?? "";
    const inner = (content ?? []).map(words).join("");
    return type === "paragraph" || type === "heading" ? `${inner}\n` : inner;
  };
  try {
    return words(JSON.parse(json)).trim();
  } catch {
    return "";
  }
}

function Conflict({ fields, mine, theirs, live, onMine, onTheirs }: { fields: RowField[]; mine: Typed; theirs: Typed; live: boolean; onMine: () => void; onTheirs: () => void }) {
  const differing = fields.filter((field) => said(field, mine) !== said(field, theirs));
  return (
    <section className="conflict" aria-label={t("save.conflictTitle")}>
      <h3>{t("save.conflictTitle")}</h3>
      <p>{t("save.conflictText")}</p>
      {(differing.length > 0 ? differing : fields.slice(0, 1)).map((field) => (
        <div key={field.name} className="sides">
          {([[t("save.mine"), mine], [t("save.theirs"), theirs]] as const).map(([title, side]) => (
            <div key={title}>
              <h4>{fields.length > 1 ? `${title}: ${field.label}` : title}</h4>
              <div className="side">{said(field, side).split("\n").map((line, at) => <p key={at}>{line}</p>)}</div>
            </div>
          ))}
        </div>
      ))}
      {live && (
        <div className="inline">
          <button type="button" className="usa-button usa-button--outline" onClick={onMine}>
            {t("save.useMine")}
          </button>
          <button type="button" className="usa-button usa-button--outline" onClick={onTheirs}>
            {t("save.useTheirs")}
          </button>
        </div>
      )}
    </section>
  );
}
