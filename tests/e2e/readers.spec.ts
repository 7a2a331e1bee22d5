// What people bring: a planner's spreadsheet is matched, looked at and taken; a principal reads last year's school plan into the school's part.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { planPath, signIn } from "./portal-page.ts";

const folder = mkdtempSync(path.join(tmpdir(), "plan-once-readers-"));
const spsa = path.join(folder, "spsa.docx");
test.beforeAll(() => {
  const cli = (...words: string[]) => execFileSync(process.execPath, ["app/cli/start.js", ...words], { encoding: "utf8", maxBuffer: 64 * 2 ** 20 });
  const plan = JSON.parse(cli("plan", "example", "sample-running")) as { organizations: { id: string; cds: string }[] };
  const file = path.join(folder, "plan.json");
  writeFileSync(file, JSON.stringify(plan));
  cli("document", file, "--program", "spsa", "--edition", "2023.v2023-12", "--school", plan.organizations.find(({ id }) => id === "alder-valley-high")?.cds ?? "", "--format", "docx", "--out", spsa);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a planner's spreadsheet of actions is matched by its columns, and a row of it taken", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page);
  await page.goto(`${await planPath(page)}/imports`);
  await page.setInputFiles("input[name=file]", { name: "our actions.csv", mimeType: "text/csv", buffer: Buffer.from("Goal,Action title,What we do\n1,Story hours,Every Friday in the library\n55,Nowhere,\n") });
  await page.getByRole("button", { name: "Read this document" }).click();
  await expect(page.getByRole("heading", { name: "Which column is which?" })).toBeVisible({ timeout: 60_000 });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByLabel("What we do").selectOption("description");
  await page.getByLabel("Goal", { exact: true }).selectOption("");
  await page.getByRole("button", { name: "Read the rows" }).click();
  await expect(page.getByRole("alert")).toContainText("No column is chosen for: Goal");
  await page.getByLabel("Goal", { exact: true }).selectOption("goal");
  await page.getByRole("button", { name: "Read the rows" }).click();
  await expect(page.getByRole("main")).toContainText("there is no goal “55”");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Take what is ticked into the plan" }).click();
  await expect(page.getByText(/1 row is in the plan now/)).toBeVisible();
  await page.getByRole("link", { name: /rows not in the plan yet/ }).click();
  await expect(page.getByText("No row is left here.")).toBeVisible();
});

test("a principal reads last year's school plan into the school's part", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, "Imani Whitfield");
  await page.goto(`/plans/alder-valley-2026-27~alder-valley-high`);
  await page.getByRole("link", { name: /Start from last year's school plan/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Start from last year's school plan");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.setInputFiles("input[name=file]", spsa);
  await page.getByRole("button", { name: "Read this document" }).click();
  await expect(page.getByRole("button", { name: "Take what is ticked into the plan" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("main")).toContainText("school plan 2025-26");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
