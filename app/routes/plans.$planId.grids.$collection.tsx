import { Form, Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { useState, useSyncExternalStore } from "react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { goalAsked } from "#app/http/goal-asked.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadGrid } from "#app/services/grids/load-grid.server.ts";
import type { GridPage } from "#app/services/grids/load-grid.server.ts";
import { goalPath, gridPath, planPath, rowPath } from "#app/domain/plan/place-of.ts";
import { Grid } from "#app/ui/grid/grid.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { AdoptedNotice } from "#app/ui/plan/adopted-notice.tsx";
import { t } from "#app/ui/texts/t.ts";

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const titleOf = (page: GridPage): string => (page.goal ? t("grid.titleOfGoal", { row: capital(page.row), goal: page.goal.label.split(" ")[0] ?? "" }) : t("grid.title", { row: capital(page.row) }));

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? titleOf(page) : t("nav.plan")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadGrid(ctx, params["planId"] ?? "", { collection: params["collection"] ?? "", goalId: goalAsked(request) }).catch(throwAsResponse);
}

const wide = "(min-width: 40.01rem)";
/** A screen wide enough for a grid, in a browser that runs scripts. */
const useWide = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(wide);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => window.matchMedia(wide).matches,
    () => false,
  );

export default function GridOfRows() {
  const page = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const taken = Number(search.get("taken") ?? 0);
  const { plan, collection, goal } = page;
  const here = gridPath(plan.id, collection, goal?.id ?? null);
  const crumbs = [{ to: planPath(plan.id), label: planTitle(plan) }, { to: `${planPath(plan.id)}/chapters/${page.chapter.id}`, label: page.chapter.title }, ...(goal ? [{ to: goalPath(plan.id, goal.id), label: t("goal.title", { number: goal.label.split(" ")[0] ?? "" }) }] : [])];
  const file = (act: string) => `${planPath(plan.id)}/grids/${encodeURIComponent(collection)}/${act}${goal ? `?goal=${encodeURIComponent(goal.id)}` : ""}`;
  return (
    <div className="wide">
      <PageHead title={titleOf(page)} crumbs={crumbs}>
        <p>{page.question}</p>
        <p>{page.open ? t("grid.lead") : t("grid.adopted")}</p>
      </PageHead>
      <AdoptedNotice plan={plan} />
      {taken > 0 && (
        <p className="usa-alert usa-alert--success usa-alert--slim" role="status">
          <span className="usa-alert__body">{t("gridFile.taken", { count: taken })}</span>
        </p>
      )}
      {page.goals.length > 0 && (
        <Form method="get" className="inline grid-goal">
          <label className="usa-label" htmlFor="grid-goal">
            {t("grid.goal")}
          </label>
          <select className="usa-select" id="grid-goal" name="goal" defaultValue={goal?.id ?? ""} key={goal?.id ?? ""}>
            <option value="">{t("grid.allGoals")}</option>
            {page.goals.map((one) => (
              <option key={one.id} value={one.id}>
                {one.label}
              </option>
            ))}
          </select>
          <button type="submit" className="usa-button usa-button--outline">
            {t("grid.goalGo")}
          </button>
        </Form>
      )}
      <Rows key={here + String(taken)} page={page} here={here} />
      <section className="statement grid-file" aria-labelledby="grid-file">
        <h2 id="grid-file">{t("gridFile.title")}</h2>
        <p>{t("gridFile.lead")}</p>
        <p className="inline">
          <a href={file("file")} className="usa-button usa-button--outline" download>
            {t("gridFile.download")}
          </a>
          {page.open && <Link to={file("import")}>{t("gridFile.upload")}</Link>}
        </p>
      </section>
    </div>
  );
}

function Rows({ page, here }: { page: GridPage; here: string }) {
  const grid = useWide();
  const [shown, setShown] = useState(page.shown);
  const { plan, collection, fields, naming } = page;
  if (!grid) return <Cards page={page} />;
  return (
    <>
      <details className="help">
        <summary>{t("grid.columns", { shown: shown.length, count: fields.length })}</summary>
        <div className="choices many">
          {fields.map((field) => (
            <div key={field.name} className="usa-checkbox">
              <input className="usa-checkbox__input" type="checkbox" id={`column-${field.name}`} checked={shown.includes(field.name) || field.name === naming} disabled={field.name === naming} onChange={(event) => setShown(event.target.checked ? [...shown, field.name] : shown.filter((name) => name !== field.name))} />
              <label className="usa-checkbox__label" htmlFor={`column-${field.name}`}>
                {field.label}
              </label>
            </div>
          ))}
        </div>
      </details>
      <Grid label={page.question} storageKey={`${plan.id}/grids${here.slice(here.indexOf("/grids") + 6)}`} saveUrl={`${planPath(plan.id)}/grids/${encodeURIComponent(collection)}/cells`} schema={page.schema} fields={fields} shown={shown} naming={naming} given={page.given} rows={page.rows} workedOut={page.workedOut} rowHref={(id) => rowPath(plan.id, collection, id)} open={page.open} />
    </>
  );
}

/** On a small screen and without scripts: the rows to read, each with its own form one click away. */
function Cards({ page }: { page: GridPage }) {
  const columns = page.fields.filter((field) => page.shown.includes(field.name) && field.name !== page.naming);
  const given = Object.entries(page.given).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
  return (
    <>
      <p className="quiet small">{t("grid.cards")}</p>
      {page.rows.length === 0 ? (
        <p className="empty">{t("grid.empty")}</p>
      ) : (
        <div className="table-wrap" tabIndex={0} role="group" aria-label={page.question}>
          <table className="plain stacks">
            <thead>
              <tr>
                <th scope="col">{capital(page.row)}</th>
                {columns.map((field) => (
                  <th key={field.name} scope="col" className={field.control === "money" ? "num" : undefined}>
                    {field.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">
                    <Link to={rowPath(page.plan.id, page.collection, row.id)}>{[row.number, row.cells[page.naming]].filter(Boolean).join(" ") || t("rows.noName")}</Link>
                  </th>
                  {columns.map((field) => (
                    <td key={field.name} data-head={field.label} className={field.control === "money" ? "num" : undefined}>
                      {row.cells[field.name]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {page.open && <Link to={`${rowPath(page.plan.id, page.collection, "new")}${given === "" ? "" : `?${given}`}`}>{t("rows.add", { row: page.row })}</Link>}
    </>
  );
}
