// How wide the columns of a printed table are: by their shares, but never narrower than an amount or a word, so that neither is broken.
import type { Block, Cell, Table } from "#schemas/document.ts";
import { cellMargin, tableSizes } from "./docx-parts.server.ts";

// Advance widths of Arial Bold, in thousandths of the type's size, of the characters from space to tilde. Plain letters are never wider, digits the same.
const arialBold = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722,
  611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778,
  556, 556, 500, 389, 280, 389, 584,
];
const manyColumns = 10;
/** A longer word (a web address) may break: it must not squeeze the other columns. */
const longestWholeWord = 16;

/** The most a text takes on one line of Arial, in twentieths of a point. */
export function textWidth(text: string, halfPoints: number): number {
  let thousandths = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    thousandths += arialBold[(code === 0xa0 ? 32 : code) - 32] ?? 700;
  }
  return (thousandths * halfPoints) / 100;
}

/** The words of blocks, for measuring. */
export function wordsOf(blocks: Block[]): string {
  return blocks
    .map((block) => {
      switch (block.type) {
        case "heading":
          return block.text;
        case "paragraph":
          return block.runs.map((run) => run.text + (run.lineBreak ? "\n" : "")).join("");
        case "list":
          return block.items.map(wordsOf).join("\n");
        case "table":
          return block.rows.map((row) => row.cells.map(cellWords).join(" ")).join("\n");
        case "chart":
          return block.description;
      }
    })
    .join("\n");
}
export const cellWords = (cell: Cell): string => (cell.blocks ? wordsOf(cell.blocks) : cell.text);

const widest = (texts: string[]): string => texts.reduce((longest, text) => (textWidth(text, 20) > textWidth(longest, 20) ? text : longest), "");
const words = (text: string): string[] => text.split(/[\s/]+|(?<=-)/).map((word) => word.slice(0, longestWholeWord));
export const isAmount = (cell: Cell): boolean => cell.kind !== "text" && !cell.blocks;

/** Column widths that add up to `available`, and the size of type in which everything fits them; both in the units of the file (twentieths of a point, half points). */
export function fitColumns(table: Table, available: number): { widths: number[]; halfPoints: number } {
  const needs = table.columns.map(() => ({ amounts: [] as string[], words: [] as string[] }));
  if (!table.headerHidden) table.columns.forEach((column, at) => needs[at]?.words.push(...words(column.header)));
  for (const row of table.rows) {
    let at = 0;
    for (const cell of row.cells) {
      const need = needs[at];
      if ((cell.span ?? 1) === 1 && need) {
        if (isAmount(cell)) need.amounts.push(cell.text);
        else need.words.push(...words(cellWords(cell)));
      }
      at += cell.span ?? 1;
    }
  }
  const longest = needs.map((need) => ({ amount: widest(need.amounts), word: widest(need.words) }));
  const smallest = tableSizes[tableSizes.length - 1] ?? 8;
  const frame = 2 * cellMargin + 20;
  // Many columns in the largest type that fits are all one word wide; smaller type leaves room for those that hold sentences or names.
  const room = table.columns.length > manyColumns ? available * 0.75 : available;
  for (const halfPoints of tableSizes) {
    const amounts = longest.map(({ amount }) => (amount ? Math.ceil(textWidth(amount, halfPoints)) + frame : 0));
    const least = longest.map(({ word }, at) => Math.max(amounts[at] ?? 0, word ? Math.ceil(textWidth(word, halfPoints)) + frame : frame));
    if (sum(least) <= room || (halfPoints === smallest && sum(least) <= available)) return { widths: shareOut(table, least, available), halfPoints };
    // Too many columns for any size: words break, amounts still do not while there is room for them.
    if (halfPoints === smallest) {
      const floor = amounts.map((amount) => amount || frame);
      return { widths: sum(floor) <= available ? shareOut(table, floor, available) : wholeWidths(floor, available), halfPoints };
    }
  }
  return { widths: wholeWidths(table.columns.map((column) => column.share), available), halfPoints: smallest };
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Each column its share of the width; one that would fall below its least takes the least, and the others share what is left. */
function shareOut(table: Table, least: number[], available: number): number[] {
  const held = new Set<number>();
  for (;;) {
    const free = available - sum([...held].map((at) => least[at] ?? 0));
    const shares = sum(table.columns.map((column, at) => (held.has(at) ? 0 : column.share)));
    const wish = (at: number): number => (free * (table.columns[at]?.share ?? 0)) / shares;
    const short = table.columns.map((_, at) => at).filter((at) => !held.has(at) && wish(at) < (least[at] ?? 0));
    if (short.length === 0 || held.size + short.length === table.columns.length) {
      for (const at of short) held.add(at);
      return wholeWidths(table.columns.map((_, at) => (held.has(at) ? (least[at] ?? 0) : wish(at))), available);
    }
    for (const at of short) held.add(at);
  }
}

/** Whole numbers in the same proportion that add up to `available`. */
function wholeWidths(wishes: number[], available: number): number[] {
  const total = sum(wishes) || 1;
  let before = 0;
  let edge = 0;
  return wishes.map((wish) => {
    before += wish;
    const next = Math.round((before / total) * available);
    const width = next - edge;
    edge = next;
    return width;
  });
}
