// A record of amounts: each saves by itself, says how it was understood, and keeps what was typed when it is refused.
import { Form, Link, useRevalidator } from "@remix-run/react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { AmountBox } from "#app/services/plans/load-chapter.server.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { anchorOf, historyPath, planPath } from "#app/domain/plan/place-of.ts";
import { MoneyInput } from "#app/ui/forms/field-input.tsx";
import { SignInAgain } from "#app/ui/forms/sign-in-again.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { clock, forget, keepText, readText, sentOnce } from "#app/ui/forms/use-autosave.ts";
import { useHydrated } from "#app/ui/kit/use-hydrated.ts";
import { t } from "#app/ui/texts/t.ts";
import type { ChapterAction } from "./route.tsx";

type Props = { planId: string; page: string; statement: string; amounts: AmountBox[]; result: ChapterAction["amounts"] };

export function Amounts({ planId, page, statement, amounts, result }: Props) {
  return (
    <Form method="post" action={page} onSubmit={(event) => document.body.dataset["live"] === "yes" && event.preventDefault()}>
      <FormKey />
      <input type="hidden" name="statement" value={statement} />
      <input type="hidden" name="kind" value="amounts" />
      <div className="form-grid">
        {amounts.map((amount) => (
          <Amount key={amount.column} planId={planId} statement={statement} amount={amount} plain={result?.[amount.column] ?? null} />
        ))}
      </div>
      <noscript>
        <p>
          <button type="submit" className="usa-button">
            {t("save.save")}
          </button>
        </p>
      </noscript>
    </Form>
  );
}

type Mark = { words: string; bad: boolean; signedOut?: { stored: boolean } };
type SaveAnswer = { outcome?: string; versions?: Record<string, number | null>; errors?: Record<string, string>; theirs?: Record<string, { version: number | null; cents: number | null }>; message?: string };

function Amount({ planId, statement, amount, plain }: { planId: string; statement: string; amount: AmountBox; plain: NonNullable<Props["result"]>[string] | null }) {
  const box = useRef<HTMLDivElement>(null);
  const { revalidate } = useRevalidator();
  const seen = useRef(plain?.version !== undefined ? plain.version : amount.version);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const [bodyOf] = useState(sentOnce);
  const [mark, setMark] = useState<Mark | null>(plain?.error ? { words: t("save.refused", { why: plain.error }), bad: true } : null);
  const [theirs, setTheirs] = useState<{ version: number | null; words: string } | null>(plain?.theirs != null ? { version: plain.version, words: plain.theirs } : null);
  const [chosen, setChosen] = useState<string | null>(null);
  const key = `${planId}/amounts/${statement}/${amount.column}`;
  const id = anchorOf(key);
  const live = useHydrated();
  const kept = useMemo(() => (live ? readText(key) : null), [key, live]);
  const start = chosen ?? kept ?? plain?.typed ?? amount.typed;
  const shown = mark ?? (kept !== null && chosen === null ? { words: t("save.kept"), bad: true } : null);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    document.body.dataset["live"] = "yes";
    let stale = false;
    let keptHere = false;
    let here = true;
    const save = async () => {
      clearTimeout(timer.current);
      timer.current = undefined;
      const typed = element.querySelector<HTMLInputElement>("input[data-amount]")?.value ?? "";
      setMark({ words: t("save.saving"), bad: false });
      try {
        const response = await fetch(`${planPath(planId)}/amounts`, { method: "POST", headers: { Accept: "application/json" }, body: bodyOf([["statement", statement], ["kind", "amounts"], [`amount.${amount.column}`, typed], [`seen.${amount.column}`, seen.current === null ? "" : String(seen.current)]]) });
        const answer = (await response.json()) as SaveAnswer;
        if (answer.outcome === "saved") {
          seen.current = answer.versions?.[amount.column] ?? null;
          forget(key);
          setTheirs(null);
          setMark({ words: t("save.saved", { time: clock() }), bad: false });
          if (element.contains(document.activeElement)) stale = true;
          else revalidate();
        } else if (answer.outcome === "conflict") {
          const other = answer.theirs?.[amount.column];
          setTheirs({ version: other?.version ?? null, words: other?.cents == null ? t("save.blank") : formatMoney(other.cents) });
          setMark({ words: t("save.conflictTitle"), bad: true });
        } else if (response.status === 401) {
          setMark({ words: "", bad: true, signedOut: { stored: keptHere } });
          saveLater();
        } else if (response.status < 500) setMark({ words: t("save.refused", { why: answer.errors?.[amount.column] ?? answer.message ?? "" }), bad: true });
        else throw new Error("not saved");
      } catch {
        setMark({ words: keptHere ? t("save.kept") : t("save.unkept"), bad: true });
        saveLater();
      }
    };
    const saveLater = () => {
      if (here) timer.current = setTimeout(() => void save(), 10_000);
    };
    const typed = (event: Event) => {
      if (!(event.target instanceof HTMLInputElement)) return;
      keptHere = keepText(key, event.target.value);
      setMark({ words: t("save.unsaved"), bad: false });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), 700);
    };
    const left = () => {
      if (!stale) return;
      stale = false;
      revalidate();
    };
    const now = () => void save();
    element.addEventListener("input", typed);
    element.addEventListener("focusout", left);
    element.addEventListener("save-now", now);
    return () => {
      element.removeEventListener("input", typed);
      element.removeEventListener("focusout", left);
      element.removeEventListener("save-now", now);
      here = false;
      // The page is left before a save that is still to come: it goes out now.
      if (timer.current) void save();
    };
  }, [planId, statement, amount.column, key, revalidate, bodyOf]);

  return (
    <div ref={box}>
      <label className="usa-label" htmlFor={id}>
        {amount.label} <span className="quiet small">({amount.year})</span>
      </label>
      {amount.help && <p className="usa-hint small">{amount.help}</p>}
      <MoneyInput key={start} id={id} name={`amount.${amount.column}`} typed={start} data-amount="" />
      <input type="hidden" name={`seen.${amount.column}`} value={(theirs ? theirs.version : amount.version) ?? ""} />
      <p className="saved" role="status">
        {shown && <span className={shown.bad ? "refused" : undefined}>{shown.signedOut ? <SignInAgain stored={shown.signedOut.stored} /> : shown.words}</span>}
      </p>
      {amount.id !== null && (
        <Link className="small" to={historyPath(planId, "revenues", amount.id)} aria-label={t("history.linkOf", { what: `${amount.label} (${amount.year})` })}>
          {t("history.link")}
        </Link>
      )}
      {theirs && (
        <div className="conflict">
          <p>
            {t("save.theirs")}: <strong>{theirs.words}</strong>
          </p>
          <button
            type="button"
            className="usa-button usa-button--outline"
            onClick={() => {
              seen.current = theirs.version;
              box.current?.dispatchEvent(new Event("save-now"));
            }}
          >
            {t("save.useMine")}
          </button>{" "}
          <button
            type="button"
            className="usa-button plain"
            onClick={() => {
              seen.current = theirs.version;
              forget(key);
              setChosen(theirs.words.replace("$", ""));
              setTheirs(null);
              setMark(null);
            }}
          >
            {t("save.useTheirs")}
          </button>
        </div>
      )}
    </div>
  );
}
