import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readFields, readPosted, seenVersionSchema } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadRowForm } from "#app/services/plans/load-row-form.server.ts";
import { removeRow } from "#app/services/plans/remove-row.server.ts";
import { planPath, rowPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";

export { readAnewAfterConflict as shouldRevalidate } from "#app/ui/forms/read-anew.ts";
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("row.removeTitle", { row: page?.row ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadRowForm(ctx, params["planId"] ?? "", { collection: params["collection"] ?? "", rowId: params["rowId"] ?? "", chosen: {} }).catch(throwAsResponse);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, collection, rowId] = [params["planId"] ?? "", params["collection"] ?? "", params["rowId"] ?? ""];
  const { fields } = await readPosted(request).then((posted) => readFields(posted, { seenVersion: seenVersionSchema }, false)).catch(throwAsResponse);
  const result = await removeRow(ctx, planId, { collection, rowId, seenVersion: fields.seenVersion ?? 0 }).catch(throwAsResponse);
  if (result.outcome === "removed") return redirect(`${planPath(planId)}/chapters/${result.chapterId}`);
  return data({ why: result.outcome === "blocked" ? result.why : t("row.changedMeanwhile") }, { status: saveStatus[result.outcome] });
}

export default function Remove() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const back = rowPath(page.plan.id, page.collection, page.rowId);
  return (
    <>
      <PageHead title={t("row.removeTitle", { row: page.row })} crumbs={[{ to: back, label: page.name || page.row }]}>
        <p>{t("row.removeText", { name: [page.number, page.name].filter(Boolean).join(" ") || page.row })}</p>
      </PageHead>
      {result && (
        <p className="field-error" role="alert">
          {t("row.blocked", { why: result.why })}
        </p>
      )}
      <Form method="post" className="inline">
        <FormKey />
        <input type="hidden" name="seenVersion" value={page.version ?? ""} />
        <button type="submit" className="usa-button usa-button--secondary">
          {t("row.removeYes")}
        </button>
        <Link to={back}>{t("row.removeNo")}</Link>
      </Form>
    </>
  );
}
