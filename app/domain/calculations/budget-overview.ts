// What does the budget overview for parents add up to? (lcap.md 2.2)
import Fraction from "fraction.js";
import type { Calculated, Calculation, CalculationInput } from "./calculated.ts";
import { wholeCents } from "./format.ts";

const nothing: Calculated = { kind: "nothing" };
const money = (cents: number): Calculated => ({ kind: "money", cents });

/** A revenue of the plan's year in cents; undefined where nobody has entered it. */
const revenue = ({ index }: CalculationInput, kind: string): number | undefined => index.revenue(kind, index.plan.year)?.cents;

/** Works a sum out only where every part is known: a missing revenue is not a zero. */
function known(parts: (number | undefined)[], work: (...parts: number[]) => Calculated): Calculated {
  return parts.every((part) => part !== undefined) ? work(...(parts as number[])) : nothing;
}

/** "All Other LCFF funds": total LCFF less supplemental and concentration. */
export const revLcffOther: Calculation = (input) => known([revenue(input, "lcff-total"), revenue(input, "supplemental-concentration")], (total, grants) => money(total! - grants!));

const sources = (input: CalculationInput) => [revenue(input, "lcff-total"), revenue(input, "other-state"), revenue(input, "local"), revenue(input, "federal")];

/** Total general purpose revenue of the coming year from all four sources. */
export const revTotal: Calculation = (input) => known(sources(input), (lcff, state, local, federal) => money(lcff! + state! + local! + federal!));

/** General fund spending that is not in the plan. */
export const expNotInLcap: Calculation = (input) => known([revenue(input, "general-fund-expenditures")], (all) => money(all! - input.tables.table1.totals.total));

/** Budgeted less actual of last year's contributing actions, as a magnitude: published overviews flip the sign from year to year (lcap.md 2.2). */
export const priorYearDifference: Calculation = ({ tables }) => {
  const { difference_dollar } = tables.symbols;
  return difference_dollar.kind === "money" ? money(wholeCents(difference_dollar.cents.abs())) : difference_dollar.kind === "impossible" ? difference_dollar : nothing;
};

/** What a county office's LCFF funds are made of, as far as it has been entered. */
function countyParts(input: CalculationInput): (readonly [label: string, cents: number])[] {
  const parts = [["LCFF County Operations Grant", "coe-operations"], ["LCFF Alternative Education Grant", "coe-alternative-education"], ["Other LCFF funds", "coe-other-lcff"]] as const;
  return parts.flatMap(([label, kind]) => {
    const cents = revenue(input, kind);
    return cents === undefined ? [] : [[label, cents] as const];
  });
}

/** The LCFF revenue of a county office by its parts, in whole percents; nothing without any. */
export const chartLcffRevenue: Calculation = (input) =>
  known([revenue(input, "lcff-total")], (lcff) => {
    const parts = countyParts(input);
    if (parts.length === 0 || lcff === 0) return nothing;
    return { kind: "chart", slices: parts.map(([label, cents]) => ({ label, cents, percent: new Fraction(cents, lcff!) })) };
  });

/** A county office's planned spending in the plan, with the part each of its two grants pays. */
export const chartPlannedByGrant: Calculation = ({ index, tables }) => {
  const paidFrom = (source: string): number => index.goals.flatMap((goal) => index.actionsOf(goal.id)).flatMap((action) => index.linesOf(action.id)).filter((line) => line.kind === "planned" && line.source === source).reduce((sum, line) => sum + line.cents, 0);
  const planned = tables.table1.totals.total;
  if (planned === 0) return nothing;
  return {
    kind: "chart",
    slices: [
      { label: "Total Budgeted Expenditures in the LCAP", cents: planned },
      { label: "Alternative Education Grant", cents: paidFrom("coe-alt-ed") },
      { label: "Student Support and Enrichment Block Grant", cents: paidFrom("coe-ssebg") },
    ],
  };
};

/** "Projected Revenue by Fund Source": whole percents of all revenue; a county office shows the parts of LCFF in a chart of their own (lcap.md 2.4). */
export const chartRevenue: Calculation = (input) =>
  known(sources(input), (lcff, state, local, federal) => {
    const total = lcff! + state! + local! + federal!;
    if (total === 0) return { kind: "impossible", reason: "All revenue is zero, so its parts have no percentage. Enter the revenue of the coming year." };
    const grants = revenue(input, "supplemental-concentration");
    const parts = grants === undefined || countyParts(input).length > 0 ? [] : ([["All Other LCFF funds", lcff! - grants], ["LCFF supplemental & concentration grants", grants]] as const);
    const slice = (label: string, cents: number, within?: string) => ({ label, cents, percent: new Fraction(cents, total), ...(within === undefined ? {} : { within }) });
    return {
      kind: "chart",
      slices: [
        slice("Total LCFF Funds", lcff!),
        ...parts.map(([label, cents]) => slice(label, cents, "Total LCFF Funds")),
        slice("All other state funds", state!),
        slice("All local funds", local!),
        slice("All federal funds", federal!),
      ],
    };
  });

/** "Budgeted Expenditures in the LCAP". */
export const chartExpenditures: Calculation = (input) =>
  known([revenue(input, "general-fund-expenditures")], (all) => ({
    kind: "chart",
    slices: [
      { label: "Total Budgeted General Fund Expenditures", cents: all! },
      { label: "Total Budgeted Expenditures in the LCAP", cents: input.tables.table1.totals.total },
    ],
  }));

/** "Prior Year Expenditures": the two amounts of sentence s9, in its words. */
export const chartPriorYear: Calculation = ({ tables }) => {
  const { L4, E7 } = tables.symbols;
  if (L4.kind !== "money" || E7.kind !== "money") return nothing;
  return { kind: "chart", slices: [{ label: "LCAP budgeted", cents: wholeCents(L4.cents) }, { label: "Actually spent", cents: wholeCents(E7.cents) }] };
};
