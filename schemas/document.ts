// A document as a value: blocks that every format can print, each knowing where it comes from.
// The domain builds it; adapters turn it into docx, pdf, xlsx, html or json and know nothing else.

/** One plan address behind a block: which row and version, on which line of which map, on whose authority. */
export type Source = {
  address: string;
  rowId: string | null;
  lineageId: string | null;
  version: number | null;
  relation: "equal" | "superset" | "subset" | "intersects";
  mapRow: string;
  authority: string;
};

/** Where a block comes from: the form's field, and the statements that fill it. */
export type Provenance = { field: string; label: string; sources: Source[] };

export type Run = { text: string; bold?: true; italic?: true; underline?: true; href?: string; lineBreak?: true };

export type Block = Heading | Paragraph | List | Table | Chart;

export type Heading = { type: "heading"; level: 1 | 2 | 3 | 4 | 5 | 6; text: string; id: string; from?: Provenance };

/** `prompt`: the form's own words. `missing`: nothing is answered yet. `note`: ours, in small type. `proposed`: wording not the state's. */
export type ParagraphStyle = "body" | "prompt" | "label" | "missing" | "note" | "proposed" | "lead";
export type Paragraph = { type: "paragraph"; style: ParagraphStyle; runs: Run[]; from?: Provenance };

export type List = { type: "list"; ordered: boolean; items: Block[][]; from?: Provenance };

export type ColumnKind = "text" | "money" | "percent" | "number";
/** `share`: of the table's width, any positive number; the adapters scale them to fit. */
export type Column = { id: string; header: string; kind: ColumnKind; share: number };

/**
 * `text` is what a person reads. A money cell also has integer cents, a percent cell an exact fraction of one ("299081/3415812").
 * `name` lets a formula find the cell; `formula` is a spreadsheet formula over [names]: [a field id] is that cell, [a column id] is the cell
 * of the same row inside its own table and the whole column elsewhere.
 */
export type Cell = {
  kind: ColumnKind;
  text: string;
  blocks?: Block[];
  cents?: number;
  fraction?: string;
  name?: string;
  formula?: string;
  header?: true;
  span?: number;
  missing?: true;
  from?: Provenance;
};
export type TableRow = { id: string; cells: Cell[]; total?: true };

/** `title` is its caption, `summary` its text alternative. Header row first; it repeats on every page. */
export type Table = {
  type: "table";
  id: string;
  title: string;
  summary: string;
  columns: Column[];
  /** A table of form fields (label over value) has no header row of its own. */
  headerHidden?: true;
  rows: TableRow[];
  /** Name of the sheet it belongs to in a workbook; tables without one are left out there. */
  sheet?: string;
  from?: Provenance;
};

/** A picture of a few amounts, always beside its words. */
export type Chart = {
  type: "chart";
  kind: "shares" | "bars";
  id: string;
  title: string;
  /** Text alternative, complete by itself. */
  description: string;
  slices: { label: string; cents: number; text: string; percentText?: string; within?: string }[];
  from?: Provenance;
};

/** Pages of one shape. Wide tables get their own section. */
export type Section = { id: string; paper: "letter" | "tabloid"; orientation: "portrait" | "landscape"; blocks: Block[] };

/** What kind of copy this is; decides what it says of itself on every page. */
export type Copy =
  | { kind: "internal-draft"; preparedOn: string; missing: number }
  | { kind: "hearing-draft"; preparedOn: string }
  | { kind: "working-draft"; preparedOn: string; reason: string }
  | { kind: "filed"; filedOn: string; receipt: string };

export type PlanDocument = {
  documentVersion: 1;
  title: string;
  language: string;
  program: string;
  edition: string;
  template: string;
  year: string;
  organization: { name: string; cds: string };
  copy: Copy;
  /** The line at the top of every page of a draft; empty on a clean copy. */
  banner: string;
  footer: string;
  sections: Section[];
};
