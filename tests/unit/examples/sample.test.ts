import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { computeActionTables, meetsRequiredPercentage, typesReconcile } from "#app/domain/calculations/action-tables.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { schoolsOf, withoutSchools } from "#app/domain/plan/part.ts";
import { runRules } from "#app/domain/rules/all-rules.ts";
import { buildExample } from "#db/examples/examples.ts";
import type { Plan } from "#schemas/plan.ts";
import { isBlankRichText, plainFromRichText } from "#schemas/rich-text.ts";
import { shippedCatalogs } from "./catalogs.ts";

// The district's own part; the schools' parts are looked at in tests/unit/schools.
const districtOf = (plan: Plan) => withoutSchools(plan, new Set(schoolsOf(plan).map((school) => school.id)));
const running = districtOf(buildExample("sample-running"));
const writing = districtOf(buildExample("sample"));
const tablesOf = (plan: Plan) => computeActionTables(indexPlan(plan, shippedCatalogs));
const answer = (plan: Plan, key: string) => plan.answers.filter((each) => each.key === key);

describe("the sample district's two plans", () => {
  test.each([["running", running], ["writing", writing]] as const)("%s: every metric the law requires of a district is there", (_, plan) => {
    const required = (shippedCatalogs["required-metrics"]?.entries ?? []).map((entry) => entry.code).filter((code) => !["9A", "10A"].includes(code));
    const covered = new Set(plan.metrics.flatMap((metric) => metric.codes));
    expect(required.filter((code) => !covered.has(code))).toEqual([]);
    expect(required.length).toBe(28);
  });
  test.each([["running", running], ["writing", writing]] as const)("%s: money adds up and the plan does what it must, with a small carryover", (_, plan) => {
    const { symbols, unplaced, table1 } = tablesOf(plan);
    expect(unplaced).toEqual([]);
    expect(meetsRequiredPercentage(symbols)).toBe(true);
    const known = (symbol: (typeof symbols)[keyof typeof symbols]) => {
      if (symbol.kind !== "money") throw new Error(symbol.kind);
      return symbol.cents;
    };
    expect(typesReconcile({ T4: known(symbols.T4), leawide: known(symbols.leawide), limited: known(symbols.limited), schoolwide: known(symbols.schoolwide) }).reconciles).toBe(true);
    expect(known(symbols.D12).valueOf()).toBeGreaterThan(0);
    expect(known(symbols.D12).valueOf()).toBeLessThan(25_000_000);
    const revenue = (kind: string) => plan.revenues.find((row) => row.kind === kind && row.year === plan.year)?.cents ?? 0;
    expect(revenue("base") + revenue("supplemental-concentration")).toBeLessThan(revenue("lcff-total"));
    expect(table1.totals.total).toBeLessThan(revenue("general-fund-expenditures"));
  });
  test.each([["running", running], ["writing", writing]] as const)("%s: each red result of 2023 has an action for its school and group", (_, plan) => {
    const acting = plan.actions.filter((action) => action.purposes.includes("red-2023"));
    const reds = plan.dashboard.filter((result) => result.year === 2023 && result.color === 1);
    expect(reds.length).toBeGreaterThan(10);
    const asActed = (group: string) => (group === "SED" ? "LI" : group);
    const uncovered = reds.filter(
      (red) => !acting.some((action) => (action.location === "all-schools" || red.orgId === plan.leaId || action.schoolIds.includes(red.orgId)) && (red.group === "ALL" || action.groups.includes(asActed(red.group)))),
    );
    expect(uncovered.map((red) => red.id)).toEqual([]);
  });
  test("the plan being written opens with what the running one adopted, to the cent", () => {
    const adopted = tablesOf(running);
    for (const opening of writing.opening?.actions ?? []) {
      const action = running.actions.find((each) => each.lineageId === opening.lineageId);
      const row = adopted.plannedRow.get(action?.id ?? "");
      expect([opening.number, opening.title, opening.contributing, opening.plannedTotalCents, opening.plannedLcffCents]).toEqual([row?.number, action?.title, row?.contributing, row?.total, row?.contributing ? row.lcff : 0]);
    }
    expect(writing.opening?.actions.length).toBe(running.actions.length);
    for (const metric of writing.opening?.metrics ?? []) {
      const before = running.metrics.find((each) => each.lineageId === metric.lineageId);
      const values = running.values.filter((value) => value.metricId === before?.id).map(({ group, siteId, amount, text, year }) => ({ group, siteId, amount, text, year }));
      expect(metric.year1, metric.name).toEqual(values);
    }
    const carried = adopted.symbols.C;
    expect(carried.kind === "percent" && carried.value.mul(100).round(3).toString()).toBe(writing.opening?.carryoverPercent);
  });
  test("the running plan leaves nothing open", () => {
    const valued = new Set(running.values.map((value) => value.metricId));
    expect(running.metrics.filter((metric) => !valued.has(metric.id))).toEqual([]);
    expect(running.actions.filter((action) => action.contributing && isBlankRichText(action.how))).toEqual([]);
    for (const key of ["went.done", "went.money", "went.effect", "went.changes"]) expect(answer(running, key).length).toBe(5);
    expect(answer(running, "do.csi_monitor").length).toBe(1);
  });
  test("the plan being written has a few gaps, each of its own kind", () => {
    const valued = new Set(writing.values.map((value) => value.metricId));
    expect(writing.metrics.filter((metric) => !valued.has(metric.id)).length).toBe(4);
    expect(writing.actions.filter((action) => action.contributing && isBlankRichText(action.how)).map((action) => action.title)).toEqual(["School nurses and health aides", "Newcomer help and bilingual aides"]);
    expect(["went.done", "went.money", "went.effect", "went.changes"].map((key) => answer(writing, key).length)).toEqual([3, 3, 2, 2]);
    for (const key of ["do.csi_monitor", "cost.addon_plan", "went.shortfall"]) expect(answer(writing, key)).toEqual([]);
    const estimated = new Set(writing.lines.map((line) => line.openingActionId));
    expect(writing.opening?.actions.filter((action) => !estimated.has(action.id)).map((action) => action.title)).toEqual(["Career pathways", "Safe campuses"]);
  });
  test("no rule finds an error in the adopted plan; in the one being written each gap is found, and nothing else", () => {
    const errors = (plan: Plan) => {
      const index = indexPlan(plan, shippedCatalogs);
      return [...new Set(runRules({ index, tables: computeActionTables(index), catalogs: shippedCatalogs }).filter((finding) => finding.severity === "error").map((finding) => finding.rule))].sort();
    };
    expect(errors(running)).toEqual([]);
    expect(errors(writing)).toEqual(["R-CSI-1", "R-GA-1", "R-IIS-1.how", "R-IIS-7.plan", "actual.estimated", "answers.shortfall", "metric.outcome"]);
  });
  test("every partner the law names was asked, and the SELPA", () => {
    const asked = new Set(writing.events.flatMap((event) => event.partners));
    for (const partner of ["teachers", "principals", "administrators", "other-personnel", "bargaining-units", "parents", "students", "selpa", "equity-multiplier-partners"]) expect(asked).toContain(partner);
  });
  test("contributing actions rest on a need that says what is unique", () => {
    const unique = new Set(writing.needs.filter((need) => !isBlankRichText(need.unique)).map((need) => need.id));
    expect(writing.actions.filter((action) => action.contributing && !action.needIds.some((id) => unique.has(id))).map((action) => action.title)).toEqual([]);
    expect(writing.actions.filter((action) => action.contributing && action.metricIds.length === 0)).toEqual([]);
  });
  test("the Equity Multiplier goal names its schools, and so does the description of the district", () => {
    const goal = writing.goals.find((each) => each.kind === "equity-multiplier-focus");
    const district = answer(writing, "who.district")[0]?.value;
    for (const school of writing.organizations.filter((organization) => organization.equityMultiplier)) {
      expect(goal?.schoolIds).toContain(school.id);
      expect(district && typeof district === "object" && "docVersion" in district ? plainFromRichText(district as never) : "").toContain(school.name);
    }
  });
});

const directory = path.join(process.env["PLAN_ONCE_DATA"] ?? "../shared/data", "directory/cde-school-directory-export-2026-04.csv.gz");

test.skipIf(!existsSync(directory))("no county, district or county code of the sample is a real one (skipped where the state's directory is not held)", () => {
  const rows = gunzipSync(readFileSync(directory)).toString("utf8").split("\n");
  expect(rows.length).toBeGreaterThan(10_000);
  expect(rows.some((row) => row.split(",")[2] === "Toyon" || row.includes("Alder Valley"))).toBe(false);
  for (const { cds } of writing.organizations) expect(rows.some((row) => row.split(",")[1]?.startsWith(cds.slice(0, 2)))).toBe(false);
});
