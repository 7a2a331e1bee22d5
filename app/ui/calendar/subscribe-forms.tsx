// Addresses under which other programs read a calendar: the one just made, a form for another, and those there are.
import { Form, useNavigation } from "@remix-run/react";
import { CopyAddress } from "#app/ui/calendar/copy-address.tsx";
import { FormKey } from "#app/ui/forms/form-key.tsx";
import { sayOfFeeds as say } from "#app/ui/texts/feeds.ts";

type Feed = { id: string; name: string; shared: boolean; what: string[]; onlyOurs: boolean; madeOn: string; madeBy: string; revokedOn: string | null; mayRevoke: boolean };
type Made = { outcome: "made" | "repeated" | "refused"; address: string; name: string; shared: boolean };

/** `made`: what came of the form that was just sent. `office`: the calendar of an office above LEAs, and not a plan's. */
export function SubscribeForms({ sets, feeds, mayShare, made, office }: { sets: { set: string; title: string }[]; feeds: Feed[]; mayShare: boolean; made: Made | undefined; office: boolean }) {
  const busy = useNavigation().state !== "idle";
  return (
    <>
      {made?.outcome === "made" && (
        <section className="next-step feed-made" role="status" aria-labelledby="made">
          <h2 id="made">{say("subscribe.made", { name: made.name })}</h2>
          <p>{say(made.shared ? "subscribe.onceShared" : "subscribe.once")}</p>
          <CopyAddress address={made.address} />
          <p>
            <a href={made.address.replace(/^https?:/, "webcal:")}>{say("subscribe.open")}</a>
          </p>
          <h3>{say("subscribe.how")}</h3>
          <ul>
            <li>{say("subscribe.google")}</li>
            <li>{say("subscribe.outlook")}</li>
            <li>{say("subscribe.apple")}</li>
          </ul>
          <p className="quiet small">{say("subscribe.slow")}</p>
        </section>
      )}
      {made?.outcome === "repeated" && (
        <p role="alert" className="usa-alert usa-alert--warning usa-alert--slim fits">
          {say("subscribe.repeated")}
        </p>
      )}
      <section className="statement" aria-labelledby="make">
        <h2 id="make">{say("subscribe.make")}</h2>
        <Form method="post" className="feed-form" key={feeds.length}>
          <FormKey />
          <input type="hidden" name="act" value="make" />
          <div>
            <label className="usa-label" htmlFor="feed-name">
              {say("subscribe.name")}
            </label>
            <span className="usa-hint" id="feed-hint">
              {say("subscribe.nameHint")}
            </span>
            <input className="usa-input" id="feed-name" name="name" maxLength={200} required aria-describedby={made?.outcome === "refused" ? "feed-hint feed-error" : "feed-hint"} />
            {made?.outcome === "refused" && (
              <p className="field-error" role="alert" id="feed-error">
                {say("subscribe.nameRefused")}
              </p>
            )}
          </div>
          {mayShare ? (
            <fieldset className="usa-fieldset">
              <legend className="usa-legend">{say("subscribe.kind")}</legend>
              {(["personal", "organization"] as const).map((kind) => (
                <div className="usa-radio" key={kind}>
                  <input className="usa-radio__input" type="radio" id={`kind-${kind}`} name="kind" value={kind} defaultChecked={kind === "personal"} />
                  <label className="usa-radio__label" htmlFor={`kind-${kind}`}>
                    {say(`subscribe.${kind}`)}
                  </label>
                </div>
              ))}
            </fieldset>
          ) : (
            <input type="hidden" name="kind" value="personal" />
          )}
          {sets.length > 1 && (
            <fieldset className="usa-fieldset">
              <legend className="usa-legend">{say("subscribe.what")}</legend>
              <span className="usa-hint">{say(office ? "subscribe.officeWhatHint" : "subscribe.whatHint")}</span>
              <div className="feed-sets">
                {sets.map(({ set, title }) => (
                  <div className="usa-checkbox" key={set}>
                    <input className="usa-checkbox__input" type="checkbox" id={`set-${set}`} name="set" value={set} />
                    <label className="usa-checkbox__label" htmlFor={`set-${set}`}>
                      {title}
                    </label>
                  </div>
                ))}
              </div>
            </fieldset>
          )}
          <div className="usa-checkbox">
            <input className="usa-checkbox__input" type="checkbox" id="ours" name="ours" value="yes" />
            <label className="usa-checkbox__label" htmlFor="ours">
              {say(office ? "subscribe.officeOnlyOurs" : "subscribe.onlyOurs")}
            </label>
          </div>
          <p>
            <button type="submit" className={made?.outcome === "made" ? "usa-button usa-button--outline" : "usa-button"} disabled={busy}>
              {say("subscribe.go")}
            </button>
          </p>
        </Form>
      </section>
      <section className="statement" aria-labelledby="list">
        <h2 id="list">{say("subscribe.list")}</h2>
        {feeds.length === 0 && <p className="empty">{say("subscribe.none")}</p>}
        <ul className="waiting">
          {feeds.map((feed) => (
            <li key={feed.id}>
              <p>
                <strong>{feed.name}</strong> <span className="quiet small">{feed.shared ? say("subscribe.shared", { by: feed.madeBy }) : say("subscribe.mine")}</span>
              </p>
              <p className="quiet small">{[feed.what.length === 0 ? say("subscribe.all") : feed.what.join(", "), ...(feed.onlyOurs ? [say("subscribe.ours")] : []), say("subscribe.madeOn", { day: feed.madeOn })].join(" · ")}</p>
              {feed.revokedOn !== null && <p>{say("subscribe.revokedOn", { day: feed.revokedOn })}</p>}
              {feed.mayRevoke && (
                <Form method="post" className="act-button">
                  <FormKey />
                  <input type="hidden" name="act" value="withdraw" />
                  <input type="hidden" name="feedId" value={feed.id} />
                  <button type="submit" className="usa-button usa-button--unstyled" aria-label={say("subscribe.withdrawOf", { name: feed.name })}>
                    {say("subscribe.withdraw")}
                  </button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
