// Answers about several offered rows at once: all that wait are used as written; a vote of the council names what it named.
import { Form } from "@remix-run/react";
import { longDay } from "#app/domain/documents/long-day.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { sayOfOffers as say } from "#app/ui/texts/offers-to-schools.ts";
import type { Item } from "./offer-item.tsx";

export function UseAll({ here, items }: { here: string; items: Item[] }) {
  const ready = items.filter((item) => item.places === null || item.comes !== "");
  if (ready.length === 0) return null;
  return (
    <Form method="post" action={here}>
      <FormKey />
      <input type="hidden" name="seen" value={ready.map((item) => `${item.offerId}/${item.version}/${item.rowVersion}`).join(" ")} />
      <button type="submit" className="usa-button" name="act" value="use-all">
        {say("allWaiting", { count: ready.length })}
      </button>
    </Form>
  );
}

export function VoteForm({ here, votes, items }: { here: string; votes: { id: string; heldOn: string }[]; items: Item[] }) {
  return (
    <Form method="post" action={here}>
      <FormKey />
      <p>{say("voteLead")}</p>
      <label className="usa-label" htmlFor="meetingId">
        {say("voteMeeting")}
      </label>
      <select className="usa-select" id="meetingId" name="meetingId">
        {votes.map((vote) => (
          <option key={vote.id} value={vote.id}>
            {longDay(vote.heldOn)}
          </option>
        ))}
      </select>
      <fieldset className="usa-fieldset">
        <legend className="usa-legend">{say("usedHead")}</legend>
        {items.map((item) => (
          <div key={item.offerId} className="usa-checkbox">
            <input className="usa-checkbox__input" id={`named-${item.offerId}`} type="checkbox" name={`offer.${item.offerId}`} value={item.version} />
            <label className="usa-checkbox__label" htmlFor={`named-${item.offerId}`}>
              {[say(`kind.${item.collection}`), item.number].filter(Boolean).join(" ")}: {item.name}
            </label>
          </div>
        ))}
      </fieldset>
      <p>
        <button type="submit" className="usa-button" name="act" value="name">
          {say("voteName")}
        </button>
      </p>
    </Form>
  );
}
