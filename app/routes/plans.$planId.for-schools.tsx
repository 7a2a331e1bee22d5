import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadForSchools } from "#app/services/offers-to-schools/load-for-schools.server.ts";
import type { RowForSchools } from "#app/services/offers-to-schools/load-for-schools.server.ts";
import { forSchoolsPath, planPath } from "#app/domain/plan/place-of.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { sayOfOffers as say } from "#app/ui/texts/offers-to-schools.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${say("title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadForSchools(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

const columns = ["waiting", "used", "changed", "not-for-us", "named"] as const;

export default function ForSchools() {
  const { plan, goals, schools, waiting } = useLoaderData<typeof loader>();
  const offered = goals.some(({ row, under }) => [row, ...under].some(({ counts }) => counts.all > 0));
  return (
    <>
      <PageHead title={say("title")} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }, { to: `${planPath(plan.id)}/schools`, label: t("nav.schools") }]}>
        <p>{say("lead")}</p>
        <p className="small">{say("leadVote")}</p>
        {schools > 0 && goals.length > 0 && <p>{waiting > 0 ? say("waitingAll", { count: waiting }) : offered ? "" : say("noneYet")}</p>}
      </PageHead>
      {goals.length === 0 && <p className="empty">{say("noGoals")}</p>}
      {schools === 0 && <p className="empty">{say("noSchools")}</p>}
      {schools > 0 &&
        goals.map(({ row, under }) => (
          <section key={row.id} className="statement" aria-labelledby={`goal-${row.number}`}>
            <h2 id={`goal-${row.number}`}>{say("goal", { number: row.number })}</h2>
            <table className="plain stacks offers">
              <caption className="visually-hidden">{row.name}</caption>
              <thead>
                <tr>
                  <th scope="col">{say("row")}</th>
                  <th scope="col">{say("offered")}</th>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {say(column)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {[row, ...under].map((one) => (
                  <Row key={`${one.collection}/${one.id}`} planId={plan.id} row={one} />
                ))}
              </tbody>
            </table>
          </section>
        ))}
    </>
  );
}

function Row({ planId, row }: { planId: string; row: RowForSchools }) {
  const { counts } = row;
  return (
    <tr>
      <th scope="row">
        <span>
          <span className="quiet small">{[say(`kind.${row.collection}`), row.number].filter(Boolean).join(" ")}</span> <Link to={forSchoolsPath(planId, row)}>{row.name}</Link>
        </span>
      </th>
      <td data-head={say("offered")}>{counts.all === 0 ? <span className="quiet">{say("notOffered")}</span> : <span className="num">{counts.all}</span>}</td>
      {columns.map((column) => (
        <td key={column} data-head={say(column)} className="num">
          {counts.all === 0 ? "" : counts[column]}
        </td>
      ))}
    </tr>
  );
}
