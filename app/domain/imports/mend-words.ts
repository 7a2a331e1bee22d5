// Words that a narrow cell broke over two lines without a hyphen ("Elementa" / "ry") are put together again, where the document itself shows the whole word.
import type { ReadableBlock, ReadableDocument } from "#schemas/readable-document.ts";

const lastLetters = /[\p{L}]{2,}$/u;
const firstLetters = /^[\p{Ll}]+/u;

/** The same document; only breaks between lines move, and only where a piece is no word of the document and the whole is. */
export function mendWords(document: ReadableDocument): ReadableDocument {
  const known = new Set<string>();
  const learn = (block: ReadableBlock): void => {
    if (block.kind === "table") for (const row of block.rows) for (const cell of row.cells) cell.blocks.forEach(learn);
    // Words at the ends of a line may be pieces: only those between are learned.
    else for (const line of block.lines) for (const word of line.split(/[^\p{L}]+/u).slice(1, -1)) known.add(word.toLowerCase());
  };
  document.blocks.forEach(learn);
  const mend = (block: ReadableBlock): ReadableBlock => {
    if (block.kind === "table") return { ...block, rows: block.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map(mend) })) })) };
    if (block.lines.length < 2) return block;
    const lines = [...block.lines];
    for (let at = 0; at + 1 < lines.length; at += 1) {
      const [end] = lastLetters.exec(lines[at] ?? "") ?? [];
      const [begin] = firstLetters.exec(lines[at + 1] ?? "") ?? [];
      if (end === undefined || begin === undefined) continue;
      const pieces = [end.toLowerCase(), begin];
      if (!known.has(pieces.join("")) || pieces.every((piece) => known.has(piece))) continue;
      lines[at] += begin;
      lines[at + 1] = (lines[at + 1] ?? "").slice(begin.length).trimStart();
    }
    return { ...block, lines: lines.filter((line) => line !== "") };
  };
  return { ...document, blocks: document.blocks.map(mend) };
}
