import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { correctImportItem } from "#app/services/imports/decide-import.server.ts";
import { loadImportItem } from "#app/services/imports/load-import.server.ts";
import { anchorOf, planPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { importPath, importsPath } from "#app/ui/imports/paths.ts";
import { placeWords } from "#app/ui/imports/place-words.ts";
import { titleOfItem } from "#app/ui/imports/review-form.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? titleOfItem(page.item) : t("imports.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadImportItem(ctx, params["planId"] ?? "", params["importId"] ?? "", params["itemKey"] ?? "").catch(throwAsResponse);
}

/** Keeps the corrections of one row of a reading. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, importId, key] = [params["planId"] ?? "", params["importId"] ?? "", params["itemKey"] ?? ""];
  try {
    const { fields, rest } = readFields(await readPosted(request), { seenVersion: z.string().regex(/^\d{1,9}$/).transform(Number) }, true);
    const values = new Map([...rest].map(([name, given]) => [name, given[0] ?? ""]));
    const result = await correctImportItem(ctx, planId, importId, { key, seenVersion: fields.seenVersion, values });
    if (result.outcome === "saved") return redirect(`${importPath(planId, importId)}#${anchorOf("item", key)}`);
    return data({ errors: result.outcome === "refused" ? result.errors : {}, busy: result.outcome === "conflict", typed: Object.fromEntries(values) }, { status: saveStatus[result.outcome] });
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function ImportItemForm() {
  const { plan, importId, fileName, version, places, item, fields } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const typed: Record<string, string> = result?.typed ?? {};
  const errors: Record<string, string> = result?.errors ?? {};
  return (
    <>
      <PageHead
        title={titleOfItem(item)}
        crumbs={[
          { to: planPath(plan.id), label: planTitle(plan) },
          { to: importsPath(plan.id), label: t("imports.title") },
          { to: importPath(plan.id, importId), label: fileName },
        ]}
      >
        <p>{item.page === null ? t("imports.correctLead") : t("readers.correctLead", { place: placeWords(places, item.page) })}</p>
      </PageHead>
      {result?.busy && (
        <p className="field-error" role="alert">
          {t("imports.busy")}
        </p>
      )}
      {item.doubts.map((doubt, at) => (
        <p key={at} className="doubt">
          <strong>{t("imports.doubt")}</strong> {doubt.message}
        </p>
      ))}
      <div className="review-sides">
        <Form method="post" className="form-grid">
          <FormKey />
          <input type="hidden" name="seenVersion" value={version} />
          {fields.length === 0 && <p>{t("imports.noFields")}</p>}
          {fields.map((field) => {
            const label = [t(`imports.field.${field.name.split(".")[0] ?? ""}` as "imports.field.title"), field.words].filter(Boolean).join(", ");
            const id = anchorOf("field", field.name);
            const common = { id, name: field.name, defaultValue: typed[field.name] ?? field.value, ...(errors[field.name] ? { "aria-invalid": true, "aria-describedby": `${id}-error` } : {}) };
            return (
              <div key={field.name} className={errors[field.name] ? "has-error" : ""}>
                <label className="usa-label" htmlFor={id}>
                  {label}
                </label>
                {field.kind === "text" ? (
                  <textarea className="usa-textarea" rows={Math.min(14, Math.max(4, Math.ceil(field.value.length / 80)))} {...common} />
                ) : field.kind === "choice" ? (
                  <select className="usa-select" {...common}>
                    <option value="">{t("imports.notSaid")}</option>
                    <option value="yes">{t("imports.yes")}</option>
                    <option value="no">{t("imports.no")}</option>
                  </select>
                ) : (
                  <input className={`usa-input${field.kind === "money" ? " money-input" : ""}`} type="text" {...common} />
                )}
                {errors[field.name] && (
                  <p className="field-error" id={`${id}-error`}>
                    {errors[field.name]}
                  </p>
                )}
              </div>
            );
          })}
          <div className="inline">
            {fields.length > 0 && (
              <button type="submit" className="usa-button">
                {t("imports.keepCorrection")}
              </button>
            )}
            <Link to={`${importPath(plan.id, importId)}#${anchorOf("item", item.key)}`}>{t("imports.back")}</Link>
          </div>
          <p className="usa-hint">{t("imports.plainHint")}</p>
        </Form>
        <section aria-labelledby="now" className="review-beside">
          <h2 id="now">{t("imports.now")}</h2>
          {item.standing === "new" ? <p className="quiet">{t("imports.nothing")}</p> : item.nowWords.split("\n").map((line, at) => <p key={at}>{line}</p>)}
        </section>
      </div>
    </>
  );
}
