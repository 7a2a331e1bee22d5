// Sensitive acts ask for a sign-in that is not old, and lose nothing of what was typed; a second step asked for by setting comes before anything else.
import { formKeyName, formTokenLength } from "#schemas/form-key.ts";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { Refusal } from "#app/http/statuses.ts";
import { findUser } from "#app/services/people/find-user.server.ts";
import { endRole, invitePerson, loadPeople } from "#app/services/people/people.server.ts";
import { listMails } from "#db/repos/mails.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { joinAs, oneTimeCode } from "./sign-in-fixtures.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal?.close());

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const rules = { recentMinutes: 15, secondStepFor: [] };
const wish = (email: string) => ({ email, role: "fiscal" as const, orgId: portal.plan.leaId });
const mailed = async (to: string) => (await listMails(portal.process.db)).some((mail) => mail.to === to);

describe("a sensitive act (REL-A8)", () => {
  test("is done after a fresh sign-in, and refused after an old one, by a job, and a millisecond too late", async () => {
    const superintendent = await portal.as("sample-superintendent");
    const now = new Date();
    const at = (confirmedAt: Date | null) => ({ ...superintendent, signInRules: rules, now: () => now, user: { ...superintendent.user, confirmedAt } });
    await invitePerson(at(new Date(now.getTime() - 15 * 60_000)), wish("fresh@example.org"));
    for (const old of [new Date(now.getTime() - 15 * 60_000 - 1), minutesAgo(600), null]) {
      await expect(invitePerson(at(old), wish("old@example.org"))).rejects.toMatchObject({ code: "confirm-first" });
      const member = (await loadPeople(superintendent)).members.find((one) => one.role === "fiscal");
      await expect(endRole(at(old), { membershipId: member?.membershipId ?? "", seenVersion: member?.version ?? 0 })).rejects.toMatchObject({ code: "confirm-first" });
    }
    expect(await mailed("fresh@example.org")).toBe(true);
    expect(await mailed("old@example.org")).toBe(false);
    // Who may not do it at all hears that, and not a question for the password.
    await expect(invitePerson({ ...(await portal.as("sample-fiscal")), signInRules: rules }, wish("old@example.org"))).rejects.toMatchObject({ code: "forbidden" });
  });

  const post = async (cookie: string, fields: Record<string, string>): Promise<Response> => {
    const { action } = await import("#app/routes/people.tsx");
    const request = new Request("http://localhost:3000/people", { method: "POST", headers: { Cookie: cookie, Origin: "http://localhost:3000" }, body: new URLSearchParams({ ...fields, [formKeyName]: await portal.keyFor(cookie) }) });
    return (await action({ request, params: {}, context: {} } as ActionFunctionArgs).catch((thrown: unknown) => thrown)) as Response;
  };
  const invite = (email: string) => ({ act: "invite", email, place: `fiscal@${portal.plan.leaId}` });

  test("asks for the password with everything that was typed, says when it does not fit, and is done with the right one", async () => {
    const password = "correct horse battery";
    const cookie = await joinAs(portal, { email: "chief@example.org", role: "superintendent", password });
    await sql`update person_session set confirmed_at = now() - interval '601 minutes' where person_id = (select id from person where email = 'chief@example.org')`.execute(portal.owner);
    const asked = await post(cookie, invite("kept@example.org"));
    expect(asked.status).toBe(403);
    const { again } = (await asked.json()) as Refusal;
    expect(again).toEqual({ to: "/people", fields: [["act", "invite"], ["email", "kept@example.org"], ["place", `fiscal@${portal.plan.leaId}`], [formKeyName, expect.any(String)]], password: true, wrong: false });
    const wrong = await post(cookie, { ...invite("kept@example.org"), passwordAgain: "not this one" });
    expect(((await wrong.json()) as Refusal).again).toMatchObject({ fields: again?.fields.slice(0, 3).concat([[formKeyName, expect.any(String) as string]]), wrong: true });
    const emptied = await post(cookie, { ...invite("kept@example.org"), passwordAgain: "" });
    expect(emptied.status).toBe(403);
    expect(await mailed("kept@example.org")).toBe(false);
    const done = await post(cookie, { ...invite("kept@example.org"), passwordAgain: password });
    expect([done.status, done.headers.get("Location")]).toEqual([302, "/people"]);
    expect(await mailed("kept@example.org")).toBe(true);
    // Confirmed for this session: the next act is not asked again.
    expect((await post(cookie, invite("next@example.org"))).status).toBe(302);
  });

  test("of an invented person is confirmed with one click, in sample mode only", async () => {
    const cookie = await portal.cookieOf("sample-superintendent");
    await sql`update person_session set confirmed_at = now() - interval '601 minutes' where person_id = 'sample-superintendent'`.execute(portal.owner);
    expect(((await (await post(cookie, invite("click@example.org"))).json()) as Refusal).again).toMatchObject({ password: false });
    expect((await post(cookie, { ...invite("click@example.org"), passwordAgain: "" })).status).toBe(302);
    const { confirmPerson } = await import("#app/services/people/recent-sign-in.server.ts");
    const request = new Request("http://localhost:3000/people", { headers: { Cookie: cookie } });
    const user = await findUser(portal.process, request);
    if (!user) throw new Error("signed in");
    const standard = { ...portal.process.as(user), installation: async () => ({ mode: "standard" as const, sampleLeaId: null }) };
    expect(await confirmPerson(standard, request, "")).toBeNull();
  });
});

describe("a second step asked for by setting", () => {
  test("leaves the roles that need it without rights until it is set up, and leads to the account first", async () => {
    const strict = { ...portal.process, signInRules: { recentMinutes: 15, secondStepFor: ["county", "state"] as const } };
    const cookie = await portal.cookieOf("sample-county-administrator");
    const before = await findUser(strict, new Request(portal.process.siteUrl, { headers: { Cookie: cookie } }));
    expect(before).toMatchObject({ lacksSecondStep: true, memberships: [] });
    await expect(loadPeople(strict.as(before!))).rejects.toMatchObject({ code: "not-found" });
    // Roles of other bodies are not touched.
    expect(await findUser(strict, new Request(portal.process.siteUrl, { headers: { Cookie: await portal.cookieOf("sample-planner") } }))).toMatchObject({ lacksSecondStep: false, memberships: [{ role: "planner" }] });

    Object.assign(portal.process.signInRules, { secondStepFor: ["county", "state"] });
    try {
      const [people, account] = await Promise.all([import("#app/routes/people.tsx"), import("#app/routes/account.tsx")]);
      const key = await portal.keyFor(cookie);
      const ask = (method: "GET" | "POST", withCookie: string, body?: Record<string, string>) => ({ request: new Request("http://localhost:3000/x", { method, headers: { Cookie: withCookie, Origin: "http://localhost:3000" }, ...(body ? { body: new URLSearchParams({ ...body, [formKeyName]: key.slice(0, formTokenLength) }) } : {}) }), params: {}, context: {} }) as LoaderFunctionArgs & ActionFunctionArgs;
      const led = (await people.loader(ask("GET", cookie)).catch((thrown: unknown) => thrown)) as Response;
      expect([led.status, led.headers.get("Location")]).toEqual([302, "/account"]);
      expect(((await people.action(ask("POST", cookie, { act: "invite", email: "x@example.org", place: "county-reviewer@toyon-coe" })).catch((thrown: unknown) => thrown)) as Response).status).toBe(403);
      expect(await account.loader(ask("GET", cookie))).toMatchObject({ lacksSecondStep: true, secondFactor: false, hasPassword: false });

      // Set up on the account page: an app's code proves it, and from then on everything opens.
      const begun = (await account.action(ask("POST", cookie, { act: "begin-second-step", value: "" }))) as { data: { begun: { uri: string } } };
      const turnedOn = (await account.action(ask("POST", cookie, { act: "confirm-second-step", value: oneTimeCode(begun.data.begun.uri, Date.now()) }))) as Response;
      expect(turnedOn.status).toBe(302);
      const fresh = turnedOn.headers.getSetCookie().map((one) => one.split(";")[0]).concat(portal.browser).join("; ");
      expect(fresh).not.toBe(cookie);
      expect(await people.loader(ask("GET", fresh))).toMatchObject({ gives: [{ orgId: "toyon-coe" }] });
    } finally {
      Object.assign(portal.process.signInRules, { secondStepFor: [] });
    }
  });
});
