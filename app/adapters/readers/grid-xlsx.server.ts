// Reads back a workbook that went out from a grid: words and numbers as they stand, no formula run, nothing from outside.
import { AppError } from "#schemas/app-error.ts";
import type { ReadCell, ReadSheet } from "#schemas/grid-sheet.ts";
import { openCheckedZip } from "./checked-zip.server.ts";

/** The hidden sheet by which a workbook says what it is. */
const aboutSheet = "About this workbook";
const mostRows = 5000;
const mostColumns = 200;

const notOurs = () => new AppError("invalid", "This workbook did not come from a grid of this portal, or its hidden sheet is gone. Download the grid again and copy your changes into that workbook.");

/** Throws AppError "invalid" or "too-large" with what is wrong. */
export function readGridXlsx(bytes: Uint8Array): ReadSheet {
  const zip = openCheckedZip(bytes);
  const workbook = zip.text("xl/workbook.xml");
  const relations = zip.text("xl/_rels/workbook.xml.rels");
  if (workbook === undefined || relations === undefined) throw new AppError("invalid", "This file is not an Excel workbook (xlsx).");
  const targets = new Map<string, string>();
  for (const tag of tagsOf(relations)) if (tag.name === "Relationship") targets.set(tag.attributes.get("Id") ?? "", tag.attributes.get("Target") ?? "");
  const sheets: { name: string; path: string }[] = [];
  for (const tag of tagsOf(workbook)) {
    if (tag.name !== "sheet") continue;
    const id = [...tag.attributes].find(([name]) => /(^|:)id$/.test(name))?.[1] ?? "";
    const target = targets.get(id) ?? "";
    sheets.push({ name: tag.attributes.get("name") ?? "", path: target.startsWith("/") ? target.slice(1) : `xl/${target}` });
  }
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

type Tag = { name: string; open: boolean; empty: boolean; attributes: Map<string, string>; /** The words before this tag. */ before: string };

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text.includes("&")
    ? text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/g, (whole, code: string) => {
        if (!code.startsWith("#")) return entities[code] ?? whole;
        const point = Number.parseInt(code.replace(/^#x?/, ""), code.startsWith("#x") ? 16 : 10);
        return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : "";
      })
    : text;
/** Excel's own escape of signs that XML cannot carry. */
const unescaped = (text: string): string => text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The tags of a part in one walk over its text; entity definitions are refused. */
function* tagsOf(xml: string): Generator<Tag> {
  for (let at = 0; ; ) {
    const start = xml.indexOf("<", at);
    if (start < 0) return;
    const before = xml.slice(at, start);
    if (xml.startsWith("<!--", start)) {
      const end = xml.indexOf("-->", start);
      if (end < 0) return;
      at = end + 3;
      continue;
    }
    if (xml.startsWith("<!", start)) throw new AppError("invalid", "This file defines things a workbook does not need, and was not read.");
    const end = xml.indexOf(">", start);
    if (end < 0) throw new AppError("invalid", "This file cannot be read: a part is cut off.");
    at = end + 1;
    const inner = xml.slice(start + 1, end);
    if (inner.startsWith("?")) continue;
    const closing = inner.startsWith("/");
    const empty = inner.endsWith("/");
    const words = closing ? inner.slice(1) : empty ? inner.slice(0, -1) : inner;
    const space = words.search(/\s/);
    const full = space < 0 ? words : words.slice(0, space);
    const attributes = new Map<string, string>();
    if (space >= 0) for (const [, name = "", , double, single] of words.slice(space).matchAll(/([\w:.-]+)\s*=\s*("([^"]*)"|'([^']*)')/g)) attributes.set(name, decoded(double ?? single ?? ""));
    yield { name: full.slice(full.indexOf(":") + 1).trim(), open: !closing, empty, attributes, before };
  }
}

function sharedStrings(xml: string | undefined): string[] {
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

/** The filled cells of a sheet, a row at a time. */
function cellsOf(xml: string, shared: readonly string[]): ReadSheet["rows"] {
  const rows: { at: number; cells: Map<number, ReadCell> }[] = [];
  let row: (typeof rows)[number] | undefined;
  let cell: { column: number; type: string; value: string; words: string } | undefined;
  let number = 0;
  for (const tag of tagsOf(xml)) {
    if (tag.name === "row" && tag.open) {
      number = Number(tag.attributes.get("r") ?? number + 1);
      row = { at: number, cells: new Map() };
      if (!tag.empty) rows.push(row);
      if (rows.length > mostRows) throw new AppError("too-large", `This workbook has more than ${mostRows} rows; no grid of a plan is that long. It was not read.`);
    } else if (tag.name === "c" && tag.open && !tag.empty) cell = { column: columnOf(tag.attributes.get("r") ?? "") || (row?.cells.size ?? 0) + 1, type: tag.attributes.get("t") ?? "n", value: "", words: "" };
    else if (cell && !tag.open && tag.name === "v") cell.value = decoded(tag.before);
    else if (cell && !tag.open && tag.name === "t") cell.words += decoded(tag.before);
    else if (cell && row && !tag.open && tag.name === "c") {
      const { column, type, value } = cell;
      const text = type === "s" ? (shared[Number(value)] ?? "") : type === "inlineStr" ? unescaped(cell.words) : type === "str" ? unescaped(value) : type === "b" ? (value === "1" ? "Yes" : "No") : value;
      if (text !== "" && column <= mostColumns) row.cells.set(column, { text, numeric: type === "n" && /^-?[\d.]+(E[+-]?\d+)?$/i.test(value) });
      cell = undefined;
    }
  }
  return rows.filter(({ cells }) => cells.size > 0);
}
