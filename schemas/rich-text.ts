// Rich text: ProseMirror JSON, the subset the editor writes and every document format can print.
import { z } from "zod";
import { richTextDocVersion } from "./rich-text-words.ts";
import type { BlockNode, InlineNode, ListItemNode, ListNode, TableCellNode, TableNode } from "./rich-text-words.ts";

export { emptyRichText, isBlankRichText, piecesOfRichText, plainFromRichText, richTextDocVersion, richTextFromPlain } from "./rich-text-words.ts";
export type { BlockNode, HeadingNode, InlineNode, ListItemNode, ListNode, Mark, ParagraphNode, RichText, TableCellNode, TableNode, TableRowNode } from "./rich-text-words.ts";

const markSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("bold") }),
  z.strictObject({ type: z.literal("italic") }),
  z.strictObject({ type: z.literal("underline") }),
  z.strictObject({
    type: z.literal("link"),
    attrs: z.strictObject({ href: z.string().max(2000).regex(/^(https?:\/\/|mailto:)/i, "A link starts with http://, https:// or mailto:.") }),
  }),
]);

const textSchema = z.strictObject({
  type: z.literal("text"),
  // eslint-disable-next-line no-control-regex -- a NUL would be refused by Postgres later, with less help
  text: z.string().min(1).refine((text) => !/\u0000/.test(text) && text.isWellFormed(), "This text has a broken character; paste it again as plain text."),
  marks: z.array(markSchema).optional(),
});
const hardBreakSchema = z.strictObject({ type: z.literal("hardBreak") });
const inlineSchema: z.ZodType<InlineNode> = z.discriminatedUnion("type", [textSchema, hardBreakSchema]);

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
