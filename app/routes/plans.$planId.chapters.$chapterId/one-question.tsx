// A chapter walked one question at a time: where one is, the question, back and next; and the way to the whole chapter.
import { Link, useLocation, useNavigate } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { StatementBox } from "#app/services/plans/load-chapter.server.ts";
import { anchorOf } from "#app/domain/plan/place-of.ts";
import { t } from "#app/ui/texts/t.ts";
import type { ChapterAction } from "./route.tsx";
import { Statement } from "./statement.tsx";

export function ChapterViewLinks({ one }: { one: boolean }) {
  return (
    <nav className="view-links no-print" aria-label={t("oneByOne.view")}>
      {([["one", t("oneByOne.show"), one], ["all", t("oneByOne.whole"), !one]] as const).map(([show, words, here]) => (
        <Link key={show} to={`?show=${show}`} preventScrollReset aria-current={here ? "true" : undefined}>
          {words}
        </Link>
      ))}
    </nav>
  );
}

type Props = {
  plan: { id: string; year: string };
  chapterId: string;
  path: string;
  /** The question the address names; the first that is still open where it names none. */
  asked: string | null;
  statements: StatementBox[];
  next: { to: string; title: string } | null;
  facts: ReactNode;
  result: ChapterAction | null;
};

const isOpen = ({ state, looks }: StatementBox): boolean => (state === "missing" || state === "partly") && !looks.some((look) => look.ended === null);

export function OneQuestion({ plan, chapterId, path, asked, statements, next, facts, result }: Props) {
  const answeredHere = result === null ? -1 : statements.findIndex(({ key }) => result.anchor === anchorOf(key) || result.anchor.startsWith(`${anchorOf(key)}-`));
  const named = statements.findIndex(({ key }) => key === asked);
  // Stays the same while it is answered, though it is open no more then.
  const [first] = useState(() => statements.find(isOpen)?.key);
  const at = named >= 0 ? named : answeredHere >= 0 ? answeredHere : Math.max(0, statements.findIndex(({ key }) => key === first));
  const statement = statements[at];
  const pageOf = (key: string) => `${path}?question=${encodeURIComponent(key)}`;
  useHashAsQuestion(statements, statement?.key, pageOf);
  const step = useRef<HTMLParagraphElement>(null);
  const shown = useRef(statement?.key);
  useEffect(() => {
    if (shown.current === statement?.key) return;
    shown.current = statement?.key;
    step.current?.focus();
  }, [statement?.key]);
  if (!statement) return null;
  const [before, after] = [statements[at - 1], statements[at + 1]];
  return (
    <>
      <p className="question-step" ref={step} tabIndex={-1}>
        {t("oneByOne.step", { at: at + 1, count: statements.length })}
        <progress value={at + 1} max={statements.length} aria-hidden="true" />
      </p>
      {facts && (
        <details className="help">
          <summary>{t("oneByOne.facts")}</summary>
          {facts}
        </details>
      )}
      <Statement key={statement.key} plan={plan} chapterId={chapterId} page={pageOf(statement.key)} statement={statement} result={result} />
      <nav className="question-nav no-print" aria-label={t("oneByOne.nav")}>
        {before && (
          <Link className="usa-button usa-button--outline" to={pageOf(before.key)}>
            {t("oneByOne.back")}
          </Link>
        )}
        {after ? (
          <Link className="usa-button" to={pageOf(after.key)}>
            {t("oneByOne.next")}
          </Link>
        ) : (
          next && (
            <Link className="usa-button" to={`${next.to}?show=one`}>
              {t("oneByOne.nextChapter", { title: next.title })}
            </Link>
          )
        )}
      </nav>
      <details className="help no-print">
        <summary>{t("oneByOne.allQuestions")}</summary>
        <ol>
          {statements.map(({ key, question }) => (
            <li key={key}>
              <Link to={pageOf(key)} aria-current={key === statement.key ? "page" : undefined}>
                {question}
              </Link>
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

/** Links from other pages name a question by its anchor, which no server sees: here the anchor of another question leads to that question. */
function useHashAsQuestion(statements: readonly StatementBox[], shown: string | undefined, pageOf: (key: string) => string): void {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const wanted = statements.find(({ key }) => hash === `#${anchorOf(key)}` || hash.startsWith(`#${anchorOf(key)}-`))?.key;
  const to = wanted !== undefined && wanted !== shown ? `${pageOf(wanted)}${hash}` : null;
  useEffect(() => {
    if (to !== null) navigate(to, { replace: true });
  }, [navigate, to]);
}
