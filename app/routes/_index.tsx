import { Link, useLoaderData } from "@remix-run/react";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { schoolOf } from "#app/domain/permissions/at-school.ts";
import { reviewsBelow, worksForState } from "#app/domain/review/workflow.ts";
import { loadSchoolHome } from "#app/services/schools/load-school-home.server.ts";
import { remindersAtHome } from "#app/services/calendar/reminders.server.ts";
import { loadWaiting } from "#app/services/comments/load-waiting.server.ts";
import { yearsToBegin } from "#app/services/plans/begin-plan.server.ts";
import { loadHome } from "#app/services/plans/load-home.server.ts";
import type { NextStep } from "#app/services/plans/load-home.server.ts";
import { WaitingHere } from "#app/ui/comments/waiting-list.tsx";
import { carriedPath, glancePath, midYearPath, planPath, workingDraftPath } from "#app/domain/plan/place-of.ts";
import { officeCalendarPath, remindersPath } from "#app/domain/calendar/event-paths.ts";
import { NextDeadlines } from "#app/ui/calendar/next-deadlines.tsx";
import { ReminderList } from "#app/ui/calendar/reminder-list.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ProgramMark } from "#app/ui/kit/program-mark.tsx";
import { Progress } from "#app/ui/plan/state.tsx";
import { SchoolHome } from "#app/ui/schools/school-home.tsx";
import { sayOfBegin } from "#app/ui/texts/begin.ts";
import { sayOfFeeds } from "#app/ui/texts/feeds.ts";
import { sayOfOffice } from "#app/ui/texts/office-calendar.ts";
import { desk } from "#app/ui/texts/state-desk.ts";
import { t } from "#app/ui/texts/t.ts";
import feedStyles from "#app/styles/feeds.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: feedStyles }];
export const meta: MetaFunction = () => [{ title: `${t("home.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const schoolId = schoolOf(ctx.user);
  if (schoolId !== null) return { school: await loadSchoolHome(ctx, schoolId).catch(throwAsResponse), reviews: false, state: false, begins: false, running: null, writing: null, leaName: "", waiting: await loadWaiting(ctx).catch(throwAsResponse), deadlines: [], reminders: [] };
  const page = await loadHome(ctx).catch(throwAsResponse);
  return { school: null, reviews: reviewsBelow(ctx.user), state: worksForState(ctx.user), begins: page.writing === null && yearsToBegin(ctx).length > 0, ...page, leaName: page.writing?.leaName ?? t("site.name"), waiting: await loadWaiting(ctx).catch(throwAsResponse), reminders: await remindersAtHome(ctx).catch(throwAsResponse) };
}

export default function Home() {
  const { school, reviews, state, begins, running, deadlines, writing, leaName, waiting, reminders } = useLoaderData<typeof loader>();
  if (school) return <SchoolHome {...school} waiting={waiting} />;
  if (!writing)
    return (
      <>
        <PageHead title={reviews ? t("reviews.title") : t("home.noPlans")}>
          {begins ? (
            <p>
              <Link className="usa-button" to="/begin">
                {sayOfBegin("begin.title")}
              </Link>
            </p>
          ) : (
            <p>{reviews ? t("reviews.lead") : t("home.noPlansText")}</p>
          )}
          {reviews && (
            <p className="inline">
              <Link className="usa-button" to={state ? "/state" : "/reviews"}>
                {state ? desk("title") : t("reviews.title")}
              </Link>
              {state && <Link to="/reviews">{t("reviews.title")}</Link>}
              <Link to={officeCalendarPath}>{sayOfOffice("title")}</Link>
            </p>
          )}
          <p>
            <Link to="/directory">{t("directory.title")}</Link> · <Link to="/state-files">{t("stateFiles.title")}</Link> · <Link to="/what-if">{t("whatIf.title")}</Link>
          </p>
        </PageHead>
        {reminders.length > 0 && (
          <section aria-labelledby="reminders">
            <h2 id="reminders">{sayOfFeeds("reminders.link")}</h2>
            <ReminderList lines={reminders} action={remindersPath(null)} />
          </section>
        )}
      </>
    );
  return (
    <>
      <PageHead title={leaName} />
      <ul className="year-lines">
        {running && (
          <li>
            <strong>{t("home.running")}</strong>
            <span>
              {running.adopted === null ? t("home.runningNotAdopted", { year: running.year }) : t("home.runningText", { year: running.year, day: running.adopted })} <Link to={planPath(running.id)}>{t("home.openPlan", { year: running.year })}</Link> <Link to={midYearPath(running.id)}>{t("midYear.link")}</Link>
            </span>
          </li>
        )}
        <li>
          <strong>{t("home.writing")}</strong>
          <span>
            {writing.adopted !== null ? t("home.runningText", { year: writing.year, day: writing.adopted }) : writing.noForm ? t("home.noForm", { year: writing.year }) : writing.missing > 0 ? t("home.writingText", { year: writing.year, count: writing.missing }) : t("home.writingDone", { year: writing.year })} <Link to={planPath(writing.id)}>{t("home.openPlan", { year: writing.year })}</Link>
            {writing.noForm && (
              <>
                {" · "}
                <Link to={workingDraftPath(writing.id)}>{t("home.workingDraft")}</Link>
              </>
            )}
            {writing.carried > 0 && (
              <>
                {" · "}
                <Link to={carriedPath(writing.id)}>{t("home.carried", { count: writing.carried })}</Link>
              </>
            )}
          </span>
        </li>
      </ul>
      {writing.next && <Next step={writing.next} />}
      <NextDeadlines deadlines={deadlines} planId={writing.id} year={writing.year} />
      {reminders.length > 0 && (
        <section aria-labelledby="reminders">
          <h2 id="reminders">{sayOfFeeds("reminders.link")}</h2>
          <ReminderList lines={reminders} action={remindersPath(writing.id)} />
        </section>
      )}
      <WaitingHere waiting={waiting} />
      <h2>{writing.forms.length === 0 ? t("home.noFormsOfYear") : t("home.forms")}</h2>
      {writing.noForm && <p>{t("home.noFormsOfYearText", { year: writing.year })}</p>}
      <p>
        <Link to={glancePath(writing.id)}>{t("glance.link")}</Link>
      </p>
      <div className="stack">
        {writing.forms.map((form) => (
          <section key={form.program} className="program-card" aria-label={form.title}>
            <div className="inline">
              <ProgramMark short={form.short} place={form.place} />
              <h3>
                <Link to={`${planPath(writing.id)}/programs/${form.program}`}>{form.title}</Link>
              </h3>
            </div>
            <Progress counts={form.counts} />
            <p className="small">
              {form.findings > 0 ? <Link to={`${planPath(writing.id)}/programs/${form.program}#findings`}>{t("home.findings", { count: form.findings })}</Link> : t("home.noFindings")}
            </p>
          </section>
        ))}
      </div>
    </>
  );
}

function Next({ step }: { step: NextStep }) {
  const words =
    step.kind === "answer"
      ? [t("home.nextAnswer", { question: step.question }), t("home.nextWhy", { program: step.program })]
      : step.kind === "finding"
        ? [t("home.nextFinding"), t("home.nextFindingWhy", { count: step.count })]
        : step.kind === "turn"
          ? [t("turn.title", { year: step.next }), t("home.turnWhy", { next: step.next })]
          : step.kind === "carried"
            ? [t("home.nextCarried"), t("home.nextCarriedWhy", { count: step.count })]
            : [t("home.nextDocument"), t("home.nextDocumentWhy")];
  return (
    <section className="next-step" aria-label={t("home.next")}>
      <p className="quiet small">{t("home.next")}</p>
      <h2>{words[0]}</h2>
      <p>{words[1]}</p>
      <Link className="usa-button" to={step.href}>
        {t("home.go")}
      </Link>
    </section>
  );
}
