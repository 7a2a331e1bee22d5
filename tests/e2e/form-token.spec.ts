// A form of a page that was not made for this browser, or for who is signed in now: nothing happens, and nothing typed is lost.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { planPath, signIn } from "./portal-page.ts";

const markName = "plan-once.form";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("a form of a page from before is sent with one more click, with all that was typed", async ({ page, context }) => {
      await signIn(page);
      await page.goto(`${await planPath(page)}/history`);
      const name = `Hearing draft ${javaScriptEnabled ? "with" : "without"} script`;
      await page.getByRole("textbox").fill(name);
      // The browser forgot its mark, and another tab got a new one.
      await context.clearCookies({ name: markName });
      const other = await context.newPage();
      await other.goto("/account");
      await other.close();
      await page.locator("form.name-version button").click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm that it is you");
      await expect(page.getByText("What you filled in is kept")).toBeVisible();
      if (javaScriptEnabled) expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.setViewportSize({ width: 390, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth).catch(() => 0)).toBeLessThanOrEqual(390);
      await page.getByRole("button", { name: "Confirm and go on" }).click();
      await expect(page.locator("#versions")).toContainText(name);
    });
  });
}

test("a save of a page from before says so, keeps the words in this browser, and the page anew takes them up", async ({ page, context }) => {
  await signIn(page);
  const chapter = `${await planPath(page)}/chapters/who?show=all`;
  await page.goto(chapter);
  const editor = page.locator("#who-district .ProseMirror[role=textbox]");
  await editor.click();
  await context.clearCookies({ name: markName });
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Kept although refused.");
  await expect(page.locator("#who-district")).toContainText("reload the page to go on");
  await page.goto(chapter);
  await page.locator("#who-district").getByRole("button", { name: "Use these words" }).click();
  await expect(page.locator("#who-district .saved")).toContainText(/Saved \d/);
  await expect(editor).toContainText("Kept although refused.");
});
