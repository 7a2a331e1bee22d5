import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { readSchoolOffer } from "#app/http/offer-forms.server.ts";
import { readPosted } from "#app/http/read-form-data.server.ts";
import { requireContext } from "#app/http/require-context.server.ts";
import { throwAsResponse } from "#app/http/throw-as-response.server.ts";
import { answerOffer, nameInVote, useAllOffers as takeAllOffers } from "#app/services/offers-to-schools/answer-offer.server.ts";
import { loadFromDistrict } from "#app/services/offers-to-schools/load-from-district.server.ts";
import { fromDistrictPath, planPath } from "#app/domain/plan/place-of.ts";
import { PageHead } from "#app/ui/frame/page-head.tsx";
import { OfferItem } from "#app/ui/offers-to-schools/offer-item.tsx";
import { UseAll, VoteForm } from "#app/ui/offers-to-schools/offer-forms.tsx";
import { planTitle } from "#app/ui/plan/plan-title.ts";
import { sayOfOffers as say } from "#app/ui/texts/offers-to-schools.ts";
import { t } from "#app/ui/texts/t.ts";

export { readAnewAfterConflict as shouldRevalidate } from "#app/ui/forms/read-anew.ts";
export const meta: MetaFunction = () => [{ title: `${say("fromTitle")} · ${t("site.name")}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadFromDistrict(ctx, params["planId"] ?? "").catch(throwAsResponse);
}

/** One answer, all that wait at once, or the rows a vote named. */
export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const key = params["planId"] ?? "";
  const form = await readPosted(request, { needsKey: true }).then(readSchoolOffer).catch(throwAsResponse);
  const result = await (form.act === "name" ? nameInVote(ctx, key, form) : form.act === "use-all" ? takeAllOffers(ctx, key, form.seen) : answerOffer(ctx, key, form.answer)).catch(throwAsResponse);
  const offerId = form.act === "answer" ? form.answer.offerId : "";
  if (form.act === "name" && form.offers.length === 0) return data({ offerId: "", problem: say("voteChoose") }, { status: 422 });
  if (result.outcome === "conflict") return data({ offerId, problem: say("conflict") }, { status: 409 });
  if (result.outcome === "refused") return data({ offerId, problem: say(result.lacks === "reason" ? "lacksReason" : "lacksAbove") }, { status: 422 });
  return redirect(fromDistrictPath(key));
}

export default function FromDistrict() {
  const { plan, mayAnswer, mayName, waiting, newer, used, declined, votes, unnamed } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const here = fromDistrictPath(plan.id);
  const nothing = waiting.length + newer.length + used.length + declined.length === 0;
  const next = waiting.length > 0 ? say("nextWaiting", { count: waiting.length }) : newer.length > 0 ? say("nextNewer", { count: newer.length }) : unnamed > 0 ? say("nextVote", { count: unnamed }) : say("nextDone");
  const groups = [["waitingHead", waiting], ["newerHead", newer], ["usedHead", used], ["declinedHead", declined]] as const;
  return (
    <>
      <PageHead title={say("fromTitle")} crumbs={[{ to: planPath(plan.id), label: planTitle(plan) }]}>
        <p>{say("fromLead")}</p>
        <p className="small">{say("fromVote")}</p>
      </PageHead>
      {refused?.problem && refused.offerId === "" && (
        <p className="field-error" role="alert">
          {refused.problem}
        </p>
      )}
      {nothing ? (
        <p className="empty">{say("fromNone")}</p>
      ) : (
        <section className="next-step" aria-label={say("next")}>
          <p className="quiet small">{say("next")}</p>
          <h2>{next}</h2>
          {waiting.length === 0 && newer.length === 0 && unnamed > 0 && <p>{say("nextVoteWhy")}</p>}
          {mayAnswer && waiting.length > 0 && <UseAll here={here} items={waiting} />}
        </section>
      )}
      {groups.map(
        ([head, items]) =>
          items.length > 0 && (
            <section key={head} className="statement" aria-labelledby={head}>
              <h2 id={head}>{say(head)}</h2>
              <ul className="offer-list">
                {items.map((item) => (
                  <OfferItem key={item.offerId} here={here} item={item} mayAnswer={mayAnswer} problem={refused?.offerId === item.offerId ? refused.problem : ""} />
                ))}
              </ul>
            </section>
          ),
      )}
      {unnamed > 0 && (
        <section className="statement" aria-labelledby="vote">
          <h2 id="vote">{say("voteHead")}</h2>
          {!mayName ? (
            <p className="quiet">{say("voteOnly")}</p>
          ) : votes.length === 0 ? (
            <p>
              {say("voteNone")} <Link to={`${planPath(plan.id)}/chapters/approve`}>{say("voteNone2")}</Link>
            </p>
          ) : (
            <VoteForm here={here} votes={votes} items={[...newer, ...used].filter((item) => !item.named && item.path !== null)} />
          )}
        </section>
      )}
    </>
  );
}
