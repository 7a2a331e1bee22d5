// A map of the crosswalks (CSV, made in a spreadsheet): its rows, and the line and column of every cell.
import type { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import { mapColumns, mapRowSchema, type CrosswalkFault, type MapRow } from "#schemas/crosswalk.ts";
import { fault, withoutMark, wrongEncoding, type SourceFile } from "./files.ts";
import { suggest } from "./nearest.ts";
import { describeIssues } from "./schema-faults.ts";

export type MapColumn = (typeof mapColumns)[number];
export type MapLine = {
  row: number;
  cells: Record<MapColumn, string>;
  /** The row by its schema; null when it breaks it. */
  value: MapRow | null;
};
export type MapFile = {
  source: SourceFile;
  lines: MapLine[];
  /** Fields named in any row, also in rows that are wrong otherwise. */
  mentions: Set<string>;
  /** False where the file could not be read to its end: then nothing can be said about what it lacks. */
  whole: boolean;
  faults: CrosswalkFault[];
  fault: (line: MapLine, column: MapColumn, message: string, fix: string) => CrosswalkFault;
};

type Record_ = { row: number; cells: string[] };

/** Records with the line each begins on; the first syntax fault ends the reading. */
function readRecords(source: SourceFile): { records: Record_[]; broken: CrosswalkFault | null } {
  let broken: { error: CsvError } | null = null;
  const parsed = parse(withoutMark(source.text), {
    info: true,
    relax_column_count: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error && !broken) broken = { error };
      return undefined;
    },
    on_record: (record) => (broken ? null : record),
  }) as unknown as { record: string[]; info: { lines: number } }[];
  const records = parsed.map(({ record, info }) => ({ row: info.lines - record.reduce((sum, cell) => sum + cell.split(/\r\n|\r|\n/).length - 1, 0), cells: record }));
  const error = (broken as { error: CsvError } | null)?.error;
  if (!error) return { records, broken: null };
  const row = (parsed.at(-1)?.info.lines ?? 0) + 1;
  const open = error.code === "CSV_QUOTE_NOT_CLOSED";
  const at = { row, column: Number(error["column"] ?? 0) + 1 };
  const message = open ? "A quotation mark opened in this row is never closed." : "A quotation mark stands in the middle of a cell.";
  return { records, broken: fault(source, at, message, 'Put the whole cell in quotation marks and double those inside: "say ""this""". The rows after this one were not read.') };
}

/** Which column of the file each name is in; null where the header cannot be used. */
function* headerFaults(source: SourceFile, header: Record_): Generator<CrosswalkFault> {
  const names = header.cells.map((name) => name.trim());
  const known: readonly string[] = mapColumns;
  if (names.length === 1 && /[;\t]/.test(names[0] ?? "")) {
    yield fault(source, { row: header.row, column: 1 }, "The columns are not separated by commas.", "Save the file again as CSV with commas.");
    return;
  }
  const missing = known.filter((name) => !names.includes(name));
  for (const [at, name] of names.entries()) {
    const place = { row: header.row, column: at + 1 };
    if (!known.includes(name)) yield fault(source, place, name === "" ? `Column ${at + 1} has no name.` : `A map has no column "${name}".`, suggest(name, missing, "Remove the column."));
    else if (names.indexOf(name) !== at) yield fault(source, place, `The column "${name}" is there twice.`, "Keep one of them.");
  }
  for (const name of missing) yield fault(source, { row: header.row, column: names.length + 1 }, `The column "${name}" is missing.`, `The columns are: ${known.join(",")}.`);
}

/** Reads one map; never throws. Empty lines are passed over. */
export function readMap(source: SourceFile): MapFile {
  const { records, broken } = readRecords(source);
  const file: MapFile = { source, lines: [], mentions: new Set(), whole: broken === null, faults: [...wrongEncoding(source)], fault: () => fault(source, { row: 1, column: 1 }, "", "") };
  if (broken) file.faults.push(broken);
  const filled = records.filter((record) => record.cells.some((cell) => cell.trim() !== ""));
  const header = filled.shift() ?? { row: 1, cells: [] };
  const bad = [...headerFaults(source, header)];
  file.faults.push(...bad);
  if (bad.length > 0) {
    file.whole = false;
    return file;
  }
  const names = header.cells.map((name) => name.trim() as MapColumn);
  file.fault = (line, column, message, fix) => fault(source, { row: line.row, column: names.indexOf(column) + 1 }, message, fix);

  for (const { row, cells } of filled) {
    if (names.every((name, at) => cells[at]?.trim() === name)) {
      file.faults.push(fault(source, { row, column: 1 }, "This row is the header again.", "Remove it: a map has one header, in its first row."));
      continue;
    }
    file.mentions.add((cells[names.indexOf("field")] ?? "").trim());
    if (cells.length !== names.length) {
      const more = cells.length > names.length;
      file.faults.push(
        fault(source, { row, column: Math.min(cells.length, names.length) + 1 }, `This row has ${cells.length} cells, the header has ${names.length}.`, more ? "Put a cell with a comma in it in quotation marks." : `Fill the row up to the column "${names.at(-1)}", with empty cells where there is nothing to say.`),
      );
      continue;
    }
    const line: MapLine = { row, cells: Object.fromEntries(names.map((name, at) => [name, (cells[at] ?? "").trim()])) as Record<MapColumn, string>, value: null };
    const parsed = mapRowSchema.safeParse(line.cells);
    if (parsed.success) line.value = { ...parsed.data, file: source.path, row };
    else for (const issue of describeIssues(parsed.error.issues, line.cells, mapRowSchema)) file.faults.push(file.fault(line, String(issue.path[0]) as MapColumn, issue.message, issue.fix));
    file.lines.push(line);
  }
  return file;
}
