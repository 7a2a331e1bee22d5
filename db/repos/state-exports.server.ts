// Statewide exports asked for from a page: who asked, how far they are, where the file lies.
import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

export type StateExportFormat = "ndjson" | "csv" | "zip-docx" | "zip-pdf";
export type StateExport = {
  id: string; leaId: string; program: string; year: string; format: StateExportFormat; county: string; status: "queued" | "working" | "done" | "failed"; progress: number; submissions: number | null; rows: number | null; bytes: number | null;
  fileKey: string | null; error: string | null; requestedBy: string; requestedAt: Date;
};
type Key = { leaId: string; exportId: string };

const columns = ["id", "lea_id as leaId", "program", "year", "format", "county", "status", "progress", "submissions", "rows", "bytes", "file_key as fileKey", "error", "requested_by as requestedBy", "requested_at as requestedAt"] as const;
const changed = { version: sql<number>`version + 1` };

/** Records the wish; enqueue its job in the same transaction. */
export async function createStateExport(tx: Tx, wish: Pick<StateExport, "leaId" | "program" | "year" | "format" | "county" | "requestedBy">): Promise<{ id: string }> {
  return tx.insertInto("state_export").values({ lea_id: wish.leaId, org_id: wish.leaId, program: wish.program, year: wish.year, format: wish.format, county: wish.county, requested_by: wish.requestedBy }).returning("id").executeTakeFirstOrThrow();
}

/** Exports asked for that are not made yet. */
export async function countWaitingStateExports(tx: Tx, { leaId }: { leaId: string }): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from state_export where lea_id = ${leaId} and status in ('queued', 'working') and requested_at > now() - interval '1 day'`.execute(tx);
  return rows[0]?.n ?? 0;
}

export async function findStateExport(tx: Tx, { leaId, exportId }: Key): Promise<StateExport | undefined> {
  return tx.selectFrom("state_export").select(columns).where("lea_id", "=", leaId).where("id", "=", exportId).executeTakeFirst();
}

/** The newest first. */
export async function listStateExports(tx: Tx, { leaId }: { leaId: string }): Promise<StateExport[]> {
  return tx.selectFrom("state_export").select(columns).where("lea_id", "=", leaId).orderBy("requested_at", "desc").limit(50).execute();
}

/** Takes the work up, also again after a crash; undefined when it is finished already (jobs may run twice). */
export async function claimStateExport(tx: Tx, { leaId, exportId }: Key): Promise<StateExport | undefined> {
  return tx.updateTable("state_export").set({ ...changed, status: "working", error: null }).where("lea_id", "=", leaId).where("id", "=", exportId).where("status", "!=", "done").returning(columns).executeTakeFirst();
}

export async function saveStateExportProgress(tx: Tx, { leaId, exportId, progress }: Key & { progress: number }): Promise<void> {
  await tx.updateTable("state_export").set({ ...changed, progress }).where("lea_id", "=", leaId).where("id", "=", exportId).where("status", "=", "working").execute();
}

/** Ends the work with a file in storage or with words for the person; false when it is not under way any more. */
export async function finishStateExport(tx: Tx, { leaId, exportId, ...end }: Key & ({ fileKey: string; submissions: number; rows: number; bytes: number } | { error: string })): Promise<boolean> {
  const result = await tx
    .updateTable("state_export")
    .set({ ...changed, finished_at: sql<Date>`now()`, ...("fileKey" in end ? { status: "done" as const, progress: 100, file_key: end.fileKey, submissions: end.submissions, rows: end.rows, bytes: end.bytes } : { status: "failed" as const, error: end.error }) })
    .where("lea_id", "=", leaId).where("id", "=", exportId).where("status", "=", "working")
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
