// Who else is on this page, and at which question: asked quietly every few seconds while the page is looked at.
import { useEffect, useState } from "react";
import { planPath } from "#app/domain/plan/place-of.ts";
import { pageToken } from "#app/ui/forms/use-autosave.ts";
import { t } from "#app/ui/texts/t.ts";

const every = 15_000;
type Other = { name: string; question: string | null };

/** The key of the question somebody writes at: its form says it. */
const writingAt = (): string => document.activeElement?.closest("section.statement")?.querySelector<HTMLInputElement>("input[name=statement]")?.value ?? "";

/** `page`: "chapters/listen", "goals/goal-1". */
export function HereToo({ planId, page }: { planId: string; page: string }) {
  const [others, setOthers] = useState<Other[]>([]);
  useEffect(() => {
    const path = `${planPath(planId)}/presence`;
    const post = (place: string) => fetch(path, { method: "POST", body: new URLSearchParams([["place", place], pageToken()]), keepalive: true });
    const ask = () => {
      if (document.hidden) return;
      const key = writingAt();
      void post(key === "" ? page : `${page}/${key}`)
        .then((response) => (response.ok ? (response.json() as Promise<{ here: Other[] }>) : null))
        .then((found) => setOthers((before) => (found && JSON.stringify(found.here) !== JSON.stringify(before) ? found.here : before)))
        .catch(() => setOthers([]));
    };
    const leave = () => void post("").catch(() => {});
    ask();
    const timer = setInterval(ask, every);
    document.addEventListener("visibilitychange", ask);
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
      window.removeEventListener("pagehide", leave);
    };
  }, [planId, page]);
  return (
    <div role="status" aria-label={t("presence.label")}>
      {others.length > 0 && (
        <ul className="here-too no-print">
          {others.map(({ name, question }) => (
            <li key={name}>
              {question === null ? t("presence.reading", { name }) : `${t("presence.writing", { name })} ${question}`}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
