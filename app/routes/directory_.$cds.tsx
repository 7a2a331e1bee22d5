import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadOrganizationPage } from "#app/services/imports/load-organization.server.ts";
import { StatusTable } from "#app/ui/directory/status-table.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sayOfStateFiles } from "#app/ui/texts/state-files.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page?.one.name ?? ""} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams;
  return loadOrganizationPage(ctx, params["cds"] ?? "", { only: asked.get("schools") === "all" ? "all" : "status", page: Number.parseInt(asked.get("page") ?? "1", 10) || 1 }).catch(throwAsResponse);
}

export default function Organization() {
  const { one, lea, now, earlier, lowest, told, counters, also, schools, counts, only, page, pages, years } = useLoaderData<typeof loader>();
  const here = `/directory/${one.cds}`;
  const listOf = (which: string, at = 1) => `${here}?schools=${which}${at > 1 ? `&page=${at}` : ""}#schools`;
  return (
    <div className="state-page">
      <PageHead title={one.name} crumbs={[{ to: "/directory", label: t("directory.title") }, ...(lea ? [{ to: `/directory/${lea.cds}`, label: lea.name }] : [])]} />
      <dl className="figures">
        <div>
          <dt>{sayOfStateFiles("organization.code")}</dt>
          <dd className="num">{one.cds}</dd>
        </div>
        <div>
          <dt>{sayOfStateFiles("organization.kind")}</dt>
          <dd>{[one.type, one.grades, one.status, one.closedOn ? t("directory.closed", { day: one.closedOn }) : ""].filter(Boolean).join(", ")}</dd>
        </div>
        <div>
          <dt>{sayOfStateFiles("organization.where")}</dt>
          <dd>{[one.city, one.county].filter(Boolean).join(", ")}</dd>
        </div>
        <div>
          <dt>{sayOfStateFiles("organization.source")}</dt>
          <dd>{[one.source, one.publishedOn].filter(Boolean).join(", ")}</dd>
        </div>
        {told.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>
              {fact.words}. {fact.note} <span className="small quiet">({fact.source})</span>
            </dd>
          </div>
        ))}
      </dl>
      <h2>{sayOfStateFiles("organization.statuses")}</h2>
      {now.length > 0 ? <StatusTable statuses={now} caption={sayOfStateFiles("organization.statuses")} /> : years.length > 0 && <p>{sayOfStateFiles("organization.noStatus")}</p>}
      <p className="small quiet">{years.length > 0 ? sayOfStateFiles("organization.listsHeld", { lists: years.join("; ") }) : sayOfStateFiles("organization.noLists")}</p>
      {counters.length > 0 && (
        <>
          <h2>{sayOfStateFiles("organization.counters")}</h2>
          <ul className="counters">
            {counters.map((counter) => (
              <li key={counter.id}>
                <strong>{counter.title}</strong> <span className="quiet">({counter.law})</span>: {counter.years.length === 0 ? sayOfStateFiles("organization.counterNone") : sayOfStateFiles("organization.counted", { count: counter.years.length, years: counter.years.map(({ year }) => year).join(", "), groups: (counter.years.at(-1)?.groups ?? []).join(", ") })}{" "}
                {counter.published.length > 0 && sayOfStateFiles("organization.counterPublished", { years: counter.published.join(", ") })} {counter.begins !== null && !counter.reached && sayOfStateFiles("organization.counterBegins", { year: counter.begins })} <strong>{sayOfStateFiles("organization.determination", { by: counter.by })}</strong> <span className="quiet">{counter.note}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {lowest.length > 0 && (
        <>
          <h2>{sayOfStateFiles("organization.lowest")}</h2>
          <p>{sayOfStateFiles("organization.lowestLead")}</p>
          <div className="table-wrap" tabIndex={0} role="group" aria-label={sayOfStateFiles("organization.lowest")}>
            <table className="plain stacks lowest">
              <caption className="visually-hidden">{sayOfStateFiles("organization.lowest")}</caption>
              <thead>
                <tr>
                  <th scope="col">{sayOfStateFiles("organization.indicator")}</th>
                  <th scope="col">{sayOfStateFiles("organization.dashboard")}</th>
                  <th scope="col">{sayOfStateFiles("organization.groups")}</th>
                  <th scope="col">{sayOfStateFiles("organization.source")}</th>
                </tr>
              </thead>
              <tbody>
                {lowest.map((result) => (
                  <tr key={`${result.year} ${result.indicator}`}>
                    <th scope="row">{result.indicator}</th>
                    <td data-head={sayOfStateFiles("organization.dashboard")}>{result.year}</td>
                    <td data-head={sayOfStateFiles("organization.groups")}>{result.groups.join(", ")}</td>
                    <td data-head={sayOfStateFiles("organization.source")} className="source">
                      {result.source}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {earlier.length > 0 && (
        <details className="earlier">
          <summary>{sayOfStateFiles("organization.earlier")}</summary>
          <StatusTable statuses={earlier} caption={sayOfStateFiles("organization.earlier")} />
        </details>
      )}
      {also.length > 0 && (
        <details className="earlier">
          <summary>{sayOfStateFiles("organization.also")}</summary>
          <ul>
            {also.map((list) => (
              <li key={`${list.kind} ${list.list} ${list.year} ${list.source}`}>
                {list.kind}, {list.list} {list.year}: {sayOfStateFiles("organization.alsoRows", { count: list.rows })} <span className="quiet">({list.source})</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {one.kind === "lea" && counts.schools > 0 && (
        <section id="schools" aria-labelledby="schools-title">
          <h2 id="schools-title">{sayOfStateFiles("organization.schools")}</h2>
          <p>{sayOfStateFiles("organization.schoolsLead", counts)}</p>
          <nav className="filter" aria-label={sayOfStateFiles("organization.schools")}>
            <Link to={listOf("status")} aria-current={only === "status" ? "true" : undefined}>
              {sayOfStateFiles("organization.onlyStatus")}
            </Link>
            <Link to={listOf("all")} aria-current={only === "all" ? "true" : undefined}>
              {sayOfStateFiles("organization.all")}
            </Link>
          </nav>
          {schools.length === 0 ? (
            <p>{sayOfStateFiles("organization.noSchools")}</p>
          ) : (
            <div className="table-wrap" tabIndex={0} role="group" aria-label={sayOfStateFiles("organization.schools")}>
              <table className="plain stacks">
                <caption className="visually-hidden">{sayOfStateFiles("organization.schools")}</caption>
                <thead>
                  <tr>
                    <th scope="col">{sayOfStateFiles("organization.school")}</th>
                    <th scope="col">{t("directory.kind")}</th>
                    <th scope="col">{sayOfStateFiles("organization.statuses")}</th>
                  </tr>
                </thead>
                <tbody>
                  {schools.map((school) => (
                    <tr key={school.cds}>
                      <th scope="row">
                        <Link to={`/directory/${school.cds}`}>{school.name}</Link>
                      </th>
                      <td data-head={t("directory.kind")}>{school.kind}</td>
                      <td data-head={sayOfStateFiles("organization.statuses")}>{school.statuses.join("; ")}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          {pages > 1 && (
            <nav className="filter" aria-label={sayOfStateFiles("organization.pages")}>
              {page > 1 && <Link to={listOf(only, page - 1)}>{sayOfStateFiles("organization.previous")}</Link>}
              <span>{sayOfStateFiles("organization.page", { page, pages })}</span>
              {page < pages && <Link to={listOf(only, page + 1)}>{sayOfStateFiles("organization.next")}</Link>}
            </nav>
          )}
        </section>
      )}
    </div>
  );
}
