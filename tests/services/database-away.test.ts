// The database goes away while people save, and comes back: nobody hears anything but 503 or the truth, and the pool heals by itself.
import { once } from "node:events";
import { connect as connectTo, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { openPortal, type Portal } from "./portal.ts";
import { formTokenLength } from "#schemas/form-key.ts";

let portal: Portal;
let cookie = "";
let key = "";
const way = { sockets: new Set<Socket>(), open: true, server: undefined as Server | undefined };

/** A way to the database that can be cut: as the server's restart looks from here. */
async function cuttable(databaseUrl: string): Promise<string> {
  const target = new URL(databaseUrl);
  const [host, port] = [target.hostname, Number(target.port)];
  way.server = createServer((here) => {
    if (!way.open) return void here.destroy();
    const there = connectTo(port, host);
    for (const [one, other] of [[here, there], [there, here]] as const) {
      way.sockets.add(one);
      one.on("error", () => {});
      one.once("close", () => {
        way.sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  way.server.listen(0, "127.0.0.1");
  await once(way.server, "listening");
  target.hostname = "127.0.0.1";
  target.port = String((way.server.address() as AddressInfo).port);
  return target.href;
}
const cut = () => {
  way.open = false;
  for (const socket of way.sockets) socket.destroy();
};

beforeAll(async () => {
  portal = await openPortal({ reach: cuttable });
  cookie = await portal.cookieOf("sample-planner");
  key = (await portal.keyFor(cookie)).slice(0, formTokenLength);
});
afterAll(async () => {
  way.open = true;
  await portal?.close();
  way.server?.close();
});

const site = "http://localhost:3000";
const args = (request: Request, params: Record<string, string>) => ({ request, params, context: {} }) as unknown as LoaderFunctionArgs & ActionFunctionArgs;
const planId = () => ({ planId: portal.plan.id });
async function save(said: string, seenVersion: string): Promise<{ status: number; retryAfter: string | null; version: number }> {
  const { action } = await import("#app/routes/plans.$planId.answers.tsx");
  const body = new URLSearchParams({ statement: "listen.influence", about: "", "value.drop": "yes", value: said, seenVersion, formKey: key });
  const answer = (await action(args(new Request(`${site}/x`, { method: "POST", headers: { Origin: site, Cookie: cookie }, body }), planId()))) as Response;
  const { version, theirs } = (await answer.json()) as { version?: number; theirs?: { version: number } };
  return { status: answer.status, retryAfter: answer.headers.get("Retry-After"), version: version ?? theirs?.version ?? 0 };
}
async function pageStatus(): Promise<number> {
  const { loader } = await import("#app/routes/plans.$planId._index.tsx");
  const page = await Promise.resolve(loader(args(new Request(`${site}/x`, { headers: { Cookie: cookie } }), planId()))).catch((thrown: unknown) => thrown);
  if (page instanceof Error) throw page;
  return page instanceof Response ? page.status : 200;
}

test("REL-H3: while the database is away pages and saves are 503 with Retry-After and never 500; REL-H1: an acknowledged save is there after, another is there whole or not at all", async () => {
  let version = String((await save("x", "99999")).version);
  const acknowledged: string[] = [];
  const unheard: string[] = [];
  const statuses = new Set<number>();
  for (let round = 0; round < 4; round += 1) {
    // Saves under way when the way is cut, each on top of the last that was heard of.
    const said = Array.from({ length: 8 }, (_, at) => `Round ${round} save ${at}`);
    const saving = said.map((one) => save(one, version));
    if (round > 0) setTimeout(cut, round * 7);
    else cut();
    for (const [at, answer] of (await Promise.all(saving)).entries()) {
      statuses.add(answer.status);
      if (answer.status === 503) expect(answer.retryAfter).toBe("5");
      if (answer.status === 200) acknowledged.push(said[at] ?? "");
      else if (answer.status === 503) unheard.push(said[at] ?? "");
    }
    expect(await Promise.all([pageStatus(), pageStatus()])).toEqual([503, 503]);
    way.open = true;
    // Healed at once: the first page and save after it are answered.
    expect(await pageStatus()).toBe(200);
    version = String((await save("x", "99999")).version);
    expect((await save(`After round ${round}`, version)).status).toBe(200);
    version = String((await save("x", "99999")).version);
  }
  expect([...statuses].filter((status) => ![200, 409, 503].includes(status))).toEqual([]);
  expect(statuses).toContain(503);
  const { rows } = await portal.database.app.transaction().execute(async (tx) => {
    const { sql } = await import("kysely");
    await sql`select set_config('app.lea', ${portal.plan.leaId}, true), set_config('app.actor', 'test', true)`.execute(tx);
    return sql<{ words: string; acts: string }>`select content::text as words, (select count(*) from audit a where a.verb = 'save-answer' and a.detail->>'version' = r.version::text and a.object like '%' || r.row_id) as acts from revision r where table_name = 'answer'`.execute(tx);
  });
  const kept = (words: string) => rows.filter((row) => row.words.includes(words));
  for (const words of acknowledged) expect(kept(words), words).toHaveLength(1);
  // Not heard of: there with its act, or not there.
  for (const words of unheard) expect(kept(words).every((row) => row.acts === "1" || Number(row.acts) === 1), words).toBe(true);
}, 120_000);
