// What a reviewing body says of a plan among itself. Every row is that body's own.
import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

type Key = { leaId: string; filingId: string };
export type OfficeThread = {
  id: string; version: number; number: number; place: string; label: string; blockId: string | null; quote: string | null; before: string | null; status: "open" | "resolved"; begunBy: string; at: Date; resolvedBy: string | null; resolvedAt: Date | null;
};
export type OfficeComment = { id: string; threadId: string; author: string; words: string; at: Date };

const threadColumns = ["id", "version", "number", "place", "label", "block_id as blockId", "quote", "before", "status", "begun_by as begunBy", "at", "resolved_by as resolvedBy", "resolved_at as resolvedAt"] as const;

/** Of one plan, the oldest first. */
export async function listOfficeThreads(tx: Tx, { leaId, filingId }: Key): Promise<OfficeThread[]> {
  return tx.selectFrom("office_thread").select(threadColumns).where("lea_id", "=", leaId).where("filing_id", "=", filingId).orderBy("at").orderBy("id").execute();
}

/** Of these threads, the oldest first. */
export async function listOfficeComments(tx: Tx, { leaId, threadIds }: { leaId: string; threadIds: readonly string[] }): Promise<OfficeComment[]> {
  if (threadIds.length === 0) return [];
  return tx.selectFrom("office_comment").select(["id", "thread_id as threadId", "author", "words", "at"]).where("lea_id", "=", leaId).where("thread_id", "in", threadIds).orderBy("at").orderBy("id").execute();
}

export async function insertOfficeThread(tx: Tx, { leaId, filingId, ...thread }: Key & Pick<OfficeThread, "id" | "number" | "place" | "label" | "blockId" | "quote" | "before" | "begunBy">): Promise<void> {
  await tx
    .insertInto("office_thread")
    .values({ lea_id: leaId, org_id: leaId, filing_id: filingId, id: thread.id, number: thread.number, place: thread.place, label: thread.label, block_id: thread.blockId, quote: thread.quote, before: thread.before, begun_by: thread.begunBy, resolved_by: null, resolved_at: null })
    .execute();
}

export async function insertOfficeComment(tx: Tx, { leaId, ...comment }: { leaId: string } & Omit<OfficeComment, "at">): Promise<void> {
  await tx.insertInto("office_comment").values({ lea_id: leaId, org_id: leaId, id: comment.id, thread_id: comment.threadId, author: comment.author, words: comment.words }).execute();
}

/** Resolves a thread on top of the version seen, or opens it again (`by` null); false when somebody changed it since. */
export async function resolveOfficeThread(tx: Tx, { leaId, filingId, id, seenVersion, by }: Key & { id: string; seenVersion: number; by: string | null }): Promise<boolean> {
  const saved = await tx
    .updateTable("office_thread")
    .set({ version: sql<number>`version + 1`, status: by === null ? "open" : "resolved", resolved_by: by, resolved_at: by === null ? null : sql<Date>`clock_timestamp()` })
    .where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("id", "=", id).where("version", "=", seenVersion)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}
