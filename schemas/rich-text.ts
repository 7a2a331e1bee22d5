// Rich text: ProseMirror JSON, the subset the editor writes and every document format can print.
import { z } from "zod";

/** Raised when the shape of rich text changes; stored bytes are upgraded on read, never rewritten. */
export const richTextDocVersion = 1;

const markSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("bold") }),
  z.strictObject({ type: z.literal("italic") }),
  z.strictObject({ type: z.literal("underline") }),
  z.strictObject({
    type: z.literal("link"),
    attrs: z.strictObject({ href: z.string().max(2000).regex(/^(https?:\/\/|mailto:)/i, "A link starts with http://, https:// or mailto:.") }),
  }),
]);
export type Mark = z.infer<typeof markSchema>;

const textSchema = z.strictObject({
  type: z.literal("text"),
  // eslint-disable-next-line no-control-regex -- a NUL would be refused by Postgres later, with less help
  text: z.string().min(1).refine((text) => !/\u0000/.test(text) && text.isWellFormed(), "This text has a broken character; paste it again as plain text."),
  marks: z.array(markSchema).optional(),
});
const hardBreakSchema = z.strictObject({ type: z.literal("hardBreak") });
const inlineSchema = z.discriminatedUnion("type", [textSchema, hardBreakSchema]);
export type InlineNode = z.infer<typeof inlineSchema>;

/** A block's id stays the same while its words change, so that comments and provenance can hold on to it. */
const blockAttrs = { blockId: z.string().max(40).nullable().optional() };
const paragraphSchema = z.strictObject({
  type: z.literal("paragraph"),
  attrs: z.strictObject(blockAttrs).optional(),
  content: z.array(inlineSchema).optional(),
});
const headingSchema = z.strictObject({
  type: z.literal("heading"),
  attrs: z.strictObject({ ...blockAttrs, level: z.int().min(1).max(3) }),
  content: z.array(inlineSchema).optional(),
});

export type ParagraphNode = z.infer<typeof paragraphSchema>;
export type HeadingNode = z.infer<typeof headingSchema>;
export type ListItemNode = { type: "listItem"; attrs?: { blockId?: string | null | undefined } | undefined; content: BlockNode[] };
export type ListNode = { type: "bulletList" | "orderedList"; attrs?: { blockId?: string | null | undefined; start?: number | undefined } | undefined; content: ListItemNode[] };
export type TableCellNode = { type: "tableCell" | "tableHeader"; attrs?: { colspan?: number | undefined; rowspan?: number | undefined } | undefined; content: BlockNode[] };
export type TableRowNode = { type: "tableRow"; content: TableCellNode[] };
export type TableNode = { type: "table"; attrs?: { blockId?: string | null | undefined } | undefined; content: TableRowNode[] };
export type BlockNode = ParagraphNode | HeadingNode | ListNode | TableNode;

const blockSchema: z.ZodType<BlockNode> = z.lazy(() => z.union([paragraphSchema, headingSchema, listSchema, tableSchema]));
const listItemSchema: z.ZodType<ListItemNode> = z.lazy(() =>
  z.strictObject({ type: z.literal("listItem"), attrs: z.strictObject(blockAttrs).optional(), content: z.array(blockSchema) }),
);
const listSchema: z.ZodType<ListNode> = z.lazy(() =>
  z.strictObject({
    type: z.enum(["bulletList", "orderedList"]),
    attrs: z.strictObject({ ...blockAttrs, start: z.int().optional() }).optional(),
    content: z.array(listItemSchema),
  }),
);
const tableCellSchema: z.ZodType<TableCellNode> = z.lazy(() =>
  z.strictObject({
    type: z.enum(["tableCell", "tableHeader"]),
    attrs: z.strictObject({ colspan: z.int().min(1).max(50).optional(), rowspan: z.int().min(1).max(200).optional() }).optional(),
    content: z.array(blockSchema),
  }),
);
const tableSchema: z.ZodType<TableNode> = z.lazy(() =>
  z.strictObject({
    type: z.literal("table"),
    attrs: z.strictObject(blockAttrs).optional(),
    content: z.array(z.strictObject({ type: z.literal("tableRow"), content: z.array(tableCellSchema) })),
  }),
);

export const richTextSchema = z.strictObject({
  type: z.literal("doc"),
  docVersion: z.literal(richTextDocVersion),
  content: z.array(blockSchema),
});
export type RichText = z.infer<typeof richTextSchema>;

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

/** All the words of a rich text, a line a block: for searching, counting and the plain text box. */
export function plainFromRichText(doc: RichText): string {
  const inline = (nodes: InlineNode[] | undefined): string => (nodes ?? []).map((node) => (node.type === "text" ? node.text : "\n")).join("");
  const block = (node: BlockNode): string => {
    switch (node.type) {
      case "paragraph":
      case "heading":
        return inline(node.content);
      case "bulletList":
      case "orderedList":
        return node.content.map((item) => item.content.map(block).join("\n")).join("\n");
      case "table":
        return node.content.map((row) => row.content.map((cell) => cell.content.map(block).join(" ")).join("\t")).join("\n");
    }
  };
  return doc.content.map(block).join("\n\n");
}

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
