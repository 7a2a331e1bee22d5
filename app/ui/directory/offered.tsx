// Facts of the state's lists beside what the plan holds, each with a box to take it.
import type { ShownOffer } from "#app/domain/identification/shown.ts";
import { sayOfStateFiles } from "#app/ui/texts/state-files.ts";

export function Offered({ offers, mayTake }: { offers: ShownOffer[]; mayTake: boolean }) {
  return (
    <ul className="offer-list">
      {offers.map((offer) => {
        const id = `offer-${offer.seen}`;
        const title = (
          <>
            <strong>{offer.who}</strong>: {offer.label}
          </>
        );
        return (
          <li key={offer.key}>
            {mayTake ? (
              <div className="usa-checkbox">
                <input className="usa-checkbox__input" id={id} type="checkbox" name="item" value={`${offer.seen}.${offer.key}`} aria-describedby={`${id}-says`} />
                <label className="usa-checkbox__label" htmlFor={id}>
                  {title}
                </label>
              </div>
            ) : (
              <p className="offer-title">{title}</p>
            )}
            <dl id={`${id}-says`}>
              <div>
                <dt>{sayOfStateFiles("duties.standing")}</dt>
                <dd>{sayOfStateFiles(`duties.standing.${offer.standing}`)}</dd>
              </div>
              {offer.says.length > 0 && (
                <div>
                  <dt>{sayOfStateFiles("duties.published")}</dt>
                  <dd>
                    {offer.says.join("; ")}. <span className="quiet">{sayOfStateFiles("duties.source", { source: offer.source })}</span>
                  </dd>
                </div>
              )}
              {offer.holds.length > 0 && (
                <div>
                  <dt>{sayOfStateFiles("duties.held")}</dt>
                  <dd>{offer.holds.join("; ")}</dd>
                </div>
              )}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}
