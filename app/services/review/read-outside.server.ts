import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import type { OutsideCopy } from "#db/repos/outside-filings.server.ts";
import { claimOutsideReading, countOutsideReadings, findLastAttempt, findOutsideReading, finishOutsideReading, insertOutsideReading, listOutsideLists, saveReadingProgress } from "#db/repos/outside-readings.server.ts";
import type { ListStatus, OutsideList, OutsideReading } from "#db/repos/outside-readings.server.ts";
import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { PlanDocument } from "#schemas/document.ts";
import type { Plan } from "#schemas/plan.ts";
import { upgraded } from "#schemas/plan-upgrades.ts";
import type { Context } from "#app/context.server.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import type { PartCertainty } from "#app/domain/imports/certainties.ts";
import { lcapForm } from "#app/domain/imports/lcap-labels.ts";
import { copyReadingSchema, doubtsOf, otherYear, planAsRead, readCopy } from "#app/domain/review/as-read.ts";
import type { CopyReading, ReadCopy } from "#app/domain/review/as-read.ts";
import { unreadCopy, withLists } from "#app/domain/review/lists-beside.ts";
import type { KeptList, ListRead } from "#app/domain/review/lists-beside.ts";
import { fileKind, hashOf, kindOfFile, shownFileName } from "#app/services/imports/import-file.server.ts";
import type { UploadedFile } from "#app/services/imports/import-file.server.ts";
import { keepFile } from "#app/services/imports/keep-file.server.ts";
import { keptList } from "#app/services/imports/match-sheet.server.ts";
import { readLcapFile } from "#app/services/imports/read-lcap-file.server.ts";
import { readList } from "#app/services/imports/read-list.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { mustOpenOutside, openOutside, readPagesOf } from "./open-outside.server.ts";
import type { OpenOutside, ReadPages } from "./open-outside.server.ts";

/** Whose printed forms can be read. */
const readers: Readonly<Record<string, typeof readLcapFile>> = { [lcapForm.program]: readLcapFile };
export const hasReader = (program: string): boolean => readers[program] !== undefined;

/** No document needs longer; a published plan of 250 pages takes a quarter of a minute. */
const longest = 5 * 60_000;
const progressEvery = 700;
/** Readings are kept; nobody needs more of one copy. */
const mostReadings = 20;

type ToRead = { filingId: string; program: string; number: number; file: { fileName: string; fileHash: string; fileKey: string | null }; ownDocument: boolean };

/** Has a copy read by the worker; the policy has spoken. False while it is being read already; a form that no machine can read is left as it is. */
export async function queueReading(ctx: Context, tx: Tx, { filingId, program, number, file, ownDocument }: ToRead): Promise<boolean> {
  if (!hasReader(program)) return true;
  const { leaId } = ctx.user;
  const id = randomUUID();
  if (!(await insertOutsideReading(tx, { leaId, filingId, number, id, ...file, ownDocument, person: ctx.user.id, personName: ctx.user.name }))) return false;
  await ctx.queue.enqueue(tx, "read-outside", { leaId, readingId: id, actor: ctx.user.id }, `outside-reading-${id}`);
  await recordAct(tx, { leaId, actor: ctx.user.id, verb: "start-outside-reading", object: `outside-filing/${filingId}`, detail: { number, hash: file.fileHash } });
  return true;
}

/** Has the newest copy read again: its own PDF, or another file where one is given: of the same plan (Word, a workbook in the form's tables, a file of this portal), or a list of the district's own beside it (CSV, workbook). Throws before anything is kept where it is no such file. */
export async function startReading(ctx: Context, filingId: string, { file, ownDocument }: { file: UploadedFile | null; ownDocument: boolean }): Promise<void> {
  const { leaId } = ctx.user;
  const opened = await withLea(ctx.db, { leaId, actor: ctx.user.id }, (tx) => mustOpenOutside(ctx, tx, filingId));
  if (!hasReader(opened.filing.program)) throw new AppError("invalid", "No machine reads this form.");
  if (file) kindOfFile(file, ["pdf", "docx", "sheet", "json", "text"]);
  const start = (fileKey: string | null) =>
    inLea(ctx, async (tx) => {
      const { filing, newest } = await mustOpenOutside(ctx, tx, filingId);
      if ((await countOutsideReadings(tx, { leaId, filingId, number: newest.number })) >= mostReadings) throw new AppError("conflict", `This copy was read ${mostReadings} times already; it is not read again.`);
      const read = file ? { fileName: shownFileName(file.name), fileHash: hashOf(file.bytes), fileKey } : { fileName: newest.fileName, fileHash: newest.fileHash, fileKey };
      if (!(await queueReading(ctx, tx, { filingId, program: filing.program, number: newest.number, file: read, ownDocument }))) throw new AppError("conflict", "This copy is being read already. Wait until that is done.");
      return fileKey;
    });
  if (!file) return void (await start(null));
  const fileKey = `outside/${leaId}/${randomUUID()}`;
  await keepFile(ctx, { key: fileKey, bytes: file.bytes }, async () => ({ kept: await start(fileKey), result: undefined }));
}

/** Reads what was entered and keeps the reading beside it. A refusal is told to the person, a fault is thrown for the queue to try again. May run twice. */
export async function readOutside(ctx: Context, { leaId, readingId }: { leaId: string; readingId: string }): Promise<void> {
  const claimed = await inLea(ctx, async (tx) => {
    const work = await claimOutsideReading(tx, { leaId, readingId });
    if (!work) return undefined;
    const opened = await openOutside(ctx, tx, work.filingId).catch((error: unknown) => {
      // Whoever asked has lost the right since.
      if (error instanceof AppError) return undefined;
      throw error;
    });
    if (!opened) await finishOutsideReading(tx, { leaId, readingId, refused: "Whoever had this read may not open it any more." });
    return { work, opened };
  });
  if (!claimed) return;
  const { work, opened } = claimed;
  const forget = async () => void (work.fileKey !== null && (await ctx.storage.remove(work.fileKey)));
  if (!opened) return forget();
  const end = async (how: { refused: string } | { asks: string }) => {
    await inLea(ctx, (tx) => finishOutsideReading(tx, { leaId, readingId, ...how }));
    await forget();
  };
  const reports: Promise<void>[] = [];
  let reported = 0;
  const onPage = (page: number, pages: number) => {
    if (Date.now() - reported < progressEvery && page < pages) return;
    reported = Date.now();
    reports.push(inLea(ctx, (tx) => saveReadingProgress(tx, { leaId, readingId, page, pages })).catch(() => {}));
  };
  const { filing, copies } = opened;
  try {
    const bytes = await ctx.storage.read(work.fileKey ?? copies.find(({ number }) => number === work.number)?.fileKey ?? "");
    const reader = readers[filing.program];
    if (!bytes || !reader) throw new AppError("not-found", "The file is not here any more. Choose it again.");
    const list = await readList(ctx.files.read, fileKind(bytes), { name: work.fileName, bytes });
    if (list) {
      await inLea(ctx, async (tx) => {
        if (await finishOutsideReading(tx, { leaId, readingId, list })) await recordAct(tx, { leaId, actor: ctx.user.id, verb: "read-outside-list", object: `outside-filing/${filing.id}`, detail: { number: work.number, list: readingId } });
      });
      return forget();
    }
    const owner = { leaId: filing.id, organizations: [{ id: filing.id, name: filing.name, cds: filing.cds }] };
    const { reading, parts } = await reader(ctx.files, owner, { bytes, fileName: work.fileName, ownDocument: work.ownDocument, onPage, signal: AbortSignal.timeout(longest) });
    const year = otherYear(reading, filing);
    if (year !== null) throw new AppError("invalid", `This file says that it is the plan of ${year}; it was entered as the plan of ${filing.year}. Nothing of it is used.`);
    await Promise.all(reports);
    await inLea(ctx, async (tx) => {
      const kept = { ...reading, passages: {}, parts } satisfies CopyReading;
      if (await finishOutsideReading(tx, { leaId, readingId, reading: kept })) await recordAct(tx, { leaId, actor: ctx.user.id, verb: "read-outside", object: `outside-filing/${filing.id}`, detail: { number: work.number, goals: reading.plan.goals.length, doubts: doubtsOf(reading, filing).length } });
    });
    await forget();
  } catch (error) {
    await Promise.all(reports);
    if (error instanceof DOMException && error.name === "TimeoutError") return end({ refused: "This document takes too long to read, and reading was ended. Is it the plan alone?" });
    if (!(error instanceof AppError) || error.code === "unavailable") throw error;
    // The owner of the file forbade copying: only the person can say that it may be read.
    await end(error.code === "forbidden" ? { asks: error.message } : { refused: error.message });
  }
}

/** What was last read of a copy itself; undefined where nothing was. `fromCopy`: from the copy's own PDF, whose pages are here. */
async function readingOf(ctx: Context, tx: Tx, { filing }: OpenOutside, copy: OutsideCopy): Promise<{ reading: CopyReading; attempt: OutsideReading; fromCopy: boolean } | undefined> {
  const found = await findOutsideReading(tx, { leaId: ctx.user.leaId, filingId: filing.id, number: copy.number });
  if (!found) return undefined;
  const { reading: stored, ...attempt } = found;
  // Kept for years: stored in the shape of its day and read in today's.
  const { plan, ...rest } = stored as { plan: Record<string, unknown> };
  return { reading: copyReadingSchema.parse({ ...rest, plan: upgraded(plan) ?? plan }), attempt, fromCopy: attempt.fileHash === copy.fileHash };
}

/** What was read of a copy alone, as the plan it makes. */
export async function planOfCopy(ctx: Context, tx: Tx, opened: OpenOutside, copy: OutsideCopy): Promise<Plan | undefined> {
  const found = await readingOf(ctx, tx, opened, copy);
  return found && planAsRead(found.reading, opened.filing);
}

/** A list as it is kept with what was said of its columns; undefined before that. */
export function saidList({ id, fileName, list, holds, columns }: OutsideList): KeptList | undefined {
  const { name, rows } = keptList(list);
  return holds && columns ? { id, fileName, sheet: name, holds, columns, rows } : undefined;
}

/** Lists beside a copy against what was read of it: those in use before `one`, or all in use, each on what stands there by then. */
export async function listsBeside(ctx: Context, tx: Tx, opened: OpenOutside, copy: OutsideCopy, one?: OutsideList) {
  const found = await readingOf(ctx, tx, opened, copy);
  const kept = await listOutsideLists(tx, { leaId: ctx.user.leaId, filingId: opened.filing.id, number: copy.number });
  const before = one ? kept.slice(0, kept.findIndex(({ id }) => id === one.id)) : kept;
  const lists = [...before.filter(({ status }) => status === "used"), ...(one ? [one] : [])].flatMap((list) => saidList(list) ?? []);
  const alone = found?.reading ?? unreadCopy(opened.filing, lists);
  return { found, kept, alone, lists, ...withLists(alone, lists, ctx.crosswalks.catalogs["funding-sources"]?.entries ?? []) };
}

/** What a table that came beside a copy gives the plan: rows that stand in it, and rows with a fault. */
export type TableLine = { id: string; fileName: string; status: ListStatus; day: string; rows: number; leftOut: number };
type CopyAsRead = ReadCopy & { reading: CopyReading; attempt: OutsideReading | null; fromCopy: boolean; tables: TableLine[]; /** The plan as it was read without them; null where no table is used, or nothing else was read. */ alone: FormReading | null };

/** What was read of a copy, with the lists that are used beside it, seen through its form; undefined where there is neither. `attempt` null: only lists were read. */
export async function copyAsRead(ctx: Context, tx: Tx, opened: OpenOutside, copy: OutsideCopy): Promise<CopyAsRead | undefined> {
  const { filing, program } = opened;
  const { found, kept, alone, lists, reading, beside, read: said } = await listsBeside(ctx, tx, opened, copy);
  if (!found && lists.length === 0) return undefined;
  const read = readCopy(ctx.crosswalks, program, filing, reading, beside);
  const fromCopy = found?.fromCopy ?? false;
  return {
    ...read, findings: fromCopy ? read.findings : read.findings.map((finding) => ({ ...finding, page: null })), reading, attempt: found?.attempt ?? null, fromCopy,
    tables: tableLines(ctx, kept, said), alone: found && lists.length > 0 ? readForm({ plan: planAsRead(alone, filing), crosswalks: ctx.crosswalks, program }) : null,
  };
}

const tableLines = (ctx: Context, kept: readonly OutsideList[], said: ReadonlyMap<string, ListRead>): TableLine[] =>
  kept.map(({ id, fileName, status, at }) => ({ id, fileName, status, day: ctx.dayOf(at), rows: said.get(id)?.lines.length ?? 0, leftOut: said.get(id)?.faults.length ?? 0 }));

export type ReadingStatus = { status: OutsideReading["status"]; error: string; page: number; pages: number; fileName: string };
export type ReadSummary = { fileName: string; day: string; fromCopy: boolean; doubts: number; notFound: string[] };
/** How reading the newest copy stands: what was last tried, and what is held. `attempt` null: nobody had it read. `readable` false: no machine reads this form. */
export type ReadingState = { readable: boolean; attempt: ReadingStatus | null; read: ReadSummary | null; tables: TableLine[] };

export async function readingState(ctx: Context, tx: Tx, { filing, newest }: OpenOutside, read: Awaited<ReturnType<typeof copyAsRead>>): Promise<ReadingState> {
  const last = await findLastAttempt(tx, { leaId: ctx.user.leaId, filingId: filing.id, number: newest.number });
  return {
    readable: hasReader(filing.program),
    attempt: last ? { status: last.status, error: last.error ?? "", page: last.page, pages: last.pages, fileName: last.fileName } : null,
    read: read?.attempt ? { fileName: read.attempt.fileName, day: ctx.dayOf(read.attempt.at), fromCopy: read.fromCopy, doubts: doubtsOf(read.reading, filing).length, notFound: read.reading.parts.filter(({ certainty }) => certainty === "missing").map(({ part }) => part) } : null,
    tables: read?.tables ?? tableLines(ctx, await listOutsideLists(tx, { leaId: ctx.user.leaId, filingId: filing.id, number: newest.number }), new Map()),
  };
}

export type AsReadPage = {
  filingId: string; organization: string; program: string; year: string; receipt: string; state: ReadingState;
  parts: PartCertainty[]; doubts: { page: number | null; message: string }[]; derived: string[]; document: PlanDocument | null; pages: ReadPages;
};

/** Everything that was read of the newest copy, as the form prints it, beside the page that is looked at. */
export async function loadAsRead(ctx: Context, filingId: string, page: number): Promise<AsReadPage> {
  return inLea(ctx, async (tx) => {
    const opened = await mustOpenOutside(ctx, tx, filingId);
    const { filing, program, newest } = opened;
    const read = await copyAsRead(ctx, tx, opened, newest);
    const doubts = read?.attempt ? doubtsOf(read.reading, filing) : [];
    const tables = (read?.tables ?? []).filter(({ status }) => status === "used").map(({ fileName }) => fileName);
    const source = [...(read?.attempt ? [read.attempt.fileName] : []), ...tables].join(", ");
    return {
      filingId, organization: filing.name, program: program.edition.short, year: filing.year, receipt: newest.receipt, state: await readingState(ctx, tx, opened, read),
      parts: read?.attempt ? read.reading.parts : [], doubts: read?.fromCopy === false ? doubts.map(({ message }) => ({ page: null, message })) : doubts, derived: read?.reading.derived ?? [],
      document: read ? buildDocument(read.form, { copy: { kind: "working-draft", preparedOn: read.attempt ? ctx.dayOf(read.attempt.at) : ctx.today(), reason: `Read by a machine from ${source}; what the district sent is the file` } }) : null,
      pages: readPagesOf(newest, page),
    };
  });
}
