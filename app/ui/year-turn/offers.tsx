// What can be put into the plan from what is held: each with its source and date, taken by a click and never by itself.
import { useFetcher } from "@remix-run/react";
import { planPath } from "#app/domain/plan/place-of.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { useHydrated } from "#app/ui/kit/use-hydrated.ts";
import { t } from "#app/ui/texts/t.ts";

export type ShownOffer = { key: string; kind: "need" | "metric" | "value" | "amount" | "progress" | "estimate"; goalId: string | null; title: string; text: string; from: string };

/** `back`: the page to come back to without JavaScript. */
export function Offers({ offers, planKey, back }: { offers: readonly ShownOffer[]; planKey: string; back: string }) {
  if (offers.length === 0) return null;
  return (
    <section className="offers" aria-labelledby="offers">
      <details open={offers.length <= 6}>
        <summary>
          <h2 id="offers">{t("offers.title", { count: offers.length })}</h2>
        </summary>
        <p className="small quiet">{t("offers.lead")}</p>
        <ul>
          {offers.map((offer) => (
            <OfferItem key={offer.key} offer={offer} planKey={planKey} back={back} />
          ))}
        </ul>
      </details>
    </section>
  );
}

function OfferItem({ offer, planKey, back }: { offer: ShownOffer; planKey: string; back: string }) {
  const fetcher = useFetcher<{ problem: string }>();
  const alive = useHydrated();
  return (
    <li>
      <div>
        <h3>
          <span className="quiet">{t(`offers.kind.${offer.kind}`)}</span> {offer.title}
        </h3>
        <p>{offer.text}</p>
        <p className="small quiet">{t("offers.from", { from: offer.from })}</p>
        {fetcher.data && fetcher.data.problem !== "" && (
          <p className="field-error" role="alert">
            {fetcher.data.problem}
          </p>
        )}
      </div>
      <fetcher.Form method="post" action={`${planPath(planKey)}/offers`}>
        <FormKey />
        {Object.entries({ kind: offer.kind, offer: offer.key, back: alive ? "" : back }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit" className="usa-button usa-button--outline" disabled={fetcher.state !== "idle"} aria-label={t("offers.takeOf", { what: offer.title })}>
          {t("offers.take")}
        </button>
      </fetcher.Form>
    </li>
  );
}
