// What do the five action tables say, exactly? One set of formulas for a whole plan and for bare totals.
// Source of every formula and of the symbols' names: lcap.md 5.2 to 5.5. Nothing is rounded here.
import Fraction from "fraction.js";
import type { LedgerLine, PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { Action, OpeningAction } from "#schemas/plan.ts";

/** Exact cents, possibly with a part of a cent (item 12). */
export type Money = { kind: "money"; cents: Fraction };
/** A share of one: 0.08756 is 8.756 %. */
export type Percent = { kind: "percent"; value: Fraction };
/** Not known yet, or there is nothing of the kind, and why. */
export type Unknown = { kind: "nothing"; reason: string };
/** The sum cannot be done (division by zero), and why: a finding, never NaN. */
export type Impossible = { kind: "impossible"; reason: string };
/** The form asks for no figure here (EC 42238.07(c)(2)). */
export type NotRequired = { kind: "not-required" };

export type MoneySymbol = Money | Unknown | Impossible;
export type PercentSymbol = Percent | Unknown | Impossible;

/** The symbols of lcap.md 5.2, by their names there, and the two differences of table 4. */
export type TableSymbols = {
  A1: MoneySymbol;
  A2: MoneySymbol;
  P3: PercentSymbol;
  C: PercentSymbol;
  PT: PercentSymbol;
  T4: MoneySymbol;
  T5: PercentSymbol;
  PP: PercentSymbol;
  leawide: MoneySymbol;
  limited: MoneySymbol;
  schoolwide: MoneySymbol;
  L4: MoneySymbol;
  E6: MoneySymbol;
  E7: MoneySymbol;
  L5: PercentSymbol;
  E8: PercentSymbol;
  B9: MoneySymbol;
  C_prev: PercentSymbol;
  P10: PercentSymbol;
  P11: PercentSymbol;
  D12: MoneySymbol;
  P13: PercentSymbol;
  /** Table 4: L4 less E7. */
  difference_dollar: MoneySymbol;
  /** Table 4: E8 less L5 where L4 < E6. */
  difference_pct: PercentSymbol | NotRequired;
};

/** Whole cents by column of table 1. */
export type FundAmounts = { lcff: number; otherState: number; local: number; federal: number; total: number; personnel: number; nonpersonnel: number };

/** A row of table 1, and of table 2 where it contributes. Cents. */
export type PlannedRow = FundAmounts & { action: Action; goalNumber: string; number: string; contributing: boolean; plannedPercent: Fraction | null };
/** A row of table 3, and of table 4 where it contributed. Cents. */
export type LastYearRow = {
  action: OpeningAction;
  contributing: boolean;
  plannedTotal: number;
  estimatedTotal: number;
  plannedLcff: number;
  estimatedLcff: number;
  plannedPercent: Fraction | null;
  estimatedPercent: Fraction | null;
};

export type ActionTables = {
  symbols: TableSymbols;
  table1: { rows: PlannedRow[]; totals: FundAmounts };
  table2: { rows: PlannedRow[] };
  table3: { rows: LastYearRow[]; totals: { planned: number; estimated: number } };
  table4: { rows: LastYearRow[] };
  plannedRow: ReadonlyMap<string, PlannedRow>;
  lastYearRow: ReadonlyMap<string, LastYearRow>;
  /** Planned and estimated lines whose source no catalog puts under a fund: in no column until somebody says which. */
  unplaced: LedgerLine[];
};

/** What the formulas start from. Money in cents, percentages as fractions of one; null where nobody has said. */
export type TableTotals = {
  baseGrant: Fraction | null;
  supplementalConcentration: Fraction | null;
  contributing: Fraction;
  contributingByType: { leawide: Fraction; limited: Fraction; schoolwide: Fraction };
  plannedPercent: Fraction;
  /** The current year, in progress; "first" where there was no plan and no grant last year. */
  lastYear: LastYearTotals | "first";
};
export type LastYearTotals = {
  baseGrant: Fraction | null;
  supplementalConcentration: Fraction | null;
  /** Null throughout where last year's adopted plan is not recorded. */
  adopted: { contributing: Fraction; plannedPercent: Fraction; estimatedContributing: Fraction; estimatedPercent: Fraction; carryoverPercent: Fraction | null } | null;
};

const zero = new Fraction(0);
const money = (cents: Fraction): Money => ({ kind: "money", cents });
const percent = (value: Fraction): Percent => ({ kind: "percent", value });

type Known = Money | Percent;
const amountOf = (symbol: Known): Fraction => (symbol.kind === "money" ? symbol.cents : symbol.value);

/** Works a formula out where every input is known; otherwise the first reason why not, the impossible before the unknown. */
function formula<Out extends Known>(inputs: readonly (Known | Unknown | Impossible)[], work: (...known: Fraction[]) => Out | Impossible): Out | Unknown | Impossible {
  const impossible = inputs.find((input) => input.kind === "impossible");
  if (impossible?.kind === "impossible") return impossible;
  const unknown = inputs.find((input) => input.kind === "nothing");
  if (unknown?.kind === "nothing") return unknown;
  return work(...inputs.map((input) => amountOf(input as Known)));
}

const typed = (cents: Fraction | null, what: string): MoneySymbol => (cents === null ? { kind: "nothing", reason: `${what} has not been entered.` } : money(cents));

/** A share of a grant; a grant of zero has no share (lcap.md 5.5: no official behaviour, show an error). */
const shareOf = (part: Fraction, whole: Fraction, wholeName: string): Percent | Impossible =>
  whole.equals(0) ? { kind: "impossible", reason: `${wholeName} is zero, so the percentage cannot be worked out. Enter the grant, or leave it empty until it is known.` } : percent(part.div(whole));

const item1 = "The projected LCFF base grant (item 1)";
const item9 = "The estimated actual LCFF base grant (item 9)";

/** All symbols from totals. `computeActionTables` and the worked cases whose rows are not known both come through here. */
export function computeFromTotals(totals: TableTotals): TableSymbols {
  const { lastYear } = totals;
  const A1 = typed(totals.baseGrant, item1);
  const A2 = typed(totals.supplementalConcentration, "The projected LCFF supplemental and concentration grants (item 2)");
  const T4 = money(totals.contributing);
  const T5 = percent(totals.plannedPercent);

  // Table 4 and 5 are about the current year, in progress; they sit in the coming year's document.
  const firstPlan: Unknown = { kind: "nothing", reason: "This is the first plan: there is no adopted plan of last year." };
  const notRecorded: Unknown = { kind: "nothing", reason: "Last year's adopted plan is not recorded here; record it under last year's plan." };
  const adopted = lastYear === "first" ? null : lastYear.adopted;
  const frozenMoney = (cents: Fraction | undefined): MoneySymbol => (cents === undefined ? (lastYear === "first" ? firstPlan : notRecorded) : money(cents));
  const frozenPercent = (value: Fraction | null | undefined): PercentSymbol =>
    value === undefined ? (lastYear === "first" ? firstPlan : notRecorded)
    : value === null ? { kind: "nothing", reason: "The carryover percentage printed in table 1 of last year's adopted plan is not recorded." }
    : percent(value);
  const L4 = frozenMoney(adopted?.contributing);
  const E7 = frozenMoney(adopted?.estimatedContributing);
  const L5 = frozenPercent(adopted?.plannedPercent);
  const E8 = frozenPercent(adopted?.estimatedPercent);
  const C_prev = frozenPercent(adopted?.carryoverPercent);
  const E6 = lastYear === "first" ? firstPlan : typed(lastYear.supplementalConcentration, "The estimated LCFF supplemental and concentration grants (item 6)");
  const B9 = lastYear === "first" ? firstPlan : typed(lastYear.baseGrant, item9);

  const P10 = formula([E6, B9, C_prev], (e6, b9, cPrev) => {
    const share = shareOf(e6!, b9!, item9);
    return share.kind === "impossible" ? share : percent(share.value.add(cPrev!));
  });
  const P11 = formula([E7, B9, E8], (e7, b9, e8) => {
    const share = shareOf(e7!, b9!, item9);
    return share.kind === "impossible" ? share : percent(share.value.add(e8!));
  });
  // Without a plan and a grant last year nothing can be carried over, and the form prints 0.00% and $0 "if none" (lcap.md 5.1).
  // That is knowledge, not a gap; where last year existed but is not entered, the carryover stays unknown.
  const D12: MoneySymbol = lastYear === "first" ? money(zero) : formula([P10, P11, B9], (p10, p11, b9) => {
    const left = p10!.sub(p11!).mul(b9!);
    return money(left.lt(0) ? zero : left);
  });
  const P13: PercentSymbol = lastYear === "first" ? percent(zero) : formula([D12, B9], (d12, b9) => shareOf(d12!, b9!, item9));

  const C = P13; // the link of lcap.md 5.3: item 13 of this document is table 1's carryover percentage
  const P3 = formula([A2, A1], (a2, a1) => shareOf(a2!, a1!, item1));
  const PT = formula([P3, C], (p3, c) => percent(p3!.add(c!)));
  const PP = formula([T4, A1, T5], (t4, a1, t5) => {
    const share = shareOf(t4!, a1!, item1);
    return share.kind === "impossible" ? share : percent(share.value.add(t5!));
  });

  const difference_dollar = formula([L4, E7], (l4, e7) => money(l4!.sub(e7!)));
  const shortOfGrant = formula([L4, E6], (l4, e6) => percent(l4!.lt(e6!) ? new Fraction(1) : zero));
  const difference_pct: PercentSymbol | NotRequired =
    shortOfGrant.kind !== "percent" ? shortOfGrant
    : shortOfGrant.value.equals(0) ? { kind: "not-required" }
    : formula([E8, L5], (e8, l5) => percent(e8!.sub(l5!)));

  const { leawide, limited, schoolwide } = totals.contributingByType;
  return { A1, A2, P3, C, PT, T4, T5, PP, leawide: money(leawide), limited: money(limited), schoolwide: money(schoolwide), L4, E6, E7, L5, E8, B9, C_prev, P10, P11, D12, P13, difference_dollar, difference_pct };
}

/** Does LEA-wide + Limited + Schoolwide equal item 4? A print that ticks one action twice does not (lcap.md 5.6 case C). Cents; the difference is what the types count too much. */
export function typesReconcile(amounts: { T4: Fraction; leawide: Fraction; limited: Fraction; schoolwide: Fraction }): { reconciles: boolean; difference: Fraction } {
  const difference = amounts.leawide.add(amounts.limited).add(amounts.schoolwide).sub(amounts.T4);
  return { reconciles: difference.equals(0), difference };
}

/** PP >= PT, compared exactly (R-IIS-8); null while one of them is not known. */
export function meetsRequiredPercentage({ PP, PT }: Pick<TableSymbols, "PP" | "PT">): boolean | null {
  return PP.kind === "percent" && PT.kind === "percent" ? PP.value.gte(PT.value) : null;
}

/** Percent points as the plan writes them ("4.25") to a fraction of one. */
export const fractionOfPercent = (points: string): Fraction => new Fraction(points).div(100);

const sumBy = <Row>(rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
const sumPercent = <Row>(rows: readonly Row[], of: (row: Row) => Fraction | null): Fraction =>
  rows.reduce((sum, row) => { const value = of(row); return value === null ? sum : sum.add(value); }, zero);

/** Cents of one action's lines by column of table 1. Lines under no fund are left out of every column, total and staff alike. */
function amountsOf(lines: readonly LedgerLine[]): FundAmounts {
  const amounts = { lcff: 0, otherState: 0, local: 0, federal: 0, total: 0, personnel: 0, nonpersonnel: 0 };
  for (const line of lines) {
    if (line.fund === null) continue;
    if (line.fund === "other_state") amounts.otherState += line.cents;
    else amounts[line.fund] += line.cents;
    amounts.total += line.cents;
    if (line.personnel) amounts.personnel += line.cents;
  }
  amounts.nonpersonnel = amounts.total - amounts.personnel;
  return amounts;
}

/** The five tables of a plan: rows in the order of the document, column sums, and every symbol of lcap.md 5.2. */
export function computeActionTables(index: PlanIndex): ActionTables {
  const { plan } = index;
  const own = (line: LedgerLine) => line.orgId === index.orgId;

  const plannedRows: PlannedRow[] = index.goals.flatMap((goal) =>
    index.actionsOf(goal.id).map((action) => ({
      action,
      goalNumber: index.goalNumber.get(goal.id) ?? "",
      number: index.actionNumber.get(action.id) ?? "",
      contributing: action.contributing === true,
      plannedPercent: action.plannedPercent === null ? null : fractionOfPercent(action.plannedPercent),
      ...amountsOf(index.linesOf(action.id).filter((line) => own(line) && line.kind === "planned" && line.year === plan.year)),
    })),
  );
  const contributingRows = plannedRows.filter((row) => row.contributing);

  const lastYearRows: LastYearRow[] = (plan.opening?.actions ?? []).map((action) => {
    const estimated = amountsOf(index.linesOfOpening(action.id).filter((line) => own(line) && line.kind === "estimated" && line.year === plan.opening?.year));
    return {
      action,
      contributing: action.contributing === true,
      plannedTotal: action.plannedTotalCents,
      estimatedTotal: estimated.total,
      plannedLcff: action.plannedLcffCents,
      estimatedLcff: estimated.lcff,
      plannedPercent: action.plannedPercent === null ? null : fractionOfPercent(action.plannedPercent),
      estimatedPercent: action.actualPercent === null ? null : fractionOfPercent(action.actualPercent),
    };
  });
  const contributedRows = lastYearRows.filter((row) => row.contributing);

  const revenue = (kind: string, year: string): Fraction | null => {
    const row = index.revenue(kind, year);
    return row ? new Fraction(row.cents) : null;
  };
  const byScope = (scope: NonNullable<Action["scope"]>) => new Fraction(sumBy(contributingRows.filter((row) => row.action.scope === scope), (row) => row.lcff));
  const currentBase = revenue("base", index.priorYear);
  const currentGrants = revenue("supplemental-concentration", index.priorYear);

  const symbols = computeFromTotals({
    baseGrant: revenue("base", plan.year),
    supplementalConcentration: revenue("supplemental-concentration", plan.year),
    contributing: new Fraction(sumBy(contributingRows, (row) => row.lcff)),
    contributingByType: { leawide: byScope("leawide"), limited: byScope("limited"), schoolwide: byScope("schoolwide") },
    plannedPercent: sumPercent(contributingRows, (row) => row.plannedPercent),
    lastYear: plan.opening === null && currentBase === null && currentGrants === null ? "first" : {
      baseGrant: currentBase,
      supplementalConcentration: currentGrants,
      adopted: plan.opening === null ? null : {
        contributing: new Fraction(sumBy(contributedRows, (row) => row.plannedLcff)),
        plannedPercent: sumPercent(contributedRows, (row) => row.plannedPercent),
        estimatedContributing: new Fraction(sumBy(contributedRows, (row) => row.estimatedLcff)),
        estimatedPercent: sumPercent(contributedRows, (row) => row.estimatedPercent),
        carryoverPercent: plan.opening.carryoverPercent === null ? null : fractionOfPercent(plan.opening.carryoverPercent),
      },
    },
  });

  const column = (name: keyof FundAmounts) => sumBy(plannedRows, (row) => row[name]);
  return {
    symbols,
    table1: {
      rows: plannedRows,
      totals: { lcff: column("lcff"), otherState: column("otherState"), local: column("local"), federal: column("federal"), total: column("total"), personnel: column("personnel"), nonpersonnel: column("nonpersonnel") },
    },
    table2: { rows: contributingRows },
    table3: { rows: lastYearRows, totals: { planned: sumBy(lastYearRows, (row) => row.plannedTotal), estimated: sumBy(lastYearRows, (row) => row.estimatedTotal) } },
    table4: { rows: contributedRows },
    plannedRow: new Map(plannedRows.map((row) => [row.action.id, row])),
    lastYearRow: new Map(lastYearRows.map((row) => [row.action.id, row])),
    unplaced: index.rowsOf("lines", index.orgId).filter((line) => line.fund === null && line.kind !== "spent"),
  };
}
