import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadMatrix } from "#app/services/coverage/load-matrix.server.ts";
import type { MatrixLine } from "#app/services/coverage/load-matrix.server.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { StateShape } from "#app/ui/plan/state.tsx";
import { sayOfMatrix } from "#app/ui/texts/matrix.ts";
import { sayOfOffers } from "#app/ui/texts/offers-to-schools.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = () => [{ title: `${sayOfMatrix("matrix.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadMatrix(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

const choices = {
  all: () => true,
  open: (row: MatrixLine) => row.cells.some((cell) => cell !== null && !cell.related && cell.open > 0),
  shared: (row: MatrixLine) => row.cells.filter((cell) => cell !== null && !cell.related).length > 1,
  unasked: (row: MatrixLine) => row.forms === 0,
} as const;
const labels = { all: "matrix.showAll", open: "matrix.showOpen", shared: "matrix.showShared", unasked: "matrix.showUnasked" } as const;

export default function MatrixPage() {
  const { plan, columns, chapters, meter } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const asked = search.get("show") ?? "all";
  const choice = asked in choices ? (asked as keyof typeof choices) : "all";
  const here = `${planPath(plan.id)}/matrix`;
  const shown = chapters.map((chapter) => ({ ...chapter, rows: chapter.rows.filter(choices[choice]) })).filter(({ rows }) => rows.length > 0);
  const filledBy = (column: (typeof columns)[number]) => (!column.ofSchools || plan.school ? "" : column.organizations === 1 ? sayOfMatrix("matrix.oneSchool") : sayOfMatrix("matrix.schools", { count: column.organizations }));
  return (
    <>
      <PageHead title={sayOfMatrix("matrix.title")} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]}>
        <p>{sayOfMatrix(plan.school ? "matrix.leadSchool" : "matrix.lead")}</p>
        {meter && (
          <p>
            <strong>{sayOfMatrix("matrix.meter", { separately: meter.separately, once: meter.once })}</strong> {sayOfOffers("meter", { cellsSeparately: meter.cellsSeparately, cellsOnce: meter.cellsOnce, taken: meter.taken })}
          </p>
        )}
      </PageHead>
      <nav className="filter" aria-label={sayOfMatrix("matrix.show")}>
        {(Object.keys(choices) as (keyof typeof choices)[]).map((one) => (
          <Link key={one} to={one === "all" ? here : `${here}?show=${one}`} aria-current={one === choice ? "true" : undefined} preventScrollReset>
            {sayOfMatrix(labels[one])}
          </Link>
        ))}
      </nav>
      <p className="small quiet">{sayOfMatrix("matrix.legend")}</p>
      {shown.length === 0 ? (
        <p className="empty">{sayOfMatrix("matrix.none")}</p>
      ) : (
        <div className="table-wrap matrix" tabIndex={0} role="group" aria-label={sayOfMatrix("matrix.title")}>
          <table>
            <caption className="visually-hidden">{sayOfMatrix("matrix.title")}</caption>
            <thead>
              <tr>
                <th scope="col">{sayOfMatrix("matrix.question")}</th>
                {columns.map((column) => (
                  <th key={column.edition} scope="col" title={column.title}>
                    {column.short}
                    <span className="small quiet">{filledBy(column)}</span>
                  </th>
                ))}
              </tr>
            </thead>
            {shown.map((chapter) => (
              <tbody key={chapter.id}>
                <tr className="chapter">
                  <th scope="rowgroup" colSpan={columns.length + 1}>
                    {chapter.title}
                  </th>
                </tr>
                {chapter.rows.map((row) => (
                  <tr key={row.key}>
                    <th scope="row">
                      <Link to={row.href}>{row.question}</Link>
                    </th>
                    {columns.map((column, at) => {
                      const cell = row.cells[at];
                      if (!cell) return <td key={column.edition} />;
                      const all = cell.answered + cell.open;
                      return (
                        <td key={column.edition}>
                          <Link className={`state ${cell.state}`} to={`${here}/${column.program}/${row.key}`} aria-label={all === 0 ? sayOfMatrix("matrix.cellNothing", { question: row.question, form: column.short }) : sayOfMatrix("matrix.cell", { question: row.question, form: column.short, state: t(`state.${cell.state}`), answered: cell.answered, all })}>
                            <StateShape state={cell.state} />
                            <span>{all === 0 ? "" : sayOfMatrix("matrix.of", { answered: cell.answered, all })}</span>
                          </Link>
                          {cell.related && <span className="small quiet">{sayOfMatrix("matrix.related")}</span>}
                          {cell.supplements > 0 && <span className="small quiet">{sayOfMatrix("matrix.supplements", { count: cell.supplements })}</span>}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            ))}
            <tfoot>
              <tr>
                <th scope="row">{sayOfMatrix("matrix.places")}</th>
                {columns.map(({ edition, counts }) => (
                  <td key={edition}>{sayOfMatrix("matrix.of", { answered: counts.answered, all: counts.answered + counts.partly + counts.missing })}</td>
                ))}
              </tr>
              <tr>
                <th scope="row">{sayOfMatrix("matrix.unfilled")}</th>
                {columns.map(({ edition, unfilled }) => (
                  <td key={edition}>{unfilled.length === 0 ? <span className="quiet">{sayOfMatrix("matrix.unfilledNone")}</span> : <details><summary>{unfilled.length}</summary>{unfilled.join("; ")}</details>}</td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      {meter && (
        <details className="part">
          <summary>
            <h2>{sayOfMatrix("matrix.meterHow")}</h2>
          </summary>
          <table className="plain stacks">
            <caption className="visually-hidden">{sayOfMatrix("matrix.meterHow")}</caption>
            <thead>
              <tr>
                {(["meterForm", "meterForms", "meterRequired", "meterHeld", "meterExtra", "meterSeparately", "meterOnce"] as const).map((head) => (
                  <th key={head} scope="col">
                    {sayOfMatrix(`matrix.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {meter.forms.map((form, at) => (
                <tr key={at}>
                  <th scope="row">{form.short}</th>
                  <td data-head={sayOfMatrix("matrix.meterForms")}>{form.organizations}</td>
                  <td data-head={sayOfMatrix("matrix.meterRequired")}>{form.required}</td>
                  <td data-head={sayOfMatrix("matrix.meterHeld")}>{form.byClass.H + form.byClass.C + form.byClass["C*"]}</td>
                  <td data-head={sayOfMatrix("matrix.meterExtra")}>{form.supplements}</td>
                  <td data-head={sayOfMatrix("matrix.meterSeparately")}>{form.separately}</td>
                  <td data-head={sayOfMatrix("matrix.meterOnce")}>{form.once}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <ol>
            {meter.rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}
