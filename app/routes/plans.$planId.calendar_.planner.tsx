import { Form, Link, useLoaderData } from "@remix-run/react";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadPlanner } from "#app/services/calendar/load-planner.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { calendarPath, planPath } from "#app/domain/plan/place-of.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";
import calendarStyles from "#app/styles/calendar.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: calendarStyles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? t("planner.title", { year: page.plan.year }) : t("calendar.planner")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams;
  const named = (prefix: string) => Object.fromEntries([...asked].filter(([name]) => name.startsWith(`${prefix}.`)).map(([name, value]) => [name.slice(prefix.length + 1), value]));
  return loadPlanner(ctx, params["planId"] ?? "", { dates: asked.getAll("date"), time: asked.get("time") ?? "", chosen: named("fix"), leads: named("lead") }).catch(throwAsResponse);
}

const fields = 8;

export default function Planner() {
  const page = useLoaderData<typeof loader>();
  const { plan, dates, steps } = page;
  const inputs = Array.from({ length: Math.max(fields, dates.length + 2) }, (_, at) => dates[at] ?? "");
  const board = steps.filter(({ step }) => step.at_board);
  const leads = steps.filter(({ step }) => step.links.some((link) => link.lead));
  const possible = steps.length > 0 && page.breaks.length === 0 && page.problems.length === 0 && dates.length > 0;
  return (
    <>
      <PageHead title={t("planner.title", { year: plan.year })} crumbs={[{ to: planPath(plan.id), label: t("plan.title", { year: plan.year }) }, { to: calendarPath(plan.id), label: t("calendar.link") }]}>
        <p>{t("planner.lead")}</p>
      </PageHead>
      {[...page.problems, ...page.breaks.map(({ message }) => message)].length > 0 && (
        <section className="usa-alert usa-alert--error" role="alert" aria-labelledby="breaks">
          <div className="usa-alert__body">
            <h2 className="usa-alert__heading" id="breaks">
              {t("planner.breaks")}
            </h2>
            <ul>
              {[...page.problems, ...page.breaks.map(({ message }) => message)].map((message) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          </div>
        </section>
      )}
      {possible && <p className="usa-alert usa-alert--success usa-alert--slim fits">{t("planner.fits")}</p>}
      {dates.length === 0 && <p className="empty">{t("planner.empty")}</p>}
      {dates.length > 0 && (
        <section aria-labelledby="last-days">
          <h2 id="last-days">{t("planner.result")}</h2>
          <div className="table-wrap" tabIndex={0} role="group" aria-label={t("planner.result")}>
            <table className="plain stacks">
              <caption className="visually-hidden">{t("planner.result")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("planner.last")}</th>
                  <th scope="col">{t("planner.step")}</th>
                  <th scope="col">{t("planner.owner")}</th>
                  <th scope="col">{t("planner.because")}</th>
                </tr>
              </thead>
              <tbody>
                {[...steps]
                  .sort((one, other) => (one.last ?? "9").localeCompare(other.last ?? "9"))
                  .map(({ step, applies, last, time, because }) => (
                    <tr key={step.id}>
                      <td data-head={t("planner.last")}>
                        <strong>{last === null ? t("planner.none") : `${longDay(last)}${time === null ? "" : `, ${time}`}`}</strong>
                      </td>
                      <th scope="row">
                        {step.title}
                        {applies === "if" && step.only_if !== undefined && <span className="quiet"> ({t("planner.onlyIf", { what: step.only_if })})</span>}
                        {step.help !== undefined && <span className="usa-hint">{step.help}</span>}
                      </th>
                      <td data-head={t("planner.owner")}>{page.owners[step.owner] ?? step.owner}</td>
                      <td data-head={t("planner.because")}>
                        {because && (
                          <>
                            {because.from !== null && `${page.titles[because.from] ?? because.from}: `}
                            {longDay(because.on)}. <span className="quiet small">{because.citation}. {t(`calendar.confidence.${step.confidence}`)}.</span>
                          </>
                        )}
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
          <p>
            <Link to={`${planPath(plan.id)}/rows/meetings/new`}>{t("planner.record")}</Link>
          </p>
        </section>
      )}
      <Form method="get" className="statement">
        <fieldset className="usa-fieldset">
          <legend className="usa-legend">
            <h2>{t("planner.dates")}</h2>
          </legend>
          <div className="meeting-dates">
            {inputs.map((date, at) => (
              <div key={`${at} ${date}`}>
                <label className="usa-label" htmlFor={`date-${at}`}>
                  {t("planner.date", { number: at + 1 })}
                </label>
                <input className="usa-input" type="date" id={`date-${at}`} name="date" defaultValue={date} />
              </div>
            ))}
          </div>
        </fieldset>
        <label className="usa-label" htmlFor="time">
          {t("planner.time")} <span className="usa-hint">{t("planner.timeHint")}</span>
        </label>
        <input className="usa-input time" type="time" id="time" name="time" defaultValue={page.time} />
        {dates.length > 0 && (
          <fieldset className="usa-fieldset">
            <legend className="usa-legend">{t("planner.choose")}</legend>
            {board.map(({ step }) => (
              <div key={step.id}>
                <label className="usa-label" htmlFor={`fix-${step.id}`}>
                  {step.title}
                </label>
                <select className="usa-select" id={`fix-${step.id}`} name={`fix.${step.id}`} defaultValue={page.chosen[step.id] ?? ""} key={page.chosen[step.id] ?? ""}>
                  <option value="">{t("planner.latest")}</option>
                  {dates.map((date) => (
                    <option key={date} value={date}>
                      {longDay(date)}
                    </option>
                  ))}
                </select>
              </div>
            ))}
          </fieldset>
        )}
        <details className="help" open={Object.keys(page.leads).length > 0}>
          <summary>{t("planner.leads")}</summary>
          <div className="leads">
            {leads.map(({ step }) => (
              <div key={step.id}>
                <label className="usa-label" htmlFor={`lead-${step.id}`}>
                  {step.title}
                </label>
                <input className="usa-input" type="number" min={0} max={365} id={`lead-${step.id}`} name={`lead.${step.id}`} defaultValue={page.leads[step.id] ?? ""} />
              </div>
            ))}
          </div>
        </details>
        <p>
          <button type="submit" className="usa-button">
            {t("planner.show")}
          </button>
        </p>
      </Form>
    </>
  );
}
