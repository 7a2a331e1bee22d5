// Open comments on the answers that a form uses, one click away.
import { Link } from "@remix-run/react";
import type { Talk } from "#app/domain/comments/view.ts";
import { threadPath } from "#app/domain/comments/view.ts";
import { t } from "#app/ui/texts/t.ts";

export function CommentsOfForm({ talk }: { talk: Talk }) {
  const open = talk.threads.filter((thread) => thread.status === "open");
  if (open.length === 0) return null;
  return (
    <details className="help no-print">
      <summary>{`${t("comments.ofForm")} (${open.length})`}</summary>
      <ul className="waiting">
        {open.map((thread) => {
          const first = thread.comments.find(({ words }) => words !== "");
          return (
            <li key={thread.id}>
              <p>
                <Link to={threadPath(talk.planId, thread.id)}>{thread.label}</Link>
              </p>
              {first && (
                <p className="said-words small">
                  <strong>{first.by}</strong> {first.byLink && <span className="by-link">{t("comments.byLink")}</span>} {first.words.length > 180 ? `${first.words.slice(0, 179).trimEnd()}…` : first.words}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
