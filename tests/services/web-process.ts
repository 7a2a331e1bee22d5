// The web process itself, server.js, around a build of one page and one address that only takes forms, on a fresh database: for tests of what it does before any page.
import { spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { freshDatabase, type FreshDatabase } from "../db/database.ts";

const root = path.resolve(import.meta.dirname, "../..");
/** One page; with ?hold it answers when the process is told to let go, with ?keep it says how long it may be kept, with ?address where it was asked from and for what. */
const build = `
const held = [];
process.on("SIGUSR2", () => { for (const go of held.splice(0)) go(); });
const page = ({ request }) => new Promise((resolve) => {
  const asked = new URL(request.url).searchParams;
  const go = () => resolve(new Response(asked.has("address") ? request.headers.get("plan-once-address") + " " + request.url : "page", asked.has("keep") ? { headers: { "Cache-Control": "public, max-age=60" } } : {}));
  if (asked.has("hold")) held.push(go); else go();
});
export const entry = { module: { default: () => new Response("whole page") } };
export const routes = { root: { id: "root", path: "*", module: { loader: page, action: page } }, save: { id: "save", path: "things/:id/save", module: { action: page } } };
export const assets = { entry: { module: "", imports: [] }, routes: {}, url: "", version: "1" };
export const publicPath = "/"; export const assetsBuildDirectory = "build/client"; export const basename = "/"; export const mode = "production"; export const isSpaMode = false;
export const future = { v3_singleFetch: true };`;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export type WebProcess = {
  database: FreshDatabase;
  /** Starts one more and gives its address; throws with its last words when it ends instead. `clockAhead`: milliseconds its clock is before the database's. */
  start: (options?: { settings?: Record<string, string>; clockAhead?: number }) => Promise<string>;
  started: readonly ChildProcess[];
  /** Ends all that were started. */
  end: () => Promise<void>;
  close: () => Promise<void>;
};

export async function openWebProcess({ mode = "sample" }: { mode?: "sample" | "standard" } = {}): Promise<WebProcess> {
  const database = await freshDatabase();
  await database.owner.insertInto("installation").values({ mode }).execute();
  const folder = mkdtempSync(path.join(tmpdir(), "plan-once-server-"));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  mkdirSync(path.join(folder, "db"));
  mkdirSync(path.join(folder, "build/server"), { recursive: true });
  mkdirSync(path.join(folder, "build/client/assets"), { recursive: true });
  copyFileSync(path.join(root, "server.js"), path.join(folder, "server.js"));
  copyFileSync(path.join(root, "db/migrate.ts"), path.join(folder, "db/migrate.ts"));
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(path.join(folder, "build/server/index.js"), build);
  writeFileSync(path.join(folder, "build/client/assets/script.js"), "// a script");
  const started: ChildProcess[] = [];
  const end = async () => {
    await Promise.all(started.splice(0).map((child) => new Promise((resolve) => {
      if (child.exitCode !== null) return resolve(undefined);
      child.once("close", resolve);
      child.kill("SIGKILL");
    })));
  };
  return {
    database,
    started,
    start: async ({ settings = {}, clockAhead = 0 } = {}) => {
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
    },
    end,
    close: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
      await database.drop();
    },
  };
}
