// What a machine read of the copies of plans that an office entered as files. Every row is that office's own.
import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

type Key = { leaId: string; readingId: string };
type OfCopy = { leaId: string; filingId: string; number: number };
export type OutsideReading = { id: string; filingId: string; number: number; fileName: string; fileHash: string; fileKey: string | null; ownDocument: boolean; status: "queued" | "working" | "asks" | "read" | "refused"; page: number; pages: number; error: string | null; person: string; personName: string; at: Date };

const columns = ["id", "filing_id as filingId", "number", "file_name as fileName", "file_hash as fileHash", "file_key as fileKey", "own_document as ownDocument", "status", "page", "pages", "error", "person", "person_name as personName", "at"] as const;
const changed = { version: sql<number>`version + 1` };

/** Records that a copy is to be read; enqueue its job in the same transaction. False while another reading of the copy is under way. */
export async function insertOutsideReading(tx: Tx, { leaId, ...wish }: OfCopy & Pick<OutsideReading, "id" | "fileName" | "fileHash" | "fileKey" | "ownDocument" | "person" | "personName">): Promise<boolean> {
  const added = await tx
    .insertInto("outside_reading")
    .values({ lea_id: leaId, org_id: leaId, id: wish.id, filing_id: wish.filingId, number: wish.number, file_name: wish.fileName, file_hash: wish.fileHash, file_key: wish.fileKey, own_document: wish.ownDocument, person: wish.person, person_name: wish.personName })
    .onConflict((same) => same.columns(["lea_id", "filing_id", "number"]).where(sql<boolean>`status in ('queued', 'working')`).doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** How often a copy was had read. */
export async function countOutsideReadings(tx: Tx, { leaId, filingId, number }: OfCopy): Promise<number> {
  return Number((await tx.selectFrom("outside_reading").select((q) => q.fn.countAll<number>().as("n")).where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("number", "=", number).executeTakeFirst())?.n ?? 0);
}

/** The newest attempt at a copy, whatever became of it. */
export async function findLastAttempt(tx: Tx, { leaId, filingId, number }: OfCopy): Promise<OutsideReading | undefined> {
  return tx.selectFrom("outside_reading").select(columns).where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("number", "=", number).orderBy("at", "desc").orderBy("id").limit(1).executeTakeFirst();
}

/** What was last read of a copy, with the attempt that read it. */
export async function findOutsideReading(tx: Tx, { leaId, filingId, number }: OfCopy): Promise<(OutsideReading & { reading: unknown }) | undefined> {
  return tx.selectFrom("outside_reading").select([...columns, "reading"]).where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("number", "=", number).where("status", "=", "read").orderBy("at", "desc").orderBy("id").limit(1).executeTakeFirst();
}

/** Takes the work up, also again after a crash; undefined when nobody waits for it any more. */
export async function claimOutsideReading(tx: Tx, { leaId, readingId }: Key): Promise<OutsideReading | undefined> {
  return tx.updateTable("outside_reading").set({ ...changed, status: "working", page: 0 }).where("lea_id", "=", leaId).where("id", "=", readingId).where("status", "in", ["queued", "working"]).returning(columns).executeTakeFirst();
}

export async function saveReadingProgress(tx: Tx, { leaId, readingId, page, pages }: Key & { page: number; pages: number }): Promise<void> {
  await tx.updateTable("outside_reading").set({ page, pages }).where("lea_id", "=", leaId).where("id", "=", readingId).where("status", "=", "working").execute();
}

/** Ends an attempt; false when it had ended before. The key of a file of its own goes. */
export async function finishOutsideReading(tx: Tx, { leaId, readingId, ...end }: Key & ({ reading: unknown } | { refused: string } | { asks: string })): Promise<boolean> {
  const set = "reading" in end ? { status: "read" as const, reading: JSON.stringify(end.reading) } : "refused" in end ? { status: "refused" as const, error: end.refused } : { status: "asks" as const, error: end.asks };
  const ended = await tx.updateTable("outside_reading").set({ ...changed, ...set, file_key: null, finished_at: sql<Date>`clock_timestamp()` }).where("lea_id", "=", leaId).where("id", "=", readingId).where("status", "=", "working").executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}
