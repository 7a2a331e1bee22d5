// The state's published files: how a kind of file is read, as data, and the facts the portal holds from them.
import { z } from "zod";
import { codeSchema } from "./scalars.ts";

const column = z.string().min(1);

/** A status a public body gives, told by a cell. `{year}` in a column stands for each year the file has such a column of; `values`: the words of the cell and what they say about why. */
const statusRule = z.strictObject({
  program: codeSchema,
  column,
  values: z.record(z.string(), z.string()),
  /** Student groups the status is for, in the file's own year only: `column` has `{group}`, `is` one of its cells (any filled one where nothing is said), and `priorities` the LCFF priority areas a cell stands for, from the year on whose key was read; or `named`: a cell that lists them in words. */
  groups: z.union([z.strictObject({ column, is: z.string().optional(), priorities: z.strictObject({ since: z.int(), cells: z.record(z.string(), z.array(z.int())) }).optional() }), z.strictObject({ named: column })]).optional(),
  /** Cells that say more: column (with `{year}`), the cell's words, and what is shown. */
  more: z.array(z.strictObject({ column, is: z.string(), says: z.string() })).default([]),
});

/** Results of an indicator: one a row, or a column for each with a mark at the lowest level. */
const resultRule = z.union([
  z.strictObject({ group: column, indicator: column, codes: z.record(z.string(), codeSchema), status: column, change: column, color: column, count: column }),
  z.strictObject({ group: column.nullable(), lowest: z.record(z.string(), z.strictObject({ indicator: codeSchema, group: codeSchema.optional() })), mark: z.string() }),
]);

/** One shape of table a kind of file has been published in, told by its header. */
export const stateLayoutSchema = z.strictObject({
  id: codeSchema,
  title: z.string(),
  has: z.array(column).min(1),
  /** Tables of one header that only the file's name tells apart. */
  named: z.string().optional(),
  /** The county-district-school code, whole or in three columns; or another code, for a list that is about no LEA. */
  cds: z.union([z.tuple([column]), z.tuple([column, column, column])]).optional(),
  code: column.optional(),
  /** The first filled one is shown. */
  name: z.array(column).min(1),
  /** A column with the year ("2024", "2018-2019"); without one the year stands in the sheet's title, the file's name or is given. */
  year: column.optional(),
  /** What tells two rows about the same organization and year apart. */
  apart: z.array(column).default([]),
  /** Whole dollars of money paid. */
  amount: column.optional(),
  /** Checked: whole numbers, any numbers, days, and cells with a few values. */
  whole: z.array(column).default([]),
  numbers: z.array(column).default([]),
  days: z.array(column).default([]),
  choices: z.record(z.string(), z.array(z.string())).default({}),
  /** Only these are kept, where they are named (`{group}` and `{year}` as above); else every one that is not among `leave`. */
  keep: z.array(column).optional(),
  leave: z.array(column).default([]),
  statuses: z.array(statusRule).default([]),
  /** Counts of the organization's pupils, by what is counted, and marks it carries: the words of the cell that say yes and no. */
  counts: z.partialRecord(z.enum(["total", "englishLearners", "fosterYouth"]), column).default({}),
  marks: z.partialRecord(z.enum(["dass"]), z.strictObject({ column, yes: z.array(z.string()).min(1), no: z.array(z.string()).min(1) })).default({}),
  results: resultRule.optional(),
  /** Cells shown as they are published, the first filled one of `columns` (each with its year), and in `note` what the file does not say. */
  tells: z.array(z.strictObject({ label: z.string(), columns: z.array(z.strictObject({ column, of: z.string() })).min(1), note: z.string() })).default([]),
});
export type StateLayout = z.infer<typeof stateLayoutSchema>;
export type StatusRule = StateLayout["statuses"][number];

export const stateFileKindSchema = z.strictObject({
  id: codeSchema,
  title: z.string(),
  publisher: z.string(),
  /** Where the meaning of its columns was read. */
  source: z.string(),
  confidence: z.enum(["high", "medium", "low"]),
  /** Cells that say nothing. */
  blank: z.array(z.string()).default([]),
  layouts: z.array(stateLayoutSchema).min(1),
});
export type StateFileKind = z.infer<typeof stateFileKindSchema>;

/** A table as a reader gives it: sheet by sheet, each line with the number it has in the file. */
export type TableSheet = { name: string; lines: { at: number; cells: string[] }[] };
export type ReadTables = { sheets: TableSheet[]; encoding: "utf-8" | "latin-1" };

/** One row of a published file. `key` is unique among its kind; `year` the first of a school year, or the Dashboard's; `content`: its filled cells as published. */
export type StateFact = { key: string; layout: string; cds: string | null; year: number; name: string; cents: number | null; content: Record<string, string> };
export type HeldFact = StateFact & { kind: string; source: string; publishedOn: string | null; loadedAt: Date };

/** What a load changes, counted; `keptNewer`: held otherwise from a file published later, and left so; `notInFile`: held from another file of the same lists and years, and left as it is. */
export type LoadDifference = { added: number; changed: number; same: number; keptNewer: number; notInFile: number };
export type LoadedFile = { kind: string; name: string; publishedOn: string | null; loadedAt: string; rows: number; leftOut: number };

/** 2024 as "2024-25": the school year of the Dashboard of that autumn. */
export const schoolYear = (first: number): string => `${first}-${String((first + 1) % 100).padStart(2, "0")}`;
