// Comments that wait for somebody, a line each.
import { Link } from "@remix-run/react";
import type { ThreadView } from "#app/domain/comments/view.ts";
import { threadPath } from "#app/domain/comments/view.ts";
import { t } from "#app/ui/texts/t.ts";
import { ActButton } from "./act-button.tsx";

export type WaitingLine = { planId: string; year: string; thread: ThreadView };

export function WaitingList({ lines, label }: { lines: WaitingLine[]; label: string }) {
  return (
    <ul className="waiting" aria-label={label}>
      {lines.map(({ planId, year, thread }) => {
        const last = thread.comments.filter(({ words }) => words !== "").at(-1);
        return (
          <li key={thread.id}>
            <p>
              <Link to={threadPath(planId, thread.id)}>{thread.label}</Link> <span className="quiet small">{t("waiting.year", { year })}</span>
            </p>
            {last && (
              <p className="said-words small">
                <strong>{last.by}</strong>: {last.words.length > 180 ? `${last.words.slice(0, 179).trimEnd()}…` : last.words}
              </p>
            )}
            {thread.assigned?.toMe && thread.assigned.due !== "" && (
              <p className="small">
                {t("comments.assignedDue", { name: thread.assigned.to, day: thread.assigned.due })} {thread.assigned.late && <strong className="late">{t("comments.late")}</strong>}
              </p>
            )}
            {thread.mentionsMe === "unread" && (
              <ActButton action={threadPath(planId, thread.id)} hidden={{ act: "read" }} label={t("comments.markReadOf", { name: last?.by ?? "" })}>
                {t("comments.markRead")}
              </ActButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const mostHere = 3;

/** The first few on the home page, with the way to all; nothing where nothing waits. */
export function WaitingHere({ waiting }: { waiting: Record<"assigned" | "mentions" | "onMine", WaitingLine[]> }) {
  const lines = [...waiting.assigned, ...waiting.mentions, ...waiting.onMine];
  if (lines.length === 0) return null;
  return (
    <section className="home-waiting" aria-labelledby="waiting">
      <h2 id="waiting">{t("waiting.title")}</h2>
      <WaitingList lines={lines.slice(0, mostHere)} label={t("waiting.title")} />
      <p>
        <Link to="/waiting">{t("waiting.all", { count: lines.length })}</Link>
      </p>
    </section>
  );
}
