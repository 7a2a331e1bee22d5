// What stands where a row was read from: the size of each page, or, in a file without pages, the words of the place.
import type { ReadableBlock, ReadableDocument } from "#schemas/readable-document.ts";
import type { PrintedPlaces } from "./lcap-as-plan.ts";
import { clean } from "./rich-text-of-blocks.ts";
import { textOf } from "./printed-values.ts";
import type { Reading } from "./reading.ts";

const mostWords = 1500;
const mostRows = 80;

/** Only the places that rows name; a table by rows and cells, its empty rows left out, cut where it is longer than a person would look at. */
export function pagesAsRead(document: ReadableDocument, printed: PrintedPlaces): Pick<Reading, "sizes" | "passages"> {
  if (document.places === "pages" && document.pages.some(({ width }) => width > 0)) return { sizes: document.pages.map(({ width, height }) => [Math.round(width), Math.round(height)]), passages: {} };
  const named = new Set(Object.values(printed).map(({ page }) => page));
  const passages: Reading["passages"] = {};
  for (const block of document.blocks) if (named.has(block.page)) passages[block.page] = [...(passages[block.page] ?? []), ...rowsOf(block)].slice(0, mostRows);
  return { sizes: [], passages };
}

function rowsOf(block: ReadableBlock): string[][] {
  const words = (blocks: readonly ReadableBlock[]) => clean(textOf(blocks)).slice(0, mostWords);
  if (block.kind !== "table") return [[words([block])]];
  return block.rows.map(({ cells }) => cells.map((cell) => words(cell.blocks))).filter((row) => row.some((cell) => cell !== ""));
}
