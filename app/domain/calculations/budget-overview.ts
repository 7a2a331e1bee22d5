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

/** "Projected Revenue by Fund Source": whole percents of all revenue; a county office's parts of LCFF take the place of base and grants (lcap.md 2.4). */
export const chartRevenue: Calculation = (input) =>
  known(sources(input), (lcff, state, local, federal) => {
    const total = lcff! + state! + local! + federal!;
    if (total === 0) return { kind: "impossible", reason: "All revenue is zero, so its parts have no percentage. Enter the revenue of the coming year." };
    const grants = revenue(input, "supplemental-concentration");
    const countyParts = [
      ["LCFF County Operations Grant", revenue(input, "coe-operations")],
      ["LCFF Alternative Education Grant", revenue(input, "coe-alternative-education")],
      ["other LCFF funds", revenue(input, "coe-other-lcff")],
    ] as const;
    const districtParts = grants === undefined ? [] : ([["All Other LCFF funds", lcff! - grants], ["LCFF supplemental & concentration grants", grants]] as const);
    const parts = countyParts.some(([, cents]) => cents !== undefined) ? countyParts : districtParts;
    const slice = (label: string, cents: number, within?: string) => ({ label, cents, percent: new Fraction(cents, total), ...(within === undefined ? {} : { within }) });
    return {
      kind: "chart",
      slices: [
        slice("Total LCFF Funds", lcff!),
        ...parts.flatMap(([label, cents]) => (cents === undefined ? [] : [slice(label, cents, "Total LCFF Funds")])),
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
