// A published document as a reader of files gives it: headings, paragraphs, list items and tables in reading order, with the page of each. Knows no program.

export type ReadableText = {
  kind: "heading" | "paragraph" | "item";
  page: number;
  /** As broken on the page; whether a break is a space is for the one who reads. */
  lines: string[];
  /** Depth of a heading or of a list item, from 1. */
  level: number;
  /** "1." or "•" of a list item, as printed; empty elsewhere. */
  marker: string;
};

/** `left`: where its words (or its box) begin on the page, in points; null where it is empty. */
export type ReadableCell = { blocks: ReadableBlock[]; left: number | null };

/** `pages`: where parts of the row are printed; more than one for a row split over pages. */
export type ReadableRow = { cells: ReadableCell[]; pages: number[] };

/** A table over pages is one table where the file says so (structure), else one a page (layout). */
export type ReadableTable = { kind: "table"; page: number; rows: ReadableRow[] };

export type ReadableBlock = ReadableText | ReadableTable;

/** How the order and the tables of a page were found: from the file's own structure tree, or from lines and positions on the page. */
export type PageReading = "structure" | "layout" | "skipped";

export type ReadablePage = { number: number; width: number; height: number; how: PageReading; characters: number };

export type ReadableDocument = { pages: ReadablePage[]; blocks: ReadableBlock[] };

/** What the person who asked may be told while a file is read, and how the reading is stopped. */
export type ReadingOptions = {
  /** The person says it is their own LEA's document: read it though its owner forbade copying. */
  ownDocument?: boolean;
  /** Read lines and positions even where the file has a structure tree, because its tags are wrong. */
  byLayout?: boolean;
  onPage?: (page: number, pages: number) => void;
  signal?: AbortSignal;
  /** Tested against the words of some pages before the whole is read; a document without any match is refused in these words. */
  expects?: { pattern: RegExp; refusal: string };
  /** From a page whose first lines match this on, pages are only looked at (see `resumeAt`), not read. */
  skipFrom?: RegExp;
  resumeAt?: RegExp;
};
