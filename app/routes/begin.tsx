import { Form, useLoaderData } from "@remix-run/react";
import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { beginPlan, loadBegin } from "#app/services/plans/begin-plan.server.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { planYearSchema } from "#schemas/scalars.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { sayOfBegin } from "#app/ui/texts/begin.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${sayOfBegin("begin.title")} · ${t("site.name")}` }];

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadBegin(ctx).catch(throwAsResponse);
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const { fields } = await readPosted(request, { needsKey: true }).then((posted) => readFields(posted, { year: planYearSchema }, false)).catch(throwAsResponse);
  const { planId } = await beginPlan(ctx, fields).catch(throwAsResponse);
  return redirect(planPath(planId));
}

export default function Begin() {
  const { years } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={sayOfBegin("begin.title")}>
        <p>{sayOfBegin("begin.lead")}</p>
      </PageHead>
      <Form method="post">
        <FormKey />
        <fieldset className="usa-fieldset">
          <legend className="usa-legend">{sayOfBegin("begin.year")}</legend>
          {years.map((year, at) => (
            <div key={year} className="usa-radio">
              <input className="usa-radio__input" type="radio" id={`year-${year}`} name="year" value={year} defaultChecked={at === years.length - 1} />
              <label className="usa-radio__label" htmlFor={`year-${year}`}>
                {sayOfBegin(at === 0 ? "begin.running" : "begin.next", { year })}
              </label>
            </div>
          ))}
        </fieldset>
        <p className="quiet">{sayOfBegin("begin.later")}</p>
        <button type="submit" className="usa-button">
          {sayOfBegin("begin.do")}
        </button>
      </Form>
    </>
  );
}
