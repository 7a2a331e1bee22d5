// What is different in a workbook that came back: what it changed, what was changed here meanwhile, and what cannot be read?
import { readCells, cellText, cellsOfRow, lockedFields } from "#app/domain/grids/cells.ts";
import type { Cells } from "#app/domain/grids/cells.ts";
import { checkRow, valueAt } from "#app/domain/plan/row-form.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import type { PlanCollection } from "#schemas/plan.ts";
import type { ReadCell, ReadSheet, SheetColumn } from "#schemas/grid-sheet.ts";

type Named = Record<string, unknown>;
export type StoredRow = Named & { id: string; version: number };

/** `row` as Excel counts, `column` by letters and name; either may be null. */
export type Fault = { row: number | null; column: string | null; why: string };
/** A row of the workbook as it was read: the version it went out with, and its words. */
export type SheetWords = { id: string; version: number; cells: Cells };
/** `out`: when the workbook went out; `both`: changed in the workbook and here, to different words. */
export type Difference = { id: string; field: string; name: string; label: string; out: string; now: string; file: string; both: boolean };
/** A row that only the workbook has, under the id it would get; `at`: its row there. */
export type NewRow = { id: string; at: number; cells: Cells };
/** A row of the grid that the workbook does not have; `hanging`: what of the plan must go before it can. */
export type MissingRow = { id: string; version: number; name: string; hanging: string[] };
export type Compared = { differences: Difference[]; elsewhere: number; missing: MissingRow[] };

const kinds: Partial<Record<RowField["control"], SheetColumn["kind"]>> = { money: "money", decimal: "number", integer: "number", day: "day", choice: "choice", link: "choice", "yes-no": "choice" };
export const sheetKind = (field: RowField): SheetColumn["kind"] => kinds[field.control] ?? "text";

/** Words longer than a cell holds, and formatted ones, are shown in a workbook and not taken back. */
const longestCell = 32_000;
export const lockedInSheet = (fields: readonly RowField[], row: Named): string[] => [...lockedFields(fields, row), ...fields.filter((field) => cellText(field, valueAt(row, field.name)).length > longestCell).map((field) => field.name)];

const letters = (column: number): string => (column > 26 ? letters(Math.floor((column - 1) / 26)) : "") + String.fromCharCode(65 + ((column - 1) % 26));
/** What the workbook's new rows are measured by. */
export type NewRowRules = { blank: Named; given: Cells; errors: (row: Named) => Record<string, string>; idOf: (words: string) => string };
const idColumn = 1;
const versionColumn = 2;
const firstColumn = 3;

/** A number cell as people write it; Excel keeps 15 digits and days as counts. */
function wordsOf(field: RowField, cell: ReadCell | undefined): string {
  if (!cell) return "";
  if (!cell.numeric) return cell.text.normalize("NFC").replace(/\r\n?/g, "\n");
  const value = Number(Number(cell.text).toPrecision(15));
  if (field.control === "day" && Number.isInteger(value) && value > 0 && value < 2_958_466) return new Date(Date.UTC(1899, 11, 30) + value * 86_400_000).toISOString().slice(0, 10);
  if (field.control === "money") return Math.abs(value * 100 - Math.round(value * 100)) < 1e-6 ? (Math.round(value * 100) / 100).toFixed(2) : String(value);
  return /e/i.test(String(value)) ? cell.text : String(value);
}

/**
 * The rows of a workbook, or everything that is wrong with it. `now`: the rows of the list as they stand; a row that is not there, is there twice or says another version
 * than was ever given out is a fault, and so is a cell that cannot be read. A row without id and version is a new one: `newRow` says what such a row begins with, what is
 * wrong with it, and its id, the same for the same words (the n-th time they stand there); one whose id is in the plan was taken before.
 */
export function readGridSheet(
  sheet: ReadSheet,
  { planId, collection, schema, fields, now, linkErrors, newRow }: { planId: string; collection: string; schema: PlanCollection | null; fields: readonly RowField[]; now: ReadonlyMap<string, StoredRow>; linkErrors: (row: Named) => Record<string, string>; newRow: NewRowRules },
): { faults: Fault[]; rows: SheetWords[]; added: NewRow[]; takenBefore: number } {
  const nothing = { rows: [], added: [], takenBefore: 0 };
  const whole = (why: string) => ({ faults: [{ row: null, column: null, why }], ...nothing });
  if (sheet.planId !== planId) return whole("This workbook went out from another plan. Open that plan and take it back there.");
  if (sheet.collection !== collection) return whole("This workbook went out from another grid. Open that grid and take it back there.");
  const head = sheet.rows.find(({ at }) => at === 1)?.cells ?? new Map<number, ReadCell>();
  const columns = sheet.names.map((name) => fields.find((field) => field.name === name));
  const faults: Fault[] = [];
  columns.forEach((field, n) => {
    const column = letters(n + firstColumn);
    const said = head.get(n + firstColumn)?.text.trim() ?? "";
    if (!field) faults.push({ row: null, column, why: "this column is not asked for any more. Download the grid again." });
    else if (said.replace(/\s+/g, " ") !== field.label.replace(/\s+/g, " ").trim()) faults.push({ row: 1, column, why: said === "" ? `its name “${field.label}” is gone. Columns keep their names and places.` : `it is called “${said}” and went out as “${field.label}”. Columns keep their names and places.` });
  });
  if (columns.length === 0) return whole("This workbook does not say which columns it has. Download the grid again.");
  const past = Math.max(0, ...sheet.rows.flatMap(({ cells }) => [...cells.keys()]));
  for (let column = columns.length + firstColumn; column <= past; column += 1) faults.push({ row: null, column: letters(column), why: "this column was not in the grid. Take it out; nothing is read from it." });
  if (faults.length > 0) return { faults, ...nothing };

  const seen = new Map<string, number>();
  const rows: SheetWords[] = [];
  const added: NewRow[] = [];
  let takenBefore = 0;
  const times = new Map<string, number>();
  const placeOf = (name: string): string | null => {
    const n = columns.findIndex((field) => field?.name === name);
    return n < 0 ? null : `${letters(n + firstColumn)}, ${columns[n]?.label ?? ""}`;
  };
  const understoodIn = (words: Cells, row: Named): Cells => cellsOfRow(fields.filter((field) => words[field.name] !== undefined), row);
  const takeNew = (at: number, cells: ReadonlyMap<number, ReadCell>): void => {
    const said = columns.flatMap((field, n) => (field ? [[field.name, wordsOf(field, cells.get(n + firstColumn))] as const] : []));
    if (said.every(([, text]) => text.trim() === "")) return;
    const words: Cells = Object.fromEntries(said.map(([name, text]) => [name, text.trim() === "" ? (newRow.given[name] ?? "") : text]));
    const read = readCells(fields, newRow.blank, words);
    const errors = read.outcome === "refused" ? read.errors : newRow.errors(read.row);
    for (const [name, why] of Object.entries(errors)) faults.push({ row: at, column: placeOf(name), why });
    if (read.outcome !== "read") return;
    const understood = understoodIn(words, read.row);
    const key = JSON.stringify(understood);
    const time = times.get(key) ?? 0;
    times.set(key, time + 1);
    const id = newRow.idOf(JSON.stringify([planId, collection, understood, time]));
    if (now.has(id)) takenBefore += 1;
    else added.push({ id, at, cells: understood });
  };
  for (const { at, cells } of sheet.rows) {
    if (at === 1) continue;
    const id = cells.get(idColumn)?.text.trim() ?? "";
    const version = Number(cells.get(versionColumn)?.text ?? "");
    const stored = now.get(id);
    const wrong = (why: string) => faults.push({ row: at, column: null, why });
    if (id === "" && !cells.has(versionColumn)) takeNew(at, cells);
    else if (id === "") wrong("its id in the hidden column A is gone. If it is a new row, empty the hidden column B too.");
    else if (seen.has(id)) wrong(`it has the same id as row ${seen.get(id) ?? ""}. If the copy is a new row, empty its hidden columns A and B.`);
    else if (!stored) wrong("its id is of no row of this list. The row was removed, or belongs elsewhere.");
    else if (!Number.isSafeInteger(version) || version < 1 || version > stored.version) wrong("its version in the hidden column B was changed.");
    else {
      const words: Cells = {};
      const locked = lockedInSheet(fields, stored);
      columns.forEach((field, n) => {
        if (field && !locked.includes(field.name)) words[field.name] = wordsOf(field, cells.get(n + firstColumn));
      });
      const read = readCells(fields, stored, words);
      const errors = read.outcome === "refused" ? read.errors : { ...(schema ? checkRow(schema, read.row) : {}), ...linkErrors(read.row) };
      for (const [name, why] of Object.entries(errors)) faults.push({ row: at, column: placeOf(name), why });
      // The words as they are understood: "1200" and "$1,200.00" are the same amount.
      if (read.outcome === "read") rows.push({ id, version, cells: understoodIn(words, read.row) });
    }
    if (id !== "") seen.set(id, seen.get(id) ?? at);
  }
  return { faults, rows, added, takenBefore };
}

/** Cell by cell: what the workbook changed since it went out, beside what stands now. `out`: the rows in the versions they went out with; `expected`: the rows a workbook of this grid has; `hanging`: what hangs on a row. */
export function compareRows(rows: readonly SheetWords[], { fields, now, out, expected, nameOf, hanging }: { fields: readonly RowField[]; now: ReadonlyMap<string, StoredRow>; out: ReadonlyMap<string, StoredRow>; expected: readonly string[]; nameOf: (row: StoredRow) => string; hanging: (id: string) => string[] }): Compared {
  let elsewhere = 0;
  const differences = rows.flatMap(({ id, version, cells }): Difference[] => {
    const stored = now.get(id);
    if (!stored) return [];
    const went = stored.version === version ? stored : out.get(id);
    return Object.entries(cells).flatMap(([name, file]): Difference[] => {
      const field = fields.find((one) => one.name === name);
      if (!field) return [];
      const standing = cellText(field, valueAt(stored, name));
      const before = went ? cellText(field, valueAt(went, name)) : standing;
      if (file === standing) return [];
      if (file === before) {
        elsewhere += 1;
        return [];
      }
      return [{ id, field: name, name: nameOf(stored), label: field.label, out: before, now: standing, file, both: standing !== before || !went }];
    });
  });
  const inFile = new Set(rows.map(({ id }) => id));
  const missing = expected.flatMap((id) => {
    const stored = inFile.has(id) ? undefined : now.get(id);
    return stored ? [{ id, version: stored.version, name: nameOf(stored), hanging: hanging(id) }] : [];
  });
  return { differences, elsewhere, missing };
}
