// A planner sees the plan at a glance; a school talks about its own part and works in its grid; the county reads what is shared with it.
import { expect, test } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { isClean, planPath, signIn } from "./portal-page.ts";

/** Clean for axe, one heading, no wider than a phone, and nothing that the content security policy had to stop. */
async function pageOf(browser: Browser, name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, name);
  return page;
}
const cents = (text: string): number => Number(text.replace(/[^0-9.-]/g, "").replace(".", ""));

test("the plan at a glance: named pictures with tables that reconcile, by keyboard from the home page", async ({ page }) => {
  const stopped: string[] = [];
  page.on("console", (message) => /Content Security Policy/i.test(message.text()) && stopped.push(message.text()));
  await signIn(page);
  await page.goto("/");
  const link = page.getByRole("link", { name: /^At a glance/ });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^At a glance/);
  for (const name of ["How far each form is", "By goal", "By source", "By school"]) await expect(page.getByRole("img", { name: new RegExp(`^${name}\\.`) })).toBeVisible();
  const tables = page.getByRole("table", { name: /^Where the planned money goes/ });
  await expect(tables).toHaveCount(3);
  const totals = await tables.evaluateAll((all) => all.map((table) => [...table.querySelectorAll("tbody td:nth-of-type(1), tfoot td:nth-of-type(1)")].map((cell) => cell.textContent ?? "")));
  for (const cells of totals) expect(cells.slice(0, -1).reduce((sum, text) => sum + cents(text), 0)).toBe(cents(cells.at(-1) ?? ""));
  expect(new Set(totals.map((cells) => cells.at(-1))).size).toBe(1);
  await isClean(page, 1280, 390);
  expect(stopped).toEqual([]);
});

test("a school talks about its part: the council asks, the principal finds it waiting, the district reads it, what is kept among them it does not", async ({ browser }) => {
  const council = await pageOf(browser, "Hanh Pruitt");
  await council.goto("/");
  await council.getByRole("link", { name: "Our part" }).click();
  await council.waitForURL(/\/plans\/[^/]+$/);
  const part = new URL(council.url()).pathname;
  await isClean(council, 1280, 390);
  await council.getByRole("link", { name: /At a glance/ }).click();
  await council.waitForURL(/at-a-glance/);
  await isClean(council, 1280, 390);
  await council.goto(`${part}/comments/on/answers/who.school`);
  await council.getByRole("textbox", { name: "Your comment" }).last().fill("@Imani Whitfield, which ninth graders?");
  await council.getByRole("button", { name: "Comment", exact: true }).last().click();
  await expect(council.locator("article.thread", { hasText: "which ninth graders?" })).toBeVisible();
  await isClean(council, 1280, 390);

  const principal = await pageOf(browser, "Imani Whitfield");
  await principal.goto("/");
  await expect(principal.getByRole("heading", { name: "What waits for me" })).toBeVisible();
  await principal.getByRole("list", { name: "What waits for me" }).getByRole("link").first().click();
  await principal.getByRole("textbox", { name: "Reply to Hanh Pruitt" }).fill("All who failed a course.");
  await principal.getByRole("button", { name: "Reply", exact: true }).click();
  await expect(principal.locator(".said-words", { hasText: "All who failed a course." })).toBeVisible();
  await isClean(principal, 1280, 390);
  await principal.goto(`${part}/grids/goals`);
  await expect(principal.getByRole("grid")).toBeVisible();
  await isClean(principal, 1280, 390);

  const planner = await pageOf(browser, "Marisol Vega");
  await planner.goto(`${part}/comments?show=all`);
  await expect(planner.locator("article.thread", { hasText: "All who failed a course." })).toBeVisible();
  await isClean(planner, 1280, 390);
});

test("without JavaScript: a comment is kept among the school, and the district does not see it", async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await signIn(page, "Jorge Lindqvist");
  const part = await page.getByRole("link", { name: "Our part" }).getAttribute("href");
  await page.goto(`${part ?? ""}/comments/on/answers/who.school`);
  await page.getByRole("textbox", { name: "Your comment" }).fill("Among us first.");
  await page.getByText("Mention, assign, share").click();
  await page.getByLabel("Who may read it").selectOption("school");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(page.locator("article.thread", { hasText: "Among us first." })).toContainText("Our school only");
  const planner = await pageOf(browser, "Marisol Vega");
  await planner.goto(`${part ?? ""}/comments?show=all`);
  await expect(planner.getByRole("heading", { level: 1 })).toContainText("Alder Valley High");
  await expect(planner.getByText("Among us first.")).toHaveCount(0);
});

test("the county reads and answers what is shared about a copy that is with it", async ({ browser }) => {
  const planner = await pageOf(browser, "Marisol Vega");
  const plan = await planPath(planner);
  await planner.goto(`${plan}/comments/on/answers/listen.influence`);
  await planner.getByRole("textbox", { name: "Your comment" }).last().fill("Is this what your reviewers look for?");
  await planner.getByText("Mention, assign, share").last().click();
  await planner.getByLabel("Who may read it").last().selectOption("county");
  await planner.getByRole("button", { name: "Comment", exact: true }).last().click();
  await expect(planner.locator("article.thread", { hasText: "Is this what your reviewers look for?" })).toBeVisible();
  await planner.goto(`${plan}/programs/lcap/send`);
  const share = planner.getByRole("button", { name: /Share/ }).first();
  if (await share.isVisible()) await share.click();
  const county = await pageOf(browser, "Delia Marchetti");
  await county.goto("/reviews");
  await county.getByRole("link", { name: /Alder Valley/ }).first().click();
  await county.getByRole("link", { name: "Comments", exact: true }).click();
  const thread = county.locator("article.thread", { hasText: "Is this what your reviewers look for?" });
  await expect(thread).toBeVisible();
  await thread.locator("summary").click();
  await thread.getByRole("textbox").fill("It is; name the meetings too.");
  await thread.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(county.locator(".said-words", { hasText: "It is; name the meetings too." })).toBeVisible();
  await isClean(county, 1280, 390);
  await planner.goto(`${plan}/comments?show=all`);
  await expect(planner.locator("article.thread", { hasText: "It is; name the meetings too." })).toContainText("county office");
});
