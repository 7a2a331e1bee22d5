// Two people talk about an answer: one comments on marked words and mentions the other, who finds it waiting, answers and resolves it.
import { expect, test } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { isClean, planPath, signIn } from "./portal-page.ts";

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
  // Marked again until the page is alive and has noticed.
  await expect(async () => {
    await words.evaluate((paragraph) => {
      const range = document.createRange();
      range.selectNodeContents(paragraph);
      document.getSelection()?.removeAllRanges();
      document.getSelection()?.addRange(range);
    });
    await expect(comments.getByText("Comment on the marked words")).toBeVisible({ timeout: 1000 });
  }).toPass();
  await comments.getByText("Comment on the marked words").click();
  await comments.getByRole("textbox", { name: "Your comment" }).fill("@Tomasz Brandt, did the money move with it?");
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
  await fiscal.getByRole("textbox", { name: "Reply to Marisol Vega" }).fill("Yes, in action 1.10.");
  await fiscal.getByRole("button", { name: "Reply", exact: true }).click();
  await expect(fiscal.locator(".said-words", { hasText: "Yes, in action 1.10." })).toBeVisible();
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
  await page.getByRole("textbox", { name: "Your comment" }).first().fill("Say how many schools.");
  await page.getByText("Mention, assign, share").click();
  await page.getByLabel(/^Words it is about/).fill("words that nobody wrote");
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("not in the saved answer");
  await expect(page.getByRole("textbox", { name: "Your comment" }).first()).toHaveValue("Say how many schools.");
  await page.getByLabel(/^Words it is about/).first().fill("");
  await page.getByRole("button", { name: "Comment", exact: true }).first().click();
  const thread = page.locator("article.thread", { hasText: "Say how many schools." });
  await expect(thread).toContainText("Adaeze Obi");
  await thread.getByRole("button", { name: "Resolve the comment of Adaeze Obi" }).click();
  await expect(page.getByText(/^Resolved by Adaeze Obi/)).toBeVisible();
  await page.context().close();
});

test("a council member reads by a link and comments without an account; a planner hides it and withdraws the link", async ({ browser }) => {
  const planner = await pageOf(browser, "Marisol Vega");
  const plan = await planPath(planner);
  await planner.goto(`${plan}/comments`);
  await planner.getByRole("link", { name: "Comment links" }).click();
  await planner.getByLabel("For whom").fill("Parent advisory committee");
  await planner.getByLabel("What they read").selectOption("listen");
  await planner.getByRole("button", { name: "Make the link" }).click();
  const address = (await planner.locator("code").innerText()).trim();
  await isClean(planner);

  const visitor = await (await browser.newContext()).newPage();
  const answer = await visitor.goto(address);
  expect(answer?.headers()["x-robots-tag"]).toContain("noindex");
  await expect(visitor.getByRole("heading", { name: question })).toBeVisible();
  await expect(visitor.getByRole("heading", { name: "What does our district look like?" })).toHaveCount(0);
  await visitor.getByText("Comment", { exact: true }).last().click();
  await visitor.getByRole("textbox", { name: "Your comment" }).last().fill("Please name the evening meetings too.");
  await visitor.getByRole("button", { name: "Send the comment" }).last().click();
  await expect(visitor.locator(".thread", { hasText: "Please name the evening meetings too." })).toBeVisible();
  await isClean(visitor);
  await visitor.setViewportSize({ width: 390, height: 844 });
  expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await planner.goto(`${plan}/comments`);
  const thread = planner.locator("article.thread", { hasText: "Please name the evening meetings too." });
  await expect(thread).toContainText("Parent advisory committee");
  await expect(thread).toContainText("by link");
  await thread.getByRole("button", { name: "Hide this comment of Parent advisory committee" }).click();
  await expect(thread).toContainText("Hidden from everybody else.");
  await planner.goto(`${plan}/comments/links`);
  await planner.getByRole("button", { name: "Withdraw the link for Parent advisory committee" }).first().click();
  await expect(planner.getByText(/Withdrawn/).first()).toBeVisible();
  expect((await visitor.reload())?.status()).toBe(404);
});
