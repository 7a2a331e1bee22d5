// Browser tests: found browser, a fresh sample installation of its own, one worker (the journey changes the plan).
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defineConfig } from "@playwright/test";
import { chromium } from "playwright";

/** A port nobody uses; the config is read again in worker processes, which find both settings made. */
const port = Number((process.env["E2E_PORT"] ??= String(await freePort())));
const home = (process.env["E2E_HOME"] ??= mkdtempSync(path.join(tmpdir(), "plan-once-e2e-")));

/** A browser that is there: the named one, Debian's and its like, Playwright's own, or the one npm ships. Nothing is downloaded. */
async function findChromium(): Promise<string | undefined> {
  const known = [process.env["CHROMIUM_PATH"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", chromium.executablePath()];
  const found = known.find((file) => file !== undefined && file !== "" && existsSync(file));
  if (found) return found;
  try {
    const { default: shipped } = await import("@sparticuz/chromium");
    return await shipped.executablePath();
  } catch {
    return undefined;
  }
}

const executablePath = await findChromium();
if (executablePath === undefined && process.env["REQUIRE_BROWSER"] === "1") throw new Error("No browser was found, and REQUIRE_BROWSER=1 says that one must be there. Install chromium or set CHROMIUM_PATH.");
if (executablePath === undefined) process.stderr.write("Browser tests are skipped: no browser was found. Install chromium or set CHROMIUM_PATH.\n");

export default defineConfig({
  testDir: "tests/e2e",
  ...(executablePath === undefined ? { testIgnore: "**/*" } : {}),
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: process.env["PLAYWRIGHT_JSON_OUTPUT_NAME"] ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  ...(executablePath === undefined
    ? {}
    : {
        webServer: {
          command: "node db/launcher/start.js",
          url: `http://localhost:${port}/readyz`,
          timeout: 180_000,
          gracefulShutdown: { signal: "SIGTERM" as const, timeout: 15_000 },
          env: { ...withoutDatabase(process.env), PORT: String(port), PLAN_ONCE_HOME: home },
        },
      }),
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port: free } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return free;
}

/** The portal starts only with its own sample database. */
function withoutDatabase(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith("DATABASE_")));
}
