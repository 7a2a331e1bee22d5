// Writes a document as a tagged PDF (PDF/UA-1): blocks in, bytes out. Synchronous and slow (about a second a hundred pages): call it in the worker.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { Block, Cell, Chart, Column, Copy, Paragraph, PlanDocument, Run, Section, Table } from "#schemas/document.ts";
import { keepsWithNext } from "./keep-with-next.server.ts";
import { headingOutline } from "./heading-outline.server.ts";
import { textWidths, withoutSpaceKerning } from "./pdf-fonts.server.ts";
import { withTableSummaries } from "./pdf-summaries.server.ts";
import { pdfDataPath, pdfFontRule, pdfTemplate, pdfTemplatePath, pdfWorkspace } from "./pdf-template.server.ts";

const probePath = `${pdfWorkspace}/probe.typ`;
type WidthAtMost = (text: string) => number | undefined;
let printer: { typst: NodeCompiler; widthAtMost: WidthAtMost } | undefined;

/**
 * The document as the bytes of a PDF/UA-1 file: tagged, with title, language and outline. The same document gives the same bytes.
 * A character that no font of ours has is printed as its Unicode number in brackets ("[U+1F389]") and a note at the end says so: nothing is lost.
 * Throws when the compiler refuses the document, with the compiler's own words.
 */
export function writePdf(document: PlanDocument): Uint8Array {
  const { typst, widthAtMost } = (printer ??= startPrinter());
  const unprintable = unprintableIn(typst, document);
  let result = attempt(typst, printable(document, widthAtMost, unprintable));
  // A sign that prints alone can still fail between others; the second try spells those out too.
  if (result.refused?.length) result = attempt(typst, printable(document, widthAtMost, unprintable, result.refused));
  if (result.bytes) return withTableSummaries(result.bytes, tableSummaries(document.sections.map((section) => section.blocks)));
  throw new Error(`The PDF could not be made: ${result.message}`);
}

function startPrinter(): NonNullable<typeof printer> {
  const require = createRequire(import.meta.url);
  const load = (file: string) => readFileSync(require.resolve(file));
  const house = ["Regular", "Bold", "Italic", "BoldItalic"].map((style) => withoutSpaceKerning(load(`@uswds/uswds/fonts/public-sans/PublicSans-${style}.ttf`)));
  const others = [
    ...["400Regular/NotoSansArabic_400Regular", "700Bold/NotoSansArabic_700Bold"].map((name) => `@expo-google-fonts/noto-sans-arabic/${name}.ttf`),
    ...["400Regular/NotoSansGurmukhi_400Regular", "700Bold/NotoSansGurmukhi_700Bold"].map((name) => `@expo-google-fonts/noto-sans-gurmukhi/${name}.ttf`),
    "@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
  ];
  const typst = NodeCompiler.create({ workspace: pdfWorkspace, fontArgs: [{ fontBlobs: [...house, ...others.map(load)] }] });
  typst.addSource(pdfTemplatePath, pdfTemplate);
  const upright = house.slice(0, 2).map(textWidths);
  const widthAtMost: WidthAtMost = (text) => {
    const widths = upright.flatMap((widthOf) => widthOf(text) ?? []);
    return widths.length < upright.length ? undefined : Math.max(...widths);
  };
  return { typst, widthAtMost };
}

type Attempt = { bytes: Uint8Array; refused?: never; message?: never } | { bytes?: never; refused: string[]; message: string };

function attempt(typst: NodeCompiler, data: PrintData): Attempt {
  typst.mapShadow(pdfDataPath, Buffer.from(JSON.stringify(data)));
  return exportPdf(typst, pdfTemplatePath);
}

function exportPdf(typst: NodeCompiler, mainFilePath: string): Attempt {
  try {
    return { bytes: typst.pdf({ mainFilePath, resetRead: true }, { pdfStandard: "ua-1" }) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { refused: refusedTexts(message), message: message.slice(0, 2000) };
  } finally {
    // The compiler remembers every document it ever saw: several hundred megabytes after a few.
    typst.evictCache(0);
  }
}

/** The texts an export error names, out of the compiler's debug form: `the text "…" could not be displayed`, `disallowed codepoint "…"`. */
function refusedTexts(message: string): string[] {
  const plain = message.replaceAll(/\\(["\\])/g, "$1");
  return [...plain.matchAll(/(?:the text `"|codepoint `")(.+?)"`/gs)].map((found) => (found[1] ?? "").replaceAll(/\\u\{([0-9a-f]+)\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))));
}

// What Public Sans certainly has; everything else is asked of the compiler.
const certainSigns = String.raw`\n\t\u0020-\u007e\u00a0-\u0131\u0134-\u0148\u014a-\u017e\u1ea0-\u1ef9\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u20ac\u2122\u200b`;
const certain = new RegExp(`^[${certainSigns}]*$`);
// A sign with what is joined to it (accents, variation, skin tone, zero-width joiner), or a doubtful sign alone. Intl.Segmenter takes quadratic time here.
const extenders = String.raw`[\p{M}\p{Emoji_Modifier}\u{e0020}-\u{e007f}]|\u200d\P{M}`;
const doubtfulSigns = new RegExp(`\\P{M}(?:${extenders})+|[^${certainSigns}]`, "gu");

/** The signs of a document that none of our fonts can print, found by asking the compiler to export each once. */
function unprintableIn(typst: NodeCompiler, document: PlanDocument): Set<string> {
  const doubtful = new Set<string>();
  eachText(document, (text) => {
    if (!certain.test(text)) for (const [sign] of cleaned(text).matchAll(doubtfulSigns)) doubtful.add(sign);
  });
  if (doubtful.size === 0) return doubtful;
  const list = [...doubtful].sort();
  typst.mapShadow(`${pdfWorkspace}/probe.json`, Buffer.from(JSON.stringify(list)));
  typst.addSource(probePath, `#set document(title: "Probe", date: none)\n#set page(height: auto)\n${pdfFontRule}\n#for sign in json("probe.json") { block(text(sign)) }`);
  const { refused = [] } = exportPdf(typst, probePath);
  return new Set(list.filter((sign) => refused.some((text) => sign.includes(text))));
}

function eachText(value: unknown, visit: (text: string) => void): void {
  if (typeof value === "string") visit(value);
  else if (Array.isArray(value)) for (const item of value) eachText(item, visit);
  else if (typeof value === "object" && value !== null) for (const [key, item] of Object.entries(value)) if (key !== "from") eachText(item, visit);
}

// Signs that no reader sees: control characters and byte order marks (PDF/UA forbids the latter). Half a surrogate pair becomes the replacement sign.
function cleaned(text: string): string {
  // eslint-disable-next-line no-control-regex -- naming the signs that go is the point
  return text.toWellFormed().replaceAll(/\r\n?/g, "\n").replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g, "").replaceAll("\t", "    ");
}

function spelledOut(cluster: string): string {
  return `[${[...cluster].map((sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`).join(" ")}]`;
}

// A word too long for a narrow column may break anywhere; a zero-width space says where.
const zeroWidthSpace = "\u200b";
const endlessWord = /[^\s\u200b]{24,}/g;

type Words = (text: string) => string;

function wordsOf(unprintable: Set<string>, refused: string[]): Words {
  const bad = (sign: string) => unprintable.has(sign) || refused.some((text) => text !== "" && (sign.includes(text) || text.includes(sign)));
  const asked = unprintable.size > 0 || refused.length > 0;
  return (text) => {
    const plain = cleaned(text);
    const spelled = !asked || certain.test(plain) ? plain : plain.replaceAll(doubtfulSigns, (sign) => (bad(sign) ? spelledOut(sign) : sign));
    return spelled.replaceAll(endlessWord, (word) => word.replaceAll(/.{12}(?=.)/gsu, `$&${zeroWidthSpace}`));
  };
}

const rightToLeft = /^[^\p{L}]*[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

type PrintRun = { text: string; bold?: true; italic?: true; underline?: true; href?: string; lineBreak?: true };
type PrintCell = { text: string; blocks: PrintBlock[] | null; amount: boolean; align: "start" | "center" | "end"; span: number; header: boolean; missing: boolean; rtl: boolean };
type PrintRow = { kind: "header" | "total" | "plain"; breakable: boolean; cells: PrintCell[] };
type PrintColumn = { share: number; amount: string; word: string; headerWord: string };
type PrintTable = { type: "table"; caption: string; form: boolean; layout: boolean; size: number; fits: boolean; columns: PrintColumn[]; header: PrintCell[]; rows: PrintRow[] };
type PrintBlock =
  | { type: "heading"; level: number; text: string; rtl: boolean }
  | { type: "paragraph"; style: Paragraph["style"]; runs: PrintRun[]; rtl: boolean; keep: boolean }
  | { type: "list"; ordered: boolean; items: PrintBlock[][] }
  | { type: "chart"; kind: Chart["kind"]; title: string; description: string; slices: { label: string; cents: number; text: string; percentText: string; within: string | null }[] }
  | PrintTable;
type PrintData = {
  title: string;
  author: string;
  language: string;
  region: string | null;
  date: { year: number; month: number; day: number };
  banner: string;
  footer: string;
  sections: { width: number; height: number; blocks: PrintBlock[] }[];
};

const paperInches = { letter: [8.5, 11], tabloid: [11, 17] } as const;

/** The document in the terms of the template: every decision that needs no measuring is made here. */
function printable(document: PlanDocument, widthAtMost: WidthAtMost, unprintable: Set<string>, refused: string[] = []): PrintData {
  const words = wordsOf(unprintable, refused);
  const levels = headingOutline(); // PDF/UA refuses a skipped heading level
  const sections = document.sections
    .filter((section) => section.blocks.length > 0)
    .map((section) => {
      const [width, height] = pageInches(section);
      return { width, height, blocks: printableBlocks(section.blocks, { words, levels, wide: section.orientation === "landscape" || section.paper === "tabloid", captioned: { last: "" }, points: (width - 1.4) * 72, widthAtMost }) };
    });
  if (sections.length === 0) sections.push({ width: 8.5, height: 11, blocks: [] });
  if (unprintable.size > 0 || refused.length > 0) {
    const text = "A sign that this file's fonts do not have is printed as its Unicode number in brackets.";
    sections.at(-1)?.blocks.push({ type: "paragraph", style: "note", runs: [{ text }], rtl: false, keep: false });
  }
  const [language = "en", region] = document.language.split("-");
  const [year = 2000, month = 1, day = 1] = copyDate(document.copy).slice(0, 10).split("-").map(Number);
  return {
    title: words(document.title) || "Untitled",
    author: words(document.organization.name),
    language: language.toLowerCase(),
    region: region?.toUpperCase() ?? null,
    date: { year, month, day },
    banner: words(document.banner),
    footer: words(document.footer),
    sections,
  };
}

/** The day the copy was made, which is the file's creation date: never the clock. */
function copyDate(copy: Copy): string {
  return copy.kind === "filed" ? copy.filedOn : copy.preparedOn;
}

function pageInches({ paper, orientation }: Section): [width: number, height: number] {
  const [short, long] = paperInches[paper];
  return orientation === "landscape" ? [long, short] : [short, long];
}

type Setting = { words: Words; levels: (level: number) => number; wide: boolean; captioned: { last: string }; points: number; widthAtMost: WidthAtMost };

function printableBlocks(blocks: Block[], setting: Setting): PrintBlock[] {
  return blocks.flatMap((block, at) => (block.type === "paragraph" ? paragraphParts(block, setting, keepsWithNext(block, blocks[at - 1], blocks[at + 1])) : [printableBlock(block, setting)]));
}

// The compiler's time grows with the square of a paragraph's length; a paragraph longer than this is set as several, cut at a space.
const longestParagraph = 6_000;

function paragraphParts(block: Paragraph, { words }: Setting, keep: boolean): PrintBlock[] {
  const rtl = rightToLeft.test(block.runs.map((run) => run.text.slice(0, 200)).join(""));
  const parts: PrintRun[][] = [[]];
  let length = 0;
  for (const run of block.runs.flatMap((one) => printableRuns(one, words))) {
    const { lineBreak, ...plain } = run;
    const texts = pieces(run.text);
    for (const [index, text] of texts.entries()) {
      if (length > 0 && length + text.length > longestParagraph) {
        parts.push([]);
        length = 0;
      }
      parts.at(-1)?.push({ ...plain, text, ...(lineBreak && index === texts.length - 1 ? { lineBreak } : {}) });
      length += text.length;
    }
  }
  return parts.map((runs) => ({ type: "paragraph", style: block.style, runs, rtl, keep }));
}

/** A text in pieces that each fit a paragraph, cut after white space (long words have zero-width spaces by now). */
function pieces(text: string): string[] {
  const found: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + longestParagraph);
    if (to < text.length) {
      const space = Math.max(text.lastIndexOf(" ", to - 1), text.lastIndexOf(zeroWidthSpace, to - 1));
      if (space > from) to = space + 1;
    }
    found.push(text.slice(from, to));
    from = to;
  }
  return found.length > 0 ? found : [text];
}

function printableBlock(block: Exclude<Block, Paragraph>, setting: Setting): PrintBlock {
  const { words } = setting;
  switch (block.type) {
    case "heading":
      setting.captioned.last = block.text;
      return { type: "heading", level: setting.levels(block.level), text: words(block.text), rtl: rightToLeft.test(block.text) };
    case "list":
      return { type: "list", ordered: block.ordered, items: block.items.map((item) => printableBlocks(item, setting)) };
    case "chart":
      return {
        type: "chart",
        kind: block.kind,
        title: words(block.title),
        description: words(block.description),
        slices: block.slices.map((slice) => ({ label: words(slice.label), cents: slice.cents, text: words(slice.text), percentText: words(slice.percentText ?? ""), within: slice.within === undefined ? null : words(slice.within) })),
      };
    case "table":
      return printableTable(block, setting);
  }
}

const safeLink = /^(?:https?:\/\/|mailto:|tel:)\S+$/i;

function printableRuns(run: Run, words: Words): PrintRun[] {
  const { text, lineBreak, href, ...marks } = run;
  const lines = words(text).split("\n");
  // A run that only stands for a break may carry the newline itself; it is one break, not two.
  if (lineBreak && lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines.map((line, index) => ({
    ...marks,
    text: line,
    ...(href !== undefined && line !== "" && safeLink.test(href) ? { href } : {}),
    ...(lineBreak || index < lines.length - 1 ? { lineBreak: true } : {}),
  }));
}

const amountKinds = new Set<Column["kind"]>(["money", "percent", "number"]);
// Longer words have places to break (endlessWord).
const longestFittingWord = 23;

function printableTable(table: Table, setting: Setting): PrintTable {
  const form = table.headerHidden === true;
  const columns = table.columns.length > 0 ? table.columns : [{ id: "", header: "", kind: "text" as const, share: 1 }];
  const shares = columns.reduce((sum, column) => sum + column.share, 0);
  const size = form ? 9.5 : columns.length > 6 ? 8 : 8.5;
  const rows = table.rows.map((row) => printableRow(row.cells, row.total === true, { columns, shares, size, setting }));
  const widest = columns.map((column, index) => columnNeeds(column, form, rows, index));
  // A form without a row of labels is only a layout: read in order, it needs no table structure.
  const layout = isLayout(table);
  const caption = form || table.title === setting.captioned.last ? "" : setting.words(table.title);
  const header = form ? [] : columns.map((column) => ({ ...emptyCell, text: setting.words(column.header), align: amountKinds.has(column.kind) ? ("end" as const) : ("start" as const), rtl: rightToLeft.test(column.header) }));
  const printed = columns.map((column, index) => ({ share: column.share, ...(widest[index] ?? { amount: "", word: "", headerWord: "" }) }));
  const fits = printed.every(({ share, ...needs }) => fitsIn((share / shares) * setting.points, needs, size, setting.widthAtMost));
  return { type: "table", caption, form, layout, size, fits, columns: printed, header, rows };
}

/** More than the template gives a cell at its sides (inset-x and what it adds), in points. */
const cellSides = 9;

/** Does the column's share of the room hold its words for certain? Then the template need not measure them, a third of its work on a small table. */
function fitsIn(room: number, needs: Omit<PrintColumn, "share">, size: number, widthAtMost: WidthAtMost): boolean {
  return Object.values(needs).every((text) => {
    const width = widthAtMost(text);
    return width !== undefined && width * size + cellSides < room;
  });
}

/** A form whose rows are never all labels. */
function isLayout(table: Table): boolean {
  return table.headerHidden === true && !table.rows.some((row) => isLabelRow(row.cells, table.columns.length));
}

function isLabelRow(cells: Cell[], columns: number): boolean {
  return cells.length > 0 && cells.every((cell) => cell.header) && cells.reduce((sum, cell) => sum + Math.max(1, cell.span ?? 1), 0) >= columns;
}

/** The summaries of the tables that stay tables, in the order they are printed. */
function tableSummaries(blockLists: Block[][]): string[] {
  return blockLists.flat().flatMap((block) => {
    if (block.type === "list") return tableSummaries(block.items);
    if (block.type !== "table") return [];
    const inside = tableSummaries(block.rows.flatMap((row) => row.cells.map((cell) => cell.blocks ?? [])));
    return isLayout(block) ? inside : [cleaned(block.summary || block.title), ...inside];
  });
}

const emptyCell: PrintCell = { text: "", blocks: null, amount: false, align: "start", span: 1, header: false, missing: false, rtl: false };

function printableRow(cells: Cell[], total: boolean, { columns, shares, size, setting }: { columns: Column[]; shares: number; size: number; setting: Setting }): PrintRow {
  const printed: PrintCell[] = [];
  let at = 0;
  let lines = 1;
  for (const cell of cells) {
    if (at >= columns.length) break;
    const span = Math.max(1, Math.min(cell.span ?? 1, columns.length - at));
    const width = columns.slice(at, at + span).reduce((sum, column) => sum + column.share, 0) / shares;
    const amount = amountKinds.has(cell.kind);
    const text = cell.missing && cell.text.trim() === "" && cell.blocks === undefined ? "Not answered" : cell.text;
    lines = Math.max(lines, Math.ceil(textLength(cell) / Math.max(1, (width * setting.points) / (size * 0.55))));
    // Long plain text needs the paragraphs' own care.
    const blocks = cell.blocks ?? (text.length > longestParagraph || text.includes("\n") ? [{ type: "paragraph" as const, style: "body" as const, runs: [{ text }] }] : undefined);
    printed.push({
      text: blocks ? "" : setting.words(text),
      blocks: blocks ? printableBlocks(blocks, setting) : null,
      amount: amount && blocks === undefined && text.length <= 40,
      align: amount && !cell.header ? "end" : "start",
      span,
      header: cell.header === true,
      missing: cell.missing === true,
      rtl: rightToLeft.test(text),
    });
    at += span;
  }
  while (at++ < columns.length) printed.push(emptyCell);
  const header = isLabelRow(cells, columns.length);
  // A short row stays whole; a long one may run over to the next page.
  return { kind: header ? "header" : total ? "total" : "plain", breakable: !header && (lines > 10 || cells.some((cell) => cell.blocks !== undefined && cell.blocks.length > 3)), cells: printed };
}

function textLength(cell: Cell): number {
  if (!cell.blocks) return cell.text.length;
  let length = 0;
  eachText(cell.blocks, (text) => (length += text.length));
  return length;
}

/** The strings a column must hold on one line: its longest amount (digits as 8, the widest) and its longest ordinary words. */
function columnNeeds(column: Column, form: boolean, rows: PrintRow[], index: number): Omit<PrintColumn, "share"> {
  const needs = { amount: "", word: "", headerWord: form ? "" : longestWord(column.header) };
  for (const row of rows) {
    let at = 0;
    for (const cell of row.cells) {
      if (at === index && cell.span === 1) {
        if (cell.amount && cell.text.length > needs.amount.length) needs.amount = cell.text.replaceAll(/\d/g, "8");
        else if (!cell.amount) {
          const word = longestWord(cell.blocks ? "" : cell.text);
          const kind = cell.header ? "headerWord" : "word";
          if (word.length > needs[kind].length) needs[kind] = word;
        }
      }
      at += cell.span;
    }
  }
  return needs;
}

function longestWord(text: string): string {
  let longest = "";
  for (const word of text.slice(0, 20_000).split(/[\s\u200b/-]+/)) if (word.length > longest.length && word.length <= longestFittingWord) longest = word;
  return longest;
}
