// What a use case needs when there is no database: crosswalks, writers of files, examples, today. The command line starts here; the portal's context adds to it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gaps } from "#crosswalks/gaps.ts";
import { findProgram } from "#crosswalks/find-program.ts";
import { checkCrosswalks, loadCrosswalks, projectCrosswalks } from "#crosswalks/index.server.ts";
import type { Crosswalks } from "#schemas/crosswalk.ts";
import type { PlanDocument } from "#schemas/document.ts";
import type { Plan } from "#schemas/plan.ts";
import type { GridSheet, ReadSheet, WordSheet } from "#schemas/grid-sheet.ts";
import type { ReadableDocument, ReadingOptions, TextTable } from "#schemas/readable-document.ts";
import type { Picture } from "#schemas/picture.ts";
import type { ReadTables } from "#schemas/state-files.ts";

export type DocumentFormat = "docx" | "pdf" | "xlsx" | "html" | "json";
export const documentFormats: readonly DocumentFormat[] = ["docx", "pdf", "xlsx", "html", "json"];

export type FileContext = {
  /** Read once; throws AppError "invalid" with every fault when a file is wrong. */
  crosswalks: () => Crosswalks;
  checkCrosswalks: (calculations: ReadonlySet<string>) => ReturnType<typeof checkCrosswalks>;
  gaps: (program: string, edition: string) => ReturnType<typeof gaps>;
  findProgram: typeof findProgram;
  /** Each writer knows one format and is loaded when it is first asked for. */
  render: Record<DocumentFormat, (document: PlanDocument) => Promise<Uint8Array>>;
  /** Each reader gives the same neutral blocks; loaded when first asked for. */
  read: {
    pdf: (bytes: Uint8Array, options?: ReadingOptions) => Promise<ReadableDocument>;
    docx: (bytes: Uint8Array, options?: ReadingOptions) => Promise<ReadableDocument>;
    /** Text taken out of a PDF, its columns kept by spaces; `tables`: the heads by which its tables are known. */
    text: (bytes: Uint8Array, options: ReadingOptions & { tables: readonly TextTable[] }) => Promise<ReadableDocument>;
    /** The words of every visible sheet of a workbook. */
    workbook: (bytes: Uint8Array) => Promise<WordSheet[]>;
    /** The tables of a published file: the sheets of a workbook, or one table of text. */
    tables: (bytes: Uint8Array) => Promise<ReadTables>;
  };
  /** A grid as a workbook, out and back. */
  grid: { write: (grid: GridSheet, language: string) => Promise<Uint8Array>; read: (bytes: Uint8Array) => Promise<ReadSheet> };
  /** Files as one archive; the same files, the same bytes. */
  pack: (files: readonly { name: string; bytes: Uint8Array }[]) => Promise<Uint8Array>;
  /** A page of a PDF, from 1, as a WebP picture; drawn in a process of its own. */
  drawPage: (pdf: Uint8Array, page: number) => Promise<Uint8Array>;
  /** How many pages a PDF has. */
  countPages: (pdf: Uint8Array) => Promise<number>;
  /** The same into a file, entry by entry while they are made: `write` hands each over and waits. */
  packTo: (file: string, write: (take: (name: string, chunks: AsyncIterable<string | Uint8Array>) => Promise<void>) => Promise<void>) => Promise<void>;
  /** The SVG of a picture, "" for one without rows. */
  draw: (picture: Picture) => Promise<string>;
  exampleNames: () => Promise<readonly string[]>;
  example: (name: string) => Promise<Plan>;
  /** The day in California. */
  today: () => string;
};

/** `folder`: a crosswalk folder instead of the project's own, or, when it has no outline, one that adds programs to it. */
export function buildFileContext(folder?: string): FileContext {
  let loaded: Crosswalks | undefined;
  const folders = () => (folder === undefined ? [projectCrosswalks()] : existsSync(join(folder, "plan", "outline.yaml")) ? [folder] : [projectCrosswalks(), folder]);
  const crosswalks = () => (loaded ??= loadCrosswalks(folders()));
  const text = (words: string) => new TextEncoder().encode(words);
  return {
    crosswalks,
    checkCrosswalks: (calculations) => checkCrosswalks(folders(), calculations),
    gaps: (program, edition) => gaps(crosswalks(), program, edition),
    findProgram,
    render: {
      docx: async (document) => (await import("#app/adapters/documents/docx.server.ts")).writeDocx(document),
      pdf: async (document) => (await import("#app/adapters/documents/pdf.server.ts")).writePdf(document),
      xlsx: async (document) => (await import("#app/adapters/documents/xlsx.server.ts")).writeXlsx(document),
      html: async (document) => text((await import("#app/adapters/documents/html.server.ts")).writeHtml(document)),
      json: async (document) => text((await import("#app/adapters/documents/json.server.ts")).writeJson(document)),
    },
    read: {
      pdf: async (bytes, options) => (await import("#app/adapters/readers/pdf.server.ts")).readPdf(bytes, options),
      docx: async (bytes, options) => (await import("#app/adapters/readers/docx.server.ts")).readDocx(bytes, options),
      text: async (bytes, options) => (await import("#app/adapters/readers/text.server.ts")).readText(bytes, options),
      workbook: async (bytes) => (await import("#app/adapters/readers/workbook.server.ts")).readWorkbook(bytes),
      tables: async (bytes) => (await import("#app/adapters/readers/tables.server.ts")).readTables(bytes),
    },
    grid: {
      write: async (grid, language) => (await import("#app/adapters/documents/grid-xlsx.server.ts")).writeGridXlsx(grid, language),
      read: async (bytes) => (await import("#app/adapters/readers/grid-xlsx.server.ts")).readGridXlsx(bytes),
    },
    pack: async (files) => (await import("#app/adapters/documents/zip.server.ts")).writeZip(files),
    drawPage: async (pdf, page) => (await import("#app/adapters/readers/page-picture.server.ts")).drawPdfPage(pdf, page),
    countPages: async (pdf) => (await import("#app/adapters/readers/page-picture.server.ts")).countPdfPages(pdf),
    packTo: async (file, write) => (await import("#app/adapters/documents/zip-stream.server.ts")).writeZipFile(file, write),
    draw: async (picture) => (await import("#app/adapters/pictures/draw.server.ts")).drawPicture(picture),
    exampleNames: async () => (await import("#db/examples/examples.ts")).exampleNames,
    example: async (name) => (await import("#db/examples/examples.ts")).buildExample(name),
    today: () => dayInCalifornia(new Date()),
  };
}

/** The same, with strangers' PDFs read in a process of their own: for the worker, which all LEAs share. */
export const readingApart = (files: FileContext): FileContext => ({ ...files, read: { ...files.read, pdf: async (bytes, options) => (await import("#app/adapters/readers/pdf-apart.server.ts")).readPdfApart(bytes, options) } });

/** A calendar day where the districts are, whatever the machine's zone. */
export const dayInCalifornia = (now: Date): string => californianDay.format(now);
const californianDay = new Intl.DateTimeFormat("en-CA", { timeZone: "America/Los_Angeles", year: "numeric", month: "2-digit", day: "2-digit" });
