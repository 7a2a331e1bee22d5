// How is a row written as a line of NDJSON or CSV? CSV is RFC 4180 with CRLF; text that a spreadsheet would run as a formula is defused.
import type { Cells, DictionaryColumn } from "./dictionary.ts";

/** Excel takes a CSV file for an old code page unless it begins so; readers of data skip it. */
export const byteOrderMark = "\ufeff";

const runsAsFormula = /^[=+\-@\t\r\0]/;
const needsQuotes = /[",\r\n]/;

/** A number is written as it is, also below zero; any other text that begins like a formula gets an apostrophe before it. */
function csvCell(value: Cells[number], { type }: Pick<DictionaryColumn, "type">): string {
  if (value === null) return "";
  const plain = typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
  if (type === "number" && /^-?\d+(\.\d+)?$/.test(plain)) return plain;
  const safe = runsAsFormula.test(plain) ? `'${plain}` : plain;
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvHead = (columns: readonly DictionaryColumn[]): string => `${byteOrderMark}${columns.map(({ name }) => name).join(",")}\r\n`;
export const csvLines = (columns: readonly DictionaryColumn[], rows: readonly Cells[]): string => rows.map((row) => `${columns.map((column, at) => csvCell(row[at] ?? null, column)).join(",")}\r\n`).join("");

/** Numbers with a point stay text, so that no digit is lost. */
export const ndjsonLines = (columns: readonly DictionaryColumn[], rows: readonly Cells[]): string => rows.map((row) => `${JSON.stringify(Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])))}\n`).join("");

/** The data dictionary as a table: one line for each column. */
export const dictionaryLines = (tables: readonly { name: string; columns: readonly DictionaryColumn[] }[]): string => {
  const columns: DictionaryColumn[] = ["table", "column", "type", "says"].map((name) => ({ name, type: "text", says: "" }));
  return csvHead(columns) + csvLines(columns, tables.flatMap((table) => table.columns.map(({ name, type, says }) => [table.name, name, type, says])));
};
