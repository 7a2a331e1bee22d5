// A planner writes many rows at once in a grid, sends it out as a workbook and takes it back.
import { expect, test } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";
import ExcelJS from "@protobi/exceljs";
import { isClean, planPath, signIn } from "./portal-page.ts";

test.beforeEach(({ page }) => signIn(page));

const columnAt = async (page: Page, label: string): Promise<number> => {
  await expect(page.getByRole("grid")).toBeVisible();
  const heads = await page.locator("table.grid thead th").allTextContents();
  return heads.findIndex((head) => head.trim() === label);
};
const cell = async (page: Page, row: number, label: string): Promise<Locator> => page.locator(`[data-spot="${row}:${await columnAt(page, label)}"]`);
const saved = (page: Page) => expect(page.locator(".grid-mark")).toHaveText(/^Saved \d/);
/** What Excel puts on the clipboard, pasted where the focus is. */
const paste = (page: Page, text: string) =>
  page.evaluate((block) => {
    const data = new DataTransfer();
    data.setData("text/plain", block);
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);

test("the keyboard writes cells that save by themselves; a refused cell keeps what was typed and says why; undo takes back", async ({ page }) => {
  await page.goto(`${await planPath(page)}/chapters/aim`);
  await page.getByRole("link", { name: "Goal 1", exact: true }).click();
  await page.getByRole("link", { name: /^Work in a grid: Lines of money/ }).click();
  const amount = await cell(page, 0, "Amount");
  const before = (await amount.textContent()) ?? "";
  await amount.click();
  await expect(amount).toBeFocused();
  await page.keyboard.type("$2,500.5");
  await expect(page.locator(".cell-read")).toHaveText("Read as $2,500.50");
  await page.keyboard.press("Enter");
  await saved(page);
  await expect(amount).toHaveText("2,500.50");
  await expect(await cell(page, 1, "Amount")).toBeFocused();
  await expect(page.locator(".totals")).toContainText("Planned 2026-27");

  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("1.234,56");
  await page.keyboard.press("Tab");
  await expect(amount).toContainText("1.234,56");
  await expect(amount).toHaveAttribute("aria-invalid", "true");
  await expect(amount.locator(".cell-error")).toContainText("unclear");
  await expect(page.locator(".grid-mark")).toHaveText("1 cell is not saved");
  await isClean(page);
  await page.reload();
  await expect(amount).toContainText("1.234,56");

  await amount.click();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(amount).toContainText("1.234,56");
  await page.keyboard.type("7");
  await page.keyboard.press("Enter");
  await saved(page);
  await page.keyboard.press("Control+z");
  await expect(amount).toContainText("1.234,56");
  await page.keyboard.press("Control+y");
  await expect(amount).toHaveText("7.00");
  await saved(page);
  await amount.click();
  await page.keyboard.type(before);
  await page.keyboard.press("Enter");
  await saved(page);
  await page.reload();
  await expect(amount).toHaveText(before);
});

test("a block from Excel shows how it was understood before it is taken, adds rows, and one undo takes it all back", async ({ page }) => {
  const plan = await planPath(page);
  await page.goto(`${plan}/chapters/aim`);
  await page.getByRole("link", { name: "Goal 1", exact: true }).click();
  await page.getByRole("link", { name: /^Work in a grid: What we will do/ }).click();
  await expect(page.getByRole("grid")).toBeVisible();
  const rows = await page.locator("tr:not(.new-row) > [data-spot$=':1']").count();
  const last = await cell(page, rows - 1, "Title");
  const title = (await last.textContent()) ?? "";
  await last.click();
  await paste(page, `${title} for families\tEnglish Learners; FY\r\n"Evening classes\r\nand child care"\tNewcomer families\r\n`);
  const preview = page.getByRole("dialog");
  await expect(preview).toContainText("4 cells would change");
  await expect(preview).toContainText("1 row is new");
  await expect(preview.locator("tbody tr").nth(1)).toContainText("English Learners; Foster Youth");
  expect(await last.textContent()).toBe(title);
  await isClean(page);
  await preview.getByRole("button", { name: "Take 4 cells" }).click();
  await saved(page);
  await page.reload();
  await expect(await cell(page, rows, "Title")).toContainText("Evening classes");
  await expect(await cell(page, rows - 1, "Groups")).toHaveText("English Learners; Foster Youth");

  // What an earlier visit did is the history's; this one's is taken back here.
  await (await cell(page, rows - 1, "Title")).click();
  await paste(page, "One\tAll\nTwo\tAll\nThree\tAll");
  await page.getByRole("dialog").getByRole("button", { name: /^Take/ }).click();
  await saved(page);
  await page.keyboard.press("Control+z");
  await saved(page);
  await expect(page.locator("tr:not(.new-row) > [data-spot$=':1']")).toHaveCount(rows + 1);
  await expect(await cell(page, rows - 1, "Title")).toHaveText(`${title} for families`);
  await paste(page, "x\ty\nx");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("two people in one cell: the second sees both texts; in one row: both changes stand", async ({ page, context }) => {
  const grid = `${await planPath(page)}/grids/lines`;
  await page.goto(grid);
  await expect(page.getByRole("grid")).toBeVisible();
  const other = await context.newPage();
  await other.goto(grid);
  const write = async (where: Page, label: string, text: string) => {
    await (await cell(where, 2, label)).click();
    await where.keyboard.type(text);
    await where.keyboard.press("Enter");
  };
  for (const each of [page, other]) {
    await each.getByText(/^Columns/).click();
    await each.locator("label[for='column-note']").click();
    if (!(await each.locator("#column-note").isChecked())) await each.locator("label[for='column-note']").click();
  }
  await write(other, "Note", "Theirs");
  await saved(other);
  await write(page, "Amount", "4100");
  await saved(page);
  await expect(await cell(page, 2, "Note")).toHaveText("Theirs");
  await write(other, "Note", "Theirs again");
  await saved(other);
  await write(page, "Note", "Mine");
  await expect((await cell(page, 2, "Note")).locator(".cell-error")).toContainText("Someone else changed this cell.");
  await (await cell(page, 2, "Note")).click();
  await expect(page.getByRole("group", { name: /Someone else saved/ })).toContainText("Theirs again");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await saved(page);
});

test("a grid goes out as a workbook and comes back: every difference is shown, only what is ticked is taken", async ({ page }) => {
  const grid = `${await planPath(page)}/grids/metrics`;
  await page.goto(grid);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download the workbook" }).click()]);
  expect(download.suggestedFilename()).toMatch(/Metric\.xlsx$/);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(await download.path());
  const sheet = workbook.worksheets[0];
  if (!sheet) throw new Error("the workbook has no sheet");
  const labels = Array.from({ length: sheet.columnCount }, (_, at) => sheet.getCell(1, at + 1).text);
  const [name, source] = [labels.indexOf("Name") + 1, labels.indexOf("Source") + 1];
  const before = sheet.getCell(2, name).text;
  sheet.getCell(2, name).value = `${before} (from the department)`;
  sheet.getCell(3, source).value = "Not to be taken";
  const bytes = Buffer.from(await workbook.xlsx.writeBuffer());

  await page.getByRole("link", { name: "Take a workbook back" }).click();
  await isClean(page);
  await page.getByLabel(/^Workbook/).setInputFiles({ name: "broken.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("not a workbook, and a little longer") });
  await page.getByRole("button", { name: "Compare it with the plan" }).click();
  await expect(page.getByRole("alert")).toContainText("not an Excel workbook");
  await page.getByLabel(/^Workbook/).setInputFiles({ name: "back.xlsx", mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer: bytes });
  await page.getByRole("button", { name: "Compare it with the plan" }).click();
  await expect(page.getByRole("heading", { name: "2 cells are different" })).toBeVisible();
  await expect(page.locator("table.differences ins").first()).toHaveText(`${before} (from the department)`);
  await isClean(page);
  await page.locator("table.differences label").nth(1).click();
  await page.getByRole("button", { name: "Take what is ticked" }).click();
  await expect(page.getByRole("status").first()).toHaveText("1 change was taken from the workbook.");
  await expect(await cell(page, 0, "Name")).toHaveText(`${before} (from the department)`);
  await expect(page.getByRole("grid")).not.toContainText("Not to be taken");
});

test("on a phone a grid is a list whose rows lead to their forms", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${await planPath(page)}/grids/lines`);
  await expect(page.getByText("On a small screen each row is written on its own page.")).toBeVisible();
  await expect(page.getByRole("grid")).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await isClean(page);
  await page.locator("table.stacks th a").first().click();
  await expect(page.getByRole("button", { name: "Save" }).first()).toBeVisible();
});
