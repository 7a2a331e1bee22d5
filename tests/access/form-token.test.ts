// Every action of the route manifest takes a form only from a page of this site, made for whoever sends it (REL-A6).
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { formKeyName, formTokenLength } from "#schemas/form-key.ts";
import type { Refusal } from "#app/http/statuses.ts";
import { withLea } from "#db/client.server.ts";
import { openPortal } from "../services/portal.ts";
import type { Portal } from "../services/portal.ts";
import { appFolder, manifest } from "./manifest.ts";

let portal: Portal;
let planner = "";
beforeAll(async () => {
  portal = await openPortal();
  planner = await portal.cookieOf("sample-planner");
}, 120_000);
afterAll(() => portal?.close());

const site = "http://localhost:3000";
/** Pages for everybody ask nobody who they are. */
const forEverybody = /^routes\/(sign-in|forgot-password|reset-password|invitations|comment-by-link)/;
const actions = (await manifest()).filter(({ file, methods }) => methods.includes("action") && !file.startsWith("routes/api.auth")).map(({ file }) => file);
const otherBrowser = (cookie: string) => cookie.replace(/plan-once\.form=[\w-]{22}/, `plan-once.form=${"another-browser".padEnd(22, "0")}`);

type Post = { cookie?: string; key?: string | null; form?: Record<string, string>; headers?: Record<string, string>; whole?: boolean };
/** `key` null: none. `whole`: as a form with files is sent. */
async function send(file: string, { cookie = planner, key = null, form = {}, headers = { Origin: site }, whole = false }: Post): Promise<{ status: number; body: string }> {
  const { action } = (await import(/* @vite-ignore */ path.join(appFolder, file))) as { action: (args: ActionFunctionArgs) => Promise<unknown> };
  const entries = Object.entries({ ...form, ...(key === null ? {} : { [formKeyName]: key }) });
  const body = whole ? new FormData() : new URLSearchParams(entries);
  if (body instanceof FormData) for (const [name, value] of entries) body.append(name, value);
  const line = portal.plan.lines[0]?.id ?? "";
  const params = { planId: portal.plan.id, chapterId: "listen", collection: "lines", rowId: line, program: "lcap", importId: line, itemKey: "x", filingId: "x", token: "x" };
  const value = await action({ request: new Request(`${site}/asked`, { method: "POST", headers: { Cookie: cookie, ...headers }, body }), params, context: {} } as ActionFunctionArgs).catch((thrown: unknown) => thrown);
  if (value instanceof Response) return { status: value.status, body: await value.text() };
  if (value instanceof Error) throw value;
  const { init, data } = value as { init?: { status?: number } | null; data?: unknown };
  return { status: init?.status ?? 200, body: JSON.stringify(data ?? value) };
}
const rowsSoFar = () => withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, async (tx) => (await sql`select (select count(*) from audit) as acts, (select count(*) from revision) as revisions, (select string_agg(stamp::text, ' ' order by id) from plan) as stamps`.execute(tx)).rows);

describe("a form", () => {
  test.each(actions)("of %s is taken from a page made for whoever sends it, and from no other", async (file) => {
    const [own, others, nobodys, elsewhere] = await Promise.all([portal.keyFor(planner), portal.cookieOf("sample-superintendent").then(portal.keyFor), portal.keyFor(portal.browser), portal.keyFor(otherBrowser(planner))]);
    const before = await rowsSoFar();
    const answers: [string, number[], Post][] = [
      ["no key", [400], {}],
      ["no key, with files", [400], { whole: true }],
      ["a broken key", [400], { key: "x" }],
      ["a key that is guessed", [403], { key: `${"guessed".padEnd(formTokenLength, "0")}${own.slice(formTokenLength)}` }],
      ["another person's key", [403], { key: others }],
      ["another person's key, with files", [403], { key: others, whole: true }],
      ["the key of another browser", [403], { key: elsewhere }],
      ["no mark in this browser", [403], { key: own, cookie: planner.replace(/; plan-once\.form=.*$/, "") }],
      ...(forEverybody.test(file) ? [] : ([["the key of a page for nobody", [403], { key: nobodys }]] as [string, number[], Post][])),
      ["no word of where from", [403], { key: own, headers: {} }],
      ["another site", [403], { key: own, headers: { Origin: "https://elsewhere.example" } }],
      ["a page without origin", [403], { key: own, headers: { Origin: "null" } }],
      ["another site, as the browser says", [403], { key: own, headers: { Origin: site, "Sec-Fetch-Site": "cross-site" } }],
      ["a neighbour of this site", [403], { key: own, headers: { Origin: site, "Sec-Fetch-Site": "same-site" } }],
    ];
    // The grid's file is compared after the plan was looked at, and only a form with a file is that.
    for (const [what, statuses, post] of answers) expect([what, (await send(file, post)).status]).toEqual([what, statuses[0]]);
    expect(await rowsSoFar()).toEqual(before);
    if (file.includes("sign-out")) return;
    const taken = await send(file, { key: own });
    expect([taken.body.includes("not sent from its page"), taken.body.includes("opened in another browser")]).toEqual([false, false]);
  });

  test("that another page made keeps all that was typed, and the same words are taken with one more click", async () => {
    const file = "routes/plans.$planId.history._index.tsx";
    const refused = await send(file, { key: await portal.keyFor(otherBrowser(planner)), form: { name: "Draft for the hearing" } });
    const { message, again } = JSON.parse(refused.body) as Refusal;
    expect(message).toContain("What you filled in is kept");
    expect(again).toMatchObject({ to: "/asked", password: false });
    expect((await send(file, { ...Object.fromEntries([["form", Object.fromEntries(again?.fields ?? [])]]) })).status).toBe(302);
  });

  test("that a script saves hears it in words; what was typed stays in the browser and is not sent back", async () => {
    const refused = await send("routes/plans.$planId.answers.tsx", { key: await portal.keyFor(portal.browser), form: { statement: "listen.influence", value: "Half a sentence" }, headers: { Origin: site, Accept: "application/json" } });
    expect(refused).toMatchObject({ status: 403, body: expect.stringContaining("reload the page") as unknown });
    expect(refused.body).not.toContain("Half a sentence");
  });

  test("with a password in it is not said again", async () => {
    const refused = await send("routes/sign-in.tsx", { cookie: portal.browser, key: await portal.keyFor(planner), form: { to: "/", email: "a@example.org", password: "never said again" } });
    expect(refused.status).toBe(403);
    expect(refused.body).not.toContain("never said again");
  });

  test("of a session that ended mid-sentence is good in the next session of the same person, and after signing out it is not", async () => {
    const [first, file] = [await portal.cookieOf("sample-fiscal"), "routes/plans.$planId.history._index.tsx"];
    const key = await portal.keyFor(first);
    await sql`delete from person_session where person_id = 'sample-fiscal'`.execute(portal.owner);
    expect((await send(file, { cookie: first, key, form: { name: "x" } })).status).toBe(401);
    const next = await portal.cookieOf("sample-fiscal");
    expect((await send(file, { cookie: next, key, form: { name: "x" } })).body).not.toContain("opened in another browser");
    const { action } = (await import(path.join(appFolder, "routes/sign-out.tsx"))) as { action: (args: ActionFunctionArgs) => Promise<Response> };
    const out = await action({ request: new Request(`${site}/sign-out`, { method: "POST", headers: { Cookie: next, Origin: site }, body: new URLSearchParams({ [formKeyName]: key }) }), params: {}, context: {} } as ActionFunctionArgs);
    expect(out.headers.getSetCookie()).toContainEqual(expect.stringMatching(/^plan-once\.form=; Max-Age=0/) as unknown);
  });
});

describe("a page", () => {
  const asked = async (cookie: string) => {
    const { loader } = await import("#app/root.tsx");
    const { data, init } = (await loader({ request: new Request(`${site}/`, { headers: { Cookie: cookie } }), params: {}, context: {} } as LoaderFunctionArgs)) as unknown as { data: { formSeed: string }; init: { headers?: Record<string, string> } };
    return { seed: data.formSeed, cookie: init.headers?.["Set-Cookie"] ?? null };
  };

  test("marks a browser once, for this site alone, and gives its forms a key that no other browser and no other person gets", async () => {
    const first = await asked("");
    expect(first.cookie).toMatch(/^plan-once\.form=[\w-]{22}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/);
    const [marked, again] = [await asked(portal.browser), await asked(portal.browser)];
    expect(marked.cookie).toBeNull();
    expect(marked.seed.slice(0, formTokenLength)).toBe(again.seed.slice(0, formTokenLength));
    expect(marked.seed).not.toBe(again.seed);
    const tokens = [first.seed, marked.seed, (await asked(planner)).seed, (await asked(await portal.cookieOf("sample-fiscal"))).seed].map((seed) => seed.slice(0, formTokenLength));
    expect(new Set(tokens).size).toBe(4);
  });
});

describe("the account library's own endpoints", () => {
  const ask = async (headers: Record<string, string>, body = JSON.stringify({ response: {} }), type = "application/json") => {
    const { action } = await import("#app/routes/api.auth.$.ts");
    const made = (cookie: string) => new Request(`${site}/api/auth/passkey/verify-authentication`, { method: "POST", headers: { Cookie: cookie, "Content-Type": type, ...headers }, body });
    return { here: (await action({ request: made(planner), params: {}, context: {} } as ActionFunctionArgs)).status, library: (await portal.process.accounts.handle(made(planner))).status };
  };

  test("refuse what another site sends, by our check and by their own", async () => {
    for (const headers of [{ Origin: "https://elsewhere.example" }, { Origin: "null" }]) expect(await ask(headers)).toEqual({ here: 403, library: 403 });
    expect((await ask({})).here).toBe(403);
    expect((await ask({ Origin: site, "Sec-Fetch-Site": "cross-site" })).here).toBe(403);
    expect((await ask({ Origin: "https://elsewhere.example" }, "a=b", "application/x-www-form-urlencoded")).here).toBe(403);
    expect((await ask({ Origin: "https://elsewhere.example" }, "{}", "text/plain")).here).toBe(403);
    expect((await ask({ Origin: site })).here).not.toBe(403);
  });
});
