import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

export type ImportStatus = "queued" | "working" | "asks" | "match" | "read" | "refused" | "stopped";
export type ImportEdits = Record<string, Record<string, string>>;
export type PlanImport = {
  id: string; leaId: string; orgId: string; planId: string; version: number; kind: "pdf" | "docx" | "sheet" | "json" | "text" | "year"; fileName: string; fileSize: number; fileHash: string; fileKey: string | null; status: ImportStatus; page: number; pages: number;
  ownDocument: boolean; error: string | null; edits: ImportEdits; requestedBy: string; requestedAt: Date;
};
export type ImportKey = { leaId: string; importId: string };

const columns = [
  "id", "lea_id as leaId", "org_id as orgId", "plan_id as planId", "version", "kind", "file_name as fileName", "file_size as fileSize", "file_hash as fileHash", "file_key as fileKey", "status", "page", "pages",
  "own_document as ownDocument", "error", "edits", "requested_by as requestedBy", "requested_at as requestedAt",
] as const;
const changed = { version: sql<number>`version + 1` };
const open: ImportStatus[] = ["queued", "working", "asks", "match", "read"];

/** Records an upload; enqueue its job in the same transaction. */
export async function createImport(tx: Tx, wish: Pick<PlanImport, "id" | "leaId" | "orgId" | "planId" | "kind" | "fileName" | "fileSize" | "fileHash" | "fileKey" | "ownDocument" | "requestedBy">): Promise<void> {
  await tx
    .insertInto("plan_import")
    .values({ id: wish.id, lea_id: wish.leaId, org_id: wish.orgId, plan_id: wish.planId, kind: wish.kind, file_name: wish.fileName, file_size: wish.fileSize, file_hash: wish.fileHash, file_key: wish.fileKey, own_document: wish.ownDocument, requested_by: wish.requestedBy })
    .execute();
}

export async function findImport(tx: Tx, { leaId, importId }: ImportKey): Promise<PlanImport | undefined> {
  return tx.selectFrom("plan_import").select(columns).where("lea_id", "=", leaId).where("id", "=", importId).executeTakeFirst();
}

/** The import of the same bytes into the same part of a plan that is still open. */
export async function findOpenImportOf(tx: Tx, { leaId, orgId, planId, fileHash }: { leaId: string; orgId: string; planId: string; fileHash: string }): Promise<PlanImport | undefined> {
  return tx.selectFrom("plan_import").select(columns).where("lea_id", "=", leaId).where("plan_id", "=", planId).where("org_id", "=", orgId).where("file_hash", "=", fileHash).where("status", "in", open).executeTakeFirst();
}

/** Newest first, without what was read. */
export async function listImports(tx: Tx, { leaId, orgId, planId }: { leaId: string; orgId: string; planId: string }): Promise<PlanImport[]> {
  return tx.selectFrom("plan_import").select(columns).where("lea_id", "=", leaId).where("plan_id", "=", planId).where("org_id", "=", orgId).orderBy("requested_at", "desc").limit(50).execute();
}

export async function findReading(tx: Tx, { leaId, importId }: ImportKey): Promise<unknown> {
  return (await tx.selectFrom("plan_import").select("reading").where("lea_id", "=", leaId).where("id", "=", importId).executeTakeFirst())?.reading;
}

/** Takes the work up, also again after a crash; undefined when nobody waits for it any more. */
export async function claimImport(tx: Tx, { leaId, importId }: ImportKey): Promise<PlanImport | undefined> {
  return tx.updateTable("plan_import").set({ ...changed, status: "working", error: null, page: 0 }).where("lea_id", "=", leaId).where("id", "=", importId).where("status", "in", ["queued", "working"]).returning(columns).executeTakeFirst();
}

/** False when the work was stopped. */
export async function saveImportProgress(tx: Tx, { leaId, importId, page, pages }: ImportKey & { page: number; pages: number }): Promise<boolean> {
  const result = await tx.updateTable("plan_import").set({ page, pages }).where("lea_id", "=", leaId).where("id", "=", importId).where("status", "=", "working").executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Ends the reading; false when it was stopped meanwhile. The key of the file goes, but where it is asked about or kept beside its reading. */
export async function finishImport(tx: Tx, { leaId, importId, ...end }: ImportKey & ({ reading: unknown; keepsFile: boolean } | { sheets: unknown } | { refused: string } | { asks: string })): Promise<boolean> {
  const set =
    "reading" in end
      ? { status: "read" as const, reading: JSON.stringify(end.reading), ...(end.keepsFile ? {} : { file_key: null }) }
      : "sheets" in end
        ? { status: "match" as const, sheets: JSON.stringify(end.sheets), file_key: null }
      : "refused" in end
        ? { status: "refused" as const, error: end.refused, file_key: null }
        : { status: "asks" as const, error: end.asks };
  const result = await tx.updateTable("plan_import").set({ ...changed, ...set, finished_at: sql<Date>`now()` }).where("lea_id", "=", leaId).where("id", "=", importId).where("status", "=", "working").executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The rows of a spreadsheet that wait, or waited, for its columns to be matched. */
export async function findSheets(tx: Tx, { leaId, importId }: ImportKey): Promise<unknown> {
  return (await tx.selectFrom("plan_import").select("sheets").where("lea_id", "=", leaId).where("id", "=", importId).executeTakeFirst())?.sheets;
}

/** The columns are matched: here is the reading. False when somebody else did it since. */
export async function saveMatchedReading(tx: Tx, { leaId, importId, reading, seenVersion }: ImportKey & { reading: unknown; seenVersion: number }): Promise<boolean> {
  const result = await tx.updateTable("plan_import").set({ ...changed, status: "read", reading: JSON.stringify(reading), edits: "{}" }).where("lea_id", "=", leaId).where("id", "=", importId).where("version", "=", seenVersion).where("status", "=", "match").executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export type MatchKey = { leaId: string; orgId: string; headsHash: string };
export type SavedMatch = { holds: "actions" | "metrics" | "lines"; columns: Record<string, string> };

/** What the LEA or school last said of spreadsheets with these heads. */
export async function findMatch(tx: Tx, { leaId, orgId, headsHash }: MatchKey): Promise<SavedMatch | undefined> {
  return tx.selectFrom("column_match").select(["holds", "columns"]).where("lea_id", "=", leaId).where("org_id", "=", orgId).where("heads_hash", "=", headsHash).executeTakeFirst();
}

/** Keeps the newest answer. */
export async function saveMatch(tx: Tx, { leaId, orgId, headsHash }: MatchKey, { holds, columns, savedBy }: SavedMatch & { savedBy: string }): Promise<void> {
  const said = { holds, columns: JSON.stringify(columns), saved_by: savedBy };
  await tx.insertInto("column_match").values({ lea_id: leaId, org_id: orgId, heads_hash: headsHash, ...said })
    .onConflict((conflict) => conflict.columns(["lea_id", "org_id", "heads_hash"]).doUpdateSet({ ...said, version: sql<number>`column_match.version + 1`, saved_at: sql<Date>`now()` })).execute();
}

/** One conditional move; false when it is not (or no longer) in the state that was seen. */
export async function moveImport(tx: Tx, { leaId, importId, from, to, ownDocument }: ImportKey & { from: readonly ImportStatus[]; to: ImportStatus; ownDocument?: true }): Promise<boolean> {
  const result = await tx
    .updateTable("plan_import")
    .set({ ...changed, status: to, ...(to === "stopped" ? { file_key: null, reading: null, sheets: null } : {}), ...(ownDocument ? { own_document: true, error: null } : {}) })
    .where("lea_id", "=", leaId).where("id", "=", importId).where("status", "in", [...from]).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Saves corrections if nobody else did since; false otherwise. */
export async function saveImportEdits(tx: Tx, { leaId, importId, edits, seenVersion }: ImportKey & { edits: ImportEdits; seenVersion: number }): Promise<boolean> {
  const result = await tx.updateTable("plan_import").set({ ...changed, edits: JSON.stringify(edits) }).where("lea_id", "=", leaId).where("id", "=", importId).where("version", "=", seenVersion).where("status", "=", "read").executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The reading goes on in another plan of the LEA (a year that was made for it). */
export async function moveImportToPlan(tx: Tx, { leaId, importId, planId }: ImportKey & { planId: string }): Promise<void> {
  await tx.updateTable("plan_import").set({ ...changed, plan_id: planId }).where("lea_id", "=", leaId).where("id", "=", importId).execute();
}

export async function deleteImport(tx: Tx, { leaId, importId }: ImportKey): Promise<void> {
  await tx.deleteFrom("plan_import").where("lea_id", "=", leaId).where("id", "=", importId).execute();
}

/** How many readings of this LEA are under way or wait for an answer. */
export async function countWaitingImports(tx: Tx, { leaId }: { leaId: string }): Promise<number> {
  return Number((await tx.selectFrom("plan_import").select((q) => q.fn.countAll<number>().as("n")).where("lea_id", "=", leaId).where("status", "in", ["queued", "working", "asks"]).executeTakeFirst())?.n ?? 0);
}

export type RowSource = { collection: string; rowId: string; words: string; page: number | null };

/** One line for each row that was taken from somewhere. */
export async function recordSources(tx: Tx, { leaId, planId, takenBy, rows }: { leaId: string; planId: string; takenBy: string; rows: readonly RowSource[] }): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into row_source (lea_id, org_id, plan_id, collection, row_id, words, page, taken_by)
    select ${leaId}, ${leaId}, ${planId}, given->>'collection', given->>'rowId', given->>'words', (given->>'page')::bigint, ${takenBy} from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) given`.execute(tx);
}

/** Where a row came from, newest first. */
export async function listSources(tx: Tx, { leaId, planId }: { leaId: string; planId: string }): Promise<RowSource[]> {
  return tx.selectFrom("row_source").select(["collection", "row_id as rowId", "words", "page"]).where("lea_id", "=", leaId).where("plan_id", "=", planId).orderBy("id", "desc").execute();
}
