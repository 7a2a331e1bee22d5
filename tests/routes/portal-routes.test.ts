import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { openPortal } from "../services/portal.ts";
import type { Portal } from "../services/portal.ts";
import { formTokenLength, freshFormKey } from "#schemas/form-key.ts";

let portal: Portal;
/** The planner's session. */
let cookie: string;
/** Enough for what is safe to send twice. */
let token: string;
beforeAll(async () => {
  portal = await openPortal();
  cookie = await portal.cookieOf("sample-planner");
  token = (await portal.keyFor(cookie)).slice(0, formTokenLength);
});
afterAll(() => portal?.close());

const site = "http://localhost:3000";
const args = (request: Request, params: Record<string, string>) => ({ request, params, context: {} }) as LoaderFunctionArgs & ActionFunctionArgs;
const get = (path: string) => new Request(`${site}${path}`, { headers: { Cookie: cookie } });
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = { Origin: site }) => new Request(`${site}${path}`, { method: "POST", headers: { Cookie: cookie, ...headers }, body: new URLSearchParams({ formKey: token, ...form }) });
/** What a loader or action answers, thrown or returned. */
const caught = async (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe("saving an answer by request", () => {
  const send = async (form: Record<string, string>, planId = portal.plan.id, headers?: Record<string, string>) => {
    const { action } = await import("#app/routes/plans.$planId.answers.tsx");
    return action(args(post(`/plans/${planId}/answers`, form, headers), { planId }));
  };
  const good = { statement: "listen.influence", about: "", seenVersion: "99", value: "Words." };

  test("from another site, or without saying where from, is refused (REL-A6)", async () => {
    expect((await send(good, undefined, { Origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await send(good, undefined, { Origin: site, "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
    expect((await send(good, undefined, {})).status).toBe(403);
  });

  test("a missing or an unknown field is 400; the same field twice too (REL-A5)", async () => {
    expect((await send({ statement: "listen.influence", value: "x" })).status).toBe(400);
    expect((await send({ ...good, owner: "me" })).status).toBe(400);
    const { action } = await import("#app/routes/plans.$planId.answers.tsx");
    const twice = new Request(`${site}/plans/${portal.plan.id}/answers`, { method: "POST", headers: { Origin: site, Cookie: cookie }, body: new URLSearchParams([...Object.entries(good), ["statement", "who.district"], ["formKey", token]]) });
    expect((await action(args(twice, { planId: portal.plan.id }))).status).toBe(400);
  });

  test("a foreign plan and a missing one get the same answer", async () => {
    const [foreign, missing] = [await send(good, portal.foreign.id), await send(good, "nothing")];
    expect([foreign.status, await foreign.text()]).toEqual([missing.status, await missing.text()]);
    expect(foreign.status).toBe(404);
  });

  test("an old version is 409 and brings the other text; the right one is 200 and the next version", async () => {
    const conflict = await send(good);
    expect(conflict.status).toBe(409);
    const { theirs } = (await conflict.json()) as { theirs: { version: number; typed: Record<string, string[]> } };
    const saved = await send({ ...good, seenVersion: String(theirs.version), "value.drop": "yes" });
    expect(saved.status).toBe(200);
    expect(await saved.json()).toMatchObject({ outcome: "saved", version: theirs.version + 1 });
  });
});

describe("without a session", () => {
  test("a page leads to the sign-in page and back, a save is told with 401, and nothing is said of the plan", async () => {
    const { loader } = await import("#app/routes/plans.$planId._index.tsx");
    const away = (await caught(loader(args(new Request(`${site}/plans/${portal.plan.id}?x=1`), { planId: portal.plan.id })))) as Response;
    expect([away.status, away.headers.get("Location")]).toEqual([302, `/sign-in?to=${encodeURIComponent(`/plans/${portal.plan.id}?x=1`)}`]);
    const { action } = await import("#app/routes/plans.$planId.answers.tsx");
    for (const planId of [portal.plan.id, "nothing"]) {
      const refused = await action(args(new Request(`${site}/x`, { method: "POST", headers: { Origin: site }, body: new URLSearchParams({ statement: "who.district" }) }), { planId }));
      expect(refused.status).toBe(401);
    }
  });

  test("a cookie that was changed by one letter is no session", async () => {
    const { loader } = await import("#app/routes/plans.$planId._index.tsx");
    const changed = cookie.replace(/=(.)/, (_all, first: string) => `=${first === "a" ? "b" : "a"}`);
    expect(((await caught(loader(args(new Request(`${site}/x`, { headers: { Cookie: changed } }), { planId: portal.plan.id })))) as Response).status).toBe(302);
  });

  test("after signing in one goes to a page of this site only (REL-A9)", async () => {
    const { pathAfterSignIn } = await import("#app/http/require-context.server.ts");
    expect(["/plans/p?x=1", "//evil.example", "https://evil.example", "/\\evil.example", "/sign-out", "plans", null].map(pathAfterSignIn)).toEqual(["/plans/p?x=1", "/", "/", "/", "/", "/", "/"]);
  });
});

describe("last year's cost by request", () => {
  test("an unknown action is 404, a bad form 400, another site 403, an old stamp 409, a bad amount 422, a foreign plan 404, the right one 200", async () => {
    const { action } = await import("#app/routes/plans.$planId.last-year_.save.tsx");
    const { loader } = await import("#app/routes/plans.$planId.last-year.tsx");
    const planId = portal.plan.id;
    const page = await loader(args(get("/"), { planId }));
    const first = page.actions[0];
    const good = { openingActionId: first?.id ?? "", seenVersion: first?.version ?? "", federal: "12.50" };
    const status = async (form: Record<string, string>, id = planId, headers?: Record<string, string>) => (await action(args(post("/", form, headers), { planId: id }))).status;
    expect(await status({ ...good, openingActionId: "nothing" })).toBe(404);
    expect(await status({ federal: "1" })).toBe(400);
    expect(await status({ ...good, owner: "me" })).toBe(400);
    expect(await status(good, planId, { Origin: "https://elsewhere.example" })).toBe(403);
    expect(await status({ ...good, seenVersion: "old" })).toBe(409);
    expect(await status({ ...good, federal: "12%" })).toBe(422);
    expect(await status(good, portal.foreign.id)).toBe(404);
    expect(await status(good)).toBe(200);
  });
});

describe("pages", () => {
  test("load for the own plan; a foreign and a missing id are the same 404", async () => {
    const { loader } = await import("#app/routes/plans.$planId.chapters.$chapterId/route.tsx");
    const page = await loader(args(get("/"), { planId: portal.plan.id, chapterId: "who" }));
    expect(page.statements.map((one) => one.key)).toContain("who.district");
    const answers = await Promise.all([portal.foreign.id, "nothing"].map((planId) => caught(loader(args(get("/"), { planId, chapterId: "who" })))));
    const seen = await Promise.all(answers.map(async (answer) => [(answer as Response).status, await (answer as Response).text()]));
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]?.[0]).toBe(404);
  });

  test("no page of this LEA has a word of another", async () => {
    const { loader } = await import("#app/routes/_index.tsx");
    expect(JSON.stringify(await loader(args(get("/"), {})))).not.toContain(portal.foreign.organizations[0]?.name ?? "?");
  });

  test("a row is added by a plain post, and a refused one keeps what was typed", async () => {
    const { action } = await import("#app/routes/plans.$planId.rows.$collection.$rowId.tsx");
    const params = { planId: portal.plan.id, collection: "lines", rowId: "new" };
    const newId = "3f0a3a3e-8a43-4f7e-9a51-9f5a3a1c0009";
    const refused = (await caught(action(args(post("/", { seenVersion: "", newId, cents: "12%" }), params)))) as { data: { typed: Record<string, string[]>; errors: Record<string, string> }; init: { status: number } };
    expect(refused.init.status).toBe(422);
    expect(refused.data.typed["cents"]).toEqual(["12%"]);
    expect(refused.data.errors["cents"]).toContain("percentage");
    const actionId = portal.plan.actions[0]?.id ?? "";
    const added = (await action(args(post("/", { seenVersion: "", newId, actionId, source: "lcff-base", object: "1000-3999", year: portal.plan.year, kind: "planned", cents: "$1,234.5" }), params))) as Response;
    expect(added.status).toBe(302);
    expect(added.headers.get("Location")).toContain(newId);
  });

  test("a removal asks for the version; a document wish with an unknown format is 400", async () => {
    const { action: remove } = await import("#app/routes/plans.$planId.rows.$collection.$rowId_.remove.tsx");
    const line = portal.plan.lines[0];
    const stale = (await caught(remove(args(post("/", { seenVersion: "77" }), { planId: portal.plan.id, collection: "lines", rowId: line?.id ?? "" })))) as { init: { status: number } };
    expect(stale.init.status).toBe(409);
    const { action: wish } = await import("#app/routes/plans.$planId.programs.$program_.document/route.tsx");
    expect(((await caught(wish(args(post("/", { copy: "internal-draft", format: "exe", formKey: `${token}${freshFormKey()}` }), { planId: portal.plan.id, program: "lcap" })))) as Response).status).toBe(400);
  });

  test("a fault on our side gives a number and no internals (REL-A10)", async () => {
    const { asResponse } = await import("#app/http/throw-as-response.server.ts");
    const answer = asResponse(new Error("select secret from table"));
    expect(answer.status).toBe(500);
    const words = await answer.text();
    expect(words).not.toContain("secret");
    expect(words).toMatch(/"reference":"[0-9a-f]{8}"/);
  });

  test("a file's name is safe in the header and whole in its encoded form", async () => {
    const { fileResponse } = await import("#app/http/file-response.server.ts");
    const header = fileResponse({ bytes: new Uint8Array([1]), name: "Peña “Unified”\r\nX: 1.pdf", format: "pdf" }).headers.get("Content-Disposition") ?? "";
    expect(header).not.toMatch(/[\r\n]/);
    expect(header).toContain("filename*=UTF-8''Pe%C3%B1a");
  });
});
