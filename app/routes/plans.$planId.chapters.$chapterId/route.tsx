import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { readChapterView } from "#app/http/chapter-view.server.ts";
import { readMarkForm } from "#app/http/mark-form.server.ts";
import { readAmountsForm, readAnswerForm } from "#app/http/save-forms.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { refusedIfSentBefore, throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadTalk } from "#app/services/comments/talk.server.ts";
import { loadChapter } from "#app/services/plans/load-chapter.server.ts";
import type { ChapterPage } from "#app/services/plans/load-chapter.server.ts";
import { inOneLook } from "#app/services/plans/open-plan.server.ts";
import { markAnswer } from "#app/services/plans/mark-answer.server.ts";
import { saveAmounts } from "#app/services/plans/save-amounts.server.ts";
import { saveAnswer } from "#app/services/plans/save-answer.server.ts";
import { loadBeside } from "#app/services/year-turn/load-beside.server.ts";
import { loadCarriedMarks } from "#app/services/year-turn/load-carried.server.ts";
import { loadOffers } from "#app/services/year-turn/offers.server.ts";
import { fromMeetingsPath } from "#app/domain/calendar/calendar-paths.ts";
import { anchorOf, carriedPath, lastYearPath, planPath } from "#app/domain/plan/place-of.ts";
import type { PlainResult } from "#app/ui/forms/autosave-form.tsx";
import { HereToo } from "#app/ui/comments/here-too.tsx";
import { TalkContext } from "#app/ui/comments/talk-context.ts";
import { AdoptedNotice } from "#app/ui/plan/adopted-notice.tsx";
import type { LookRefused } from "#app/ui/plan/looked-at.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { InheritedRows } from "#app/ui/schools/inherited-rows.tsx";
import { HeldFacts } from "#app/ui/plan/held-facts.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { BesideContext } from "#app/ui/year-turn/beside-answer.tsx";
import { Offers } from "#app/ui/year-turn/offers.tsx";
import { MarksContext } from "#app/ui/year-turn/carried-mark.tsx";
import { sayOfMeetings } from "#app/ui/texts/meetings.ts";
import { t } from "#app/ui/texts/t.ts";
import { ChapterViewLinks, OneQuestion } from "./one-question.tsx";
import { Statement } from "./statement.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? `${page.chapter.title}, ${page.plan.year}` : t("nav.plan")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, chapterId] = [params["planId"] ?? "", params["chapterId"] ?? ""];
  const view = readChapterView(request);
  return inOneLook(ctx, async (ctx) => {
    const page = await loadChapter(ctx, planId, chapterId);
    const asks = (collection: string) => page.statements.some((statement) => statement.list?.collection === collection);
    const offered = asks("needs") || asks("progress") ? (await loadOffers(ctx, planId)).filter(({ kind }) => (kind === "need" ? asks("needs") : asks("progress") && (kind === "progress" || kind === "estimate"))) : [];
    const beside = page.plan.school === null && page.statements.some(({ per }) => per === "goal") ? await loadBeside(ctx, planId) : {};
    // Words of the server's: the page of a chapter carries no more than it must.
    const way = asks("events") ? { to: fromMeetingsPath(planId), words: sayOfMeetings("from.title") } : null;
    return { ...page, way, view, offered, beside, marks: await loadCarriedMarks(ctx, planId), talk: await loadTalk(ctx, planId, { chapterId }) };
  }).catch(throwAsResponse);
}

export type ChapterAction = { anchor: string; answer: PlainResult | null; amounts: Record<string, { typed: string; error: string; theirs: string | null; version: number | null }> | null; mark?: LookRefused };

/** A save from a browser without JavaScript: back to the question, or the page again with what was typed. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  const page = `${planPath(planId)}/chapters/${params["chapterId"] ?? ""}${new URL(request.url).search}`;
  const copy = request.clone();
  const kind = (await copy.formData().catch(() => new FormData())).get("kind");
  if (kind === "mark") {
    const form = await readMarkForm(request).catch(throwAsResponse);
    const result = await markAnswer(ctx, planId, form).catch(throwAsResponse);
    if (result.outcome === "saved") return redirect(`${page}#${anchorOf(form.statement)}`);
    return data<ChapterAction>({ anchor: anchorOf(form.statement), answer: null, amounts: null, mark: { why: result.why, about: form.about, reason: form.reason } }, { status: saveStatus.refused });
  }
  const isAmounts = kind === "amounts";
  if (isAmounts) {
    const form = await readAmountsForm(request).catch(throwAsResponse);
    const result = await saveAmounts(ctx, planId, form).catch(throwAsResponse);
    if (result.outcome === "saved") return redirect(`${page}#${anchorOf(form.statement)}`);
    const amounts = Object.fromEntries(
      form.amounts.map(({ column, typed, seenVersion }) => {
        const theirs = result.outcome === "conflict" ? result.theirs[column] : undefined;
        return [column, { typed, error: result.outcome === "refused" ? (result.errors[column] ?? "") : "", theirs: theirs ? (theirs.cents === null ? "" : String(theirs.cents / 100)) : null, version: theirs ? theirs.version : seenVersion }];
      }),
    );
    return data<ChapterAction>({ anchor: anchorOf(form.statement), answer: null, amounts }, { status: saveStatus[result.outcome] });
  }
  const form = await readAnswerForm(request).catch(throwAsResponse);
  const result = await saveAnswer(ctx, planId, form).catch(refusedIfSentBefore);
  const anchor = anchorOf(form.statement, ...(form.about ? [form.about] : []));
  if (result.outcome === "saved") return redirect(`${page}#${anchor}`);
  const answer: PlainResult = { typed: Object.fromEntries([...form.posted].map(([name, values]) => [name, [...values]])), errors: result.outcome === "refused" ? result.errors : {}, theirs: result.outcome === "conflict" ? result.theirs : null };
  return data<ChapterAction>({ anchor, answer, amounts: null }, { status: saveStatus[result.outcome] });
}

export default function Chapter() {
  const { plan, chapter, previous, next, held, inherited, lastYear, statements, talk, view, marks, offered, beside, way } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const chapterPath = (id: string) => `${planPath(plan.id)}/chapters/${id}`;
  return (
    <TalkContext.Provider value={talk}>
      <PageHead title={chapter.title} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]}>
        <p>{chapter.help}</p>
        {way && (
          <p>
            <Link to={way.to}>{way.words}</Link>
          </p>
        )}
      </PageHead>
      <HereToo planId={plan.id} page={`chapters/${chapter.id}`} />
      {statements.some((statement) => statement.closed) && <AdoptedNotice plan={plan} />}
      {statements.length > 1 && <ChapterViewLinks one={view.one} />}
      <Offers offers={offered} planKey={plan.id} back={chapterPath(chapter.id)} />
      <MarksContext.Provider value={{ marks, page: carriedPath(plan.id, chapter.id) }}>
        <BesideContext.Provider value={beside}>
          {view.one && statements.length > 0 ? (
            <OneQuestion
              key={chapter.id}
              plan={plan}
              chapterId={chapter.id}
              path={chapterPath(chapter.id)}
              asked={view.question}
              statements={statements}
              next={next && { to: chapterPath(next.id), title: next.title }}
              facts={lastYear || held.length > 0 || inherited.length > 0 ? <Facts plan={plan} lastYear={lastYear} held={held} inherited={inherited} /> : null}
              result={result ?? null}
            />
          ) : (
            <>
              <Facts plan={plan} lastYear={lastYear} held={held} inherited={inherited} />
              {statements.map((statement) => (
                <Statement key={statement.key} plan={plan} chapterId={chapter.id} page={chapterPath(chapter.id)} statement={statement} result={result ?? null} />
              ))}
            </>
          )}
        </BesideContext.Provider>
      </MarksContext.Provider>
      <nav className="form-end" aria-label={t("nav.plan")}>
        {previous && <Link to={chapterPath(previous.id)}>{t("chapter.previous", { title: previous.title })}</Link>}
        {next && <Link to={chapterPath(next.id)}>{t("chapter.next", { title: next.title })}</Link>}
      </nav>
    </TalkContext.Provider>
  );
}

/** What stands in a chapter and is not typed there: last year's costs, facts from state files, what the district wrote for a school. */
function Facts({ plan, lastYear, held, inherited }: Pick<ChapterPage, "plan" | "lastYear" | "held" | "inherited">) {
  return (
    <>
      {lastYear && (
        <section className="pointer" aria-labelledby="last-year">
          <h2 id="last-year">{t("lastYear.title", { year: lastYear.year })}</h2>
          <p>
            {t("lastYear.progress", { entered: lastYear.entered, count: lastYear.count })} <Link to={lastYearPath(plan.id)}>{plan.adopted === null ? t("lastYear.go") : t("lastYear.read")}</Link>
          </p>
        </section>
      )}
      {held.length > 0 && <HeldFacts facts={held} />}
      <InheritedRows lists={inherited} />
    </>
  );
}
