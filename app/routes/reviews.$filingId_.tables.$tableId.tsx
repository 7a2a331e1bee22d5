import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { statusOf } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadTable, matchTable, matchTableAgain, setTableAside, takeUpTable } from "#app/services/review/outside-tables.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { sheetKinds } from "#app/domain/imports/sheet-columns.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { MatchForm } from "#app/ui/imports/match-form.tsx";
import { office } from "#app/ui/texts/county-review.ts";
import { outsideWords } from "#app/ui/texts/outside.ts";
import { t } from "#app/ui/texts/t.ts";
import officeStyles from "../styles/county-review.css?url";
import styles from "../styles/outside.css?url";

export const links: LinksFunction = () => [officeStyles, styles].map((href) => ({ rel: "stylesheet", href }));
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? outsideWords("tableOf", { name: page.fileName, organization: page.organization, program: page.program, year: page.year }) : outsideWords("tables")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const asked = new URL(request.url).searchParams.get("rows");
  return loadTable(ctx, params["filingId"] ?? "", params["tableId"] ?? "", sheetKinds.find((kind) => kind === asked) ?? null).catch(throwAsResponse);
}

const seenVersion = z.string().regex(/^\d{1,9}$/).transform(Number);

/** Says what the columns are, uses the rows, goes back to the columns, or sets the list aside. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [filingId, tableId] = [params["filingId"] ?? "", params["tableId"] ?? ""];
  const [asRead, here] = [`/reviews/${encodeURIComponent(filingId)}/as-read`, `/reviews/${encodeURIComponent(filingId)}/tables/${encodeURIComponent(tableId)}`];
  try {
    const posted = await readPosted(request);
    switch (posted.get("act")?.[0]) {
      case "match": {
        const { fields, rest } = readFields(posted, { act: z.literal("match"), seenVersion, holds: z.enum(sheetKinds) }, true);
        const columns: Record<string, string> = {};
        for (const [name, given] of rest) {
          const at = /^column\.(\d{1,3})$/.exec(name)?.[1];
          if (at === undefined || given.length !== 1) throw new AppError("invalid", `The form has a field that does not belong here: “${name}”.`);
          if (given[0]) columns[at] = given[0];
        }
        const result = await matchTable(ctx, filingId, tableId, { holds: fields.holds, columns, seenVersion: fields.seenVersion });
        if (result.outcome === "read") return redirect(here);
        return data({ error: "", refused: { missing: result.missing, twice: result.twice }, chosen: columns }, { status: statusOf.invalid });
      }
      case "use": {
        const { fields } = readFields(posted, { act: z.literal("use"), seenVersion, leaveOut: z.literal("yes").optional() }, false);
        const result = await takeUpTable(ctx, filingId, tableId, { seenVersion: fields.seenVersion, leaveOut: fields.leaveOut === "yes" });
        if (result.outcome === "used") return redirect(asRead);
        return data({ error: outsideWords(`tableRefused.${result.problem}`), refused: null, chosen: null }, { status: statusOf.invalid });
      }
      case "match-again": {
        const { fields } = readFields(posted, { act: z.literal("match-again"), seenVersion }, false);
        await matchTableAgain(ctx, filingId, tableId, fields.seenVersion);
        return redirect(here);
      }
      default: {
        const { fields } = readFields(posted, { act: z.literal("set-aside"), seenVersion }, false);
        await setTableAside(ctx, filingId, tableId, fields.seenVersion);
        return redirect(asRead);
      }
    }
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return data({ error: error.message, refused: null, chosen: null }, { status: statusOf.conflict });
    throwAsResponse(error);
  }
}

export default function Table() {
  const { filingId, tableId, organization, program, year, fileName, sheet, version, status, broughtBy, day, planRead, match, read } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const desk = `/reviews/${encodeURIComponent(filingId)}`;
  const here = `${desk}/tables/${encodeURIComponent(tableId)}`;
  const act = (name: "match-again" | "set-aside", words: string) => (
    <Form method="post" action={here} className="small-act">
      <FormKey />
      <input type="hidden" name="act" value={name} />
      <input type="hidden" name="seenVersion" value={version} />
      <button type="submit" className="usa-button usa-button--unstyled">
        {words}
      </button>
    </Form>
  );
  return (
    <>
      <PageHead title={fileName} eyebrow={`${organization}: ${program} ${year}`} crumbs={[{ to: "/reviews", label: t("review.back") }, { to: desk, label: t("review.title", { organization, program, year }) }, { to: `${desk}/as-read`, label: outsideWords("asRead") }]}>
        <p className="quiet">{outsideWords(sheet === fileName ? "tableFrom" : "sheetFrom", { sheet, day: longDay(day), name: broughtBy })}</p>
        {!planRead && <p>{outsideWords("tableUnread")}</p>}
      </PageHead>
      {result && result.error !== "" && (
        <p className="field-error" role="alert">
          {result.error}
        </p>
      )}
      {match && <MatchForm page={{ version }} match={match} here={here} refused={result?.refused ?? null} chosen={result?.chosen ?? null} />}
      {read && (
        <>
          <p>{outsideWords("tableLead")}</p>
          {read.faults.length > 0 && (
            <section className="send-part" aria-labelledby="faults">
              <h2 id="faults">{outsideWords("faults", { count: read.faults.length })}</h2>
              <ul className="findings">
                {read.faults.map(({ row, message }) => (
                  <li key={row} className="error" id={`row-${row}`}>
                    {outsideWords("faultRow", { row, message })}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section className="send-part" aria-labelledby="rows">
            <h2 id="rows">{outsideWords("tableRows", { count: read.lines.length })}</h2>
            {read.lines.length === 0 ? (
              <p className="empty">{outsideWords("tableNone")}</p>
            ) : (
              <div className="table-wrap" tabIndex={0} role="group" aria-labelledby="rows">
                <table className="plain stacks">
                  <thead>
                    <tr>
                      <th scope="col">{outsideWords("rowNumber")}</th>
                      <th scope="col">{outsideWords("rowAbout")}</th>
                      <th scope="col">{outsideWords("rowStanding")}</th>
                      <th scope="col">{outsideWords("rowBefore")}</th>
                      <th scope="col">{outsideWords("rowAfter")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {read.lines.map((line) => (
                      <tr key={line.row} id={`row-${line.row}`}>
                        <td data-head={outsideWords("rowNumber")}>{line.row}</td>
                        <th scope="row">{line.about}</th>
                        <td data-head={outsideWords("rowStanding")}>{outsideWords(`standing.${line.standing}`)}</td>
                        <td data-head={outsideWords("rowBefore")}>{line.before}</td>
                        <td data-head={outsideWords("rowAfter")}>
                          {line.after}
                          {line.doubts.length > 0 && <span className="quiet small read-doubt"> {`${outsideWords("doubtHere")} ${line.doubts.join(" ")}`}</span>}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
          {read.notIn.length > 0 && (
            <details className="send-part">
              <summary>{outsideWords("notIn", { count: read.notIn.length })}</summary>
              <ul>
                {read.notIn.map((name, at) => (
                  <li key={at}>{name}</li>
                ))}
              </ul>
            </details>
          )}
          {status === "used" ? (
            <p className="notice">
              {outsideWords("inUse")} <Link to={`${desk}/checklist`}>{office("checklist")}</Link>
            </p>
          ) : (
            read.lines.length > 0 && (
              <Form method="post" action={here}>
                <FormKey />
                <input type="hidden" name="act" value="use" />
                <input type="hidden" name="seenVersion" value={version} />
                {read.faults.length > 0 && (
                  <div className="usa-checkbox">
                    <input className="usa-checkbox__input" type="checkbox" id="leave-out" name="leaveOut" value="yes" required />
                    <label className="usa-checkbox__label" htmlFor="leave-out">
                      {outsideWords("leaveOut")}
                    </label>
                  </div>
                )}
                <p className="form-end">
                  <button type="submit" className="usa-button">
                    {outsideWords("use", { count: read.lines.length })}
                  </button>
                </p>
              </Form>
            )
          )}
          {act("match-again", outsideWords("matchAgain"))}
        </>
      )}
      {act("set-aside", outsideWords("setAside"))}
    </>
  );
}
