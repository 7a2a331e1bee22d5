// What the five tables do at their edges: first plans, blanks, zeros, unknown sources, and laws that hold for every plan.
import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { computeActionTables, computeFromTotals, meetsRequiredPercentage } from "#app/domain/calculations/action-tables.ts";
import type { TableTotals } from "#app/domain/calculations/action-tables.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import type { Plan } from "#schemas/plan.ts";
import { makeAction, makeContributingAction, makeGoal, makeLine, makeOpening, makeOpeningAction, makePlan, makeRevenue, makeSchool, makeOrganization, testCatalogs } from "../../factories.ts";

const tablesOf = (plan: Plan) => computeActionTables(indexPlan(plan, testCatalogs));
const grants = (year: string, base: number, extra: number) => [makeRevenue({ kind: "base", year, cents: base }), makeRevenue({ kind: "supplemental-concentration", year, cents: extra })];

describe("what is not known stays unknown, with its reason", () => {
  test("the first plan has no carryover, and that is a zero, not a gap", () => {
    const { symbols } = tablesOf(makePlan({ revenues: grants("2025-26", 1000, 100) }));
    expect(symbols.D12).toEqual({ kind: "money", cents: new Fraction(0) });
    expect(symbols.C).toEqual({ kind: "percent", value: new Fraction(0) });
    expect(symbols.P10).toMatchObject({ kind: "nothing", reason: expect.stringContaining("first plan") });
    expect(symbols.PT).toEqual({ kind: "percent", value: new Fraction(1, 10) });
  });
  test("a year that was but is not recorded leaves the carryover unknown instead of inventing one", () => {
    const { symbols } = tablesOf(makePlan({ revenues: [...grants("2025-26", 1000, 100), ...grants("2024-25", 900, 90)] }));
    expect(symbols.D12).toMatchObject({ kind: "nothing", reason: expect.stringContaining("not recorded") });
    expect(symbols.PT.kind).toBe("nothing");
  });
  test("a carryover percentage missing from last year's plan is not taken for zero", () => {
    const { symbols } = tablesOf(makePlan({ opening: makeOpening({ carryoverPercent: null }), revenues: grants("2024-25", 900, 90) }));
    expect(symbols.P10).toMatchObject({ kind: "nothing", reason: expect.stringContaining("carryover percentage") });
  });
  test("a missing base grant says which amount is missing", () => {
    const { symbols } = tablesOf(makePlan());
    expect(symbols.P3).toMatchObject({ kind: "nothing", reason: expect.stringContaining("item") });
    expect(symbols.PP).toMatchObject({ kind: "nothing", reason: expect.stringContaining("item 1") });
  });
  test("a base grant of zero is impossible, never NaN", () => {
    const { symbols } = tablesOf(makePlan({ opening: makeOpening(), revenues: [...grants("2025-26", 0, 100), ...grants("2024-25", 0, 50)] }));
    for (const name of ["P3", "PT", "PP", "P10", "P11", "D12", "P13", "C"] as const) expect(symbols[name]).toMatchObject({ kind: "impossible", reason: expect.stringContaining("zero") });
    expect(meetsRequiredPercentage(symbols)).toBeNull();
  });
});

describe("which money counts where", () => {
  const goal = makeGoal({ id: "g" });
  test("only the LCFF part of a contributing action is item 4", () => {
    const plan = makePlan({
      goals: [goal],
      actions: [makeContributingAction({ id: "a", goalId: "g" }), makeAction({ id: "b", goalId: "g", order: 1 })],
      lines: [
        makeLine({ actionId: "a", source: "lcff-supplemental-concentration", cents: 500 }),
        makeLine({ actionId: "a", source: "equity-multiplier", cents: 300 }),
        makeLine({ actionId: "a", source: "local", cents: 20 }),
        makeLine({ actionId: "a", source: "title-i-a", object: "4000-7999", cents: 1 }),
        makeLine({ actionId: "b", cents: 7000 }),
      ],
    });
    const tables = tablesOf(plan);
    expect(tables.symbols.T4).toEqual({ kind: "money", cents: new Fraction(500) });
    expect(tables.plannedRow.get("a")).toMatchObject({ lcff: 500, otherState: 300, local: 20, federal: 1, total: 821, personnel: 820, nonpersonnel: 1 });
  });
  test("spent lines, lines of another year and lines of a school's own plan are in no column", () => {
    const plan = makePlan({
      organizations: [makeOrganization(), makeSchool({ id: "s" })],
      goals: [goal],
      actions: [makeAction({ id: "a", goalId: "g" })],
      lines: [
        makeLine({ actionId: "a", cents: 1 }),
        makeLine({ actionId: "a", kind: "spent", cents: 10 }),
        makeLine({ actionId: "a", year: "2024-25", cents: 100 }),
        { ...makeLine({ actionId: "a", cents: 1000 }), orgId: "s" },
      ],
    });
    expect(tablesOf(plan).table1.totals.total).toBe(1);
  });
  test("only estimates about last year's action are estimated actuals, and LCFF funds equal to the grants need no percentage", () => {
    const plan = makePlan({
      opening: makeOpening({ actions: [makeOpeningAction({ id: "o", contributing: true, plannedTotalCents: 500, plannedLcffCents: 500 })] }),
      lines: [makeLine({ openingActionId: "o", kind: "estimated", year: "2024-25", cents: 400 }), makeLine({ openingActionId: "o", kind: "spent", year: "2024-25", cents: 300 }), makeLine({ openingActionId: "o", kind: "estimated", year: "2025-26", cents: 9 })],
      revenues: grants("2024-25", 10_000, 500),
    });
    const { symbols, table3 } = tablesOf(plan);
    expect(table3.totals).toEqual({ planned: 500, estimated: 400 });
    expect(symbols.difference_pct).toEqual({ kind: "not-required" });
    expect(symbols.difference_dollar).toEqual({ kind: "money", cents: new Fraction(100) });
  });
  test("a source no catalog knows is left out of every column and named, so that sums still agree", () => {
    const plan = makePlan({ goals: [goal], actions: [makeAction({ id: "a", goalId: "g" })], lines: [makeLine({ actionId: "a", cents: 5 }), makeLine({ id: "odd", actionId: "a", source: "District Funded", cents: 100 })] });
    const tables = tablesOf(plan);
    expect(tables.table1.totals).toMatchObject({ total: 5, personnel: 5, nonpersonnel: 0 });
    expect(tables.unplaced.map((line) => line.id)).toEqual(["odd"]);
  });
  test("planned and estimated percentages add to the money's share", () => {
    const plan = makePlan({
      goals: [goal],
      actions: [makeContributingAction({ id: "a", goalId: "g", scope: "limited", plannedPercent: "1.25" })],
      opening: makeOpening({ actions: [makeOpeningAction({ contributing: true, plannedLcffCents: 1, plannedPercent: "2", actualPercent: "0.5" })], carryoverPercent: "1" }),
      revenues: [...grants("2025-26", 10_000, 100), ...grants("2024-25", 10_000, 500)],
    });
    const { symbols } = tablesOf(plan);
    expect(symbols.PP).toEqual({ kind: "percent", value: new Fraction("0.0125") });
    expect(symbols.P10).toEqual({ kind: "percent", value: new Fraction("0.06") });
    expect(symbols.P11).toEqual({ kind: "percent", value: new Fraction("0.005") });
    expect(symbols.D12).toEqual({ kind: "money", cents: new Fraction(550) });
    expect(symbols.difference_pct).toEqual({ kind: "percent", value: new Fraction("-0.015") });
  });
});

describe("laws that hold for every plan", () => {
  const amountOfCents = fc.integer({ min: 0, max: 10_000_000_00 });
  const lineArb = fc.record({
    action: fc.integer({ min: 0, max: 5 }),
    source: fc.constantFrom("lcff", "lcff-base", "equity-multiplier", "local", "title-i-a", "no such source"),
    object: fc.constantFrom("1000-3999", "2100", "4000-7999", "5800"),
    cents: fc.integer({ min: -1_000_00, max: 10_000_000_00 }),
  });
  const planArb = fc
    .record({ lines: fc.array(lineArb, { maxLength: 30 }), scopes: fc.array(fc.constantFrom("leawide" as const, "limited" as const, "schoolwide" as const, null), { minLength: 6, maxLength: 6 }), base: amountOfCents, extra: amountOfCents })
    .map(({ lines, scopes, base, extra }) =>
      makePlan({
        goals: [makeGoal({ id: "g" })],
        actions: scopes.map((scope, order) => (scope ? makeContributingAction({ id: `a${order}`, goalId: "g", order, scope }) : makeAction({ id: `a${order}`, goalId: "g", order }))),
        lines: lines.map(({ action, ...line }) => makeLine({ actionId: `a${action}`, ...line })),
        revenues: grants("2025-26", base, extra),
      }),
    );

  test("columns sum to the total, staff and the rest sum to the total, and the types sum to item 4", () => {
    fc.assert(
      fc.property(planArb, (plan) => {
        const { table1, symbols } = tablesOf(plan);
        for (const row of [...table1.rows, table1.totals]) {
          expect(row.lcff + row.otherState + row.local + row.federal).toBe(row.total);
          expect(row.personnel + row.nonpersonnel).toBe(row.total);
        }
        expect(table1.rows.reduce((sum, row) => sum + row.total, 0)).toBe(table1.totals.total);
        const [T4, ...types] = [symbols.T4, symbols.leawide, symbols.limited, symbols.schoolwide].map((symbol) => (symbol.kind === "money" ? symbol.cents : new Fraction(-1)));
        expect(types.reduce((sum, type) => sum.add(type), new Fraction(0)).equals(T4!)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  const totalsArb = fc
    .record({ A1: amountOfCents, A2: amountOfCents, T4: amountOfCents, B9: amountOfCents, E6: amountOfCents, L4: amountOfCents, E7: amountOfCents, previous: fc.integer({ min: 0, max: 2000 }), e8: fc.integer({ min: 0, max: 2000 }) })
    .map(
      (n): TableTotals => ({
        baseGrant: new Fraction(n.A1),
        supplementalConcentration: new Fraction(n.A2),
        contributing: new Fraction(n.T4),
        contributingByType: { leawide: new Fraction(n.T4), limited: new Fraction(0), schoolwide: new Fraction(0) },
        plannedPercent: new Fraction(0),
        lastYear: {
          baseGrant: new Fraction(n.B9),
          supplementalConcentration: new Fraction(n.E6),
          adopted: { contributing: new Fraction(n.L4), plannedPercent: new Fraction(0), estimatedContributing: new Fraction(n.E7), estimatedPercent: new Fraction(n.e8, 10_000), carryoverPercent: new Fraction(n.previous, 10_000) },
        },
      }),
    );
  test("carryover is never negative, is zero exactly when enough was done, and returns as a share of the base", () => {
    fc.assert(
      fc.property(totalsArb, (totals) => {
        const { P10, P11, D12, P13, B9 } = computeFromTotals(totals);
        if (B9.kind !== "money" || B9.cents.equals(0)) return D12.kind === "impossible";
        if (P10.kind !== "percent" || P11.kind !== "percent" || D12.kind !== "money" || P13.kind !== "percent") return false;
        const enough = P11.value.gte(P10.value);
        return D12.cents.gte(0) && D12.cents.equals(0) === enough && P13.value.mul(B9.cents).equals(D12.cents);
      }),
    );
  });
});
