// Reads a PDF file into headings, paragraphs, lists and tables: from its structure tree where it has one, else from lines and positions.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { AppError } from "#schemas/app-error.ts";
import type { ReadableBlock, ReadableDocument, ReadablePage, ReadingOptions } from "#schemas/readable-document.ts";
import { blocksOfLayout } from "./pdf-layout.server.ts";
import { PermissionFlag, getDocument } from "./pdf-js.server.js";
import { rulingOf } from "./pdf-ruling.server.ts";
import { blocksOfStructure, joinTables } from "./pdf-structure.server.ts";
import type { StructureNode } from "./pdf-structure.server.ts";
import { pageText } from "./pdf-text.server.ts";
import type { KnownFonts } from "./pdf-text.server.ts";

const largestFile = 100 * 1024 * 1024;
const mostPages = 3000;
/** Of the words of a page, this share must be in the structure tree for it to be believed. */
const enough = 0.5;

/**
 * The blocks of a PDF in reading order.
 * Throws AppError: "invalid" for what is no PDF, is cut off, damaged, needs a password, has no text or is not what was expected;
 * "forbidden" where the owner forbade copying and nobody said it is their own; "too-large".
 */
export async function readPdf(bytes: Uint8Array, options: ReadingOptions = {}): Promise<ReadableDocument> {
  if (bytes.byteLength > largestFile) throw new AppError("too-large", "This file is larger than 100 MB.");
  const latin1 = (from: number, to: number) => Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, to - from)).toString("latin1");
  if (!latin1(0, Math.min(1024, bytes.byteLength)).includes("%PDF-")) throw new AppError("invalid", "This file is not a PDF.");
  if (!latin1(Math.max(0, bytes.byteLength - 4096), bytes.byteLength).includes("%%EOF")) throw new AppError("invalid", "This PDF is cut off: its end is missing. Download or save it again.");

  const folder = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
  const task: PDFDocumentLoadingTask = getDocument({
    // A copy: pdf.js takes the buffer away from its owner.
    data: new Uint8Array(bytes),
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    // Pictures are not looked at: none is decoded.
    maxImageSize: 1,
    cMapUrl: `${join(folder, "cmaps")}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(folder, "standard_fonts")}/`,
  });
  try {
    const pdf = await task.promise.catch((error: unknown) => {
      throw refusalOf(error);
    });
    return await readPages(pdf, options);
  } finally {
    await task.destroy();
  }
}

function refusalOf(error: unknown): AppError {
  const name = error instanceof Error ? error.name : "";
  if (name === "PasswordException") return new AppError("invalid", "This PDF opens only with a password. Save it without one and try again.");
  return new AppError("invalid", "This PDF is damaged and cannot be read. Download or save it again.");
}

async function readPages(pdf: PDFDocumentProxy, options: ReadingOptions): Promise<ReadableDocument> {
  if (pdf.numPages > mostPages) throw new AppError("too-large", `This PDF has ${pdf.numPages} pages; ${mostPages} is the most.`);
  const permissions = await pdf.getPermissions();
  if (permissions && !permissions.includes(PermissionFlag.COPY) && !options.ownDocument) {
    throw new AppError("forbidden", "The owner of this PDF forbids copying from it. It is read only when you say that it is your own LEA's document.");
  }
  await lookAhead(pdf, options);
  const blocks: ReadableBlock[] = [];
  const pages: ReadablePage[] = [];
  const fonts: KnownFonts = new Map();
  let skipping = false;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    options.signal?.throwIfAborted();
    const page = await loadPage(pdf, number);
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    const known = { number, width: right - left, height: top - bottom };
    if (skipping && options.resumeAt?.test(await firstWords(page))) skipping = false;
    if (skipping) pages.push({ ...known, how: "skipped", characters: 0 });
    else {
      const read = await readPage(page, known, { byLayout: options.byLayout === true, fonts });
      if (options.skipFrom && read.blocks.slice(0, 2).some((block) => block.kind !== "table" && options.skipFrom?.test(block.lines.join(" ")))) skipping = true;
      if (!skipping) joinTables(blocks, read.blocks);
      pages.push({ ...known, how: skipping ? "skipped" : read.how, characters: read.characters });
    }
    page.cleanup();
    options.onPage?.(number, pdf.numPages);
  }
  return { places: "pages", pages, blocks };
}

/** Some pages over the whole file: is there text at all, and is it the document that was expected? Cheap, so that a wrong file is refused at once. */
async function lookAhead(pdf: PDFDocumentProxy, { expects }: ReadingOptions): Promise<void> {
  const step = Math.max(1, Math.ceil(pdf.numPages / 24));
  let characters = 0;
  for (let number = 1; number <= pdf.numPages; number += number < 4 ? 1 : step) {
    const words = await firstWords(await loadPage(pdf, number));
    characters += words.replace(/\s/g, "").length;
    if (expects?.pattern.test(words)) return;
  }
  if (characters < 20) throw new AppError("invalid", "There is no text in this PDF: its pages are pictures (a scan). Use the file the scan was made from, or type the rows in a spreadsheet and import that.");
  if (expects) throw new AppError("invalid", expects.refusal);
}

const loadPage = (pdf: PDFDocumentProxy, number: number): Promise<PDFPageProxy> =>
  pdf.getPage(number).catch(() => {
    throw new AppError("invalid", `This PDF is damaged: page ${number} cannot be read. Download or save it again.`);
  });

/** The first words of a page in the order of the file, without reading on to its end; the running foot is often among them. */
async function firstWords(page: PDFPageProxy): Promise<string> {
  const reader = (page.streamTextContent() as ReadableStream<{ items: { str?: string }[] }>).getReader();
  let words = "";
  while (words.length < 1500) {
    const { value, done } = await reader.read();
    if (done) return words;
    words += value.items.map((item) => item.str ?? "").join(" ");
  }
  await reader.cancel(new Error("The first words are enough."));
  return words;
}

async function readPage(page: PDFPageProxy, known: { number: number; height: number }, { byLayout, fonts }: { byLayout: boolean; fonts: KnownFonts }): Promise<{ blocks: ReadableBlock[]; how: "structure" | "layout"; characters: number }> {
  const text = await pageText(page, fonts);
  if (text.byContent.size > 0 && !byLayout) {
    const tree = (await page.getStructTree()) as StructureNode | null;
    const read = tree ? blocksOfStructure(tree, text, known.number) : null;
    if (read && read.characters >= text.characters * enough) return { blocks: read.blocks, how: "structure", characters: text.characters };
  }
  if (text.characters === 0) return { blocks: [], how: "layout", characters: 0 };
  return { blocks: blocksOfLayout(text.runs, await rulingOf(page), known), how: "layout", characters: text.characters };
}
