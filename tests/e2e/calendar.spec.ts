// A planner sees what is due and why, gives a date of their own, marks something done, and plans the board's meetings backward.
import { expect, test } from "@playwright/test";
import { isClean, planPath, signIn } from "./portal-page.ts";

test.beforeEach(({ page }) => signIn(page));

test("what is due and why, a date of one's own, and done with proof", async ({ page }) => {
  const plan = await planPath(page);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Next deadlines" })).toBeVisible();
  await isClean(page);
  await page.goto(`${plan}/calendar`);
  await isClean(page);
  const card = page.locator(".deadline", { hasText: "right to comment in writing" });
  await card.getByText("Why this date").click();
  await expect(card).toContainText("EC 52062(a)(3)");
  await card.getByText("Mark as done").click();
  await card.getByLabel(/^Proof/).fill("Notice on the district's page");
  await card.getByRole("button", { name: "It is done" }).click();
  await expect(page.locator(".deadline", { hasText: "right to comment in writing" })).toContainText("marked by Marisol Vega");
  await page.getByRole("textbox", { name: /Your day for approving school plans/ }).fill("2027-05-20");
  await page.getByRole("button", { name: "Save: Your day for approving school plans" }).click();
  await expect(page.locator(".deadline", { hasText: "School plans approved by the council" })).toContainText("By May 20, 2027");
  for (const view of ["timeline", "month"]) {
    await page.goto(`${plan}/calendar?view=${view}&month=2027-05`);
    await isClean(page);
    await expect(page.getByRole("link", { name: /School plans approved by the council/ })).toBeVisible();
  }
  await page.setViewportSize({ width: 390, height: 844 });
  for (const address of ["/", `${plan}/calendar`, `${plan}/calendar?view=timeline`, `${plan}/calendar/planner`]) {
    await page.goto(address);
    await isClean(page);
  }
});

test("the way back from the board's meetings, and a chain that breaks", async ({ page }) => {
  const plan = await planPath(page);
  const year = Number((await page.getByRole("link", { name: /^Calendar of/ }).innerText()).match(/20\d\d/)?.[0]);
  // Without dates ahead there is nothing to count from; the sample's own year may lie behind.
  await page.goto(`${plan}/calendar/planner?date=${year}-06-24&time=18:00`);
  await isClean(page);
  await expect(page.getByRole("alert")).toContainText("EC 52062(b)(2)");
  await page.goto(`${plan}/calendar/planner`);
  await page.getByLabel("Meeting 1").fill(`${year}-06-10`);
  await page.getByLabel("Meeting 2").fill(`${year}-06-24`);
  await page.getByRole("button", { name: "Count back" }).click();
  await expect(page.getByRole("row", { name: /public hearing/ }).first()).toContainText(`June 10, ${year}`);
  await expect(page.getByRole("row", { name: /The adopted plan is filed/ })).toContainText(`June 29, ${year}`);
});
