// The state's files: loaded by a command, seen on their page, searched, and taken into the plan.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { planPath, signIn } from "./portal-page.ts";

const folder = mkdtempSync(path.join(tmpdir(), "plan-once-state-files-"));
const load = (kind: string, text: string) => {
  const file = path.join(folder, `${kind}.csv`);
  writeFileSync(file, text);
  return execFileSync(process.execPath, ["app/cli/start.js", "import", kind, file, "--published", "2024-12-13"], { encoding: "utf8", env: { ...process.env, PLAN_ONCE_HOME: process.env["E2E_HOME"] } });
};
test.beforeAll(() => {
  load("directory", "Record Type,CDS Code,County,District,School,Status,Entity Type,Public Yes/No,Street City,Street Zip\nDistrict,99100010000000,Toyon,Alder Valley Unified,No Data,Active,Unified School District,No Data,Toyon,95000\nSchool,99100013000011,Toyon,Alder Valley Unified,Alder Valley High,Active,High School,Y,Toyon,95000\n");
  load("essa", "cds,schoolname,TitleI1819,EnrollmentCount,AssistanceStatus2023,AssistanceStatus2024,Exit,EL,SWD,FOS,ReportingYear\n99100013000011,Alder Valley High,No,900,No Status,TSI,NOEXIT,0,0,1,2024\n");
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a planner finds the school in the directory and takes its status into the plan", async ({ page }) => {
  test.setTimeout(240_000);
  const clean = async () => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await signIn(page);
  await page.getByRole("contentinfo").getByRole("link", { name: "LEAs and schools of the state" }).click();
  await page.getByRole("link", { name: "Files of the state" }).click();
  await expect(page.getByRole("main")).toContainText("essa.csv");
  await clean();
  await page.goto("/directory?q=alder");
  await page.getByRole("link", { name: "Alder Valley Unified" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Alder Valley Unified");
  await clean();
  await page.getByRole("link", { name: "Alder Valley High" }).click();
  await expect(page.getByRole("row", { name: /Targeted Support and Improvement/ })).toContainText("Foster Youth");
  await clean();

  await page.goto(await planPath(page));
  await page.getByRole("link", { name: "Statuses, and what they require" }).click();
  await clean();
  await page.getByRole("button", { name: "Take into the plan" }).click();
  await expect(page.getByRole("alert")).toContainText("Tick at least one fact");
  await page.getByText("Alder Valley High: Targeted Support and Improvement").click();
  await page.getByRole("button", { name: "Take into the plan" }).click();
  await expect(page.getByRole("status")).toContainText("1 fact was taken");
  await expect(page.getByRole("heading", { level: 3, name: "Targeted Support and Improvement", exact: true })).toBeVisible();
  await clean();
});
