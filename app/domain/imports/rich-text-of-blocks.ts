// Read blocks as rich text: paragraphs, lists, tables, links and the look of words kept; line breaks of the page closed up.
import type { ReadableBlock, ReadableText, WordsPiece } from "#schemas/readable-document.ts";
import { emptyRichText } from "#schemas/rich-text.ts";
import type { BlockNode, InlineNode, ListItemNode, ListNode, Mark, RichText, TableRowNode } from "#schemas/rich-text.ts";
import { joinLines, labelOf, textOf } from "./printed-values.ts";

/** Without what no field may hold: control characters, direction marks, halves of characters. Private-use signs of bullet fonts are no words. */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    // eslint-disable-next-line no-control-regex -- naming the refused characters is the point
    .replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufffd\ue000-\uf8ff]/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** One line of plain text of at most so many characters. */
export const cleanLine = (blocks: readonly ReadableBlock[], most = 2000): string => clean(textOf(blocks)).slice(0, most);

export function richTextOfBlocks(blocks: readonly ReadableBlock[]): RichText {
  return { ...emptyRichText, content: nodesOf(closeUp(blocks)) };
}

/** A paragraph cut by the end of a page is one paragraph again. */
function closeUp(blocks: readonly ReadableBlock[]): ReadableBlock[] {
  const joined: ReadableBlock[] = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    const goesOn = before && before.kind !== "table" && before.kind !== "heading" && block.kind === "paragraph" && block.page > before.page && !/[.!?:;]["”)]?$/.test(before.lines.at(-1) ?? "") && /^[a-z(]/.test(block.lines[0] ?? "");
    if (goesOn) joined[joined.length - 1] = { ...before, lines: [...before.lines, ...block.lines], page: block.page, ...(before.pieces || block.pieces ? { pieces: [...piecesIn(before), ...piecesIn(block)] } : {}) };
    else joined.push(block);
  }
  return joined;
}

const piecesIn = ({ pieces, lines }: ReadableText): readonly WordsPiece[] => pieces ?? [{ text: lines.join(" ") }];
const bare = (text: string): string => clean(text).replace(/\s/g, "");

/** Only where an author's link may lead; anything else stays as its words. */
const linkPattern = /^(https?:\/\/|mailto:)\S{1,1990}$/i;
const marksOf = ({ bold, italic, underline, href }: WordsPiece): Mark[] => [
  ...(bold ? [{ type: "bold" as const }] : []),
  ...(italic ? [{ type: "italic" as const }] : []),
  ...(underline && href === undefined ? [{ type: "underline" as const }] : []),
  ...(href !== undefined && linkPattern.test(href) ? [{ type: "link" as const, attrs: { href } }] : []),
];

/** The words with the marks of their pieces, found by their letters: white space and a list mark before them may differ. Words whose letters are not those of the pieces stay plain; no letter is ever lost. */
function words(text: string, pieces: readonly WordsPiece[] = []): InlineNode[] {
  if (text === "") return [];
  const plainly: InlineNode[] = [{ type: "text", text }];
  const marks = pieces.map(marksOf);
  if (marks.every((one) => one.length === 0)) return plainly;
  const letters = pieces.map((piece) => bare(piece.text));
  /** The piece each letter comes from. */
  const from = letters.flatMap((piece, at) => [...piece].map(() => at));
  const found = letters.join("").lastIndexOf(bare(text));
  if (found < 0) return plainly;
  const offset = [...letters.join("").slice(0, found)].length;
  const nodes: { text: string; marks: Mark[] }[] = [];
  let at = offset - 1;
  for (const letter of text) {
    const space = /\s/.test(letter);
    if (!space) at += 1;
    // A space between two pieces belongs to the one before it only where both are marked alike.
    const own = marks[from[Math.max(at, offset)] ?? -1] ?? [];
    const next = marks[from[at + 1] ?? -1] ?? [];
    const mark = space && JSON.stringify(own) !== JSON.stringify(next) ? [] : own;
    const last = nodes.at(-1);
    if (last && JSON.stringify(last.marks) === JSON.stringify(mark)) last.text += letter;
    else nodes.push({ text: letter, marks: mark });
  }
  return nodes.map((node) => (node.marks.length === 0 ? { type: "text", text: node.text } : { type: "text", ...node }));
}
const paragraph = (text: string, pieces?: readonly WordsPiece[]): BlockNode => ({ type: "paragraph", content: words(text, pieces) });

/** A paragraph that begins with a bullet is an item of a list whose tags were lost. */
const looseBullet = /^[•●▪◦○■‣·\uf0b7\uf0a7]\s*(?=\S)/;

function nodesOf(blocks: readonly ReadableBlock[]): BlockNode[] {
  const nodes: BlockNode[] = [];
  let lists: { level: number; list: ListNode }[] = [];
  for (const block of blocks) {
    if (block.kind === "table") {
      lists = [];
      nodes.push(...tableNodes(block));
      continue;
    }
    const joined = joinLines(block.lines);
    const loose = block.kind === "paragraph" && looseBullet.test(joined);
    const text = clean(loose ? joined.replace(looseBullet, "") : joined);
    if (text === "") continue;
    if (block.kind !== "item" && !loose) {
      lists = [];
      nodes.push(block.kind === "heading" ? { type: "heading", attrs: { level: 3 }, content: words(text) } : paragraph(text, block.pieces));
      continue;
    }
    const level = loose ? 1 : block.level;
    const type = /^\(?[0-9a-z]{1,3}[.)]/i.test(block.marker) ? "orderedList" : "bulletList";
    lists = lists.filter((one) => one.level <= level);
    let open = lists.at(-1);
    if (!open || open.level < level || open.list.type !== type) {
      const first = Number(/^\(?(\d{1,3})/.exec(block.marker)?.[1] ?? 1);
      const list: ListNode = { type, ...(type === "orderedList" && first > 1 ? { attrs: { start: first } } : {}), content: [] };
      const holder = open && open.level < level ? open.list.content.at(-1) : undefined;
      if (holder) holder.content.push(list);
      else {
        lists = lists.filter((one) => one.level < level);
        nodes.push(list);
      }
      lists.push((open = { level, list }));
    }
    const item: ListItemNode = { type: "listItem", content: [paragraph(text, block.pieces)] };
    open.list.content.push(item);
  }
  return nodes;
}

/** A frame of one column is its contents. */
function tableNodes(table: Extract<ReadableBlock, { kind: "table" }>): BlockNode[] {
  const rows = table.rows.filter((row) => row.pages.length > 0);
  if (rows.every((row) => row.cells.length === 1)) return rows.flatMap((row) => nodesOf(closeUp(row.cells.flatMap((cell) => cell.blocks))));
  const width = Math.max(...rows.map((row) => row.cells.length));
  return [
    {
      type: "table",
      content: rows.map((row): TableRowNode => ({
        type: "tableRow",
        content: Array.from({ length: width }, (_, at) => {
          const inner = nodesOf(row.cells[at]?.blocks ?? []);
          return { type: row.cells[at]?.head ? "tableHeader" : "tableCell", content: inner.length > 0 ? inner : [paragraph("")] };
        }),
      })),
    },
  ];
}

/** The blocks between two sublabels of a cell ("Need:" to "Scope:"); all of them where the first is not there. */
export function blocksBetween(blocks: readonly ReadableBlock[], from: string, to: string): ReadableBlock[] {
  const begins = (block: ReadableBlock, label: string) => block.kind !== "table" && labelOf(joinLines(block.lines)).startsWith(labelOf(label));
  const first = blocks.findIndex((block) => begins(block, from));
  if (first < 0) return [...blocks];
  const end = blocks.findIndex((block, at) => at > first && begins(block, to));
  return blocks
    .slice(first, end < 0 ? undefined : end)
    .map((block, at) => (at > 0 || block.kind === "table" ? block : { ...block, lines: [joinLines(block.lines).slice(from.length).trim()] }))
    .filter((block) => block.kind === "table" || block.lines.some((line) => line !== ""));
}
