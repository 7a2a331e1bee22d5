// Our rich text as the editor's document and back, without losing a word or a cell either way.
import type { JSONContent } from "@tiptap/core";
import { richTextDocVersion } from "#schemas/rich-text-words.ts";
import type { BlockNode, InlineNode, Mark, RichText, TableCellNode } from "#schemas/rich-text-words.ts";

const paragraph: JSONContent = { type: "paragraph" };
const orOne = (blocks: JSONContent[]): JSONContent[] => (blocks.length > 0 ? blocks : [paragraph]);

/** An item or a cell without a block gets an empty paragraph to write in; a list without items and a table without rows have no words and go. */
export function toEditor(doc: RichText): JSONContent {
  const block = (node: BlockNode): JSONContent[] => {
    switch (node.type) {
      case "paragraph":
      case "heading":
        return [node as JSONContent];
      case "bulletList":
      case "orderedList":
        return node.content.length === 0 ? [] : [{ ...node, content: node.content.map((item) => ({ ...item, content: orOne(item.content.flatMap(block)) })) } as JSONContent];
      case "table":
        return node.content.length === 0 ? [] : [{ ...node, content: node.content.map((row) => ({ ...row, content: row.content.map((cell) => ({ ...cell, content: orOne(cell.content.flatMap(block)) })) })) } as JSONContent];
    }
  };
  return { type: "doc", content: orOne(doc.content.flatMap(block)) };
}

const blockId = (node: JSONContent): { blockId?: string } => (typeof node.attrs?.["blockId"] === "string" ? { blockId: node.attrs["blockId"] } : {});

const mark = ({ type, attrs }: { type: string; attrs?: Record<string, unknown> }): Mark[] =>
  type === "bold" || type === "italic" || type === "underline" ? [{ type }] : type === "link" && typeof attrs?.["href"] === "string" ? [{ type, attrs: { href: attrs["href"] } }] : [];

const inline = (nodes: JSONContent[] | undefined): InlineNode[] =>
  (nodes ?? []).flatMap((node): InlineNode[] => {
    if (node.type === "hardBreak") return [{ type: "hardBreak" }];
    if (node.type !== "text" || !node.text) return [];
    const marks = (node.marks ?? []).flatMap((one) => mark(one as { type: string; attrs?: Record<string, unknown> }));
    return [{ type: "text", text: node.text, ...(marks.length > 0 ? { marks } : {}) }];
  });

const spans = (attrs: JSONContent["attrs"]): { colspan?: number; rowspan?: number } =>
  Object.fromEntries(([["colspan", 50], ["rowspan", 200]] as const).flatMap(([name, most]) => (Number(attrs?.[name] ?? 1) > 1 ? [[name, Math.min(most, Number(attrs?.[name]))]] : [])));

/** Only what the shared schema names; presentation attributes of the editor stay here. */
export function fromEditor(doc: JSONContent): RichText {
  const block = (node: JSONContent): BlockNode[] => {
    switch (node.type) {
      case "paragraph":
        return [{ type: "paragraph", attrs: blockId(node), content: inline(node.content) }];
      case "heading":
        return [{ type: "heading", attrs: { ...blockId(node), level: Number(node.attrs?.["level"] ?? 2) }, content: inline(node.content) }];
      case "bulletList":
      case "orderedList": {
        const start = Number(node.attrs?.["start"] ?? 1);
        const items = (node.content ?? []).map((item) => ({ type: "listItem" as const, attrs: blockId(item), content: (item.content ?? []).flatMap(block) }));
        return [{ type: node.type, attrs: { ...blockId(node), ...(node.type === "orderedList" && start !== 1 ? { start } : {}) }, content: items }];
      }
      case "table": {
        const cell = (one: JSONContent): TableCellNode => ({ type: one.type === "tableHeader" ? "tableHeader" : "tableCell", attrs: spans(one.attrs), content: (one.content ?? []).flatMap(block) });
        return [{ type: "table", attrs: blockId(node), content: (node.content ?? []).map((row) => ({ type: "tableRow" as const, content: (row.content ?? []).map(cell) })) }];
      }
      default:
        return [];
    }
  };
  const content = (doc.content ?? []).flatMap(block);
  const only = content[0];
  const blank = content.length === 1 && only?.type === "paragraph" && (only.content ?? []).length === 0;
  return { type: "doc", docVersion: richTextDocVersion, content: blank ? [] : content };
}
