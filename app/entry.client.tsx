import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition, useEffect } from "react";
import { hydrateRoot } from "react-dom/client";
import { useHydrated } from "#app/ui/kit/use-hydrated.ts";
import { watchEarlyTyping } from "#app/ui/forms/typed-early.ts";

const sayWhatWasTyped = watchEarlyTyping();

/** After everything on the page listens. */
function Page() {
  const live = useHydrated();
  useEffect(() => {
    if (live) sayWhatWasTyped();
  }, [live]);
  return <RemixBrowser />;
}

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <Page />
    </StrictMode>,
  );
});
