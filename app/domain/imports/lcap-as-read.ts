// A read LCAP in the shape of a table of expectations: dollars and percent points as numbers, null where nothing is printed.
import type { FundAmounts, LcapFigures } from "./lcap-figures.ts";
import type { LcapReading } from "./read-lcap.ts";
import type { Printed } from "./printed-values.ts";
import { printedTextOf } from "./printed-values.ts";

const dollars = (amount: Printed<number>): number | null => (amount.value === null ? null : amount.value / 100);
const points = (percent: Printed<string>): number | null => (percent.value === null ? null : Number(percent.value));
const start = (text: string, length: number): string | null => (text === "" ? null : text.slice(0, length));
const funds = (row: FundAmounts) => ({
  personnel: dollars(row.personnel), nonpersonnel: dollars(row.nonpersonnel), lcff: dollars(row.lcff), other_state: dollars(row.otherState), local: dollars(row.local), federal: dollars(row.federal), total: dollars(row.total),
});

export type LcapAsRead = ReturnType<typeof lcapAsRead>;

/** The `read` key of an import's report, the same for every source. */
export function lcapAsRead(reading: LcapReading, figures: LcapFigures, file: string) {
  const { table1, table2, table3, table4, table5, services } = figures;
  return {
    file,
    lea_name: reading.front.name,
    cds: reading.front.cds,
    lcap_year: reading.front.year,
    goals: figures.goals.map((goal) => ({
      number: goal.number,
      type: goal.read.type,
      description_start: start(printedTextOf(goal.read.description), 60),
      state_priorities: goal.priorities,
      metrics: goal.metrics.map(({ number, read }) => ({ number, name_start: start(printedTextOf(read.cells.name), 40) })),
      actions: goal.actions.map(({ number, title, total, contributing }) => ({ number, title: title === "" ? null : title, total_funds: dollars(total), contributing: contributing.value })),
    })),
    engagement_rows: reading.rows.engagement.length,
    table1: {
      base_grant: dollars(table1.base), sc_grant: dollars(table1.grants), projected_pct: points(table1.projected), carryover_pct: points(table1.carryover), total_pct: points(table1.total),
      totals: funds(table1.totals),
      rows: table1.rows.map((row) => ({ action: row.action, contributing: row.contributing.value, scope: row.scopes.length === 0 ? null : row.scopes.map(({ name }) => name).join(" + "), ...funds(row), planned_pct: points(row.plannedPercent) })),
    },
    table2: { t4: dollars(table2.contributing), t5: points(table2.percent), pp: points(table2.planned), leawide: dollars(table2.leawide), limited: dollars(table2.limited), schoolwide: dollars(table2.schoolwide) },
    table3: { last_year_total: dollars(table3.planned), estimated_total: dollars(table3.estimated), rows: table3.rows.map(({ action, planned, actual }) => ({ action, planned: dollars(planned), actual: dollars(actual) })) },
    table4: { e6: dollars(table4.grants), l4: dollars(table4.planned), e7: dollars(table4.estimated), difference: dollars(table4.difference), l5: points(table4.plannedPercent), e8: points(table4.estimatedPercent) },
    table5: {
      b9: dollars(table5.base), e6: dollars(table5.grants), carry_prev: points(table5.carryover), p10: points(table5.required), e7: dollars(table5.actual), e8: points(table5.percent), p11: points(table5.achieved), d12: dollars(table5.dollar), p13: points(table5.carryoverNext),
    },
    iis: { total_sc: dollars(services.grants), add_on_15: dollars(services.addOn), projected_pct: points(services.projected), carryover_pct: points(services.carryover), carryover_dollar: dollars(services.dollar), total_pct: points(services.total) },
  };
}
