import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadTalk } from "#app/services/comments/talk.server.ts";
import { loadGoal } from "#app/services/plans/load-goal.server.ts";
import { inOneLook } from "#app/services/plans/open-plan.server.ts";
import { loadOffers } from "#app/services/year-turn/offers.server.ts";
import { loadCarriedMarks } from "#app/services/year-turn/load-carried.server.ts";
import type { Reading } from "#app/services/plans/load-goal.server.ts";
import { carriedPath, forSchoolsPath, goalPath, historyPath, planPath, rowPath } from "#app/domain/plan/place-of.ts";
import { GridLink } from "#app/ui/grid/grid-link.tsx";
import { CommentsBeside } from "#app/ui/comments/comments-beside.tsx";
import { HereToo } from "#app/ui/comments/here-too.tsx";
import { TalkContext } from "#app/ui/comments/talk-context.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { AdoptedNotice } from "#app/ui/plan/adopted-notice.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { Offers } from "#app/ui/year-turn/offers.tsx";
import { CarriedMark, MarksContext } from "#app/ui/year-turn/carried-mark.tsx";
import { Prose } from "#app/ui/document/prose.tsx";
import { sayOfOffers } from "#app/ui/texts/offers-to-schools.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("goal.title", { number: page?.goal.number ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, goalId] = [params["planId"] ?? "", params["goalId"] ?? ""];
  return inOneLook(ctx, async (ctx) => {
    const page = await loadGoal(ctx, planId, goalId);
    const offered = (await loadOffers(ctx, planId)).filter(({ kind, goalId: of }) => of === goalId && (kind === "metric" || kind === "value" || kind === "amount"));
    return { ...page, offered, marks: await loadCarriedMarks(ctx, planId), talk: await loadTalk(ctx, planId, { goalId }) };
  }).catch(throwAsResponse);
}

export default function Goal() {
  const { plan, goal, metrics, funds, actions, schoolsOnly, totals, total, talk, marks, offered } = useLoaderData<typeof loader>();
  const add = (collection: string, query: string) => `${rowPath(plan.id, collection, "new")}?${query}`;
  const open = plan.adopted === null && plan.school?.reads !== true;
  const ofGoal = `goalId=${encodeURIComponent(goal.id)}`;
  return (
    <TalkContext.Provider value={talk}>
      <PageHead title={t("goal.title", { number: goal.number })} eyebrow={goal.kind} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]} />
      <HereToo planId={plan.id} page={`goals/${goal.id}`} />
      <AdoptedNotice plan={plan} />
      <Prose value={goal.description} />
      <MarksContext.Provider value={{ marks, page: carriedPath(plan.id, "aim") }}>
        <CarriedMark row={`goals/${goal.id}`} />
      </MarksContext.Provider>
      <p className="inline">
        <Link to={rowPath(plan.id, "goals", goal.id)}>{open ? t("goal.change") : t("goal.more")}</Link>
        <Link to={historyPath(plan.id, "goals", goal.id)}>{t("history.link")}</Link>
      </p>

      <Offers offers={offered} planKey={plan.id} back={goalPath(plan.id, goal.id)} />
      <section className="statement" aria-labelledby="goal-metrics">
        <h2 id="goal-metrics">{t("goal.metrics")}</h2>
        <GridLink planId={plan.id} collection="metrics" goalId={goal.id} what={t("goal.metrics")} />
        {metrics.length === 0 ? (
          <p className="empty">{t("goal.noMetrics")}</p>
        ) : (
          <div className="table-wrap" tabIndex={0} role="group" aria-label={t("goal.metrics")}>
            <table className="plain stacks">
              <caption className="visually-hidden">{t("goal.metrics")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("goal.metric")}</th>
                  <th scope="col">{t("goal.baseline")}</th>
                  <th scope="col">{t("goal.latest")}</th>
                  <th scope="col">{t("goal.target")}</th>
                </tr>
              </thead>
              <tbody>
                {metrics.map((metric) => (
                  <tr key={metric.id}>
                    <th scope="row">
                      <Link to={rowPath(plan.id, "metrics", metric.id)}>
                        {metric.number} {metric.name || t("rows.noName")}
                      </Link>
                    </th>
                    <td data-head={t("goal.baseline")}>
                      <Readings rows={metric.baseline} path={(id) => rowPath(plan.id, "values", id)} />
                    </td>
                    <td data-head={t("goal.latest")}>
                      <Readings rows={metric.latest} path={(id) => rowPath(plan.id, "values", id)} />
                      {open && (
                        <Link className="small" to={add("values", `metricId=${encodeURIComponent(metric.id)}`)} aria-label={`${t("goal.addValue")}: ${metric.name}`}>
                          {t("goal.addValue")}
                        </Link>
                      )}
                    </td>
                    <td data-head={t("goal.target")}>
                      <Readings rows={metric.target} path={(id) => rowPath(plan.id, "targets", id)} />
                      {open && metric.target.length === 0 && (
                        <Link className="small" to={add("targets", `metricId=${encodeURIComponent(metric.id)}`)} aria-label={`${t("goal.addTarget")}: ${metric.name}`}>
                          {t("goal.addTarget")}
                        </Link>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {open && <Link to={add("metrics", ofGoal)}>{t("goal.addMetric")}</Link>}
      </section>

      <section className="statement" aria-labelledby="goal-actions">
        <h2 id="goal-actions">{t("goal.actions")}</h2>
        <GridLink planId={plan.id} collection="actions" goalId={goal.id} what={t("goal.actions")} />
        {actions.length === 0 ? (
          <p className="empty">{t("goal.noActions")}</p>
        ) : (
          <div className="table-wrap" tabIndex={0} role="group" aria-label={t("goal.actions")}>
            <table className="plain stacks">
              <caption className="visually-hidden">{t("goal.actions")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("goal.action")}</th>
                  <th scope="col">{t("goal.contributing")}</th>
                  {funds.map((fund) => (
                    <th key={fund} scope="col" className="num">
                      {t(`goal.fund.${fund}`)}
                    </th>
                  ))}
                  <th scope="col" className="num">
                    {t("goal.total")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {actions.map((action) => (
                  <tr key={action.id}>
                    <th scope="row">
                      <Link to={rowPath(plan.id, "actions", action.id)}>
                        {action.number} {action.title || t("rows.noName")}
                      </Link>
                    </th>
                    <td data-head={t("goal.contributing")}>{action.contributing === null ? t("goal.notSaid") : action.contributing ? [t("goal.yes"), action.scope].filter(Boolean).join(", ") : t("goal.no")}</td>
                    {action.amounts.map((amount, at) => (
                      <td key={at} className="num" data-head={funds[at] ? t(`goal.fund.${funds[at]}`) : ""}>
                        {amount}
                      </td>
                    ))}
                    <td className="num" data-head={t("goal.total")}>
                      {action.total}
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{t("goal.allActions")}</th>
                  <td />
                  {totals.map((amount, at) => (
                    <td key={at} className="num" data-head={funds[at] ? t(`goal.fund.${funds[at]}`) : ""}>
                      {amount}
                    </td>
                  ))}
                  <td className="num" data-head={t("goal.total")} data-total="goal">
                    {total}
                  </td>
                </tr>
              </tfoot>
            </table>
          </div>
        )}
        {schoolsOnly.length > 0 && (
          <>
            <h3>{sayOfOffers("schoolsOnlyHead")}</h3>
            <p className="quiet small">{sayOfOffers("schoolsOnlyWhy")}</p>
            <ul>
              {schoolsOnly.map((action) => (
                <li key={action.id}>
                  <Link to={rowPath(plan.id, "actions", action.id)}>{action.title || t("rows.noName")}</Link>{" "}
                  <Link className="small" to={forSchoolsPath(plan.id, { collection: "actions", id: action.id })} aria-label={sayOfOffers("schoolsOnlyOfferOf", { name: action.title })}>
                    {sayOfOffers("schoolsOnlyOffer")}
                  </Link>
                  {action.planned !== "" && <p className="small">{sayOfOffers("schoolsOnlyMoney", { amount: action.planned })}</p>}
                </li>
              ))}
            </ul>
          </>
        )}
        {open && <Link to={add("actions", ofGoal)}>{t("goal.addAction")}</Link>}
      </section>

      {actions.length > 0 && (
        <section className="statement" aria-labelledby="goal-money">
          <h2 id="goal-money">{t("goal.money")}</h2>
        <GridLink planId={plan.id} collection="lines" goalId={goal.id} what={t("goal.money")} />
          {actions.map((action) => (
            <div key={action.id} className="money-of">
              <h3 className="about">
                {action.number} {action.title}
              </h3>
              {action.lines.length > 0 && (
                <table className="plain">
                  <caption className="visually-hidden">{t("goal.moneyOf", { number: action.number })}</caption>
                  <thead className="visually-hidden">
                    <tr>
                      <th scope="col">{t("goal.line")}</th>
                      <th scope="col">{t("goal.total")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {action.lines.map((line) => (
                      <tr key={line.id}>
                        <td>
                          <Link to={rowPath(plan.id, "lines", line.id)}>{line.words}</Link>
                        </td>
                        <td className="num">{line.amount}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              )}
              {open && (
                <Link className="small" to={add("lines", `actionId=${encodeURIComponent(action.id)}`)} aria-label={`${t("goal.addLine")}: ${action.title}`}>
                  {t("goal.addLine")}
                </Link>
              )}
            </div>
          ))}
        </section>
      )}

      <section className="statement">
        <CommentsBeside
          what={t("goal.title", { number: goal.number })}
          level={2}
          places={[
            { place: `goals/${goal.id}`, label: t("goal.title", { number: goal.number }) },
            ...metrics.map((metric) => ({ place: `metrics/${metric.id}`, label: `${t("goal.metric")} ${metric.number} ${metric.name}` })),
            ...actions.map((action) => ({ place: `actions/${action.id}`, label: `${t("goal.action")} ${action.number} ${action.title}` })),
            ...actions.flatMap((action) => action.lines.map((line) => ({ place: `lines/${line.id}`, label: `${action.number} ${line.words}` }))),
          ]}
        />
      </section>
    </TalkContext.Provider>
  );
}

function Readings({ rows, path }: { rows: Reading[]; path: (id: string) => string }) {
  return (
    <span className="readings">
      {rows.map((row, at) => (
        <span key={at} className="reading">
          {row.group && <span className="quiet small">{row.group}: </span>}
          {row.id === null ? row.value : <Link className="soft" to={path(row.id)}>{row.value || t("rows.noName")}</Link>} {row.when && <span className="quiet small">({row.when})</span>}
        </span>
      ))}
    </span>
  );
}
