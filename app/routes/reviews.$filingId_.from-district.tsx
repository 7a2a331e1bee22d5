import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields } from "#app/http/read-form-data.server.ts";
import { readUpload } from "#app/http/read-upload.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus, statusOf } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { largestImport } from "#app/services/imports/import-file.server.ts";
import { loadSteps, noteStep } from "#app/services/review/enter-outside.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { t } from "#app/ui/texts/t.ts";
import styles from "../styles/outside.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? outsideWords("stepsOf", { organization: page.organization, program: page.program, year: page.year }) : outsideWords("steps")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadSteps(ctx, params["filingId"] ?? "").catch(throwAsResponse);
}

const day = z.union([z.literal(""), z.iso.date()]);
const shape = { move: z.string().regex(/^[a-z][a-z-]{0,60}$/), seenVersion: z.string().regex(/^\d{1,9}$/).transform(Number), cameOn: day, day, words: z.string().max(50_000), adoptedOn: day };

/** Notes a step of the district, with its new copy where the step brings one (20 MB at most). */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const filingId = params["filingId"] ?? "";
  const { file, fields } = await readUpload(request, { field: "file", largest: largestImport })
    .then(({ file, posted }) => ({ file, fields: readFields(posted, shape, false).fields }))
    .catch(throwAsResponse);
  try {
    const result = await noteStep(ctx, filingId, fields, file);
    if (result.outcome === "refused") return data({ ...result, error: "", typed: fields }, { status: saveStatus.refused });
    return redirect(`/reviews/${encodeURIComponent(filingId)}`);
  } catch (error) {
    if (file && error instanceof AppError && (error.code === "invalid" || error.code === "too-large")) return data({ problem: "file" as const, error: error.message, typed: fields }, { status: statusOf[error.code] });
    throwAsResponse(error);
  }
}

export default function FromDistrict() {
  const { filingId, organization, program, year, version, today, ball, steps } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const desk = `/reviews/${encodeURIComponent(filingId)}`;
  return (
    <>
      <PageHead title={outsideWords("steps")} eyebrow={`${organization}: ${program} ${year}`} crumbs={[{ to: "/reviews", label: t("review.back") }, { to: desk, label: t("review.title", { organization, program, year }) }]}>
        <p>{outsideWords("stepsLead")}</p>
        <p>
          <span className={`ball ${ball.holder}`}>{ball.title}</span>
        </p>
      </PageHead>
      {steps.length === 0 && <p className="empty">{outsideWords("noSteps")}</p>}
      <ul className="moves">
        {steps.map((step) => {
          const wrong = refused?.typed.move === step.id ? refused : null;
          const typed = wrong?.typed;
          const id = (name: string) => `${step.id}-${name}`;
          const marked = (...problems: string[]) => (wrong && problems.includes(wrong.problem) ? { "aria-invalid": true, "aria-describedby": id("problem") } : {});
          return (
            <li key={step.id}>
              <details open={steps.length === 1 || wrong !== null} className="move">
                <summary>{step.title}</summary>
                <Form method="post" encType="multipart/form-data" className="stack outside-form">
                  <FormKey />
                  <input type="hidden" name="move" value={step.id} />
                  <input type="hidden" name="seenVersion" value={version} />
                  {wrong && (
                    <p className="field-error" role="alert" id={id("problem")}>
                      {wrong.error || outsideWords(`problem.${wrong.problem}`)}
                    </p>
                  )}
                  <label className="usa-label" htmlFor={id("cameOn")}>
                    {outsideWords("cameOn")}
                  </label>
                  <input className="usa-input day-input" id={id("cameOn")} name="cameOn" type="date" max={today} required defaultValue={typed?.cameOn ?? ""} {...marked("cameOn")} />
                  {step.asks.day === undefined ? (
                    <input type="hidden" name="day" value="" />
                  ) : (
                    <>
                      <label className="usa-label" htmlFor={id("day")}>
                        {step.asks.day}
                      </label>
                      <input className="usa-input day-input" id={id("day")} name="day" type="date" max={today} required defaultValue={typed?.day ?? ""} {...marked("day")} />
                    </>
                  )}
                  {step.asks.words === undefined ? (
                    <input type="hidden" name="words" value="" />
                  ) : (
                    <>
                      <label className="usa-label" htmlFor={id("words")}>
                        {step.asks.words}
                      </label>
                      <textarea className="usa-textarea" id={id("words")} name="words" maxLength={50000} required defaultValue={typed?.words ?? ""} {...marked("words")} />
                    </>
                  )}
                  {step.freezes === null ? (
                    <input type="hidden" name="adoptedOn" value="" />
                  ) : (
                    <>
                      <label className="usa-label" htmlFor={id("adoptedOn")}>
                        {outsideWords("adoptedOn")}
                      </label>
                      <input className="usa-input day-input" id={id("adoptedOn")} name="adoptedOn" type="date" max={today} defaultValue={typed?.adoptedOn ?? ""} {...marked("adopted")} />
                      <label className="usa-label" htmlFor={id("file")}>
                        {outsideWords("file")}
                      </label>
                      <span className="usa-hint" id={id("file-hint")}>
                        {outsideWords("fileHint")}
                      </span>
                      <input className="usa-file-input" id={id("file")} name="file" type="file" accept=".pdf" required aria-describedby={id("file-hint")} />
                    </>
                  )}
                  <button type="submit" className="usa-button usa-button--outline">
                    {outsideWords("note")}
                  </button>
                  <p className="cite">{step.citation}</p>
                </Form>
              </details>
            </li>
          );
        })}
      </ul>
    </>
  );
}
