import { Form, Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { loadCriterionList } from "#app/services/review/criterion-list.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { office } from "#app/ui/texts/county-review.ts";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${office("list", { id: page?.id ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadCriterionList(ctx, params["listId"] ?? "", new URL(request.url).searchParams.get("year")).catch(throwAsResponse);
}

export default function CriterionList() {
  const { id, text, citation, year, years, leas } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={office("list", { id })} crumbs={[{ to: "/reviews", label: t("review.back") }]}>
        <p>
          {office("listLead", { text, year })} <span className="cite">{citation}</span>
        </p>
      </PageHead>
      {years.length > 1 && (
        <Form method="get" className="inline">
          <label htmlFor="year">{office("year")}</label>
          <select className="usa-select" id="year" name="year" defaultValue={year}>
            {years.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
          <button type="submit" className="usa-button usa-button--outline">
            {office("show")}
          </button>
        </Form>
      )}
      {leas.length === 0 ? (
        <p className="empty">{office("listNone")}</p>
      ) : (
        <>
          <div className="table-wrap" tabIndex={0} role="group" aria-label={office("list", { id })}>
            <table className="plain stacks">
              <thead>
                <tr>
                  <th scope="col">{t("reviews.organization")}</th>
                  <th scope="col">{office("code")}</th>
                  <th scope="col">{office("verdict")}</th>
                </tr>
              </thead>
              <tbody>
                {leas.map((lea) => (
                  <tr key={lea.filingId}>
                    <th scope="row">
                      <Link to={`/reviews/${lea.filingId}/checklist`}>{lea.organization}</Link> {lea.unread && <span className="cite">{`${outsideWords("outside")}: ${outsideWords("notReadMoney")}`}</span>}
                    </th>
                    <td data-head={office("code")}>{lea.cds}</td>
                    <td data-head={office("verdict")}>
                      {office(`verdict.${lea.verdict}`)} {lea.by !== "" && <span className="cite">{office("by", { name: lea.by, day: longDay(lea.decidedOn) })}</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p>
            <a href={`/reviews/lists/${id}/file?year=${year}`} download>
              {office("listCsv")}
            </a>
          </p>
        </>
      )}
    </>
  );
}
