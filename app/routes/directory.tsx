import { Form, Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadDirectoryPage } from "#app/services/imports/search-directory.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sayOfStateFiles } from "#app/ui/texts/state-files.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("directory.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadDirectoryPage(ctx, new URL(request.url).searchParams.get("q") ?? "").catch(throwAsResponse);
}

export default function Directory() {
  const { words, held, found, more } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t("directory.title")}>
        <p>{held.leas + held.schools === 0 ? t("directory.empty") : t("directory.lead", { leas: held.leas.toLocaleString("en-US"), schools: held.schools.toLocaleString("en-US") })}</p>
        <p>
          <Link to="/state-files">{sayOfStateFiles("stateFiles.link")}</Link>
        </p>
      </PageHead>
      <Form method="get" action="/directory" role="search" className="directory-search">
        <label className="usa-label" htmlFor="q">
          {t("directory.search")}
        </label>
        <div className="inline">
          <input className="usa-input" id="q" name="q" type="search" defaultValue={words} minLength={3} maxLength={100} />
          <button type="submit" className="usa-button">
            {t("directory.go")}
          </button>
        </div>
      </Form>
      <div role="status">{words !== "" && <p>{found.length === 0 ? t("directory.none", { words }) : more ? t("directory.more", { count: found.length }) : t("directory.found", { count: found.length })}</p>}</div>
      {found.length > 0 && (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t("directory.title")}>
          <table className="plain stacks">
            <caption className="visually-hidden">{t("directory.title")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("directory.name")}</th>
                <th scope="col">{t("directory.where")}</th>
                <th scope="col">{t("directory.kind")}</th>
                <th scope="col">{t("directory.cds")}</th>
                <th scope="col">{t("directory.source")}</th>
              </tr>
            </thead>
            <tbody>
              {found.map((one) => (
                <tr key={one.cds}>
                  <th scope="row">
                    <Link to={`/directory/${one.cds}`}>{one.name}</Link>
                  </th>
                  <td data-head={t("directory.where")}>{[one.kind === "school" ? one.district : "", one.county].filter(Boolean).join(", ")}</td>
                  <td data-head={t("directory.kind")}>{[one.type, one.grades, one.status, one.closedOn ? t("directory.closed", { day: one.closedOn }) : ""].filter(Boolean).join(", ")}</td>
                  <td data-head={t("directory.cds")}>{one.cds}</td>
                  <td data-head={t("directory.source")}>{[one.source, one.publishedOn].filter(Boolean).join(", ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
