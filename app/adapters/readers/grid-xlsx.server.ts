// Reads back a workbook that went out from a grid: words and numbers as they stand, no formula run, nothing from outside.
import { AppError } from "#schemas/app-error.ts";
import type { ReadCell, ReadSheet } from "#schemas/grid-sheet.ts";
import { openCheckedZip } from "./checked-zip.server.ts";
import { decoded, tagsOf } from "./xml-tags.server.ts";

/** The hidden sheet by which a workbook says what it is. */
const aboutSheet = "About this workbook";
const mostRows = 5000;
const mostColumns = 200;

const notOurs = () => new AppError("invalid", "This workbook did not come from a grid of this portal, or its hidden sheet is gone. Download the grid again and copy your changes into that workbook.");

/** Throws AppError "invalid" or "too-large" with what is wrong. */
export function readGridXlsx(bytes: Uint8Array): ReadSheet {
  const zip = openCheckedZip(bytes);
  const sheets = sheetsOf(zip);
  const shared = sharedStrings(zip.text("xl/sharedStrings.xml"));
  const about = sheets.find(({ name }) => name === aboutSheet);
  const aboutRows = about && cellsOf(zip.text(about.path) ?? "", shared);
  const said = (row: number, column: number) => aboutRows?.find(({ at }) => at === row)?.cells.get(column)?.text ?? "";
  const sheetName = said(1, 2);
  const sheet = sheets.find(({ name }) => name === sheetName);
  if (!aboutRows || sheetName === "") throw notOurs();
  if (!sheet) throw new AppError("invalid", `The sheet “${sheetName}” is not in this workbook any more; it has ${sheets.filter(({ name }) => name !== aboutSheet).map(({ name }) => `“${name}”`).join(", ")}. Give it its name back.`);
  const names: string[] = [];
  for (let column = 2; said(4, column) !== ""; column += 1) names.push(said(4, column));
  return { planId: said(2, 2), collection: said(3, 2), names, rows: cellsOf(zip.text(sheet.path) ?? "", shared) };
}

/** Excel's own escape of signs that XML cannot carry. */
const unescaped = (text: string): string => text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The sheets of a workbook in their order; hidden ones too. */
export function sheetsOf(zip: ReturnType<typeof openCheckedZip>): { name: string; path: string; hidden: boolean }[] {
  const workbook = zip.text("xl/workbook.xml");
  const relations = zip.text("xl/_rels/workbook.xml.rels");
  if (workbook === undefined || relations === undefined) throw new AppError("invalid", "This file is not an Excel workbook (xlsx).");
  const targets = new Map<string, string>();
  for (const tag of tagsOf(relations)) if (tag.name === "Relationship") targets.set(tag.attributes.get("Id") ?? "", tag.attributes.get("Target") ?? "");
  const sheets: { name: string; path: string; hidden: boolean }[] = [];
  for (const tag of tagsOf(workbook)) {
    if (tag.name !== "sheet") continue;
    const id = [...tag.attributes].find(([name]) => /(^|:)id$/.test(name))?.[1] ?? "";
    const target = targets.get(id) ?? "";
    sheets.push({ name: tag.attributes.get("name") ?? "", path: target.startsWith("/") ? target.slice(1) : `xl/${target}`, hidden: (tag.attributes.get("state") ?? "visible") !== "visible" });
  }
  return sheets;
}

export function sharedStrings(xml: string | undefined): string[] {
  const strings: string[] = [];
  let words = "";
  let phonetic = false;
  for (const tag of tagsOf(xml ?? "")) {
    if (tag.name === "rPh") phonetic = tag.open && !tag.empty;
    if (tag.name === "si" && (!tag.open || tag.empty)) {
      strings.push(unescaped(words));
      words = "";
    }
    if (tag.name === "t" && !tag.open && !phonetic) words += decoded(tag.before);
  }
  return strings;
}

const columnOf = (reference: string): number => [...(/^[A-Z]+/.exec(reference)?.[0] ?? "")].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** The filled cells of a sheet, a row at a time. `shown`: a number as its style shows it. */
export function cellsOf(xml: string, shared: readonly string[], shown: (value: string, style: number) => string = (value) => value): ReadSheet["rows"] {
  const rows: { at: number; cells: Map<number, ReadCell> }[] = [];
  let row: (typeof rows)[number] | undefined;
  let cell: { column: number; type: string; style: number; value: string; words: string } | undefined;
  let number = 0;
  for (const tag of tagsOf(xml)) {
    if (tag.name === "row" && tag.open) {
      number = Number(tag.attributes.get("r") ?? number + 1);
      row = { at: number, cells: new Map() };
      if (!tag.empty) rows.push(row);
      if (rows.length > mostRows) throw new AppError("too-large", `This workbook has more than ${mostRows} rows in a sheet; no list of a plan is that long. It was not read.`);
    } else if (tag.name === "c" && tag.open && !tag.empty) cell = { column: columnOf(tag.attributes.get("r") ?? "") || (row?.cells.size ?? 0) + 1, type: tag.attributes.get("t") ?? "n", style: Number(tag.attributes.get("s") ?? 0), value: "", words: "" };
    else if (cell && !tag.open && tag.name === "v") cell.value = decoded(tag.before);
    else if (cell && !tag.open && tag.name === "t") cell.words += decoded(tag.before);
    else if (cell && row && !tag.open && tag.name === "c") {
      const { column, type, style, value } = cell;
      const text = type === "s" ? (shared[Number(value)] ?? "") : type === "inlineStr" ? unescaped(cell.words) : type === "str" ? unescaped(value) : type === "b" ? (value === "1" ? "Yes" : "No") : type === "n" ? shown(value, style) : value;
      if (text !== "" && column <= mostColumns) row.cells.set(column, { text, numeric: type === "n" && /^-?[\d.]+(E[+-]?\d+)?$/i.test(value) });
      cell = undefined;
    }
  }
  return rows.filter(({ cells }) => cells.size > 0);
}
