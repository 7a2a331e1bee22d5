// Headings, paragraphs, lists and tables of a tagged PDF page, from the structure tree the file carries.
import type { ReadableBlock, ReadableCell, ReadableRow, ReadableTable, ReadableText } from "#schemas/readable-document.ts";
import { linesOf, piecesOf } from "./pdf-text.server.ts";
import type { PageText, Run } from "./pdf-text.server.ts";

/** A node as pdf.js gives it; content nodes name the marked content that holds their words. */
export type StructureNode = { role?: string; children?: StructureNode[]; type?: string; id?: string };

const heading = /^(H|H[1-6]|Title)$/;
const container = /^(Root|Document|DocumentFragment|Part|Art|Sect|Div|NonStruct|Aside|TOC|TOCI|BlockQuote|Index|Private)$/;
const block = /^(P|H|H[1-6]|Title|L|LI|Table|Document|Part|Art|Sect|Div|NonStruct|Caption|BlockQuote|TOC|TOCI)$/;

/** The blocks of one page. A table is given with all its rows, those of other pages empty: `joinTables` puts the pages together. */
export function blocksOfStructure(tree: StructureNode, text: PageText, page: number): { blocks: ReadableBlock[]; characters: number } {
  let characters = 0;

  const runsIn = (node: StructureNode): Run[] => {
    if (node.type === "content") return text.byContent.get(node.id ?? "") ?? [];
    return (node.children ?? []).flatMap(runsIn);
  };
  const leftOf = (node: StructureNode): number | null => runsIn(node).reduce<number | null>((left, run) => (run.text.trim() === "" ? left : Math.min(left ?? run.x, run.x)), null);
  const textBlock = (kind: ReadableText["kind"], nodes: readonly StructureNode[], level: number, marker = ""): ReadableText[] => {
    const runs = nodes.flatMap(runsIn);
    const lines = linesOf(runs);
    if (lines.length === 0) return [];
    const pieces = piecesOf(runs);
    characters += lines.reduce((sum, line) => sum + line.replace(/\s/g, "").length, 0);
    return [{ kind, page, lines, level, marker, ...(pieces ? { pieces } : {}) }];
  };
  /** Words and inner blocks of a node in order: words before, between and after inner blocks are text of their own. */
  const mixed = (node: StructureNode, kind: ReadableText["kind"], level: number, depth: number): ReadableBlock[] => {
    const found: ReadableBlock[] = [];
    let words: StructureNode[] = [];
    const close = () => {
      if (words.length > 0) found.push(...textBlock(kind, words, level));
      words = [];
    };
    for (const child of node.children ?? []) {
      if (child.type !== "content" && hasBlocks(child)) {
        close();
        found.push(...walk(child, depth));
      } else words.push(child);
    }
    close();
    return found;
  };
  const hasBlocks = (node: StructureNode): boolean => node.type !== "content" && (block.test(node.role ?? "") || (node.children ?? []).some(hasBlocks));

  const walk = (node: StructureNode, depth: number): ReadableBlock[] => {
    const role = node.role ?? "";
    if (node.type === "content") return textBlock("paragraph", [node], 1);
    if (role === "Table") return [table(node, depth)];
    if (role === "L") return (node.children ?? []).flatMap((child) => walk(child, depth + 1));
    if (role === "LI") return listItem(node, Math.max(depth, 1));
    if (heading.test(role)) return mixed(node, "heading", Number(role.slice(1)) || 1, depth);
    if (container.test(role)) return mixed(node, "paragraph", 1, depth);
    return mixed(node, "paragraph", 1, depth);
  };
  const listItem = (node: StructureNode, depth: number): ReadableBlock[] => {
    const label = (node.children ?? []).filter((child) => child.role === "Lbl");
    const rest = (node.children ?? []).filter((child) => child.role !== "Lbl");
    const marker = linesOf(label.flatMap(runsIn)).join(" ");
    const inner = rest.flatMap((child) => (child.type === "content" ? textBlock("paragraph", [child], 1) : walk(child, depth)));
    const [first, ...others] = inner;
    if (first === undefined) return [];
    if (first.kind === "table" || first.kind === "item") return inner;
    return [{ ...first, kind: "item", level: depth, marker }, ...others];
  };
  const table = (node: StructureNode, depth: number): ReadableTable => {
    const rows: ReadableRow[] = [];
    const collect = (part: StructureNode) => {
      for (const child of part.children ?? []) {
        if (child.role === "TR") rows.push(row(child, depth));
        else if (/^(THead|TBody|TFoot)$/.test(child.role ?? "")) collect(child);
      }
    };
    collect(node);
    return { kind: "table", page, rows };
  };
  const row = (node: StructureNode, depth: number): ReadableRow => {
    const cells: ReadableCell[] = [];
    for (const child of node.children ?? []) {
      const isCell = child.role === "TD" || child.role === "TH";
      const blocks = isCell ? mixed(child, "paragraph", 1, 0) : walk(child, depth);
      if (isCell || blocks.length > 0) cells.push({ blocks, left: leftOf(child), ...(child.role === "TH" ? { head: true as const } : {}) });
    }
    return { cells, pages: cells.some((cell) => cell.blocks.some(hasWords)) ? [page] : [] };
  };
  const blocks = walk(tree, 0).filter(hasWords);
  return { blocks, characters };
}

function hasWords(one: ReadableBlock): boolean {
  return one.kind === "table" ? one.rows.some((row) => row.pages.length > 0) : one.lines.length > 0;
}

const lookBack = 8;

/** Puts the pages of one table together: the same rows and cells, going on where the page before ended. An inner table may go on too. */
export function joinTables(blocks: ReadableBlock[], next: ReadableBlock[]): void {
  const [first, ...rest] = next;
  // Words without a tag stand at the end of their page: a table that begins with empty rows goes on past them.
  const split = first?.kind === "table" && first.rows[0]?.pages.length === 0;
  const last = split ? blocks.slice(-lookBack).findLast((block) => block.kind === "table") : blocks.at(-1);
  if (first?.kind === "table" && last?.kind === "table" && continues(last, first)) {
    first.rows.forEach((row, at) => {
      const known = last.rows[at];
      if (!known || row.pages.length === 0) return;
      known.pages.push(...row.pages);
      row.cells.forEach((cell, column) => {
        const into = known.cells[column];
        if (!into) return;
        into.left ??= cell.left;
        joinTables(into.blocks, cell.blocks);
      });
    });
    blocks.push(...rest);
  } else blocks.push(...next);
}

function continues(table: ReadableTable, next: ReadableTable): boolean {
  if (table.rows.length !== next.rows.length || table.rows[0]?.cells.length !== next.rows[0]?.cells.length) return false;
  const lastFilled = table.rows.findLastIndex((row) => row.pages.length > 0);
  const firstFilled = next.rows.findIndex((row) => row.pages.length > 0);
  // A box of one row has no other way to say that it goes on.
  return firstFilled >= lastFilled && (firstFilled > 0 || next.rows.length === 1);
}
