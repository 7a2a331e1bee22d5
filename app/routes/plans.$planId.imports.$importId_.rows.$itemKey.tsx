import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { correctImportItem, leaveOutImportItem } from "#app/services/imports/decide-import.server.ts";
import { loadImportItem } from "#app/services/imports/load-import.server.ts";
import { takeImport } from "#app/services/imports/take-import.server.ts";
import type { ItemView } from "#app/domain/imports/review.ts";
import { anchorOf, planPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { PagePicture } from "#app/ui/imports/page-picture.tsx";
import { importItemPath, importPath, importsPath } from "#app/ui/imports/paths.ts";
import { placeWords } from "#app/ui/imports/place-words.ts";
import { titleOfItem } from "#app/ui/imports/review-form.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { sayOfReview } from "#app/ui/texts/import-review.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? titleOfItem(page.item) : t("imports.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadImportItem(ctx, params["planId"] ?? "", params["importId"] ?? "", params["itemKey"] ?? "").catch(throwAsResponse);
}

const acts = z.enum(["keep", "take", "leave-out", "put-back"]);

/** Keeps the corrections of one row, takes it, or leaves it out; then the next row to look at comes. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, importId, key] = [params["planId"] ?? "", params["importId"] ?? "", params["itemKey"] ?? ""];
  try {
    const { fields, rest } = readFields(await readPosted(request), { act: acts.default("keep"), seenVersion: z.string().regex(/^\d{1,9}$/).transform(Number), next: z.string().max(200).optional() }, true);
    const { act, seenVersion, next } = fields;
    const values = new Map([...rest].map(([name, given]) => [name, given[0] ?? ""]));
    const refused = (errors: Record<string, string>, busy: boolean) => data({ errors, busy, typed: Object.fromEntries(values) }, { status: saveStatus[busy ? "conflict" : "refused"] });
    if (act === "leave-out" || act === "put-back") {
      if (!(await leaveOutImportItem(ctx, planId, importId, { key, seenVersion, out: act === "leave-out", fields: [...values.keys()] }))) return refused({}, true);
    } else {
      const result = values.size === 0 && act === "take" ? null : await correctImportItem(ctx, planId, importId, { key, seenVersion, values });
      if (result?.outcome === "refused") return refused(result.errors, false);
      if (result?.outcome === "conflict") return refused({}, true);
      if (act === "take") await takeImport(ctx, planId, importId, { keys: [key], seenVersion: seenVersion + (result === null ? 0 : 1), otherLea: false });
    }
    return redirect((act === "take" || act === "leave-out") && next ? importItemPath(planId, importId, next) : `${importPath(planId, importId)}#${anchorOf("item", key)}`);
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function ImportItemForm() {
  const { plan, importId, fileName, version, places, item, fields, own, pages, passage, next } = useLoaderData<typeof loader>();
  // Another row is another page; the person may turn from there.
  const [turned, setTurned] = useState({ key: item.key, page: item.page ?? 1 });
  const page = turned.key === item.key ? turned.page : (item.page ?? 1);
  const mayTake = plan.adopted === null && own && item.standing !== "there" && !item.locked && item.collection !== "opening";
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
      <div className={pages && item.page !== null ? "review-beside-page" : "review-sides"}>
        {pages && item.page !== null && <PagePicture planId={plan.id} importId={importId} fileName={fileName} pages={pages} page={page} turn={(to) => setTurned({ key: item.key, page: to })} />}
        <div>
          <Form method="post" className="form-grid" key={item.key}>
            <FormKey />
            <input type="hidden" name="seenVersion" value={version} />
            {next !== null && <input type="hidden" name="next" value={next} />}
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
            {mayTake && !item.leftOut && <p className="usa-hint">{sayOfReview("takeHint")}</p>}
            {!own && <p>{sayOfReview("otherLea")}</p>}
            <div className="inline">
              {mayTake && !item.leftOut && (
                <button type="submit" name="act" value="take" className="usa-button">
                  {sayOfReview("take")}
                </button>
              )}
              {fields.length > 0 && (
                <button type="submit" name="act" value="keep" className={mayTake && !item.leftOut ? "usa-button usa-button--outline" : "usa-button"}>
                  {t("imports.keepCorrection")}
                </button>
              )}
              {item.standing !== "there" && item.collection !== "opening" && (
                <button type="submit" name="act" value={item.leftOut ? "put-back" : "leave-out"} className="usa-button usa-button--unstyled" formNoValidate>
                  {sayOfReview(item.leftOut ? "putBack" : "leaveOut")}
                </button>
              )}
            </div>
            <div className="inline">
              <Link to={`${importPath(plan.id, importId)}#${anchorOf("item", item.key)}`}>{t("imports.back")}</Link>
              {next !== null && <Link to={importItemPath(plan.id, importId, next)}>{sayOfReview("nextDoubt")}</Link>}
            </div>
            <p className="usa-hint">{t("imports.plainHint")}</p>
          </Form>
          {pages && item.page !== null && <Now item={item} />}
        </div>
        {(!pages || item.page === null) && (
          <div>
            {passage.length > 0 && item.page !== null && (
              <section aria-labelledby="passage" className="review-beside">
                <h2 id="passage">{sayOfReview("passage")}</h2>
                <p className="quiet small">{sayOfReview("passageLead", { place: placeWords(places, item.page) })}</p>
                <Passage rows={passage} />
              </section>
            )}
            <Now item={item} />
          </div>
        )}
      </div>
    </>
  );
}

function Now({ item }: { item: ItemView }) {
  return (
    <section aria-labelledby="now" className="review-beside">
      <h2 id="now">{t("imports.now")}</h2>
      {item.standing === "new" ? <p className="quiet">{t("imports.nothing")}</p> : item.nowWords.split("\n").map((line, at) => <p key={at}>{line}</p>)}
    </section>
  );
}

/** The words of a place in a file without pages: a paragraph, or the rows of a table. */
function Passage({ rows }: { rows: string[][] }) {
  if (rows.every((row) => row.length === 1)) return rows.map((row, at) => <p key={at}>{row[0]}</p>);
  return (
    <div className="passage-table" tabIndex={0} role="group" aria-labelledby="passage">
      <table>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
