import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { readLastYearForm } from "#app/http/save-forms.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadLastYear } from "#app/services/plans/load-last-year.server.ts";
import type { LastYearBox } from "#app/services/plans/load-last-year.server.ts";
import { saveLastYear } from "#app/services/plans/save-last-year.server.ts";
import { anchorOf, lastYearPath, planPath, rowPath } from "#app/domain/plan/place-of.ts";
import { AutosaveForm } from "#app/ui/forms/autosave-form.tsx";
import type { PlainResult } from "#app/ui/forms/autosave-form.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { AdoptedNotice } from "#app/ui/plan/adopted-notice.tsx";
import { ReadOnlyFields } from "#app/ui/plan/read-only-fields.tsx";
import { State } from "#app/ui/plan/state.tsx";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("lastYear.title", { year: page?.year ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadLastYear(ctx, params["planId"] ?? "", new URL(request.url).searchParams.get("goal")).catch(throwAsResponse);
}

/** A save from a browser without JavaScript. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  const form = await readLastYearForm(request).catch(throwAsResponse);
  const result = await saveLastYear(ctx, planId, form).catch(throwAsResponse);
  if (result.outcome === "saved") return redirect(`${lastYearPath(planId)}${new URL(request.url).search}#${anchorOf("action", form.openingActionId)}`);
  const plain: PlainResult = { typed: Object.fromEntries([...form.posted].map(([name, values]) => [name, [...values]])), errors: result.outcome === "refused" ? result.errors : {}, theirs: result.outcome === "conflict" ? result.theirs : null };
  return data({ openingActionId: form.openingActionId, plain }, { status: saveStatus[result.outcome] });
}

export default function LastYear() {
  const { plan, closed, year, progress, source, goals, shown, actions, planned, estimated } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const here = lastYearPath(plan.id);
  const page = shown === null ? here : `${here}?goal=${encodeURIComponent(shown)}`;
  return (
    <>
      <PageHead title={t("lastYear.title", { year })} crumbs={[{ to: planPath(plan.id), label: t("plan.title", { year: plan.year }) }]}>
        <p>{progress ? t("lastYear.lead", { year }) : t("plan.blocked.opening")}</p>
        {source !== "" && <p className="small">{t("lastYear.source", { source })}</p>}
      </PageHead>
      <AdoptedNotice plan={plan} />
      {progress && (
        <dl className="figures">
          <div>
            <dt>{t("lastYear.entered")}</dt>
            <dd>{t("lastYear.enteredOf", { entered: progress.entered, count: progress.count })}</dd>
          </div>
          <div>
            <dt>{t("lastYear.plannedAll")}</dt>
            <dd className="num">{planned}</dd>
          </div>
          <div>
            <dt>{t("lastYear.estimatedAll")}</dt>
            <dd className="num">{estimated}</dd>
          </div>
        </dl>
      )}
      {shown !== null && goals.length > 1 && (
        <nav className="filter" aria-label={t("lastYear.goals")}>
          {goals.map((goal) => (
            <Link key={goal} to={`${here}?goal=${encodeURIComponent(goal)}`} aria-current={goal === shown ? "true" : undefined}>
              {t("goal.title", { number: goal })}
            </Link>
          ))}
        </nav>
      )}
      {actions.map((one) => (
        <Entry key={one.id} planId={plan.id} page={page} save={`${here}/save`} closed={closed} entry={one} plain={result?.openingActionId === one.id ? result.plain : null} />
      ))}
    </>
  );
}

function Entry({ planId, page, save, closed, entry, plain }: { planId: string; page: string; save: string; closed: boolean; entry: LastYearBox; plain: PlainResult | null }) {
  const anchor = anchorOf("action", entry.id);
  return (
    <div role="group" className="last-year" id={anchor} aria-labelledby={`${anchor}-title`}>
      <div className="last-year-head">
        <h2 id={`${anchor}-title`}>
          {entry.number} {entry.title}
        </h2>
        <State state={entry.entered ? "answered" : "missing"} words={entry.entered ? t("lastYear.done") : t("lastYear.open")} />
      </div>
      <p className="small quiet">
        {[
          t("lastYear.planned", { amount: entry.planned }),
          entry.contributing ? t("lastYear.plannedLcff", { amount: entry.plannedLcff }) : "",
          entry.plannedPercent === null ? "" : t("lastYear.plannedPercent", { percent: entry.plannedPercent }),
          entry.estimated === null ? "" : t("lastYear.estimated", { amount: entry.estimated }),
          entry.midYear === null ? "" : t("lastYear.midYear", { amount: entry.midYear }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {closed ? (
        <ReadOnlyFields fields={entry.fields} typed={entry.typed} />
      ) : (
        <AutosaveForm key={entry.fields.map((field) => field.name).join()} storageKey={`${planId}/last-year/${entry.id}`} page={page} saveUrl={save} hidden={{ openingActionId: entry.id }} fields={entry.fields} typed={entry.typed} version={entry.version} submitLabel={t("save.save")} compact plain={plain} />
      )}
      {entry.unplaced.map((line) => (
        <p key={line.id} className="small">
          {t("lastYear.unplaced")} <Link to={rowPath(planId, "lines", line.id)}>{line.words}</Link>
        </p>
      ))}
    </div>
  );
}
