import { Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ReactNode } from "react";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadGlance } from "#app/services/pictures/load-glance.server.ts";
import type { GlancePage } from "#app/services/pictures/load-glance.server.ts";
import { formatMoney, formatShare } from "#app/domain/calculations/format.ts";
import { goalPath, planPath, rowPath } from "#app/domain/plan/place-of.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { Figure } from "#app/ui/pictures/figure.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { sayOfPictures } from "#app/ui/texts/pictures.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${sayOfPictures("glance.title", { plan: page ? planTitle(page.plan) : "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const words = {
    named: (title: string) => sayOfPictures("glance.picture", { title }),
    forms: sayOfPictures("glance.forms"), goals: sayOfPictures("glance.money.goals"), sources: sayOfPictures("glance.money.sources"), sites: sayOfPictures("glance.money.sites"), noGoal: sayOfPictures("glance.money.noGoal"), noSite: sayOfPictures("glance.money.noSite"),
    goal: (number: string) => `${sayOfPictures("glance.metrics")}, ${sayOfPictures("glance.metrics.goal", { number })}`,
    answered: (counts: { answered: number; count: number }) => sayOfPictures("glance.forms.words", counts),
    ofGiven: (amounts: { amount: string; given: string }) => sayOfPictures("glance.money.ofGiven", amounts),
    key: { answered: sayOfPictures("glance.key.answered"), partly: sayOfPictures("glance.key.partly"), missing: sayOfPictures("glance.key.missing"), notApplicable: sayOfPictures("glance.key.notApplicable") },
  };
  return loadGlance(ctx, params["planId"] ?? "", words).catch(throwAsResponse);
}

export default function AtAGlance() {
  const { plan, forms, money, metrics } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={sayOfPictures("glance.title", { plan: planTitle(plan) })} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]}>
        <p>{sayOfPictures("glance.lead")}</p>
      </PageHead>
      <Forms planId={plan.id} forms={forms} />
      <Money plan={plan} money={money} />
      <Metrics planId={plan.id} metrics={metrics} />
    </>
  );
}

const counted = ["answered", "partly", "missing", "notApplicable"] as const;

function Forms({ planId, forms: { lines, svg } }: { planId: string; forms: GlancePage["forms"] }) {
  return (
    <section className="glance" aria-labelledby="forms">
      <h2 id="forms">{sayOfPictures("glance.forms")}</h2>
      {lines.length === 0 ? (
        <p className="empty">{sayOfPictures("glance.forms.none")}</p>
      ) : (
        <>
          <p>{sayOfPictures("glance.forms.lead")}</p>
          <Figure svg={svg} caption={sayOfPictures("glance.forms")} heads={[sayOfPictures("glance.forms.form"), ...counted.map((name) => sayOfPictures(`glance.key.${name}`)), sayOfPictures("glance.forms.all")]}>
            {lines.map(({ program, title, counts, all }) => (
              <tr key={program}>
                <th scope="row">
                  <Link to={`${planPath(planId)}/programs/${program}`}>{title}</Link>
                </th>
                {counted.map((name) => (
                  <td key={name} className="num" data-head={sayOfPictures(`glance.key.${name}`)}>
                    {counts[name]}
                  </td>
                ))}
                <td className="num" data-head={sayOfPictures("glance.forms.all")}>
                  {all}
                </td>
              </tr>
            ))}
          </Figure>
        </>
      )}
    </section>
  );
}

function Money({ plan, money }: { plan: GlancePage["plan"]; money: GlancePage["money"] }) {
  const givenHere = money.sources.some(({ given }) => given !== null);
  return (
    <section className="glance" aria-labelledby="money">
      <h2 id="money">{sayOfPictures("glance.money")}</h2>
      {money.lines === 0 && !givenHere ? (
        <p className="empty">{sayOfPictures("glance.money.none")}</p>
      ) : (
        <>
          <p>{sayOfPictures("glance.money.lead", { total: formatMoney(money.total), count: money.lines })}</p>
          {money.repeated > 0 && <p className="small">{sayOfPictures("glance.money.repeated", { count: money.repeated })}</p>}
          {money.otherYear > 0 && <p className="small">{sayOfPictures("glance.money.otherYear", { count: money.otherYear })}</p>}
          {(["goals", "sources", "sites"] as const).map((name) => (name === "sites" && plan.school !== null ? null : <MoneyBy key={name} name={name} money={money} planId={plan.id} />))}
        </>
      )}
    </section>
  );
}

function MoneyBy({ name, money, planId }: { name: "goals" | "sources" | "sites"; money: GlancePage["money"]; planId: string }) {
  const rows = money[name];
  const givenHere = rows.some(({ given }) => given !== null);
  const title = sayOfPictures(`glance.money.${name}`);
  const foot: ReactNode = (
    <tr>
      <th scope="row">{sayOfPictures("glance.total")}</th>
      <td className="num" data-head={sayOfPictures("glance.money.amount")}>
        {formatMoney(money.total)}
      </td>
      {givenHere && (
        <td className="num" data-head={sayOfPictures("glance.money.given")}>
          {formatMoney(rows.reduce((sum, { given }) => sum + (given ?? 0), 0))}
        </td>
      )}
      <td className="num" data-head={sayOfPictures("glance.money.share")}>
        {formatShare(money.total, money.total)}
      </td>
      <td className="num" data-head={sayOfPictures("glance.money.lines")}>
        {money.lines}
      </td>
    </tr>
  );
  return (
    <>
      <h3>{title}</h3>
      {givenHere && <p className="small">{sayOfPictures("glance.money.givenLead")}</p>}
      {name === "sites" && money.svg.sites === "" && <p className="small">{sayOfPictures("glance.money.sites.only")}</p>}
      <Figure svg={money.svg[name]} caption={`${sayOfPictures("glance.money")}, ${title}`} heads={[sayOfPictures(`glance.money.${name}.head`), sayOfPictures("glance.money.amount"), ...(givenHere ? [sayOfPictures("glance.money.given")] : []), sayOfPictures("glance.money.share"), sayOfPictures("glance.money.lines")]} foot={foot}>
        {rows.map(({ id, label, cents, lines, given }) => (
          <tr key={id}>
            <th scope="row">{name === "goals" && id !== "" ? <Link to={goalPath(planId, id)}>{label}</Link> : label}</th>
            <td className="num" data-head={sayOfPictures("glance.money.amount")}>
              {formatMoney(cents)}
            </td>
            {givenHere && (
              <td className="num" data-head={sayOfPictures("glance.money.given")}>
                {given === null ? "" : formatMoney(given)}
              </td>
            )}
            <td className="num" data-head={sayOfPictures("glance.money.share")}>
              {formatShare(cents, money.total)}
            </td>
            <td className="num" data-head={sayOfPictures("glance.money.lines")}>
              {lines}
            </td>
          </tr>
        ))}
      </Figure>
    </>
  );
}

const readings = ["baseline", "latest", "target"] as const;
type Ways = GlancePage["metrics"][number]["rows"];

/** Rows of one metric stand together. */
function byMetric(rows: Ways): Ways[] {
  const groups: Ways[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.[0]?.metricId === row.metricId) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

function Metrics({ planId, metrics }: { planId: string; metrics: GlancePage["metrics"] }) {
  const asked = metrics.filter(({ rows }) => rows.length > 0);
  return (
    <section className="glance" aria-labelledby="metrics">
      <h2 id="metrics">{sayOfPictures("glance.metrics")}</h2>
      {asked.length === 0 && <p className="empty">{sayOfPictures("glance.metrics.none")}</p>}
      {asked.length > 0 && <p>{sayOfPictures("glance.metrics.lead")}</p>}
      {asked.map(({ goalId, number, rows, svg }) => {
        const title = sayOfPictures("glance.metrics.goal", { number });
        return (
          <div key={goalId}>
            <h3>
              <Link to={goalPath(planId, goalId)}>{title}</Link>
            </h3>
            {svg === "" && <p className="small">{sayOfPictures("glance.metrics.noneMeasured")}</p>}
            <Figure svg={svg} caption={`${sayOfPictures("glance.metrics")}, ${title}`} heads={[sayOfPictures("glance.metrics.who"), ...readings.map((name) => sayOfPictures(`glance.metrics.${name}`)), sayOfPictures("glance.metrics.way")]} grouped>
              {byMetric(rows).map((of) => (
                <tbody key={of[0]?.metricId}>
                  <tr className="group-head">
                    <th scope="rowgroup" colSpan={readings.length + 2}>
                      <Link to={rowPath(planId, "metrics", of[0]?.metricId ?? "")}>{`${of[0]?.number ?? ""} ${of[0]?.name ?? ""}`}</Link>
                    </th>
                  </tr>
                  {of.map((row, at) => (
                    <tr key={at}>
                      <th scope="row">{row.who || sayOfPictures("glance.metrics.everybody")}</th>
                      {readings.map((name) => (
                        <td key={name} className="num reading" data-head={sayOfPictures(`glance.metrics.${name}`)}>
                          <span>
                            {row[name].words} <span className="quiet small">{row[name].when}</span>
                          </span>
                        </td>
                      ))}
                      <td className="num reading" data-head={sayOfPictures("glance.metrics.way")}>
                        {"share" in row.way ? row.way.percent : <span className="quiet small">{sayOfPictures(`glance.metrics.why.${row.way.why}`)}</span>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              ))}
            </Figure>
          </div>
        );
      })}
    </section>
  );
}
