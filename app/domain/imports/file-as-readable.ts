// What do a workbook and a document as data (JSON) say, as blocks that any reader of forms takes?
import { z } from "zod";
import { inPlaces } from "#schemas/readable-document.ts";
import type { ReadableBlock, ReadableCell, ReadableDocument, ReadableRow, ReadableTable, ReadableText, ReadingOptions, WordsPiece } from "#schemas/readable-document.ts";
import type { WordSheet } from "#schemas/grid-sheet.ts";

type Skips = Pick<ReadingOptions, "skipFrom" | "resumeAt">;
const text = (kind: ReadableText["kind"], words: string, level = 1, marker = ""): ReadableText => ({ kind, page: 0, lines: words.split("\n").map((line) => line.trim()).filter((line) => line !== ""), level, marker });
const row = (cells: ReadableCell[]): ReadableRow => ({ cells, pages: cells.some((cell) => cell.blocks.length > 0) ? [1] : [] });

/** Tables where rows of several cells follow each other; a line of one cell between them is a heading. */
export function sheetsAsReadable(sheets: readonly WordSheet[], skips: Skips = {}): ReadableDocument {
  const blocks: ReadableBlock[] = [];
  for (const { name, rows } of sheets) {
    blocks.push(text("heading", name));
    let table: ReadableTable | undefined;
    let before = 0;
    for (const { at, cells } of rows) {
      const filled = cells.filter((words) => words !== "").length;
      if (at !== before + 1) table = undefined;
      before = at;
      if (filled < 2 && !table) {
        blocks.push(text("heading", cells.find((words) => words !== "") ?? "", 2));
        continue;
      }
      if (!table) blocks.push((table = { kind: "table", page: 0, rows: [] }));
      const width = Math.max(cells.length, table.rows[0]?.cells.length ?? 0);
      table.rows.push(row(Array.from({ length: width }, (_, column) => ({ left: column * 10, blocks: cells[column] ? [text("paragraph", cells[column])] : [] }))));
    }
  }
  return inPlaces(blocks.filter((block) => block.kind === "table" || block.lines.length > 0), skips);
}

const runSchema = z.object({ text: z.string(), lineBreak: z.boolean().optional(), bold: z.literal(true).optional(), italic: z.literal(true).optional(), underline: z.literal(true).optional(), href: z.string().optional() });
type FileBlock =
  | { type: "heading"; level: number; text: string }
  | { type: "paragraph"; runs: z.infer<typeof runSchema>[] }
  | { type: "list"; ordered: boolean; items: FileBlock[][] }
  | { type: "table"; headerHidden?: boolean | undefined; columns: { header: string }[]; rows: { cells: { text: string; blocks?: FileBlock[] | undefined; span?: number | undefined }[] }[] }
  | { type: "chart" };
const blockSchema: z.ZodType<FileBlock> = z.lazy(() =>
  z.discriminatedUnion("type", [
    z.object({ type: z.literal("heading"), level: z.int().min(1).max(6), text: z.string() }),
    z.object({ type: z.literal("paragraph"), runs: z.array(runSchema) }),
    z.object({ type: z.literal("list"), ordered: z.boolean(), items: z.array(z.array(blockSchema)) }),
    z.object({
      type: z.literal("table"), headerHidden: z.boolean().optional(), columns: z.array(z.object({ header: z.string() })),
      rows: z.array(z.object({ cells: z.array(z.object({ text: z.string(), blocks: z.array(blockSchema).optional(), span: z.int().min(1).max(60).optional() })) })),
    }),
    z.object({ type: z.literal("chart") }),
  ]),
);
/** What is read of a document as data; the rest of it (sources, kinds of copies) is not asked. */
const fileSchema = z.object({ documentVersion: z.literal(1), title: z.string(), sections: z.array(z.object({ blocks: z.array(blockSchema) })) });

/** The runs by their look, where any has one. */
function marked(runs: readonly z.infer<typeof runSchema>[]): Pick<ReadableText, "pieces"> {
  const pieces = runs.map(({ text: words, bold, italic, underline, href }): WordsPiece => ({ text: words, ...(bold ? { bold } : {}), ...(italic ? { italic } : {}), ...(underline ? { underline } : {}), ...(href === undefined ? {} : { href }) }));
  return pieces.some((piece) => Object.keys(piece).length > 1) ? { pieces } : {};
}

/** The blocks of a document that was exported as JSON; undefined where the value is none. */
export function documentAsReadable(value: unknown, skips: Skips = {}): ReadableDocument | undefined {
  const read = fileSchema.safeParse(value);
  if (!read.success) return undefined;
  return inPlaces([text("heading", read.data.title), ...read.data.sections.flatMap((section) => section.blocks.flatMap((block) => blocksOf(block, 0)))], skips);
}

function blocksOf(block: FileBlock, depth: number): ReadableBlock[] {
  switch (block.type) {
    case "heading":
      return [text("heading", block.text, block.level)].filter(({ lines }) => lines.length > 0);
    case "paragraph":
      return [{ ...text("paragraph", block.runs.map((run) => (run.lineBreak ? `\n${run.text}` : run.text)).join("")), ...marked(block.runs) }].filter(({ lines }) => lines.length > 0);
    case "list":
      return block.items.flatMap((item) =>
        item.flatMap((inner, at) => blocksOf(inner, depth + 1).map((one, nth) => (at === 0 && nth === 0 && one.kind !== "table" && inner.type === "paragraph" ? { ...one, kind: "item" as const, level: depth + 1, marker: block.ordered ? "1." : "•" } : one))),
      );
    case "table": {
      const head = block.headerHidden ? [] : [row(block.columns.map(({ header }, column) => ({ left: column * 10, blocks: header === "" ? [] : [text("paragraph", header)], head: true })))];
      return [{ kind: "table", page: 0, rows: [...head, ...block.rows.map(({ cells }) => rowOf(cells))] }];
    }
    case "chart":
      return [];
  }
}

function rowOf(cells: { text: string; blocks?: FileBlock[] | undefined; span?: number | undefined }[]): ReadableRow {
  let column = 0;
  return row(
    cells.map((cell) => {
      const left = column * 10;
      column += cell.span ?? 1;
      const inner = cell.blocks && cell.blocks.length > 0 ? cell.blocks.flatMap((block) => blocksOf(block, 0)) : cell.text === "" ? [] : [text("paragraph", cell.text)];
      return { left, blocks: inner.filter((block) => block.kind === "table" || block.lines.length > 0) };
    }),
  );
}
