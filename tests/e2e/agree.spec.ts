// A planner asks what answers what, and whether the plans agree, and is led to the answer.
import { expect, test } from "@playwright/test";
import { isClean, planPath, signIn } from "./portal-page.ts";

test.beforeEach(({ page }) => signIn(page));

test("from the matrix to the reason behind a cell, and on to the answer", async ({ page }) => {
  const plan = await planPath(page);
  await page.goto(plan);
  await page.getByRole("link", { name: "What answers what" }).click();
  await expect(page.getByText(/^Asked separately: \d+ answers\. Asked here: \d+\.$/)).toBeVisible();
  await isClean(page);
  await page.getByRole("link", { name: /^What do we want to be true for students.*LCAP: Answered/ }).click();
  await expect(page.getByRole("rowheader", { name: /^Description/ })).toBeVisible();
  await expect(page.getByText("maps/lcap.2024.v2024-11.csv").first()).toBeVisible();
  await isClean(page);
  await page.getByRole("link", { name: "Go to the answer" }).first().click();
  await expect(page).toHaveURL(/chapters\/aim/);
});

test("plans that do not agree: what, where, and on whose authority", async ({ page }) => {
  const plan = await planPath(page);
  await page.goto(`${plan}/consistency`);
  await expect(page.getByRole("heading", { name: "Acorn Street Elementary" })).toBeVisible();
  await expect(page.getByText(/no goal in its plan for 2026-27 yet/).first()).toBeVisible();
  await isClean(page);
});

test("all school plans come as one file", async ({ page }) => {
  const plan = await planPath(page);
  await page.goto(`${plan}/schools`);
  await page.getByRole("combobox", { name: "File" }).selectOption("docx");
  await page.getByRole("button", { name: "Make the packet" }).click();
  await expect(page.getByText(/SPSA of all schools .*\.zip/).first()).toBeVisible({ timeout: 90_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download" }).first().click()]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  await isClean(page);
});
