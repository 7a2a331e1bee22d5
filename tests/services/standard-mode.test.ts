// A real installation's web process: where it listens, what it answers to, whom it believes.
import { request as ask } from "node:http";
import { networkInterfaces } from "node:os";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openWebProcess, type WebProcess } from "./web-process.ts";

let web: WebProcess;
beforeAll(async () => {
  web = await openWebProcess({ mode: "standard" });
}, 120_000);
afterEach(() => web.end());
afterAll(() => web?.close());

const site = "https://plans.example.org";
const start = (settings: Record<string, string> = {}) => web.start({ settings: { SITE_URL: site, ...settings } });

/** Asks as a proxy would: at the process's own address, for the site's name. */
function get(at: string, path: string, headers: Record<string, string> = {}, { method = "GET", hostname = "127.0.0.1" } = {}): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const asked = ask({ hostname, port: new URL(at).port, path, method, headers: { Host: "plans.example.org", ...headers } }, (answer) => {
      let body = "";
      answer.on("data", (chunk) => (body += String(chunk)));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }));
    });
    asked.once("error", reject);
    asked.end();
  });
}

describe("a real installation", () => {
  test("starts only with the address of its site, and that one with https (REL-H4)", async () => {
    await expect(web.start({ settings: { SITE_URL: "" } })).rejects.toThrow(/SITE_URL is the address/);
    await expect(start({ SITE_URL: "http://plans.example.org" })).rejects.toThrow(/begins with https/);
    await expect(start({ SITE_URL: `${site}/plans` })).rejects.toThrow(/SITE_URL is the address/);
    await expect(start({ TRUSTED_PROXIES: "yes" })).rejects.toThrow(/TRUSTED_PROXIES is a whole number/);
  });

  test("answers for its own name, tells browsers to stay with https, and takes changes from its own pages only (REL-A6)", async () => {
    const at = await start();
    const page = await get(at, "/");
    expect(page).toMatchObject({ status: 200, body: "page" });
    expect(page.headers["strict-transport-security"]).toBe("max-age=31536000");
    expect((await get(at, "/", { Host: "localhost" })).status).toBe(421);
    // Its numbers are for who has the token: a proxy on this machine may look like nobody's.
    for (const host of ["plans.example.org", "localhost"]) expect((await get(at, "/metrics", { Host: host })).status, host).not.toBe(200);
    const post = (headers: Record<string, string>) => get(at, "/", { "Content-Length": "0", ...headers }, { method: "POST" });
    expect((await post({ Origin: site })).status).toBe(200);
    for (const from of ["http://plans.example.org", "https://evil.example", "null"]) expect([from, (await post({ Origin: from })).status]).toEqual([from, 403]);
  });

  test("believes where a request came from only as many proxies as it is told of", async () => {
    const forwarded = { "X-Forwarded-For": "198.51.100.7, 203.0.113.9", "X-Forwarded-Proto": "https" };
    expect((await get(await start(), "/?address", forwarded)).body).toMatch(/^(::ffff:)?127\.0\.0\.1 http:/);
    expect((await get(await start({ TRUSTED_PROXIES: "1" }), "/?address=1", forwarded)).body).toBe(`203.0.113.9 ${site}/?address=1`);
  });

  test("listens on this machine only, or where it is told to", async () => {
    const elsewhere = Object.values(networkInterfaces()).flat().find((one) => one?.family === "IPv4" && !one.internal)?.address;
    const near = await start();
    if (elsewhere) await expect(get(near, "/", {}, { hostname: elsewhere })).rejects.toThrow(/ECONNREFUSED/);
    const wide = await start({ LISTEN_ADDRESS: "0.0.0.0" });
    if (elsewhere) expect((await get(wide, "/", {}, { hostname: elsewhere })).status).toBe(200);
    expect((await get(wide, "/")).status).toBe(200);
  });
});
