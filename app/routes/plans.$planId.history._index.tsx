import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadWhatChanged } from "#app/services/history/load-what-changed.server.ts";
import type { ListedChange } from "#app/services/history/load-what-changed.server.ts";
import { nameVersion } from "#app/services/history/name-version.server.ts";
import { historyPath, planPath, whatChangedPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { FieldChanges } from "#app/ui/history/difference.tsx";
import { MomentSelect } from "#app/ui/history/moment-select.tsx";
import { MoneyTable } from "#app/ui/history/money-table.tsx";
import { RecordLink } from "#app/ui/history/record-link.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? t("history.title", { year: page.plan.year }) : t("nav.history")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams;
  return loadWhatChanged(ctx, params["planId"] ?? "", { from: asked.get("from"), to: asked.get("to"), chapter: asked.get("chapter") ?? "" }).catch(throwAsResponse);
}

/** Names the plan as it stands now. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  const { fields } = await readPosted(request).then((posted) => readFields(posted, { name: z.string() }, false)).catch(throwAsResponse);
  const result = await nameVersion(ctx, planId, fields).catch(throwAsResponse);
  if (result.outcome === "named") return redirect(`${whatChangedPath(planId)}?from=${encodeURIComponent(`version:${result.versionId}`)}#versions`);
  return data({ name: fields.name, why: result.why }, { status: saveStatus.refused });
}

export default function WhatChanged() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { plan, moments, groups, versions, money } = page;
  return (
    <>
      <PageHead title={t("history.title", { year: plan.year })} crumbs={[{ to: planPath(plan.id), label: t("plan.title", { year: plan.year }) }]}>
        <p>{t("history.lead")}</p>
        {page.readsRecord && <RecordLink />}
      </PageHead>
      <Form method="get" action={whatChangedPath(plan.id)} className="downloads no-print" key={`${page.from} ${page.to} ${page.chapter}`}>
        <MomentSelect id="from" name="from" label={t("history.from")} value={page.from} moments={moments} />
        <MomentSelect id="to" name="to" label={t("history.to")} value={page.to} moments={moments} />
        <div>
          <label className="usa-label" htmlFor="chapter">
            {t("history.chapter")}
          </label>
          <select className="usa-select" id="chapter" name="chapter" defaultValue={page.chapter}>
            <option value="">{t("history.allChapters")}</option>
            {page.chapters.map((chapter) => (
              <option key={chapter.id} value={chapter.id}>{`${chapter.title} (${chapter.count})`}</option>
            ))}
          </select>
        </div>
        <button type="submit" className="usa-button">
          {t("history.show")}
        </button>
      </Form>

      {groups.length === 0 ? <p className="empty">{page.count === 0 ? t("history.nothing") : t("history.nothingHere")}</p> : <p>{t("history.count", { count: page.count })}</p>}
      {money.total && <MoneyTable money={money} />}
      {groups.map((group) => (
        <section key={group.id} className="statement" aria-labelledby={`chapter-${group.id || "held"}`}>
          <h2 id={`chapter-${group.id || "held"}`}>{group.title}</h2>
          <ul className="changes">
            {group.changes.map((change) => (
              <li key={`${change.collection}/${change.rowId}`}>
                <Change planId={plan.id} change={change} />
              </li>
            ))}
          </ul>
          {group.notShown > 0 && <p className="quiet">{t("history.notShown", { count: group.notShown })}</p>}
        </section>
      ))}

      <section className="statement no-print" id="versions" aria-labelledby="versions-title">
        <h2 id="versions-title">{t("history.versionList")}</h2>
        <ul className="changes">
          {versions.map((version) => (
            <li key={version.id}>
              <strong>{version.name}</strong> <span className="quiet small">{t("history.byWhen", { by: version.by, when: version.when })}</span>{" "}
              <Link to={`${whatChangedPath(plan.id)}?from=${encodeURIComponent(`version:${version.id}`)}`} aria-label={`${t("history.compareWithNow")}: ${version.name}`}>
                {t("history.compareWithNow")}
              </Link>
            </li>
          ))}
        </ul>
        {page.takesNames && <Form method="post" className="name-version">
          <FormKey />
          <h3>{t("history.nameTitle")}</h3>
          <p>{t("history.nameText")}</p>
          <label className="usa-label" htmlFor="version-name">
            {t("history.name")} <span className="usa-hint">{t("history.nameHint")}</span>
          </label>
          <input className="usa-input" id="version-name" name="name" maxLength={120} defaultValue={refused?.name ?? ""} required aria-describedby={refused ? "version-error" : undefined} />
          {refused && (
            <p className="field-error" id="version-error" role="alert">
              {t(`history.refused.${refused.why}`)}
            </p>
          )}
          <p>
            <button type="submit" className="usa-button usa-button--outline">
              {t("history.nameSave")}
            </button>
          </p>
        </Form>}
      </section>
    </>
  );
}

const linked = (change: ListedChange): boolean => !["organizations", "identifications", "dashboard", "openingActions"].includes(change.collection);

function Change({ planId, change }: { planId: string; change: ListedChange }) {
  const title = [change.noun.charAt(0).toUpperCase() + change.noun.slice(1), change.number].filter(Boolean).join(" ");
  const whole = `${title}${change.name === "" ? "" : `: ${change.name}`}`;
  const fields = change.fields.length === 0 ? null : <FieldChanges fields={change.fields} />;
  return (
    <>
      <h3 className="about">
        {linked(change) ? <Link to={historyPath(planId, change.collection, change.rowId)}>{whole}</Link> : whole}
        {change.school && <span className="quiet"> {change.school}</span>}
      </h3>
      <p className="quiet small">
        <strong>{t(`history.${change.what}`)}</strong> {change.by && t("history.byWhen", { by: change.by, when: change.when })}
      </p>
      {change.what === "changed" || !fields ? (
        fields
      ) : (
        <details className="help">
          <summary aria-label={`${t("history.words")}: ${whole}`}>{t("history.words")}</summary>
          {fields}
        </details>
      )}
    </>
  );
}
