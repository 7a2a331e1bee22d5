import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadSchools } from "#app/services/schools/load-schools.server.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { SchoolBars } from "#app/ui/schools/school-bars.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${t("schools.title", { year: data?.plan.year ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadSchools(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

export default function Schools() {
  const { plan, schools } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t("schools.title", { year: plan.year })} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]}>
        <p>{t("schools.lead")}</p>
      </PageHead>
      {schools.length === 0 && <p className="empty">{t("schools.none")}</p>}
      <ul className="school-list">
        {schools.map((school) => (
          <li key={school.id}>
            <div>
              <h2>
                <Link to={planPath(school.key)}>{school.name}</Link>
              </h2>
              <p className="quiet small">{[school.grades, school.cds || t("schools.noCds"), ...school.statuses].filter(Boolean).join(" · ")}</p>
              {school.rows === 0 && school.forms.length > 0 && <p className="small">{t("schools.notStarted")}</p>}
              {school.adopted && <p className="small">{t("plan.adopted", { year: plan.year, day: school.adopted })}</p>}
            </div>
            {school.forms.length === 0 ? <p className="quiet">{t("schools.noForm")}</p> : <SchoolBars partKey={school.key} forms={school.forms} />}
          </li>
        ))}
      </ul>
    </>
  );
}
