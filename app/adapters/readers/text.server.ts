// Reads text that was taken out of a PDF with its columns kept by spaces: paragraphs, list items and the tables whose heads are known.
import { AppError } from "#schemas/app-error.ts";
import type { ReadableBlock, ReadableCell, ReadableDocument, ReadablePage, ReadableRow, ReadableTable, ReadableText, ReadingOptions, TextTable } from "#schemas/readable-document.ts";
import { plainText } from "./plain-text.server.ts";

const mostPages = 3000;
const mostLines = 200_000;
const noText = "This file is no text. Choose the plan as PDF, Word document or text.";

type Head = { table: TextTable; edges: number[] };
type Chunk = { x: number; text: string };
type Line = { page: number; text: string };

const label = (text: string): string => text.replace(/\s+/g, "").toLowerCase();
const chunksOf = (text: string): Chunk[] => [...text.matchAll(/\S+(?: \S+)*/g)].map((found) => ({ x: found.index, text: found[0] }));

/** Blocks in reading order with the page of each. Throws AppError "invalid" or "too-large". */
export function readText(bytes: Uint8Array, { tables, expects, skipFrom, resumeAt }: ReadingOptions & { tables: readonly TextTable[] }): ReadableDocument {
  const { text } = plainText(bytes, noText);
  const printed = text.replace(/^\ufeff/, "").normalize("NFC").replace(/\r\n?/g, "\n").replace(/\t/g, "        ").split("\f");
  if (printed.length > mostPages || text.length / 20 > mostLines * 20) throw new AppError("too-large", "This text is longer than any plan. Is it the plan alone?");
  if (expects && !expects.pattern.test(text)) throw new AppError("invalid", expects.refusal);
  const running = runningLines(printed);
  const pages: ReadablePage[] = [];
  const blocks: ReadableBlock[] = [];
  const state = new TextBlocks(blocks);
  let skipping = false;
  printed.forEach((page, at) => {
    const lines = page.split("\n").filter((line) => !running.has(shape(line)));
    const first = lines.filter((line) => line.trim() !== "").slice(0, 2);
    if (skipping && resumeAt && first.some((line) => resumeAt.test(line))) skipping = false;
    if (!skipping && skipFrom && first.some((line) => skipFrom.test(line))) skipping = true;
    if (at < printed.length - 1 || lines.some((line) => line.trim() !== "")) pages.push({ number: at + 1, width: 0, height: 0, how: skipping ? "skipped" : "layout", characters: label(page).length });
    if (!skipping) state.page(lines.map((line) => ({ page: at + 1, text: line })), tables);
  });
  state.end();
  if (blocks.length === 0) throw new AppError("invalid", "There is no text in this file.");
  return { places: "pages", pages, blocks };
}

/** A line without its figures and its white space: running heads and feet look the same on every page. */
const shape = (line: string): string => line.replace(/\d+/g, "#").replace(/\s+/g, " ").trim();

function runningLines(pages: readonly string[]): Set<string> {
  const seen = new Map<string, number>();
  for (const page of pages) {
    const lines = page.split("\n").filter((line) => line.trim() !== "");
    for (const one of new Set([...lines.slice(0, 2), ...lines.slice(-2)].map(shape))) seen.set(one, (seen.get(one) ?? 0) + 1);
  }
  return new Set([...seen].filter(([one, times]) => one.includes("#") && times > 3 && times > pages.length / 3).map(([one]) => one));
}

class TextBlocks {
  private paragraph: ReadableText | undefined;
  private open: (Head & { block: ReadableTable; row: ReadableRow | undefined }) | undefined;
  constructor(private readonly blocks: ReadableBlock[]) {}

  page(lines: readonly Line[], tables: readonly TextTable[]): void {
    for (let at = 0; at < lines.length; at += 1) {
      const line = lines[at] as Line;
      const table = tables.find((one) => isHead(line.text, one));
      if (table) {
        let end = at + 1;
        while (end < lines.length && table.more?.test((lines[end] as Line).text)) end += 1;
        const until = lines.findIndex((one, n) => n >= end && (table.ends.test(one.text.trim()) || tables.some((other) => other !== table && isHead(one.text, other))));
        this.begin(table, line, lines.slice(end, until < 0 ? undefined : until));
        at = end - 1;
      } else if (this.open && line.text.trim() !== "" && !this.open.table.ends.test(line.text.trim())) this.cell(line);
      else this.words(line);
    }
    this.end(true);
  }

  /** `goesOn`: a table may go on over the page. */
  end(goesOn = false): void {
    this.paragraph = undefined;
    if (!goesOn) this.open = undefined;
  }

  /** The head again on the next page is the same table with its columns at other places. */
  private begin(table: TextTable, line: Line, under: readonly Line[]): void {
    this.paragraph = undefined;
    const edges = edgesOf(table, line.text, under);
    if (this.open?.table === table) {
      this.open.edges = edges;
      return;
    }
    const head = table.heads.map((words): ReadableCell => ({ left: null, blocks: [{ kind: "paragraph", page: line.page, lines: [words], level: 1, marker: "" }] }));
    const block: ReadableTable = { kind: "table", page: line.page, rows: [{ cells: head, pages: [line.page] }] };
    this.blocks.push(block);
    this.open = { table, edges, block, row: undefined };
  }

  private cell({ page, text }: Line): void {
    if (!this.open) return;
    const { table, edges, block } = this.open;
    const { parts, guessed } = partsOf(text, edges, table.key);
    const begins = !this.open.row || (table.key === null ? /^[\p{Lu}\d]/u.test(parts[0] ?? "") && /^[\p{Lu}\d]/u.test(parts.at(-1) ?? "") : parts[table.key] !== "");
    if (begins) block.rows.push((this.open.row = { cells: table.heads.map(() => ({ left: null, blocks: [] })), pages: [page] }));
    const row = this.open.row as ReadableRow;
    // Words in every column of a line that begins no row: they may be a row of their own.
    if (guessed || (!begins && table.key === null && parts.every((part) => part !== ""))) row.guessed = true;
    if (!row.pages.includes(page)) row.pages.push(page);
    parts.forEach((part, column) => {
      const cell = row.cells[column];
      if (part === "" || !cell) return;
      const last = cell.blocks.at(-1);
      if (last && last.kind !== "table" && last.page === page) last.lines.push(part);
      else cell.blocks.push({ kind: "paragraph", page, lines: [part], level: 1, marker: "" });
    });
  }

  private words({ page, text }: Line): void {
    const words = text.replace(/\s+/g, " ").trim();
    if (words === "") {
      this.paragraph = undefined;
      return;
    }
    this.open = undefined;
    const item = /^([•●▪◦○■‣·\uf0b7]|\d{1,2}[.)])\s+(?=\S)/.exec(words);
    if (this.paragraph && !item) {
      this.paragraph.lines.push(words);
      return;
    }
    this.paragraph = item ? { kind: "item", page, lines: [words.slice(item[0].length)], level: 1, marker: item[1] ?? "" } : { kind: "paragraph", page, lines: [words], level: 1, marker: "" };
    this.blocks.push(this.paragraph);
  }
}

/** All heads in their order on one line. */
function isHead(text: string, { heads }: TextTable): boolean {
  let from = 0;
  return heads.every((words) => {
    const at = text.indexOf(words, from);
    if (at < 0 || (at > 0 && text[at - 1] !== " ")) return false;
    from = at + words.length;
    return true;
  });
}

/** Where each column begins: the place most lines under its head begin at, between the middles of the heads beside it; else the head's own. */
function edgesOf({ heads }: TextTable, line: string, under: readonly Line[]): number[] {
  let from = 0;
  const places = heads.map((words) => {
    const at = line.indexOf(words, from);
    from = at + words.length;
    return { at, middle: at + words.length / 2 };
  });
  const starts = new Map<number, number>();
  for (const { text } of under) for (const { x } of chunksOf(text)) starts.set(x, (starts.get(x) ?? 0) + 1);
  return places.map(({ at, middle }, column) => {
    const before = places[column - 1];
    if (!before) return 0;
    const [most] = [...starts].filter(([x]) => x > before.middle && x <= middle).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return most?.[0] ?? at;
  });
}

/** The lines of one row may stand some letters beside those of another. */
const shift = 4;
const nearEdge = [0, -1, 1, -2, -3, -4, -5, -6];

/** The words of a line by column; words that run on past an edge are parted where a word begins near it, which is a guess. */
function partsOf(text: string, edges: readonly number[], key: number | null): { parts: string[]; guessed: boolean } {
  const parts = edges.map(() => "");
  let guessed = false;
  const beginsRow = key === null || text.search(/\S/) < (edges[key + 1] ?? 0) - shift;
  for (const chunk of chunksOf(text)) {
    let rest: Chunk | undefined = chunk;
    while (rest) {
      const { x, text: words }: { x: number; text: string } = rest;
      const column = Math.max(0, edges.findLastIndex((edge) => edge <= x + shift));
      const next: number | undefined = edges[column + 1];
      const place: number | undefined = next === undefined || !(beginsRow || column + 2 === edges.length) || x + words.length <= next - shift ? undefined : nearEdge.map((by) => next + by - x).find((one) => one > 0 && words[one - 1] === " ");
      const cut: number = place ?? -1;
      guessed ||= cut > 0;
      const here = cut > 0 ? words.slice(0, cut - 1) : words;
      parts[column] = parts[column] === "" ? here : `${parts[column]} ${here}`;
      rest = cut > 0 ? { x: x + cut, text: words.slice(cut) } : undefined;
    }
  }
  return { parts, guessed };
}
