import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields } from "#app/http/read-form-data.server.ts";
import { readUpload } from "#app/http/read-upload.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { statusOf } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { largestImport } from "#app/services/imports/import-file.server.ts";
import { loadAsRead, startReading } from "#app/services/review/read-outside.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { Preview } from "#app/ui/document/preview.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ReadingState } from "#app/ui/review/as-read.tsx";
import { PagesPane } from "#app/ui/review/pages-pane.tsx";
import { office } from "#app/ui/texts/county-review.ts";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { t } from "#app/ui/texts/t.ts";
import officeStyles from "../styles/county-review.css?url";
import styles from "../styles/outside.css?url";

export const links: LinksFunction = () => [officeStyles, styles].map((href) => ({ rel: "stylesheet", href }));
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? outsideWords("asReadOf", { organization: page.organization, program: page.program, year: page.year }) : outsideWords("asRead")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const page = /^[1-9]\d{0,3}$/.exec(new URL(request.url).searchParams.get("page") ?? "")?.[0];
  return loadAsRead(ctx, params["filingId"] ?? "", Number(page ?? 1)).catch(throwAsResponse);
}

/** Has the newest copy read again, or another file of the same plan (20 MB at most). */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const filingId = params["filingId"] ?? "";
  const { file, fields } = await readUpload(request, { field: "file", largest: largestImport })
    .then(({ file, posted }) => ({ file, fields: readFields(posted, { act: z.literal("read"), may: z.literal("yes").optional() }, false).fields }))
    .catch(throwAsResponse);
  try {
    await startReading(ctx, filingId, { file, ownDocument: fields.may === "yes" });
  } catch (error) {
    if (file && error instanceof AppError && (error.code === "invalid" || error.code === "too-large")) return data({ error: error.message }, { status: statusOf[error.code] });
    throwAsResponse(error);
  }
  return redirect(`/reviews/${encodeURIComponent(filingId)}/as-read`);
}

export default function AsRead() {
  const { filingId, organization, program, year, receipt, state, parts, doubts, derived, document, pages } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const sending = useNavigation().state === "submitting";
  const desk = `/reviews/${encodeURIComponent(filingId)}`;
  const here = `${desk}/as-read`;
  const waits = state.attempt?.status === "queued" || state.attempt?.status === "working";
  return (
    <>
      <PageHead title={outsideWords("asRead")} eyebrow={`${organization}: ${program} ${year}`} crumbs={[{ to: "/reviews", label: t("review.back") }, { to: desk, label: t("review.title", { organization, program, year }) }]}>
        <p>{outsideWords("asReadLead")}</p>
        <ReadingState state={state} />
        <p className="inline">
          <Link to={`${desk}/checklist`}>{office("checklist")}</Link> <Link to={`${desk}/changes`}>{office("changes")}</Link> {state.readable && <a href="#tables">{outsideWords("tables")}</a>} <span className="cite">{receipt}</span>
        </p>
      </PageHead>
      <div className="desk check-desk">
        <div>
          {refused && (
            <p className="field-error" role="alert" id="file-problem">
              {refused.error}
            </p>
          )}
          {doubts.length > 0 && (
            <section className="send-part" aria-labelledby="doubts">
              <h2 id="doubts">{outsideWords("doubts", { count: doubts.length })}</h2>
              <ul className="findings">
                {doubts.map((doubt, at) => (
                  <li key={at} className="warning">
                    {doubt.message}{" "}
                    {doubt.page !== null && (
                      <Link to={`${here}?page=${doubt.page}`} preventScrollReset>
                        {outsideWords("onPage", { page: doubt.page })}
                      </Link>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {parts.length > 0 && (
            <section className="send-part" aria-labelledby="parts">
              <h2 id="parts">{outsideWords("parts")}</h2>
              <div className="table-wrap" tabIndex={0} role="group" aria-labelledby="parts">
                <table className="plain read-parts">
                  <thead>
                    <tr>
                      <th scope="col">{outsideWords("part")}</th>
                      <th scope="col" className="number">
                        {outsideWords("rows")}
                      </th>
                      <th scope="col">{outsideWords("onPages")}</th>
                      <th scope="col">{outsideWords("certainty")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {parts.map((one) => (
                      <tr key={one.part}>
                        <th scope="row">{one.part}</th>
                        <td className="number">{one.rows}</td>
                        <td>{state.read?.fromCopy ? one.pages : ""}</td>
                        <td>{one.certainty === "doubtful" || one.certainty === "missing" ? <strong>{outsideWords(`certainty.${one.certainty}`)}</strong> : outsideWords(`certainty.${one.certainty}`)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </section>
          )}
          {state.readable && (
            <section className="send-part" aria-labelledby="tables">
              <h2 id="tables">{outsideWords("tables")}</h2>
              <p>{outsideWords("tablesLead")}</p>
              {state.tables.length > 0 && (
                <ul>
                  {state.tables.map(({ id, fileName, status, rows, leftOut }) => (
                    <li key={id}>
                      <Link to={`${desk}/tables/${id}`}>{fileName}</Link>: {outsideWords(`tableIs.${status as "match" | "matched" | "used"}`, { count: rows, left: leftOut })}
                    </li>
                  ))}
                </ul>
              )}
              {!waits && (
                <Form method="post" action={here} encType="multipart/form-data" className="stack outside-form">
                  <FormKey />
                  <input type="hidden" name="act" value="read" />
                  <label className="usa-label" htmlFor="table">
                    {outsideWords("tableFile")}
                  </label>
                  <span className="usa-hint" id="table-hint">
                    {outsideWords("tableFileHint")}
                  </span>
                  <input className="usa-file-input" id="table" name="file" type="file" required accept=".csv,.txt,.tsv,.xlsx" aria-describedby={refused ? "file-problem" : "table-hint"} />
                  <button type="submit" className="usa-button usa-button--outline" aria-disabled={sending}>
                    {outsideWords("tableAdd")}
                  </button>
                </Form>
              )}
            </section>
          )}
          {state.readable && !waits && (
            <section className="send-part" aria-labelledby="again">
              <h2 id="again">{outsideWords(state.read ? "readAgain" : "readFirst")}</h2>
              <Form method="post" action={here} encType="multipart/form-data" className="stack outside-form">
                <FormKey />
                <input type="hidden" name="act" value="read" />
                <label className="usa-label" htmlFor="file">
                  {outsideWords("otherFile")}
                </label>
                <span className="usa-hint" id="file-hint">
                  {outsideWords("otherFileHint")}
                </span>
                <input className="usa-file-input" id="file" name="file" type="file" accept=".pdf,.docx,.xlsx,.json" aria-describedby={refused ? "file-problem" : "file-hint"} />
                <div className="usa-checkbox">
                  <input className="usa-checkbox__input" type="checkbox" id="may" name="may" value="yes" />
                  <label className="usa-checkbox__label" htmlFor="may">
                    {outsideWords("may")}
                  </label>
                </div>
                <button type="submit" className="usa-button usa-button--outline" aria-disabled={sending}>
                  {outsideWords("read")}
                </button>
              </Form>
            </section>
          )}
          {document && (
            <section className="send-part" aria-labelledby="form">
              <h2 id="form">{outsideWords("asForm")}</h2>
              <div className="desk-document" tabIndex={0} role="group" aria-labelledby="form">
                <Preview document={document} links={{}} />
              </div>
            </section>
          )}
          {derived.length > 0 && (
            <details>
              <summary>{outsideWords("derivedTitle")}</summary>
              <ul className="quiet small">
                {derived.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </details>
          )}
        </div>
        <section aria-labelledby="pages">
          <h2 id="pages">{outsideWords("pages")}</h2>
          <PagesPane filingId={filingId} pages={pages} here={here} />
        </section>
      </div>
    </>
  );
}
