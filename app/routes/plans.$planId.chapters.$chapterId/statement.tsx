// One question of a chapter: its words, its answer, and beside it where it is used.
import { Link } from "@remix-run/react";
import type { StatementBox } from "#app/services/plans/load-chapter.server.ts";
import { anchorOf, goalPath, historyPath, planPath, rowPath, whatChangedPath } from "#app/domain/plan/place-of.ts";
import { CommentsBeside } from "#app/ui/comments/comments-beside.tsx";
import { GridLink } from "#app/ui/grid/grid-link.tsx";
import { AutosaveForm } from "#app/ui/forms/autosave-form.tsx";
import { Help } from "#app/ui/kit/help.tsx";
import { LookedAt, Looks } from "#app/ui/plan/looked-at.tsx";
import { ReadOnlyFields } from "#app/ui/plan/read-only-fields.tsx";
import { State } from "#app/ui/plan/state.tsx";
import { RowsTable } from "#app/ui/plan/rows-table.tsx";
import { BesideAnswer } from "#app/ui/year-turn/beside-answer.tsx";
import { CarriedMark } from "#app/ui/year-turn/carried-mark.tsx";
import { t } from "#app/ui/texts/t.ts";
import { Amounts } from "./amounts.tsx";
import type { ChapterAction } from "./route.tsx";
import { UsedInRail } from "./used-in.tsx";

type Props = { plan: { id: string; year: string }; chapterId: string; page: string; statement: StatementBox; result: ChapterAction | null };

const rowWords = (row: string): string => {
  const words = row === "progress" ? "progress note" : row.replace(/_/g, " ");
  return `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;
};

export function Statement({ plan, chapterId, page, statement, result }: Props) {
  const anchor = anchorOf(statement.key);
  const uses = statement.usedIn;
  return (
    <section className="statement" id={anchor} aria-labelledby={`${anchor}-question`}>
      <div className="with-rail">
        <div>
          <h2 id={`${anchor}-question`}>{statement.question}</h2>
          <div className="inline small">
            {statement.state !== "not-applicable" && <State state={statement.state} />}
            {statement.looks.some((look) => look.ended === null) && <LookedAt />}
            {statement.onlyFor && <span className="quiet">{t("statement.onlyThisForm", { program: statement.onlyFor })}</span>}
            {statement.isPrivate && <span className="quiet">{t("statement.private")}</span>}
            {statement.answers.length === 0 && (
              <Link to={whatChangedPath(plan.id, chapterId)} aria-label={t("history.linkOf", { what: statement.question })}>
                {t("history.link")}
              </Link>
            )}
          </div>
          <Help label={t("statement.help")}>
            <p>{statement.help}</p>
            <p className="quiet small">{t("statement.asked", { when: statement.asked })}</p>
          </Help>
          <Answer plan={plan} page={page} statement={statement} result={result} />
          <Looks
            page={page}
            statement={statement.key}
            question={statement.question}
            looks={statement.looks}
            subjects={statement.per !== null ? statement.answers.map(({ about, aboutName }) => ({ about, name: aboutName })) : [{ about: null, name: "" }]}
            closed={statement.closed}
            refused={result?.mark && result.anchor === anchor ? result.mark : null}
          />
          <details className="rail-sheet">
            <summary>{t("statement.usedIn")}</summary>
            <div className="rail">
              <UsedInRail planId={plan.id} uses={uses} />
            </div>
          </details>
        </div>
        <aside className="rail" aria-label={`${t("statement.usedIn")}: ${statement.question}`}>
          <h3>{t("statement.usedIn")}</h3>
          <UsedInRail planId={plan.id} uses={uses} />
        </aside>
        <CommentsBeside
          what={statement.question}
          statement={statement.key}
          isPrivate={statement.isPrivate}
          places={statement.answers.some(({ about }) => about) ? statement.answers.map(({ about, aboutName }) => ({ place: `answers/${statement.key}/${about ?? ""}`, label: aboutName })) : [{ place: `answers/${statement.key}`, label: statement.question }]}
        />
      </div>
    </section>
  );
}

function Answer({ plan, page, statement, result }: Omit<Props, "chapterId">) {
  if (statement.amounts.length > 0 && statement.closed)
    return <ReadOnlyFields fields={statement.amounts.map(({ column, label, year }) => ({ name: column, label: `${label} (${year})`, help: "", control: "money", nullable: true, options: [], open: false }))} typed={Object.fromEntries(statement.amounts.map(({ column, typed }) => [column, [typed]]))} />;
  if (statement.amounts.length > 0) return <Amounts planId={plan.id} page={page} statement={statement.key} amounts={statement.amounts} result={result?.amounts && result.anchor === anchorOf(statement.key) ? result.amounts : null} />;
  if (statement.goals.length > 0 || (statement.row === "goal" && !statement.list)) return <Goals plan={plan} statement={statement} />;
  if (statement.list)
    return (
      <>
        {statement.list.rows.length > 0 ? <RowsTable planId={plan.id} list={statement.list} caption={statement.question} nameHead={statement.row.charAt(0).toUpperCase() + statement.row.slice(1).replace(/_/g, " ")} /> : <p className="empty">{statement.closed ? t("plan.noAnswer") : t("rows.empty")}</p>}
        <p className="inline">
          {!statement.closed && <Link to={rowPath(plan.id, statement.list.collection, "new")}>{t("rows.add", { row: rowWords(statement.row) })}</Link>}
          <GridLink planId={plan.id} collection={statement.list.collection} what={statement.question} />
        </p>
      </>
    );
  if (statement.answers.length === 0) return <p className="empty">{statement.per === "goal" ? t("statement.perEmptyGoal") : t("statement.perEmpty")}</p>;
  return (
    <>
      {statement.answers.map((answer) => {
        const anchor = anchorOf(statement.key, ...(answer.about ? [answer.about] : []));
        return (
          <div key={anchor} id={answer.about ? anchor : undefined}>
            {answer.about && <h3 className="about">{answer.aboutName}</h3>}
            <BesideAnswer statement={statement.key} about={answer.about} />
            {statement.closed ? <ReadOnlyFields fields={answer.fields} typed={answer.typed} labelHidden={answer.fields.length === 1} /> : <AutosaveForm
              storageKey={`${plan.id}/answers/${statement.key}${answer.about ? `/${answer.about}` : ""}`}
              page={page}
              saveUrl={`${planPath(plan.id)}/answers`}
              hidden={{ statement: statement.key, about: answer.about ?? "" }}
              fields={answer.fields.map((field) => (field.name === "value" && answer.about ? { ...field, label: `${field.label} ${answer.aboutName}` } : field))}
              typed={answer.typed}
              version={answer.version}
              labelHidden={answer.fields.length === 1}
              submitLabel={t("save.save")}
              plain={result?.answer && result.anchor === anchor ? result.answer : null}
            />}
            {answer.id !== null && <CarriedMark row={`answers/${answer.id}`} />}
            {answer.id !== null && (
              <p className="small">
                <Link to={historyPath(plan.id, "answers", answer.id)} aria-label={t("history.linkOf", { what: answer.about ? `${statement.question} ${answer.aboutName}` : statement.question })}>
                  {t("history.link")}
                </Link>
              </p>
            )}
          </div>
        );
      })}
    </>
  );
}

function Goals({ plan, statement }: Pick<Props, "plan" | "statement">) {
  return (
    <>
      {statement.goals.length === 0 && <p className="empty">{t("rows.empty")}</p>}
      {statement.goals.length > 0 && (
        <ul className="goal-cards">
          {statement.goals.map((goal) => (
            <li key={goal.id} className="goal-card">
              <div>
                <h3>
                  <Link to={goalPath(plan.id, goal.id)}>{t("goal.title", { number: goal.number })}</Link>
                </h3>
                <p>{goal.name || t("rows.noName")}</p>
              </div>
              <div className="quiet small num">
                <p>{goal.kind}</p>
                <p>{t("goal.counts", { metrics: goal.metrics, actions: goal.actions })}</p>
                <p>{goal.planned}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {!statement.closed && <Link to={rowPath(plan.id, "goals", "new")}>{t("rows.add", { row: "a goal" })}</Link>}
    </>
  );
}
