// How every journey begins: somebody signs in with one click, and goes to the plan being written.
import AxeBuilder from "@axe-core/playwright";
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

/** A title, one main heading, no barrier that axe knows, and nothing wider than the window; at these widths, or as the window is. The printed sheet of a preview looks as it prints. */
export async function isClean(page: Page, ...widths: number[]): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  await expect(page.locator("h1")).toHaveCount(1);
  expect((await page.title()).length).toBeGreaterThan(5);
  for (const width of widths.length > 0 ? widths : [before.width]) {
    await page.setViewportSize({ width, height: before.height });
    const { violations } = await new AxeBuilder({ page }).exclude(".doc-ground").analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize(before);
}
