// An organization's own sign-in page (OpenID Connect): there with state, nonce and PKCE, back with an ID token that is checked. Whose person that is, is not its business.
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { createAuthorizationURL, validateAuthorizationCode, validateToken } from "better-auth/oauth2";
import { z } from "zod";

/** `clientSecret`: sealed. `verifiedClaim`: the claim by which this issuer says that it owns the address. */
export type SignOnProvider = { id: string; issuer: string; clientId: string; clientSecret: string; verifiedClaim: string };
/** `why`: "left" there without signing in; "lost" the cookie of the way there, or another browser; "token" is not what was asked for; "away": no answer. */
export type SignOnResult = { outcome: "proved"; subject: string; email: string; verified: boolean; name: string; to: string } | { outcome: "refused"; why: "left" | "lost" | "token" | "away" };
export type SignOn = {
  /** Where to send the browser, with the cookie that it must bring back. */
  begin: (provider: SignOnProvider, wish: { to: string; email: string }) => Promise<{ outcome: "led"; url: string; cookie: string } | { outcome: "refused"; why: "away" }>;
  finish: (request: Request, provider: SignOnProvider) => Promise<SignOnResult>;
  /** A client secret as it is stored. */
  seal: (secret: string) => Promise<string>;
  /** Takes the cookie away. */
  forget: string;
};

const metadataSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
type Metadata = z.infer<typeof metadataSchema>;
const travelSchema = z.object({ id: z.string(), state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string(), until: z.number() });
const claimsSchema = z.looseObject({ sub: z.string().min(1).max(255), email: z.string().max(254).optional(), name: z.string().max(200).optional(), nonce: z.string().optional(), azp: z.string().optional() });

const minutes = 10;
const patience = 10_000;
const cookieName = "plan-once.sign-on";
/** Slow answers are none: the browser waits. */
const inTime = <Value>(work: Promise<Value>): Promise<Value> => {
  let timer: NodeJS.Timeout;
  return Promise.race([work, new Promise<never>((_, fail) => (timer = setTimeout(() => fail(new Error("no answer in time")), patience)))]).finally(() => clearTimeout(timer));
};

/** Only over https, except where the portal itself is a local one. */
export function buildSignOn({ siteUrl, secret }: { siteUrl: string; secret: string }): SignOn {
  const local = new URL(siteUrl).protocol === "http:";
  const mayAsk = (address: string): boolean => address.startsWith("https://") || (local && /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?\//.test(address));
  const attributes = `Path=/sign-in/with; HttpOnly; SameSite=Lax${local ? "" : "; Secure"}`;
  const backTo = (id: string) => `${siteUrl}/sign-in/with/${id}/back`;

  const getJson = async (address: string, headers: Record<string, string> = {}): Promise<unknown> => {
    if (!mayAsk(address)) throw new Error("an address that is not asked");
    const response = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(patience), headers: { Accept: "application/json", ...headers } });
    const text = await response.text();
    if (!response.ok || text.length > 200_000) throw new Error(`answered ${response.status}`);
    return JSON.parse(text) as unknown;
  };
  const discover = async (issuer: string): Promise<Metadata> => {
    const metadata = metadataSchema.parse(await getJson(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`));
    if (metadata.issuer !== issuer) throw new Error("another issuer answers");
    for (const address of [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri]) if (!mayAsk(address)) throw new Error("an address that is not asked");
    return metadata;
  };
  const travelOf = async (request: Request): Promise<z.infer<typeof travelSchema> | null> => {
    const sealed = new RegExp(`(?:^|;\\s*)${cookieName.replace(".", "\\.")}=([^;]+)`).exec(request.headers.get("Cookie") ?? "")?.[1];
    if (!sealed) return null;
    const opened = await symmetricDecrypt({ key: secret, data: sealed }).then((text): unknown => JSON.parse(text), () => null);
    const travel = travelSchema.safeParse(opened);
    return travel.success && travel.data.until > Date.now() ? travel.data : null;
  };

  return {
    forget: `${cookieName}=; Max-Age=0; ${attributes}`,
    seal: (text) => symmetricEncrypt({ key: secret, data: text }),
    begin: async (provider, { to, email }) => {
      const metadata = await discover(provider.issuer).catch(() => null);
      if (!metadata) return { outcome: "refused", why: "away" };
      const travel = { id: provider.id, state: generateRandomString(32), nonce: generateRandomString(32), verifier: generateRandomString(64), to, until: Date.now() + minutes * 60_000 };
      const url = await createAuthorizationURL({
        id: provider.id,
        options: { clientId: provider.clientId },
        authorizationEndpoint: metadata.authorization_endpoint,
        redirectURI: backTo(provider.id),
        state: travel.state,
        nonce: travel.nonce,
        codeVerifier: travel.verifier,
        scopes: ["openid", "email", "profile"],
        ...(email === "" ? {} : { loginHint: email }),
      });
      return { outcome: "led", url: url.href, cookie: `${cookieName}=${await symmetricEncrypt({ key: secret, data: JSON.stringify(travel) })}; Max-Age=${minutes * 60}; ${attributes}` };
    },
    finish: async (request, provider) => {
      const { searchParams } = new URL(request.url);
      const travel = await travelOf(request);
      if (!travel || travel.id !== provider.id || searchParams.getAll("state").length !== 1 || searchParams.get("state") !== travel.state) return { outcome: "refused", why: "lost" };
      const code = searchParams.get("code");
      if (searchParams.has("error") || code === null) return { outcome: "refused", why: "left" };
      const metadata = await discover(provider.issuer).catch(() => null);
      if (!metadata) return { outcome: "refused", why: "away" };
      // RFC 9207: the answer must come from the issuer that was asked.
      if (metadata.authorization_response_iss_parameter_supported && searchParams.get("iss") !== provider.issuer) return { outcome: "refused", why: "token" };
      try {
        const methods = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
        const tokens = await inTime(
          validateAuthorizationCode({
            code,
            codeVerifier: travel.verifier,
            redirectURI: backTo(provider.id),
            options: { clientId: provider.clientId, clientSecret: await symmetricDecrypt({ key: secret, data: provider.clientSecret }) },
            tokenEndpoint: metadata.token_endpoint,
            authentication: methods.includes("client_secret_basic") ? "basic" : "post",
          }),
        );
        if (!tokens.idToken) return { outcome: "refused", why: "token" };
        const { payload } = await inTime(validateToken(tokens.idToken, metadata.jwks_uri, { audience: provider.clientId, issuer: provider.issuer }));
        let claims = claimsSchema.parse(payload);
        if (claims.nonce !== travel.nonce || (Array.isArray(payload.aud) && payload.aud.length > 1 && claims.azp !== provider.clientId)) return { outcome: "refused", why: "token" };
        if (claims.email === undefined && metadata.userinfo_endpoint && tokens.accessToken) {
          const more = claimsSchema.parse(await getJson(metadata.userinfo_endpoint, { Authorization: `Bearer ${tokens.accessToken}` }));
          if (more.sub !== claims.sub) return { outcome: "refused", why: "token" };
          claims = more;
        }
        const said = claims[provider.verifiedClaim];
        return { outcome: "proved", subject: claims.sub, email: claims.email ?? "", verified: said === true || said === "true" || said === 1 || said === "1", name: claims.name ?? "", to: travel.to };
      } catch {
        return { outcome: "refused", why: "token" };
      }
    },
  };
}
