// The county's desk and the state's: from the queue over a checklist to a letter, and a plan that came as a file.
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { at, smallPdf } from "../adapters/readers/small-pdf.ts";
import { isClean, signIn } from "./portal-page.ts";

const job = { timeout: 60_000 };

/** The page listens: what is typed now is kept. */
const alive = (page: Page): Promise<void> => page.waitForLoadState("networkidle");

const plan = { name: "Quail Ridge LCAP.pdf", mimeType: "application/pdf", buffer: Buffer.from(smallPdf(["The first page", "The second page"].map((words) => ({ content: at(100, 500, words) })))) };

test("a plan from outside the portal goes from its file over the checklist and a comment on a page to a letter", async ({ page }) => {
  await signIn(page, "Everett Sandoval");
  await page.getByRole("link", { name: "Reviews" }).click();
  await page.getByRole("link", { name: "Enter a plan from outside the portal" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Enter a plan from outside the portal");
  await alive(page);
  await isClean(page, 1280, 390);
  await page.getByLabel("Name of the district").fill("Quail Ridge Unified");
  await page.getByLabel("CDS code").fill("34200010000000");
  await page.getByLabel("Form and plan year").selectOption({ label: "LCAP 2026-27" });
  await page.getByLabel("Day it was received").fill("2026-06-30");
  await page.getByLabel("The plan as a PDF").setInputFiles(plan);
  await page.getByRole("button", { name: "Enter this plan" }).click();
  await expect(page.getByRole("alert")).toContainText("another county", job);
  await page.getByLabel("CDS code").fill("99200010000000");
  await page.getByLabel("The plan as a PDF").setInputFiles(plan);
  await page.getByRole("button", { name: "Enter this plan" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Quail Ridge Unified: LCAP 2026-27", job);
  await expect(page.getByText("Not read: this plan came as a file")).toBeVisible();
  await isClean(page, 1280, 390);
  const desk = page.url();

  await page.getByRole("link", { name: "What was read" }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/^Could not be read: /)).toBeVisible({ timeout: 2000 });
  }).toPass(job);
  await isClean(page, 1280, 390);
  await page.goto(desk);

  await page.getByRole("link", { name: "Checklist" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Checklist");
  await alive(page);
  await isClean(page, 1280, 390);
  const group = page.locator("#group-C-4");
  await group.getByLabel("Verdict").selectOption("not-met");
  await group.getByLabel("Your words").fill("The carryover is not calculated.");
  await group.locator("label", { hasText: "Put in the letter" }).click();
  await group.getByRole("button", { name: "Keep these lines" }).click();
  await expect(page.getByText(/^1 of \d+ lines decided/)).toBeVisible(job);

  await page.goto(`${desk}/pages?page=2`);
  await alive(page);
  await expect(page.locator(".pages-picture img")).toHaveJSProperty("complete", true, job);
  await page.getByRole("textbox", { name: "Comment on page 2" }).fill("No signature.");
  await page.locator("label", { hasText: "Put in the letter" }).click();
  await page.getByRole("button", { name: "Keep this comment" }).click();
  await expect(page.getByText("goes into the letter")).toBeVisible(job);
  await isClean(page, 1280, 390);

  await page.goto(desk);
  await alive(page);
  await page.getByText("Ask for clarification", { exact: true }).first().click();
  await expect(page.getByLabel("What is to be clarified")).toHaveValue(/The carryover is not calculated\.[^]*Page 2: No signature\./);
  await page.getByRole("button", { name: "Ask for clarification" }).click();
  await expect(page.locator(".ball", { hasText: "Clarification asked" })).toBeVisible(job);
  const [letter] = await Promise.all([page.waitForEvent("download", job), page.getByRole("link", { name: /^Letter.*Word/ }).click()]);
  expect(letter.suggestedFilename()).toMatch(/clarification letter\.docx$/);

  await page.getByRole("link", { name: "Note what the district sent" }).click();
  await alive(page);
  await isClean(page, 1280, 390);
  await page.getByText("Answer in writing", { exact: true }).click();
  await page.getByLabel("Day it reached your office").first().fill(await page.getByLabel("Day it reached your office").first().getAttribute("max").then((day) => day ?? ""));
  await page.getByLabel("The answer of the board").fill("It is on page 40.");
  await page.getByRole("button", { name: "Note it" }).first().click();
  await expect(page.locator(".ball", { hasText: "Clarification answered" })).toBeVisible(job);
  await page.getByRole("link", { name: "Plans sent for review" }).click();
  await expect(page.getByRole("row", { name: /Quail Ridge Unified outside the portal/ })).toContainText("Clarification answered");
  await isClean(page, 1280, 390);
});

test("the office's own lines stand on its checklist, and the list for the state is there", async ({ page }) => {
  await signIn(page, "Delia Marchetti");
  await page.goto("/reviews/own-checklist");
  await alive(page);
  await isClean(page, 1280, 390);
  await page.getByLabel("Section, line, citation").fill("Cover,The cover is signed,EC 52070");
  await page.getByRole("button", { name: "Put these lines in place" }).click();
  await expect(page.getByText("1 line is loaded.")).toBeVisible(job);
  await page.goto("/reviews/lists/D-22");
  await expect(page.getByRole("row", { name: /Quail Ridge Unified/ })).toContainText("Not decided");
  await isClean(page, 1280, 390);
  await page.getByRole("link", { name: "Quail Ridge Unified" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Cover" })).toBeVisible();
  await page.goto("/reviews/side-by-side?form=LCAP+2026-27");
  await expect(page.getByRole("row", { name: /Quail Ridge Unified/ })).toContainText("0 met, 1 not met");
  await isClean(page, 1280, 390);
});

test("of two people who load the office's list at once the second sees the other's lines beside their own, and may then put theirs in place (REL-B3)", async ({ browser }) => {
  const people = await Promise.all(["Delia Marchetti", "Everett Sandoval"].map(async (name) => {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, name);
    await page.goto("/reviews/own-checklist");
    await alive(page);
    return page;
  }));
  const [first, second] = people as [Page, Page];
  const put = async (page: Page, lines: string) => {
    await page.getByLabel("Section, line, citation").fill(lines);
    const answered = page.waitForResponse((response) => response.request().method() === "POST", job);
    await page.getByRole("button", { name: "Put these lines in place" }).click();
    await answered;
  };
  await put(first, "Money,The budget follows the plan,EC 42127");
  await put(second, "Cover,The cover names the county,");
  await expect(second.getByRole("alert")).toContainText("Money,The budget follows the plan,EC 42127", job);
  await expect(second.getByLabel("Section, line, citation")).toHaveValue("Cover,The cover names the county,");
  await isClean(second, 1280, 390);
  await put(second, "Cover,The cover names the county,");
  await second.reload();
  await expect(second.getByLabel("Section, line, citation")).toHaveValue(/The cover names the county/);
  for (const page of people) await page.context().close();
});

test("the state sees it with its county, and not what it says", async ({ page }) => {
  await signIn(page, "Priya Raman");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "State desk" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("State desk");
  await page.goto("/state?program=lcap&year=2026-27");
  await isClean(page, 1280, 390);
  const row = page.getByRole("row", { name: /Quail Ridge Unified/ });
  await expect(row).toContainText("Filed elsewhere");
  await expect(row).toContainText("Entered by Toyon County Office of Education as a file");
  await row.getByRole("link", { name: "Quail Ridge Unified" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Quail Ridge Unified");
  await isClean(page, 1280, 390);
});
