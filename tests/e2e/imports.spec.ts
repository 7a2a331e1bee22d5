// Last year's plan comes in: a planner drops the PDF, looks at what was read, takes it, and finds it in the plan with its source.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { planPath, signIn } from "./portal-page.ts";

const folder = mkdtempSync(path.join(tmpdir(), "plan-once-imports-"));
const pdf = path.join(folder, "lcap-2025-26.pdf");
test.beforeAll(() => {
  const cli = (...words: string[]) => execFileSync(process.execPath, ["app/cli/start.js", ...words], { encoding: "utf8", maxBuffer: 64 * 2 ** 20 });
  const plan = JSON.parse(cli("plan", "example", "sample-running")) as { actions: { title: string }[] };
  // Something last year's plan has and the one being written has not.
  plan.actions[0]!.title = "Reading rooms in every school";
  const file = path.join(folder, "plan.json");
  writeFileSync(file, JSON.stringify(plan));
  cli("document", file, "--program", "lcap", "--edition", "2024.v2024-11", "--format", "pdf", "--out", pdf);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a planner reads last year's LCAP in and takes a row of it", async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page);
  await page.goto(await planPath(page));
  await page.getByRole("link", { name: /Start from last year's LCAP/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Start from last year's plan");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const imports = page.url();

  await page.setInputFiles("input[name=file]", { name: "letter.pdf", mimeType: "application/pdf", buffer: Buffer.from("A letter, not a PDF") });
  await page.getByRole("button", { name: "Read this document" }).click();
  await expect(page.getByRole("alert")).toContainText("no PDF");

  await page.setInputFiles("input[name=file]", pdf);
  await page.getByRole("button", { name: "Read this document" }).click();
  await expect(page.getByRole("button", { name: "Take what is ticked into the plan" })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole("main")).toContainText("LCAP 2025-26");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  const row = page.locator("li", { hasText: "Reading rooms in every school" }).first();
  // The keyboard is enough: the page beside the rows follows the row the focus is on.
  await row.getByRole("checkbox").focus();
  const show = await row.getByRole("link", { name: /Show page/ }).textContent();
  const picture = page.getByRole("img", { name: /as it is printed/ });
  await expect(picture).toHaveAttribute("alt", new RegExp(`${show?.replace("Show page", "Page") ?? "no page"} of`));
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 30_000 }).toBeGreaterThan(1000);
  await row.getByRole("link", { name: /Look closer or correct/ }).click();
  await page.getByLabel("Title", { exact: true }).fill("Reading rooms in all our schools");
  await expect.poll(() => page.getByRole("img", { name: /as it is printed/ }).evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 30_000 }).toBeGreaterThan(1000);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Keep the correction" }).click();
  await page.getByRole("button", { name: "Take what is ticked into the plan" }).click();
  await expect(page.getByText(/in the plan now, with/)).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Reading rooms in all our schools");

  // The same file again: the same reading, and nothing left to add for that row.
  await page.goto(imports);
  await page.setInputFiles("input[name=file]", pdf);
  await page.getByRole("button", { name: "Read this document" }).click();
  await expect(page.getByRole("button", { name: "Take what is ticked into the plan" })).toBeVisible({ timeout: 120_000 });
  await expect(page.locator("li", { hasText: "Reading rooms in all our schools" }).first()).toContainText("in the plan");
});
