// A planner writes once and offers, a principal uses: from the pages they are on, on a phone too, and without JavaScript.
import { expect, test } from "@playwright/test";
import { isClean, planPath, signIn } from "./portal-page.ts";

test("a planner offers an action to a school, and the principal uses it from the home page, without JavaScript", async ({ page, browser }) => {
  await signIn(page);
  await page.goto(`${await planPath(page)}/schools`);
  await page.getByRole("link", { name: "Written once for several schools" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Written once for several schools");
  await isClean(page, 1280, 390);
  const row = page.getByRole("link", { name: "Mathematics teams and tutoring" });
  const title = (await row.textContent()) ?? "";
  await row.click();
  await page.locator("label", { hasText: "Alder Valley High" }).click();
  await isClean(page, 1280, 390);
  await page.getByRole("button", { name: "Offer to these schools" }).click();
  await expect(page.getByRole("status")).toContainText("offer made");

  const school = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await school.goto("/");
  await school.getByRole("button", { name: "Imani Whitfield" }).click();
  await school.goto("/");
  await expect(school.getByRole("heading", { name: /^Answer what the district offers/ })).toBeVisible();
  await school.getByRole("region", { name: "Next step" }).getByRole("link").click();
  await expect(school.getByRole("heading", { level: 1 })).toHaveText("Offered by the district");
  const place = school.getByLabel("Under which of yours does it stand?");
  if (await place.count()) await place.first().selectOption({ index: 1 });
  await school.getByRole("button", { name: `Use as written: ${title}` }).click();
  await expect(school.getByText("As the district wrote it; no vote of the council names it yet.")).toBeVisible();

  const principal = await (await browser.newContext()).newPage();
  await signIn(principal, "Imani Whitfield");
  await principal.goto(new URL(school.url()).pathname);
  await isClean(principal, 1280, 390);
});
