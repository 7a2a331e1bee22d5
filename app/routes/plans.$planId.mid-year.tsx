import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { readMidYearForm } from "#app/http/save-forms.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadMidYear } from "#app/services/plans/load-mid-year.server.ts";
import type { MidYearBox, MidYearPage } from "#app/services/plans/load-mid-year.server.ts";
import { saveMidYear } from "#app/services/plans/save-mid-year.server.ts";
import { anchorOf, midYearPath, planPath } from "#app/domain/plan/place-of.ts";
import { AutosaveForm } from "#app/ui/forms/autosave-form.tsx";
import type { PlainResult } from "#app/ui/forms/autosave-form.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ReadOnlyFields } from "#app/ui/plan/read-only-fields.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { State } from "#app/ui/plan/state.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("midYear.title", { year: page?.plan.year ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadMidYear(ctx, params["planId"] ?? "", new URL(request.url).searchParams.get("goal")).catch(throwAsResponse);
}

/** A save from a browser without JavaScript. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  const form = await readMidYearForm(request).catch(throwAsResponse);
  const result = await saveMidYear(ctx, planId, form).catch(throwAsResponse);
  if (result.outcome === "saved") return redirect(`${midYearPath(planId)}${new URL(request.url).search}#${anchorOf("action", form.actionId)}`);
  const plain: PlainResult = { typed: Object.fromEntries([...form.posted].map(([name, values]) => [name, [...values]])), errors: result.outcome === "refused" ? result.errors : {}, theirs: result.outcome === "conflict" ? result.theirs : null };
  return data({ actionId: form.actionId, plain }, { status: saveStatus[result.outcome] });
}

export default function MidYear() {
  const { plan, writes, exports, reported, count, planned, spent, goals, shown, parts } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const here = midYearPath(plan.id);
  const page = shown === null ? here : `${here}?goal=${encodeURIComponent(shown)}`;
  return (
    <>
      <PageHead title={t("midYear.title", { year: plan.year })} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]}>
        <p>{plan.school ? t("midYear.leadSchool") : t("midYear.lead")}</p>
      </PageHead>
      <dl className="figures">
        <div>
          <dt>{t("midYear.reported")}</dt>
          <dd>{t("midYear.reportedOf", { reported, count })}</dd>
        </div>
        <div>
          <dt>{t("midYear.planned")}</dt>
          <dd className="num">{planned}</dd>
        </div>
        <div>
          <dt>{t("midYear.spent")}</dt>
          <dd className="num">{spent}</dd>
        </div>
      </dl>
      {exports && (
        <p className="inline no-print">
          {plan.school ? t("workingDraft.download") : t("midYear.download")}{" "}
          <a className="usa-button usa-button--outline" href={`${here}/report?format=docx`}>
            {t("midYear.word")}
          </a>
          <a className="usa-button usa-button--outline" href={`${here}/report?format=xlsx`}>
            {t("midYear.excel")}
          </a>
        </p>
      )}
      {shown !== null && goals.length > 1 && (
        <nav className="filter" aria-label={t("midYear.goals")}>
          {goals.map((goal) => (
            <Link key={goal} to={`${here}?goal=${encodeURIComponent(goal)}`} aria-current={goal === shown ? "true" : undefined}>
              {t("goal.title", { number: goal })}
            </Link>
          ))}
        </nav>
      )}
      {parts.map((part) => (
        <section key={part.number} aria-labelledby={`goal-${part.number}`}>
          <h2 id={`goal-${part.number}`}>{t("midYear.actions", { number: part.number })}</h2>
          <p className="quiet">{part.title}</p>
          {part.actions.map((one) => (
            <Entry key={one.id} planId={plan.id} page={page} save={`${here}/save`} writes={writes} entry={one} plain={result?.actionId === one.id ? result.plain : null} />
          ))}
          <h3>{t("midYear.metrics", { number: part.number })}</h3>
          <Metrics part={part} />
        </section>
      ))}
    </>
  );
}

function Entry({ planId, page, save, writes, entry, plain }: { planId: string; page: string; save: string; writes: boolean; entry: MidYearBox; plain: PlainResult | null }) {
  const anchor = anchorOf("action", entry.id);
  return (
    <div role="group" className="last-year mid-year" id={anchor} aria-labelledby={`${anchor}-title`}>
      <div className="last-year-head">
        <h3 id={`${anchor}-title`}>
          {entry.number} {entry.title}
        </h3>
        <State state={entry.reported ? "answered" : "missing"} words={entry.reported ? t("midYear.done") : t("midYear.open")} />
      </div>
      <p className="small quiet">{[t("midYear.actionPlanned", { amount: entry.planned }), entry.spent === null ? "" : t("midYear.actionSpent", { amount: entry.spent })].filter(Boolean).join(" · ")}</p>
      {writes ? (
        <AutosaveForm key={entry.fields.map((field) => field.name).join()} storageKey={`${planId}/mid-year/${entry.id}`} page={page} saveUrl={save} hidden={{ actionId: entry.id }} fields={entry.fields} typed={entry.typed} version={entry.version} submitLabel={t("save.save")} compact plain={plain} />
      ) : (
        <ReadOnlyFields fields={entry.fields} typed={entry.typed} />
      )}
      {entry.atSchools.length > 0 && (
        <>
          <h4>{t("midYear.atSchools")}</h4>
          <ul>
            {entry.atSchools.map(({ school, strategy, status, note }) => (
              <li key={`${school}/${strategy}`}>{[`${[school, strategy].filter(Boolean).join(", ")}: ${status || t("midYear.noStatus")}`, note].filter(Boolean).join(". ")}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Metrics({ part }: { part: MidYearPage["parts"][number] }) {
  if (part.metrics.length === 0) return <p className="empty">{t("midYear.noMetrics")}</p>;
  return (
    <div className="table-wrap" tabIndex={0} role="group" aria-label={t("midYear.metrics", { number: part.number })}>
      <table className="plain stacks">
        <thead>
          <tr>
            <th scope="col">{t("midYear.metric")}</th>
            <th scope="col">{t("midYear.who")}</th>
            <th scope="col">{t("midYear.baseline")}</th>
            <th scope="col">{t("midYear.target")}</th>
            <th scope="col">{t("midYear.newest")}</th>
          </tr>
        </thead>
        <tbody>
          {part.metrics.flatMap((metric) =>
            (metric.readings.length === 0 ? [{ who: "–", baseline: "–", target: "–", newest: "–" }] : metric.readings).map((reading, at) => (
              <tr key={`${metric.number}-${at}`}>
                <th scope="row">
                  {metric.number} {metric.name}
                  {at === 0 && metric.enterAt && (
                    <>
                      {" "}
                      <Link className="small" to={metric.enterAt} aria-label={`${t("midYear.enter")}: ${metric.name}`}>
                        {t("midYear.enter")}
                      </Link>
                    </>
                  )}
                </th>
                <td data-head={t("midYear.who")}>{reading.who}</td>
                <td data-head={t("midYear.baseline")}>{reading.baseline}</td>
                <td data-head={t("midYear.target")}>{reading.target}</td>
                <td data-head={t("midYear.newest")}>{reading.newest}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}
