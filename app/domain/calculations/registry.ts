// The calculations a form may name, by the names its fields use (`field.calculation`) and map rows as `calc:` sources.
import type { PlanIndex } from "#app/domain/plan/plan-index.ts";
import type { Action } from "#schemas/plan.ts";
import type { FundAmounts, MoneySymbol, NotRequired, PercentSymbol, PlannedRow, TableSymbols } from "./action-tables.ts";
import { chartExpenditures, chartLcffRevenue, chartPlannedByGrant, chartPriorYear, chartRevenue, expNotInLcap, priorYearDifference, revLcffOther, revTotal } from "./budget-overview.ts";
import type { Calculated, Calculation, CalculationInput } from "./calculated.ts";
import { wholeCents } from "./format.ts";
import { consultation, lrebgStatement, prioritiesOfMetrics, redAtBaseline } from "./held-facts.ts";
import { changes, differences } from "./last-year.ts";
import { difference, inCatalogOrder, labelIn } from "./metric-difference.ts";
import { allocationsConapp, ceisReserve, councilCount, duplicateLines, grandTotal, inequityActions, lcapAlignment, linesTotal, purposeSentence, redOrange, stepsForNeeds, subtotal, tracking, twoLevelsBelow, whereChanged } from "./school-plan.ts";
import { staffRatio } from "./staff-ratio.ts";

const nothing: Calculated = { kind: "nothing" };
const text = (words: string | undefined): Calculated => (words === undefined || words === "" ? nothing : { kind: "text", text: words });

/** A symbol of the tables as a calculation's answer; item 12 is rounded to the cent here, and nowhere before. */
export function calculatedFrom(symbol: MoneySymbol | PercentSymbol | NotRequired): Calculated {
  switch (symbol.kind) {
    case "money":
      return { kind: "money", cents: wholeCents(symbol.cents) };
    case "percent":
      return { kind: "percent", value: symbol.value };
    case "impossible":
      return symbol;
    case "nothing":
      return nothing;
    case "not-required":
      return { kind: "text", text: "Not Required" };
  }
}

const symbol = (name: keyof TableSymbols): Calculation => ({ tables }) => calculatedFrom(tables.symbols[name]);
const columnSum = (column: keyof FundAmounts): Calculation => ({ tables }) => ({ kind: "money", cents: tables.table1.totals[column] });

/** A cell of this year's action rows; nothing off a row. */
const cell = (of: (row: PlannedRow, input: CalculationInput) => Calculated): Calculation => (input, { action }) => {
  const row = action && input.tables.plannedRow.get(action.id);
  return row ? of(row, input) : nothing;
};

/** The Location cell of the tables: "All Schools", "Specific Schools: …", "Specific Grade Spans: …" (lcap.md 5.2). */
export function locationText(index: PlanIndex, action: Action): string {
  if (action.location === "all-schools") return "All Schools";
  const named = [...action.schoolIds.map((id) => index.organizations.get(id)?.name ?? id), ...(action.locationText === "" ? [] : [action.locationText])].join(", ");
  return `${action.location === "specific-schools" ? "Specific Schools" : "Specific Grade Spans"}${named === "" ? "" : `: ${named}`}`;
}

export const calculations: Record<string, Calculation> = {
  goal_order: ({ index }, { goal }) => text(goal && index.goalNumber.get(goal.id)),
  metric_order: ({ index }, { metric }) => text(metric && index.metricNumber.get(metric.id)),
  action_order: ({ index }, { action }) => text(action && index.actionNumber.get(action.id)),

  "bop.rev_lcff_other": revLcffOther,
  "bop.rev_total": revTotal,
  "bop.exp_not_in_lcap": expNotInLcap,
  "bop.py_difference": priorYearDifference,
  "bop.chart_revenue": chartRevenue,
  "bop.chart_lcff_revenue": chartLcffRevenue,
  "bop.chart_expenditures": chartExpenditures,
  "bop.chart_planned_by_grant": chartPlannedByGrant,
  "bop.chart_prior_year": chartPriorYear,

  t1_item3: symbol("P3"),
  t1_total_pct: symbol("PT"),
  t1_total: columnSum("total"),
  t1_row_total: cell((row) => ({ kind: "money", cents: row.total })),
  t1_nonpersonnel: cell((row) => ({ kind: "money", cents: row.nonpersonnel })),
  "t1_sums.lcff": columnSum("lcff"),
  "t1_sums.other_state": columnSum("otherState"),
  "t1_sums.local": columnSum("local"),
  "t1_sums.federal": columnSum("federal"),
  "t1_sums.total": columnSum("total"),
  "t1_sums.personnel": columnSum("personnel"),
  "t1_sums.nonpersonnel": columnSum("nonpersonnel"),

  t2_item4: symbol("T4"),
  "t2.base": symbol("A1"),
  "t2.sc": symbol("A2"),
  "t2.projected_pct": symbol("P3"),
  "t2.carryover_pct": symbol("C"),
  "t2.total_pct": symbol("PT"),
  "t2.planned_contributing": symbol("T4"),
  "t2.planned_pct": symbol("T5"),
  "t2.planned_total_pct": symbol("PP"),
  "t2_by_type.total": symbol("T4"),
  "t2_by_type.leawide": symbol("leawide"),
  "t2_by_type.limited": symbol("limited"),
  "t2_by_type.schoolwide": symbol("schoolwide"),
  "t2_rows.goal": cell((row) => text(row.goalNumber)),
  "t2_rows.action": cell((row) => text(row.number)),
  "t2_rows.title": cell((row) => text(row.action.title)),
  "t2_rows.contributing": cell((row) => text(row.contributing ? "Yes" : "No")),
  "t2_rows.scope": cell((row, input) => (row.action.scope === null ? nothing : text(labelIn(input, "scopes", row.action.scope)))),
  "t2_rows.undup_groups": cell((row, input) => (row.action.unduplicatedGroups.length === 0 ? nothing : { kind: "list", items: inCatalogOrder(input, "student-groups", row.action.unduplicatedGroups).map((code) => labelIn(input, "student-groups", code)) })),
  "t2_rows.location": cell((row, { index }) => text(locationText(index, row.action))),
  "t2_rows.lcff": cell((row) => ({ kind: "money", cents: row.lcff })),
  "t2_rows.planned_pct": cell((row) => (row.plannedPercent === null ? nothing : { kind: "percent", value: row.plannedPercent })),

  "t3_sums.planned": ({ tables }) => ({ kind: "money", cents: tables.table3.totals.planned }),
  "t3_sums.estimated": ({ tables }) => ({ kind: "money", cents: tables.table3.totals.estimated }),
  /** Nothing, not zero, as long as nobody has entered an estimate: $0 is an answer. */
  actual_total: ({ index, tables }, { openingAction }) => {
    const row = openingAction && tables.lastYearRow.get(openingAction.id);
    return row && index.linesOfOpening(row.action.id).some((line) => line.kind === "estimated") ? { kind: "money", cents: row.estimatedTotal } : nothing;
  },

  t4_item4: symbol("L4"),
  t4_item7: symbol("E7"),
  "t4.planned": symbol("L4"),
  "t4.estimated": symbol("E7"),
  "t4.difference_dollar": symbol("difference_dollar"),
  "t4.planned_pct": symbol("L5"),
  "t4.estimated_pct": symbol("E8"),
  "t4.difference_pct": symbol("difference_pct"),

  t5_item12: symbol("D12"),
  t5_item13: symbol("P13"),
  "t5.sc": symbol("E6"),
  "t5.total_pct": symbol("P10"),
  "t5.estimated": symbol("E7"),
  "t5.estimated_pct": symbol("E8"),
  "t5.actual_pct": symbol("P11"),
  "t5.carryover_dollar": symbol("D12"),
  "t5.carryover_pct": symbol("P13"),

  difference,
  "staff_ratio.classified_low": staffRatio("classified_fte", "low"),
  "staff_ratio.classified_high": staffRatio("classified_fte", "high"),
  "staff_ratio.certificated_low": staffRatio("certificated_fte", "low"),
  "staff_ratio.certificated_high": staffRatio("certificated_fte", "high"),
  red_2023: redAtBaseline,
  lrebg_statement: lrebgStatement,
  consultation,
  priorities_of_metrics: prioritiesOfMetrics,
  differences,
  changes,

  "ssc_counts.principal": councilCount("principal"),
  "ssc_counts.teachers": councilCount("teachers"),
  "ssc_counts.other_staff": councilCount("other_staff"),
  "ssc_counts.parents": councilCount("parents"),
  "ssc_counts.students": councilCount("students"),
  allocations_conapp: allocationsConapp,
  lines_total: linesTotal,
  duplicate_lines: duplicateLines,
  "subtotal.federal": subtotal("federal"),
  "subtotal.state_local": subtotal("state_local"),
  grand_total: grandTotal,
  "tracking.by_source_budget": tracking.by_source_budget,
  "tracking.by_source": tracking.by_source,
  "tracking.by_ref": tracking.by_ref,
  "tracking.by_ref_source": tracking.by_ref_source,
  "tracking.by_goal": tracking.by_goal,
  red_orange: redOrange,
  two_levels_below: twoLevelsBelow,
  purpose_sentence: purposeSentence,
  lcap_alignment: lcapAlignment,
  steps_for_needs: stepsForNeeds,
  inequity_actions: inequityActions,
  where_changed: whereChanged,
  ceis_reserve: ceisReserve,
};
