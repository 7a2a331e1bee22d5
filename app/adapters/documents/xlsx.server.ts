// Writes a document's tables as a workbook: numbers as numbers, live formulas with the domain's own results beside them, words that stay words.

import ExcelJS from "@protobi/exceljs";
import JSZip from "jszip";
import type { Cell, Column, Copy, Paragraph, PlanDocument, Table, TableRow } from "#schemas/document.ts";

/**
 * The tables of a document that name a sheet, one sheet per name in order of appearance; tables of one sheet stand one under the other.
 * A money cell is dollars with two decimals (cents / 100), a percent cell the double nearest to its exact fraction. The same document gives the same bytes.
 * Words are string cells, so nothing computes them; those that a person could turn into a formula by editing (= + - @ first) also carry
 * the text format and Excel's quote prefix. Their text is not changed.
 */
export async function writeXlsx(document: PlanDocument): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const day = new Date(`${copyDate(document.copy).slice(0, 10)}T00:00:00Z`);
  const [organization, title] = [plain(document.organization.name), plain(document.title)];
  Object.assign(workbook, { creator: organization, lastModifiedBy: organization, created: day, modified: day, title, subject: `${document.program} ${document.year}` });
  workbook.calcProperties.fullCalcOnLoad = true;
  const sheets = layOut(document);
  const lookup = lookupOf(document, sheets);
  for (const sheet of sheets) writeSheet(workbook, document, sheet, lookup);
  if (sheets.length === 0) workbook.addWorksheet("Tables").getCell(1, 1).value = "This document has no tables for a workbook.";
  return repacked(await workbook.xlsx.writeBuffer(), document.language);
}

/** The day the copy was made: never the clock. */
function copyDate(copy: Copy): string {
  return copy.kind === "filed" ? copy.filedOn : copy.preparedOn;
}

type PlacedCell = { cell: Cell; column: number; span: number };
type PlacedRow = { row: TableRow; at: number; height: number; cells: PlacedCell[] };
type PlacedTable = { table: Table; /** Said before the table: that its words are not the state's. */ proposed: string; titleAt: number; headerAt: number | null; rows: PlacedRow[] };
type Sheet = { name: string; tabloid: boolean; tables: PlacedTable[] };

const firstTableRow = 4;
// Excel's limit for one cell is 32,767; a longer text goes on in the rows below.
const longestCell = 32_000;

function layOut(document: PlanDocument): Sheet[] {
  const sheets = new Map<string, Sheet>();
  const names = new Set<string>();
  for (const section of document.sections) {
    for (const [index, table] of section.blocks.entries()) {
      if (table.type !== "table" || !table.sheet) continue;
      let sheet = sheets.get(table.sheet);
      if (!sheet) sheets.set(table.sheet, (sheet = { name: sheetName(table.sheet, names), tabloid: section.paper === "tabloid", tables: [] }));
      const last = sheet.tables.at(-1);
      const lastRow = last?.rows.at(-1);
      const titleAt = !last ? firstTableRow : (lastRow ? lastRow.at + lastRow.height - 1 : (last.headerAt ?? last.titleAt)) + 2;
      const headerAt = table.headerHidden ? null : titleAt + 1;
      let at = (headerAt ?? titleAt) + 1;
      const rows = table.rows.map((row) => {
        const cells = placeCells(row.cells, table.columns.length);
        const height = Math.max(1, ...cells.map(({ cell }) => Math.ceil(plain(cell.text).length / longestCell)));
        const placed = { row, at, height, cells };
        at += height;
        return placed;
      });
      const before = section.blocks[index - 1];
      sheet.tables.push({ table, proposed: before?.type === "paragraph" && before.style === "proposed" ? wordsOf(before) : "", titleAt, headerAt, rows });
    }
  }
  return [...sheets.values()];
}

/** A name Excel accepts: at most 31 signs, none of []:*?/\, no apostrophe at an end, not used yet (case does not tell names apart). */
export function sheetName(wanted: string, taken: Set<string>): string {
  const base = plain(wanted).replaceAll(/[[\]:*?/\\\n\t]/g, " ").replaceAll(/^[' ]+|[' ]+$/g, "").slice(0, 31).replaceAll(/[' ]+$/g, "") || "Sheet";
  let name = base;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base.slice(0, 31 - ` ${number}`.length)} ${number}`;
  taken.add(name.toLowerCase());
  return name;
}

function placeCells(cells: Cell[], columns: number): PlacedCell[] {
  const placed: PlacedCell[] = [];
  let column = 1;
  for (const cell of cells) {
    if (column > columns) break;
    const span = Math.max(1, Math.min(cell.span ?? 1, columns - column + 1));
    placed.push({ cell, column, span });
    column += span;
  }
  return placed;
}

type Place = { sheet: Sheet; table: PlacedTable; row: PlacedRow; column: number };
type Lookup = { places: Map<string, Place>; values: Map<string, number>; columns: Map<string, { sheet: Sheet; table: PlacedTable; column: number }[]> };

function lookupOf(document: PlanDocument, sheets: Sheet[]): Lookup {
  const lookup: Lookup = { places: new Map(), values: new Map(), columns: new Map() };
  for (const sheet of sheets) {
    for (const table of sheet.tables) {
      for (const [index, { id }] of table.table.columns.entries()) lookup.columns.set(id, [...(lookup.columns.get(id) ?? []), { sheet, table, column: index + 1 }]);
      for (const row of table.rows) for (const { cell, column } of row.cells) if (cell.name) lookup.places.set(cell.name, { sheet, table, row, column });
    }
  }
  // A named cell that is on no sheet still has a value.
  for (const block of document.sections.flatMap((section) => section.blocks)) {
    if (block.type !== "table") continue;
    for (const cell of block.rows.flatMap((row) => row.cells)) {
      const value = numberOf(cell);
      if (cell.name && value !== null) lookup.values.set(cell.name, value);
    }
  }
  return lookup;
}

/** A formula of the document with cell addresses in the place of its [names]; null when one of them is nowhere, so that only the value is written. */
function resolved(formula: string, { sheet, table, row, column }: Place, { places, values, columns }: Lookup): string | null {
  let unknown = false;
  const text = formula.replace(/^=/, "").replaceAll(/"(?:[^"]|"")*"|\[([^\]]+)\]/g, (whole: string, name?: string) => {
    if (name === undefined) return whole;
    const own = table.table.columns.findIndex(({ id }) => id === name) + 1;
    if (own === column) return dataRange(table, own) || "0";
    if (own > 0) return address(row.at, own);
    const named = places.get(name);
    if (named) return `${named.sheet === sheet ? "" : `${quoted(named.sheet.name)}!`}${address(named.row.at, named.column, "$")}`;
    const value = values.get(name);
    if (value !== undefined) return value < 0 ? `(${value})` : String(value);
    const ranges = columns.get(name);
    if (!ranges) unknown = true;
    const filled = (ranges ?? []).map((found) => ({ prefix: found.sheet === sheet ? "" : `${quoted(found.sheet.name)}!`, range: dataRange(found.table, found.column, "$") })).filter(({ range }) => range !== "");
    return filled.length === 0 ? "0" : filled.map(({ prefix, range }) => prefix + range).join(",");
  });
  return unknown ? null : text;
}

/** The cells of a column over a table's rows, totals left out (they stand last); empty when there is no row. */
function dataRange(table: PlacedTable, column: number, fix = ""): string {
  const rows = table.rows.filter(({ row }) => !row.total);
  const [first, last] = [rows[0], rows.at(-1)];
  return first && last ? `${address(first.at, column, fix)}:${address(last.at + last.height - 1, column, fix)}` : "";
}

function address(row: number, column: number, fix = ""): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${fix}${letters}${fix}${row}`;
}

function quoted(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

/** The number in a cell: dollars, a fraction of one, or a plain number; null for words. */
function numberOf(cell: Cell): number | null {
  if (cell.kind === "money") return cell.cents === undefined ? null : cell.cents / 100;
  if (cell.kind === "percent") return cell.fraction === undefined ? null : quotient(cell.fraction);
  if (cell.kind === "number" && /^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(cell.text.trim())) return Number(cell.text.replaceAll(",", ""));
  return null;
}

/** "n/d" or "n" as a double, exact to the last bit that matters however long the integers are. */
function quotient(fraction: string): number | null {
  const [top, bottom = "1"] = fraction.split("/");
  if (!top || !/^-?\d+$/.test(top) || !/^\d+$/.test(bottom) || BigInt(bottom) === 0n) return null;
  const [n, d] = [BigInt(top), BigInt(bottom)];
  const whole = n / d;
  const small = (value: bigint) => value >= -9_007_199_254_740_991n && value <= 9_007_199_254_740_991n;
  return small(n) && small(d) ? Number(n) / Number(d) : Number(whole) + Number(((n % d) * 10n ** 20n) / d) / 1e20;
}

// No control characters, one kind of line end, and no text that Excel would read as an escape of its own ("_x0041_").
export function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- XML 1.0 has no way to write these
  return text.toWellFormed().replaceAll(/\r\n?/g, "\n").replaceAll(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, "").replaceAll(/_(?=x[0-9a-fA-F]{4}_)/g, "_x005F_");
}

const formats: Record<Column["kind"], string> = { text: "General", money: '"$"#,##0.00;-"$"#,##0.00', percent: "0.000%", number: "#,##0.###" };
// Excel's built-in text format (49); after packing, its styles get the quote prefix.
const textFormat = "@";
export const couldBeFormula = /^[\s"']*[=+\-@|%\t\uff1d\uff0b\uff0d\uff20]/;

function writeText(cell: ExcelJS.Cell, text: string): void {
  cell.value = text;
  // Tested after control characters, which hide a formula from a careless test, went out of the text.
  if (couldBeFormula.test(text)) cell.numFmt = textFormat;
}

const type = { name: "Calibri", family: 2, size: 11 };
const navy = "FF1F4E79";
const pale = "FFE6EEF6";
const line = { style: "thin" as const, color: { argb: "FF9DB2C7" } };
const boxed = { top: line, left: line, bottom: line, right: line };
const filled = (argb: string) => ({ type: "pattern" as const, pattern: "solid" as const, fgColor: { argb } });

function writeSheet(workbook: ExcelJS.Workbook, document: PlanDocument, sheet: Sheet, lookup: Lookup): void {
  const [first] = sheet.tables;
  const alone = sheet.tables.length === 1 ? first : undefined;
  const headerAt = alone?.headerAt ?? null;
  const page = workbook.addWorksheet(sheet.name, {
    pageSetup: {
      orientation: "landscape",
      paperSize: (sheet.tabloid ? 3 : 1) as ExcelJS.PaperSize,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.5, right: 0.5, top: 0.75, bottom: 0.75, header: 0.3, footer: 0.3 },
      ...(headerAt === null ? {} : { printTitlesRow: `${headerAt}:${headerAt}` }),
    },
    headerFooter: { oddHeader: `&C${forFooter(document.banner)}`, oddFooter: `&L${forFooter(document.footer)}&RPage &P of &N` },
    views: [headerAt === null ? { state: "normal", activeCell: "A1" } : { state: "frozen", ySplit: headerAt, xSplit: 0, topLeftCell: `A${headerAt + 1}`, activeCell: "A1" }],
  });
  writeText(page.getCell(1, 1), plain(document.title));
  page.getCell(1, 1).font = { ...type, bold: true, size: 14, color: { argb: navy } };
  writeText(page.getCell(2, 1), plain(document.banner));
  page.getCell(2, 1).font = { ...type, bold: true, color: { argb: "FF4D3600" } };
  writeText(page.getCell(3, 1), plain(closingNote(document)));
  page.getCell(3, 1).font = { ...type, color: { argb: "FF4A4A4A" } };
  for (const placed of sheet.tables) writeTable(page, sheet, placed, lookup);
  for (const [index, width] of columnWidths(sheet).entries()) page.getColumn(index + 1).width = width;
}

const wordsOf = (paragraph: Paragraph): string => paragraph.runs.map((run) => run.text).join("");

/** The note a document ends with: where it is filed, and that this is a copy. */
function closingNote(document: PlanDocument): string {
  const last = document.sections.map((section) => section.blocks.at(-1)).findLast((block) => block?.type === "paragraph" && block.style === "note");
  return last?.type === "paragraph" ? wordsOf(last) : "";
}

// In headers and footers an ampersand starts a code, and Excel takes 255 signs in all.
function forFooter(text: string): string {
  return plain(text).replaceAll("\n", " ").slice(0, 110).replaceAll("&", "&&");
}

function writeTable(page: ExcelJS.Worksheet, sheet: Sheet, placed: PlacedTable, lookup: Lookup): void {
  const { table, proposed, titleAt, headerAt, rows } = placed;
  const title = page.getCell(titleAt, 1);
  writeText(title, plain([table.title, proposed].filter((words) => words !== "").join(". ")));
  title.font = { ...type, bold: true, size: 12, color: { argb: navy } };
  if (headerAt !== null) {
    for (const [index, column] of table.columns.entries()) {
      const cell = page.getCell(headerAt, index + 1);
      writeText(cell, plain(column.header));
      cell.font = { ...type, bold: true, color: { argb: "FFFFFFFF" } };
      cell.fill = filled(navy);
      cell.border = boxed;
      cell.alignment = { wrapText: true, vertical: "bottom", horizontal: column.kind === "text" ? "left" : "right" };
    }
  }
  for (const row of rows) {
    for (const { cell, column, span } of row.cells) {
      const target = page.getCell(row.at, column);
      const value = numberOf(cell);
      if (value === null) writeLongText(page, cell, row, column);
      else {
        const formula = cell.formula === undefined ? null : resolved(cell.formula, { sheet, table: placed, row, column }, lookup);
        target.value = formula === null ? value : { formula, result: value };
        target.numFmt = formats[cell.kind];
      }
      for (let at = row.at; at < row.at + row.height; at += 1) {
        const styled = page.getCell(at, column);
        styled.alignment = { wrapText: true, vertical: "top", horizontal: value === null ? "left" : "right" };
        styled.font = { ...type, bold: row.row.total === true || cell.header === true, italic: cell.missing === true, ...(cell.missing ? { color: { argb: "FF8B0A03" } } : {}) };
        styled.border = boxed;
        if (row.row.total || cell.header) styled.fill = filled(pale);
      }
      if (span > 1) page.mergeCells(row.at, column, row.at, column + span - 1);
    }
  }
}

function writeLongText(page: ExcelJS.Worksheet, cell: Cell, row: PlacedRow, column: number): void {
  const text = plain(cell.text === "" && cell.missing ? "Not answered" : cell.text);
  for (let part = 0; part * longestCell < Math.max(1, text.length); part += 1) {
    writeText(page.getCell(row.at + part, column), text.slice(part * longestCell, (part + 1) * longestCell));
  }
}

/** Widths in characters: each table's shares of a landscape page, never narrower than the widest amount. */
function columnWidths(sheet: Sheet): number[] {
  const widths: number[] = [];
  for (const { table, rows } of sheet.tables) {
    const shares = table.columns.reduce((sum, column) => sum + column.share, 0);
    for (const [index, column] of table.columns.entries()) {
      const amounts = rows.flatMap((row) => row.cells).filter((one) => one.column === index + 1 && one.span === 1 && one.cell.kind !== "text").map((one) => one.cell.text.length + 3);
      widths[index] = Math.max(widths[index] ?? 8, Math.min(70, (column.share / shares) * 170), Math.min(40, Math.max(0, ...amounts)));
    }
  }
  return widths.map((width) => Math.round(width * 10) / 10);
}

const packedOn = new Date("1980-01-01T00:00:00Z");

/** The same parts with fixed dates, the document's language, and the quote prefix on every style of the text format. */
export async function repacked(buffer: ArrayBuffer | Uint8Array, language: string): Promise<Uint8Array> {
  const [given, packed] = [await JSZip.loadAsync(buffer), new JSZip()];
  for (const [path, file] of Object.entries(given.files)) {
    if (file.dir) continue;
    let content: string | Uint8Array = await file.async("uint8array");
    if (path === "xl/styles.xml") content = (await file.async("string")).replaceAll(/<xf numFmtId="49"/g, '<xf quotePrefix="1" numFmtId="49"');
    if (path === "docProps/core.xml") content = (await file.async("string")).replace(/(?=<\/(?:cp:)?coreProperties>)/, `<dc:language>${language.replaceAll(/[^A-Za-z0-9-]/g, "")}</dc:language>`);
    packed.file(path, content, { date: packedOn, createFolders: false });
  }
  return packed.generateAsync({ type: "uint8array", compression: "DEFLATE", platform: "DOS" });
}
