import { Link, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadPlanPage } from "#app/services/plans/load-plan-page.server.ts";
import type { Frame } from "#app/services/plans/load-frame.server.ts";
import { carriedPath, forSchoolsPath, fromDistrictPath, glancePath, planPath, rollForwardPath } from "#app/domain/plan/place-of.ts";
import { yearAfter } from "#app/domain/imports/plan-years.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { AdoptedNotice } from "#app/ui/plan/adopted-notice.tsx";
import { ChapterList } from "#app/ui/plan/chapter-list.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { SchoolBars } from "#app/ui/schools/school-bars.tsx";
import { importsPath } from "#app/ui/imports/paths.ts";
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
  return (
    <>
      <PageHead title={planTitle(plan)} {...(plan.school ? { crumbs: [{ to: `${planPath(plan.school.planId)}/schools`, label: t("nav.schools") }] } : {})}>
        {plan.adopted === null && <p>{t("plan.lead")}</p>}
        {plan.adopted === null && (plan.school ? !plan.school.reads : frame?.person?.imports) && (
          <p>
            <Link to={importsPath(plan.id)}>{t(plan.school ? "readers.school.link" : "imports.link")}</Link>
          </p>
        )}
        <p>
          <Link to={glancePath(plan.id)}>{t("glance.link")}</Link>
        </p>
        {carried > 0 && (
          <p>
            <Link to={carriedPath(plan.id)}>{t("home.carried", { count: carried })}</Link>
          </p>
        )}
        {plan.adopted !== null && !plan.school && frame?.person?.imports && !frame.plans.some(({ year }) => year === yearAfter(plan.year)) && (
          <p>
            <Link to={rollForwardPath(plan.id)}>{t("turn.link", { year: yearAfter(plan.year) })}</Link>
          </p>
        )}
      </PageHead>
      <AdoptedNotice plan={plan} />
      {!plan.school && (
        <p>
          <Link to={`${planPath(plan.id)}/duties`}>{t("duties.link")}</Link>
        </p>
      )}
      {forms.length > 0 && <SchoolBars partKey={plan.id} forms={forms} />}
      <ChapterList planId={plan.id} chapters={chapters} />
      <p className="inline">
        <Link to={`${planPath(plan.id)}/matrix`}>{t("matrix.link")}</Link>
        <Link to={`${planPath(plan.id)}/consistency`}>{t("consistency.link")}</Link>
        {plan.school ? <Link to={fromDistrictPath(plan.id)}>{sayOfOffers("homeLink")}</Link> : <Link to={forSchoolsPath(plan.id)}>{sayOfOffers("link")}</Link>}
      </p>
    </>
  );
}
