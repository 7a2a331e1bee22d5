// Writing an answer: tables, pasting from Word and Google Docs, pictures, the toolbar by keyboard; one question at a time; what cannot be completed; without JavaScript.
import { expect, test } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";
import { isClean, planPath, signIn } from "./portal-page.ts";

test.beforeEach(({ page }) => signIn(page));

const question = (page: Page): Locator => page.locator("#who-district");
/** The editor itself, once it is there. */
const textOf = (page: Page): Locator => question(page).locator(".ProseMirror[role=textbox]");
const saved = async (page: Page) => {
  await expect(question(page).locator(".saved")).toContainText(/Saved \d/);
};
/** Does something and waits until the server has the answer that comes of it. */
async function thenSaved(page: Page, work: () => Promise<unknown>): Promise<void> {
  const sent = page.waitForResponse((answer) => answer.url().endsWith("/answers") && answer.ok());
  await work();
  await sent;
  await saved(page);
}

/** The editor of the first question, emptied. */
async function emptied(page: Page): Promise<Locator> {
  await page.goto(`${await planPath(page)}/chapters/who?show=all`);
  const editor = textOf(page);
  await editor.click();
  const empty = async () => {
    for (const key of ["Control+a", "Delete", "Control+a", "Delete"]) await page.keyboard.press(key);
  };
  if ((await editor.innerText()).trim() !== "") await thenSaved(page, empty);
  await expect(editor).toHaveText("");
  // What is left is an empty block of the kind that stood first.
  for (const name of ["Heading", "Bulleted list"]) {
    const button = question(page).getByRole("button", { name, exact: true });
    if ((await button.getAttribute("aria-pressed")) === "true") await button.click();
  }
  return editor;
}
/** What another program puts on the clipboard, pasted where the cursor is. */
const paste = (editor: Locator, data: { html?: string; text?: string; picture?: boolean }) =>
  editor.evaluate((element, { html, text, picture }) => {
    const transfer = new DataTransfer();
    if (html !== undefined) transfer.setData("text/html", html);
    if (text !== undefined) transfer.setData("text/plain", text);
    if (picture) transfer.items.add(new File([new Uint8Array([137, 80, 78, 71])], "chart.png", { type: "image/png" }));
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
  }, data);

test("a table is made, filled, changed and taken away with the keyboard alone; the server keeps it", async ({ page }) => {
  const editor = await emptied(page);
  await page.keyboard.type("Before.");
  await page.keyboard.press("Alt+F10");
  const bar = question(page).getByRole("toolbar", { name: "Formatting" });
  await expect(bar.getByRole("button", { name: "Bold" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(bar.getByRole("button", { name: "Redo" })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(bar.getByRole("button", { name: "Table" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(editor).toBeFocused();
  await page.keyboard.type("Measure");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Now");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Attendance");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.type("Target");
  await expect(editor.locator("tr").nth(0).locator("th")).toHaveText(["Measure", "Now", "Target"]);
  await expect(editor.locator("tr").nth(1).locator("td").first()).toHaveText("Attendance");
  const table = question(page).getByRole("toolbar", { name: "Rows and columns of the table" });
  await isClean(page);
  await table.getByRole("button", { name: "Row below" }).click();
  await expect(editor.locator("tr")).toHaveCount(4);
  await table.getByRole("button", { name: "Remove row" }).focus();
  await page.keyboard.press("Escape");
  await expect(editor).toBeFocused();
  await table.getByRole("button", { name: "Column after" }).click();
  await expect(editor.locator("tr").first().locator("th, td")).toHaveCount(4);
  await table.getByRole("button", { name: "Remove column" }).click();
  const head = table.getByRole("button", { name: "Heading row" });
  await expect(head).toHaveAttribute("aria-pressed", "true");
  await head.click();
  await expect(head).toHaveAttribute("aria-pressed", "false");
  await head.click();
  await saved(page);
  await page.reload();
  await expect(textOf(page).locator("tr").first().locator("th").first()).toHaveText("Measure");
  await expect(textOf(page)).toContainText("Before.");
  // From the last cell Tab leaves the editor: nobody is kept in a table.
  await textOf(page).locator("tr").last().locator("td").last().click();
  await page.keyboard.press("Tab");
  await expect(textOf(page)).not.toBeFocused();
  await textOf(page).locator("td").first().click();
  await table.getByRole("button", { name: "Remove table" }).click();
  await expect(textOf(page).locator("table")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(textOf(page).locator("table")).toHaveCount(1);
  await saved(page);
});

test("pasted from Word: headings, lists, tables and links come clean, and a note says what was left out; a picture alone is refused with what to do", async ({ page }) => {
  const editor = await emptied(page);
  await page.keyboard.type("Mine.");
  await page.keyboard.press("Enter");
  const item = (text: string, level: number) => `<p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level${level} lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>${text}<o:p></o:p></p>`;
  await paste(editor, { text: "Goals", html: `<h2>Goals</h2>${item("Read", 1)}${item("Early", 2)}<table><tr><td><p>One</p></td><td>Two</td></tr></table><p><span style="color:red;font-size:30pt">See <a href="https://example.org/a">here</a> and <a href="javascript:x()">there</a></span><img src="https://example.org/x.png"></p>` });
  await expect(editor.locator("h2")).toHaveText("Goals");
  await expect(editor.locator("ul ul li")).toHaveText("Early");
  await expect(editor.locator("td")).toHaveText(["One", "Two"]);
  await expect(editor.locator("a")).toHaveAttribute("href", "https://example.org/a");
  await expect(editor).toContainText("See here and there");
  await expect(editor.locator("img, [style*=red]")).toHaveCount(0);
  const note = question(page).locator(".paste-note");
  await expect(note).toContainText("1 picture");
  await expect(note).toContainText("1 link that goes to no web or mail address");
  await expect(note).toContainText("fonts, colors and sizes");
  await isClean(page);
  await saved(page);
  const before = await editor.innerText();
  await paste(editor, { picture: true });
  await expect(note).toContainText("Say in words what the picture shows");
  expect(await editor.innerText()).toBe(before);
  await note.getByRole("button", { name: "Close this note" }).click();
  await expect(note).toHaveCount(0);
  await expect(editor).toBeFocused();
  await page.reload();
  await expect(textOf(page)).toContainText("See here and there");
});

test("a link is set by keyboard, with words of its own where none are chosen, and a bad address is refused in words", async ({ page }) => {
  const editor = await emptied(page);
  await page.keyboard.press("Control+k");
  const dialog = question(page).getByRole("dialog", { name: "Link" });
  await dialog.getByLabel("Web address").fill("javascript:alert(1)");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("A link starts with http://");
  await dialog.getByLabel("Words to show").fill("our plan");
  await dialog.getByLabel("Web address").fill("https://example.org/plan");
  await isClean(page);
  await dialog.getByLabel("Web address").press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(editor.locator("a[href='https://example.org/plan']")).toHaveText("our plan");
  await expect(editor).toBeFocused();
  await saved(page);
});

test("a chapter is walked one question at a time; the choice is remembered, and without JavaScript too", async ({ page, browser, baseURL }) => {
  const chapter = `${await planPath(page)}/chapters/who`;
  await page.goto(chapter);
  await page.getByRole("link", { name: "One question at a time" }).click();
  await expect(page.locator("section.statement")).toHaveCount(1);
  await expect(page.locator(".question-step")).toContainText(/Question \d+ of \d+/);
  await page.locator("summary", { hasText: "All questions of this chapter" }).click();
  await page.locator("main details ol a").first().click();
  await expect(page).toHaveURL(/question=/);
  await expect(page.locator(".question-step")).toContainText(/Question 1 of/);
  await isClean(page);
  await page.getByRole("link", { name: "Next", exact: true }).click();
  await expect(page.locator(".question-step")).toContainText(/Question 2 of/);
  await page.getByRole("link", { name: "Back", exact: true }).click();
  await expect(page.locator(".question-step")).toContainText(/Question 1 of/);
  // A link from elsewhere names a question by its anchor.
  const second = await page.evaluate(() => document.querySelectorAll("main details ol a")[1]?.getAttribute("href") ?? "");
  const anchor = (new URL(second, baseURL).searchParams.get("question") ?? "").replace(/[^A-Za-z0-9_-]+/g, "-");
  await page.goto(`${chapter}#${anchor}`);
  await expect(page.locator(".question-step")).toContainText(/Question 2 of/);

  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState(), ...(baseURL ? { baseURL } : {}) });
  const still = await plain.newPage();
  await still.goto(chapter);
  await expect(still.locator("section.statement")).toHaveCount(1);
  await still.locator("summary", { hasText: "All questions of this chapter" }).click();
  await still.locator("main details ol a").first().click();
  await still.getByRole("link", { name: "Next", exact: true }).click();
  await expect(still.locator(".question-step")).toContainText(/Question 2 of/);
  await still.getByRole("link", { name: "The whole chapter" }).click();
  await expect(still.locator(".question-step")).toHaveCount(0);
  expect(await still.locator("section.statement").count()).toBeGreaterThan(1);
  await plain.close();
  await page.goto(`${chapter}?show=all`);
  await expect(page.locator(".question-step")).toHaveCount(0);
  expect(await page.locator("section.statement").count()).toBeGreaterThan(1);
});

test("a question that cannot be completed is marked with its reason, on the task list as its own state, and the mark is taken back", async ({ page }) => {
  const plan = await planPath(page);
  await page.goto(`${plan}/chapters/who?show=all`);
  const section = question(page);
  await section.locator("summary", { hasText: "This cannot be completed for now" }).click();
  await section.getByRole("button", { name: "Mark as looked at" }).click();
  await expect(section.getByRole("alert")).toContainText("Write a reason");
  await section.getByLabel("Why not, and what it waits for").fill("Waits for the December Dashboard");
  await section.getByRole("button", { name: "Mark as looked at" }).click();
  await expect(section.locator(".look")).toContainText("Marisol Vega looked at this on");
  await expect(section.locator(".look")).toContainText("Waits for the December Dashboard");
  await isClean(page);
  await page.goto(plan);
  await expect(page.getByRole("listitem").filter({ hasText: "1 question looked at that cannot be completed" })).toHaveCount(1);
  await isClean(page);
  await page.goto(`${plan}/chapters/who`);
  await section.getByRole("button", { name: /^Take the mark back/ }).click();
  await expect(section.locator(".look")).toHaveCount(0);
  await section.locator("summary", { hasText: "Marked once before" }).click();
  await expect(section).toContainText("Taken back by Marisol Vega");
});

test("without JavaScript an answer with a table is a plain box: other paragraphs can be changed and the table stays; flattening it asks first", async ({ page, browser, baseURL }) => {
  const editor = await emptied(page);
  await thenSaved(page, () => paste(editor, { text: "x", html: "<p>First words.</p><table><tr><td>One</td><td>Two</td></tr></table><p>Last words.</p>" }));
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState(), ...(baseURL ? { baseURL } : {}) });
  const still = await plain.newPage();
  await still.goto(page.url());
  const box = still.locator("#who-district textarea").first();
  await box.fill((await box.inputValue()).replace("First words.", "Other words."));
  await still.locator("#who-district").getByRole("button", { name: "Save", exact: true }).click();
  await expect(still).toHaveURL(/#who-district$/);
  await expect(box).toHaveValue(/^Other words/);
  await page.reload();
  await expect(textOf(page).locator("td")).toHaveText(["One", "Two"]);
  await expect(textOf(page)).toContainText("Other words.");
  await still.reload();
  await box.fill((await box.inputValue()).replace("One\tTwo", "Uno"));
  await still.locator("#who-district").getByRole("button", { name: "Save", exact: true }).click();
  await expect(still.locator("#who-district")).toContainText("formatting that plain text would drop");
  await expect(box).toHaveValue(/Uno/);
  await page.reload();
  await expect(textOf(page).locator("td").first()).toHaveText("One");
  await plain.close();
});
