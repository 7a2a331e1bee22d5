// Single sign-on, end to end against a real OpenID Connect provider: there, back, and who is let in.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { findUser } from "#app/services/people/find-user.server.ts";
import { invitePerson, loadPeople } from "#app/services/people/people.server.ts";
import { endSignOnOf, setSignOn } from "#app/services/people/set-sign-on.server.ts";
import { signOnForAddress } from "#app/services/people/sign-on.server.ts";
import { goThere, startIdentityProvider } from "./identity-provider.ts";
import type { Claims, IdentityProvider } from "./identity-provider.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { cookiesOf, joinAs, oneTimeCode } from "./sign-in-fixtures.ts";

const id = "alder-valley-sign-in";
const backTo = `http://localhost:3000/sign-in/with/${id}/back`;
let portal: Portal;
let there: IdentityProvider;
beforeAll(async () => {
  portal = await openPortal();
  there = await startIdentityProvider(backTo);
  await setSignOn(portal.process, { id, leaId: portal.plan.leaId, label: "Alder Valley sign-in", domain: "avusd.example", issuer: there.issuer, clientId: there.client.id, clientSecret: there.client.secret, verifiedClaim: "email_verified" });
});
afterAll(async () => {
  await there?.close();
  await portal?.close();
});

const ask = (url: string, cookie = "") => ({ request: new Request(url, { headers: cookie === "" ? {} : { Cookie: cookie } }), params: { signOnId: id }, context: {} }) as LoaderFunctionArgs;
const begin = async (): Promise<{ url: string; cookie: string }> => {
  const { loader } = await import("#app/routes/sign-in_.with.$signOnId.tsx");
  const led = await loader(ask(`http://localhost:3000/sign-in/with/${id}?to=%2Faccount`));
  return { url: led.headers.get("Location") ?? "", cookie: cookiesOf(led.headers) };
};
type Back = { status: number; why?: string; location?: string; cookie: string };
const back = async (url: string, cookie: string): Promise<Back> => {
  const { loader } = await import("#app/routes/sign-in_.with.$signOnId_.back.tsx");
  const answer: unknown = await loader(ask(url, cookie)).catch((thrown: unknown) => thrown);
  if (answer instanceof Response) return { status: answer.status, location: answer.headers.get("Location") ?? "", cookie: cookiesOf(answer.headers) };
  const { data, init } = answer as { data: { why: string }; init: { status: number } };
  return { status: init.status, why: data.why, cookie: "" };
};
const signInAs = async (who: Claims | null): Promise<Back> => {
  there.next(who);
  const { url, cookie } = await begin();
  return back(await goThere(url, backTo), cookie);
};
const userOf = (cookie: string) => findUser(portal.process, new Request("http://localhost:3000", { headers: { Cookie: cookie } }));
const count = async (what: string) => Number((await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(what)}`.execute(portal.owner)).rows[0]?.n);
const invite = async (email: string) => invitePerson(await portal.as("sample-superintendent"), { email, role: "fiscal", orgId: portal.plan.leaId });

describe("an organization's own sign-in", () => {
  test("is found by the domain of an address only, the same for everybody there", async () => {
    for (const address of ["known@avusd.example", "NOBODY@AVUSD.example "]) expect(await signOnForAddress(portal.process, address)).toEqual({ id, label: "Alder Valley sign-in" });
    for (const address of ["a@elsewhere.example", id, `x@${id}`, "", "@avusd.example", "a@sub.avusd.example"]) expect(await signOnForAddress(portal.process, address), address).toBeNull();
  });

  test("lets in who was invited to exactly that address, verified, and gives the role; the next time they are the same person (REL-G1)", async () => {
    await invite("new.person@avusd.example");
    const first = await signInAs({ sub: "s-1", email: "New.Person@avusd.example", email_verified: true, name: "New Person" });
    expect(first).toMatchObject({ status: 302, location: "/account" });
    expect(there.seen.authorization.get("code_challenge_method")).toBe("S256");
    expect(there.seen.authorization.get("state")).not.toBe(there.seen.authorization.get("nonce"));
    const user = await userOf(first.cookie);
    expect(user).toMatchObject({ name: "New Person", email: "new.person@avusd.example", memberships: [{ role: "fiscal", orgId: portal.plan.leaId }] });
    const again = await signInAs({ sub: "s-1", email: "new.person@avusd.example", email_verified: true });
    expect((await userOf(again.cookie))?.id).toBe(user?.id);
    expect((await loadPeople(await portal.as("sample-superintendent"))).invitations.filter((one) => one.email.startsWith("new.person"))).toEqual([]);
  });

  test("lets in a person who has a role in that LEA, and asks for their second step", async () => {
    const password = "correct horse battery";
    const cookie = await joinAs(portal, { email: "has.role@avusd.example", role: "planner", password });
    const person = await userOf(cookie);
    const plain = await signInAs({ sub: "s-2", email: "has.role@avusd.example", email_verified: true });
    expect((await userOf(plain.cookie))?.id).toBe(person?.id);
    const mine = new Request("http://localhost:3000", { headers: { Cookie: cookie } });
    const { uri } = (await portal.process.accounts.beginSecondFactor(mine, password)) ?? { uri: "" };
    await portal.process.accounts.confirmSecondFactor(mine, oneTimeCode(uri, Date.now()));
    const half = await signInAs({ sub: "s-2", email: "has.role@avusd.example", email_verified: true });
    expect(half.location).toBe("/sign-in/second-step?to=%2Faccount");
    expect(await userOf(half.cookie)).toBeNull();
    const halfWay = new Request("http://localhost:3000", { headers: { Cookie: half.cookie } });
    expect((await portal.process.accounts.checkSecondFactor(halfWay, "000000")).outcome).toBe("refused");
    const whole = await portal.process.accounts.checkSecondFactor(halfWay, oneTimeCode(uri, Date.now()));
    expect(whole.outcome).toBe("signed-in");
    if (whole.outcome === "signed-in") expect((await userOf(cookiesOf(whole.headers)))?.id).toBe(person?.id);
  });

  test("refuses an address that is not verified, one of another domain, one that nobody invited, one with a role elsewhere only, and who is suspended; nothing is made (REL-G1)", async () => {
    await invite("unverified@avusd.example");
    await invite("invited@foreign.example");
    await portal.owner.insertInto("person").values({ id: "elsewhere", name: "Elsewhere", email: "elsewhere@avusd.example", email_verified: true, image: null, second_factor: false, suspended_at: null }).execute();
    const before = [await count("person"), await count("person_account"), await count("person_session")];
    expect(await signInAs({ sub: "u-1", email: "unverified@avusd.example", email_verified: false })).toMatchObject({ status: 403, why: "unverified" });
    expect(await signInAs({ sub: "u-2", email: "unverified@avusd.example" })).toMatchObject({ why: "unverified" });
    expect(await signInAs({ sub: "u-3" })).toMatchObject({ why: "unverified" });
    expect(await signInAs({ sub: "u-4", email: "invited@foreign.example", email_verified: true })).toMatchObject({ why: "foreign" });
    expect(await signInAs({ sub: "u-5", email: "stranger@avusd.example", email_verified: true })).toMatchObject({ why: "unknown" });
    expect(await signInAs({ sub: "u-6", email: "elsewhere@avusd.example", email_verified: true })).toMatchObject({ why: "unknown" });
    expect([await count("person"), await count("person_account"), await count("person_session")]).toEqual(before);
    await sql`update person set suspended_at = now() where email = 'new.person@avusd.example'`.execute(portal.owner);
    expect(await signInAs({ sub: "s-1", email: "new.person@avusd.example", email_verified: true })).toMatchObject({ why: "unknown" });
    await sql`update person set suspended_at = null where email = 'new.person@avusd.example'`.execute(portal.owner);
  });

  test("takes only the answer it asked for: another browser, another state, twice the same code, and turning round are refused", async () => {
    there.next({ sub: "s-1", email: "new.person@avusd.example", email_verified: true });
    const { url, cookie } = await begin();
    const answer = await goThere(url, backTo);
    const changed = new URL(answer);
    changed.searchParams.set("state", "planted");
    expect(await back(answer, "")).toMatchObject({ why: "lost" });
    expect(await back(answer, `${cookie.slice(0, -6)}aaaaaa`)).toMatchObject({ why: "lost" });
    expect(await back(changed.href, cookie)).toMatchObject({ why: "lost" });
    expect(await back(answer, (await begin()).cookie)).toMatchObject({ why: "lost" });
    const wrongIssuer = new URL(answer);
    wrongIssuer.searchParams.set("iss", "https://planted.example");
    expect(await back(wrongIssuer.href, cookie)).toMatchObject({ why: "token" });
    expect((await back(answer, cookie)).status).toBe(302);
    expect(await back(answer, cookie)).toMatchObject({ why: "token" });
    expect(await signInAs(null)).toMatchObject({ why: "left" });
  });

  test("may name another claim that says the address is verified", async () => {
    await withOwner(`update sign_on set verified_claim = 'xms_edov' where id = '${id}'`);
    expect(await signInAs({ sub: "s-1", email: "new.person@avusd.example", email_verified: true })).toMatchObject({ why: "unverified" });
    expect((await signInAs({ sub: "s-1", email: "new.person@avusd.example", xms_edov: true })).status).toBe(302);
  });

  test("is set by the operator with its secret sealed, for a domain that nobody else has, over https where the portal is; ended, it leads nowhere", async () => {
    const { rows } = await withOwner<{ client_secret: string }>(`select client_secret from sign_on`);
    expect(rows[0]?.client_secret).not.toContain(there.client.secret);
    const wish = { leaId: portal.foreign.leaId, label: "X", domain: "avusd.example", issuer: there.issuer, clientId: "x", clientSecret: "y", verifiedClaim: "email_verified" };
    await expect(setSignOn(portal.process, { ...wish, id: "planted-one" })).rejects.toMatchObject({ code: "conflict" });
    await expect(setSignOn(portal.process, { ...wish, id: "no-such-lea", leaId: "nowhere", domain: "other.example" })).rejects.toMatchObject({ code: "not-found" });
    await expect(setSignOn({ ...portal.process, siteUrl: "https://plans.example" }, { ...wish, id: "over-http", domain: "other.example" })).rejects.toMatchObject({ code: "invalid" });
    await endSignOnOf(portal.process, { leaId: portal.plan.leaId, domain: "avusd.example" });
    expect(await signOnForAddress(portal.process, "a@avusd.example")).toBeNull();
    await expect(begin()).rejects.toMatchObject({ status: 404 });
  });
});

const withOwner = <Row>(text: string) =>
  portal.owner.transaction().execute(async (tx) => {
    await sql`select set_config('app.lea', ${portal.plan.leaId}, true), set_config('app.actor', 'test', true)`.execute(tx);
    return sql.raw<Row>(text).execute(tx);
  });
