// On a slow line a person writes before the page is alive: what was typed then is saved like everything else.
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { planPath, signIn } from "./portal-page.ts";

/** Scripts wait until they are let through: the page is there to read and to write on, and nothing listens. */
async function slowLine(page: Page): Promise<() => Promise<void>> {
  let through = () => {};
  const open = new Promise<void>((resolve) => {
    through = resolve;
  });
  await page.route(/\/assets\/.*\.js/, async (route) => {
    await open;
    await route.continue();
  });
  return async () => {
    through();
    await page.unrouteAll({ behavior: "wait" });
  };
}

test("words and an amount typed before the page is alive are saved, and the caret stays where it was", async ({ page, browser }) => {
  await signIn(page);
  const plan = await planPath(page);
  // A browser that has fetched nothing yet.
  const cold = await browser.newContext({ storageState: await page.context().storageState() });
  const slow = await cold.newPage();
  const comeAlive = await slowLine(slow);
  await slow.goto(`${plan}/chapters/stand`, { waitUntil: "commit" });
  const box = slow.getByRole("textbox", { name: /What went well/ });
  await box.click();
  await slow.keyboard.press("Control+Home");
  await slow.keyboard.type("Early words. ");
  await comeAlive();
  const section = slow.locator("section.statement", { has: box });
  await expect(section.getByRole("toolbar")).toBeVisible();
  await slow.keyboard.type("Later words. ");
  await expect(section.getByText(/^Saved \d/)).toBeVisible();
  await slow.reload();
  await expect(box).toContainText(/^Early words\. Later words\. \w/);

  await page.goto(`${plan}/chapters/aim`);
  await page.getByRole("link", { name: "Goal 1", exact: true }).click();
  await page.locator(".money-of a").first().click();
  await expect(page.getByLabel("Amount", { exact: true })).toBeVisible();
  const amountsComeAlive = await slowLine(slow);
  await slow.goto(page.url(), { waitUntil: "commit" });
  const amount = slow.getByLabel("Amount", { exact: true });
  const before = await amount.inputValue();
  await amount.fill("12,345.67");
  await amountsComeAlive();
  await expect(slow.getByText("Read as $12,345.67")).toBeVisible();
  await expect(slow.getByText(/^Saved \d/)).toBeVisible();
  await slow.reload();
  await expect(amount).toHaveValue(/12,345\.67/);
  await amount.fill(before);
  await expect(slow.getByText(/^Saved \d/)).toBeVisible();
  await cold.close();
});

test("words typed at the moment the editor comes, on a computer that is slow, are saved", async ({ page, browser }) => {
  await signIn(page);
  const plan = await planPath(page);
  const cold = await browser.newContext({ storageState: await page.context().storageState() });
  const slow = await cold.newPage();
  // What a busy computer does: whatever the page puts off to later comes much later.
  await slow.addInitScript(() => {
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (this: MessagePort, ...sent: unknown[]) {
      setTimeout(() => Reflect.apply(post, this, sent), 800);
    };
  });
  const editor = slow.waitForResponse(/rich-text-editor.*\.js/);
  await slow.goto(`${plan}/chapters/stand`, { waitUntil: "commit" });
  await (await editor).finished();
  const box = slow.getByRole("textbox", { name: /What went well/ });
  await box.click();
  await slow.keyboard.press("Control+Home");
  await slow.keyboard.type("At that very moment. ");
  await expect(slow.locator("section.statement", { has: box }).getByText(/^Saved \d/)).toBeVisible();
  await slow.reload();
  await expect(box).toContainText(/^At that very moment\. \w/);
  await cold.close();
});
