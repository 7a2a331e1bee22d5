// How every journey begins: somebody signs in with one click, and goes to the plan being written.
import { expect } from "@playwright/test";
import type { Page } from "@playwright/test";

/** The first visit leads to the sign-in page; one click and one is that person. */
export async function signIn(page: Page, name = "Marisol Vega"): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name }).click();
  await expect(page.getByRole("main")).not.toContainText("Sign in");
}

/** The plan being written, from the home page's link. */
export async function planPath(page: Page): Promise<string> {
  await page.goto("/");
  const href = await page.locator("section.program-card h3 a").first().getAttribute("href");
  return (href ?? "").replace(/\/programs\/.*/, "");
}
