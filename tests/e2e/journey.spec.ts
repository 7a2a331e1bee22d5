// One planner's day: open home, change a paragraph and an amount, see what is missing, download the document.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { planPath, signIn } from "./portal-page.ts";

test.beforeEach(({ page }) => signIn(page));

const formPath = async (page: Page): Promise<string> => (await planPath(page)) && ((await page.locator("section.program-card h3 a").first().getAttribute("href")) ?? "");

test("a changed paragraph is saved by itself and is there after a reload", async ({ page }) => {
  const plan = await planPath(page);
  await page.goto(`${plan}/chapters/who`);
  const editor = page.getByRole("textbox", { name: /Who are our students/ });
  await editor.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Written by the journey.");
  const question = page.locator("section.statement", { has: editor });
  await expect(question.getByText(/^Saved \d/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("textbox", { name: /Who are our students/ })).toContainText("Written by the journey.");
});

test("words typed while the server is away are kept when the window closes, and offered again", async ({ page, context }) => {
  const plan = await planPath(page);
  await page.goto(`${plan}/chapters/who`);
  const editor = page.getByRole("textbox", { name: /Who are our students/ });
  await editor.click();
  await context.setOffline(true);
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Typed without a network.");
  await expect(page.getByText("Kept on this computer; not yet saved")).toBeVisible();
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto(`${plan}/chapters/who`);
  await next.getByRole("button", { name: "Use these words" }).click();
  await expect(next.getByText(/^Saved \d/)).toBeVisible();
  await next.reload();
  await expect(next.getByRole("textbox", { name: /Who are our students/ })).toContainText("Typed without a network.");
  await expect(next.getByRole("button", { name: "Use these words" })).toHaveCount(0);
});

test("two people on one answer: the second sees both texts and chooses", async ({ page, context }) => {
  const plan = await planPath(page);
  const other = await context.newPage();
  for (const one of [page, other]) {
    await one.goto(`${plan}/chapters/listen`);
    await expect(one.getByRole("textbox", { name: /What did we change/ })).toBeVisible();
  }
  const write = async (one: Page, words: string) => {
    await one.getByRole("textbox", { name: /What did we change/ }).click();
    await one.keyboard.press("Control+End");
    await one.keyboard.type(words);
  };
  await write(other, " From the other window.");
  await expect(other.getByText(/^Saved \d/)).toBeVisible();
  await write(page, " From this window.");
  const conflict = page.getByRole("region", { name: /Someone else saved/ });
  await expect(conflict).toContainText("From this window.");
  await expect(conflict).toContainText("From the other window.");
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("textbox", { name: /What did we change/ })).toContainText("From this window.");
});

test("an amount is understood as typed, a bad one is refused and kept, and the goal's total follows", async ({ page }) => {
  const plan = await planPath(page);
  await page.goto(`${plan}/chapters/aim`);
  await page.getByRole("link", { name: "Goal 1", exact: true }).click();
  const total = page.locator("[data-total=goal]");
  const before = await total.textContent();
  await page.locator(".money-of a").first().click();
  const amount = page.getByLabel("Amount", { exact: true });
  await amount.fill("12%");
  await expect(page.getByText(/is a percentage/).first()).toBeVisible();
  await expect(page.getByText(/^Not saved/)).toBeVisible();
  await expect(amount).toHaveValue("12%");
  await amount.fill("$1,234,567.5");
  await expect(page.getByText("Read as $1,234,567.50")).toBeVisible();
  await expect(page.getByText(/^Saved \d/)).toBeVisible();
  await page.getByRole("link", { name: "Goal 1", exact: true }).click();
  await expect(page.getByRole("cell", { name: "$1,234,567.50" }).first()).toBeVisible();
  expect(await total.textContent()).not.toBe(before);
});

test("what is missing is listed, and leads to its question", async ({ page }) => {
  const form = await formPath(page);
  await page.goto(form);
  await page.getByRole("link", { name: "What keeps it from being submitted" }).click();
  await expect(page.locator(".fields .state.answered")).toHaveCount(0);
  const first = page.locator(".fields a").first();
  await expect(first).toBeVisible();
  await first.click();
  await expect(page.locator("h1")).toBeVisible();
  await expect(page).toHaveURL(/chapters|rows/);
});

test("the document is made and downloaded", async ({ page }) => {
  const form = await formPath(page);
  await page.goto(`${form}/document`);
  await expect(page.locator(".doc-page").first()).toBeVisible();
  await page.getByRole("button", { name: "Make the file" }).click();
  await expect(page.getByText(/The file is ready/)).toBeVisible({ timeout: 40_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download", exact: true }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.docx$/);
});

test("a row is added, and removed after a question", async ({ page }) => {
  const plan = await planPath(page);
  await page.goto(`${plan}/chapters/who`);
  await page.getByRole("link", { name: "Add a person" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Ada Journey");
  await page.getByRole("button", { name: "Save and open" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Ada Journey");
  await page.getByRole("link", { name: "Remove this person" }).click();
  await page.getByRole("button", { name: "Yes, remove it" }).click();
  await expect(page.getByText("Ada Journey")).toHaveCount(0);
});

test("what last year's actions cost is typed action by action, found from the chapter, and kept", async ({ page }) => {
  const plan = await planPath(page);
  await page.goto(`${plan}/chapters/went`);
  await page.getByRole("link", { name: "Enter them" }).click();
  const action = page.locator(".last-year", { hasText: "Not entered yet" }).first();
  const title = (await action.getByRole("heading").textContent()) ?? "";
  const same = page.locator(".last-year", { has: page.getByRole("heading", { name: title, exact: true }) });
  await same.getByLabel("Federal", { exact: true }).fill("12%");
  await expect(same.getByText(/^Not saved/)).toBeVisible();
  await same.getByLabel("Federal", { exact: true }).fill("$1,234.5");
  await expect(same.getByText(/^Saved \d/)).toBeVisible();
  await page.reload();
  await expect(same.getByLabel("Federal", { exact: true })).toHaveValue("1,234.50");
  await expect(same.getByText("Estimated $1,234.50")).toBeVisible();
});

test("several cells pasted into one amount change nothing and say so", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const plan = await planPath(page);
  await page.goto(`${plan}/chapters/cost`);
  const box = page.locator("input[data-amount]").first();
  const before = await box.inputValue();
  await page.evaluate(() => navigator.clipboard.writeText("1200\t300\n50"));
  await box.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
  await expect(page.getByText("You pasted 3 cells")).toBeVisible();
  await expect(box).toHaveValue(before);
});

test("an amount typed just before the page is left is saved", async ({ page }) => {
  const plan = await planPath(page);
  await page.clock.install();
  await page.goto(`${plan}/chapters/cost`);
  const box = page.locator("input[data-amount]").first();
  const before = await box.inputValue();
  // On the page's clock no time passes between the last key and the next page.
  await page.clock.pauseAt(Date.now() + 60_000);
  const saved = page.waitForResponse((response) => response.url().endsWith("/amounts") && response.request().method() === "POST");
  await box.fill("100,718,716");
  await page.getByRole("link", { name: /^Next: / }).click();
  expect(await (await saved).json()).toMatchObject({ outcome: "saved" });
  await page.clock.resume();
  await page.goto(`${plan}/chapters/cost`);
  await expect(box).toHaveValue("100,718,716.00");
  await box.fill(before);
  await expect(page.getByText(/^Saved \d/).first()).toBeVisible();
});

test("an adopted plan is read, not changed", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Open the 2025-26 plan" }).click();
  await expect(page.getByText(/was adopted on June 24, 2025/)).toBeVisible();
  await page.getByRole("link", { name: "Who we are" }).click();
  await expect(page.getByText(/was adopted on June 24, 2025/)).toBeVisible();
  await expect(page.locator("main").locator("textarea, .ProseMirror, input:not([type=hidden])")).toHaveCount(0);
  await expect(page.getByRole("link", { name: /^Add / })).toHaveCount(0);
});

test("the rules of the form are listed, and a broken one leads to its place", async ({ page }) => {
  const form = await formPath(page);
  await page.goto(form);
  await page.getByRole("link", { name: /rules this form is checked by/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /the rules/ })).toBeVisible();
  await expect.poll(() => page.locator("table.rules tbody tr").count()).toBeGreaterThan(80);
  await expect(page.getByText(/\.md\b/)).toHaveCount(0);
  await page.locator("table.rules td a").first().click();
  await expect(page).toHaveURL(/chapters|rows|last-year/);
});

test("every page has a title, one main heading, no barrier that axe knows at desk and phone width, and fits a phone", async ({ page }) => {
  test.setTimeout(1_200_000);
  const plan = await planPath(page);
  const form = await formPath(page);
  await page.goto("/");
  const adopted = (await page.getByRole("link", { name: "Open the 2025-26 plan" }).getAttribute("href")) ?? "";
  await page.goto(`${plan}/chapters/aim`);
  const goal = (await page.getByRole("link", { name: "Goal 1", exact: true }).getAttribute("href")) ?? "";
  await page.goto(goal);
  const first = async (collection: string) => (await page.locator(`a[href*='/rows/${collection}/']`).first().getAttribute("href")) ?? "";
  const rows = [await first("actions"), await first("lines"), await first("metrics"), await first("values")];
  const chapters = ["who", "stand", "listen", "aim", "do", "cost", "went", "approve"];
  const fresh = ["goals", "needs", "actions", "events", "meetings", "who.people"].map((collection) => `${plan}/rows/${collection}/new`);
  const written = ["/", plan, ...chapters.map((id) => `${plan}/chapters/${id}`), `${plan}/last-year`, goal, ...rows, `${rows[1] ?? ""}/remove`, ...fresh, form, `${form}?show=open`, `${form}/rules`, `${form}/document`, "/nowhere"];
  const read = [adopted, `${adopted}/chapters/cost`, `${adopted}/chapters/went`, `${adopted}/last-year`, goal.replace(plan, adopted), (rows[0] ?? "").replace(plan, adopted), `${adopted}/rows/goals/new`];
  const titles = new Set<string>();
  const barriers: string[] = [];
  for (const path of [...written, ...read]) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await expect(page.locator("h1"), path).toHaveCount(1);
    expect((await page.title()).length, path).toBeGreaterThan(8);
    if (written.includes(path)) titles.add(await page.title());
    for (const [width, height] of [[1280, 900], [390, 844]] as const) {
      await page.setViewportSize({ width, height });
      const { violations } = await new AxeBuilder({ page }).analyze();
      barriers.push(...violations.map((one) => `${path} at ${width}: ${one.id} ${one.nodes[0]?.html ?? ""}`));
    }
    if ((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) > 0) barriers.push(`${path} scrolls sideways on a phone`);
  }
  expect(barriers).toEqual([]);
  expect(titles.size).toBeGreaterThanOrEqual(written.length - 2);
});

test("a phone's planner changes an answer and an amount without a mouse", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const plan = await planPath(page);
  await page.goto(`${plan}/chapters/cost`);
  const box = page.locator("input[data-amount]").first();
  await box.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("100,718,715");
  await page.keyboard.press("Tab");
  await expect(page.getByText(/^Saved \d/).first()).toBeVisible();
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
  expect(outline).not.toBe("none");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("formatted text is not overwritten by plain text unless the box is ticked", async ({ page }) => {
    const plan = await planPath(page);
    await page.goto(`${plan}/chapters/stand`);
    const question = page.locator("section.statement", { hasText: "What went well and what did not" });
    await question.locator("textarea").fill("Only plain words.");
    await question.getByRole("button", { name: "Save" }).click();
    const again = page.locator("section.statement", { hasText: "What went well and what did not" });
    await expect(again.getByText(/formatting that plain text would drop/).first()).toBeVisible();
    await expect(again.locator("textarea")).toHaveValue("Only plain words.");
    await again.locator("label", { hasText: "Save as plain text" }).click();
    await again.getByRole("button", { name: "Save" }).click();
    await expect(page.locator("section.statement", { hasText: "What went well and what did not" }).locator("textarea")).toHaveValue("Only plain words.");
  });

  test("last year's cost is saved by its button, and a bad amount comes back as typed", async ({ page }) => {
    const plan = await planPath(page);
    await page.goto(`${plan}/last-year`);
    const action = page.locator(".last-year").nth(4);
    await action.getByLabel("Local", { exact: true }).fill("12%");
    await action.getByRole("button", { name: "Save" }).click();
    await expect(page.locator(".last-year").nth(4).getByLabel("Local", { exact: true })).toHaveValue("12%");
    await expect(page.locator(".last-year").nth(4).getByText(/is a percentage/).first()).toBeVisible();
    await page.locator(".last-year").nth(4).getByLabel("Local", { exact: true }).fill("77");
    await page.locator(".last-year").nth(4).getByRole("button", { name: "Save" }).click();
    await expect(page.locator(".last-year").nth(4).getByLabel("Local", { exact: true })).toHaveValue("77.00");
  });
});
