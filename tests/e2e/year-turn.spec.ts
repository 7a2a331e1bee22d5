// The year turns: the board adopts, next year's plan begins with this one, what was carried is decided about. Last of the journeys: after it another plan is being written.
import { expect, test } from "@playwright/test";
import { isClean, planPath, signIn } from "./portal-page.ts";

test("a planner starts next year's plan, confirms what was carried, and prints it while no form is held", async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page);
  const plan = await planPath(page);
  await page.goto(`${plan}/roll-forward`);
  await expect(page.getByText("is not adopted yet")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Start the/ })).toHaveCount(0);

  await page.goto(`${plan}/rows/meetings/new`);
  await page.locator("[name=body]").selectOption("board");
  await page.locator("[name=kind]").selectOption("adoption");
  await page.locator("[name=heldOn]").fill(new Intl.DateTimeFormat("en-CA", { timeZone: "America/Los_Angeles" }).format(new Date()));
  await page.locator("[name=result]").fill("Adopted");
  await page.getByRole("button", { name: /^(Add|Save)/ }).first().click();
  await expect(page).not.toHaveURL(/\/new/);

  await page.goto("/");
  await page.getByRole("link", { name: "Go there" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Start the \d{4}-\d\d plan$/);
  await isClean(page, 1280, 390);
  await page.getByRole("button", { name: /^Start the/ }).click();
  await expect(page).not.toHaveURL(/roll-forward/);
  const next = new URL(page.url()).pathname;
  await page.goto(`${plan}/roll-forward`);
  await expect(page.getByText("and nothing was changed")).toBeVisible();

  await page.goto("/");
  await expect(page.locator(".year-lines li")).toHaveCount(2);
  await expect(page.locator(".year-lines")).toContainText("No official form for");
  await isClean(page, 1280, 390);
  await page.getByRole("link", { name: /carried answers wait/ }).click();
  await isClean(page, 1280, 390);
  const first = page.locator(".carried-list > li").first();
  await expect(first).toContainText(/Carried from \d{4}-\d\d, text written/);
  await first.getByRole("button", { name: /^Confirm/ }).click();
  await expect(first).toContainText("Confirmed by Marisol Vega");

  await page.goto(`${next}/chapters/stand`);
  const offers = page.locator(".offers li");
  const offered = await offers.count();
  await isClean(page, 1280, 390);
  await offers.first().getByRole("button", { name: /^Take it/ }).click();
  await expect(offers).toHaveCount(offered - 1);

  await page.goto(`${next}/working-draft`);
  await expect(page.locator(".doc-banner").first()).toContainText("No official form for");
  await isClean(page, 1280, 390);
});
