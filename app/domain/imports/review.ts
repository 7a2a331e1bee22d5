// What a person sees of a reading: rows beside the plan's, in the parts of the document.
import type { SheetHolds } from "./sheet-columns.ts";
import type { Fit, ImportItem } from "./import-items.ts";
import type { Reading } from "./reading.ts";

export type ImportStatus = "queued" | "working" | "asks" | "match" | "read" | "refused" | "stopped";
export type ImportLine = { id: string; kind: "pdf" | "docx" | "sheet" | "json" | "text" | "year"; fileName: string; status: ImportStatus; page: number; pages: number; error: string; version: number };
export type ItemView = Pick<ImportItem, "key" | "collection" | "label" | "says" | "page" | "doubts" | "locked"> & { standing: "new" | "there" | "differs"; nowWords: string; corrected: boolean; /** The person said that it is not to be taken. */ leftOut: boolean };
/** A spreadsheet whose columns a person matches: its heads with some cells under each, and what each is taken for. */
export type SheetMatch = { name: string; rows: number; holds: SheetHolds; remembered: boolean; columns: { at: number; head: string; samples: string[]; field: string }[]; fields: { name: string; required: boolean }[] };
export type ImportGroup = { id: string; kind: "opening" | "goal" | "needs" | "events" | "revenues" | "answers"; number: string; items: ItemView[]; open: number };
/** The pages of a file that is kept: how many, and width and height of each where they are known. */
export type KeptPages = { count: number; sizes: Reading["sizes"] };
export type Review = {
  leaName: string; cds: string; year: string; /** What its page numbers count. */ places: Reading["places"]; own: boolean; fit: Fit; /** Printed in the template of 2021-22 to 2023-24. */ former: boolean; agreeing: number; compared: number;
  counts: { goals: number; metrics: number; actions: number; doubts: number; certain: number; open: number };
  /** Null where no page can be drawn. */
  pages: KeptPages | null;
  groups: ImportGroup[]; general: Reading["notes"]; derived: string[];
  /** Where the document would fit, when it does not fit here: plans of the LEA, and years that have none yet. */
  elsewhere: { id: string; year: string; fit: Fit }[]; newYears: { year: string; fit: Fit }[];
};

/** Ticked for the person beforehand: new to the plan, and nothing about it is doubtful. */
export const isCertain = ({ standing, doubts, leftOut }: Pick<ItemView, "standing" | "doubts" | "leftOut">): boolean => standing === "new" && doubts.length === 0 && !leftOut;

/** Still to be decided by the person. */
export const isOpen = ({ standing, leftOut }: Pick<ItemView, "standing" | "leftOut">): boolean => standing !== "there" && !leftOut;

/** What to look at after a row: the next open one with a doubt, else the next open one, in the order of the document; the first again after the last. */
export function nextToLookAt(items: readonly ItemView[], key: string): string | null {
  const at = items.findIndex((item) => item.key === key);
  const turn = [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))].filter((item) => isOpen(item) && !item.locked && item.collection !== "opening");
  return (turn.find(({ doubts }) => doubts.length > 0) ?? turn[0])?.key ?? null;
}
