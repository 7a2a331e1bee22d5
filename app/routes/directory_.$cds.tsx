import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadOrganizationPage } from "#app/services/imports/load-organization.server.ts";
import { StatusTable } from "#app/ui/directory/status-table.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page?.one.name ?? ""} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams;
  return loadOrganizationPage(ctx, params["cds"] ?? "", { only: asked.get("schools") === "all" ? "all" : "status", page: Number.parseInt(asked.get("page") ?? "1", 10) || 1 }).catch(throwAsResponse);
}

export default function Organization() {
  const { one, lea, now, earlier, lowest, counters, also, schools, counts, only, page, pages, years } = useLoaderData<typeof loader>();
  const here = `/directory/${one.cds}`;
  const listOf = (which: string, at = 1) => `${here}?schools=${which}${at > 1 ? `&page=${at}` : ""}#schools`;
  return (
    <div className="state-page">
      <PageHead title={one.name} crumbs={[{ to: "/directory", label: t("directory.title") }, ...(lea ? [{ to: `/directory/${lea.cds}`, label: lea.name }] : [])]} />
      <dl className="figures">
        <div>
          <dt>{t("organization.code")}</dt>
          <dd className="num">{one.cds}</dd>
        </div>
        <div>
          <dt>{t("organization.kind")}</dt>
          <dd>{[one.type, one.grades, one.status, one.closedOn ? t("directory.closed", { day: one.closedOn }) : ""].filter(Boolean).join(", ")}</dd>
        </div>
        <div>
          <dt>{t("organization.where")}</dt>
          <dd>{[one.city, one.county].filter(Boolean).join(", ")}</dd>
        </div>
        <div>
          <dt>{t("organization.source")}</dt>
          <dd>{[one.source, one.publishedOn].filter(Boolean).join(", ")}</dd>
        </div>
      </dl>
      <h2>{t("organization.statuses")}</h2>
      {now.length > 0 ? <StatusTable statuses={now} caption={t("organization.statuses")} /> : years.length > 0 && <p>{t("organization.noStatus")}</p>}
      <p className="small quiet">{years.length > 0 ? t("organization.listsHeld", { lists: years.join("; ") }) : t("organization.noLists")}</p>
      {counters.length > 0 && (
        <>
          <h2>{t("organization.counters")}</h2>
          <ul className="counters">
            {counters.map((counter) => (
              <li key={counter.id}>
                <strong>{counter.title}</strong> <span className="quiet">({counter.law})</span>: {counter.years.length === 0 ? t("organization.counterNone") : t("organization.counted", { count: counter.years.length, years: counter.years.map(({ year }) => year).join(", "), groups: (counter.years.at(-1)?.groups ?? []).join(", ") })}{" "}
                {counter.published.length > 0 && t("organization.counterPublished", { years: counter.published.join(", ") })} {counter.begins !== null && !counter.reached && t("organization.counterBegins", { year: counter.begins })} <strong>{t("organization.determination", { by: counter.by })}</strong> <span className="quiet">{counter.note}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {lowest.length > 0 && (
        <>
          <h2>{t("organization.lowest")}</h2>
          <p>{t("organization.lowestLead")}</p>
          <div className="table-wrap" tabIndex={0} role="group" aria-label={t("organization.lowest")}>
            <table className="plain stacks lowest">
              <caption className="visually-hidden">{t("organization.lowest")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("organization.indicator")}</th>
                  <th scope="col">{t("organization.dashboard")}</th>
                  <th scope="col">{t("organization.groups")}</th>
                  <th scope="col">{t("organization.source")}</th>
                </tr>
              </thead>
              <tbody>
                {lowest.map((result) => (
                  <tr key={`${result.year} ${result.indicator}`}>
                    <th scope="row">{result.indicator}</th>
                    <td data-head={t("organization.dashboard")}>{result.year}</td>
                    <td data-head={t("organization.groups")}>{result.groups.join(", ")}</td>
                    <td data-head={t("organization.source")} className="source">
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
          <summary>{t("organization.earlier")}</summary>
          <StatusTable statuses={earlier} caption={t("organization.earlier")} />
        </details>
      )}
      {also.length > 0 && (
        <details className="earlier">
          <summary>{t("organization.also")}</summary>
          <ul>
            {also.map((list) => (
              <li key={`${list.kind} ${list.list} ${list.year} ${list.source}`}>
                {list.kind}, {list.list} {list.year}: {t("organization.alsoRows", { count: list.rows })} <span className="quiet">({list.source})</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {one.kind === "lea" && counts.schools > 0 && (
        <section id="schools" aria-labelledby="schools-title">
          <h2 id="schools-title">{t("organization.schools")}</h2>
          <p>{t("organization.schoolsLead", counts)}</p>
          <nav className="filter" aria-label={t("organization.schools")}>
            <Link to={listOf("status")} aria-current={only === "status" ? "true" : undefined}>
              {t("organization.onlyStatus")}
            </Link>
            <Link to={listOf("all")} aria-current={only === "all" ? "true" : undefined}>
              {t("organization.all")}
            </Link>
          </nav>
          {schools.length === 0 ? (
            <p>{t("organization.noSchools")}</p>
          ) : (
            <div className="table-wrap" tabIndex={0} role="group" aria-label={t("organization.schools")}>
              <table className="plain stacks">
                <caption className="visually-hidden">{t("organization.schools")}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t("organization.school")}</th>
                    <th scope="col">{t("directory.kind")}</th>
                    <th scope="col">{t("organization.statuses")}</th>
                  </tr>
                </thead>
                <tbody>
                  {schools.map((school) => (
                    <tr key={school.cds}>
                      <th scope="row">
                        <Link to={`/directory/${school.cds}`}>{school.name}</Link>
                      </th>
                      <td data-head={t("directory.kind")}>{school.kind}</td>
                      <td data-head={t("organization.statuses")}>{school.statuses.join("; ")}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          {pages > 1 && (
            <nav className="filter" aria-label={t("organization.pages")}>
              {page > 1 && <Link to={listOf(only, page - 1)}>{t("organization.previous")}</Link>}
              <span>{t("organization.page", { page, pages })}</span>
              {page < pages && <Link to={listOf(only, page + 1)}>{t("organization.next")}</Link>}
            </nav>
          )}
        </section>
      )}
    </div>
  );
}
