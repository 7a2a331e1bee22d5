// Money at a glance: every cent once, by goal, by source and by site alike.
import { describe, expect, test } from "vitest";
import { plannedMoney } from "#app/domain/pictures/planned-money.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { buildExample } from "#db/examples/examples.ts";
import type { Plan } from "#schemas/plan.ts";
import { shippedCatalogs as catalogs } from "../examples/catalogs.ts";
import { makeAction, makeAllocation, makeGoal, makeLine, makeOrganization, makePlan, makeSchool, rich } from "../../factories.ts";

const words = { noGoal: "No goal", noSite: "Whole district" };
const moneyOf = (plan: Plan, orgId?: string) => plannedMoney(indexPlan(plan, catalogs, orgId), catalogs, words);
const sum = (rows: readonly { cents: number }[]) => rows.reduce((cents, row) => cents + row.cents, 0);

function district(): Plan {
  const [first, second] = [makeGoal({ id: "g1", order: 0, description: rich("Read") }), makeGoal({ id: "g2", order: 1, description: rich("Count") })];
  const [a, b] = [makeAction({ id: "a1", goalId: "g1" }), makeAction({ id: "a2", goalId: "g2" })];
  return makePlan({
    organizations: [makeOrganization(), makeSchool({ id: "oak", name: "Oak" })],
    goals: [first, second],
    actions: [a, b],
    lines: [
      makeLine({ actionId: "a1", cents: 10_01 }), makeLine({ actionId: "a1", cents: 20_02, siteId: "oak", source: "title-i-a" }), makeLine({ actionId: "a2", cents: -3_00, source: "the club" }), makeLine({ actionId: null, cents: 99 }),
      makeLine({ actionId: "a1", cents: 5_000_00, kind: "estimated" }), makeLine({ orgId: "oak", actionId: null, cents: 7_777_00 }), makeLine({ actionId: "a2", cents: 1, year: "2027-28" }),
    ],
  });
}

describe("planned money at a glance", () => {
  test("each cent stands once in each table, in goals' and catalogs' order, and all three reconcile", () => {
    const money = moneyOf(district());
    expect(money).toMatchObject({ total: 28_03, lines: 5, otherYear: 1, repeated: 0 });
    for (const rows of [money.goals, money.sources, money.sites]) {
      expect(sum(rows)).toBe(money.total);
      expect(rows.reduce((count, row) => count + row.lines, 0)).toBe(money.lines);
    }
    expect(money.goals.map(({ label, cents }) => [label, cents])).toEqual([["1 Read", 30_03], ["2 Count", -2_99], ["No goal", 99]]);
    expect(money.sources.map(({ label }) => label)).toEqual(["LCFF, part not told apart", "Title I, Part A", "the club"]);
    expect(money.sites.map(({ label, cents }) => [label, cents])).toEqual([["Whole district", 8_01], ["Oak", 20_02]]);
  });

  test("a school's part has its own lines only, each taken-over line once, beside what the district gives it", () => {
    const base = district();
    const plan = { ...base, lines: [...base.lines, makeLine({ orgId: "oak", cents: 40_00, source: "csi", lineageId: "first" }), makeLine({ orgId: "oak", cents: 40_00, source: "csi", offeredFrom: { lineageId: "first", version: 1 } })], allocations: [makeAllocation({ siteId: "oak", program: "csi", cents: 90_00 }), makeAllocation({ siteId: "oak", program: "title-i-a", cents: 5_00 }), makeAllocation({ siteId: "oak", program: "title-i-a", cents: 5_00, kept: true })] };
    const money = moneyOf(plan, "oak");
    expect(money).toMatchObject({ total: 7_817_00, repeated: 1 });
    expect(money.sources.map(({ id, cents, given }) => [id, cents, given])).toEqual([["lcff", 7_777_00, null], ["title-i-a", 0, 5_00], ["csi", 40_00, 90_00]]);
    expect(sum(money.goals)).toBe(money.total);
  });

  test("a plan without money has nothing to show", () => {
    expect(moneyOf(makePlan({}))).toEqual({ total: 0, lines: 0, goals: [], sources: [], sites: [], repeated: 0, otherYear: 0 });
  });

  test.each(["sample", "choices", "ten-schools"])("the example %s reconciles for the LEA and for each of its schools", (name) => {
    const plan = buildExample(name);
    for (const { id } of plan.organizations) {
      const money = moneyOf(plan, id);
      for (const rows of [money.goals, money.sources, money.sites]) expect(sum(rows)).toBe(money.total);
    }
  });
});
