// The figures of the five action tables as data: dollars as decimal text, percentages as exact fractions of one.
import type Fraction from "fraction.js";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import type { ActionTables } from "#app/domain/calculations/action-tables.ts";
import { formatMoney, formatPercent, wholeCents } from "#app/domain/calculations/format.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import type { Catalogs } from "#app/domain/plan/plan-index.ts";
import type { Plan } from "#schemas/plan.ts";

const symbolNames = ["A1", "A2", "P3", "C", "PT", "T4", "T5", "PP", "leawide", "limited", "schoolwide", "L4", "E6", "E7", "L5", "E8", "B9", "C_prev", "P10", "P11", "D12", "P13"] as const;
type SymbolName = (typeof symbolNames)[number];

type FundFigures = Record<"lcff" | "other_state" | "local" | "federal" | "total" | "personnel" | "nonpersonnel", string>;

/** Keys are the symbols of lcap.md 5.2. Null where nothing is entered or the sum cannot be done; `why` says which. `printed` has three decimals. */
export type TableFigures = Record<SymbolName, string | null> & {
  totals: FundFigures;
  last_year_totals: { planned: string; estimated: string };
  printed: Partial<Record<SymbolName, string>>;
  why: Partial<Record<SymbolName, string>>;
};

export function tableFigures(plan: Plan, catalogs: Catalogs): TableFigures {
  const tables = computeActionTables(indexPlan(plan, catalogs));
  const figures = {} as Record<SymbolName, string | null>;
  const printed: TableFigures["printed"] = {};
  const why: TableFigures["why"] = {};
  for (const name of symbolNames) {
    const symbol = tables.symbols[name];
    figures[name] = null;
    if (symbol.kind === "money") {
      figures[name] = dollars(symbol.cents);
      printed[name] = formatMoney(symbol.cents);
    } else if (symbol.kind === "percent") {
      figures[name] = symbol.value.toFraction();
      printed[name] = formatPercent(symbol.value, 3);
    } else why[name] = symbol.reason;
  }
  return { ...figures, totals: fundFigures(tables), last_year_totals: { planned: dollars(tables.table3.totals.planned), estimated: dollars(tables.table3.totals.estimated) }, printed, why };
}

function fundFigures({ table1: { totals } }: ActionTables): FundFigures {
  return {
    lcff: dollars(totals.lcff),
    other_state: dollars(totals.otherState),
    local: dollars(totals.local),
    federal: dollars(totals.federal),
    total: dollars(totals.total),
    personnel: dollars(totals.personnel),
    nonpersonnel: dollars(totals.nonpersonnel),
  };
}

/** "810989.67": two decimals, no sign of currency, no thousands. */
const dollars = (cents: number | Fraction): string => {
  const whole = typeof cents === "number" ? cents : wholeCents(cents);
  const digits = String(Math.abs(whole)).padStart(3, "0");
  return `${whole < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

export function tableWords(figures: TableFigures): string {
  const lines = symbolNames.map((name) => `${name.padEnd(11)}${(figures.printed[name] ?? "–").padStart(20)}${figures[name] === null ? `   ${figures.why[name] ?? ""}` : ""}`);
  const totals = Object.entries(figures.totals).map(([column, amount]) => `${column.padEnd(13)}${amount.padStart(18)}`);
  return [...lines, "", "Table 1 totals", ...totals, "", "Table 3 totals", `planned      ${figures.last_year_totals.planned.padStart(18)}`, `estimated    ${figures.last_year_totals.estimated.padStart(18)}`].join("\n");
}
