// The words by which a draft of this portal says that something is not written are no answers: a document that comes back is read without them.
import type { ReadableBlock, ReadableDocument } from "#schemas/readable-document.ts";

const marks: ReadonlySet<string> = new Set(["Not complete yet.", "Not answered yet.", "Nothing is written here yet."]);

export function withoutOwnMarks(document: ReadableDocument): ReadableDocument {
  return { ...document, blocks: document.blocks.flatMap(unmarked) };
}

function unmarked(block: ReadableBlock): ReadableBlock[] {
  if (block.kind === "table") return [{ ...block, rows: block.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.flatMap(unmarked) })) })) }];
  const lines = block.lines.filter((line) => !marks.has(line.trim()));
  return lines.length === 0 ? [] : lines.length === block.lines.length ? [block] : [{ ...block, lines }];
}
