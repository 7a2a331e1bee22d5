import { Form, Link, useLoaderData, useRevalidator, useSearchParams } from "@remix-run/react";
import { redirect, redirectDocument } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useEffect } from "react";
import { z } from "zod";
import { readFields } from "#app/http/read-form-data.server.ts";
import { readSensitive } from "#app/http/read-sensitive.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { loadStateDesk } from "#app/services/state/load-state-desk.server.ts";
import { requestStateExport, requireTaker } from "#app/services/state/request-state-export.server.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { ChoiceField } from "#app/ui/kit/choice-field.tsx";
import { CountyTable } from "#app/ui/state/county-table.tsx";
import { ExportLines } from "#app/ui/state/export-lines.tsx";
import { LeaStands } from "#app/ui/state/lea-stands.tsx";
import { desk } from "#app/ui/texts/state-desk.ts";
import { t } from "#app/ui/texts/t.ts";
import styles from "../styles/state-desk.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction = () => [{ title: `${desk("title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams;
  const page = /^[1-9]\d{0,4}$/.exec(asked.get("page") ?? "")?.[0];
  return loadStateDesk(ctx, { program: asked.get("program") ?? undefined, year: asked.get("year") ?? undefined, county: asked.get("county") ?? undefined, standing: asked.get("standing") ?? undefined, page: page === undefined ? undefined : Number(page) }).catch(throwAsResponse);
}

const exportShape = { program: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/), year: z.string().regex(/^20\d\d-\d\d$/), county: z.string().max(100), format: z.enum(["ndjson", "csv", "zip-docx", "zip-pdf"]) };

/** Asks for a statewide export, or takes a finished one. */
export async function action({ request }: ActionFunctionArgs) {
  const { ctx, posted, again, refuse } = await readSensitive(request, { needsKey: true });
  try {
    if (posted.has("exportId")) {
      const { program, year, exportId } = readFields(posted, { program: exportShape.program.optional(), year: exportShape.year.optional(), exportId: z.uuid() }, false).fields;
      await requireTaker(ctx, exportId);
      return again ? redirect(`/state?${new URLSearchParams({ ...(program && year ? { program, year } : {}), ready: exportId }).toString()}#exports`) : redirectDocument(`/state/exports/${exportId}`);
    }
    const { fields } = readFields(posted, exportShape, false);
    await requestStateExport(ctx, fields);
    return redirect(`/state?${new URLSearchParams({ program: fields.program, year: fields.year }).toString()}#exports`);
  } catch (error) {
    return refuse(error);
  }
}

export default function StateDesk() {
  const { form, programs, years, counties, asked, rulesHeld, directoryHeld, byCounty, total, lines, found, page, pages, ours, exports } = useLoaderData<typeof loader>();
  const { revalidate } = useRevalidator();
  const [search] = useSearchParams();
  const working = exports.some((one) => one.status === "queued" || one.status === "working");
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(revalidate, 2000);
    return () => clearInterval(timer);
  }, [working, revalidate]);
  const to = (more: Record<string, string>) => `/state?${new URLSearchParams(Object.entries({ program: form.program, year: form.year, ...asked, ...more }).filter(([, value]) => value !== "")).toString()}`;
  return (
    <div className="state-page">
      <PageHead title={desk("title")} eyebrow={`${form.title} ${form.year}`}>
        <p>{desk("lead")}</p>
      </PageHead>
      <Form method="get" action="/state" className="desk-choose" aria-label={desk("choose")}>
        <ChoiceField name="program" label={desk("program")} value={form.program} options={programs.map((one) => [one.program, one.short])} />
        <ChoiceField name="year" label={desk("year")} value={form.year} options={years.map((year) => [year, year])} />
        <ChoiceField name="county" label={desk("county")} value={asked.county} options={[["", desk("allCounties")], ...counties.filter((one) => one !== "").map((one): [string, string] => [one, one])]} />
        <ChoiceField name="standing" label={desk("standing")} value={asked.standing} options={[["", desk("allStandings")], ...(["here", "elsewhere", "not-filed", "unknown"] as const).map((one): [string, string] => [one, desk(`standing.${one}`)])]} />
        <button type="submit" className="usa-button">
          {desk("show")}
        </button>
      </Form>
      {!rulesHeld && <p className="desk-note">{desk("noRules")}</p>}
      {!directoryHeld && (
        <p className="desk-note">
          {desk("noDirectory")} <Link to="/state-files">{desk("loadDirectory")}</Link>
        </p>
      )}
      <section aria-labelledby="ours">
        <h2 id="ours">{desk("ours")}</h2>
        {ours.length === 0 ? (
          <p className="quiet">{desk("oursNone")}</p>
        ) : (
          <ul>
            {ours.map((line) => (
              <li key={line.cds}>
                <Link to={`/reviews/${line.filing?.id ?? ""}`}>{line.name}</Link> {line.filing?.ball?.title}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="counties">
        <h2 id="counties">{desk("byCounty")}</h2>
        <CountyTable lines={byCounty} total={total} to={(county) => to({ county, page: "" })} />
      </section>
      <section aria-labelledby="leas">
        <h2 id="leas">{desk("leas", { count: found })}</h2>
        <p className="quiet small">{desk("sideNote")}</p>
        {lines.length === 0 ? (
          <p className="empty">{desk("none")}</p>
        ) : (
          <div className="table-wrap" tabIndex={0} role="group" aria-labelledby="leas">
            <table className="plain stacks">
              <thead>
                <tr>
                  <th scope="col">{desk("lea")}</th>
                  <th scope="col">{desk("code")}</th>
                  <th scope="col">{desk("county")}</th>
                  <th scope="col">{desk("standing")}</th>
                  <th scope="col">{desk("where")}</th>
                  <th scope="col">{desk("received")}</th>
                </tr>
              </thead>
              <tbody>
                {lines.map((line) => (
                  <tr key={line.cds}>
                    <th scope="row">
                      <Link to={`/state/${form.program}/${form.year}/${line.cds}`}>{line.name}</Link> {line.owes === "unknown" && rulesHeld && <span className="cite">{desk("owesUnsure")}</span>}
                    </th>
                    <td data-head={desk("code")}>{line.cds}</td>
                    <td data-head={desk("county")}>{line.county}</td>
                    <td data-head={desk("standing")}>
                      <span className={`desk-standing ${line.standing}`}>{desk(`standing.${line.standing}`)}</span>
                    </td>
                    <td data-head={desk("where")}>
                      <LeaStands line={line} />
                    </td>
                    <td data-head={desk("received")}>{line.filing?.receivedOn && `${longDay(line.filing.receivedOn)}${line.filing.side === "late" || line.filing.side === "late-weekend" ? `, ${desk(`side.${line.filing.side}`)}` : ""}`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {pages > 1 && (
          <nav className="inline" aria-label={desk("pages")}>
            {page > 1 && <Link to={`${to({ page: String(page - 1) })}#leas`}>{desk("previous")}</Link>}
            <span>{desk("page", { page, pages })}</span>
            {page < pages && <Link to={`${to({ page: String(page + 1) })}#leas`}>{desk("next")}</Link>}
          </nav>
        )}
      </section>
      <section aria-labelledby="exports">
        <h2 id="exports">{desk("exports")}</h2>
        <p>{desk("exportsLead")}</p>
        <Form method="post" action="/state" className="desk-choose">
          <FormKey />
          <input type="hidden" name="program" value={form.program} />
          <input type="hidden" name="year" value={form.year} />
          <ChoiceField id="export-county" name="county" label={desk("county")} value={asked.county} options={[["", desk("allCounties")], ...counties.filter((one) => one !== "").map((one): [string, string] => [one, one])]} />
          <ChoiceField name="format" label={desk("format")} value="csv" options={(["csv", "ndjson", "zip-docx", "zip-pdf"] as const).map((one) => [one, desk(`format.${one}`)])} />
          <button type="submit" className="usa-button">
            {desk("make")}
          </button>
        </Form>
        <ExportLines exports={exports} form={form} ready={search.get("ready")} />
      </section>
    </div>
  );
}
