// Any file of a plan as blocks, by what its bytes are and not by its name.
import { documentAsReadable, sheetsAsReadable } from "#app/domain/imports/file-as-readable.ts";
import { withoutOwnMarks } from "#app/domain/imports/own-marks.ts";
import type { FileContext } from "#app/file-context.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import { mustReadPlan } from "#schemas/plan-upgrades.ts";
import type { ReadableDocument, ReadingOptions, TextTable } from "#schemas/readable-document.ts";
import { fileKind } from "./import-file.server.ts";

/** What one form is known by, for readers that know no form. `tables`: only for forms that are also read from text. */
export type FormWords = Required<Pick<ReadingOptions, "expects" | "skipFrom">> & Pick<ReadingOptions, "resumeAt"> & { tables: readonly TextTable[] | null };

/** Throws AppError in words for the person where the file is none of these, cannot be read, or is another document. */
export async function openDocument(read: FileContext["read"], bytes: Uint8Array, words: FormWords, options: Pick<ReadingOptions, "ownDocument" | "byLayout" | "onPage" | "signal">): Promise<ReadableDocument> {
  return withoutOwnMarks(await blocksOf(read, bytes, words, options));
}

async function blocksOf(read: FileContext["read"], bytes: Uint8Array, words: FormWords, options: Pick<ReadingOptions, "ownDocument" | "byLayout" | "onPage" | "signal">): Promise<ReadableDocument> {
  if (bytes.byteLength === 0) throw new AppError("invalid", "This file is empty. Download or save it again.");
  const { expects, tables, ...skips } = words;
  const all: ReadingOptions = { ...options, expects, ...skips };
  const kind = fileKind(bytes);
  switch (kind) {
    case "pdf":
      return read.pdf(bytes, all);
    case "docx":
      return read.docx(bytes, all);
    case "sheet":
      return expected(sheetsAsReadable(await read.workbook(bytes), skips), expects);
    case "json": {
      const document = documentAsReadable(parsed(bytes), skips);
      if (!document) throw new AppError("invalid", "This file of data is no document of this portal.");
      return expected(document, expects);
    }
    default:
      if (tables === null) throw new AppError("invalid", kind === "text" ? "This file is text without tables. Choose the plan as PDF or Word file, or a file of this portal." : "This file is no PDF, Word document, workbook or file of this portal.");
      if (kind === null) throw new AppError("invalid", "This file is no PDF, Word document, workbook, text or file of this portal.");
      return read.text(bytes, { ...all, tables });
  }
}

/** The plan, where the file is one as data; undefined for any other file. Throws AppError "invalid" with every fault of a plan that is not right. */
export function openPlanFile(bytes: Uint8Array): Plan | undefined {
  if (fileKind(bytes) !== "json") return undefined;
  const value = parsed(bytes);
  return documentAsReadable(value) ? undefined : mustReadPlan(value, "This file");
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new AppError("invalid", "This file begins like data (JSON) and is cut off or damaged. Download it again.");
  }
}

function expected(document: ReadableDocument, { pattern, refusal }: FormWords["expects"]): ReadableDocument {
  const words = document.blocks.map((block) => (block.kind === "table" ? block.rows.map((row) => row.cells.map((cell) => cell.blocks.map((inner) => (inner.kind === "table" ? "" : inner.lines.join(" "))).join(" ")).join(" ")).join(" ") : block.lines.join(" "))).join("\n");
  if (!pattern.test(words)) throw new AppError("invalid", refusal);
  return document;
}
