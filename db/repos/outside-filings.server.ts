// Plans that a reviewing body entered for districts that do not work here. Every row is that body's own.
import { sql } from "kysely";
import type { DeadlineSide } from "#schemas/submission.ts";
import type { Tx } from "../client.server.ts";

type Key = { leaId: string; filingId: string };
export type OutsideFiling = { id: string; leaId: string; version: number; program: string; edition: string; workflow: string; year: string; cds: string; name: string; county: string; state: string; stateSince: Date; copies: number; receivedOn: string; enteredBy: string };
export type OutsideCopy = { number: number; receipt: string; receivedOn: string; adoptedOn: string | null; dueOn: string | null; side: DeadlineSide; fileName: string; fileSize: number; fileHash: string; fileKey: string; pages: number };
export type OutsideMove = { id: number; filingId: string; move: string; fromState: string; toState: string; madeOn: string; onDay: string | null; words: string; copyNumber: number | null; person: string; personName: string; at: Date };
export type OutsideComment = { id: string; number: number; page: number; words: string; inLetter: boolean; personName: string; at: Date };

const filingColumns = ["id", "lea_id as leaId", "version", "program", "edition", "workflow", "year", "cds", "name", "county", "state", "state_since as stateSince", "copies", "received_on as receivedOn", "person_name as enteredBy"] as const;
const copyColumns = ["number", "receipt", "received_on as receivedOn", "adopted_on as adoptedOn", "due_on as dueOn", "side", "file_name as fileName", "file_size as fileSize", "file_hash as fileHash", "file_key as fileKey", "pages"] as const;
const moveColumns = ["id", "filing_id as filingId", "move", "from_state as fromState", "to_state as toState", "made_on as madeOn", "on_day as onDay", "words", "copy_number as copyNumber", "person", "person_name as personName", "at"] as const;

export async function findOutside(tx: Tx, { leaId, filingId }: Key): Promise<OutsideFiling | undefined> {
  return tx.selectFrom("outside_filing").select(filingColumns).where("lea_id", "=", leaId).where("id", "=", filingId).executeTakeFirst();
}

/** The body's own, the longest waiting first. */
export async function listOutside(tx: Tx, { leaId }: { leaId: string }): Promise<OutsideFiling[]> {
  return tx.selectFrom("outside_filing").select(filingColumns).where("lea_id", "=", leaId).orderBy("state_since").orderBy("id").execute();
}

/** What bodies below entered of a program and year: that it is there and where it stands. */
export async function listOutsideBelow(tx: Tx, { program, year }: { program: string; year: string }): Promise<OutsideFiling[]> {
  return tx.selectFrom("outside_filing").select(filingColumns).where("program", "=", program).where("year", "=", year).where(sql<boolean>`lea_id in (select leas_below())`).orderBy("cds").orderBy("lea_id").execute();
}

/** False when this body has entered the same plan before. */
export async function insertOutside(tx: Tx, { leaId, person, ...one }: Omit<OutsideFiling, "version" | "stateSince" | "copies"> & { person: string }): Promise<boolean> {
  const added = await tx
    .insertInto("outside_filing")
    .values({ lea_id: leaId, org_id: leaId, id: one.id, program: one.program, edition: one.edition, workflow: one.workflow, year: one.year, cds: one.cds, name: one.name, county: one.county, state: one.state, copies: 1, received_on: one.receivedOn, person, person_name: one.enteredBy })
    .onConflict((same) => same.columns(["lea_id", "program", "year", "cds"]).doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** One move as one conditional update: false when the plan does not stand there any more, or somebody moved it since. `receivedOn`: of a new copy. */
export async function moveOutside(tx: Tx, { leaId, filingId, from, seenVersion, to, receivedOn }: Key & { from: string; seenVersion: number; to: string; receivedOn: string | null }): Promise<boolean> {
  const moved = await tx
    .updateTable("outside_filing")
    .set({ version: sql<number>`version + 1`, state: to, state_since: sql<Date>`clock_timestamp()`, ...(receivedOn === null ? {} : { copies: sql<number>`copies + 1`, received_on: receivedOn }) })
    .where("lea_id", "=", leaId).where("id", "=", filingId).where("state", "=", from).where("version", "=", seenVersion)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}

export async function insertOutsideCopy(tx: Tx, { leaId, filingId, person, personName, ...copy }: Key & OutsideCopy & { person: string; personName: string }): Promise<void> {
  await tx
    .insertInto("outside_copy")
    .values({ lea_id: leaId, org_id: leaId, filing_id: filingId, number: copy.number, receipt: copy.receipt, received_on: copy.receivedOn, adopted_on: copy.adoptedOn, due_on: copy.dueOn, side: copy.side, file_name: copy.fileName, file_size: copy.fileSize, file_hash: copy.fileHash, file_key: copy.fileKey, pages: copy.pages, person, person_name: personName })
    .execute();
}

/** Newest first. */
export async function listOutsideCopies(tx: Tx, { leaId, filingId }: Key): Promise<OutsideCopy[]> {
  return tx.selectFrom("outside_copy").select(copyColumns).where("lea_id", "=", leaId).where("filing_id", "=", filingId).orderBy("number", "desc").execute();
}

/** All copies the body has ever entered. */
export async function sumOutsideCopies(tx: Tx, { leaId }: { leaId: string }): Promise<{ files: number; bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: number }>`select count(*) as files, coalesce(sum(file_size), 0)::bigint as bytes from outside_copy where lea_id = ${leaId}`.execute(tx);
  return rows[0] ?? { files: 0, bytes: 0 };
}

export async function insertOutsideMove(tx: Tx, { leaId, ...move }: Omit<OutsideMove, "id" | "at"> & { leaId: string }): Promise<void> {
  await tx
    .insertInto("outside_move")
    .values({ lea_id: leaId, org_id: leaId, filing_id: move.filingId, move: move.move, from_state: move.fromState, to_state: move.toState, made_on: move.madeOn, on_day: move.onDay, words: move.words, copy_number: move.copyNumber, person: move.person, person_name: move.personName })
    .execute();
}

/** Of one plan, or of all the body entered; oldest first. */
export async function listOutsideMoves(tx: Tx, { leaId, filingId }: { leaId: string; filingId?: string }): Promise<OutsideMove[]> {
  const moves = tx.selectFrom("outside_move").select(moveColumns).where("lea_id", "=", leaId).orderBy("id");
  return (filingId === undefined ? moves : moves.where("filing_id", "=", filingId)).execute();
}

/** By copy and page. */
export async function listOutsideComments(tx: Tx, { leaId, filingId }: Key): Promise<OutsideComment[]> {
  return tx.selectFrom("outside_comment").select(["id", "number", "page", "words", "in_letter as inLetter", "person_name as personName", "at"]).where("lea_id", "=", leaId).where("filing_id", "=", filingId).orderBy("number").orderBy("page").orderBy("at").orderBy("id").execute();
}

export async function insertOutsideComment(tx: Tx, { leaId, filingId, person, ...said }: Key & Omit<OutsideComment, "at"> & { person: string }): Promise<void> {
  await tx.insertInto("outside_comment").values({ lea_id: leaId, org_id: leaId, id: said.id, filing_id: filingId, number: said.number, page: said.page, words: said.words, in_letter: said.inLetter, person, person_name: said.personName }).execute();
}

/** Puts a comment in the letter or takes it out; false when it is gone. */
export async function tickOutsideComment(tx: Tx, { leaId, filingId, id, inLetter }: Key & { id: string; inLetter: boolean }): Promise<boolean> {
  return (await tx.updateTable("outside_comment").set({ in_letter: inLetter, version: sql<number>`version + 1` }).where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("id", "=", id).executeTakeFirst()).numUpdatedRows === 1n;
}

export async function removeOutsideComment(tx: Tx, { leaId, filingId, id }: Key & { id: string }): Promise<boolean> {
  return (await tx.deleteFrom("outside_comment").where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("id", "=", id).executeTakeFirst()).numDeletedRows === 1n;
}
