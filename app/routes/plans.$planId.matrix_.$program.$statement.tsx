import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadBehindCell } from "#app/services/coverage/load-matrix.server.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { State } from "#app/ui/plan/state.tsx";
import { sayOfMatrix } from "#app/ui/texts/matrix.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${sayOfMatrix("matrix.behind", { form: data?.form.short ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadBehindCell(ctx, params["planId"] ?? "", params["program"] ?? "", params["statement"] ?? "").catch(throwAsResponse);
}

export default function BehindCell() {
  const { plan, statement, form, answers, lines } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={statement.question} eyebrow={sayOfMatrix("matrix.behind", { form: form.short })} crumbs={[{ to: `${planPath(plan.id)}/matrix`, label: sayOfMatrix("matrix.title") }]}>
        <p>
          {sayOfMatrix("matrix.behindLead")} {form.title}, {form.edition}. <Link to={statement.href}>{t("coverage.goTo")}</Link>
        </p>
        {answers.length > 0 && (
          <p className="small">
            {sayOfMatrix("matrix.versions")}:{" "}
            {answers.map((answer, at) => (
              <span key={answer.href}>
                {at > 0 && "; "}
                <Link to={answer.href}>{sayOfMatrix("matrix.version", answer)}</Link>
              </span>
            ))}
          </p>
        )}
      </PageHead>
      {lines.length === 0 && <p className="empty">{sayOfMatrix("matrix.none")}</p>}
      <table className="plain stacks">
        <caption className="visually-hidden">{sayOfMatrix("matrix.behind", { form: form.short })}</caption>
        <thead>
          <tr>
            <th scope="col">{sayOfMatrix("matrix.place")}</th>
            <th scope="col">{sayOfMatrix("matrix.why")}</th>
            <th scope="col">{sayOfMatrix("matrix.stands")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <tr key={at}>
              <th scope="row">
                {line.label === line.field && line.prompt !== "" ? line.prompt : line.label}
                <div className="small quiet">{line.field}</div>
              </th>
              <td data-head={sayOfMatrix("matrix.why")}>
                {sayOfMatrix(`matrix.relation.${line.relation as "equal"}`)} {line.rationale}
                <div className="cite">
                  {line.source}. {line.authority}. {sayOfMatrix(line.reviewed ? "matrix.reviewed" : "matrix.unreviewed")} {line.place}
                </div>
              </td>
              <td data-head={sayOfMatrix("matrix.stands")}>
                <ul className="bare">
                  {line.standing.map((one) => (
                    <li key={one.name}>
                      <State state={one.state} /> <Link to={one.href}>{one.name}</Link>
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
