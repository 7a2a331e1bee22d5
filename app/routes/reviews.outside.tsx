import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields } from "#app/http/read-form-data.server.ts";
import { readUpload } from "#app/http/read-upload.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus, statusOf } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { largestImport } from "#app/services/imports/import-file.server.ts";
import { enterOutside, loadEnterPage } from "#app/services/review/enter-outside.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { DropField } from "#app/ui/imports/drop-field.tsx";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { t } from "#app/ui/texts/t.ts";
import styles from "../styles/outside.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction = () => [{ title: `${outsideWords("enter")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadEnterPage(ctx).catch(throwAsResponse);
}

const day = z.union([z.literal(""), z.iso.date()]);
const shape = { district: z.union([z.literal(""), z.string().regex(/^\d{14}$/)]), name: z.string().max(300), cds: z.string().max(40), form: z.string().max(60), receivedOn: day, adoptedOn: day };

/** Enters a plan with its file; one of 20 MB at most. A file that is no PDF is answered at once and not kept. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const { file, fields } = await readUpload(request, { field: "file", largest: largestImport })
    .then(({ file, posted }) => ({ file, fields: readFields(posted, shape, false).fields }))
    .catch(throwAsResponse);
  try {
    const result = await enterOutside(ctx, fields, file);
    if (result.outcome === "refused") return data({ ...result, error: "", typed: fields }, { status: saveStatus.refused });
    return redirect(`/reviews/${result.filingId}`);
  } catch (error) {
    if (error instanceof AppError && (error.code === "invalid" || error.code === "too-large")) return data({ problem: "file" as const, filingId: null, error: error.message, typed: fields }, { status: statusOf[error.code] });
    throwAsResponse(error);
  }
}

const places = { code: "cds", county: "cds", kind: "cds", name: "name", "works-here": "district", entered: "district", form: "form", received: "receivedOn", adopted: "adoptedOn", file: "file" } as const;

export default function EnterOutside() {
  const { today, office, districts, forms, directoryHeld } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const sending = useNavigation().state === "submitting";
  const typed = refused?.typed;
  const said = refused ? refused.error || outsideWords(`problem.${refused.problem}`) : "";
  const wrong = (name: string) => refused !== undefined && places[refused.problem] === name;
  const marked = (name: string) => (wrong(name) ? { "aria-invalid": true, "aria-describedby": "problem" } : {});
  return (
    <>
      <PageHead title={outsideWords("enter")} eyebrow={office} crumbs={[{ to: "/reviews", label: t("review.back") }]}>
        <p>{outsideWords("enterLead")}</p>
      </PageHead>
      {refused && (
        <div className="notice" role="alert" id="problem">
          <p>
            {said} {refused.filingId !== null && <Link to={`/reviews/${refused.filingId}`}>{outsideWords("open")}</Link>}
          </p>
          {!wrong("file") && <p className="quiet small">{outsideWords("fileAgain")}</p>}
        </div>
      )}
      <Form method="post" action="/reviews/outside" encType="multipart/form-data" className="stack outside-form">
        <FormKey />
        {districts.length === 0 ? (
          <input type="hidden" name="district" value="" />
        ) : (
          <>
            <label className="usa-label" htmlFor="district">
              {outsideWords("district")}
            </label>
            <span className="usa-hint" id="district-hint">
              {outsideWords("districtHint")}
            </span>
            <select className="usa-select" id="district" name="district" defaultValue={typed?.district ?? ""} aria-describedby={wrong("district") ? "problem" : "district-hint"}>
              <option value="">{outsideWords("choose")}</option>
              {districts.map(({ cds, name }) => (
                <option key={cds} value={cds}>
                  {name}
                </option>
              ))}
            </select>
          </>
        )}
        <fieldset>
          <legend>{outsideWords(districts.length > 0 ? "typed" : "typedAll")}</legend>
          {!directoryHeld && <p className="quiet small">{outsideWords("noDirectory")}</p>}
          <label className="usa-label" htmlFor="name">
            {outsideWords("name")}
          </label>
          <input className="usa-input" id="name" name="name" maxLength={200} defaultValue={typed?.name ?? ""} {...marked("name")} />
          <label className="usa-label" htmlFor="cds">
            {outsideWords("code")}
          </label>
          <span className="usa-hint" id="cds-hint">
            {outsideWords("codeHint")}
          </span>
          <input className="usa-input" id="cds" name="cds" inputMode="numeric" maxLength={20} defaultValue={typed?.cds ?? ""} aria-describedby="cds-hint" {...marked("cds")} />
        </fieldset>
        <label className="usa-label" htmlFor="form">
          {outsideWords("form")}
        </label>
        <select className="usa-select" id="form" name="form" defaultValue={typed?.form ?? forms[0]?.value} {...marked("form")}>
          {forms.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <label className="usa-label" htmlFor="receivedOn">
          {outsideWords("receivedOn")}
        </label>
        <input className="usa-input day-input" id="receivedOn" name="receivedOn" type="date" max={today} required defaultValue={typed?.receivedOn ?? ""} {...marked("receivedOn")} />
        <label className="usa-label" htmlFor="adoptedOn">
          {outsideWords("adoptedOn")}
        </label>
        <span className="usa-hint" id="adoptedOn-hint">
          {outsideWords("adoptedHint")}
        </span>
        <input className="usa-input day-input" id="adoptedOn" name="adoptedOn" type="date" max={today} defaultValue={typed?.adoptedOn ?? ""} aria-describedby="adoptedOn-hint" {...marked("adoptedOn")} />
        <DropField label={outsideWords("file")} hint={outsideWords("fileHint")} accept=".pdf" />
        <button type="submit" className="usa-button" aria-disabled={sending}>
          {outsideWords(sending ? "sending" : "go")}
        </button>
      </Form>
    </>
  );
}
