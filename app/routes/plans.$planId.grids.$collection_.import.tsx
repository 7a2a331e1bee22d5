import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readTakeForm } from "#app/http/cells-form.server.ts";
import { goalAsked } from "#app/http/goal-asked.ts";
import { readUpload } from "#app/http/read-upload.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { asResponse, throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { statusOf } from "#app/http/statuses.ts";
import { AppError } from "#schemas/app-error.ts";
import { compareWorkbook, loadImportPage, takeWorkbook } from "#app/services/grids/grid-file.server.ts";
import type { ComparisonPage } from "#app/services/grids/grid-file.server.ts";
import { gridPath, planPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { t } from "#app/ui/texts/t.ts";

/** A workbook of a large plan is far below this. */
const mostBytes = 5 * 1024 * 1024;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("gridFile.uploadTitle", { row: page?.row ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return { ...(await loadImportPage(ctx, params["planId"] ?? "", params["collection"] ?? "").catch(throwAsResponse)), goalId: goalAsked(request) };
}

type Answered = { page: ComparisonPage | null; problem: string; changedAgain: boolean };

/** A workbook to look at, or the cells of one that were ticked. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, collection, goalId] = [params["planId"] ?? "", params["collection"] ?? "", goalAsked(request)];
  try {
    if ((request.headers.get("Content-Type") ?? "").startsWith("multipart/")) {
      await loadImportPage(ctx, planId, collection);
      const { file, posted } = await readUpload(request, { field: "workbook", largest: mostBytes });
      if (posted.size > 0) throw new AppError("invalid", "The form has a field that does not belong here.");
      if (file === null) throw new AppError("invalid", "Choose a file first.");
      const page = await compareWorkbook(ctx, planId, { collection, goalId, bytes: file.bytes });
      return data<Answered>({ page, problem: "", changedAgain: false }, { status: page.faults.length > 0 ? 422 : 200 });
    }
    const result = await takeWorkbook(ctx, planId, { collection, goalId, ...(await readTakeForm(request)) });
    if (result.outcome === "taken") return redirect(`${gridPath(planId, collection, goalId)}${goalId === null ? "?" : "&"}taken=${result.cells}`);
    return data<Answered>({ page: result.page, problem: "", changedAgain: true }, { status: 409 });
  } catch (error) {
    // What is wrong with a file is said beside the place to choose another one.
    if (error instanceof AppError && (error.code === "invalid" || error.code === "too-large")) return data<Answered>({ page: null, problem: error.message, changedAgain: false }, { status: statusOf[error.code] });
    throw asResponse(error);
  }
}

export default function TakeBack() {
  const head = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const page = answered?.page ?? null;
  const grid = gridPath(head.plan.id, head.collection, head.goalId);
  const here = `${planPath(head.plan.id)}/grids/${encodeURIComponent(head.collection)}/import${head.goalId === null ? "" : `?goal=${encodeURIComponent(head.goalId)}`}`;
  return (
    <>
      <PageHead title={t("gridFile.uploadTitle", { row: head.row })} crumbs={[{ to: planPath(head.plan.id), label: planTitle(head.plan) }, { to: grid, label: t("grid.title", { row: head.row }) }]}>
        <p>{t("gridFile.uploadLead")}</p>
      </PageHead>
      {answered && answered.problem !== "" && (
        <p className="field-error" role="alert">
          {answered.problem}
        </p>
      )}
      {page && page.faults.length > 0 && <Faults page={page} />}
      {page && (page.faults.length === 0 || answered?.changedAgain) && <Differences page={page} here={here} grid={grid} changedAgain={answered?.changedAgain ?? false} />}
      {(!page || page.faults.length > 0) && (
        <Form method="post" action={here} encType="multipart/form-data" className="form-grid" reloadDocument>
          <FormKey />
          <div>
            <label className="usa-label" htmlFor="workbook">
              {t("gridFile.file")}
            </label>
            <input className="usa-file-input" type="file" id="workbook" name="workbook" required accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" />
          </div>
          <div>
            <button type="submit" className="usa-button">
              {t("gridFile.compare")}
            </button>
          </div>
        </Form>
      )}
    </>
  );
}

function Faults({ page }: { page: ComparisonPage }) {
  return (
    <div className="usa-alert usa-alert--error" role="alert">
      <div className="usa-alert__body">
        <h2 className="usa-alert__heading">{t("gridFile.faults", { count: page.faults.length })}</h2>
        <p>{t("gridFile.faultsText")}</p>
        <ul>
          {page.faults.slice(0, 100).map(({ row, column, why }, at) => (
            <li key={at}>{row !== null && column !== null ? t("gridFile.cell", { row, column, why }) : row !== null ? t("gridFile.atRow", { row, why }) : column !== null ? t("gridFile.atColumn", { column, why }) : why}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

const words = (text: string) => text || t("save.blank");

function Differences({ page, here, grid, changedAgain }: { page: ComparisonPage; here: string; grid: string; changedAgain: boolean }) {
  const { differences, elsewhere, missing, added, takenBefore } = page;
  const nothing = differences.length === 0 && added.length === 0 && missing.every(({ hanging }) => hanging.length > 0);
  return (
    <section aria-labelledby="differences">
      <h2 id="differences">{differences.length === 0 && added.length === 0 ? t("gridFile.same") : t("gridFile.differences", { count: differences.length })}</h2>
      {changedAgain && (
        <p className="field-error" role="alert">
          {t("gridFile.changedAgain")}
        </p>
      )}
      {elsewhere > 0 && <p>{t("gridFile.elsewhere", { count: elsewhere })}</p>}
      {takenBefore > 0 && <p>{t("gridFile.takenBefore", { count: takenBefore })}</p>}
      {nothing && missing.length > 0 && <MissingRows rows={missing} />}
      {nothing ? (
        <p>
          <Link to={grid}>{t("row.back", { title: t("grid.title", { row: page.row }) })}</Link>
        </p>
      ) : (
        <Form method="post" action={here} reloadDocument>
          <FormKey />
          <input type="hidden" name="rows" value={JSON.stringify(page.rows)} />
          <input type="hidden" name="seen" value={JSON.stringify(page.seen)} />
          <input type="hidden" name="added" value={JSON.stringify(added)} />
          {differences.length > 0 && <div className="table-wrap" tabIndex={0} role="group" aria-label={t("gridFile.differences", { count: differences.length })}>
            <table className="plain stacks differences">
              <thead>
                <tr>
                  <th scope="col">{t("gridFile.take")}</th>
                  <th scope="col">{t("grid.row")}</th>
                  <th scope="col">{t("grid.column")}</th>
                  <th scope="col">{t("grid.now")}</th>
                  <th scope="col">{t("gridFile.inFile")}</th>
                  <th scope="col">{t("gridFile.meanwhile")}</th>
                </tr>
              </thead>
              <tbody>
                {differences.map((one, at) => (
                  <tr key={`${one.id}/${one.field}`} className={one.both ? "both" : undefined}>
                    <td data-head={t("gridFile.take")}>
                      <span className="usa-checkbox">
                        <input className="usa-checkbox__input" type="checkbox" id={`take-${at}`} name="take" value={`${one.id}/${one.field}`} defaultChecked={!one.both} />
                        <label className="usa-checkbox__label" htmlFor={`take-${at}`}>
                          <span className="visually-hidden">{`${t("gridFile.take")}: ${one.name}, ${one.label}`}</span>
                        </label>
                      </span>
                    </td>
                    <th scope="row">{one.name}</th>
                    <td data-head={t("grid.column")}>{one.label}</td>
                    <td data-head={t("grid.now")}>
                      <del>{words(one.now)}</del>
                    </td>
                    <td data-head={t("gridFile.inFile")}>
                      <ins>{words(one.file)}</ins>
                    </td>
                    <td data-head={t("gridFile.meanwhile")}>{one.both ? t("gridFile.meanwhileText", { text: words(one.out) }) : ""}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>}
          {added.length > 0 && <NewRows page={page} />}
          {missing.length > 0 && <MissingRows rows={missing} />}
          <p className="inline">
            <button type="submit" className="usa-button">
              {t("gridFile.takeTicked")}
            </button>
            <Link to={grid}>{t("gridFile.leave")}</Link>
          </p>
        </Form>
      )}
    </section>
  );
}

function Tick({ name, value, label, checked }: { name: "add" | "drop"; value: string; label: string; checked: boolean }) {
  return (
    <span className="usa-checkbox">
      <input className="usa-checkbox__input" type="checkbox" id={`${name}-${value}`} name={name} value={value} defaultChecked={checked} />
      <label className="usa-checkbox__label" htmlFor={`${name}-${value}`}>
        <span className="visually-hidden">{label}</span>
      </label>
    </span>
  );
}

/** Rows that only the workbook has, with everything they say. */
function NewRows({ page: { added, columns } }: { page: ComparisonPage }) {
  return (
    <>
      <h2>{t("gridFile.added", { count: added.length })}</h2>
      <div className="table-wrap" tabIndex={0} role="group" aria-label={t("gridFile.added", { count: added.length })}>
        <table className="plain stacks">
          <thead>
            <tr>
              <th scope="col">{t("gridFile.take")}</th>
              <th scope="col">{t("gridFile.rowOfFile")}</th>
              {columns.map(({ name, label, number }) => (
                <th key={name} scope="col" className={number ? "num" : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {added.map(({ id, at, cells }) => (
              <tr key={id}>
                <td data-head={t("gridFile.take")}>
                  <Tick name="add" value={id} checked label={t("gridFile.addRow", { row: at })} />
                </td>
                <th scope="row">{t("gridFile.rowAt", { row: at })}</th>
                {columns.map(({ name, label, number }) => (
                  <td key={name} data-head={label} className={number ? "num" : undefined}>
                    {cells[name]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Rows that the workbook does not have: each goes only when it is ticked and nothing hangs on it. */
function MissingRows({ rows }: { rows: ComparisonPage["missing"] }) {
  return (
    <>
      <h2>{t("gridFile.missing", { count: rows.length })}</h2>
      <p>{t("gridFile.missingText")}</p>
      <ul className="plain-list missing-rows">
        {rows.map(({ id, name, hanging }) => (
          <li key={id}>
            {hanging.length === 0 && <Tick name="drop" value={id} checked={false} label={t("gridFile.dropRow", { name })} />}
            <span>
              {name} <span className="quiet small">{hanging.length === 0 ? t("gridFile.drop") : t("gridFile.hanging", { what: hanging.join("; ") })}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
