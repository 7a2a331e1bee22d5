// What was said of last year's plan, beside an LEA's own comments: to read, not to write in.
import { Link } from "@remix-run/react";
import { commentsOnPath } from "#app/domain/comments/view.ts";
import type { ThreadView } from "#app/domain/comments/view.ts";
import { talkWords } from "#app/ui/texts/office-talk.ts";
import { t } from "#app/ui/texts/t.ts";
import { LastYearParts } from "./last-year-parts.tsx";
import { Said } from "./thread.tsx";

type Past = { thread: ThreadView; now: string | null };

/** `planId`: the address of this year's part. `named`: says of each what it is about, with the way to it. */
export function LastYearTalk({ planId, lastYear, named }: { planId: string; lastYear: { year: string; same: readonly Past[]; changed: readonly Past[] } | null; named: boolean }) {
  if (!lastYear) return null;
  const { year, same, changed } = lastYear;
  const list = (past: readonly Past[]) => (
    <div className="threads">
      {past.map(({ thread, now }) => (
        <article key={thread.id} className="thread past-year resolved">
          {named && <h3 className="about">{now === null ? thread.label : <Link to={commentsOnPath(planId, now)}>{thread.label}</Link>}</h3>}
          <p className="quiet small">{[talkWords("ofYear", { year }), ...(thread.resolved ? [talkWords("resolved", { name: thread.resolved.by, when: thread.resolved.when })] : []), ...(thread.isPrivate ? [t("comments.private")] : [])].join(" · ")}</p>
          {thread.passage && (
            <div className="passage">
              <blockquote>{thread.passage.quote}</blockquote>
            </div>
          )}
          <ol className="said">
            {thread.comments.map((comment) => (
              <li key={comment.id}>
                <Said comment={comment} />
              </li>
            ))}
          </ol>
        </article>
      ))}
    </div>
  );
  return <LastYearParts year={year} same={same.length} changed={changed.length} shown={() => list(same)} opened={() => list(changed)} />;
}
