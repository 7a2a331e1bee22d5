// Our rich text as the editor's document and back. Tables are carried through untouched: the editor shows them and cannot change them yet.
import type { JSONContent } from "@tiptap/core";
import { richTextDocVersion } from "#schemas/rich-text.ts";
import type { BlockNode, InlineNode, Mark, RichText, TableNode } from "#schemas/rich-text.ts";

export function toEditor(doc: RichText): JSONContent {
  const block = (node: BlockNode): JSONContent => {
    if (node.type === "table") return { type: "heldTable", attrs: { blockId: node.attrs?.blockId ?? null, table: node } };
    if (node.type === "bulletList" || node.type === "orderedList") return { ...node, content: node.content.map((item) => ({ ...item, content: item.content.map(block) })) } as JSONContent;
    return node as JSONContent;
  };
  return { type: "doc", content: doc.content.length > 0 ? doc.content.map(block) : [{ type: "paragraph" }] };
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
      case "heldTable":
        return node.attrs?.["table"] ? [node.attrs["table"] as TableNode] : [];
      default:
        return [];
    }
  };
  const content = (doc.content ?? []).flatMap(block);
  const only = content[0];
  const blank = content.length === 1 && only?.type === "paragraph" && (only.content ?? []).length === 0;
  return { type: "doc", docVersion: richTextDocVersion, content: blank ? [] : content };
}
