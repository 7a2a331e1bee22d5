// A published document as a reader of files gives it: headings, paragraphs, list items and tables in reading order, with the page of each. Knows no program.

/** A stretch of words that look or lead alike. `href`: where a link leads, as the file says. */
export type WordsPiece = { text: string; bold?: true; italic?: true; underline?: true; href?: string };

export type ReadableText = {
  kind: "heading" | "paragraph" | "item";
  page: number;
  /** As broken on the page; whether a break is a space is for the one who reads. */
  lines: string[];
  /** Depth of a heading or of a list item, from 1. */
  level: number;
  /** "1." or "•" of a list item, as printed; empty elsewhere. */
  marker: string;
  /** The same words by look, where not all look alike; white space may differ. */
  pieces?: readonly WordsPiece[];
};

/** `left`: where its words (or its box) begin on the page, in points; null where it is empty. `head`: the file says that it heads its column or row. */
export type ReadableCell = { blocks: ReadableBlock[]; left: number | null; head?: true };

/** `pages`: where parts of the row are printed; more than one for a row split over pages. `guessed`: words of two cells stood without a gap or a line between them, and where they part is a guess. */
export type ReadableRow = { cells: ReadableCell[]; pages: number[]; guessed?: true };

/** A table over pages is one table where the file says so (structure), else one a page (layout). */
export type ReadableTable = { kind: "table"; page: number; rows: ReadableRow[] };

export type ReadableBlock = ReadableText | ReadableTable;

/** How the order and the tables of a page were found: from the file's own structure tree, or from lines and positions on the page. */
export type PageReading = "structure" | "layout" | "skipped";

export type ReadablePage = { number: number; width: number; height: number; how: PageReading; characters: number };

/** `places`: what the page numbers count. A Word file, a workbook or a file of the portal has no pages: the paragraphs and tables of its body are counted. */
export type ReadableDocument = { places: "pages" | "paragraphs"; pages: ReadablePage[]; blocks: ReadableBlock[] };

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

/**
 * A table in text whose columns are kept by spaces. `heads`: the words of its header line, one column each; `more`: further lines of that header.
 * `key`: the column whose words begin a row; none where a row begins with words in every column. `ends`: the first line after it.
 */
export type TextTable = { heads: readonly string[]; more?: RegExp; key: number | null; ends: RegExp };

/** A document without pages: its blocks are numbered from 1, and those from the form's own instructions on are left out. */
export function inPlaces(blocks: readonly ReadableBlock[], { skipFrom, resumeAt }: Pick<ReadingOptions, "skipFrom" | "resumeAt">): ReadableDocument {
  const kept: ReadableBlock[] = [];
  const pages: ReadablePage[] = [];
  let skipping = false;
  blocks.forEach((block, at) => {
    const number = at + 1;
    const words = block.kind === "table" ? "" : block.lines.join(" ");
    if (skipping && resumeAt?.test(words)) skipping = false;
    if (!skipping && block.kind !== "table" && skipFrom?.test(words)) skipping = true;
    if (!skipping) kept.push(atPlace(block, number));
    pages.push({ number, width: 0, height: 0, how: skipping ? "skipped" : "structure", characters: words.length });
  });
  return { places: "paragraphs", pages, blocks: kept };
}

function atPlace(block: ReadableBlock, page: number): ReadableBlock {
  if (block.kind !== "table") return { ...block, page };
  return { ...block, page, rows: block.rows.map((row) => ({ cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map((inner) => atPlace(inner, page)) })), pages: row.pages.length > 0 ? [page] : [] })) };
}
