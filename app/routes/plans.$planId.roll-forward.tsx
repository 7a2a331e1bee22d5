import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readFields, readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { loadRollForward, rollPlanForward } from "#app/services/year-turn/roll-forward.server.ts";
import type { TurnRefusal } from "#app/services/year-turn/roll-forward.server.ts";
import { planPath, rollForwardPath } from "#app/domain/plan/place-of.ts";
import { planYearSchema } from "#schemas/scalars.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { t } from "#app/ui/texts/t.ts";
import type { TextKey } from "#app/ui/texts/t.ts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${t("turn.title", { year: page?.year ?? "" })} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadRollForward(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

/** Makes the plan, or says why not and what is there. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const { year } = await readPosted(request).then((posted) => readFields(posted, { year: planYearSchema }, false).fields).catch(throwAsResponse);
  const result = await rollPlanForward(ctx, params["planId"] ?? "", year).catch(throwAsResponse);
  return result.outcome === "rolled" ? redirect(planPath(result.planId)) : data({ refusal: result.refusal }, { status: 409 });
}

export default function RollForward() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const sending = useNavigation().state === "submitting";
  const { plan, year, fresh, formHeld, frozen, carried, ofSchools } = page;
  const refusal = result?.refusal ?? page.refusal;
  return (
    <>
      <PageHead title={t("turn.title", { year })} crumbs={[{ to: planPath(plan.id), label: t("plan.title", { year: plan.year }) }]}>
        <p>{t("turn.lead")}</p>
      </PageHead>
      {refusal && <Refusal refusal={refusal} planId={plan.id} year={plan.year} />}
      {fresh && <p>{t("turn.fresh", { year })}</p>}
      {!formHeld && <p>{t("turn.noForm", { year })}</p>}
      <div className="turn-parts">
        <section aria-labelledby="turn-frozen">
          <h2 id="turn-frozen">{t("turn.frozen")}</h2>
          <dl>
            {(
              [
                ["turn.frozenGoals", frozen.goals],
                ["turn.frozenMetrics", frozen.metrics],
                ["turn.frozenActions", frozen.actions],
                ["turn.frozenPlanned", frozen.planned],
                ["turn.frozenCarryover", frozen.carryover ?? t("turn.noCarryover")],
              ] as const
            ).map(([key, value]) => (
              <div key={key}>
                <dt>{t(key)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <p className="small quiet">{t("turn.frozenWhy")}</p>
        </section>
        <section aria-labelledby="turn-carried">
          <h2 id="turn-carried">{t("turn.carried")}</h2>
          <ul>
            {carried.map(({ collection, count }) => (
              <li key={collection}>{t("turn.carriedOf", { count, what: t(`turn.what.${collection}` as TextKey) })}</li>
            ))}
            {ofSchools > 0 && <li>{t("turn.carriedSchools", { count: ofSchools })}</li>}
          </ul>
        </section>
        <section aria-labelledby="turn-empty">
          <h2 id="turn-empty">{t("turn.empty")}</h2>
          <p>{t("turn.emptyText")}</p>
        </section>
      </div>
      {!refusal && (
        <Form method="post" action={rollForwardPath(plan.id)} className="inline">
          <FormKey />
          <input type="hidden" name="year" value={year} />
          <button type="submit" className="usa-button" disabled={sending}>
            {t("turn.go", { year })}
          </button>
          <span className="quiet small">{t("turn.once")}</span>
        </Form>
      )}
    </>
  );
}

function Refusal({ refusal, planId, year }: { refusal: TurnRefusal; planId: string; year: string }) {
  return (
    <div className="usa-alert usa-alert--info usa-alert--slim" role="status">
      <div className="usa-alert__body">
        <p className="usa-alert__text">
          {refusal.kind === "exists" ? (
            <>
              {t("turn.exists", { year: refusal.year })} <Link to={planPath(refusal.planId)}>{t("turn.openExisting", { year: refusal.year })}</Link>
            </>
          ) : (
            <>
              {t("turn.notAdopted", { year })} <Link to={`${planPath(planId)}/chapters/approve`}>{t("turn.approvals")}</Link>
            </>
          )}
        </p>
      </div>
    </div>
  );
}
