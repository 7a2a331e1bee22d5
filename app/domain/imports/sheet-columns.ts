// Which column of a person's spreadsheet means what? Guessed from the words of its heads; a person says whether it is right.
import type { WordSheet } from "#schemas/grid-sheet.ts";
import { labelOf } from "./printed-values.ts";

/** What one row of the spreadsheet is. */
export const sheetKinds = ["actions", "metrics", "lines"] as const;
export type SheetHolds = (typeof sheetKinds)[number];
export type SheetField = { name: string; required: boolean; /** Heads that mean it, the most telling first. */ words: readonly RegExp[] };

const goal: SheetField = { name: "goal", required: true, words: [/^goal(#|no\.?|number)?$/, /goal/] };
export const sheetFields: Record<SheetHolds, readonly SheetField[]> = {
  actions: [
    goal,
    { name: "title", required: true, words: [/^(action)?title$/, /^actionname$/, /title|^name$/, /^action$|^strategy$|^activity$/] },
    { name: "description", required: false, words: [/description/, /^what/, /detail/] },
    { name: "groups", required: false, words: [/studentgroup/, /studentstobeserved/, /group|served/, /^who$/] },
    { name: "contributing", required: false, words: [/contribut/] },
    { name: "scope", required: false, words: [/^scope/] },
    { name: "span", required: false, words: [/timespan/, /timeline|duration/] },
  ],
  metrics: [
    goal,
    { name: "name", required: true, words: [/^metric$|^metric\/?indicator$|^metricname$/, /metric(?!#)|indicator|measure/, /^name$/] },
    { name: "baseline", required: false, words: [/baseline/] },
    { name: "outcome", required: false, words: [/year1|actual|outcome(?!.*(expected|desired|target))/] },
    { name: "target", required: false, words: [/target/, /expected|desired/] },
    { name: "source", required: false, words: [/source/] },
  ],
  lines: [
    { name: "action", required: true, words: [/^action(#|no\.?|number)?$/, /action|strategy|activity/] },
    { name: "source", required: true, words: [/fundingsource|^fund$|^funds$/, /source|fund(?!s?amount)/] },
    { name: "object", required: true, words: [/^object/, /object|budgetreference/] },
    { name: "amount", required: true, words: [/^amount|^total$|^budget$/, /amount|total|cost|dollars|budgeted|expenditure/] },
    { name: "resource", required: false, words: [/resource/] },
    { name: "note", required: false, words: [/^note|comment|remark/] },
  ],
};

/** The fields of a list that came beside a plan as it was filed: there a line of money needs no object code. */
export const fieldsBeside = (holds: SheetHolds): readonly SheetField[] => sheetFields[holds].map((field) => (field.name === "object" ? { ...field, required: false } : field));

/** Field by column, counted from 0; a column without one is not read. */
export type ColumnMatch = Record<string, string>;

/** The part of a workbook that is a list: its longest sheet, from the row of heads on. Undefined where no row has two cells. */
export function listOf(sheets: readonly WordSheet[]): { name: string; heads: string[]; rows: WordSheet["rows"] } | undefined {
  const longest = [...sheets].sort((a, b) => b.rows.length - a.rows.length)[0];
  const first = longest?.rows.slice(0, 25).findIndex(({ cells }) => cells.filter((cell) => cell !== "").length >= 2 && cells.filter((cell) => /[A-Za-z]/.test(cell)).length >= 2) ?? -1;
  const head = longest?.rows[first];
  if (!longest || !head) return undefined;
  return { name: longest.name, heads: head.cells, rows: longest.rows.slice(first + 1).filter(({ cells }) => cells.some((cell) => cell !== "")) };
}

/** Each field its best column: the most telling words first, and no column twice. */
export function guessColumns(heads: readonly string[], holds: SheetHolds): ColumnMatch {
  const labels = heads.map(labelOf);
  const match: ColumnMatch = {};
  const fields = sheetFields[holds];
  const most = Math.max(...fields.map(({ words }) => words.length));
  for (let nth = 0; nth < most; nth += 1) {
    for (const field of fields) {
      const words = field.words[nth];
      if (!words || Object.values(match).includes(field.name)) continue;
      const at = labels.findIndex((label, column) => label !== "" && match[String(column)] === undefined && words.test(label));
      if (at >= 0) match[String(at)] = field.name;
    }
  }
  return match;
}

/** What the rows seem to be: the kind most of whose required fields have a column; money only where there are amounts. */
export function guessKind(heads: readonly string[]): SheetHolds {
  const found = (holds: SheetHolds) => {
    const names = Object.values(guessColumns(heads, holds));
    return sheetFields[holds].filter(({ required, name }) => required && names.includes(name)).length / sheetFields[holds].filter(({ required }) => required).length;
  };
  const order: SheetHolds[] = ["lines", "metrics", "actions"];
  return order.reduce((best, one) => (found(one) > found(best) ? one : best), order[0] as SheetHolds);
}

/** Why a match cannot be used, or nothing. */
export function matchProblem(match: ColumnMatch, fields: readonly SheetField[]): { missing: string[]; twice: string[] } | null {
  const names = Object.values(match);
  const missing = fields.filter(({ required, name }) => required && !names.includes(name)).map(({ name }) => name);
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
  return missing.length + twice.length === 0 ? null : { missing, twice };
}
