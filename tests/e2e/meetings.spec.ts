// A planner enters what happened at a meeting, takes it into the plan, prints its papers and makes the board's packet; a principal prints the council's.
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { isClean, planPath, signIn } from "./portal-page.ts";

/** A page that a browser without JavaScript gets too, and that listens here. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForLoadState("networkidle");
}

test("from the ledger to the plan, to the minutes and to the board's packet", async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page);
  const plan = await planPath(page);
  await open(page, `${plan}/meetings`);
  await isClean(page);
  await page.getByRole("link", { name: "Governing board: Mid-year update" }).click();
  await page.locator("label[for='group-parents']").click();
  await page.getByLabel(/^How many people came/).fill("27");
  await page.getByLabel(/^What was said/).fill("The late bus helps; add one on Fridays.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/#happened$/);
  await isClean(page);

  // The chapter of engagement leads to what the meetings said; nothing is there before somebody asks for it.
  await open(page, `${plan}/chapters/listen`);
  await page.getByRole("link", { name: "From your meetings" }).click();
  const heard = page.getByRole("region", { name: /Governing board: Mid-year update/ });
  await expect(heard).toContainText("The late bus helps");
  await isClean(page);
  await heard.getByRole("button", { name: /under “Who we listened to” as a row$/ }).click();
  await expect(heard.getByRole("link", { name: "open the row" })).toBeVisible();
  await heard.getByRole("button", { name: /^Add Governing board: Mid-year update/ }).click();
  await expect(heard).toContainText("Stands in “What did we change because of what we heard?”");

  await heard.getByRole("link", { name: "Governing board: Mid-year update" }).click();
  await page.getByRole("link", { name: "Agenda, sign-in sheet, minutes, summary" }).click();
  await expect(page.getByRole("article")).toContainText("not on the consent list");
  await page.getByRole("link", { name: "Minutes", exact: true }).click();
  await expect(page.getByRole("article")).toContainText("The late bus helps; add one on Fridays.");
  await isClean(page);
  const word = page.waitForEvent("download");
  await page.getByRole("link", { name: "Minutes as Word" }).click();
  expect((await word).suggestedFilename()).toMatch(/Governing board .* minutes\.docx$/);
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Make the packet" }).click();
  const ready = page.getByRole("link", { name: "Download", exact: true });
  await expect(ready).toBeVisible({ timeout: 120_000 });
  await isClean(page);
  const packet = page.waitForEvent("download");
  await ready.click();
  expect((await packet).suggestedFilename()).toMatch(/Board packet .*\.zip$/);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const address of [`${plan}/meetings`, `${plan}/from-meetings`, page.url()]) {
    await page.goto(address);
    await isClean(page);
  }
});

test("a principal prints the papers of the school's council, with its members by seat", async ({ page }) => {
  await signIn(page, "Imani Whitfield");
  await page.goto("/");
  const home = await page.locator("a[href*='~']").first().getAttribute("href");
  const part = /\/plans\/[^/?#]+/.exec(home ?? "")?.[0] ?? "";
  await open(page, part);
  await page.getByRole("link", { name: "Meetings and what was said" }).click();
  await isClean(page);
  await page.getByRole("link", { name: "Enter a meeting" }).click();
  await page.waitForLoadState("networkidle");
  await page.getByLabel(/^Body/).selectOption({ label: "Schoolsite council" });
  await page.getByLabel(/^Kind/).selectOption({ label: "Adoption" });
  await page.getByLabel(/^Date/).fill("2027-03-09");
  await page.getByRole("button", { name: /^(Save|Add)/ }).first().click();
  await expect(page).not.toHaveURL(/\/new$/);
  await open(page, `${part}/meetings`);
  await page.getByRole("link", { name: "Schoolsite council: Adoption" }).click();
  await page.getByRole("link", { name: "Agenda, sign-in sheet, minutes, summary" }).click();
  await expect(page.getByRole("article")).toContainText("EC 35147(c)(1)");
  await page.getByRole("link", { name: "Sign-in sheet", exact: true }).click();
  await expect(page.getByRole("article")).toContainText("Parent or Community Member");
  await isClean(page);
});
