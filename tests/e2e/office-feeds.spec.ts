// A county office and the state take the office's days along in their own calendars, are reminded, and see only what waits for them; a council's vote moves its school's days.
import { expect, test } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { at, smallPdf } from "../adapters/readers/small-pdf.ts";
import { isClean, signIn } from "./portal-page.ts";

const job = { timeout: 60_000 };
/** The page listens: what is typed now is kept. */
const alive = (page: Page): Promise<void> => page.waitForLoadState("networkidle");
const who = async (browser: Browser, name: string): Promise<Page> => {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, name);
  return page;
};
/** From the home page to the office's calendar. */
async function toCalendar(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "Calendar of the office" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Calendar of the office", job);
  await alive(page);
}
/** From the office's calendar to an address for another program; its path. */
async function makeAddress(page: Page, name: string, more: string[] = []): Promise<string> {
  await page.getByRole("link", { name: "See these dates in Google, Outlook or Apple Calendar" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The office’s dates in your own calendar", job);
  await alive(page);
  await isClean(page, 1280, 390);
  await page.getByLabel("What is it for?").fill(name);
  for (const label of more) await page.locator("label", { hasText: label }).click();
  await page.getByRole("button", { name: "Make the address" }).click();
  await expect(page.getByRole("heading", { name: `The address of “${name}”` })).toBeVisible(job);
  await isClean(page, 1280, 390);
  return new URL(await page.getByRole("textbox", { name: "Address" }).inputValue()).pathname;
}
/** A feed's text without the breaks that its format puts into long lines. */
const unfolded = (text: string): string => text.replaceAll(/\r\n[ \t]/g, "");
const name = "Larkspur Valley Unified";

test("a county office finds what waits for it, takes the days along, and withdraws the addresses", async ({ browser, playwright, baseURL }) => {
  const stranger = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL });
  const everett = await who(browser, "Everett Sandoval");
  await everett.goto("/reviews/outside");
  await alive(everett);
  await everett.getByLabel("Name of the district").fill(name);
  await everett.getByLabel("CDS code").fill("99200020000000");
  await everett.getByLabel("Form and plan year").selectOption({ label: "LCAP 2026-27" });
  await everett.getByLabel("Day it was received").fill("2026-06-30");
  await everett.getByLabel("The plan as a PDF").setInputFiles({ name: "Larkspur LCAP.pdf", mimeType: "application/pdf", buffer: Buffer.from(smallPdf([{ content: at(100, 500, "The plan") }])) });
  await everett.getByRole("button", { name: "Enter this plan" }).click();
  await expect(everett.getByRole("heading", { level: 1 })).toHaveText(`${name}: LCAP 2026-27`, job);
  await toCalendar(everett);
  const office = await makeAddress(everett, "Everybody’s calendar", ["Our organization’s, for everybody in the office"]);

  const delia = await who(browser, "Delia Marchetti");
  await toCalendar(delia);
  await isClean(delia, 1280, 390);
  await delia.getByLabel("Whose turn").selectOption({ label: "Only what waits for us now" });
  await delia.getByRole("button", { name: "Show" }).click();
  await expect(delia).toHaveURL(/who=waits/, job);
  await expect(delia.getByRole("link", { name: `${name}, 2026-27: Last day to approve` })).toBeVisible(job);
  await expect(delia.getByText(/have sent theirs/)).toHaveCount(0);
  await isClean(delia, 1280, 390);
  const own = await makeAddress(delia, "Outlook at work", ["Only what this office has to do"]);
  for (const address of [office, own]) {
    const answer = await stranger.get(address);
    expect(answer.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
    expect(unfolded(await answer.text())).toContain(`SUMMARY:LCAP\\, ${name}\\, 2026-27: Last day to approve`);
  }
  expect(unfolded(await (await stranger.get(office)).text())).toContain("have sent theirs");
  expect(unfolded(await (await stranger.get(own)).text())).not.toContain("have sent theirs");

  await expect(delia.getByRole("button", { name: "Withdraw the address “Everybody’s calendar”" })).toHaveCount(0);
  await delia.getByRole("button", { name: "Withdraw the address “Outlook at work”" }).click();
  await expect(delia.getByText(/Withdrawn on .*: nobody reads by it any more/).first()).toBeVisible(job);
  await isClean(delia, 1280, 390);
  expect((await stranger.get(own)).status()).toBe(404);
  expect((await stranger.get(office)).status()).toBe(200);
  await everett.getByRole("button", { name: "Withdraw the address “Everybody’s calendar”" }).click();
  await expect(everett.getByText(/Withdrawn on .*: nobody reads by it any more/).first()).toBeVisible(job);
  expect((await stranger.get(office)).status()).toBe(404);
  await stranger.dispose();
});

test("the state takes its own along and says how it is reminded; nothing that a county reviews waits for it", async ({ browser }) => {
  const priya = await who(browser, "Priya Raman");
  await toCalendar(priya);
  await isClean(priya, 1280, 390);
  await makeAddress(priya, "Phone");
  await priya.goto("/reviews/calendar?who=waits");
  await expect(priya.getByText("Of what you chose no day runs now.")).toBeVisible();
  await isClean(priya, 1280, 390);
  await priya.getByRole("link", { name: "Reminders" }).click();
  await expect(priya.getByRole("heading", { level: 1 })).toHaveText("Reminders of the office’s dates", job);
  await alive(priya);
  await isClean(priya, 1280, 390);
  await priya.locator("label", { hasText: "One mail a week" }).click();
  await priya.getByRole("button", { name: "Save my choice" }).click();
  await expect(priya.getByText("Saved. Reminders follow it from now on.")).toBeVisible(job);
  await priya.reload();
  await expect(priya.getByLabel(/^One mail a week/)).toBeChecked();
});

test("a principal enters the council's adoption, and the days of the school plan count from it", async ({ browser }) => {
  const imani = await who(browser, "Imani Whitfield");
  await imani.goto("/");
  const part = /\/plans\/[^/?#]+/.exec((await imani.locator("a[href*='~']").first().getAttribute("href")) ?? "")?.[0] ?? "";
  const board = imani.locator(".deadline", { hasText: "The local board approves the school plan" });
  const toPlanCalendar = async (): Promise<void> => {
    await imani.goto(`${part}/meetings`);
    await imani.getByRole("link", { name: "The days that count from the council’s adoption, in the plan’s calendar" }).click();
    await expect(imani.getByRole("heading", { level: 1 })).toHaveText(/^Calendar of/, job);
  };
  await toPlanCalendar();
  await expect(board).not.toContainText("February 16, 2027");
  await imani.goto(`${part}/meetings`);
  await isClean(imani, 1280, 390);
  await imani.getByRole("link", { name: "Enter a meeting" }).click();
  await alive(imani);
  await imani.getByLabel(/^Body/).selectOption({ label: "Schoolsite council" });
  await imani.getByLabel(/^Kind/).selectOption({ label: "Adoption" });
  await imani.getByLabel(/^Date/).fill("2027-02-16");
  await imani.getByRole("button", { name: /^(Save|Add)/ }).first().click();
  await expect(imani).not.toHaveURL(/\/new$/, job);
  await toPlanCalendar();
  await expect(board).toContainText("February 16, 2027", job);
});
