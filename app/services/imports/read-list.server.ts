// A spreadsheet of a person's own, as the list it holds: heads with rows under them.
import { lcapPattern } from "#app/domain/imports/lcap-labels.ts";
import { listOf } from "#app/domain/imports/sheet-columns.ts";
import type { FileContext } from "#app/file-context.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { WordSheet } from "#schemas/grid-sheet.ts";
import type { FileKind, UploadedFile } from "./import-file.server.ts";

const mostSheetRows = 5000;

/** The rows of a spreadsheet (xlsx, or text with commas or tabs); undefined for any other file, and for the workbook of an LCAP's tables. Throws AppError where nothing in it is a list. */
export async function readList(read: FileContext["read"], kind: FileKind | null, { name, bytes }: UploadedFile): Promise<WordSheet[] | undefined> {
  if (kind === "text") {
    const { sheets } = await read.tables(bytes);
    return aList(sheets.map(({ lines }) => ({ name, rows: lines.map(({ at, cells }) => ({ at, cells: cells.map((cell) => cell.normalize("NFC").trim()) })) })));
  }
  if (kind !== "sheet") return undefined;
  const sheets = await read.workbook(bytes);
  return sheets.some(({ rows }) => rows.slice(0, 3).some(({ cells }) => lcapPattern.test(cells.join(" ")))) ? undefined : aList(sheets);
}

/** Throws AppError where nothing in it is a list, or it is longer than any. */
function aList(sheets: WordSheet[]): WordSheet[] {
  const list = listOf(sheets);
  if (!list || list.rows.length === 0) throw new AppError("invalid", "No list was found in this spreadsheet: a row of column heads with rows under it.");
  if (list.rows.length > mostSheetRows) throw new AppError("too-large", `This spreadsheet has ${list.rows.length.toLocaleString("en-US")} rows; ${mostSheetRows.toLocaleString("en-US")} is the most. Keep the rows of this plan.`);
  return [{ name: list.name, rows: [{ at: 0, cells: list.heads }, ...list.rows] }];
}
