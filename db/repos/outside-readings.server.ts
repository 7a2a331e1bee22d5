// What a machine read of the copies of plans that an office entered as files. Every row is that office's own.
import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

type Key = { leaId: string; readingId: string };
/** "match": nobody has said yet what its columns are; "matched": its rows can be looked at; "used": they stand beside what was read; "set-aside": not looked at any more. */
export type ListStatus = "match" | "matched" | "used" | "set-aside";
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

/** The newest attempt at the plan itself, whatever became of it: a list beside it is none. */
export async function findLastAttempt(tx: Tx, { leaId, filingId, number }: OfCopy): Promise<OutsideReading | undefined> {
  return tx.selectFrom("outside_reading").select(columns).where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("number", "=", number).where("list", "is", null).orderBy("at", "desc").orderBy("id").limit(1).$castTo<OutsideReading>().executeTakeFirst();
}

/** What was last read of a copy, with the attempt that read it. */
export async function findOutsideReading(tx: Tx, { leaId, filingId, number }: OfCopy): Promise<(OutsideReading & { reading: unknown }) | undefined> {
  return tx.selectFrom("outside_reading").select([...columns, "reading"]).where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("number", "=", number).where("status", "=", "read").orderBy("at", "desc").orderBy("id").limit(1).$castTo<OutsideReading & { reading: unknown }>().executeTakeFirst();
}

/** Takes the work up, also again after a crash; undefined when nobody waits for it any more. */
export async function claimOutsideReading(tx: Tx, { leaId, readingId }: Key): Promise<OutsideReading | undefined> {
  return tx.updateTable("outside_reading").set({ ...changed, status: "working", page: 0 }).where("lea_id", "=", leaId).where("id", "=", readingId).where("status", "in", ["queued", "working"]).returning(columns).$castTo<OutsideReading>().executeTakeFirst();
}

export async function saveReadingProgress(tx: Tx, { leaId, readingId, page, pages }: Key & { page: number; pages: number }): Promise<void> {
  await tx.updateTable("outside_reading").set({ page, pages }).where("lea_id", "=", leaId).where("id", "=", readingId).where("status", "=", "working").execute();
}

/** Ends an attempt; false when it had ended before. The key of a file of its own goes. */
export async function finishOutsideReading(tx: Tx, { leaId, readingId, ...end }: Key & ({ reading: unknown } | { list: unknown } | { refused: string } | { asks: string })): Promise<boolean> {
  const set = "reading" in end ? { status: "read" as const, reading: JSON.stringify(end.reading) } : "list" in end ? { status: "match" as const, list: JSON.stringify(end.list) } : "refused" in end ? { status: "refused" as const, error: end.refused } : { status: "asks" as const, error: end.asks };
  const ended = await tx.updateTable("outside_reading").set({ ...changed, ...set, file_key: null, finished_at: sql<Date>`clock_timestamp()` }).where("lea_id", "=", leaId).where("id", "=", readingId).where("status", "=", "working").executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}

/** A list that came beside a copy. `list`: its sheets with their words; `holds`, `columns`: what a person said of its columns. */
export type OutsideList = { id: string; version: number; number: number; fileName: string; status: ListStatus; list: unknown; holds: "actions" | "metrics" | "lines" | null; columns: Record<string, string> | null; personName: string; at: Date };
const listColumns = ["id", "version", "number", "file_name as fileName", "status", "list", "holds", "columns", "person_name as personName", "at"] as const;

/** The lists beside a copy that nobody has set aside, the oldest first. */
export async function listOutsideLists(tx: Tx, { leaId, filingId, number }: OfCopy): Promise<OutsideList[]> {
  return tx.selectFrom("outside_reading").select(listColumns).where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("number", "=", number).where("status", "in", ["match", "matched", "used"]).orderBy("at").orderBy("id").$castTo<OutsideList>().execute();
}

type ListMove = { filingId: string; from: readonly ListStatus[]; to: ListStatus; seenVersion: number; said?: { holds: "actions" | "metrics" | "lines"; columns: Record<string, string> } };
/** One conditional move of a list; false when somebody else moved it since. */
export async function moveOutsideList(tx: Tx, { leaId, readingId, filingId, from, to, seenVersion, said }: Key & ListMove): Promise<boolean> {
  const moved = await tx
    .updateTable("outside_reading")
    .set({ ...changed, status: to, ...(said ? { holds: said.holds, columns: JSON.stringify(said.columns) } : {}) })
    .where("lea_id", "=", leaId).where("id", "=", readingId).where("filing_id", "=", filingId).where("version", "=", seenVersion).where("status", "in", [...from])
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}
