// A planner looks back: what changed, since when, by whom; and brings an earlier version back.
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { isClean, planPath, signIn } from "./portal-page.ts";

test.beforeEach(({ page }) => signIn(page));

async function write(page: Page, plan: string, words: string): Promise<void> {
  await page.goto(`${plan}/chapters/listen`);
  const editor = page.getByRole("textbox", { name: /What did we change/ });
  await editor.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
  await expect(page.locator("section.statement", { has: editor }).getByText(/^Saved \d/)).toBeVisible();
}

test("a named version, a change after it, and the way back: nothing is lost", async ({ page }) => {
  const plan = await planPath(page);
  await page.goto(`${plan}/history`);
  await page.getByLabel(/^Name/).fill("Hearing draft of the journey");
  await page.getByRole("button", { name: "Keep this version" }).click();
  await expect(page.getByText("Hearing draft of the journey", { exact: true })).toBeVisible();
  await expect(page.getByText("Nothing changed between these two moments.")).toBeVisible();
  await page.getByLabel(/^Name/).fill("Hearing draft of the journey");
  await page.getByRole("button", { name: "Keep this version" }).click();
  await expect(page.getByRole("alert")).toContainText("has this name already");

  await write(page, plan, " Tutoring moved to evenings.");
  await page.goto(`${plan}/history`);
  const change = page.locator(".changes > li", { hasText: "What did we change" }).first();
  await expect(change.locator("ins")).toContainText("Tutoring moved to evenings.");
  await expect(change).toContainText("Marisol Vega");
  await isClean(page);

  await change.getByRole("link").first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("History of");
  await expect(page.locator("ins").first()).toContainText("Tutoring moved to evenings.");
  await isClean(page);
  // The last version before this journey's words: the newest one that another act made.
  await page.getByRole("button", { name: /^Restore this version/ }).last().click();
  await expect(page.getByText("Restored. The version before stays in this list.")).toBeVisible();
  await page.goto(`${plan}/chapters/listen`);
  await expect(page.getByRole("textbox", { name: /What did we change/ })).not.toContainText("Tutoring moved to evenings.");
  await page.getByRole("link", { name: /^History of What did we change/ }).click();
  await expect(page.locator("del").first()).toContainText("Tutoring moved to evenings.");
});

test("a restore on top of what somebody else saved meanwhile changes nothing and says so", async ({ page, context }) => {
  const plan = await planPath(page);
  await page.goto(`${plan}/chapters/listen`);
  await page.getByRole("link", { name: /^History of What did we change/ }).click();
  const other = await context.newPage();
  await write(other, plan, " Saved meanwhile.");
  await page.getByRole("button", { name: /^Restore this version/ }).last().click();
  await expect(page.getByRole("alert")).toContainText("nothing was restored");
  await other.reload();
  await expect(other.getByRole("textbox", { name: /What did we change/ })).toContainText("Saved meanwhile.");
});

test("each line of money and each row has its history, reached from where it is written", async ({ page }) => {
  const plan = await planPath(page);
  await page.goto(`${plan}/chapters/aim`);
  await page.getByRole("link", { name: "Goal 1", exact: true }).click();
  await page.locator(".money-of a").first().click();
  await page.locator("p.form-end").getByRole("link", { name: "History", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("History of line of money");
  await isClean(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
