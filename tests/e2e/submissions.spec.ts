// A plan is sent and reviewed: planner and county office, each on their own page.
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { isClean, signIn } from "./portal-page.ts";

/** The plan that runs: the board adopted it. */
async function runningPlan(page: Page): Promise<string> {
  await page.goto("/");
  return (await page.locator(".year-lines a").first().getAttribute("href")) ?? "";
}

test("a plan goes out with a receipt, and what was sent can be read again as it was", async ({ page }) => {
  await signIn(page);
  const plan = await runningPlan(page);
  await page.goto(`${plan}/programs/lcap`);
  await page.getByRole("link", { name: "Send and follow" }).click();
  await expect(page.getByText("Being written")).toBeVisible();
  await expect(page.getByText("Adoption on record:")).toBeVisible();
  await isClean(page);
  await page.getByRole("button", { name: "Note the adoption" }).click();
  await expect(page.getByText("Adopted, not sent yet")).toBeVisible();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("The reviewing body has it.")).toBeVisible();
  await isClean(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await isClean(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole("link", { name: /^Receipt LCAP-/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^Receipt LCAP-2025-26-\d{14}-1$/);
  await expect(page.locator(".doc-banner").first()).toContainText("Receipt LCAP-2025-26");
  await isClean(page);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Word (docx)" }).click()]);
  expect(file.suggestedFilename()).toMatch(/\.docx$/);
});

test("the county asks, the planner answers, the county approves, and both see the same", async ({ page, browser }) => {
  await signIn(page);
  const plan = await runningPlan(page);
  const county = await (await browser.newContext()).newPage();
  await signIn(county, "Everett Sandoval");
  await county.getByRole("link", { name: "Reviews" }).click();
  await isClean(county);
  await county.getByRole("row", { name: /2025-26/ }).getByRole("link", { name: "Alder Valley Unified School District" }).click();
  await isClean(county);
  await county.getByText("Ask for clarification", { exact: true }).first().click();
  await county.getByLabel("What is to be clarified").fill("Which schools have a nurse?");
  await county.getByRole("button", { name: "Ask for clarification" }).click();
  await expect(county.getByText("Clarification asked").first()).toBeVisible();

  await page.goto(`${plan}/programs/lcap/send`);
  await expect(page.locator("blockquote", { hasText: "Which schools have a nurse?" })).toBeVisible();
  await page.getByText("Answer in writing", { exact: true }).first().click();
  await page.getByLabel("The answer of the board").fill("All but Bridges, which shares one.");
  await page.getByRole("button", { name: "Answer in writing" }).click();
  await expect(page.getByText("Clarification answered").first()).toBeVisible();

  await county.reload();
  await expect(county.locator("blockquote", { hasText: "All but Bridges" })).toBeVisible();
  await county.getByRole("button", { name: "Approve" }).click();
  await expect(county.locator(".ball", { hasText: "Approved" })).toBeVisible();
  await page.reload();
  await expect(page.locator(".ball", { hasText: "Approved" })).toBeVisible();
  await isClean(page);
});
