import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { z } from "zod";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { statusOf } from "#app/http/statuses.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadDuties } from "#app/services/identification/load-duties.server.ts";
import { takeFacts } from "#app/services/identification/take-facts.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { planPath } from "#app/domain/plan/place-of.ts";
import { Offered } from "#app/ui/directory/offered.tsx";
import { DutiesOfFact } from "#app/ui/directory/duties-of-fact.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { AdoptedNotice } from "#app/ui/plan/adopted-notice.tsx";
import { sayOfStateFiles } from "#app/ui/texts/state-files.ts";
import { t } from "#app/ui/texts/t.ts";

export const meta: MetaFunction = () => [{ title: `${sayOfStateFiles("duties.title")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const taken = /^\d{1,4}$/.exec(new URL(request.url).searchParams.get("taken") ?? "")?.[0];
  return { taken: taken === undefined ? null : Number(taken), ...(await loadDuties(ctx, params["planId"] ?? "").catch(throwAsResponse)) };
}

/** At most so many facts in one form; an LEA has a few for each school. */
const mostItems = 2000;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const planId = params["planId"] ?? "";
  try {
    const { rest } = readFields(await readPosted(request), { act: z.literal("take") }, true);
    const strange = [...rest.keys()].find((name) => name !== "item");
    if (strange !== undefined) throw new AppError("invalid", `The form has a field that does not belong here: “${strange}”.`);
    const items = [...new Set(rest.get("item") ?? [])].map((item) => {
      const [, seen = "", key = ""] = /^([\w-]{22})\.([\w:-]{1,80})$/.exec(item) ?? [];
      if (key === "") throw new AppError("invalid", "This form was not sent from its page. Reload the page and send it again.");
      return { key, seen };
    });
    if (items.length > mostItems) throw new AppError("too-large", "These are more facts than one form takes.");
    const { taken } = await takeFacts(ctx, planId, { items });
    if (items.length === 0) return data({ error: sayOfStateFiles("duties.chooseOne") }, { status: 422 });
    return redirect(`${planPath(planId)}/duties?taken=${taken}`);
  } catch (error) {
    if (error instanceof AppError && error.code === "conflict") return data({ error: error.message }, { status: statusOf.conflict });
    throwAsResponse(error);
  }
}

export default function Duties() {
  const { plan, mayTake, offers, duties, taken } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const open = offers.filter(({ standing }) => standing !== "there");
  const there = offers.filter(({ standing }) => standing === "there");
  return (
    <>
      <PageHead title={sayOfStateFiles("duties.title")} crumbs={[{ to: planPath(plan.id), label: t("plan.title", { year: plan.year }) }]}>
        <p>{sayOfStateFiles("duties.lead")}</p>
      </PageHead>
      <AdoptedNotice plan={plan} />
      {refused && (
        <div className="usa-alert usa-alert--error" role="alert">
          <div className="usa-alert__body">
            <p className="usa-alert__text">{refused.error}</p>
          </div>
        </div>
      )}
      {!refused && taken !== null && (
        <p role="status" className="saved">
          {sayOfStateFiles("duties.taken", { count: taken })}
        </p>
      )}
      <section aria-labelledby="offered">
        <h2 id="offered">{sayOfStateFiles("duties.offered")}</h2>
        {offers.length === 0 ? (
          <p>
            {sayOfStateFiles("duties.noOffers")} <Link to="/state-files">{sayOfStateFiles("stateFiles.link")}</Link>
          </p>
        ) : open.length === 0 ? (
          <p>{sayOfStateFiles("duties.allThere")}</p>
        ) : (
          <Form method="post" className="offers">
            <FormKey />
            <input type="hidden" name="act" value="take" />
            <p>{sayOfStateFiles("duties.offeredLead")}</p>
            <Offered offers={open} mayTake={mayTake} />
            {mayTake && (
              <button type="submit" className="usa-button">
                {sayOfStateFiles("duties.take")}
              </button>
            )}
          </Form>
        )}
        {there.length > 0 && open.length > 0 && (
          <details className="earlier">
            <summary>
              {sayOfStateFiles("duties.standing.there")} ({there.length})
            </summary>
            <Offered offers={there} mayTake={false} />
          </details>
        )}
      </section>
      <section aria-labelledby="because">
        <h2 id="because">{sayOfStateFiles("duties.because")}</h2>
        {duties.length === 0 && <p>{sayOfStateFiles("duties.none")}</p>}
        {duties.map((one) => (
          <DutiesOfFact key={one.label} {...one} />
        ))}
      </section>
    </>
  );
}
