// Reads a table of text (commas or tabs, plain or gzipped) into its cells: UTF-8, or Latin-1 where the bytes are no UTF-8.
import { parse } from "csv-parse/sync";
import { AppError } from "#schemas/app-error.ts";
import { plainText } from "./plain-text.server.ts";

const mostRows = 200_000;

export type ReadTable = { lines: string[][]; encoding: "utf-8" | "latin-1" };

/** Throws AppError "invalid" for what is no such table, "too-large" for more than 50 MB or 200,000 rows. */
export function readCsv(bytes: Uint8Array): ReadTable {
  const { text, encoding } = plainText(bytes, "This is no table of text. Save the sheet as CSV (UTF-8) and choose that file.");
  const head = text.slice(0, 4000).split(/[\r\n]/)[0] ?? "";
  try {
    const lines: string[][] = parse(text, { bom: true, delimiter: head.includes("\t") ? "\t" : ",", relax_column_count: true, relax_quotes: true, max_record_size: 100_000, to: mostRows + 1 });
    if (lines.length > mostRows) throw new AppError("too-large", "This file has more than 200,000 rows.");
    return { lines, encoding };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("invalid", `This table cannot be read: ${(error as Error).message}`);
  }
}
