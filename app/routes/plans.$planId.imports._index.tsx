import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields } from "#app/http/read-form-data.server.ts";
import { readUpload } from "#app/http/read-upload.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { statusOf } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { largestImport } from "#app/services/imports/import-file.server.ts";
import { loadImports } from "#app/services/imports/load-import.server.ts";
import { startImport } from "#app/services/imports/start-import.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { importPath, importsPath } from "#app/ui/imports/paths.ts";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { DropField } from "#app/ui/imports/drop-field.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("imports.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadImports(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

/** Takes a document in; one of 20 MB at most, five waiting at a time. A file that cannot be read is answered at once and not kept. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  const { file, own } = await readUpload(request, { field: "file", largest: largestImport })
    .then(({ file, posted }) => ({ file, own: readFields(posted, { own: z.literal("yes").optional() }, false).fields.own === "yes" }))
    .catch(throwAsResponse);
  try {
    const { importId } = await startImport(ctx, planId, { file, ownDocument: own });
    return redirect(importPath(planId, importId));
  } catch (error) {
    if (error instanceof AppError && ["invalid", "too-large", "conflict"].includes(error.code)) return data({ error: error.message }, { status: statusOf[error.code] });
    throwAsResponse(error);
  }
}

export default function Imports() {
  const { plan, imports } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const of = plan.school ? "readers.school" : "imports";
  const sending = useNavigation().state === "submitting";
  return (
    <>
      <PageHead title={t(`${of}.title`)} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]}>
        <p>{t(`${of}.lead`)}</p>
      </PageHead>
      {result && (
        <div className="usa-alert usa-alert--error usa-alert--slim" role="alert">
          <div className="usa-alert__body">
            <p className="usa-alert__text">{result.error}</p>
          </div>
        </div>
      )}
      <Form method="post" action={`${importsPath(plan.id)}?index`} encType="multipart/form-data" className="import-upload">
        <FormKey />
        <DropField label={t(`${of}.file`)} hint={`${t(`${of}.fileHint`)} ${t("readers.or")}`} accept=".pdf,.docx,.json,.xlsx,.csv,.txt" />
        <div className="usa-checkbox">
          <input className="usa-checkbox__input" type="checkbox" id="own" name="own" value="yes" />
          <label className="usa-checkbox__label" htmlFor="own">
            {t(`${of}.own`)}
          </label>
        </div>
        <button type="submit" className="usa-button" aria-disabled={sending}>
          {sending ? t("imports.sending") : t("imports.go")}
        </button>
      </Form>
      <h2>{t("imports.happens")}</h2>
      <ol className="import-steps">
        <li>{t("imports.step1")}</li>
        <li>{t("imports.step2")}</li>
        <li>{t("imports.step3")}</li>
      </ol>
      {imports.length > 0 && (
        <section aria-labelledby="earlier">
          <h2 id="earlier">{t("imports.earlier")}</h2>
          <ul className="import-list">
            {imports.map((one) => (
              <li key={one.id}>
                <Link to={importPath(plan.id, one.id)}>{one.fileName}</Link> <span className="quiet small">{t(`imports.status.${one.status}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
