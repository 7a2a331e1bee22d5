import { Form, Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted, seenVersionSchema } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadRowHistory } from "#app/services/history/load-row-history.server.ts";
import type { RowVersion } from "#app/services/history/load-row-history.server.ts";
import { restoreRow } from "#app/services/history/restore-row.server.ts";
import { historyPath, planPath, whatChangedPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { FieldChanges } from "#app/ui/history/difference.tsx";
import { ChoiceField } from "#app/ui/kit/choice-field.tsx";
import { t } from "#app/ui/texts/t.ts";

type Page = Awaited<ReturnType<typeof loadRowHistory>>;
const titleOf = (page: Page): string => t("history.rowTitle", { what: [[page.noun, page.number].filter(Boolean).join(" "), page.name].filter(Boolean).join(": ") });

export { readAnewAfterConflict as shouldRevalidate } from "#app/ui/forms/read-anew.ts";
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? titleOf(page) : t("history.link")} · ${t("site.name")}` }];

/** The number of a change; nothing where the address says none, or something else. */
const revisionIn = (text: string | null): number | null => (text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams;
  return loadRowHistory(ctx, params["planId"] ?? "", { collection: params["collection"] ?? "", rowId: params["rowId"] ?? "", from: revisionIn(asked.get("from")), to: revisionIn(asked.get("to")) }).catch(throwAsResponse);
}

/** Restores one version, on top of the version the person saw. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, collection, rowId] = [params["planId"] ?? "", params["collection"] ?? "", params["rowId"] ?? ""];
  const { fields } = await readPosted(request).then((posted) => readFields(posted, { revision: z.string().regex(/^\d{1,15}$/).transform(Number), seenVersion: seenVersionSchema }, false)).catch(throwAsResponse);
  const result = await restoreRow(ctx, planId, { collection, rowId, ...fields }).catch(throwAsResponse);
  if (result.outcome === "saved") return redirect(`${historyPath(planId, collection, rowId)}?restored=yes`);
  return data({ words: result.outcome === "conflict" ? t("history.conflict") : t(`history.blocked.${result.why}`) }, { status: saveStatus[result.outcome] });
}

const optionWords = ({ when, by }: RowVersion): string => t("history.versionOption", { when, by });

export default function RowHistory() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const [asked] = useSearchParams();
  const here = historyPath(page.plan.id, page.collection, page.rowId);
  const versions = page.versions.map((version) => [String(version.revision), optionWords(version)] as const);
  const crumbs = [{ to: planPath(page.plan.id), label: t("plan.title", { year: page.plan.year }) }, { to: whatChangedPath(page.plan.id, page.chapter?.id), label: t("nav.history") }];
  return (
    <>
      <PageHead title={titleOf(page)} crumbs={crumbs} eyebrow={page.chapter?.title}>
        <p>{t("history.rowLead")}</p>
      </PageHead>
      {refused ? (
        <p className="field-error" role="alert">
          {refused.words}
        </p>
      ) : (
        asked.get("restored") === "yes" && <p role="status">{t("history.restored")}</p>
      )}
      {page.place ? (
        <p>
          <Link to={page.place}>{t("history.openRow")}</Link>
        </p>
      ) : (
        page.version === null && <p className="empty">{t("history.gone")}</p>
      )}

      <section className="statement" aria-labelledby="between">
        <h2 id="between">{t("history.between")}</h2>
        <Form method="get" action={here} className="downloads no-print">
          <ChoiceField name="from" label={t("history.from")} value={String(page.from)} options={versions} />
          <ChoiceField name="to" label={t("history.to")} value={String(page.to)} options={versions} />
          <button type="submit" className="usa-button usa-button--outline">
            {t("history.compare")}
          </button>
        </Form>
        {page.change ? <FieldChanges fields={page.change.fields} /> : <p className="empty">{t("history.same")}</p>}
      </section>

      <section className="statement" aria-labelledby="versions">
        <h2 id="versions">{t("history.list")}</h2>
        <div className="table-wrap" tabIndex={0} role="group" aria-label={t("history.list")}>
          <table className="plain stacks">
            <caption className="visually-hidden">{t("history.list")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("history.when")}</th>
                <th scope="col">{t("history.who")}</th>
                <th scope="col">{t("history.what")}</th>
                {!page.closed && <th scope="col">{t("history.restore")}</th>}
              </tr>
            </thead>
            <tbody>
              {page.versions.map((version) => (
                <tr key={version.revision}>
                  <th scope="row">{version.when}</th>
                  <td data-head={t("history.who")}>{version.by}</td>
                  <td data-head={t("history.what")}>{version.fields.length > 0 ? t("history.changedFields", { fields: version.fields.join(", ") }) : t(`history.${version.what}`)}</td>
                  {!page.closed && (
                    <td data-head={t("history.restore")}>
                      {version.current && page.version !== null ? (
                        <span className="quiet">{t("history.current")}</span>
                      ) : (
                        <Form method="post" action={here}>
                          <FormKey />
                          <input type="hidden" name="revision" value={version.revision} />
                          <input type="hidden" name="seenVersion" value={page.version ?? ""} />
                          <button type="submit" className="usa-button plain" aria-label={`${t("history.restoreThis")}: ${optionWords(version)}`}>
                            {t("history.restoreThis")}
                          </button>
                        </Form>
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}
