// The shape of rich text as types, and its words: without the schemas that check it, so that a page of the browser need not carry them.

/** Raised when the shape of rich text changes; stored bytes are upgraded on read, never rewritten. */
export const richTextDocVersion = 1;

export type Mark = { type: "bold" } | { type: "italic" } | { type: "underline" } | { type: "link"; attrs: { href: string } };
export type InlineNode = { type: "text"; text: string; marks?: Mark[] | undefined } | { type: "hardBreak" };
/** A block's id stays the same while its words change, so that comments and provenance can hold on to it. */
type BlockAttrs = { blockId?: string | null | undefined };
export type ParagraphNode = { type: "paragraph"; attrs?: BlockAttrs | undefined; content?: InlineNode[] | undefined };
export type HeadingNode = { type: "heading"; attrs: BlockAttrs & { level: number }; content?: InlineNode[] | undefined };
export type ListItemNode = { type: "listItem"; attrs?: BlockAttrs | undefined; content: BlockNode[] };
export type ListNode = { type: "bulletList" | "orderedList"; attrs?: (BlockAttrs & { start?: number | undefined }) | undefined; content: ListItemNode[] };
export type TableCellNode = { type: "tableCell" | "tableHeader"; attrs?: { colspan?: number | undefined; rowspan?: number | undefined } | undefined; content: BlockNode[] };
export type TableRowNode = { type: "tableRow"; content: TableCellNode[] };
export type TableNode = { type: "table"; attrs?: BlockAttrs | undefined; content: TableRowNode[] };
export type BlockNode = ParagraphNode | HeadingNode | ListNode | TableNode;
export type RichText = { type: "doc"; docVersion: typeof richTextDocVersion; content: BlockNode[] };

/** An answer nobody has typed yet. */
export const emptyRichText: RichText = { type: "doc", docVersion: richTextDocVersion, content: [] };

/** Plain words as rich text: a blank line starts a new paragraph, a single line break stays a break. */
export function richTextFromPlain(text: string): RichText {
  const paragraphs = text.replace(/\r\n?/g, "\n").split(/\n\s*\n/).map((part) => part.replace(/^\n+|\n+$/g, "")).filter((part) => part.trim() !== "");
  return {
    type: "doc",
    docVersion: richTextDocVersion,
    content: paragraphs.map((part) => ({
      type: "paragraph" as const,
      content: part.split("\n").flatMap((line, at): InlineNode[] => [...(at > 0 ? [{ type: "hardBreak" as const }] : []), ...(line === "" ? [] : [{ type: "text" as const, text: line }])]),
    })),
  };
}

type Piece = { text: string; run: Extract<InlineNode, { type: "text" }> | null };

/** A rich text in reading order: its runs of words (of one formatting each), and between them what parts lines, items and cells. */
export function piecesOfRichText(doc: RichText): Piece[] {
  const between = (text: string, parts: Piece[][]): Piece[] => parts.flatMap((part, at) => (at === 0 ? part : [{ text, run: null }, ...part]));
  const inline = (nodes: InlineNode[] | undefined): Piece[] => (nodes ?? []).map((node) => (node.type === "text" ? { text: node.text, run: node } : { text: "\n", run: null }));
  const block = (node: BlockNode): Piece[] => {
    switch (node.type) {
      case "paragraph":
      case "heading":
        return inline(node.content);
      case "bulletList":
      case "orderedList":
        return between("\n", node.content.map((item) => between("\n", item.content.map(block))));
      case "table":
        return between("\n", node.content.map((row) => between("\t", row.content.map((cell) => between(" ", cell.content.map(block))))));
    }
  };
  return between("\n\n", doc.content.map(block));
}

/** All the words of a rich text, a line a block: for searching, counting and the plain text box. */
export const plainFromRichText = (doc: RichText): string => piecesOfRichText(doc).map(({ text }) => text).join("");

/** True when nobody has written a word: spaces and empty paragraphs do not answer a question. */
export function isBlankRichText(doc: RichText | null | undefined): boolean {
  if (!doc) return true;
  const inlineHasWords = (nodes: InlineNode[] | undefined) => (nodes ?? []).some((node) => node.type === "text" && node.text.trim() !== "");
  const hasWords = (node: BlockNode): boolean => {
    switch (node.type) {
      case "paragraph":
      case "heading":
        return inlineHasWords(node.content);
      case "bulletList":
      case "orderedList":
        return node.content.some((item) => item.content.some(hasWords));
      case "table":
        return node.content.some((row) => row.content.some((cell) => cell.content.some(hasWords)));
    }
  };
  return !doc.content.some(hasWords);
}
