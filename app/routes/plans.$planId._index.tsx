import { Link, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadPlanPage } from "#app/services/plans/load-plan-page.server.ts";
import type { Frame } from "#app/services/plans/load-frame.server.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { AdoptedNotice } from "#app/ui/plan/adopted-notice.tsx";
import { State } from "#app/ui/plan/state.tsx";
import { importsPath } from "#app/ui/imports/paths.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data ? t("plan.title", { year: data.plan.year }) : t("nav.plan")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadPlanPage(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

const shapes = { "not-started": "missing", "in-progress": "partly", answered: "answered", blocked: "not-applicable" } as const;

export default function Plan() {
  const { plan, chapters } = useLoaderData<typeof loader>();
  const frame = useRouteLoaderData<Frame>("root");
  return (
    <>
      <PageHead title={t("plan.title", { year: plan.year })}>
        {plan.adopted === null && <p>{t("plan.lead")}</p>}
        {plan.adopted === null && frame?.person?.imports && (
          <p>
            <Link to={importsPath(plan.id)}>{t("imports.link")}</Link>
          </p>
        )}
      </PageHead>
      <AdoptedNotice plan={plan} />
      <ol className="tasks">
        {chapters.map((chapter) => (
          <li key={chapter.id}>
            <div>
              <h2>
                <Link to={`${planPath(plan.id)}/chapters/${chapter.id}`}>{chapter.title}</Link>
              </h2>
              <p className="quiet">{chapter.help}</p>
              {chapter.why && <p className="small">{t(`plan.blocked.${chapter.why}`)}</p>}
            </div>
            <div>
              <State state={shapes[chapter.state]} words={t(`chapter.${chapter.state}`)} />
              {chapter.state === "in-progress" && <p className="quiet small">{t("plan.counts", { answered: chapter.answered, asked: chapter.askedCount })}</p>}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
