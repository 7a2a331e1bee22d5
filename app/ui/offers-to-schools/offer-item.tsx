// One offered row as a school sees it: its words, what was changed by whom, and the answers that are open.
import { Form, Link } from "@remix-run/react";
import type { FieldChange } from "#app/domain/history/row-difference.ts";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { FieldChanges } from "#app/ui/history/difference.tsx";
import { sayOfOffers as say } from "#app/ui/texts/offers-to-schools.ts";
import { RowWords } from "./row-words.tsx";

export type Item = {
  offerId: string;
  version: number;
  collection: "goals" | "metrics" | "actions" | "lines";
  rowVersion: number;
  number: string;
  name: string;
  words: { label: string; text: string }[];
  standing: "waiting" | "used" | "changed" | "not-for-us" | "gone";
  newer: boolean;
  named: boolean;
  reason: string;
  path: string | null;
  changedHere: FieldChange[];
  changedThere: FieldChange[];
  earlierKept: boolean;
  places: { value: string; label: string }[] | null;
  comes: string;
  readings: { along: string[]; others: number };
};

export function OfferItem({ here, item, mayAnswer, problem }: { here: string; item: Item; mayAnswer: boolean; problem: string }) {
  const uses = item.standing === "used" || item.standing === "changed";
  return (
    <li id={`offer-${item.offerId}`}>
      <h3>
        <span className="quiet small">{[say(`kind.${item.collection}`), item.number].filter(Boolean).join(" ")}</span> {item.name}
      </h3>
      {uses && (
        <p>
          {say(item.standing === "used" ? "asWritten" : "weChanged")}; {say(item.named ? "namedYes" : "namedNo")}.
        </p>
      )}
      {item.standing === "not-for-us" && <p>{say("reason", { reason: item.reason })}</p>}
      {item.changedThere.length > 0 && (
        <>
          <h4>{say("changedThere")}</h4>
          <FieldChanges fields={item.changedThere} />
        </>
      )}
      {item.newer && !item.earlierKept && <p>{say("earlierNotKept")}</p>}
      {(item.standing === "waiting" || (item.newer && !item.earlierKept)) && <RowWords words={item.words} />}
      {item.readings.along.length > 0 && (
        <>
          <h4>{say("readingsAlong")}</h4>
          <ul>
            {item.readings.along.map((words, at) => (
              <li key={at}>{words}</li>
            ))}
          </ul>
        </>
      )}
      {item.readings.others > 0 && <p className="quiet small">{say("readingsOthers")}</p>}
      {item.changedHere.length > 0 && (
        <>
          <h4>{say("changedHere")}</h4>
          <FieldChanges fields={item.changedHere} />
        </>
      )}
      {problem !== "" && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      {mayAnswer && <Answers here={here} item={item} uses={uses} />}
      {item.path && <p>{<Link to={item.path}>{say(mayAnswer ? "change" : "open")}</Link>}</p>}
    </li>
  );
}

function Answers({ here, item, uses }: { here: string; item: Item; uses: boolean }) {
  if (uses && !item.newer) return null;
  const hidden = (
    <>
      <input type="hidden" name="offerId" value={item.offerId} />
      <input type="hidden" name="seenVersion" value={item.version} />
      <input type="hidden" name="seenRow" value={item.rowVersion} />
    </>
  );
  if (uses)
    return (
      <Form method="post" action={here} className="acts" preventScrollReset>
        <FormKey />
        {hidden}
        {item.changedHere.length > 0 && <p className="small">{say("useNewestLoses")}</p>}
        <button type="submit" className="usa-button" name="act" value="use-newest" aria-label={say("useNewestOf", { name: item.name })}>
          {say("useNewest")}
        </button>
        <button type="submit" className="usa-button usa-button--outline" name="act" value="keep" aria-label={say("keepOf", { name: item.name })}>
          {say("keep")}
        </button>
      </Form>
    );
  const stuck = item.places !== null && item.places.length === 0 && item.comes === "";
  return (
    <>
      {stuck ? (
        <p className="quiet">{say("aboveNone")}</p>
      ) : (
        <Form method="post" action={here} preventScrollReset>
          <FormKey />
          {hidden}
          {item.comes !== "" && <p className="small">{say("comes", { name: item.comes })}</p>}
          {item.places !== null && item.comes === "" && (
            <div>
              <label className="usa-label" htmlFor={`above-${item.offerId}`}>
                {say("above")}
              </label>
              <select className="usa-select" id={`above-${item.offerId}`} name="above" required>
                <option value="">{say("aboveChoose")}</option>
                {item.places.map((place) => (
                  <option key={place.value} value={place.value}>
                    {place.label}
                  </option>
                ))}
              </select>
            </div>
          )}
          <button type="submit" className="usa-button" name="act" value="use" aria-label={say("useOf", { name: item.name })}>
            {say("use")}
          </button>
        </Form>
      )}
      {item.standing === "not-for-us" ? (
        item.newer && (
          <Form method="post" action={here} preventScrollReset>
            <FormKey />
            {hidden}
            <button type="submit" className="usa-button usa-button--outline" name="act" value="keep">
              {say("stillNot")}
            </button>
          </Form>
        )
      ) : (
        <details className="help">
          <summary>{say("notForUs")}</summary>
          <Form method="post" action={here} preventScrollReset>
            <FormKey />
            {hidden}
            <label className="usa-label" htmlFor={`why-${item.offerId}`}>
              {say("why")}
            </label>
            <p className="usa-hint" id={`why-help-${item.offerId}`}>
              {say("whyHelp")}
            </p>
            <input className="usa-input" id={`why-${item.offerId}`} name="reason" required maxLength={2000} aria-describedby={`why-help-${item.offerId}`} />
            <p>
              <button type="submit" className="usa-button usa-button--outline" name="act" value="not-for-us" aria-label={say("notForUsOf", { name: item.name })}>
                {say("notForUs")}
              </button>
            </p>
          </Form>
        </details>
      )}
    </>
  );
}
