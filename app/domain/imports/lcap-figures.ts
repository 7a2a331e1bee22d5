// The figures and choices of a read LCAP as values: amounts in cents, percentages as exact text, ticks as choices, each with its print and page.
import type { ReadableBlock } from "#schemas/readable-document.ts";
import { goalTypes, groupLabels, scopeLabels } from "./lcap-labels.ts";
import type { LcapReading, ReadGoal, ReadRow, ReadingNote } from "./read-lcap.ts";
import { compact, labelOf, printedMoney, printedPercent, printedYesNo, textOf } from "./printed-values.ts";
import type { Printed } from "./printed-values.ts";

type Scope = (typeof scopeLabels)[number];

export type FundAmounts = Record<"personnel" | "nonpersonnel" | "lcff" | "otherState" | "local" | "federal" | "total", Printed<number>>;

export type LcapFigures = {
  goals: {
    read: ReadGoal;
    number: string;
    kind: string | null;
    priorities: number[];
    metrics: { read: ReadRow<"metrics">; number: string; name: string }[];
    actions: { read: ReadRow<"actions">; number: string; title: string; total: Printed<number>; contributing: Printed<boolean> }[];
  }[];
  table1: {
    base: Printed<number>; grants: Printed<number>; projected: Printed<string>; carryover: Printed<string>; total: Printed<string>;
    totals: FundAmounts;
    rows: (FundAmounts & { read: ReadRow<"table1-rows">; action: string; title: string; contributing: Printed<boolean>; scopes: readonly Scope[]; groups: string[]; unduplicated: string[]; location: string; span: string; plannedPercent: Printed<string> })[];
  };
  table2: {
    contributing: Printed<number>; percent: Printed<string>; planned: Printed<string>; leawide: Printed<number>; limited: Printed<number>; schoolwide: Printed<number>;
    rows: { action: string; scopes: readonly Scope[]; lcff: Printed<number>; page: number | null }[];
  };
  table3: { planned: Printed<number>; estimated: Printed<number>; rows: { read: ReadRow<"table3-rows">; goal: string; action: string; title: string; contributing: Printed<boolean>; planned: Printed<number>; actual: Printed<number> }[] };
  table4: {
    grants: Printed<number>; planned: Printed<number>; estimated: Printed<number>; difference: Printed<number>; plannedPercent: Printed<string>; estimatedPercent: Printed<string>;
    rows: { action: string; planned: Printed<number>; actual: Printed<number>; plannedPercent: Printed<string>; actualPercent: Printed<string> }[];
  };
  table5: { base: Printed<number>; grants: Printed<number>; carryover: Printed<string>; required: Printed<string>; actual: Printed<number>; percent: Printed<string>; achieved: Printed<string>; dollar: Printed<number>; carryoverNext: Printed<string> };
  services: { grants: Printed<number>; addOn: Printed<number>; projected: Printed<string>; carryover: Printed<string>; dollar: Printed<number>; total: Printed<string> };
};

/** Figures of the reading; what is doubtful in a value is added to `notes` with its place. */
export function figuresOf(reading: LcapReading, notes: ReadingNote[]): LcapFigures {
  const money = (at: string, blocks: readonly ReadableBlock[] = []) => noted(at, printedMoney(blocks));
  const percent = (at: string, blocks: readonly ReadableBlock[] = []) => noted(at, printedPercent(blocks));
  const yesNo = (at: string, blocks: readonly ReadableBlock[] = []) => noted(at, printedYesNo(blocks));
  function noted<T>(at: string, value: Printed<T>): Printed<T> {
    if (value.doubt !== undefined) notes.push({ kind: "doubtful", page: value.page, at, message: value.doubt });
    return value;
  }
  const numberOf = (blocks: readonly ReadableBlock[]) => compact(textOf(blocks));
  /** In the template before, tables may print an action's number within its goal. */
  const actionOf = ({ goal, action }: { goal: readonly ReadableBlock[]; action: readonly ReadableBlock[] }) => (reading.former && /^\d+$/.test(numberOf(action)) ? `${numberOf(goal)}.${numberOf(action)}` : numberOf(action));
  const { rows } = reading;
  const t1 = rows["table1-header"][0]?.cells;
  const t1Totals = rows["table1-totals"][0]?.cells;
  const t2 = rows["table2-header"][0]?.cells;
  const t3 = rows["table3-totals"][0]?.cells;
  const t4 = rows["table4-header"][0]?.cells;
  const t5 = rows.table5[0]?.cells;
  const grants = rows["services-grants"][0]?.cells;
  const shares = rows["services-percentages"][0]?.cells;
  const byType = (word: string) => [...rows["table2-header"], ...rows["table2-totals"]].find((row) => labelOf(textOf(row.cells.type)).includes(word))?.cells.amount;
  const funds = (at: string, cells: Partial<Record<keyof FundAmounts, ReadableBlock[]>> | undefined): FundAmounts => ({
    personnel: money(`${at}.personnel`, cells?.personnel), nonpersonnel: money(`${at}.nonpersonnel`, cells?.nonpersonnel), lcff: money(`${at}.lcff`, cells?.lcff),
    otherState: money(`${at}.other_state`, cells?.otherState), local: money(`${at}.local`, cells?.local), federal: money(`${at}.federal`, cells?.federal), total: money(`${at}.total`, cells?.total),
  });

  return {
    goals: reading.goals.map((read) => ({
      read,
      number: read.number,
      kind: goalTypes.find(({ label }) => labelOf(label) === labelOf(read.type))?.kind ?? null,
      priorities: prioritiesOf(read.slots.get("goal.priorities") ?? []),
      metrics: read.metrics.map((row) => ({ read: row, number: numberOf(row.cells.number), name: textOf(row.cells.name) })),
      actions: read.actions.map((row) => {
        const number = numberOf(row.cells.number);
        return { read: row, number, title: textOf(row.cells.title), total: money(`goals.${read.number}.actions.${number}.total_funds`, row.cells.total), contributing: yesNo(`goals.${read.number}.actions.${number}.contributing`, row.cells.contributing) };
      }),
    })),
    table1: {
      base: money("table1.base_grant", t1?.base), grants: money("table1.sc_grant", t1?.grants), projected: percent("table1.projected_pct", t1?.projected), carryover: percent("table1.carryover_pct", t1?.carryover), total: percent("table1.total_pct", t1?.total),
      totals: funds("table1.totals", t1Totals),
      rows: rows["table1-rows"].map((read) => {
        const action = actionOf(read.cells);
        const at = `table1.${action}`;
        // Its Table 1 prints no scope, groups and places: those of contributing actions stand in Table 2.
        const second = reading.former ? rows["table2-rows"].find((row) => actionOf(row.cells) === action)?.cells : undefined;
        return {
          read, action, title: textOf(read.cells.title), contributing: yesNo(`${at}.contributing`, second?.contributing ?? read.cells.contributing), scopes: scopesOf(second?.scope ?? read.cells.scope), groups: groupsOf(read.cells.groups), unduplicated: groupsOf(second?.unduplicated ?? read.cells.unduplicated),
          location: withoutTicks(second?.location ?? read.cells.location), span: withoutTicks(read.cells.span), plannedPercent: percent(`${at}.planned_pct`, second?.plannedPercent ?? read.cells.plannedPercent), ...funds(at, read.cells),
        };
      }),
    },
    table2: {
      contributing: money("table2.t4", t2?.contributing), percent: percent("table2.t5", t2?.percent), planned: percent("table2.pp", t2?.planned),
      leawide: money("table2.leawide", byType("lea-wide")), limited: money("table2.limited", byType("limited")), schoolwide: money("table2.schoolwide", byType("schoolwide")),
      rows: rows["table2-rows"].map((read) => ({ action: actionOf(read.cells), scopes: scopesOf(read.cells.scope), lcff: money(`table2.${actionOf(read.cells)}.lcff`, read.cells.lcff), page: read.pages[0] ?? null })),
    },
    table3: {
      planned: money("table3.last_year_total", t3?.planned), estimated: money("table3.estimated_total", t3?.estimated),
      rows: rows["table3-rows"].map((read) => {
        const action = actionOf(read.cells);
        return { read, goal: numberOf(read.cells.goal), action, title: textOf(read.cells.title), contributing: yesNo(`table3.${action}.contributing`, read.cells.contributing), planned: money(`table3.${action}.planned`, read.cells.planned), actual: money(`table3.${action}.actual`, read.cells.actual) };
      }),
    },
    table4: {
      grants: money("table4.e6", t4?.grants), planned: money("table4.l4", t4?.planned), estimated: money("table4.e7", t4?.estimated), difference: money("table4.difference", t4?.difference),
      plannedPercent: percent("table4.l5", t4?.plannedPercent), estimatedPercent: percent("table4.e8", t4?.estimatedPercent),
      rows: rows["table4-rows"].map((read) => {
        const action = actionOf(read.cells);
        return {
          action, planned: money(`table4.${action}.planned`, read.cells.planned), actual: money(`table4.${action}.actual`, read.cells.actual),
          plannedPercent: percent(`table4.${action}.planned_pct`, read.cells.plannedPercent), actualPercent: percent(`table4.${action}.actual_pct`, read.cells.actualPercent),
        };
      }),
    },
    table5: {
      base: money("table5.b9", t5?.base), grants: money("table5.e6", t5?.grants), carryover: percent("table5.carry_prev", t5?.carryover), required: percent("table5.p10", t5?.required), actual: money("table5.e7", t5?.actual),
      percent: percent("table5.e8", t5?.percent), achieved: percent("table5.p11", t5?.achieved), dollar: money("table5.d12", t5?.dollar), carryoverNext: percent("table5.p13", t5?.carryoverNext),
    },
    services: {
      grants: money("iis.total_sc", grants?.total), addOn: money("iis.add_on_15", grants?.addOn), projected: percent("iis.projected_pct", shares?.projected), carryover: percent("iis.carryover_pct", shares?.carryover),
      dollar: money("iis.carryover_dollar", shares?.dollar), total: percent("iis.total_pct", shares?.total),
    },
  };
}

/** Only ticked priorities are printed. */
function prioritiesOf(blocks: readonly ReadableBlock[]): number[] {
  const found = [...compact(textOf(blocks)).matchAll(/Priority(\d{1,2}):/gi)].map((match) => Number(match[1]));
  return [...new Set(found)].sort((a, b) => a - b);
}

/** The ticked scopes in printed order; the marks are letters X around them. */
function scopesOf(blocks: readonly ReadableBlock[]): readonly Scope[] {
  const label = labelOf(textOf(blocks));
  return scopeLabels.filter(({ word }) => label.includes(word)).sort((a, b) => label.indexOf(a.word) - label.indexOf(b.word));
}

/** Tick marks at the end or the beginning of words taken away. */
function withoutTicks(blocks: readonly ReadableBlock[]): string {
  return textOf(blocks).replace(/(?<=[a-z)])X+(?=[\s,;]|$)/g, "").replace(/(^|\s)X+(?=\s|$|[A-Z][a-z])/g, "$1").replace(/\s+/g, " ").trim();
}

/** Codes of known student groups, and the district's own words for others. */
export function groupsOf(blocks: readonly ReadableBlock[]): string[] {
  let rest = labelOf(textOf(blocks));
  const found: { at: number; code: string }[] = [];
  for (const { name, code } of [...groupLabels].sort((a, b) => b.name.length - a.name.length)) {
    const label = labelOf(name);
    const at = label === "all" ? (/^x*all(x|$|,|students)/.test(rest) ? rest.indexOf("all") : -1) : rest.indexOf(label);
    if (at < 0) continue;
    found.push({ at, code });
    rest = rest.slice(0, at) + "·".repeat(label.length) + rest.slice(at + label.length);
  }
  const other = rest.replace(/·+|x(?=·|x|$)|(?<=^|·)x/g, "").replace(/^(students|x|,|and|;|\.)+$/g, "");
  const codes = [...new Set(found.sort((a, b) => a.at - b.at).map(({ code }) => code))];
  return other === "" ? codes : [...codes, withoutTicks(blocks).slice(0, 120)];
}

