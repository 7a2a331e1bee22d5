// A district's own list beside the plan that came as a file: from the file over its columns and rows to the checklist's money.
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { at, smallPdf } from "../adapters/readers/small-pdf.ts";
import { isClean, signIn } from "./portal-page.ts";

const job = { timeout: 60_000 };
const alive = (page: Page): Promise<void> => page.waitForLoadState("networkidle");
const csv = (name: string, words: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(words) });

/** Adds a list and opens it once the worker has read it. */
async function addList(page: Page, file: ReturnType<typeof csv>): Promise<void> {
  await alive(page);
  await page.getByLabel("A list of the district's own").setInputFiles(file);
  // Looking again before the file has come in would take it back.
  await Promise.all([page.waitForResponse((answer) => answer.request().method() === "POST", job), page.getByRole("button", { name: "Add this list" }).click()]);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("link", { name: file.name })).toBeVisible({ timeout: 2000 });
  }).toPass(job);
  await page.getByRole("link", { name: file.name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(file.name, job);
  await alive(page);
}

test("a list of actions and one of money stand beside a scanned plan once a person has looked at their rows", async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, "Delia Marchetti");
  await page.goto("/reviews/outside");
  await alive(page);
  await page.getByLabel("Name of the district").fill("Oak Flat Elementary");
  await page.getByLabel("CDS code").fill("99200090000000");
  await page.getByLabel("Form and plan year").selectOption({ label: "LCAP 2026-27" });
  await page.getByLabel("Day it was received").fill("2026-06-30");
  await page.getByLabel("The plan as a PDF").setInputFiles({ name: "Oak Flat.pdf", mimeType: "application/pdf", buffer: Buffer.from(smallPdf([{ content: at(100, 500, "A scanned page") }])) });
  await page.getByRole("button", { name: "Enter this plan" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Oak Flat Elementary: LCAP 2026-27", job);
  const desk = page.url();
  await page.getByRole("link", { name: "What was read" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What was read", job);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/^Could not be read: /)).toBeVisible({ timeout: 2000 });
  }).toPass(job);

  await addList(page, csv("actions.csv", "Goal,Action title,Description\n1,Bus passes,Free rides\n2,Coaches,Reading\n"));
  await isClean(page, 1280, 390);
  await page.getByRole("button", { name: "Read the rows" }).click();
  await expect(page.getByRole("row", { name: /2\.1 Coaches/ })).toContainText("not found in the file", job);
  await isClean(page, 1280, 390);
  await page.getByRole("button", { name: "Use 2 rows" }).click();
  await expect(page.getByText("2 rows in use, 0 left out")).toBeVisible(job);

  await addList(page, csv("money.csv", "Action,Fund,Amount\n1.1,LCFF,\"$12,000\"\n2.1,LCFF,500\n7.7,LCFF,1\n"));
  await page.getByLabel("Amount", { exact: true }).selectOption("");
  await page.getByRole("button", { name: "Read the rows" }).click();
  await expect(page.getByText("No column is chosen for: Amount.")).toBeVisible(job);
  await page.getByLabel("Amount", { exact: true }).selectOption("amount");
  await page.getByRole("button", { name: "Read the rows" }).click();
  await expect(page.getByText(/^Row 4: Action: there is no action “7\.7”/)).toBeVisible(job);
  await isClean(page, 1280, 390);
  await page.locator("label", { hasText: "Leave out the rows with a fault" }).click();
  await page.getByRole("button", { name: "Use 2 rows" }).click();
  await expect(page.getByText("2 rows in use, 1 left out")).toBeVisible(job);
  await alive(page);
  await isClean(page, 1280, 390);

  await page.goto(`${desk}/checklist`);
  await expect(page.getByRole("cell", { name: "$12,500.00" })).toBeVisible(job);
  await page.goto(`${desk}/as-read`);
  await page.getByRole("link", { name: "money.csv" }).click();
  await alive(page);
  await page.getByRole("button", { name: "Set this list aside" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What was read", job);
  await expect(page.getByRole("link", { name: "money.csv" })).toHaveCount(0);
  await page.goto(`${desk}/checklist`);
  await expect(page.getByRole("cell", { name: "$12,500.00" })).toHaveCount(0);
});
