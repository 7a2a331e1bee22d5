// A form in which somebody says something: works as a plain form; on a living page it stays in its place and keeps what is typed until it was taken.
import { useFetcher } from "@remix-run/react";
import { useEffect, useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { TalkAnswer } from "#app/domain/comments/view.ts";
import { forget, keepText, readText } from "#app/ui/forms/use-autosave.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { useHydrated } from "#app/ui/kit/use-hydrated.ts";
import { t } from "#app/ui/texts/t.ts";

type Props = {
  action: string;
  hidden: Record<string, string>;
  /** Under which name this browser keeps the words. */
  storageKey: string;
  label: string;
  submitLabel: string;
  words?: string;
  why?: (TalkAnswer & { outcome: "refused" })["why"] | null;
  onDone?: () => void;
  children?: ReactNode;
};

export function WordsForm({ action, hidden, storageKey, label, submitLabel, words = "", why = null, onDone, children }: Props) {
  const fetcher = useFetcher<TalkAnswer>();
  const alive = useHydrated();
  const form = useRef<HTMLFormElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const [typing, setTyping] = useState(false);
  const id = useId();
  const key = `comment:${storageKey}`;
  const refused = fetcher.data?.outcome === "refused" ? fetcher.data.why : why;
  useEffect(() => {
    const kept = readText(key);
    if (!kept || !box.current || box.current.value !== words) return;
    box.current.value = kept;
  }, [key, words]);
  useEffect(() => {
    if (fetcher.state !== "idle" || fetcher.data?.outcome !== "done") return;
    form.current?.reset();
    forget(key);
    onDone?.();
    // Once for each answer of the server.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [fetcher.state, fetcher.data]);
  return (
    <fetcher.Form method="post" action={action} ref={form} className="words-form" onSubmit={() => setTyping(false)}>
      <FormKey />
      {Object.entries({ ...hidden, stay: alive ? "yes" : "no" }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label className="usa-label" htmlFor={`${id}-words`}>
        {label}
      </label>
      <textarea
        ref={box}
        className="usa-textarea"
        id={`${id}-words`}
        name="words"
        rows={3}
        required
        maxLength={5000}
        defaultValue={words}
        aria-describedby={refused ? `${id}-error` : undefined}
        onInput={(event) => {
          setTyping(true);
          keepText(key, event.currentTarget.value);
        }}
      />
      {refused && (
        <p className="field-error" role="alert" id={`${id}-error`}>
          {t(`comments.refused.${refused}`)}
        </p>
      )}
      {children}
      <p className="inline">
        <button type="submit" className="usa-button usa-button--outline" disabled={fetcher.state !== "idle"}>
          {submitLabel}
        </button>
        <span role="status" className="small">
          {fetcher.state === "idle" && fetcher.data?.outcome === "done" && !typing ? t("comments.saved") : ""}
        </span>
      </p>
    </fetcher.Form>
  );
}
