// A principal enters the council's meeting and prints its papers.
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { isClean, signIn } from "./portal-page.ts";

/** A page that a browser without JavaScript gets too, and that listens here. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForLoadState("networkidle");
}

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
