// What a person sees of a reading: rows beside the plan's, in the parts of the document.
import type { SheetHolds } from "./sheet-columns.ts";
import type { Fit, ImportItem } from "./import-items.ts";
import type { Reading } from "./reading.ts";

export type ImportStatus = "queued" | "working" | "asks" | "match" | "read" | "refused" | "stopped";
export type ImportLine = { id: string; kind: "pdf" | "docx" | "sheet" | "json" | "text" | "year"; fileName: string; status: ImportStatus; page: number; pages: number; error: string; version: number };
export type ItemView = Pick<ImportItem, "key" | "collection" | "label" | "says" | "page" | "doubts" | "locked"> & { standing: "new" | "there" | "differs"; nowWords: string; corrected: boolean };
/** A spreadsheet whose columns a person matches: its heads with some cells under each, and what each is taken for. */
export type SheetMatch = { name: string; rows: number; holds: SheetHolds; remembered: boolean; columns: { at: number; head: string; samples: string[]; field: string }[]; fields: { name: string; required: boolean }[] };
export type ImportGroup = { id: string; kind: "opening" | "goal" | "needs" | "events" | "revenues" | "answers"; number: string; items: ItemView[]; open: number };
export type Review = {
  leaName: string; cds: string; year: string; /** What its page numbers count. */ places: Reading["places"]; own: boolean; fit: Fit; agreeing: number; compared: number;
  counts: { goals: number; metrics: number; actions: number; doubts: number; certain: number; open: number };
  groups: ImportGroup[]; general: Reading["notes"]; derived: string[];
  /** Where the document would fit, when it does not fit here: plans of the LEA, and years that have none yet. */
  elsewhere: { id: string; year: string; fit: Fit }[]; newYears: { year: string; fit: Fit }[];
};

/** Ticked for the person beforehand: new to the plan, and nothing about it is doubtful. */
export const isCertain = ({ standing, doubts }: Pick<ItemView, "standing" | "doubts">): boolean => standing === "new" && doubts.length === 0;
