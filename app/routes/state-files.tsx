import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadStateFilesPage } from "#app/services/imports/load-state-files.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("stateFiles.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadStateFilesPage(ctx).catch(throwAsResponse);
}

export default function StateFiles() {
  const { kinds } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t("stateFiles.title")}>
        <p>{t("stateFiles.lead")}</p>
        <p>
          <Link to="/directory">{t("stateFiles.directory")}</Link> · <Link to="/what-if">{t("whatIf.link")}</Link>
        </p>
      </PageHead>
      {kinds.map((kind) => (
        <section key={kind.id} className="state-file" aria-labelledby={`kind-${kind.id}`}>
          <h2 id={`kind-${kind.id}`}>{kind.title}</h2>
          {kind.held.length > 0 && (
            <p>
              <strong>{t("stateFiles.held")}:</strong> {kind.held.map(({ list, year, count }) => `${count.toLocaleString("en-US")} ${list}${year === "" ? "" : ` ${year}`}`).join("; ")}
            </p>
          )}
          {kind.files.length === 0 ? (
            <p>{t("stateFiles.none")}</p>
          ) : (
            <div className="table-wrap" tabIndex={0} role="group" aria-label={kind.title}>
              <table className="plain stacks">
                <caption className="visually-hidden">{kind.title}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t("stateFiles.file")}</th>
                    <th scope="col">{t("stateFiles.published")}</th>
                    <th scope="col">{t("stateFiles.loaded")}</th>
                    <th scope="col" className="num">
                      {t("stateFiles.rows")}
                    </th>
                    <th scope="col" className="num">
                      {t("stateFiles.leftOut")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {kind.files.map((file) => (
                    <tr key={`${file.name} ${file.loadedAt} ${file.rows}`}>
                      <th scope="row" className="source">
                        {file.name}
                      </th>
                      <td data-head={t("stateFiles.published")}>{file.publishedOn ?? t("stateFiles.unknown")}</td>
                      <td data-head={t("stateFiles.loaded")}>{file.loadedAt}</td>
                      <td data-head={t("stateFiles.rows")} className="num">
                        {file.rows.toLocaleString("en-US")}
                      </td>
                      <td data-head={t("stateFiles.leftOut")} className="num">
                        {file.leftOut.toLocaleString("en-US")}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <p className="small quiet">
            {t("stateFiles.command")} <code>npm run -s cli -- import {kind.id} FILE --published DAY --dry-run</code>
            <br />
            {t("stateFiles.by", { publisher: kind.publisher, source: kind.source, confidence: kind.confidence })}
          </p>
        </section>
      ))}
    </>
  );
}
