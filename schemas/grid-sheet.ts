// A grid as it goes out in a workbook, and a workbook as it was read back: neutral, so that neither knows the other's side.
export type SheetColumn = { name: string; label: string; kind: "text" | "money" | "number" | "day" | "choice"; options: readonly string[] };
/** `locked`: names of cells that are shown and not taken back. */
export type SheetRow = { id: string; version: number; cells: Readonly<Record<string, string>>; locked: readonly string[] };
/** `planId`: the address of the plan, or of a school's part. `spare`: blank rows under the others, to be filled with new ones. */
export type GridSheet = { name: string; title: string; planId: string; collection: string; day: string; columns: readonly SheetColumn[]; rows: readonly SheetRow[]; spare: number };

/** `numeric`: a number cell, days included (days since 30 December 1899). */
export type ReadCell = { text: string; numeric: boolean };
/** The words of a workbook's sheet by row and column as Excel counts them; what the sheet says of itself. */
export type ReadSheet = { planId: string; collection: string; names: string[]; rows: { at: number; cells: ReadonlyMap<number, ReadCell> }[] };
/** A sheet of any workbook, or a table of text: rows by the number the file gives them, cells as a person sees them. */
export type WordSheet = { name: string; rows: { at: number; cells: string[] }[] };
