// The chapters as a task list with their states.
import { Link } from "@remix-run/react";
import { planPath } from "#app/domain/plan/place-of.ts";
import type { ChapterStanding } from "#app/domain/plan/statement-state.ts";
import { LookedAt } from "#app/ui/plan/looked-at.tsx";
import { State } from "#app/ui/plan/state.tsx";
import { t } from "#app/ui/texts/t.ts";

const shapes = { "not-started": "missing", "in-progress": "partly", answered: "answered", blocked: "not-applicable" } as const;

export function ChapterList({ planId, chapters, level = 2 }: { planId: string; chapters: ChapterStanding[]; level?: 2 | 3 }) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <ol className="tasks">
      {chapters.map((chapter) => (
        <li key={chapter.id}>
          <div>
            <Heading>
              <Link to={`${planPath(planId)}/chapters/${chapter.id}`}>{chapter.title}</Link>
            </Heading>
            <p className="quiet">{chapter.help}</p>
            {chapter.why && <p className="small">{t(`plan.blocked.${chapter.why}`)}</p>}
          </div>
          <div>
            {chapter.state === "looked-at" ? <LookedAt words={t("chapter.looked-at")} /> : <State state={shapes[chapter.state]} words={t(`chapter.${chapter.state}`)} />}
            {(chapter.state === "in-progress" || chapter.state === "looked-at") && <p className="quiet small">{t("plan.counts", { answered: chapter.answered, asked: chapter.askedCount })}</p>}
            {chapter.lookedAt > 0 && <p className="quiet small">{t("chapter.lookedAtCount", { count: chapter.lookedAt })}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
