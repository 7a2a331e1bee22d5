// Reads a table of text (commas or tabs, plain or gzipped) into its cells: UTF-8, or Latin-1 where the bytes are no UTF-8.
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { AppError } from "#schemas/app-error.ts";

const largestUnpacked = 50 * 2 ** 20;
const mostRows = 200_000;

export type ReadTable = { lines: string[][]; encoding: "utf-8" | "latin-1" };

/** Throws AppError "invalid" for what is no such table, "too-large" for more than 50 MB or 200,000 rows. */
export function readCsv(bytes: Uint8Array): ReadTable {
  let plain = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      plain = gunzipSync(bytes, { maxOutputLength: largestUnpacked });
    } catch (error) {
      if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw new AppError("too-large", "Unpacked, this file is larger than 50 MB.");
      throw new AppError("invalid", "This packed file is cut off or damaged. Download it again.");
    }
  }
  if (plain.byteLength > largestUnpacked) throw new AppError("too-large", "This file is larger than 50 MB.");
  if (plain.includes(0)) throw new AppError("invalid", "This is no table of text. Save the sheet as CSV (UTF-8) and choose that file.");
  let text: string;
  let encoding: ReadTable["encoding"] = "utf-8";
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch {
    encoding = "latin-1";
    text = new TextDecoder("windows-1252").decode(plain);
  }
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
