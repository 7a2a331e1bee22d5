// The examples typed over from published plans give the printed figures, to the cent.
import { readFileSync, existsSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import { calculations } from "#app/domain/calculations/registry.ts";
import { formatMoney, formatPercent } from "#app/domain/calculations/format.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import type { Place } from "#app/domain/plan/plan-index.ts";
import { buildExample } from "#db/examples/examples.ts";
import type { Metric, Plan } from "#schemas/plan.ts";
import { shippedCatalogs } from "./catalogs.ts";

function printed(plan: Plan, decimals: number) {
  const index = indexPlan(plan, shippedCatalogs);
  const tables = computeActionTables(index);
  const symbols = Object.fromEntries(
    Object.entries(tables.symbols).map(([name, symbol]) => [name, symbol.kind === "money" ? formatMoney(symbol.cents) : symbol.kind === "percent" ? formatPercent(symbol.value, decimals) : symbol.kind]),
  );
  return { index, tables, symbols };
}
const dollars = (cents: number) => (cents / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });

describe("choices: San Juan Choices Charter School 2025-26 (lcap.md 5.6, case B)", () => {
  const plan = buildExample("choices");
  const { index, tables, symbols } = printed(plan, 3);

  test("the headers of the five tables", () => {
    expect(symbols).toMatchObject({
      A1: "$3,415,812.00", A2: "$299,081.00", C: "0.000%", P3: "8.756%", PT: "8.756%", T4: "$810,989.67", T5: "0.000%", PP: "23.742%",
      leawide: "$0.00", limited: "$0.00", schoolwide: "$810,989.67", L4: "$810,747.84", E6: "$294,680.00", E7: "$527,058.44", difference_dollar: "$283,689.40",
      B9: "$3,356,610.00", C_prev: "0.000%", P10: "8.779%", P11: "15.702%", D12: "$0.00", P13: "0.000%",
    });
  });
  test("table 1, row by row", () => {
    const rows = tables.table1.rows.map((row) => [row.number, row.contributing ? "Yes" : "No", dollars(row.personnel), dollars(row.nonpersonnel), dollars(row.lcff), dollars(row.otherState), dollars(row.total)].join(" | "));
    expect(rows).toEqual([
      "1.1 | Yes | 332,420.30 | 0.00 | 332,420.30 | 0.00 | 332,420.30",
      "1.2 | Yes | 63,339.20 | 0.00 | 63,339.20 | 0.00 | 63,339.20",
      "1.3 | Yes | 32,952.35 | 0.00 | 32,952.35 | 0.00 | 32,952.35",
      "1.4 | No | 104,705.20 | 0.00 | 104,705.20 | 0.00 | 104,705.20",
      "2.1 | Yes | 6,984.01 | 0.00 | 6,984.01 | 0.00 | 6,984.01",
      "2.2 | Yes | 183,472.20 | 47,550.00 | 183,472.20 | 47,550.00 | 231,022.20",
      "2.3 | Yes | 51,186.35 | 0.00 | 51,186.35 | 0.00 | 51,186.35",
      "2.4 | No | 2,413.95 | 2,000.00 | 4,413.95 | 0.00 | 4,413.95",
      "3.1 | Yes | 20,992.38 | 24,100.00 | 45,092.38 | 0.00 | 45,092.38",
      "3.2 | Yes | 39,889.48 | 0.00 | 39,889.48 | 0.00 | 39,889.48",
      "3.3 | Yes | 55,653.40 | 0.00 | 55,653.40 | 0.00 | 55,653.40",
      "3.4 | No | 12,438.55 | 1,350.00 | 13,788.55 | 0.00 | 13,788.55",
    ]);
    const { personnel, nonpersonnel, lcff, otherState, total } = tables.table1.totals;
    expect([personnel, nonpersonnel, lcff, otherState, total].map(dollars)).toEqual(["906,447.37", "75,000.00", "933,897.37", "47,550.00", "981,447.37"]);
  });
  test("tables 3 and 4, row by row", () => {
    const rows = tables.table3.rows.map((row) => [row.action.number, row.contributing ? "Yes" : "No", dollars(row.plannedTotal), dollars(row.estimatedTotal)].join(" | "));
    expect(rows).toEqual([
      "1.1 | Yes | 284,065.25 | 93,033.45", "1.2 | Yes | 34,548.25 | 24,892.45", "1.3 | Yes | 33,041.55 | 33,041.55", "1.4 | No | 103,768.36 | 103,768.36",
      "2.1 | Yes | 7,006.31 | 7,006.31", "2.2 | Yes | 192,387.00 | 192,387.00", "2.3 | Yes | 121,535.75 | 51,186.35", "2.4 | No | 4,531.90 | 4,531.90",
      "3.1 | Yes | 43,794.76 | 43,794.76", "3.2 | Yes | 39,907.32 | 39,907.32", "3.3 | Yes | 54,461.65 | 41,809.25", "3.4 | No | 14,389.45 | 14,389.45",
    ]);
    expect(dollars(tables.table3.totals.planned)).toBe("933,437.55");
    expect(dollars(tables.table3.totals.estimated)).toBe("649,748.15");
  });
  test("the budget overview, the staff ratios and the differences of the metrics", () => {
    const calculate = (name: string, place: Place = {}) => calculations[name]?.({ index, tables, catalogs: shippedCatalogs }, place);
    expect(calculate("bop.rev_total")).toEqual({ kind: "money", cents: 386_163_200 });
    expect(calculate("bop.rev_lcff_other")).toEqual({ kind: "money", cents: 311_673_100 });
    expect(calculate("bop.exp_not_in_lcap")).toEqual({ kind: "money", cents: 260_260_063 });
    expect(calculate("bop.py_difference")).toEqual({ kind: "money", cents: 28_368_940 });
    expect(calculate("staff_ratio.classified_low")).toEqual({ kind: "text", text: "1:62" });
    expect(calculate("staff_ratio.certificated_low")).toEqual({ kind: "text", text: "1:17" });
    const difference = (goal: number, metric: number) => {
      const at = index.goals[goal - 1];
      return JSON.stringify(calculate("difference", { ...(at && { goal: at }), ...(at && { metric: index.metricsOf(at.id)[metric - 1] as Metric }) }));
    };
    const printedDifferences = [[1, 1, "−5"], [1, 4, "+6"], [1, 5, "+1"], [1, 7, "−26"], [1, 8, "−34"], [1, 9, "−9"], [1, 12, "−7"], [2, 2, "−4"], [2, 4, "−33"], [2, 5, "−37"], [3, 2, "+5"], [3, 9, "+1"]] as const;
    for (const [goal, metric, by] of printedDifferences) expect(difference(goal, metric), `${goal}.${metric}`).toContain(`"${by} p`);
  });
  test("goals, metrics and actions are all there, numbered as printed", () => {
    expect(index.goals.map((goal) => [index.metricsOf(goal.id).length, index.actionsOf(goal.id).length])).toEqual([[14, 4], [6, 4], [14, 4]]);
    expect(plan.values.length).toBe(34);
    expect(plan.opening?.metrics.every((metric) => metric.baseline.length === 1 && metric.target.length === 1)).toBe(true);
  });
});

describe("carryover: the totals of San Juan Unified 2023-24 (lcap.md 5.6, case A)", () => {
  const { symbols } = printed(buildExample("carryover"), 2);
  test("a positive carryover goes from the last table into the first", () => {
    expect(symbols).toMatchObject({
      A1: "$391,520,480.00", A2: "$51,253,947.00", P3: "13.09%", C: "1.26%", PT: "14.36%", T4: "$57,856,812.00", PP: "14.78%",
      leawide: "$29,746,244.00", limited: "$19,127,851.00", schoolwide: "$8,982,717.00",
      L4: "$42,702,520.00", E6: "$40,845,093.00", E7: "$36,124,456.78", difference_dollar: "$6,578,063.22",
      B9: "$373,355,500.00", C_prev: "0.00%", P10: "10.94%", P11: "9.68%", D12: "$4,720,636.22", P13: "1.26%",
    });
  });
});

const published = path.join(process.env["PLAN_ONCE_DATA"] ?? "../shared/data", "plans-open/san-juan-choices-charter-lcap-2025-26.txt.gz");

describe.skipIf(!existsSync(published))("choices beside the published text (skipped where the published plans are not held)", () => {
  const plan = buildExample("choices");
  const text = existsSync(published) ? gunzipSync(readFileSync(published)).toString("utf8") : "";
  const words = (from: string) => from.toLowerCase().replace(/[‘’]/g, "'").match(/[a-z0-9'$%.,&/+-]*[a-z0-9]/g) ?? [];

  test("every title and amount of an action is printed there", () => {
    const bag = new Set(words(text));
    for (const title of [...plan.actions, ...(plan.opening?.actions ?? [])].map((action) => action.title)) {
      for (const word of words(title)) expect(bag, `${word} of "${title}"`).toContain(word);
    }
    const amounts = [...plan.lines.filter((line) => line.cents !== 0).map((line) => line.cents), ...(plan.opening?.actions.map((action) => action.plannedTotalCents) ?? [])];
    // Narrow columns of the print break an amount over two lines, before its last digits: a dollar sign and all but three characters are enough there.
    for (const amount of amounts.map(dollars)) expect(text.includes(amount) || text.includes(`$${amount.slice(0, -1)}\n`) || text.includes(`$${amount.slice(0, -1)} `), amount).toBe(true);
  });
  test("the figures of each metric are printed in its row", () => {
    const index = indexPlan(plan, shippedCatalogs);
    for (const metric of plan.metrics) {
      const number = index.metricNumber.get(metric.id) ?? "";
      const start = text.search(new RegExp(`^ +${number.replace(".", "\\.")} +${metric.name.slice(0, 6).replace(/[-/+]/g, "\\$&")}`, "m"));
      expect(start, number).toBeGreaterThan(0);
      const row = words(text.slice(start, start + 1400).split(/Goal Analysis|\n +\d\.\d+ {2,}/)[0] ?? "").map((word) => word.replace(/%$|%\+$/, ""));
      const opening = index.openingMetric.get(metric.lineageId);
      for (const reading of [...(opening?.baseline ?? []), ...index.valuesOf(metric.id), ...(opening?.target ?? [])]) {
        for (const word of words(reading.amount?.replace("-", "") ?? reading.text.replaceAll("%", ""))) expect(row, `${number} ${word}`).toContain(word);
      }
    }
  });
  test("no sentence of twelve or more words is copied", () => {
    const run = 12;
    const plain = (from: string) => from.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    const runs = (list: string[]) => list.slice(0, Math.max(0, list.length - run + 1)).map((_, at) => list.slice(at, at + run).join(" "));
    const theirs = new Set(runs(plain(text)));
    const copied: string[] = [];
    const walk = (value: unknown): void => {
      if (typeof value === "string") copied.push(...runs(plain(value)).filter((each) => theirs.has(each)));
      else if (typeof value === "object" && value !== null) Object.values(value).forEach(walk);
    };
    walk(plan);
    expect(copied).toEqual([]);
    expect(runs(plain(text.slice(20_000, 21_000))).some((each) => theirs.has(each))).toBe(true);
  });
});
