// Read blocks as rich text: paragraphs, lists and tables kept; line breaks of the page closed up.
import type { ReadableBlock, ReadableText } from "#schemas/readable-document.ts";
import { emptyRichText } from "#schemas/rich-text.ts";
import type { BlockNode, InlineNode, ListItemNode, ListNode, RichText, TableRowNode } from "#schemas/rich-text.ts";
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
    if (goesOn) joined[joined.length - 1] = { ...(before as ReadableText), lines: [...(before as ReadableText).lines, ...block.lines], page: block.page };
    else joined.push(block);
  }
  return joined;
}

const words = (text: string): InlineNode[] => (text === "" ? [] : [{ type: "text", text }]);
const paragraph = (text: string): BlockNode => ({ type: "paragraph", content: words(text) });

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
      nodes.push(block.kind === "heading" ? { type: "heading", attrs: { level: 3 }, content: words(text) } : paragraph(text));
      continue;
    }
    const level = loose ? 1 : block.level;
    const type = /^\(?[0-9a-z]{1,3}[.)]/i.test(block.marker) ? "orderedList" : "bulletList";
    lists = lists.filter((one) => one.level <= level);
    let open = lists.at(-1);
    if (!open || open.level < level || open.list.type !== type) {
      const list: ListNode = { type, content: [] };
      const holder = open && open.level < level ? open.list.content.at(-1) : undefined;
      if (holder) holder.content.push(list);
      else {
        lists = lists.filter((one) => one.level < level);
        nodes.push(list);
      }
      lists.push((open = { level, list }));
    }
    const item: ListItemNode = { type: "listItem", content: [paragraph(text)] };
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
          return { type: "tableCell", content: inner.length > 0 ? inner : [paragraph("")] };
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
