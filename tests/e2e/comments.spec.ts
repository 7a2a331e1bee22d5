// Two people talk about an answer: one comments on marked words and mentions the other, who finds it waiting, answers and resolves it.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { planPath, signIn } from "./portal-page.ts";

async function isClean(page: Page): Promise<void> {
  await expect(page.locator("h1")).toHaveCount(1);
  expect((await page.title()).length).toBeGreaterThan(10);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
}

async function pageOf(browser: Browser, name: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await signIn(page, name);
  return page;
}

const question = "What did we change because of what we heard?";

test("a comment on marked words with a mention waits for the other, who answers and resolves it", async ({ browser }) => {
  const planner = await pageOf(browser, "Marisol Vega");
  const fiscal = await pageOf(browser, "Tomasz Brandt");
  const plan = await planPath(planner);
  await planner.goto(`${plan}/chapters/listen`);
  const section = planner.locator("section.statement", { has: planner.getByRole("heading", { name: question }) });
  const comments = section.getByRole("complementary", { name: `Comments: ${question}` });
  const words = section.locator(".ProseMirror p").first();
  await words.evaluate((paragraph) => {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    document.getSelection()?.removeAllRanges();
    document.getSelection()?.addRange(range);
  });
  await comments.getByText("Comment on the marked words").click();
  await comments.getByLabel("Your comment").first().fill("@Tomasz Brandt, did the money move with it?");
  await comments.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(comments.getByText("Comment saved.")).toBeVisible();
  const thread = comments.locator("article.thread", { hasText: "did the money move" });
  await expect(thread.locator("blockquote")).toHaveText((await words.innerText()).trim());
  await isClean(planner);

  await fiscal.goto("/");
  await expect(fiscal.getByRole("heading", { name: "What waits for me" })).toBeVisible();
  await fiscal.goto("/waiting");
  await expect(fiscal.getByRole("list", { name: "You are mentioned" })).toContainText("did the money move with it?");
  await isClean(fiscal);
  await fiscal.getByRole("list", { name: "You are mentioned" }).getByRole("link", { name: question }).click();
  await expect(fiscal.getByRole("heading", { level: 1 })).toHaveText(`Comment on: ${question}`);
  await isClean(fiscal);
  await fiscal.getByLabel("Reply to Marisol Vega").last().fill("Yes, in action 1.10.");
  await fiscal.getByRole("button", { name: "Reply", exact: true }).click();
  await expect(fiscal.getByText("Yes, in action 1.10.", { exact: true })).toBeVisible();
  await fiscal.getByRole("button", { name: "Resolve the comment of Marisol Vega" }).click();
  await expect(fiscal.getByText(/^Resolved by Tomasz Brandt/)).toBeVisible();
  await fiscal.goto(`${plan}/comments?show=resolved`);
  await expect(fiscal.locator("article.thread", { hasText: "did the money move" })).toBeVisible();
  await isClean(fiscal);
  await fiscal.setViewportSize({ width: 390, height: 844 });
  expect(await fiscal.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  // Both are on the same page now: each is told of the other.
  await fiscal.setViewportSize({ width: 1280, height: 900 });
  await fiscal.goto(`${plan}/chapters/listen`);
  await expect(fiscal.getByRole("status", { name: "Who else is here" })).toContainText("Marisol Vega");
});

test("without JavaScript a comment is a plain form: written, refused with its words kept, resolved", async ({ browser }) => {
  const page = await pageOf(browser, "Adaeze Obi", { javaScriptEnabled: false });
  const plan = await planPath(page);
  await page.goto(`${plan}/comments/on/answers/who.district`);
  await page.getByLabel("Your comment").fill("Say how many schools.");
  await page.getByText("Mention, assign, share").click();
  await page.getByLabel(/^Words it is about/).fill("words that nobody wrote");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("not in the saved answer");
  await expect(page.getByLabel("Your comment").first()).toHaveValue("Say how many schools.");
  await page.getByLabel(/^Words it is about/).first().fill("");
  await page.getByRole("button", { name: "Comment", exact: true }).first().click();
  const thread = page.locator("article.thread", { hasText: "Say how many schools." });
  await expect(thread).toContainText("Adaeze Obi");
  await thread.getByRole("button", { name: "Resolve the comment of Adaeze Obi" }).click();
  await expect(page.getByText(/^Resolved by Adaeze Obi/)).toBeVisible();
  await page.context().close();
});
