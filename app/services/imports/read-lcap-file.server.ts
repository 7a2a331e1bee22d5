// An LCAP from a file, as a reading that waits for a person: what was found, where, and what is doubtful.
import { isOwnDocument } from "#app/domain/imports/own-document.ts";
import type { Owner } from "#app/domain/imports/own-document.ts";
import { pagesAsRead } from "#app/domain/imports/pages-as-read.ts";
import type { PartCertainty } from "#app/domain/imports/certainties.ts";
import type { Reading } from "#app/domain/imports/reading.ts";
import { importLcapFile } from "./import-lcap-file.server.ts";
import type { LcapFileContext } from "./import-lcap-file.server.ts";
import type { LcapImportRequest } from "./import-lcap.server.ts";

/** Of several plans in a packet, the one of that LEA; the first when none is. `parts`: how certain each part of the reading is. Throws as `importLcap`. */
export async function readLcapFile(files: LcapFileContext, owner: Owner, request: LcapImportRequest): Promise<{ reading: Reading; parts: PartCertainty[] }> {
  const first = await importLcapFile(files, request);
  const own = first.report.plans.findIndex(({ lea }) => isOwnDocument({ leaName: lea, cds: "" }, owner));
  const { report, plan, printed, totals, document } = own > 0 ? await importLcapFile(files, { ...request, which: own + 1 }) : first;
  const reading = {
    leaName: report.read.lea_name, cds: report.read.cds, year: report.read.lcap_year, plan, printed, places: report.file.counted, ...pagesAsRead(document, printed), former: report.template !== "from 2024-25 on", totals, notes: report.notes, derived: report.derived,
    agreeing: report.checks.filter(({ agrees }) => agrees === true).length, compared: report.checks.filter(({ agrees }) => agrees !== null).length,
    carryoverPercent: report.read.table1.carryover_pct === null ? null : String(report.read.table1.carryover_pct),
  };
  return { reading, parts: report.parts };
}
