// An address to take along: selected at a click, copied by a button where the browser can.
import { useState } from "react";
import { sayOfFeeds } from "#app/ui/texts/feeds.ts";

export function CopyAddress({ address }: { address: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    // Without leave of the browser the address stays there to be selected by hand.
    void navigator.clipboard?.writeText(address).then(() => setCopied(true), () => {});
  };
  return (
    <div className="copy-address">
      <label className="usa-label" htmlFor="feed-address">
        {sayOfFeeds("subscribe.address")}
      </label>
      <input className="usa-input" id="feed-address" readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
      <button type="button" className="usa-button" onClick={copy}>
        {sayOfFeeds("subscribe.copy")}
      </button>
      <span role="status">{copied ? sayOfFeeds("subscribe.copied") : ""}</span>
    </div>
  );
}
