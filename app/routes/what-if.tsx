import { Form, Link, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadWhatIf } from "#app/services/identification/what-if.server.ts";
import type { Agreement, NamedLea } from "#app/services/identification/what-if.server.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sayOfStateFiles } from "#app/ui/texts/state-files.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${t("whatIf.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams;
  const dashboard = /^20\d\d$/.exec(asked.get("dashboard") ?? "")?.[0];
  return loadWhatIf(ctx, { criteria: asked.get("criteria") ?? undefined, set: asked.get("set") ?? undefined, dashboard: dashboard === undefined ? undefined : Number(dashboard) }).catch(throwAsResponse);
}

export default function WhatIf() {
  const { criteria, sets, asked, dashboards, recomputed, fromList, churn, ever } = useLoaderData<typeof loader>();
  return (
    <div className="state-page">
      <PageHead title={t("whatIf.title")} crumbs={[{ to: "/state-files", label: t("stateFiles.title") }]}>
        <p>{sayOfStateFiles("whatIf.lead", { title: criteria.title })}</p>
      </PageHead>
      <Form method="get" action="/what-if" className="what-if-form">
        <input type="hidden" name="criteria" value={criteria.id} />
        <div>
          <label className="usa-label" htmlFor="set">
            {sayOfStateFiles("whatIf.set")}
          </label>
          <select className="usa-select" id="set" name="set" defaultValue={asked.set}>
            {sets.map((set) => (
              <option key={set.id} value={set.id}>
                {set.title} ({set.dashboards.join(", ")})
              </option>
            ))}
          </select>
        </div>
        <div>
          <label className="usa-label" htmlFor="dashboard">
            {sayOfStateFiles("whatIf.dashboard")}
          </label>
          <select className="usa-select" id="dashboard" name="dashboard" defaultValue={String(asked.dashboard)}>
            {dashboards.map((year) => (
              <option key={year}>{year}</option>
            ))}
          </select>
        </div>
        <button type="submit" className="usa-button">
          {sayOfStateFiles("whatIf.ask")}
        </button>
      </Form>
      <h2>
        {asked.title}, {asked.dashboard}
      </h2>
      <p className="small quiet">{sayOfStateFiles("whatIf.source", { source: asked.source, confidence: asked.confidence })}</p>
      {fromList && (
        <>
          <p>{sayOfStateFiles("whatIf.fromList", { before: fromList.before, after: fromList.after, count: fromList.lost.length })}</p>
          <Leas title={sayOfStateFiles("whatIf.lostFromList")} leas={fromList.lost} closed />
        </>
      )}
      {recomputed === null ? (
        <p>{sayOfStateFiles("whatIf.nothing")}</p>
      ) : (
        <>
          <h3>{sayOfStateFiles("whatIf.recomputed")}</h3>
          <dl className="figures">
            <div>
              <dt>{sayOfStateFiles("whatIf.before")}</dt>
              <dd className="num">{recomputed.change.before}</dd>
            </div>
            <div>
              <dt>{sayOfStateFiles("whatIf.after")}</dt>
              <dd className="num">{recomputed.change.after}</dd>
            </div>
            <div>
              <dt>{sayOfStateFiles("whatIf.gained")}</dt>
              <dd className="num">{recomputed.change.gained.length}</dd>
            </div>
            <div>
              <dt>{sayOfStateFiles("whatIf.lost")}</dt>
              <dd className="num">{recomputed.change.lost.length}</dd>
            </div>
          </dl>
          <Leas title={sayOfStateFiles("whatIf.gained")} leas={recomputed.change.gained} />
          <Leas title={sayOfStateFiles("whatIf.lost")} leas={recomputed.change.lost} />
          <h2>{sayOfStateFiles("whatIf.agreement")}</h2>
          <p>{sayOfStateFiles("whatIf.agreementLead")}</p>
          <Agreed title={sayOfStateFiles("whatIf.whole")} agreement={recomputed.whole} />
          <Agreed title={sayOfStateFiles("whatIf.lowestOnly")} agreement={recomputed.lowestOnly} />
        </>
      )}
      <h2>{sayOfStateFiles("whatIf.churn")}</h2>
      {churn.length === 0 ? <p>{sayOfStateFiles("whatIf.noChurn")}</p> : null}
      {churn.map((step) => (
        <details key={step.to} className="earlier">
          <summary>{sayOfStateFiles("whatIf.churnLine", { from: step.from, to: step.to, gained: step.gained.length, lost: step.lost.length, kept: step.kept, both: step.both })}</summary>
          <Leas title={sayOfStateFiles("whatIf.gained")} leas={step.gained} />
          <Leas title={sayOfStateFiles("whatIf.lost")} leas={step.lost} />
        </details>
      ))}
      {ever && <p>{sayOfStateFiles("whatIf.ever", { years: ever.years.join(", "), ever: ever.ever, always: ever.always, of: ever.of, everShare: ((100 * ever.ever) / Math.max(1, ever.of)).toFixed(1), alwaysShare: ((100 * ever.always) / Math.max(1, ever.of)).toFixed(1) })}</p>}
      <h2>{sayOfStateFiles("whatIf.notRecomputed")}</h2>
      <ul>
        {criteria.notRecomputed.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>
  );
}

function Agreed({ title, agreement }: { title: string; agreement: Agreement }) {
  if (agreement.of === 0) return null;
  return (
    <>
      <p>
        <strong>{title}:</strong> {sayOfStateFiles("whatIf.agree", { agree: agreement.agree, of: agreement.of, share: ((100 * agreement.agree) / agreement.of).toFixed(1) })}
      </p>
      <Leas title={sayOfStateFiles("whatIf.onlyOurs")} leas={agreement.onlyOurs} closed />
      <Leas title={sayOfStateFiles("whatIf.onlyPublished")} leas={agreement.onlyPublished} closed />
    </>
  );
}

function Leas({ title, leas, closed = false }: { title: string; leas: NamedLea[]; closed?: boolean }) {
  if (leas.length === 0) return null;
  const list = (
    <ul className="what-if-leas">
      {leas.map((lea) => (
        <li key={lea.cds}>
          <Link to={`/directory/${lea.cds}`}>{lea.name}</Link>
          {lea.why === "" ? "" : `: ${lea.why}`}
        </li>
      ))}
    </ul>
  );
  return closed || leas.length > 40 ? (
    <details className="earlier">
      <summary>
        {title} ({leas.length})
      </summary>
      {list}
    </details>
  ) : (
    <>
      <h3>{title}</h3>
      {list}
    </>
  );
}
