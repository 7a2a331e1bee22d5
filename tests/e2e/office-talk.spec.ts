// A county office comments on a copy that is with it, among itself and with the district; last year's conversation stands beside what is unchanged.
import { expect, test } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { isClean, planPath, signIn } from "./portal-page.ts";

const job = { timeout: 60_000 };
const alive = (page: Page): Promise<void> => page.waitForLoadState("networkidle");
async function pageOf(browser: Browser, name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, name);
  return page;
}
/** The desk of the copy that the district shares of the plan being written. */
async function deskOf(page: Page): Promise<void> {
  await page.goto("/reviews");
  await page.getByRole("row", { name: /2026-27/ }).getByRole("link", { name: "Alder Valley Unified School District" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Alder Valley.*2026-27/);
  await alive(page);
}

test("a reviewer begins comments at an answer and at a row, and the district sees and answers the shared one alone", async ({ browser }) => {
  // Pages of two people, looked at in two widths: on a busy machine that takes its time.
  test.setTimeout(300_000);
  const planner = await pageOf(browser, "Marisol Vega");
  const plan = await planPath(planner);
  await planner.goto(`${plan}/programs/lcap/send`);
  await alive(planner);
  await planner.getByRole("button", { name: /Share/ }).first().click();
  await expect(planner.getByRole("link", { name: /^Shared copy LCAP-2026-27/ }).first()).toBeVisible(job);

  const county = await pageOf(browser, "Delia Marchetti");
  await deskOf(county);
  await isClean(county, 1280, 390);
  await county.getByRole("link", { name: "Comments", exact: true }).click();
  await expect(county.getByRole("heading", { level: 1 })).toHaveText("Comments");
  await alive(county);
  await isClean(county, 1280, 390);
  // At an answer of the document, by keyboard.
  await county.getByRole("link", { name: /^Comment on: / }).first().focus();
  await county.locator('.doc-from a[href$="/answers/who.district"]').first().focus();
  await county.keyboard.press("Enter");
  await expect(county.getByRole("heading", { level: 2, name: "What the copy says here" })).toBeVisible();
  await alive(county);
  await county.getByRole("textbox", { name: "Your comment" }).fill("Thin, says the office.");
  await county.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(county.locator("article.thread", { hasText: "Thin, says the office." })).toContainText("Your office only", job);
  await isClean(county, 1280, 390);
  // Words that do not stand there are asked for again, with what was written.
  await county.getByRole("textbox", { name: "Your comment" }).fill("And this?");
  await county.getByRole("textbox", { name: "Words it is about" }).fill("Nobody wrote these words");
  await county.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(county.getByRole("alert")).toContainText("These words do not stand in this place", job);
  await expect(county.getByRole("textbox", { name: "Your comment" })).toHaveValue("And this?");
  await isClean(county, 1280, 390);

  // At a row of a table.
  await county.getByRole("link", { name: /^All comments on this copy/ }).click();
  await expect(county.getByRole("heading", { level: 1 })).toHaveText("Comments");
  await alive(county);
  const row = county.locator('.row-talk[href*="/comments/on/actions/"]').first();
  await row.focus();
  await county.keyboard.press("Enter");
  await expect(county.getByRole("heading", { level: 1 })).toHaveText(/^Comments on: Action 1\.1/);
  await alive(county);
  const place = new URL(county.url()).pathname;
  await county.getByRole("textbox", { name: "Your comment" }).fill("Who leads this action?");
  await county.locator("label", { hasText: "Shared with the LEA" }).click();
  await county.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(county.locator("article.thread", { hasText: "Who leads this action?" })).toContainText("Shared with the LEA", job);

  // Where the planner writes, on the home page and among all comments; the office's own talk nowhere.
  await planner.goto("/");
  await expect(planner.getByRole("list", { name: "What waits for me" })).toContainText("Who leads this action?");
  await planner.goto(`${plan}/comments/on/${decodeURIComponent(place.split("/comments/on/")[1] ?? "")}`);
  await expect(planner.locator("article.thread", { hasText: "Who leads this action?" })).toContainText("county office");
  await planner.goto(`${plan}/comments?show=all`);
  await alive(planner);
  await expect(planner.getByText("Thin, says the office.")).toHaveCount(0);
  const asked = planner.locator("article.thread", { hasText: "Who leads this action?" });
  await asked.getByText("Reply", { exact: true }).first().click();
  await asked.getByRole("textbox").fill("The director of instruction.");
  await asked.getByRole("button", { name: "Reply", exact: true }).click();
  await expect(planner.locator(".said-words", { hasText: "The director of instruction." })).toBeVisible(job);
  await isClean(planner, 1280, 390);

  // The office reads the answer, takes a last word and resolves it.
  await county.goto(place);
  await alive(county);
  const thread = county.locator("article.thread", { hasText: "The director of instruction." });
  await thread.locator("summary").click();
  await thread.getByRole("textbox").fill("Thank you.");
  await thread.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(thread.locator(".said-words", { hasText: "Thank you." })).toBeVisible(job);
  await thread.getByRole("button", { name: /^Resolve the comments/ }).click();
  await expect(thread).toContainText("Resolved by Delia Marchetti", job);
  await isClean(county, 1280, 390);
  await planner.goto(`${plan}/comments?show=resolved`);
  await expect(planner.locator("article.thread", { hasText: "Thank you." })).toContainText("Resolved by Delia Marchetti");
  for (const page of [planner, county]) await page.context().close();
});

test("without JavaScript a colleague answers what the office says among itself", async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await signIn(page, "Everett Sandoval");
  await page.goto("/reviews");
  await page.getByRole("row", { name: /2026-27/ }).getByRole("link", { name: "Alder Valley Unified School District" }).click();
  await page.getByRole("link", { name: "Comments", exact: true }).click();
  const thread = page.locator("article.thread", { hasText: "Thin, says the office." });
  await thread.locator("summary").click();
  await thread.getByRole("textbox").fill("I agree.");
  await thread.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(page.locator("article.thread", { hasText: "I agree." })).toContainText("Everett Sandoval", job);
  await page.context().close();
});

test("what was said of last year's plan stands beside the text that is the same, marked with its year and closed", async ({ page }) => {
  await signIn(page);
  const plan = await planPath(page);
  await page.goto("/");
  const running = (await page.locator(".year-lines a").first().getAttribute("href")) ?? "";
  await page.goto(`${running}/comments/on/answers/who.district`);
  await alive(page);
  await page.getByRole("textbox", { name: "Your comment" }).last().fill("Who counted our languages?");
  await page.getByRole("button", { name: "Comment", exact: true }).last().click();
  await expect(page.locator("article.thread", { hasText: "Who counted our languages?" })).toBeVisible(job);
  await page.goto(`${plan}/comments/on/answers/who.district`);
  await alive(page);
  const past = page.locator("article.thread.past-year", { hasText: "Who counted our languages?" });
  await expect(past).toContainText("Said of the 2025-26 plan; closed");
  await expect(past.getByRole("textbox")).toHaveCount(0);
  await isClean(page, 1280, 390);
});
