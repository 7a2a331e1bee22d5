// The four real worked cases of published plans (lcap.md 5.6), to the cent and to the printed digit.
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { computeActionTables, computeFromTotals, meetsRequiredPercentage, typesReconcile } from "#app/domain/calculations/action-tables.ts";
import type { MoneySymbol, NotRequired, PercentSymbol, TableTotals } from "#app/domain/calculations/action-tables.ts";
import { formatMoney, formatPercent, wholeCents } from "#app/domain/calculations/format.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import type { Action, LineItem, OpeningAction } from "#schemas/plan.ts";
import { cents, makeAction, makeContributingAction, makeGoal, makeLine, makeOpening, makeOpeningAction, makeOrganization, makePlan, makeRevenue, testCatalogs } from "../../factories.ts";

const amount = (dollars: string) => new Fraction(cents(dollars));
const none = new Fraction(0);
const shown = (symbol: MoneySymbol | PercentSymbol | NotRequired, decimals = 3): string =>
  symbol.kind === "money" ? formatMoney(symbol.cents) : symbol.kind === "percent" ? formatPercent(symbol.value, decimals) : symbol.kind;

describe("case A: a positive carryover and the plan it is carried into", () => {
  const totals: TableTotals = {
    baseGrant: amount("391,520,480"),
    supplementalConcentration: amount("51,253,947"),
    contributing: amount("57,856,812"),
    contributingByType: { leawide: amount("29,746,244"), limited: amount("19,127,851"), schoolwide: amount("8,982,717") },
    plannedPercent: none,
    lastYear: {
      baseGrant: amount("373,355,500"),
      supplementalConcentration: amount("40,845,093"),
      adopted: { contributing: amount("42,702,520"), plannedPercent: none, estimatedContributing: amount("36,124,456.78"), estimatedPercent: none, carryoverPercent: none },
    },
  };
  const symbols = computeFromTotals(totals);

  test("prints the published figures with two decimals", () => {
    expect(shown(symbols.P10, 2)).toBe("10.94%");
    expect(shown(symbols.P11, 2)).toBe("9.68%");
    expect(shown(symbols.D12)).toBe("$4,720,636.22");
    expect(shown(symbols.P13, 2)).toBe("1.26%");
    expect(shown(symbols.P3, 2)).toBe("13.09%");
    expect(shown(symbols.PT, 2)).toBe("14.36%");
    expect(shown(symbols.PP, 2)).toBe("14.78%");
    expect(shown(symbols.difference_dollar)).toBe("$6,578,063.22");
  });
  test("keeps the digits behind the print", () => {
    expect(shown(symbols.P10, 7)).toBe("10.9400003%");
    expect(shown(symbols.P11, 7)).toBe("9.6756193%");
    expect(shown(symbols.P13, 7)).toBe("1.2643811%");
    expect(shown(symbols.P3, 7)).toBe("13.0910002%");
    expect(shown(symbols.PT, 7)).toBe("14.3553813%");
    expect(shown(symbols.PP, 7)).toBe("14.7774676%");
  });
  test("the carryover of the last table is the carryover of the first, and the plan passes", () => {
    expect(symbols.C).toEqual(symbols.P13);
    expect(meetsRequiredPercentage(symbols)).toBe(true);
    expect(typesReconcile({ T4: totals.contributing, ...totals.contributingByType }).reconciles).toBe(true);
  });
  test("percentages rounded on the way would give another carryover, which is why none are", () => {
    const rounded = (symbol: PercentSymbol) => (symbol.kind === "percent" ? symbol.value.round(4) : none);
    const wrong = rounded(symbols.P10).sub(rounded(symbols.P11)).mul(amount("373,355,500"));
    expect(formatMoney(wrong, "dollars")).toBe("$4,704,279");
    expect(formatPercent(rounded(symbols.P3).add(wrong.div(amount("373,355,500"))), 2)).toBe("14.35%");
    expect(wholeCents(wrong)).not.toBe(cents("4,720,636.22"));
  });
});

/** Case B by row: action, contributing, staff, other than staff, of which other state. */
const choicesRows: [string, boolean, string, string, string][] = [
  ["1.1", true, "332,420.30", "0", "0"],
  ["1.2", true, "63,339.20", "0", "0"],
  ["1.3", true, "32,952.35", "0", "0"],
  ["1.4", false, "104,705.20", "0", "0"],
  ["2.1", true, "6,984.01", "0", "0"],
  ["2.2", true, "183,472.20", "47,550.00", "47,550.00"],
  ["2.3", true, "51,186.35", "0", "0"],
  ["2.4", false, "2,413.95", "2,000.00", "0"],
  ["3.1", true, "20,992.38", "24,100.00", "0"],
  ["3.2", true, "39,889.48", "0", "0"],
  ["3.3", true, "55,653.40", "0", "0"],
  ["3.4", false, "12,438.55", "1,350.00", "0"],
];
const choicesLastYear: [string, boolean, string, string][] = [
  ["1.1", true, "284,065.25", "93,033.45"],
  ["1.2", true, "34,548.25", "24,892.45"],
  ["1.3", true, "33,041.55", "33,041.55"],
  ["1.4", false, "103,768.36", "103,768.36"],
  ["2.1", true, "7,006.31", "7,006.31"],
  ["2.2", true, "192,387.00", "192,387.00"],
  ["2.3", true, "121,535.75", "51,186.35"],
  ["2.4", false, "4,531.90", "4,531.90"],
  ["3.1", true, "43,794.76", "43,794.76"],
  ["3.2", true, "39,907.32", "39,907.32"],
  ["3.3", true, "54,461.65", "41,809.25"],
  ["3.4", false, "14,389.45", "14,389.45"],
];

function choicesPlan() {
  const goals = ["1", "2", "3"].map((number, order) => makeGoal({ id: `g${number}`, order }));
  const actions: Action[] = [];
  const lines: LineItem[] = [];
  choicesRows.forEach(([number, contributing, staff, rest, otherState], order) => {
    const given = { id: `a${number}`, goalId: `g${number[0]}`, order, title: `Action ${number}` };
    actions.push(contributing ? makeContributingAction({ ...given, scope: "schoolwide" }) : makeAction(given));
    lines.push(makeLine({ actionId: given.id, object: "1000-3999", cents: cents(staff) }));
    if (rest !== "0") lines.push(makeLine({ actionId: given.id, object: "4000-7999", source: otherState === "0" ? "lcff" : "other-state", cents: cents(rest) }));
  });
  const openingActions: OpeningAction[] = choicesLastYear.map(([number, contributing, planned]) =>
    makeOpeningAction({ id: `o${number}`, number, goalNumber: number[0]!, contributing, plannedTotalCents: cents(planned), plannedLcffCents: contributing ? cents(planned) : 0 }),
  );
  for (const [number, , , estimated] of choicesLastYear) lines.push(makeLine({ openingActionId: `o${number}`, kind: "estimated", year: "2024-25", cents: cents(estimated) }));
  return makePlan({
    organizations: [makeOrganization({ kind: "charter", name: "Case B Charter School" })],
    goals, actions, lines,
    opening: makeOpening({ actions: openingActions, carryoverPercent: "0" }),
    revenues: [
      makeRevenue({ kind: "base", cents: cents("3,415,812") }),
      makeRevenue({ kind: "supplemental-concentration", cents: cents("299,081") }),
      makeRevenue({ kind: "base", year: "2024-25", cents: cents("3,356,610") }),
      makeRevenue({ kind: "supplemental-concentration", year: "2024-25", cents: cents("294,680") }),
    ],
  });
}

describe("case B: the complete tables of a charter school", () => {
  const tables = computeActionTables(indexPlan(choicesPlan(), testCatalogs));
  const { symbols } = tables;

  test("table 1 has the published rows and column sums", () => {
    expect(tables.table1.rows.map((row) => [row.number, row.contributing, row.personnel, row.nonpersonnel, row.otherState])).toEqual(
      choicesRows.map(([number, contributing, staff, rest, otherState]) => [number, contributing, cents(staff), cents(rest), cents(otherState)]),
    );
    expect(tables.table1.totals).toEqual({
      lcff: cents("933,897.37"), otherState: cents("47,550"), local: 0, federal: 0, total: cents("981,447.37"), personnel: cents("906,447.37"), nonpersonnel: cents("75,000"),
    });
  });
  test("table 2 counts the LCFF part of contributing actions only", () => {
    expect(tables.table2.rows).toHaveLength(9);
    expect([symbols.T4, symbols.leawide, symbols.limited, symbols.schoolwide].map((symbol) => shown(symbol))).toEqual(["$810,989.67", "$0.00", "$0.00", "$810,989.67"]);
    expect([symbols.P3, symbols.C, symbols.PT, symbols.T5, symbols.PP].map((symbol) => shown(symbol))).toEqual(["8.756%", "0.000%", "8.756%", "0.000%", "23.742%"]);
  });
  test("tables 3 and 4 sum last year, and the percentage difference is not required once the plan covers the grant", () => {
    expect(tables.table3.totals).toEqual({ planned: cents("933,437.55"), estimated: cents("649,748.15") });
    expect([symbols.L4, symbols.E7, symbols.difference_dollar].map((symbol) => shown(symbol))).toEqual(["$810,747.84", "$527,058.44", "$283,689.40"]);
    expect(symbols.difference_pct).toEqual({ kind: "not-required" });
  });
  test("table 5 floors the carryover at zero although less was spent than planned", () => {
    expect([symbols.P10, symbols.P11, symbols.P13].map((symbol) => shown(symbol))).toEqual(["8.779%", "15.702%", "0.000%"]);
    expect(shown(symbols.D12)).toBe("$0.00");
  });
});

describe("case C: a large district, and its print that counted one action twice", () => {
  const symbols = computeFromTotals({
    baseGrant: amount("433,586,271"),
    supplementalConcentration: amount("75,108,473"),
    contributing: amount("104,860,555"),
    contributingByType: { leawide: amount("77,346,529"), limited: amount("22,525,925"), schoolwide: amount("4,988,101") },
    plannedPercent: none,
    lastYear: {
      baseGrant: amount("414,992,546"),
      supplementalConcentration: amount("64,604,798"),
      adopted: { contributing: amount("74,903,555"), plannedPercent: none, estimatedContributing: amount("66,698,574.16"), estimatedPercent: none, carryoverPercent: none },
    },
  });
  test("prints the published figures", () => {
    expect([symbols.P3, symbols.PT, symbols.PP, symbols.P10, symbols.P11].map((symbol) => shown(symbol))).toEqual(["17.323%", "17.323%", "24.184%", "15.568%", "16.072%"]);
    expect(shown(symbols.D12)).toBe("$0.00");
    expect(formatMoney(symbols.difference_dollar.kind === "money" ? symbols.difference_dollar.cents : 0, "dollars")).toBe("$8,204,981");
  });
  test("totals by type that count action 1.11 under two scopes do not reconcile, and by how much", () => {
    const printed = { leawide: amount("77,346,529"), limited: amount("27,121,490"), schoolwide: amount("4,988,101") };
    expect(formatMoney(printed.leawide.add(printed.limited).add(printed.schoolwide), "dollars")).toBe("$109,456,120");
    const check = typesReconcile({ T4: amount("104,860,555"), ...printed });
    expect(check.reconciles).toBe(false);
    expect(formatMoney(check.difference, "dollars")).toBe("$4,595,565");
  });
});

describe("case D: a county office", () => {
  test("prints the published figures", () => {
    // Items 4, 6 and 9 as its published 2025-26 tables 4 and 5 print them.
    const symbols = computeFromTotals({
      baseGrant: amount("28,135,248"),
      supplementalConcentration: amount("1,180,069"),
      contributing: amount("5,608,659"),
      contributingByType: { leawide: amount("5,168,223"), limited: amount("440,436"), schoolwide: none },
      plannedPercent: none,
      lastYear: {
        baseGrant: amount("28,135,248"),
        supplementalConcentration: amount("1,180,069"),
        adopted: { contributing: amount("1,413,316"), plannedPercent: none, estimatedContributing: amount("1,334,827"), estimatedPercent: none, carryoverPercent: none },
      },
    });
    expect([symbols.P3, symbols.PP, symbols.P10, symbols.P11].map((symbol) => shown(symbol))).toEqual(["4.194%", "19.935%", "4.194%", "4.744%"]);
    expect(shown(symbols.D12)).toBe("$0.00");
    expect(shown(symbols.difference_dollar)).toBe("$78,489.00");
    expect(typesReconcile({ T4: amount("5,608,659"), leawide: amount("5,168,223"), limited: amount("440,436"), schoolwide: none }).reconciles).toBe(true);
  });
});
