import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadStateFilesPage } from "#app/services/imports/load-state-files.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sayOfStateFiles } from "#app/ui/texts/state-files.ts";
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
        <p>{sayOfStateFiles("stateFiles.lead")}</p>
        <p>
          <Link to="/directory">{sayOfStateFiles("stateFiles.directory")}</Link> · <Link to="/what-if">{sayOfStateFiles("whatIf.link")}</Link>
        </p>
      </PageHead>
      {kinds.map((kind) => (
        <section key={kind.id} className="state-file" aria-labelledby={`kind-${kind.id}`}>
          <h2 id={`kind-${kind.id}`}>{kind.title}</h2>
          {kind.held.length > 0 && (
            <p>
              <strong>{sayOfStateFiles("stateFiles.held")}:</strong> {kind.held.map(({ list, year, count }) => `${count.toLocaleString("en-US")} ${list}${year === "" ? "" : ` ${year}`}`).join("; ")}
            </p>
          )}
          {kind.files.length === 0 ? (
            <p>{sayOfStateFiles("stateFiles.none")}</p>
          ) : (
            <div className="table-wrap" tabIndex={0} role="group" aria-label={kind.title}>
              <table className="plain stacks">
                <caption className="visually-hidden">{kind.title}</caption>
                <thead>
                  <tr>
                    <th scope="col">{sayOfStateFiles("stateFiles.file")}</th>
                    <th scope="col">{sayOfStateFiles("stateFiles.published")}</th>
                    <th scope="col">{sayOfStateFiles("stateFiles.loaded")}</th>
                    <th scope="col" className="num">
                      {sayOfStateFiles("stateFiles.rows")}
                    </th>
                    <th scope="col" className="num">
                      {sayOfStateFiles("stateFiles.leftOut")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {kind.files.map((file) => (
                    <tr key={`${file.name} ${file.loadedAt} ${file.rows}`}>
                      <th scope="row" className="source">
                        {file.name}
                      </th>
                      <td data-head={sayOfStateFiles("stateFiles.published")}>{file.publishedOn ?? sayOfStateFiles("stateFiles.unknown")}</td>
                      <td data-head={sayOfStateFiles("stateFiles.loaded")}>{file.loadedAt}</td>
                      <td data-head={sayOfStateFiles("stateFiles.rows")} className="num">
                        {file.rows.toLocaleString("en-US")}
                      </td>
                      <td data-head={sayOfStateFiles("stateFiles.leftOut")} className="num">
                        {file.leftOut.toLocaleString("en-US")}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <p className="small quiet">
            {sayOfStateFiles("stateFiles.command")} <code>npm run -s cli -- import {kind.id} FILE --published DAY --dry-run</code>
            <br />
            {sayOfStateFiles("stateFiles.by", { publisher: kind.publisher, source: kind.source, confidence: kind.confidence })}
          </p>
        </section>
      ))}
    </>
  );
}
