// Passwords, second factors and sessions, by better-auth on the project's own tables. Who holds which role is not its business.
import { betterAuth } from "better-auth";
import type { BetterAuthOptions, BetterAuthPlugin } from "better-auth";
import { passkey } from "@better-auth/passkey";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { generateRandomString } from "better-auth/crypto";
import { twoFactor } from "better-auth/plugins";
import { z } from "zod";

export type AccountSettings = {
  /** The project's Kysely instance. */
  db: unknown;
  /** Where people reach the site: "https://plans.example.org". */
  siteUrl: string;
  secret: string;
  /** A session ends after so many hours, whatever happens. */
  longestHours: number;
  write: (mail: { to: string; subject: string; text: string }) => Promise<void>;
  onSession: (session: { sessionId: string; personId: string; withPasskey: boolean }) => Promise<void>;
};

/** Headers set the cookies of a session that has begun or ended. */
export type SignInResult = { outcome: "signed-in"; headers: Headers } | { outcome: "second-factor"; headers: Headers } | { outcome: "refused" };
export type Accounts = {
  /** What is served under /api/auth: the links of mails, and passkeys. Everything else of the library is not there. */
  handle: (request: Request) => Promise<Response>;
  /** The token of the request's session cookie, when we signed it. */
  sessionToken: (request: Request) => Promise<string | null>;
  signIn: (request: Request, form: { email: string; password: string }) => Promise<SignInResult>;
  /** After the password: a code of the app, or a backup code. */
  checkSecondFactor: (request: Request, code: string) => Promise<SignInResult>;
  /** Begins a session for somebody without asking anything: sample mode only. */
  signInAs: (request: Request, personId: string) => Promise<SignInResult>;
  /** After an organization's own sign-in: a session, or the question for the second step where the person has one. */
  beginSignOnSession: (request: Request, personId: string) => Promise<SignInResult>;
  signOut: (request: Request) => Promise<Headers>;
  /** Is this the password of the person signed in? */
  checkPassword: (request: Request, password: string) => Promise<boolean>;
  /** The same answer whether the address is known or not. */
  askForReset: (request: Request, email: string) => Promise<void>;
  /** Whose password it is now; null when the link was used, is too old or was never sent. */
  resetPassword: (request: Request, form: { token: string; password: string }) => Promise<{ email: string } | null>;
  /** A new person whose address is proved (they came by a link sent to it); null when the address is taken. */
  createPerson: (form: { email: string; name: string; password: string }) => Promise<{ id: string } | null>;
  /** `password`: of who has one. */
  beginSecondFactor: (request: Request, password: string) => Promise<{ uri: string; backupCodes: string[] } | null>;
  /** True when the code of the app fits: from now on it is asked at sign-in. Headers renew the session. */
  confirmSecondFactor: (request: Request, code: string) => Promise<SignInResult>;
};

const camel = (...names: string[]) => Object.fromEntries(names.map((name) => [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]));
const stamps = camel("createdAt", "updatedAt");
const tables = {
  user: { modelName: "person", fields: { ...stamps, ...camel("emailVerified") } },
  session: { modelName: "person_session", fields: { ...stamps, ...camel("expiresAt", "ipAddress", "userAgent"), userId: "person_id" } },
  account: { modelName: "person_account", fields: { ...stamps, ...camel("accountId", "providerId", "accessToken", "refreshToken", "idToken", "accessTokenExpiresAt", "refreshTokenExpiresAt"), userId: "person_id" } },
  verification: { modelName: "person_verification", fields: { ...stamps, ...camel("expiresAt") } },
};
const secondFactorTables = { user: { fields: { twoFactorEnabled: "second_factor" } }, twoFactor: { modelName: "person_second_factor", fields: { backupCodes: "backup_codes", userId: "person_id", failedVerificationCount: "failed_count", lockedUntil: "locked_until" } } };

const passkeyTable = { modelName: "person_passkey", fields: { ...camel("publicKey", "deviceType", "backedUp", "createdAt"), userId: "person_id", credentialID: "credential_id" } };
/** The device must have asked for a finger, a face or a code: then a passkey is both factors. */
function mustVerifyPerson(verified: boolean | undefined): void {
  if (verified !== true) throw new APIError("UNAUTHORIZED", { message: "The device did not ask who you are." });
}

/** Paths of the library that are served, by method. */
const served = new Set(["GET verify-email", "GET passkey/generate-register-options", "POST passkey/verify-registration", "GET passkey/generate-authenticate-options", "POST passkey/verify-authentication"]);

/** Two steps that no request can reach from outside. */
const inside = {
  id: "inside",
  endpoints: {
    beginSessionOf: createAuthEndpoint.serverOnly({ method: "POST", body: z.object({ personId: z.string(), asksSecondStep: z.boolean() }) }, async (ctx) => {
      const user = await ctx.context.internalAdapter.findUserById(ctx.body.personId);
      if (!user) return ctx.json({ begun: false });
      if (ctx.body.asksSecondStep && "twoFactorEnabled" in user && user.twoFactorEnabled === true) {
        // As the library's two-factor plugin does after a password.
        const [identifier, expiresAt] = [`2fa-${generateRandomString(20)}`, new Date(Date.now() + 600_000)];
        await ctx.context.internalAdapter.createVerificationValue({ value: user.id, identifier, expiresAt });
        await ctx.context.internalAdapter.createVerificationValue({ value: "0", identifier: `2fa-attempts-${identifier}`, expiresAt });
        const cookie = ctx.context.createAuthCookie("two_factor", { maxAge: 600 });
        await ctx.setSignedCookie(cookie.name, identifier, ctx.context.secret, cookie.attributes);
        return ctx.json({ begun: true, twoFactorRedirect: true });
      }
      const session = await ctx.context.internalAdapter.createSession(user.id);
      await setSessionCookie(ctx, { session, user });
      return ctx.json({ begun: true });
    }),
    tokenOfCookie: createAuthEndpoint.serverOnly({ method: "GET", requireHeaders: true }, async (ctx) => {
      const token = await ctx.getSignedCookie(ctx.context.authCookies.sessionToken.name, ctx.context.secret);
      return { token: typeof token === "string" ? token : null };
    }),
  },
} satisfies BetterAuthPlugin;

export function buildAccounts({ db, siteUrl, secret, longestHours, write, onSession }: AccountSettings): Accounts {
  const auth = betterAuth({
    appName: "Plan Once",
    baseURL: siteUrl,
    basePath: "/api/auth",
    secret,
    trustedOrigins: [siteUrl],
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: { db, type: "postgres" } as NonNullable<BetterAuthOptions["database"]>,
    ...tables,
    session: { ...tables.session, expiresIn: longestHours * 3600, disableSessionRefresh: true, cookieCache: { enabled: false } },
    emailAndPassword: {
      enabled: true,
      // People come by invitation.
      disableSignUp: true,
      requireEmailVerification: true,
      minPasswordLength: 12,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 3600,
      sendResetPassword: async ({ user, token }) => {
        await write({ to: user.email, subject: "Choose a new password for Plan Once", text: `Somebody, you we hope, asked for a new password.\n\nChoose it here within an hour:\n${siteUrl}/reset-password?token=${encodeURIComponent(token)}\n\nIf it was not you, nothing has changed and nothing needs to be done.\n` });
      },
    },
    emailVerification: {
      sendOnSignIn: true,
      sendVerificationEmail: async ({ user, token }) => {
        await write({ to: user.email, subject: "Confirm your address for Plan Once", text: `Confirm that this address is yours within an hour:\n${siteUrl}/api/auth/verify-email?token=${encodeURIComponent(token)}&callbackURL=%2F\n` });
      },
    },
    advanced: { cookiePrefix: "plan-once", useSecureCookies: siteUrl.startsWith("https://"), ipAddress: { disableIpTracking: true }, disableOriginCheck: false },
    databaseHooks: { session: { create: { after: async (session, ctx) => onSession({ sessionId: session.id, personId: session.userId, withPasskey: ctx?.path === "/passkey/verify-authentication" }) } } },
    plugins: [twoFactor({ issuer: "Plan Once", allowPasswordless: true, schema: secondFactorTables }),
      passkey({
        rpName: "Plan Once",
        rpID: new URL(siteUrl).hostname,
        origin: new URL(siteUrl).origin,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        registration: { afterVerification: ({ verification }) => mustVerifyPerson(verification.registrationInfo?.userVerified) },
        authentication: { afterVerification: ({ verification }) => mustVerifyPerson(verification.authenticationInfo.userVerified) },
        schema: { passkey: passkeyTable },
      }),
      inside,
    ],
  });

  /** An answer of better-auth's as one of ours; what it refuses is refused, a fault of ours is thrown. */
  const result = async (response: Response): Promise<SignInResult> => {
    if (response.status >= 500) throw new Error(`Signing in failed with status ${response.status}.`);
    if (!response.ok) return { outcome: "refused" };
    const headers = new Headers();
    for (const cookie of response.headers.getSetCookie()) headers.append("Set-Cookie", cookie);
    const body = (await response.json().catch(() => null)) as { twoFactorRedirect?: boolean; begun?: boolean } | null;
    if (body?.begun === false) return { outcome: "refused" };
    return { outcome: body?.twoFactorRedirect ? "second-factor" : "signed-in", headers };
  };
  const refusedAs = <Value>(value: Value) => (error: unknown): Value => {
    const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
    if (status >= 500) throw error;
    return value;
  };

  return {
    handle: async (request) => {
      const asked = new URL(request.url).pathname.replace(/^\/api\/auth\//, "");
      if (!served.has(`${request.method} ${asked}`)) return new Response(null, { status: 404 });
      const answer = await auth.handler(request);
      if (!asked.startsWith("passkey/verify") || !answer.ok) return answer;
      // The library would say the session's token; the cookie is enough.
      const headers = new Headers({ "Content-Type": "application/json" });
      for (const cookie of answer.headers.getSetCookie()) headers.append("Set-Cookie", cookie);
      return new Response("{}", { headers });
    },
    sessionToken: async ({ headers }) => (headers.has("Cookie") ? (await auth.api.tokenOfCookie({ headers })).token : null),
    signIn: async ({ headers }, body) => result(await auth.api.signInEmail({ headers, body, asResponse: true })),
    checkSecondFactor: async ({ headers }, code) =>
      result(/^\d{6}$/.test(code) ? await auth.api.verifyTOTP({ headers, body: { code }, asResponse: true }) : await auth.api.verifyBackupCode({ headers, body: { code }, asResponse: true })),
    signInAs: async ({ headers }, personId) => result(await auth.api.beginSessionOf({ headers, body: { personId, asksSecondStep: false }, asResponse: true })),
    beginSignOnSession: async ({ headers }, personId) => result(await auth.api.beginSessionOf({ headers, body: { personId, asksSecondStep: true }, asResponse: true })),
    signOut: async ({ headers }) => {
      const ended = await result(await auth.api.signOut({ headers, asResponse: true }));
      return ended.outcome === "refused" ? new Headers() : ended.headers;
    },
    checkPassword: async ({ headers }, password) => auth.api.verifyPassword({ headers, body: { password } }).then(() => true, refusedAs(false)),
    askForReset: async ({ headers }, email) => void (await auth.api.requestPasswordReset({ headers, body: { email } }).catch(refusedAs(undefined))),
    resetPassword: async ({ headers }, { token, password }) => {
      const { internalAdapter } = await auth.$context;
      const sent = await internalAdapter.findVerificationValue(`reset-password:${token}`);
      const person = sent && (await internalAdapter.findUserById(sent.value));
      const chosen = await auth.api.resetPassword({ headers, body: { token, newPassword: password } }).then(() => true, refusedAs(false));
      return chosen && person ? { email: person.email } : null;
    },
    createPerson: async ({ email, name, password }) => {
      const { internalAdapter, password: passwords } = await auth.$context;
      if (await internalAdapter.findUserByEmail(email)) return null;
      const hash = await passwords.hash(password);
      const person = await internalAdapter.createUser({ email, name, emailVerified: true }, { method: "invitation" }).catch((error: unknown) => {
        // Two at once: the address is unique in the database.
        if (error instanceof Error && "code" in error && error.code === "23505") return null;
        throw error;
      });
      if (!person) return null;
      await internalAdapter.linkAccount({ userId: person.id, providerId: "credential", accountId: person.id, password: hash });
      return { id: person.id };
    },
    beginSecondFactor: async ({ headers }, password) => {
      const begun = await auth.api.enableTwoFactor({ headers, body: { password, method: "totp" } }).catch(refusedAs(null));
      return begun && "totpURI" in begun ? { uri: begun.totpURI, backupCodes: begun.backupCodes } : null;
    },
    confirmSecondFactor: async ({ headers }, code) => result(await auth.api.verifyTOTP({ headers, body: { code }, asResponse: true })),
  };
}
