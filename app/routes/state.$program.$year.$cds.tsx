import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { saveStatus } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { loadStateLea, noteFiling } from "#app/services/state/load-state-desk.server.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { LeaStands } from "#app/ui/state/lea-stands.tsx";
import { desk } from "#app/ui/texts/state-desk.ts";
import { t } from "#app/ui/texts/t.ts";
import styles from "../styles/state-desk.css?url";

export { readAnewAfterConflict as shouldRevalidate } from "#app/ui/forms/read-anew.ts";
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page ? `${page.line.name}: ${page.form.short} ${page.form.year}` : desk("title")} · ${t("site.name")}` }];

const placeOf = (params: Record<string, string | undefined>) => ({ program: params["program"] ?? "", year: params["year"] ?? "", cds: params["cds"] ?? "" });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadStateLea(ctx, placeOf(params)).catch(throwAsResponse);
}

const noteShape = { standing: z.enum(["elsewhere", "not-filed", "unknown"]), onDay: z.union([z.literal(""), z.iso.date()]), words: z.string().max(5000), seenVersion: z.string().regex(/^\d{1,9}$/).transform(Number) };

/** Writes down what is known of a plan that is not in the portal. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const place = placeOf(params);
  try {
    const { fields } = readFields(await readPosted(request, { needsKey: true }), noteShape, false);
    const result = await noteFiling(ctx, place, fields);
    if (result.outcome !== "noted") return data({ ...result, typed: fields }, { status: result.outcome === "conflict" ? saveStatus.conflict : saveStatus.refused });
    return redirect(`/state/${place.program}/${place.year}/${place.cds}`);
  } catch (error) {
    throwAsResponse(error);
  }
}

export default function StateLea() {
  const { form, line, owing, today, version } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const typed = refused?.typed ?? { standing: line.note === null || line.standing === "here" ? "unknown" : line.standing, onDay: line.note?.onDay ?? "", words: line.note?.words ?? "" };
  return (
    <div className="state-page">
      <PageHead title={line.name} eyebrow={`${form.title} ${form.year}`} crumbs={[{ to: `/state?program=${form.program}&year=${form.year}`, label: desk("back") }]}>
        <p>
          {desk("code")} <Link to={`/directory/${line.cds}`}>{line.cds}</Link>
          {line.county !== "" && ` · ${line.county}`}
        </p>
      </PageHead>
      <h2>{desk("owes")}</h2>
      <p>
        <strong>{desk(`owes.${owing.owes}`)}.</strong>{" "}
        {owing.rule && (
          <>
            {desk("by", { title: owing.rule.title })} {owing.rule.dueOn !== null ? desk("due", { day: longDay(owing.rule.dueOn) }) : owing.rule.latest !== null ? desk("latest", { day: longDay(owing.rule.latest) }) : ""}{" "}
            <span className="cite">
              {owing.rule.citation}; {desk("confidence", { confidence: owing.rule.confidence })}
            </span>{" "}
            {owing.rule.note}
          </>
        )}
      </p>
      <h2>{desk("known")}</h2>
      <p>
        <span className={`desk-standing ${line.standing}`}>{desk(`standing.${line.standing}`)}</span> <LeaStands line={line} />
      </p>
      {line.note && <p className="quiet">{desk("notedBy", { by: line.note.by, day: longDay(line.note.day) })}</p>}
      {line.filing ? (
        <p>
          {desk("knownHere")} <Link to={`/submissions/${line.filing.id}/${line.filing.number}`}>{desk("open")}</Link>
        </p>
      ) : (
        <section aria-labelledby="note">
          <h2 id="note">{desk("note")}</h2>
          <p className="quiet">{desk("noteHelp")}</p>
          {refused && (
            <p className="field-error" role="alert" id="note-error">
              {refused.outcome === "conflict" ? desk("conflict", { theirs: refused.theirs }) : desk("lacksWords")}
            </p>
          )}
          <Form method="post" className="stack">
            <FormKey />
            <input type="hidden" name="seenVersion" value={version} />
            <fieldset className="usa-fieldset">
              <legend className="usa-legend">{desk("standing")}</legend>
              {(["elsewhere", "not-filed", "unknown"] as const).map((one) => (
                <div key={one} className="usa-radio">
                  <input className="usa-radio__input" type="radio" id={`standing-${one}`} name="standing" value={one} defaultChecked={typed.standing === one} />
                  <label className="usa-radio__label" htmlFor={`standing-${one}`}>
                    {desk(`standing.${one}`)}
                  </label>
                </div>
              ))}
            </fieldset>
            <div>
              <label className="usa-label" htmlFor="onDay">
                {desk("onDay")}
              </label>
              <input className="usa-input day-input" id="onDay" name="onDay" type="date" max={today} defaultValue={typed.onDay} />
            </div>
            <div>
              <label className="usa-label" htmlFor="words">
                {desk("words")}
              </label>
              <textarea className="usa-textarea" id="words" name="words" rows={3} maxLength={5000} defaultValue={typed.words} aria-describedby={refused ? "note-error" : undefined} />
            </div>
            <button type="submit" className="usa-button">
              {desk("save")}
            </button>
          </Form>
        </section>
      )}
    </div>
  );
}
