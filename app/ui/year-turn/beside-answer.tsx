// Beside the analysis of a goal: how the year went by mid-year, and what schools wrote about their own goals. To read, not part of the answer.
import { createContext, useContext } from "react";
import { t } from "#app/ui/texts/t.ts";

type Beside = { period: string; actions: { what: string; status: string; words: string; money: string }[]; schools: { school: string; goal: string; answers: Record<string, string>; strategies: string[] }[] };

export const BesideContext = createContext<Record<string, Beside>>({});

export function BesideAnswer({ statement, about }: { statement: string; about: string | null }) {
  const beside = useContext(BesideContext)[about ?? ""];
  if (!beside) return null;
  const schools = beside.schools.filter(({ answers, strategies }) => answers[statement] !== undefined || strategies.length > 0);
  if (beside.actions.length === 0 && schools.length === 0) return null;
  return (
    <details className="beside">
      <summary>{[beside.actions.length > 0 ? t("beside.actions", { count: beside.actions.length, period: beside.period }) : "", schools.length > 0 ? t("beside.schools", { count: schools.length }) : ""].filter(Boolean).join("; ")}</summary>
      <p className="small quiet">{t("beside.lead")}</p>
      {beside.actions.length > 0 && (
        <ul>
          {beside.actions.map(({ what, status, words, money }) => (
            <li key={what}>
              <strong>{what}</strong>
              {[status, words].filter(Boolean).length > 0 && `: ${[status, words].filter(Boolean).join(". ")}`} {money !== "" && <span className="quiet small">{t("beside.spent", { money })}</span>}
            </li>
          ))}
        </ul>
      )}
      {schools.map(({ school, goal, answers, strategies }) => (
        <div key={`${school}/${goal}`}>
          <p>
            <strong>{school}</strong> <span className="quiet small">{goal}</span>
          </p>
          {answers[statement] !== undefined && <blockquote>{answers[statement]}</blockquote>}
          {strategies.length > 0 && (
            <ul>
              {strategies.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </details>
  );
}
