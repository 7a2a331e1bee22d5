import { defineConfig } from "@playwright/test";
export default defineConfig({ testDir: "tests/e2e", workers: 1, timeout: 60_000, expect: { timeout: 10_000 }, reporter: [["list"]], use: { baseURL: "http://localhost:4711", viewport: { width: 1280, height: 900 }, launchOptions: { executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] } } });
