// Sample mode has no real people behind its sign-in: every bound that keeps it on this machine and away from real plans.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keptSecret } from "#app/adapters/storage/kept-secret.server.ts";
import { withLea } from "#db/client.server.ts";
import { openWebProcess, type WebProcess } from "./web-process.ts";

const root = path.resolve(import.meta.dirname, "../..");
let web: WebProcess;
let url: URL;
beforeAll(async () => {
  web = await openWebProcess();
  url = new URL(await web.start());
}, 120_000);
afterAll(() => web?.close());

type Answer = { status: number; body: string; headers: Record<string, unknown> };
/** As any program could ask: the headers are what is said here, Host too. */
function ask(at: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: url.port, path: at, method, headers: { Host: url.host, ...headers } }, (answer) => {
      let body = "";
      answer.on("data", (chunk) => (body += String(chunk)));
      answer.once("end", () => resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }));
    });
    asked.once("error", reject);
    asked.end();
  });
}
const opens = (host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port: Number(url.port), timeout: 3000 });
    const tell = (open: boolean) => () => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", tell(true)).once("error", tell(false)).once("timeout", tell(false));
  });

describe("the portal of a sample", () => {
  test("listens on 127.0.0.1 and on no other address of this machine", async () => {
    expect(await opens("127.0.0.1")).toBe(true);
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []).filter(({ address, family }) => address !== "127.0.0.1" && !(family === "IPv6" && address.startsWith("fe80"))).map(({ address }) => address);
    for (const address of [...others, ...(process.platform === "linux" ? ["127.0.0.2"] : [])]) expect([address, await opens(address)]).toEqual([address, false]);
  });

  test("answers to its own names only: a page of elsewhere that points its name here reads nothing", async () => {
    for (const host of [`localhost:${url.port}`, `127.0.0.1:${url.port}`]) expect(await ask("/", { Host: host })).toMatchObject({ status: 200, body: "page" });
    for (const host of ["evil.example", `evil.example:${url.port}`, "localhost", "localhost:1", `localhost.evil.example:${url.port}`, `LOCALHOST:${url.port}.`, `0.0.0.0:${url.port}`, `[::1]:${url.port}`]) {
      const answer = await ask("/", { Host: host });
      expect([host, answer.status]).toEqual([host, 421]);
      expect(answer.body).not.toContain("page");
    }
  });

  test.each(["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Original-URL", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP"])("does not answer through a proxy: %s", async (header) => {
    expect(await ask("/", { [header]: "10.0.0.1" })).toMatchObject({ status: 400, body: expect.stringContaining("proxy") });
  });

  test("takes no change from another site (REL-A6)", async () => {
    expect((await ask("/", { Origin: url.origin, "Content-Length": "0" }, "POST")).status).toBe(200);
    for (const from of [{ Origin: "http://evil.example" }, { Origin: "null" }, { Origin: `https://${url.host}` }, { Origin: url.origin, "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" }])
      expect([from, (await ask("/", { ...from, "Content-Length": "0" } as Record<string, string>, "POST")).status]).toEqual([from, 403]);
  });

  test("holds no organization that is not invented", async () => {
    const add = (sample: boolean) => withLea(web.database.app, { leaId: "real", actor: "test" }, (tx) => tx.insertInto("organization").values({ lea_id: "real", id: "real", kind: "district", name: "Real Unified", cds: "01000000000000", sample }).execute());
    await expect(add(false)).rejects.toThrow(/sample organizations live in sample installations/);
    await add(true);
    await expect(withLea(web.database.app, { leaId: "real", actor: "test" }, (tx) => tx.updateTable("organization").set({ sample: false }).where("id", "=", "real").execute())).rejects.toThrow(/sample organizations live in sample installations/);
  });
});

describe("npm start", () => {
  test.each(["DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_DIRECT_URL"])("refuses %s alone before it touches anything (REL-H4)", (name) => {
    const home = mkdtempSync(path.join(tmpdir(), "plan-once-refused-"));
    try {
      const env = { ...process.env, PLAN_ONCE_HOME: home, DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined, DATABASE_DIRECT_URL: undefined, [name]: "postgres://somebody@db.example/plans" } as NodeJS.ProcessEnv;
      const { status, stderr } = spawnSync(process.execPath, ["db/launcher/start.js"], { cwd: root, env, encoding: "utf8", timeout: 60_000 });
      expect(status).toBe(1);
      expect(stderr).toContain(`${name} is set without`);
      expect(readdirSync(home)).toEqual([]);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });

  test("makes secrets that are each installation's own and that only its owner reads", () => {
    const homes = [1, 2].map(() => mkdtempSync(path.join(tmpdir(), "plan-once-secret-")));
    const [one, other] = homes.map((home) => keptSecret(path.join(home, "auth-secret")));
    expect(one).not.toBe(other);
    expect(one?.length).toBeGreaterThanOrEqual(32);
    for (const [at, home] of homes.entries()) {
      const file = path.join(home, "auth-secret");
      expect(keptSecret(file)).toBe([one, other][at]);
      expect(readFileSync(file, "utf8")).toBe([one, other][at]);
      expect(statSync(file).mode & 0o077).toBe(0);
      rmSync(home, { recursive: true });
    }
  });
});

describe("keeping (REL-A9)", () => {
  test("pages and data are kept by no browser and no proxy, unless they say so; files of the program are", async () => {
    for (const at of ["/", "/plans/x/answers", "/plans/x.data"]) expect([at, (await ask(at)).headers["cache-control"]]).toEqual([at, "no-store"]);
    expect((await ask("/?keep", { "X-Fetch": "1" })).headers["cache-control"]).toBe("public, max-age=60");
    expect((await ask("/assets/script.js")).headers["cache-control"]).toContain("immutable");
    expect((await ask("/assets/none.js")).headers["cache-control"]).toBe("no-store");
  });
});
