// What the rows of a file the state published say, by the description of its kind; which rows are wrong, and which file it is when it is another.
import { daySchema } from "#schemas/scalars.ts";
import type { StateFact, StateFileKind, StateLayout, TableSheet } from "#schemas/state-files.ts";
import { dayWritten, type RowFault } from "./directory-rows.ts";

export type ReadStateFile = { facts: StateFact[]; faults: RowFault[]; /** Lines below the table: totals, who prepared it. */ footers: number; layouts: { id: string; title: string; rows: number }[] };

/** A header may begin below a title and notes. */
const headerWithin = 12;
const tidy = (cell: string): string => cell.normalize("NFC").replace(/\s+/g, " ").trim();
const firstNames = (name: string): string[] => name.split("|");

type FoundTable = { layout: StateLayout; sheet: TableSheet; header: number; names: string[] };

function layoutOf(kind: StateFileKind, names: ReadonlySet<string>, called: string): StateLayout | undefined {
  const fitting = kind.layouts.filter(({ has }) => has.every((name) => names.has(name)));
  return fitting.find(({ named }) => named === undefined || called.includes(named));
}

/** The tables of a file that are of this kind: one in a text file, any number in a workbook. */
function tablesOf(kind: StateFileKind, sheets: readonly TableSheet[], fileName: string): FoundTable[] {
  const found: FoundTable[] = [];
  for (const sheet of sheets) {
    for (const [header, line] of sheet.lines.slice(0, headerWithin).entries()) {
      const names = line.cells.map(tidy);
      const layout = layoutOf(kind, new Set(names), `${fileName} ${sheet.name}`.toLowerCase());
      if (layout === undefined) continue;
      found.push({ layout, sheet, header, names });
      break;
    }
  }
  return found;
}

/** The kind of state file that these sheets are, if any of those known. */
export const kindOfSheets = (kinds: readonly StateFileKind[], sheets: readonly TableSheet[], fileName: string): StateFileKind | undefined => kinds.find((kind) => tablesOf(kind, sheets, fileName).length > 0);

/** "2023-24", "23–24" or "2018-2019" in a title or name, as its first year; undefined where none stands there. */
export function yearIn(words: string): number | undefined {
  for (const [, first = "", second = ""] of words.matchAll(/(?<!\d)(\d{2}|\d{4})\s?[-–]\s?(\d{4}|\d{2})(?!\d)/g)) {
    const year = Number(first) % 100;
    if ((year + 1) % 100 === Number(second) % 100) return 2000 + year;
  }
  return undefined;
}

const padded = (part: string, length: number): string => part.replace(/\D/g, "").padStart(length, "0");
/** A whole number that a spreadsheet wrote as 1.10017E+12. */
const unfolded = (text: string): string => (/^\d(\.\d+)?E\+\d{1,2}$/i.test(text) ? Number(text).toFixed(0) : text);

const wholeOf = (text: string): boolean => /^-?\d+$/.test(text);
const numberOf = (text: string): boolean => /^-?(\d+(\.\d*)?|\.\d+)(E-?\d+)?$/i.test(text);

/** Throws nothing: what is wrong is named by line and column. `year`: for a list that does not say its year. No facts and one fault on the header: it is no such file. */
export function readStateFile(kind: StateFileKind, sheets: readonly TableSheet[], { fileName, year }: { fileName: string; year: number | null }): ReadStateFile {
  const read: ReadStateFile = { facts: [], faults: [], footers: 0, layouts: [] };
  const tables = tablesOf(kind, sheets, fileName);
  const seen = new Map<string, number>();
  for (const table of tables) readTable(kind, table, { fileName, year, many: tables.length > 1 }, seen, read);
  return read;
}

function readTable(kind: StateFileKind, { layout, sheet, header, names }: FoundTable, about: { fileName: string; year: number | null; many: boolean }, seen: Map<string, number>, read: ReadStateFile): void {
  const blank = new Set(kind.blank);
  const place = new Map(names.map((name, at) => [name, at]));
  const columnAt = (name: string): number => firstNames(name).map((one) => place.get(one)).find((at) => at !== undefined) ?? -1;
  const body = sheet.lines.slice(header + 1);
  const titles = [...sheet.lines.slice(0, header).map(({ cells }) => cells.join(" ")), sheet.name, about.fileName];
  const yearColumn = layout.year === undefined ? -1 : columnAt(layout.year);
  const fileYear = yearColumn >= 0 ? undefined : (about.year ?? titles.map(yearIn).find((found) => found !== undefined));
  const where = (field: string) => (about.many ? `${sheet.name}: ${field}` : field);
  if (yearColumn < 0 && fileYear === undefined) {
    read.faults.push({ row: sheet.lines[header]?.at ?? 1, field: where("year"), message: "Neither the sheet nor the file's name says of which school year this is. Give it: --year 2023-24." });
    return;
  }
  const codes = (layout.cds ?? [layout.code ?? ""]).map((name) => [name, columnAt(name)] as const);
  const kept = names.flatMap((name, at) => (name === "" || layout.leave.some((one) => firstNames(one).includes(name)) || (layout.keep !== undefined && !layout.keep.includes(name)) ? [] : [[name, at] as const]));
  const checks: readonly (readonly [number, string, (text: string) => boolean, (text: string) => string])[] = [
    ...layout.whole.map((name) => [columnAt(name), name, wholeOf, (text: string) => `"${text}" is no whole number.`] as const),
    ...[...layout.numbers, ...(layout.amount === undefined ? [] : [layout.amount])].map((name) => [columnAt(name), name, numberOf, (text: string) => `"${text}" is no number.`] as const),
    ...layout.days.map((name) => [columnAt(name), name, (text: string) => daySchema.safeParse(dayWritten(text)).success, (text: string) => `"${text}" is no day; write 2024-06-11.`] as const),
    ...Object.entries(layout.choices).map(([name, values]) => [columnAt(name), name, (text: string) => values.includes(text), (text: string) => `"${text}" is none of ${values.join(", ")}.`] as const),
  ].filter(([at]) => at >= 0);
  const days = new Set(layout.days.map(columnAt));
  const nameColumns = layout.name.map(columnAt).filter((at) => at >= 0);
  const apart = layout.apart.map(columnAt).filter((at) => at >= 0);
  const amount = layout.amount === undefined ? -1 : columnAt(layout.amount);
  const said = (cells: readonly string[], at: number): string => {
    const text = tidy(cells[at] ?? "");
    return blank.has(text) ? "" : text;
  };
  const isCode = (text: string): boolean => (layout.cds ? /^\d[\d\s-]*$/.test(text) : text !== "");
  // The table ends at the last line with a code; below it stand totals and who prepared it.
  const end = body.findLastIndex(({ cells }) => isCode(unfolded(said(cells, codes[0]?.[1] ?? 0))) && cells.filter((cell) => cell.trim() !== "").length > 1) + 1;
  read.footers += body.slice(end).filter(({ cells }) => cells.some((cell) => cell.trim() !== "")).length;
  let rows = 0;
  for (const { at: row, cells } of body.slice(0, end)) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    const before = read.faults.length;
    const fault = (field: string, message: string) => read.faults.push({ row, field: where(field), message });
    const code = layout.cds ? cdsOf(codes.map(([, at]) => unfolded(said(cells, at)))) : { cds: said(cells, codes[0]?.[1] ?? 0) };
    if ("message" in code) {
      fault(codes[0]?.[0] ?? "", code.message);
      continue;
    }
    const year = yearColumn >= 0 ? (yearIn(said(cells, yearColumn)) ?? (/^20\d\d$/.test(said(cells, yearColumn)) ? Number(said(cells, yearColumn)) : undefined)) : fileYear;
    if (year === undefined) fault(layout.year ?? "", `"${said(cells, yearColumn)}" is no year.`);
    for (const [at, name, fits, words] of checks) {
      const text = said(cells, at);
      if (text !== "" && !fits(text)) fault(name, words(text));
    }
    const key = [layout.id, year, code.cds, ...apart.map((at) => said(cells, at))].join("|");
    const earlier = seen.get(key);
    if (earlier !== undefined) fault(codes[0]?.[0] ?? "", `The same organization${apart.length > 0 ? `, ${layout.apart.join(" and ")}` : ""} and year stand in row ${earlier} already.`);
    if (read.faults.length > before || year === undefined) continue;
    seen.set(key, row);
    rows += 1;
    const content: Record<string, string> = {};
    for (const [name, at] of kept) {
      const text = said(cells, at);
      if (text !== "") content[name] = days.has(at) ? dayWritten(text) : text;
    }
    const name = nameColumns.map((at) => said(cells, at)).find((text) => text !== "") ?? "";
    read.facts.push({ key, layout: layout.id, cds: layout.cds ? code.cds : null, year, name: name === "" ? code.cds : name, cents: amount < 0 || said(cells, amount) === "" ? null : Math.round(Number(said(cells, amount)) * 100), content });
  }
  read.layouts.push({ id: layout.id, title: layout.title, rows });
}

const lengths = [2, 5, 7] as const;
/** The 14 digits, from one cell or from three that may have lost their leading zeros. */
function cdsOf(parts: readonly string[]): { cds: string } | { message: string } {
  const [whole = ""] = parts;
  const digits = parts.length === 3 ? parts.map((part, at) => (/^\d+$/.test(part) ? padded(part, lengths[at] ?? 0) : part)).join("") : whole.replace(/[\s-]/g, "");
  if (/^\d{14}$/.test(digits)) return { cds: digits };
  const lost = /^\d{13}$/.test(digits) ? `; this one has 13, so a leading zero is lost: it may be 0${digits}. Keep the column as text` : "";
  return { message: `"${parts.join(" ").trim()}" is no CDS code: it has 14 digits (2 county, 5 district, 7 school)${lost}.` };
}
