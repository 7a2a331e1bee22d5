// The web process itself, server.js, around a build of one page: is it alive, is it ready, what does it count, when does it turn people away?
import { spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../db/database.ts";

const root = path.resolve(import.meta.dirname, "../..");
/** One page; with ?hold it answers when the process is told to let go. */
const build = `
const held = [];
process.on("SIGUSR2", () => { for (const go of held.splice(0)) go(); });
const page = ({ request }) => new Promise((resolve) => {
  const go = () => resolve(new Response("page"));
  if (new URL(request.url).searchParams.has("hold")) held.push(go); else go();
});
export const entry = { module: { default: () => new Response("whole page") } };
export const routes = { root: { id: "root", path: "*", module: { loader: page } } };
export const assets = { entry: { module: "", imports: [] }, routes: {}, url: "", version: "1" };
export const publicPath = "/"; export const assetsBuildDirectory = "build/client"; export const basename = "/"; export const mode = "production"; export const isSpaMode = false;
export const future = { v3_singleFetch: true };`;

let database: FreshDatabase;
let folder = "";
const started: ChildProcess[] = [];
beforeAll(async () => {
  database = await freshDatabase();
  await database.owner.insertInto("installation").values({ mode: "sample" }).execute();
  folder = mkdtempSync(path.join(tmpdir(), "plan-once-server-"));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  mkdirSync(path.join(folder, "db"));
  mkdirSync(path.join(folder, "build/server"), { recursive: true });
  copyFileSync(path.join(root, "server.js"), path.join(folder, "server.js"));
  copyFileSync(path.join(root, "db/migrate.ts"), path.join(folder, "db/migrate.ts"));
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(path.join(folder, "build/server/index.js"), build);
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => new Promise((resolve) => {
    if (child.exitCode !== null) return resolve(undefined);
    child.once("close", resolve);
    child.kill("SIGKILL");
  })));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database?.drop();
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function start({ settings = {}, clockAhead = 0 }: { settings?: Record<string, string>; clockAhead?: number } = {}): Promise<string> {
  const port = await freePort();
  const shift = `data:text/javascript,${encodeURIComponent(`const now = Date.now; Date.now = () => now() + ${clockAhead};`)}`;
  const child = spawn(process.execPath, ["--import", shift, "server.js"], { cwd: folder, env: { ...process.env, NODE_ENV: "production", PORT: String(port), DATABASE_URL: database.urls.app, ...settings }, stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  let words = "";
  child.stderr.on("data", (chunk) => (words += String(chunk)));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; child.exitCode === null && tries < 600; tries += 1) {
    if ((await fetch(`${url}/healthz`).catch(() => undefined))?.ok) return url;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`server.js did not start: ${words}`);
}
const ask = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, { headers });
  return { status: answer.status, retryAfter: answer.headers.get("Retry-After"), body: await answer.text() };
};

describe("ready or not", () => {
  test("REL-C5: alive and ready with the tables of now; not ready with older ones", async () => {
    const url = await start();
    expect(await ask(`${url}/readyz`)).toMatchObject({ status: 200, body: "ready\n" });
    const { rows } = await sql<{ name: string; timestamp: string }>`select name, timestamp from kysely_migration order by name desc limit 1`.execute(database.owner);
    await sql`delete from kysely_migration where name = ${rows[0]?.name}`.execute(database.owner);
    try {
      expect(await ask(`${url}/readyz`)).toMatchObject({ status: 503, body: expect.stringContaining("older tables") });
      expect(await ask(`${url}/healthz`)).toMatchObject({ status: 200 });
    } finally {
      await sql`insert into kysely_migration (name, timestamp) values (${rows[0]?.name}, ${rows[0]?.timestamp})`.execute(database.owner);
    }
  });

  test("REL-C5: a clock more than 2 s from the database's is not ready, either way; a second is", async () => {
    expect((await ask(`${await start({ clockAhead: 1000 })}/readyz`)).status).toBe(200);
    for (const clockAhead of [4000, -4000]) expect(await ask(`${await start({ clockAhead })}/readyz`)).toMatchObject({ status: 503, body: expect.stringMatching(/clocks .* differ by [345] s/) });
  });
});

describe("overload", () => {
  test("REL-A10: past the limit people hear 503 with Retry-After at once, those under way are answered, and then it goes on; all of it is counted", async () => {
    const url = await start({ settings: { MOST_REQUESTS_AT_ONCE: "3" } });
    const before = Date.now();
    const held = Array.from({ length: 3 }, () => ask(`${url}/?hold`));
    let refused = await ask(`${url}/`);
    // The three may still be on their way in.
    while (refused.status !== 503 && Date.now() - before < 20_000) refused = await ask(`${url}/`);
    expect(refused).toMatchObject({ status: 503, retryAfter: "5", body: expect.stringContaining("still in your browser") });
    expect((await ask(`${url}/healthz`)).status).toBe(200);
    const counted = (await ask(`${url}/metrics`)).body;
    expect(counted).toContain("plan_once_requests_under_way 3");
    expect(Number(/plan_once_requests_turned_away_total (\d+)/.exec(counted)?.[1])).toBeGreaterThan(0);
    started[0]?.kill("SIGUSR2");
    expect(await Promise.all(held)).toEqual(Array(3).fill({ status: 200, retryAfter: null, body: "page" }));
    expect((await ask(`${url}/`)).status).toBe(200);
  });

  test("a setting that is no limit, or too short a token, stops the start (REL-H4)", async () => {
    await expect(start({ settings: { MOST_REQUESTS_AT_ONCE: "many" } })).rejects.toThrow(/whole number/);
    await expect(start({ settings: { METRICS_TOKEN: "short" } })).rejects.toThrow(/32 characters/);
  });
});

describe("metrics", () => {
  test("are numbers for this machine; not through a proxy, and with a token set only for who has it", async () => {
    const url = await start();
    await ask(`${url}/?some=MarkerOfAPath`);
    const here = await ask(`${url}/metrics`);
    expect(here.status).toBe(200);
    expect(here.body).toMatch(/plan_once_request_seconds_count\{method="GET",status="2xx"\} 1/);
    expect(here.body).toContain("plan_once_nodejs_eventloop_lag_seconds");
    expect(here.body).not.toContain("MarkerOfAPath");
    expect((await ask(`${url}/metrics`, { "X-Forwarded-For": "10.0.0.1" })).status).toBe(404);
    const token = "a-token-of-more-than-32-characters";
    const guarded = await start({ settings: { METRICS_TOKEN: token } });
    expect((await ask(`${guarded}/metrics`)).status).toBe(404);
    expect((await ask(`${guarded}/metrics`, { Authorization: `Bearer ${token}x` })).status).toBe(404);
    expect((await ask(`${guarded}/metrics`, { Authorization: `Bearer ${token}` })).status).toBe(200);
  });
});
