// Reads a published LCAP into what it prints, a report of the reading, and a plan as data. Nothing is saved.
import { readBudgetOverview } from "#app/domain/imports/budget-overview.ts";
import { lcapAsRead } from "#app/domain/imports/lcap-as-read.ts";
import type { LcapAsRead } from "#app/domain/imports/lcap-as-read.ts";
import { lcapAsPlan, type PrintedPlaces } from "#app/domain/imports/lcap-as-plan.ts";
import { figuresOf } from "#app/domain/imports/lcap-figures.ts";
import { instructionsPattern, lcapPattern, planBeginPattern } from "#app/domain/imports/lcap-labels.ts";
import { readLcaps } from "#app/domain/imports/read-lcap.ts";
import type { ReadingNote } from "#app/domain/imports/read-lcap.ts";
import { certainties } from "#app/domain/imports/certainties.ts";
import type { PartCertainty } from "#app/domain/imports/certainties.ts";
import { reconcile } from "#app/domain/imports/reconcile-lcap.ts";
import type { PrintCheck } from "#app/domain/imports/reconcile-lcap.ts";
import type { FileContext } from "#app/file-context.server.ts";
import { openDocument } from "./open-document.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { ReadableDocument, ReadingOptions } from "#schemas/readable-document.ts";

export type LcapImportReport = {
  /** What is printed, in the shape of the truth files. */
  read: LcapAsRead;
  /** `counted`: what the page numbers are; a file without pages counts its paragraphs and tables. */
  file: { name: string; counted: ReadableDocument["places"]; pages: number; byStructure: number; byLayout: number; leftOut: string };
  /** The years of the form it is printed in. */
  template: "2021-22 to 2023-24" | "from 2024-25 on";
  /** Every plan in the file; `taken` is the one read here. */
  plans: { lea: string; year: string; pages: string; taken: boolean }[];
  parts: PartCertainty[];
  checks: PrintCheck[];
  /** Doubtful values first, then what is odd in the print, then what was left. */
  notes: ReadingNote[];
  /** What the plan as data holds that no person printed: worked out or assumed. */
  derived: string[];
};

export type LcapImportRequest = Pick<ReadingOptions, "ownDocument" | "byLayout" | "onPage" | "signal"> & {
  bytes: Uint8Array;
  fileName: string;
  /** Which plan of a packet, from 1; the first when not said. */
  which?: number;
};

/** Throws AppError for what cannot be read, is no LCAP, or has no such plan. */
export async function importLcap(context: Pick<FileContext, "read">, request: LcapImportRequest): Promise<{ report: LcapImportReport; plan: Plan; printed: PrintedPlaces; totals: Record<string, number>; document: ReadableDocument }> {
  const { bytes, fileName, which = 1, ...options } = request;
  const notLcap = "This is not a Local Control and Accountability Plan: none of its pages carries that name. Choose the LCAP as the district published it.";
  const document = await openDocument(context.read, bytes, { expects: { pattern: lcapPattern, refusal: notLcap }, skipFrom: instructionsPattern, resumeAt: planBeginPattern, tables: null }, options);
  const readings = readLcaps(document);
  if (readings.length === 0) throw new AppError("invalid", "This document names the Local Control and Accountability Plan, but no goal was found in it, neither in the form from 2024-25 on (a table with Goal #, Description and Type of Goal) nor in that of 2021-22 to 2023-24 (Goal # and Description).");
  const reading = readings[which - 1];
  if (!reading) throw new AppError("not-found", `There are ${readings.length} plans in this file; there is no plan ${which}.`);

  const notes: ReadingNote[] = [...reading.notes];
  if (readings.length > 1) notes.push({ kind: "doubtful", page: null, at: "plans", message: `There are ${readings.length} plans in this file; plan ${which} was read: ${reading.front.name}.` });
  const figures = figuresOf(reading, notes);
  const overview = readBudgetOverview(reading, figures, notes);
  const checks = reconcile(reading, figures, overview, notes);
  const { plan, derived, printed, totals } = lcapAsPlan(reading, figures, overview, notes);
  const report: LcapImportReport = {
    read: lcapAsRead(reading, figures, fileName),
    file: fileOf(document, fileName),
    template: reading.former ? "2021-22 to 2023-24" : "from 2024-25 on",
    plans: readings.map((one) => ({ lea: one.front.name, year: one.front.year, pages: `${one.pages.from}-${one.pages.to}`, taken: one === reading })),
    parts: certainties(reading, document.pages, checks, notes),
    checks,
    notes: notes.sort((a, b) => order(a) - order(b) || (a.page ?? 0) - (b.page ?? 0)),
    derived,
  };
  return { report, plan, printed, totals, document };
}

const order = (note: ReadingNote) => ["doubtful", "anomaly", "left"].indexOf(note.kind);

function fileOf(document: ReadableDocument, name: string): LcapImportReport["file"] {
  const count = (how: string) => document.pages.filter((page) => page.how === how).length;
  const skipped = document.pages.filter((page) => page.how === "skipped").map((page) => page.number);
  return {
    name,
    counted: document.places,
    pages: document.pages.length,
    byStructure: count("structure"),
    byLayout: count("layout"),
    leftOut: skipped.length === 0 ? "" : `${skipped.length} ${document.places} from ${document.places === "pages" ? "page" : "paragraph"} ${skipped[0]} on: the form's instructions and what follows them`,
  };
}

