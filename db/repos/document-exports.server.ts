import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

export type DocumentExport = {
  id: string; leaId: string; orgId: string; planId: string; program: string; edition: string; format: "docx" | "pdf" | "xlsx" | "html" | "json"; copy: string;
  status: "queued" | "working" | "done" | "failed"; progress: number; fileKey: string | null; error: string | null; requestedBy: string; requestedAt: Date; finishedAt: Date | null; comments: boolean;
  /** Of all the LEA's schools, in one archive. */
  packet: boolean;
  /** The packet of this meeting of the board. */
  meetingId: string | null;
};
export type ExportKey = { leaId: string; exportId: string };

const columns = [
  "id", "lea_id as leaId", "org_id as orgId", "plan_id as planId", "program", "edition", "format", "copy", "status", "progress", "file_key as fileKey", "error",
  "requested_by as requestedBy", "requested_at as requestedAt", "finished_at as finishedAt", "comments", "packet", "meeting_id as meetingId",
] as const;

/** Records the wish for a file of the LEA, or of the school named; enqueue its job in the same transaction. */
export async function createExport(tx: Tx, wish: Pick<DocumentExport, "leaId" | "planId" | "program" | "edition" | "format" | "copy" | "requestedBy"> & { orgId?: string; comments?: boolean; packet?: boolean; meetingId?: string }): Promise<DocumentExport> {
  return tx
    .insertInto("document_export")
    .values({ lea_id: wish.leaId, org_id: wish.orgId ?? wish.leaId, plan_id: wish.planId, program: wish.program, edition: wish.edition, format: wish.format, copy: wish.copy, requested_by: wish.requestedBy, comments: wish.comments ?? false, packet: wish.packet ?? false, meeting_id: wish.meetingId ?? null })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

/** Files asked for lately that are not made yet: of the LEA, and of one person in it. What hangs for over an hour is not waited for. */
export async function countWaitingExports(tx: Tx, { leaId, personId }: { leaId: string; personId: string }): Promise<{ ofLea: number; ofPerson: number }> {
  const { rows } = await sql<{ ofLea: number; ofPerson: number }>`
    select count(*) as "ofLea", count(*) filter (where requested_by = ${personId}) as "ofPerson" from document_export
    where lea_id = ${leaId} and status in ('queued', 'working') and requested_at > now() - interval '1 hour'`.execute(tx);
  return rows[0] ?? { ofLea: 0, ofPerson: 0 };
}

export async function findExport(tx: Tx, { leaId, exportId }: ExportKey): Promise<DocumentExport | undefined> {
  return tx.selectFrom("document_export").select(columns).where("lea_id", "=", leaId).where("id", "=", exportId).executeTakeFirst();
}

/** Of the LEA, or of the school named; newest first. */
export async function listExports(tx: Tx, { leaId, orgId = leaId, planId }: { leaId: string; orgId?: string; planId: string }): Promise<DocumentExport[]> {
  return tx.selectFrom("document_export").select(columns).where("lea_id", "=", leaId).where("plan_id", "=", planId).where("org_id", "=", orgId).orderBy("requested_at", "desc").limit(50).execute();
}

const changed = { version: sql<number>`version + 1` };

/** Takes the work up, also again after a crash; undefined when it is finished already (jobs may run twice). */
export async function claimExport(tx: Tx, { leaId, exportId }: ExportKey): Promise<DocumentExport | undefined> {
  return tx.updateTable("document_export").set({ ...changed, status: "working", error: null })
    .where("lea_id", "=", leaId).where("id", "=", exportId).where("status", "!=", "done").returning(columns).executeTakeFirst();
}

/** `progress`: 0 to 100; false when the work is not under way any more. */
export async function saveExportProgress(tx: Tx, { leaId, exportId, progress }: ExportKey & { progress: number }): Promise<boolean> {
  const result = await tx.updateTable("document_export").set({ ...changed, progress }).where("lea_id", "=", leaId).where("id", "=", exportId).where("status", "=", "working").executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Ends the work with a file in storage or with words for the person; false when it is not under way any more. */
export async function finishExport(tx: Tx, { leaId, exportId, ...end }: ExportKey & ({ fileKey: string } | { error: string })): Promise<boolean> {
  const result = await tx.updateTable("document_export")
    .set({ ...changed, finished_at: sql<Date>`now()`, ...("fileKey" in end ? { status: "done" as const, progress: 100, file_key: end.fileKey } : { status: "failed" as const, error: end.error }) })
    .where("lea_id", "=", leaId).where("id", "=", exportId).where("status", "=", "working").executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
