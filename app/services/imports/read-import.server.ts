import { recordAct } from "#db/repos/audit.server.ts";
import { claimImport, finishImport, saveImportProgress, type PlanImport } from "#db/repos/plan-imports.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import type { Reading } from "#app/domain/imports/reading.ts";
import { pagesAsRead } from "#app/domain/imports/pages-as-read.ts";
import { spsaPattern } from "#app/domain/imports/spsa-labels.ts";
import type { WordSheet } from "#schemas/grid-sheet.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import type { LcapImportRequest } from "./import-lcap.server.ts";
import { importSpsa } from "./import-spsa.server.ts";
import { openImport } from "./open-import.server.ts";
import { readLcapFile } from "./read-lcap-file.server.ts";
import { readList } from "./read-list.server.ts";

/** No document needs longer; a published plan of 250 pages takes a quarter of a minute. */
const longest = 5 * 60_000;
const progressEvery = 700;

/** Reads what was uploaded and keeps the reading for a person to look at; a PDF stays beside its reading, for the pictures of its pages; any other file, and one that is refused, goes. A refusal is told to the person, a fault is thrown for the queue to try again. May run twice. */
export async function readImport(ctx: Context, { leaId, importId }: { leaId: string; importId: string }): Promise<void> {
  const claimed = await inLea(ctx, async (tx) => {
    const work = await claimImport(tx, { leaId, importId });
    if (!work) return undefined;
    try {
      const { plan } = await openImport(ctx, tx, addressOf(work), importId);
      return { work, plan };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Whoever asked has lost the right since, or the plan is gone.
      await finishImport(tx, { leaId, importId, refused: error.message });
      return { work, plan: null };
    }
  });
  if (!claimed) return;
  const { work, plan } = claimed;
  const forget = () => (work.fileKey === null ? undefined : ctx.storage.remove(work.fileKey));
  if (!plan) return void (await forget());
  const stop = new AbortController();
  const reports: Promise<void>[] = [];
  let reported = 0;
  const onPage = (page: number, pages: number) => {
    if (Date.now() - reported < progressEvery && page < pages) return;
    reported = Date.now();
    reports.push(inLea(ctx, (tx) => saveImportProgress(tx, { leaId, importId, page, pages })).then((under) => void (under || stop.abort(new AppError("conflict", "Stopped.")))).catch(() => {}));
  };
  try {
    const bytes = work.fileKey === null ? undefined : await ctx.storage.read(work.fileKey);
    if (!bytes) throw new AppError("not-found", "The file is not here any more. Choose it again.");
    const sheets = await sheetsOf(ctx, work, plan, bytes);
    if (sheets) {
      await inLea(ctx, (tx) => finishImport(tx, { leaId, importId, sheets }));
      return void (await forget());
    }
    const read = work.orgId === plan.leaId ? readLcap : readSchoolPlan;
    const reading = await read(ctx, plan, { bytes, fileName: work.fileName, ownDocument: work.ownDocument, onPage, signal: AbortSignal.any([stop.signal, AbortSignal.timeout(longest)]) });
    await Promise.all(reports);
    const keepsFile = work.kind === "pdf";
    const finished = await inLea(ctx, async (tx) => {
      const done = await finishImport(tx, { leaId, importId, reading, keepsFile });
      if (done) await recordAct(tx, { leaId, actor: ctx.user.id, verb: "read-import", object: `plan/${work.planId}/imports/${importId}`, detail: { goals: reading.plan.goals.length, doubts: reading.notes.filter(({ kind }) => kind === "doubtful").length } });
      return done;
    });
    if (!finished || !keepsFile) await forget();
  } catch (error) {
    await Promise.all(reports);
    if (stop.signal.aborted) return void (await forget());
    const tooLong = error instanceof DOMException && error.name === "TimeoutError";
    const refused = tooLong ? "This document takes too long to read, and reading was ended. Is it the plan alone?" : error instanceof AppError && error.code !== "unavailable" ? error.message : null;
    // The owner of the file forbade copying: only the person can say that it is their own LEA's.
    if (error instanceof AppError && error.code === "forbidden") return void (await inLea(ctx, (tx) => finishImport(tx, { leaId, importId, asks: error.message })));
    if (refused === null) throw error;
    await inLea(ctx, (tx) => finishImport(tx, { leaId, importId, refused }));
    await forget();
  }
}

/** Where the import's pages are: the plan, or a school's part of it. */
const addressOf = ({ planId, orgId, leaId }: Pick<PlanImport, "planId" | "orgId" | "leaId">): string => (orgId === leaId ? planId : partKey(planId, orgId));

/** The rows of a spreadsheet; undefined for a document, a school plan that comes as text among them. */
async function sheetsOf(ctx: Context, work: PlanImport, plan: Plan, bytes: Uint8Array): Promise<WordSheet[] | undefined> {
  if (work.kind === "year" || (work.kind === "text" && work.orgId !== plan.leaId && spsaPattern.test(Buffer.from(bytes).toString("latin1")))) return undefined;
  return readList(ctx.files.read, work.kind, { name: work.fileName, bytes });
}

/** Of several plans in a packet, the LEA's own; the first when none is. */
const readLcap = async (ctx: Context, plan: Plan, request: LcapImportRequest): Promise<Reading> => (await readLcapFile(ctx.files, plan, request)).reading;

/** A school's plan; whose it is, is said to the person when they look. */
async function readSchoolPlan(ctx: Context, _plan: Plan, request: LcapImportRequest): Promise<Reading> {
  const { report, plan: read, printed, document } = await importSpsa(ctx.files, request);
  return {
    leaName: report.read.school_name, cds: report.read.cds, year: report.read.school_year, plan: read, printed, places: report.file.counted, ...pagesAsRead(document, printed), former: false, totals: {}, notes: report.notes, derived: report.derived,
    agreeing: report.checks.filter(({ agrees }) => agrees === true).length, compared: report.checks.filter(({ agrees }) => agrees !== null).length, carryoverPercent: null,
  };
}
