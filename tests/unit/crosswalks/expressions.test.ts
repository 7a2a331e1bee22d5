import { describe, expect, it } from "vitest";
import { conditionNames, expressionFaults, expressionNames } from "#crosswalks/expressions.ts";
import { nearest } from "#crosswalks/nearest.ts";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import { factsOf } from "#app/domain/coverage/conditions.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { makePlan, testCatalogs } from "../../factories.ts";

const says = (expression: string, statuses: string[] | null = null) => expressionFaults(expression, conditionNames(statuses)).map(({ message, fix }) => `${message} ${fix}`);

describe("what a condition may ask about", () => {
  it("are exactly the facts the conditions are worked out over", () => {
    const index = indexPlan(makePlan(), testCatalogs);
    const facts = factsOf(index, computeActionTables(index), testCatalogs);
    for (const root of ["plan", "lea", "org", "has", "calc"] as const) expect([...(expressionNames[root] ?? [])].sort(), root).toEqual(Object.keys(facts[root]).sort());
  });

  it("is not a loop's own variable", () => {
    expect(says("goal.priorities.exists(p, p == '1') && goal.schoolIds.all(id, id != '')")).toEqual([]);
    expect(says("goal.priorities.exists(p, q == '1')")[0]).toMatch(/asks about "q" \(character 27\)/);
  });

  it("may be asked whether it is there", () => {
    expect(says("has(goal.kind) && size(identified.csi) > 0")).toEqual([]);
  });

  it("names the statuses of the catalog, when there is one", () => {
    expect(says("size(identified.direct_technical_assistance) > 0", ["csi", "direct-technical-assistance"])).toEqual([]);
    expect(says("size(identified.cis) > 0", ["csi"])[0]).toMatch(/asks about "identified.cis" \(character 6\).*Did you mean "csi"\?/);
  });

  it("uses the plan's property names for the row at hand", () => {
    expect(says("action.plannedPercent != null")).toEqual([]);
    expect(says("action.planned_percent != null")[0]).toMatch(/Did you mean "plannedPercent"\?/);
  });
});

describe("did you mean", () => {
  it("finds slips of the pen and swapped letters, and nothing far off", () => {
    expect(nearest("paln", ["plan", "goal"])).toBe("plan");
    expect(nearest("goal.descripton", ["goal.description", "goal.why"])).toBe("goal.description");
    expect(nearest("weather", ["plan", "goal"])).toBeUndefined();
    expect(nearest("x", [])).toBeUndefined();
  });
});
