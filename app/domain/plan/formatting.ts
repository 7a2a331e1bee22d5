// Would plain text lose something of this rich text?
import { plainFromRichText, richTextFromPlain } from "#schemas/rich-text.ts";
import type { BlockNode, RichText } from "#schemas/rich-text.ts";

const bareBlock = (node: BlockNode): unknown => (node.type === "paragraph" ? { type: "paragraph", content: node.content ?? [] } : node);

/** True when reading it as plain words and back would not give the same text: bold, headings, lists, links, tables. */
export function hasFormatting(doc: RichText): boolean {
  const again = richTextFromPlain(plainFromRichText(doc));
  const bare = (blocks: BlockNode[]) => JSON.stringify(blocks.map(bareBlock).filter((block) => JSON.stringify(block) !== '{"type":"paragraph","content":[]}'));
  return bare(doc.content) !== bare(again.content);
}

/** Gives every top-level block, list item and nested block an id that has none; ids already there stay. `next` makes one. */
export function withBlockIds(doc: RichText, next: () => string): RichText {
  const seen = new Set<string>();
  const keep = (id: string | null | undefined): string => {
    const own = id && !seen.has(id) ? id : next();
    seen.add(own);
    return own;
  };
  const block = (node: BlockNode): BlockNode => {
    switch (node.type) {
      case "paragraph":
        return { ...node, attrs: { ...node.attrs, blockId: keep(node.attrs?.blockId) } };
      case "heading":
        return { ...node, attrs: { ...node.attrs, blockId: keep(node.attrs.blockId) } };
      case "bulletList":
      case "orderedList":
        return { ...node, attrs: { ...node.attrs, blockId: keep(node.attrs?.blockId) }, content: node.content.map((item) => ({ ...item, attrs: { ...item.attrs, blockId: keep(item.attrs?.blockId) }, content: item.content.map(block) })) };
      case "table":
        return { ...node, attrs: { ...node.attrs, blockId: keep(node.attrs?.blockId) }, content: node.content.map((row) => ({ ...row, content: row.content.map((cell) => ({ ...cell, content: cell.content.map(block) })) })) };
    }
  };
  return { ...doc, content: doc.content.map(block) };
}
