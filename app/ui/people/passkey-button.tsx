import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { useState } from "react";
import { useHydrated } from "#app/ui/kit/use-hydrated.ts";
import { t } from "#app/ui/texts/t.ts";

const api = "/api/auth/passkey";
type RegistrationOptions = Parameters<typeof startRegistration>[0]["optionsJSON"];
type SignInOptions = Parameters<typeof startAuthentication>[0]["optionsJSON"];

async function optionsFrom<Options>(path: string): Promise<Options> {
  const answer = await fetch(`${api}/${path}`);
  if (!answer.ok) throw new Error("refused");
  return (await answer.json()) as Options;
}
async function send(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${api}/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error("refused");
}

/** Asks the device for a new passkey, or to sign in with one; then goes `to`. Only with a live page: the browser's own dialog needs it. */
export function PasskeyButton({ act, to, name }: { act: "add" | "sign-in"; to: string; name?: string }) {
  const [state, setState] = useState<"rests" | "asks" | "refused">("rests");
  const hydrated = useHydrated();
  const go = async () => {
    setState("asks");
    try {
      if (act === "add") await send("verify-registration", { name, response: await startRegistration({ optionsJSON: await optionsFrom<RegistrationOptions>("generate-register-options") }) });
      else await send("verify-authentication", { response: await startAuthentication({ optionsJSON: await optionsFrom<SignInOptions>("generate-authenticate-options") }) });
      window.location.assign(to);
    } catch {
      setState("refused");
    }
  };
  if (!hydrated) return <p className="quiet">{t("passkey.needsScript")}</p>;
  return (
    <>
      <button type="button" className="usa-button usa-button--outline" disabled={state === "asks"} onClick={() => void go()}>
        {t(act === "add" ? "passkey.add" : "passkey.signIn")}
      </button>
      <p role="status" className={state === "refused" ? "usa-error-message" : "quiet"}>
        {state === "asks" ? t("passkey.asks") : state === "refused" ? t("passkey.refused") : ""}
      </p>
    </>
  );
}
