import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { openPortal } from "../services/portal.ts";
import type { Portal } from "../services/portal.ts";
import { formTokenLength } from "#schemas/form-key.ts";

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
const get = (query = "") => new Request(`${site}/${query}`, { headers: { Cookie: cookie } });
const post = (form: Record<string, string> | [string, string][], headers: Record<string, string> = { Origin: site }) => new Request(`${site}/`, { method: "POST", headers: { Cookie: cookie, ...headers }, body: new URLSearchParams([...(Array.isArray(form) ? form : Object.entries(form)), ["formKey", token]]) });
/** Status and words of what a loader or action answers, thrown or returned. */
async function answered(work: Promise<unknown>): Promise<{ status: number; text: string }> {
  const answer = await work.catch((error: unknown) => error);
  if (answer instanceof Response) return { status: answer.status, text: answer.status < 400 ? (answer.headers.get("Location") ?? "") : await answer.text() };
  const { data, init } = answer as { data: unknown; init?: { status?: number } };
  return { status: init?.status ?? 200, text: JSON.stringify(data) };
}

describe("the history of a row", () => {
  const goal = () => portal.plan.goals[0];
  const row = async () => import("#app/routes/plans.$planId.history.$collection.$rowId.tsx");
  const params = (planId = portal.plan.id) => ({ planId, collection: "goals", rowId: goal()?.id ?? "" });

  test("of a foreign plan, a missing plan and a missing row is the same 404", async () => {
    const { loader } = await row();
    const answers = await Promise.all([params(portal.foreign.id), params("nothing")].map((one) => answered(loader(args(get(), one)))));
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.status).toBe(404);
    expect((await answered(loader(args(get(), { ...params(), rowId: "nothing" })))).status).toBe(404);
  });

  test("a restore from another site is 403, one with a field too many, missing or twice is 400, an old version is 409, a strange one 404", async () => {
    const { action, loader } = await row();
    const page = await loader(args(get(), params()));
    const good = { revision: String(page.versions[0]?.revision ?? 0), seenVersion: String(page.version ?? "") };
    const send = (form: Record<string, string> | [string, string][], headers?: Record<string, string>, planId?: string) => answered(action(args(post(form, headers), params(planId))));
    expect((await send(good, { Origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await send({ ...good, orgId: "other" })).status).toBe(400);
    expect((await send({ seenVersion: good.seenVersion })).status).toBe(400);
    expect((await send([...Object.entries(good), ["revision", "1"]])).status).toBe(400);
    expect((await send({ ...good, seenVersion: "99" })).status).toBe(409);
    expect((await send({ ...good, revision: "999999999" })).status).toBe(404);
    expect((await send(good, undefined, portal.foreign.id)).status).toBe(404);
    expect(await send(good)).toMatchObject({ status: 302, text: expect.stringContaining("restored=yes") as unknown });
    expect((await send(good)).status).toBe(409);
  });

  test("of an adopted plan is shown and not restored", async () => {
    const { action, loader } = await row();
    const running = portal.running;
    const of = { planId: running.id, collection: "goals", rowId: running.goals[0]?.id ?? "" };
    const page = await loader(args(get(), of));
    expect(page.closed).toBe(true);
    expect((await answered(action(args(post({ revision: String(page.versions[0]?.revision ?? 0), seenVersion: String(page.version ?? "") }), of)))).status).toBe(403);
  });
});

describe("what changed", () => {
  const page = async () => import("#app/routes/plans.$planId.history._index.tsx");

  test("of a foreign plan and of a missing one is the same 404; a moment that is none is 404; a strange chapter shows all", async () => {
    const { loader } = await page();
    const answers = await Promise.all([portal.foreign.id, "nothing"].map((planId) => answered(loader(args(get(), { planId })))));
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.status).toBe(404);
    expect((await answered(loader(args(get("?from=version:x"), { planId: portal.plan.id })))).status).toBe(404);
    expect((await loader(args(get("?chapter=%27%3B--"), { planId: portal.plan.id }))).chapter).toBe("");
  });

  test("a name is kept once; blank, taken and from another site are refused with what was typed", async () => {
    const { action } = await page();
    const send = (form: Record<string, string>, headers?: Record<string, string>, planId = portal.plan.id) => answered(action(args(post(form, headers), { planId })));
    expect((await send({ name: "Board draft" })).status).toBe(302);
    expect(await send({ name: "Board draft" })).toMatchObject({ status: 422, text: JSON.stringify({ name: "Board draft", why: "taken" }) });
    expect((await send({ name: " " })).status).toBe(422);
    expect((await send({ name: "A", actor: "me" })).status).toBe(400);
    expect((await send({ name: "A" }, {})).status).toBe(403);
    expect((await send({ name: "A" }, undefined, portal.foreign.id)).status).toBe(404);
  });
});
