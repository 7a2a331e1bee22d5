// A real OpenID Connect provider (oidc-provider) on this machine, where whoever is named signs in without a page, and a browser without a screen.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export type Claims = { sub: string; email?: string; email_verified?: boolean; name?: string; xms_edov?: boolean };
export type IdentityProvider = {
  issuer: string;
  client: { id: string; secret: string };
  /** Who signs in there next; null: they turn round. */
  next: (who: Claims | null) => void;
  /** The parameters of the last request to sign in, and of the last exchange of a code. */
  seen: { authorization: URLSearchParams; exchange: URLSearchParams };
  close: () => Promise<void>;
};

/** `backTo`: the address that may be returned to. */
export async function startIdentityProvider(backTo: string): Promise<IdentityProvider> {
  let who: Claims | null = null;
  const known = new Map<string, Claims>();
  const seen = { authorization: new URLSearchParams(), exchange: new URLSearchParams() };
  const client = { id: "plan-once", secret: "a-secret-of-the-client" };
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [backTo], grant_types: ["authorization_code"], response_types: ["code"] }],
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified", "xms_edov"], profile: ["name"] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ["only-for-tests"] },
    interactions: { url: (_ctx: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx: unknown, id: string) => ({ accountId: id, claims: () => known.get(id) ?? { sub: id } }),
    renderError: (ctx: { body: string }, out: Record<string, unknown>) => (ctx.body = JSON.stringify(out)),
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/auth") seen.authorization = url.searchParams;
    if (!url.pathname.startsWith("/interaction/")) return void answer(request, response);
    void (async () => {
      const { params } = await provider.interactionDetails(request, response);
      if (who === null) return provider.interactionFinished(request, response, { error: "access_denied" });
      known.set(who.sub, who);
      const grant = new provider.Grant({ accountId: who.sub, clientId: String(params["client_id"]) });
      grant.addOIDCScope("openid email profile");
      return provider.interactionFinished(request, response, { login: { accountId: who.sub }, consent: { grantId: await grant.save() } });
    })();
  });
  return {
    issuer,
    client,
    next: (claims) => (who = claims),
    seen,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Follows redirects on the provider's side with cookies, as a browser does; returns the address it is sent back to. */
export async function goThere(start: string, backTo: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = start;
  for (let hop = 0; hop < 10; hop += 1) {
    if (at.startsWith(backTo)) return at;
    const answer = await fetch(at, { redirect: "manual", headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") } });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split(/=(.*)/s);
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = answer.headers.get("Location");
    if (location === null) throw new Error(`stays at ${at}: ${await answer.text()}`);
    at = new URL(location, at).href;
  }
  throw new Error("too many redirects");
}
