// Which printed totals and repeated figures of an LCAP the read rows reproduce, and which not (lcap.md 5.2, 5.3, 2.5).
import Fraction from "fraction.js";
import { formatMoney } from "#app/domain/calculations/format.ts";
import type { BudgetOverview } from "./budget-overview.ts";
import type { FundAmounts, LcapFigures } from "./lcap-figures.ts";
import type { LcapReading, ReadingNote } from "./read-lcap.ts";
import type { Printed } from "./printed-values.ts";
import { compact } from "./printed-values.ts";

/** One comparison. `agrees` is null where one side is not printed. `at`: the figure in the report's `read`. */
export type PrintCheck = { at: string; says: string; printed: string | null; computed: string | null; agrees: boolean | null };

const columns = ["lcff", "otherState", "local", "federal", "total", "personnel", "nonpersonnel"] as const;
const columnNames: Record<keyof FundAmounts, string> = { personnel: "personnel", nonpersonnel: "nonpersonnel", lcff: "lcff", otherState: "other_state", local: "local", federal: "federal", total: "total" };

/** The checks in reading order; what disagrees is also said in `notes` with the place to look at. */
export function reconcile(reading: LcapReading, figures: LcapFigures, overview: BudgetOverview, notes: ReadingNote[]): PrintCheck[] {
  const checks: PrintCheck[] = [];
  const { table1, table2, table3, table4, table5, services } = figures;

  const disagree = (at: string, page: number | null, message: string, kind: ReadingNote["kind"] = "doubtful") => notes.push({ kind, page, at, message });
  const money = (at: string, says: string, printed: Printed<number>, computed: number | null, within = 0) => {
    const agrees = printed.value === null || computed === null ? null : Math.abs(printed.value - computed) <= within;
    checks.push({ at, says, printed: show(printed.value), computed: show(computed), agrees });
    if (agrees === false) disagree(at, printed.page, `${says}: printed ${show(printed.value)}, the rows read make ${show(computed)}. Either the print contradicts itself or a row is read wrong.`);
  };
  /** Equal to the decimals that are printed. */
  const percent = (at: string, says: string, printed: Printed<string>, computed: Fraction | null) => {
    if (printed.value === null || computed === null) return void checks.push({ at, says, printed: printed.value, computed: computed === null ? null : computed.mul(100).toString(6), agrees: null });
    const decimals = printed.value.split(".")[1]?.length ?? 0;
    const agrees = computed.mul(100).sub(new Fraction(printed.value)).abs().lte(new Fraction(1, 10 ** Math.min(decimals, 3)));
    checks.push({ at, says, printed: printed.value, computed: Number(computed.mul(100).valueOf()).toFixed(3), agrees });
    if (!agrees) disagree(at, printed.page, `${says}: printed ${printed.value}%, worked out ${Number(computed.mul(100).valueOf()).toFixed(3)}%.`);
  };
  const sum = (values: readonly Printed<number>[]) => values.reduce((total, { value }) => total + (value ?? 0), 0);
  const share = (part: Printed<number>, whole: Printed<number>): Fraction | null => (part.value === null || !whole.value ? null : new Fraction(part.value, whole.value));
  const fraction = (printed: Printed<string>): Fraction | null => (printed.value === null ? null : new Fraction(printed.value).div(100));
  const plus = (a: Fraction | null, b: Fraction | null): Fraction | null => (a === null || b === null ? null : a.add(b));

  // Every plan prints these
  const needed = { table1: { base_grant: table1.base, sc_grant: table1.grants, projected_pct: table1.projected, total_pct: table1.total, total: table1.totals.total }, table2: { t4: table2.contributing, pp: table2.planned }, table3: { last_year_total: table3.planned, estimated_total: table3.estimated }, table4: { e6: table4.grants, l4: table4.planned, e7: table4.estimated }, table5: { b9: table5.base, p10: table5.required, p11: table5.achieved, d12: table5.dollar }, iis: { total_sc: services.grants, projected_pct: services.projected, total_pct: services.total } };
  /** A print of the template before whose tables are of another year, or are not there, says so once. */
  const noTables = reading.former && table1.rows.length === 0;
  for (const [table, values] of noTables ? [] : Object.entries(needed)) for (const [name, printed] of Object.entries(values)) if (printed.value === null && printed.doubt === undefined) disagree(`${table}.${name}`, printed.page, printed.page === null ? "Nothing was found here; every plan prints it. Look at the page." : `Only "${printed.text}" is printed here.`);

  // Table 1
  if (noTables) disagree("former", null, "No Total Planned Expenditures Table of this plan's own year was read: what each action costs is known by its Total Funds only, not by fund or by staff and other cost.", "left");
  else if (table1.rows.length === 0) disagree("table1", null, "No row of the Total Planned Expenditures Table was found.");
  for (const column of columns) money(`table1.totals.${columnNames[column]}`, `Table 1: sum of ${columnNames[column]}`, table1.totals[column], table1.rows.length === 0 ? null : sum(table1.rows.map((row) => row[column])));
  for (const row of [...table1.rows.map((one) => ({ at: `table1.${one.action}`, what: `action ${one.action}`, page: one.read.pages[0] ?? null, ...one })), { at: "table1.totals", what: "the totals", page: null, ...table1.totals }]) {
    if (row.total.value === null) continue;
    const funds = sum([row.lcff, row.otherState, row.local, row.federal]);
    const kinds = sum([row.personnel, row.nonpersonnel]);
    if (funds !== row.total.value) disagree(row.at, row.page, `Table 1, ${row.what}: the four funds make ${show(funds)}, Total Funds prints ${show(row.total.value)}.`);
    if (kinds !== row.total.value) {
      const blank = row.nonpersonnel.value === null || row.personnel.value === null;
      disagree(row.at, row.page, `Table 1, ${row.what}: personnel and non-personnel make ${show(kinds)}, Total Funds prints ${show(row.total.value)}.${blank ? ` One of the two is blank; ${show(row.total.value - kinds)} would make it right.` : ""}`, blank ? "anomaly" : "doubtful");
    }
  }
  percent("table1.projected_pct", "Table 1: item 3 = 2 divided by 1", table1.projected, share(table1.grants, table1.base));
  percent("table1.total_pct", "Table 1: item 3 plus carryover", table1.total, plus(fraction(table1.projected), fraction(table1.carryover)));

  // The same actions in the goals and in Table 1
  const actions = figures.goals.flatMap((goal) => goal.actions);
  if (noTables) {
    // Whole dollars beside each action: half a dollar of rounding each.
    money("former.total", "Total Funds of all actions = expenditures in the LCAP of the Budget Overview", { value: overview.inPlan ?? null, text: "", page: null }, sum(actions.map((action) => action.total)), actions.length * 50);
  }
  const inTable = new Map(table1.rows.map((row) => [row.action, row]));
  for (const action of actions) {
    const row = inTable.get(action.number);
    const page = action.read.pages[0] ?? null;
    if (!row) {
      if (noTables) {
        if (action.total.value === null && action.total.doubt === undefined) disagree(`actions.${action.number}.total`, page, `Action ${action.number} prints no Total Funds.`, "anomaly");
      } else disagree(`actions.${action.number}`, page, `Action ${action.number} stands in the goals and not in Table 1.`);
    } else {
      if ((action.total.value ?? 0) !== (row.total.value ?? 0)) disagree(`table1.${action.number}.total`, page, `Action ${action.number}: Total Funds ${show(action.total.value)} in the goals, ${show(row.total.value)} in Table 1.`);
      if (action.contributing.value !== row.contributing.value && !(reading.former && row.contributing.value === null && action.contributing.value !== true)) disagree(`table1.${action.number}.contributing`, page, `Action ${action.number}: Contributing is not the same in the goals and in Table 1.`);
      if (compact(action.title) !== compact(row.title)) disagree(`table1.${action.number}.title`, page, `Action ${action.number} is "${action.title}" in the goals and "${row.title}" in Table 1.`, "anomaly");
    }
    if (action.contributing.value === null) disagree(`actions.${action.number}.contributing`, page, `Action ${action.number} prints neither Yes nor No in Contributing.`, "anomaly");
    if (action.title === "") disagree(`actions.${action.number}.title`, page, `Action ${action.number} prints no title.`, "anomaly");
  }
  const alike = actions.filter((action) => compact(action.title) === compact(inTable.get(action.number)?.title ?? "?") && (action.total.value ?? 0) === (inTable.get(action.number)?.total.value ?? 0)).length;
  if (table1.rows.length > 0) checks.push({ at: "actions", says: "Actions of the goals with number, title and Total Funds as in Table 1", printed: String(table1.rows.length), computed: String(alike), agrees: alike === table1.rows.length && actions.length === alike });
  for (const row of table1.rows) if (!actions.some((action) => action.number === row.action)) disagree(`table1.${row.action}`, row.read.pages[0] ?? null, `Action ${row.action} stands in Table 1 and not in the goals.`);
  twice("action", actions.map((action) => ({ number: action.number, page: action.read.pages[0] ?? null })));
  const metrics = figures.goals.flatMap((goal) => goal.metrics);
  twice("metric", metrics.map((metric) => ({ number: metric.number, page: metric.read.pages[0] ?? null })));
  for (const metric of metrics) if (metric.name === "") disagree(`metrics.${metric.number}`, metric.read.pages[0] ?? null, `Metric ${metric.number} prints no name.`, "anomaly");

  // Table 2
  const contributing = table1.rows.filter((row) => row.contributing.value === true);
  money("table2.t4", "Table 2: item 4 = LCFF funds of contributing actions", table2.contributing, table1.rows.length === 0 ? null : sum(contributing.map((row) => row.lcff)));
  for (const type of ["leawide", "limited", "schoolwide"] as const) money(`table2.${type}`, `Table 2: ${type} total`, table2[type], table1.rows.length === 0 ? null : sum(contributing.filter((row) => row.scopes.some(({ scope }) => scope === type)).map((row) => row.lcff)));
  for (const row of table1.rows) if (row.scopes.length > 1) disagree(`table1.${row.action}.scope`, row.read.pages[0] ?? null, `Action ${row.action} ticks ${row.scopes.map(({ name }) => name).join(" and ")}; an action has one scope, and its amount counts in both totals by type.`, "anomaly");
  if (table2.contributing.value !== null && sum([table2.leawide, table2.limited, table2.schoolwide]) !== table2.contributing.value) disagree("table2", table2.contributing.page, `Table 2: the totals by type make ${show(sum([table2.leawide, table2.limited, table2.schoolwide]))}, item 4 prints ${show(table2.contributing.value)}.`, "anomaly");
  for (const row of table2.rows) {
    const first = inTable.get(row.action);
    if (first && (first.lcff.value ?? 0) !== (row.lcff.value ?? 0)) disagree(`table1.${row.action}.lcff`, row.page, `Action ${row.action}: LCFF funds ${show(first.lcff.value)} in Table 1, ${show(row.lcff.value)} in Table 2.`);
    if (first && first.scopes.map(({ scope }) => scope).join() !== row.scopes.map(({ scope }) => scope).join()) disagree(`table1.${row.action}.scope`, row.page, `Action ${row.action}: the scope is not the same in Tables 1 and 2.`);
  }
  percent("table2.pp", "Table 2: 4 divided by 1, plus 5", table2.planned, plus(share(table2.contributing, table1.base), fraction(table2.percent)));

  // Tables 3 and 4
  money("table3.last_year_total", "Table 3: sum of last year's planned", table3.planned, table3.rows.length === 0 ? null : sum(table3.rows.map((row) => row.planned)));
  money("table3.estimated_total", "Table 3: sum of estimated actuals", table3.estimated, table3.rows.length === 0 ? null : sum(table3.rows.map((row) => row.actual)));
  for (const row of table3.rows) if (row.planned.value === null || row.actual.value === null) disagree(`table3.${row.action}`, row.read.pages[0] ?? null, `Table 3 prints no ${row.planned.value === null ? "planned" : "estimated"} amount for last year's action ${row.action}.`, "anomaly");
  money("table4.l4", "Table 4: item 4 = sum of planned", table4.planned, table4.rows.length === 0 ? null : sum(table4.rows.map((row) => row.planned)));
  money("table4.e7", "Table 4: item 7 = sum of estimated actuals", table4.estimated, table4.rows.length === 0 ? null : sum(table4.rows.map((row) => row.actual)));
  money("table4.difference", "Table 4: 4 minus 7", table4.difference, table4.planned.value === null || table4.estimated.value === null ? null : table4.planned.value - table4.estimated.value);
  for (const row of table4.rows) {
    const whole = table3.rows.find((one) => one.action === row.action);
    if (whole && (row.actual.value ?? 0) > (whole.actual.value ?? 0)) disagree(`table4.${row.action}`, row.actual.page, `Last year's action ${row.action}: the estimated LCFF funds of Table 4 (${show(row.actual.value)}) are more than its estimated total in Table 3 (${show(whole.actual.value)}).`, "anomaly");
  }

  // Table 5 and the page of increased or improved services
  same("table5.e6", "Table 5: item 6 as in Table 4", table5.grants, table4.grants);
  same("table5.e7", "Table 5: item 7 as in Table 4", table5.actual, table4.estimated);
  percent("table5.p10", "Table 5: 6 divided by 9 plus carryover", table5.required, plus(share(table5.grants, table5.base), fraction(table5.carryover)));
  percent("table5.p11", "Table 5: 7 divided by 9, plus 8", table5.achieved, plus(share(table5.actual, table5.base), fraction(table5.percent)));
  const required = plus(share(table5.grants, table5.base), fraction(table5.carryover));
  const achieved = plus(share(table5.actual, table5.base), fraction(table5.percent));
  if (required && achieved && table5.base.value !== null) {
    const left = required.sub(achieved);
    // Percentages typed with three decimals make some dollars of difference.
    money("table5.d12", "Table 5: 10 minus 11, times 9, not below zero", table5.dollar, left.lte(0) ? 0 : Number(left.mul(table5.base.value).round().valueOf()), 100);
    percent("table5.p13", "Table 5: 12 divided by 9", table5.carryoverNext, left.lte(0) ? new Fraction(0) : left);
  }
  same("iis.total_sc", "Increased or improved services: grants as in Table 1", services.grants, table1.grants);
  samePercent("iis.projected_pct", "Increased or improved services: percentage as in Table 1", services.projected, table1.projected);
  samePercent("iis.carryover_pct", "Increased or improved services: carryover as in Table 1", services.carryover, table1.carryover);
  samePercent("iis.total_pct", "Increased or improved services: total percentage as in Table 1", services.total, table1.total);
  same("iis.carryover_dollar", "Increased or improved services: carryover dollars as in Table 5", services.dollar, table5.dollar);
  return checks;

  function same(at: string, says: string, printed: Printed<number>, other: Printed<number>) {
    money(at, says, printed, other.value);
  }
  function samePercent(at: string, says: string, printed: Printed<string>, other: Printed<string>) {
    percent(at, says, printed, fraction(other));
  }
  function twice(what: string, rows: readonly { number: string; page: number | null }[]) {
    const seen = new Set<string>();
    for (const { number, page } of rows) {
      if (number !== "" && seen.has(number)) disagree(`${what}s.${number}`, page, `The ${what} number ${number} is printed twice.`, "anomaly");
      seen.add(number);
    }
  }
}

/** "$1,234.56"; a word for nothing printed. */
export const show = (cents: number | null): string => (cents === null ? "nothing" : formatMoney(cents));
