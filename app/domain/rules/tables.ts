// The inputs of the five tables and of the budget overview: there, possible, and in agreement (lcap.md 2.5, 5.2 to 5.4).
import { formatMoney } from "#app/domain/calculations/format.ts";
import type { Rule, RuleInput } from "./rule.ts";

export const grantsEntered: Rule = {
  id: "tables.grants",
  severity: "error",
  citation: "lcap.md 5.2",
  title: "The grants the tables start from are entered: base and supplemental and concentration, of the coming year and the current one.",
  check: ({ index, tables: { symbols } }) => {
    const current = index.plan.opening !== null || symbols.E6.kind === "money" || symbols.B9.kind === "money";
    const due = [
      ["base", index.plan.year, "the projected LCFF base grant (item 1)", true],
      ["supplemental-concentration", index.plan.year, "the projected LCFF supplemental and concentration grants (item 2)", true],
      ["supplemental-concentration", index.priorYear, "the estimated LCFF supplemental and concentration grants of the current year (item 6)", current],
      ["base", index.priorYear, "the estimated actual LCFF base grant of the current year (item 9)", current],
    ] as const;
    return due.filter(([kind, year, , isDue]) => isDue && index.revenue(kind, year) === undefined).map(([kind, year, what]) => ({ at: `revenues/${kind}/${year}`, message: `Enter ${what}, ${year}.` }));
  },
};

export const sumsPossible: Rule = {
  id: "tables.possible",
  severity: "error",
  citation: "lcap.md 5.5",
  title: "Every percentage of the tables can be worked out: no grant it is divided by is zero.",
  check: ({ index, tables: { symbols } }: RuleInput) => {
    const { P3, PP, P10, P11 } = symbols;
    const places = [[`revenues/base/${index.plan.year}`, [P3, PP]], [`revenues/base/${index.priorYear}`, [P10, P11]]] as const;
    return places.flatMap(([at, sums]) => {
      const broken = sums.find((sum) => sum.kind === "impossible");
      return broken?.kind === "impossible" ? [{ at, message: broken.reason }] : [];
    });
  },
};

export const revenuesNotNegative: Rule = {
  id: "tables.revenues-not-negative",
  severity: "error",
  citation: "lcap.md 5.2",
  title: "No revenue or grant is negative.",
  check: ({ index }) => index.plan.revenues.filter((row) => row.orgId === index.orgId && row.cents < 0).map((row) => ({ at: `revenues/${row.kind}/${row.year}`, message: `This amount (${formatMoney(row.cents)}) is negative. Enter it without a minus.` })),
};

export const baseWithinLcff: Rule = {
  id: "tables.base-is-not-total-lcff",
  severity: "warning",
  citation: "lcap.md 5.4; 5 CCR 15496(a)(8); LC-10",
  title: "Base grant plus supplemental and concentration grants are not more than total LCFF funds.",
  check: ({ index, tables: { symbols } }) => {
    const { A1, A2 } = symbols;
    const total = index.revenue("lcff-total", index.plan.year)?.cents;
    return A1.kind === "money" && A2.kind === "money" && total !== undefined && A1.cents.add(A2.cents).gt(total)
      ? [{ at: `revenues/base/${index.plan.year}`, message: `Base grant and supplemental and concentration grants make ${formatMoney(A1.cents.add(A2.cents))}, more than total LCFF funds (${formatMoney(total)}). The base grant leaves out supplemental and concentration money: was the total entered as base?` }]
      : [];
  },
};

export const otherLcffIsBase: Rule = {
  id: "X-BOP-5",
  severity: "warning",
  citation: "lcap.md 2.5 X-BOP-5",
  title: "All other LCFF funds often equal the base grant; a difference is right only for add-ons such as transportation (X-BOP-1 to X-BOP-4 hold by construction: each amount is entered once).",
  check: ({ index, tables: { symbols } }) => {
    const { A1, A2 } = symbols;
    const total = index.revenue("lcff-total", index.plan.year)?.cents;
    if (index.lea.kind === "coe" || A1.kind !== "money" || A2.kind !== "money" || total === undefined) return [];
    const others = A2.cents.neg().add(total).sub(A1.cents);
    return others.gt(0) ? [{ at: `revenues/lcff-total/${index.plan.year}`, message: `Total LCFF funds hold ${formatMoney(others)} beyond the base grant and the supplemental and concentration grants. That is right for add-ons such as transportation; if there are none, correct an amount.` }] : [];
  },
};

export const overviewWithinGeneralFund: Rule = {
  id: "bop.plan-within-general-fund",
  severity: "warning",
  citation: "lcap.md 2.2",
  title: "The plan's spending is not more than the general fund's.",
  check: ({ index, tables }) => {
    const all = index.revenue("general-fund-expenditures", index.plan.year)?.cents;
    return all !== undefined && tables.table1.totals.total > all ? [{ at: `revenues/general-fund-expenditures/${index.plan.year}`, message: `The plan spends ${formatMoney(tables.table1.totals.total)}, more than all general fund expenditures (${formatMoney(all)}). Check the amount, or money from other funds.` }] : [];
  },
};

const countyParts = ["coe-operations", "coe-alternative-education", "coe-other-lcff"] as const;

export const countyLcffParts: Rule = {
  id: "bop.county-lcff-parts",
  severity: "warning",
  citation: "lcap.md 2.4; EC 52064.1(b)(1)(A)(ii)",
  title: "A county office's three parts of LCFF are entered and make total LCFF funds.",
  check: ({ index }) => {
    if (index.lea.kind !== "coe") return [];
    const parts = countyParts.map((kind) => index.revenue(kind, index.plan.year)?.cents);
    const total = index.revenue("lcff-total", index.plan.year)?.cents;
    const missing = countyParts.filter((_, at) => parts[at] === undefined);
    if (missing.length > 0) return missing.map((kind) => ({ at: `revenues/${kind}/${index.plan.year}`, message: "Enter this part of LCFF, zero if there is none: the budget overview of a county office shows the operations grant, the alternative education grant and other LCFF funds apart." }));
    const sum = parts.reduce((a: number, b) => a + (b ?? 0), 0);
    return total !== undefined && sum !== total ? [{ at: `revenues/lcff-total/${index.plan.year}`, message: `The three parts of LCFF make ${formatMoney(sum)}, but total LCFF funds are ${formatMoney(total)}. Correct one of them.` }] : [];
  },
};

export const carryoverPercentKnown: Rule = {
  id: "opening.carryover-percent",
  severity: "error",
  citation: "lcap.md 5.3",
  title: "The carryover percentage printed in table 1 of last year's adopted plan is recorded.",
  check: ({ index }) => (index.plan.opening !== null && index.plan.opening.carryoverPercent === null ? [{ at: "opening/carryoverPercent", message: `Enter the LCFF carryover percentage of table 1 of the adopted ${index.plan.opening.year} plan, 0 if it printed none.` }] : []),
};

export const openingYear: Rule = {
  id: "opening.year",
  severity: "error",
  citation: "lcap.md 5.2, 5.3",
  title: "The recorded adopted plan is the one of the year before.",
  check: ({ index }) => (index.plan.opening !== null && index.plan.opening.year !== index.priorYear ? [{ at: "opening/year", message: `The adopted plan recorded here is of ${index.plan.opening.year}; the tables need the one of ${index.priorYear}.` }] : []),
};

export const frozenLcffWithinTotal: Rule = {
  id: "opening.lcff-within-total",
  severity: "error",
  citation: "lcap.md 5.3",
  title: "Of last year's action, planned LCFF funds are not more than its planned total, and only contributing actions have them.",
  check: ({ index }) =>
    (index.plan.opening?.actions ?? []).flatMap((action) => [
      ...(action.plannedLcffCents > action.plannedTotalCents ? [{ at: `opening.actions/${action.id}/plannedLcffCents`, message: `Last year's action ${action.number} has ${formatMoney(action.plannedLcffCents)} of LCFF funds in a total of ${formatMoney(action.plannedTotalCents)}. Compare with the adopted plan.` }] : []),
      ...(action.contributing === false && action.plannedLcffCents !== 0 ? [{ at: `opening.actions/${action.id}/contributing`, message: `Last year's action ${action.number} did not contribute but has contributing LCFF funds. Compare with table 2 of the adopted plan.` }] : []),
    ]),
};

export const estimatesEntered: Rule = {
  id: "actual.estimated",
  severity: "error",
  citation: "lcap.md 5.2",
  title: "Every action of last year has its estimated actual expenditures, a line of $0 if nothing was spent.",
  check: ({ index }) =>
    (index.plan.opening?.actions ?? [])
      .filter((action) => action.plannedTotalCents > 0 && !index.linesOfOpening(action.id).some((line) => line.orgId === index.orgId && line.kind === "estimated"))
      .map((action) => ({ at: `opening.actions/${action.id}/lines`, message: `Enter what last year's action ${action.number} "${action.title}" is estimated to have cost, $0 if nothing.` })),
};

export const actualPercentEntered: Rule = {
  id: "actual.percent",
  severity: "error",
  citation: "lcap.md 5.2",
  title: "A contributing action of last year that had a planned percentage has its estimated actual percentage.",
  check: ({ index }) =>
    (index.plan.opening?.actions ?? [])
      .filter((action) => action.contributing === true && Number(action.plannedPercent ?? 0) > 0 && action.actualPercent === null)
      .map((action) => ({ at: `opening.actions/${action.id}/actualPercent`, message: `Enter the estimated actual percentage of improved services of last year's action ${action.number} "${action.title}" (planned ${action.plannedPercent}%).` })),
};
