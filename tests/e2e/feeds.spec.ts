// A planner takes the plan's dates along in their own calendar, withdraws the address again, and says how they want to be reminded.
import { expect, test } from "@playwright/test";
import { isClean, planPath, signIn } from "./portal-page.ts";

test.beforeEach(({ page }) => signIn(page));

test("an address for a calendar is made, read without signing in, and withdrawn", async ({ page, playwright, baseURL }) => {
  await page.goto(`${await planPath(page)}/calendar`);
  await page.getByRole("link", { name: "See these dates in Google, Outlook or Apple Calendar" }).click();
  await isClean(page);
  await page.getByLabel("What is it for?").fill("Outlook at work");
  await page.getByRole("button", { name: "Make the address" }).click();
  await expect(page.getByRole("heading", { name: "The address of “Outlook at work”" })).toBeVisible();
  await isClean(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await isClean(page);
  const address = new URL(await page.getByRole("textbox", { name: "Address" }).inputValue()).pathname;
  const stranger = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  const answer = await stranger.get(address);
  expect(answer.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
  expect(await answer.text()).toContain("BEGIN:VEVENT");
  expect((await stranger.get(address, { headers: { "If-None-Match": answer.headers()["etag"] ?? "" } })).status()).toBe(304);
  await page.getByRole("button", { name: "Withdraw the address “Outlook at work”" }).first().click();
  await expect(page.getByText(/Withdrawn on .*: nobody reads by it any more/).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: /The address of/ })).toHaveCount(0);
  expect((await stranger.get(address)).status()).toBe(404);
  await stranger.dispose();
});

test("each person says how they are reminded", async ({ page }) => {
  await page.goto(`${await planPath(page)}/calendar/reminders`);
  await isClean(page);
  await page.getByText("One mail for each date, on the days before that you choose").click();
  for (const name of ["14 days", "3 days"]) await page.getByText(name, { exact: true }).click();
  await page.getByRole("button", { name: "Save my choice" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose at least one day before");
  await page.getByText("7 days", { exact: true }).click();
  await page.getByRole("button", { name: "Save my choice" }).click();
  await expect(page.getByText("Saved. Reminders follow it from now on.")).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await expect(page.getByLabel("7 days", { exact: true })).toBeChecked();
  await isClean(page);
});
