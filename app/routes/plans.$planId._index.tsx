import { Link, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadPlanPage } from "#app/services/plans/load-plan-page.server.ts";
import type { Frame } from "#app/services/plans/load-frame.server.ts";
import { meetingsPath } from "#app/domain/calendar/calendar-paths.ts";
import { carriedPath, forSchoolsPath, fromDistrictPath, glancePath, planPath, rollForwardPath } from "#app/domain/plan/place-of.ts";
import { yearAfter } from "#app/domain/imports/plan-years.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { AdoptedNotice } from "#app/ui/plan/adopted-notice.tsx";
import { ChapterList } from "#app/ui/plan/chapter-list.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { SchoolBars } from "#app/ui/schools/school-bars.tsx";
import { importsPath } from "#app/ui/imports/paths.ts";
import { sayOfMeetings } from "#app/ui/texts/meetings.ts";
import { sayOfOffers } from "#app/ui/texts/offers-to-schools.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data ? planTitle(data.plan) : t("nav.plan")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadPlanPage(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

export default function Plan() {
  const { plan, chapters, forms, carried } = useLoaderData<typeof loader>();
  const frame = useRouteLoaderData<Frame>("root");
  const imports = frame?.person?.imports === true;
  const also = [
    carried > 0 && { to: carriedPath(plan.id), words: t("home.carried", { count: carried }) },
    plan.adopted === null && (plan.school ? !plan.school.reads : imports) && { to: importsPath(plan.id), words: t(plan.school ? "readers.school.link" : "imports.link") },
    plan.adopted !== null && !plan.school && imports && frame?.plans.every(({ year }) => year !== yearAfter(plan.year)) && { to: rollForwardPath(plan.id), words: t("turn.link", { year: yearAfter(plan.year) }) },
    { to: glancePath(plan.id), words: t("glance.link") },
    { to: `${planPath(plan.id)}/matrix`, words: t("matrix.link") },
    { to: `${planPath(plan.id)}/consistency`, words: t("consistency.link") },
    plan.school ? { to: fromDistrictPath(plan.id), words: sayOfOffers("homeLink") } : { to: forSchoolsPath(plan.id), words: sayOfOffers("link") },
    { to: meetingsPath(plan.id), words: sayOfMeetings("meetings.link") },
    !plan.school && { to: `${planPath(plan.id)}/duties`, words: t("duties.link") },
  ].filter((link) => typeof link === "object");
  return (
    <>
      <PageHead title={planTitle(plan)} {...(plan.school ? { crumbs: [{ to: `${planPath(plan.school.planId)}/schools`, label: t("nav.schools") }] } : {})}>
        {plan.adopted === null && <p>{t("plan.lead")}</p>}
      </PageHead>
      <AdoptedNotice plan={plan} />
      <div className="with-rail">
        <div>
          {forms.length > 0 && (
            <>
              <h2 className="visually-hidden">{t("school.forms")}</h2>
              <SchoolBars partKey={plan.id} forms={forms} />
            </>
          )}
          <ChapterList planId={plan.id} chapters={chapters} />
        </div>
        <nav className="rail also" aria-label={planTitle(plan)}>
          <ul>
            {also.map(({ to, words }) => (
              <li key={to}>
                <Link to={to}>{words}</Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </>
  );
}
