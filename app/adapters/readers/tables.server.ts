// Reads the tables of a published file: the sheets of a workbook (xlsx), or one table of text (commas or tabs, plain or gzipped). No formula is run, no link followed.
import { AppError } from "#schemas/app-error.ts";
import type { ReadTables, TableSheet } from "#schemas/state-files.ts";
import { openCheckedZip } from "./checked-zip.server.ts";
import { readCsv } from "./csv.server.ts";

const mostRows = 200_000;
const mostColumns = 400;

/** Throws AppError "invalid" for what is no table, "too-large" past the limits. */
export function readTables(bytes: Uint8Array): ReadTables {
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new AppError("invalid", "This is an old Excel file (xls) or one with a password. Save it as xlsx without a password, or as CSV.");
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    const { lines, encoding } = readCsv(bytes);
    return { sheets: [{ name: "", lines: lines.map((cells, at) => ({ at: at + 1, cells })) }], encoding };
  }
  return { sheets: readSheets(bytes), encoding: "utf-8" };
}

function readSheets(bytes: Uint8Array): TableSheet[] {
  const zip = openWorkbook(bytes);
  if (zip.names.some((name) => /vbaProject|activeX/i.test(name))) throw new AppError("invalid", "This workbook carries a macro, and the state's files have none. It was not read. Download the file again from the state's page.");
  if (zip.names.some((name) => /^xl\/externalLinks\//i.test(name))) throw new AppError("invalid", "This workbook takes values from another file, and the state's files do not. It was not read. Download the file again from the state's page.");
  const workbook = zip.text("xl/workbook.xml");
  const relations = zip.text("xl/_rels/workbook.xml.rels");
  if (workbook === undefined || relations === undefined) throw new AppError("invalid", "This file is not an Excel workbook (xlsx).");
  for (const part of [workbook, relations]) withoutDefinitions(part);
  const targets = new Map([...relations.matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)].map(([, attributes = ""]) => [attribute(attributes, "Id"), attribute(attributes, "Target")]));
  const shared = sharedStrings(zip.text("xl/sharedStrings.xml") ?? "");
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].flatMap(([, attributes = ""]) => {
    const target = targets.get(attribute(attributes, "(?:\\w+:)?id")) ?? "";
    const xml = zip.text(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    return xml === undefined ? [] : [{ name: decoded(attribute(attributes, "name")), lines: linesOf(xml, shared) }];
  });
}

function openWorkbook(bytes: Uint8Array): ReturnType<typeof openCheckedZip> {
  try {
    return openCheckedZip(bytes);
  } catch (error) {
    if (error instanceof AppError && error.code === "too-large") throw new AppError("too-large", "This workbook unpacks to far more than a published list holds, or has more parts than one. It was not opened.");
    throw error;
  }
}

const attribute = (attributes: string, name: string): string => new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)?.slice(1).find((value) => value !== undefined) ?? "";

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const decoded = (text: string): string =>
  (text.includes("&")
    ? text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|([a-z]{2,4}));/g, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
        if (name !== undefined) return entities[name] ?? whole;
        const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : "";
      })
    : text
  ).replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** A part may define nothing of its own. */
function withoutDefinitions(xml: string): void {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml.slice(0, 20_000))) throw new AppError("invalid", "This file defines things a workbook does not need, and was not read.");
}

const wordsIn = (xml: string): string => {
  let words = "";
  for (const [, text = ""] of xml.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, "").matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g)) words += text;
  return decoded(words);
};

function sharedStrings(xml: string): string[] {
  withoutDefinitions(xml);
  return pieces(xml, "si").map(wordsIn);
}

/** The inner text of each element of a name that does not hold itself, in one walk over the text. */
function pieces(xml: string, name: string): string[] {
  const found: string[] = [];
  const open = new RegExp(`<(\\w+:)?${name}(?:\\s[^>]*)?(/)?>`, "g");
  for (let match = open.exec(xml); match !== null; match = open.exec(xml)) {
    if (match[2] !== undefined) {
      found.push("");
      continue;
    }
    const end = xml.indexOf(`</${match[1] ?? ""}${name}>`, open.lastIndex);
    if (end < 0) throw cut();
    found.push(xml.slice(open.lastIndex, end));
    open.lastIndex = end;
  }
  return found;
}

const cut = () => new AppError("invalid", "This file cannot be read: a part is cut off. Download it again.");

/** The letters of "AB12" as a number from 0; -1 where there are none. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

const cellPattern = /<(?:\w+:)?c(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g;

/** The filled rows of a sheet with their numbers. */
function linesOf(xml: string, shared: readonly string[]): TableSheet["lines"] {
  withoutDefinitions(xml);
  let rows = 0;
  for (let at = xml.indexOf("</row>"); at >= 0 && rows <= mostRows; at = xml.indexOf("</row>", at + 6)) rows += 1;
  if (rows > mostRows) throw new AppError("too-large", "This sheet has more than 200,000 rows.");
  const lines: TableSheet["lines"] = [];
  let number = 0;
  const open = /<(\w+:)?row(\s[^>]*?)?(\/)?>/g;
  for (let match = open.exec(xml); match !== null; match = open.exec(xml)) {
    number = Number(attribute(match[2] ?? "", "r") || number + 1);
    if (match[3] !== undefined) continue;
    const end = xml.indexOf(`</${match[1] ?? ""}row>`, open.lastIndex);
    if (end < 0) throw cut();
    const cells: string[] = [];
    let next = 0;
    for (const [, attributes = "", inner] of xml.slice(open.lastIndex, end).matchAll(cellPattern)) {
      const stated = columnOf(/\sr="([A-Z]+)/.exec(attributes)?.[1] ?? "");
      const column = stated < 0 ? next : stated;
      next = column + 1;
      if (inner === undefined || column >= mostColumns) continue;
      const text = cellText(/\st="(\w+)"/.exec(attributes)?.[1] ?? "n", inner, shared);
      if (text === "") continue;
      while (cells.length < column) cells.push("");
      cells[column] = text;
    }
    open.lastIndex = end;
    if (cells.length === 0) continue;
    lines.push({ at: number, cells });
    if (lines.length > mostRows) throw new AppError("too-large", "This sheet has more than 200,000 rows.");
  }
  return lines;
}

function cellText(type: string, inner: string, shared: readonly string[]): string {
  if (type === "inlineStr") return wordsIn(inner);
  const value = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</.exec(inner)?.[1] ?? "";
  if (type === "s") return shared[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type === "e") return "";
  return decoded(value);
}
