// Reads a published school plan into what it prints, a report of the reading, and a plan as data. Nothing is saved.
import type { PrintedPlaces } from "#app/domain/imports/lcap-as-plan.ts";
import type { ReadingNote } from "#app/domain/imports/read-lcap.ts";
import { readSpsa } from "#app/domain/imports/read-spsa.ts";
import type { PrintCheck } from "#app/domain/imports/reconcile-lcap.ts";
import { spsaAsPlan } from "#app/domain/imports/spsa-as-plan.ts";
import { reconcileSpsa, spsaAsRead } from "#app/domain/imports/spsa-as-read.ts";
import type { SpsaAsRead } from "#app/domain/imports/spsa-as-read.ts";
import { spsaPattern, spsaTextTables } from "#app/domain/imports/spsa-labels.ts";
import type { FileContext } from "#app/file-context.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { ReadableDocument, ReadingOptions } from "#schemas/readable-document.ts";
import { openDocument } from "./open-document.server.ts";

export type SpsaImportReport = {
  /** What is printed. */
  read: SpsaAsRead;
  file: { name: string; counted: ReadableDocument["places"]; pages: number; byStructure: number; byLayout: number };
  checks: PrintCheck[];
  /** Doubtful values first, then what is odd in the print, then what was left. */
  notes: ReadingNote[];
  derived: string[];
};

export type SpsaImportRequest = Pick<ReadingOptions, "ownDocument" | "onPage" | "signal"> & { bytes: Uint8Array; fileName: string };

/** Throws AppError for what cannot be read or is no school plan. */
export async function importSpsa(context: Pick<FileContext, "read" | "crosswalks">, { bytes, fileName, ...options }: SpsaImportRequest): Promise<{ report: SpsaImportReport; plan: Plan; printed: PrintedPlaces; document: ReadableDocument }> {
  const notSpsa = "This is not a School Plan for Student Achievement: none of its pages carries that name. Choose the school's plan.";
  // The form's own instructions repeat its prompts; nothing after them is the school's.
  const document = await openDocument(context.read, bytes, { expects: { pattern: spsaPattern, refusal: notSpsa }, skipFrom: /^\s*Appendix A: Plan Requirements\s*$/, tables: spsaTextTables }, options);
  const reading = readSpsa(document);
  if (reading.goals.length === 0) throw new AppError("invalid", "This document names the School Plan for Student Achievement, but no goal in the form of the template of December 2023 was found in it (“Goal 1” over “Title and Description of School Goal”).");
  const notes: ReadingNote[] = [...reading.notes];
  const checks = reconcileSpsa(reading, notes);
  const { plan, derived, printed } = spsaAsPlan(reading, context.crosswalks().catalogs["funding-sources"]?.entries ?? [], notes);
  const count = (how: string) => document.pages.filter((page) => page.how === how).length;
  const order = (note: ReadingNote) => ["doubtful", "anomaly", "left"].indexOf(note.kind);
  return {
    report: {
      read: spsaAsRead(reading, fileName),
      file: { name: fileName, counted: document.places, pages: document.pages.length, byStructure: count("structure"), byLayout: count("layout") },
      checks, notes: notes.sort((a, b) => order(a) - order(b) || (a.page ?? 0) - (b.page ?? 0)), derived,
    },
    plan, printed, document,
  };
}
