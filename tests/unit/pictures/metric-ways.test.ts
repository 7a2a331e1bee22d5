// How far a metric has come: exact shares of the way, and words where there is nothing to measure.
import { describe, expect, test } from "vitest";
import { metricWays } from "#app/domain/pictures/metric-ways.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import type { Metric, Plan, Target, Value } from "#schemas/plan.ts";
import { shippedCatalogs as catalogs } from "../examples/catalogs.ts";
import { makeGoal, makeMetric, makePlan, makeTarget, makeValue } from "../../factories.ts";

function planWith({ values = [], targets = [], metric = {} }: { values?: Partial<Value>[]; targets?: Partial<Target>[]; metric?: Partial<Metric> }): Plan {
  return makePlan({ goals: [makeGoal({ id: "g" })], metrics: [makeMetric({ id: "m", goalId: "g", baselineValueIds: ["b", "b-el"], ...metric })], values: values.map((value) => makeValue({ metricId: "m", ...value })), targets: targets.map((target) => makeTarget({ metricId: "m", ...target })) });
}
const ways = (plan: Plan) => metricWays(indexPlan(plan, catalogs), catalogs)[0]?.rows ?? [];
const begun = { id: "b", amount: "4", year: "2023-24" };

describe("metrics on the way to their targets", () => {
  test("a metric that goes down and one past its target are measured exactly", () => {
    const rows = ways(planWith({ values: [begun, { amount: "3.7", year: "2024-25" }, { id: "b-el", group: "EL", amount: "10", year: "2023-24" }, { group: "EL", amount: "13", year: "2024-25" }], targets: [{ amount: "3.1" }, { group: "EL", amount: "12" }] }));
    expect(rows.map(({ who, forAll, way }) => [who, forAll, way])).toEqual([["", true, { share: 1 / 3, percent: "33%" }], ["English Learners", false, { share: 1.5, percent: "150%" }]]);
  });
  test("what went the other way is a share below nothing", () => {
    expect(ways(planWith({ values: [begun, { amount: "4.5" }], targets: [{ amount: "3" }] }))[0]?.way).toEqual({ share: -0.5, percent: "\u221250%" });
  });
  test.each([
    ["no-baseline", { values: [{ amount: "5" }], targets: [{}] }],
    ["no-target", { values: [begun, { amount: "5" }] }],
    ["no-latest", { values: [begun], targets: [{}] }],
    ["words", { values: [begun, { amount: null, text: "Met" }], targets: [{}] }],
    ["same", { values: [begun, { amount: "4" }], targets: [{ amount: "4.0" }] }],
    ["no-baseline", {}],
  ] as const)("nothing is drawn but said: %s", (why, given) => {
    expect(ways(planWith(given as Parameters<typeof planWith>[0])).map((row) => row.way)).toEqual([{ why }]);
  });
  test("of several targets the one due next counts", () => {
    const rows = ways(planWith({ values: [begun, { amount: "3" }], targets: [{ amount: "1", dueYear: "2028-29" }, { amount: "2", dueYear: "2026-27" }, { amount: "3.5", dueYear: "2023-24" }] }));
    expect(rows[0]).toMatchObject({ target: { words: "2%", when: "2026-27" }, way: { percent: "50%" } });
  });
});
