import { Form, Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readDistrictOffer } from "#app/http/offer-forms.server.ts";
import { readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadRowForSchools } from "#app/services/offers-to-schools/load-for-schools.server.ts";
import type { SchoolOfRow } from "#app/services/offers-to-schools/load-for-schools.server.ts";
import { offerRows, takeBackOffer } from "#app/services/offers-to-schools/offer-rows.server.ts";
import { forSchoolsPath, planPath, rowPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { FieldChanges } from "#app/ui/history/difference.tsx";
import { RowWords } from "#app/ui/offers-to-schools/row-words.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { sayOfOffers as say } from "#app/ui/texts/offers-to-schools.ts";
import { t } from "#app/ui/texts/t.ts";

export { readAnewAfterConflict as shouldRevalidate } from "#app/ui/forms/read-anew.ts";
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page?.name ?? say("title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadRowForSchools(ctx, params["planId"] ?? "", { collection: params["collection"] ?? "", rowId: params["rowId"] ?? "" }).catch(throwAsResponse);
}

/** Offers the row to the ticked schools, or takes one offer back that nobody has answered. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const [planId, collection, rowId] = [params["planId"] ?? "", params["collection"] ?? "", params["rowId"] ?? ""];
  const form = await readPosted(request).then(readDistrictOffer).catch(throwAsResponse);
  const here = forSchoolsPath(planId, { collection, id: rowId });
  if (form.act === "take-back") {
    const result = await takeBackOffer(ctx, planId, { collection, rowId, ...form }).catch(throwAsResponse);
    return result.outcome === "conflict" ? data({ problem: say("conflict") }, { status: 409 }) : redirect(here);
  }
  const { offered } = await offerRows(ctx, planId, { collection, rowId, ...form }).catch(throwAsResponse);
  if (form.schoolIds.length === 0) return data({ problem: say("chooseOne") }, { status: 422 });
  return redirect(`${here}?offered=${offered}`);
}

export default function RowForSchools() {
  const { plan, collection, id, number, name, words, above, under, mayOffer, schools } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const [search] = useSearchParams();
  const made = /^\d{1,4}$/.test(search.get("offered") ?? "") ? Number(search.get("offered")) : 0;
  const open = schools.filter((school) => school.standing === null);
  const free = open.filter((school) => school.blocked === null);
  const here = forSchoolsPath(plan.id, { collection, id });
  return (
    <>
      <PageHead
        title={[say(`kind.${collection}`), number].filter(Boolean).join(" ")}
        crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }, { to: forSchoolsPath(plan.id), label: say("title") }]}
      >
        {above && (
          <p className="small">
            {say("belongs")} <Link to={forSchoolsPath(plan.id, above)}>{above.name}</Link>
          </p>
        )}
      </PageHead>
      {made > 0 && (
        <p className="notice" role="status">
          {say("done", { count: made })}
        </p>
      )}
      {refused?.problem && (
        <p className="field-error" role="alert">
          {refused.problem}
        </p>
      )}
      <section className="statement" aria-label={name}>
        <RowWords words={words} />
        {mayOffer && (
          <p>
            <Link to={rowPath(plan.id, collection, id)}>{say("edit")}</Link>
          </p>
        )}
      </section>
      {mayOffer && (
        <section className="statement" aria-labelledby="offer">
          <h2 id="offer">{say("offerThis")}</h2>
          {free.length === 0 ? (
            <p className="quiet">{say("allOffered")}</p>
          ) : (
            <Form method="post" action={here}>
              <FormKey />
              <fieldset className="usa-fieldset">
                <legend className="usa-legend">{say("chooseSchools")}</legend>
                {open.map((school) => (
                  <div key={school.id} className="usa-checkbox">
                    <input className="usa-checkbox__input" id={`school-${school.id}`} type="checkbox" name={`school.${school.id}`} value="yes" disabled={school.blocked !== null} />
                    <label className="usa-checkbox__label" htmlFor={`school-${school.id}`}>
                      {school.name}
                      {school.blocked && ` (${say(school.blocked === "adopted" ? "adoptedSchool" : "otherSchool")})`}
                    </label>
                  </div>
                ))}
              </fieldset>
              {under > 0 && (
                <div className="usa-checkbox">
                  <input className="usa-checkbox__input" id="under" type="checkbox" name="under" value="yes" defaultChecked />
                  <label className="usa-checkbox__label" htmlFor="under">
                    {say("under", { count: under })}
                  </label>
                </div>
              )}
              <p>
                <button type="submit" className="usa-button" name="act" value="offer">
                  {say("offer")}
                </button>
              </p>
            </Form>
          )}
        </section>
      )}
      {schools.some((school) => school.standing !== null) && (
        <section className="statement" aria-labelledby="schools">
          <h2 id="schools">{say("schools")}</h2>
          <ul className="offer-list">
            {schools.filter((school) => school.standing !== null).map((school) => (
              <School key={school.id} here={here} school={school} mayOffer={mayOffer} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function School({ here, school, mayOffer }: { here: string; school: SchoolOfRow; mayOffer: boolean }) {
  const { standing } = school;
  const uses = standing === "used" || standing === "changed";
  return (
    <li>
      <h3>{school.name}</h3>
      <p>
        {standing && say(standing)}
        {uses && `; ${say(school.named ? "namedYes" : "namedNo")}`}
      </p>
      {standing === "not-for-us" && <p>{say("reason", { reason: school.reason })}</p>}
      {school.newer && <p className="quiet">{say("newer")}</p>}
      {school.differs.length > 0 && <FieldChanges fields={school.differs} />}
      {standing === "waiting" && mayOffer && (
        <Form method="post" action={here}>
          <FormKey />
          <input type="hidden" name="offerId" value={school.offerId ?? ""} />
          <input type="hidden" name="seenVersion" value={school.offerVersion ?? ""} />
          <button type="submit" className="usa-button usa-button--unstyled" name="act" value="take-back" aria-label={say("takeBackFrom", { school: school.name })}>
            {say("takeBack")}
          </button>
        </Form>
      )}
    </li>
  );
}
