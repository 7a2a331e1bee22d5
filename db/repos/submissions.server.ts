// What is sent and how it moves on. Overseers see rows of LEAs below them by policies of their own; every question names whose rows are meant all the same.
import { sql } from "kysely";
import type { DeadlineSide, SubmissionKind } from "#schemas/submission.ts";
import type { Database, Tx } from "../client.server.ts";

/** Where a plan's program stands. */
export type Filing = {
  id: string; leaId: string; orgId: string; version: number; planId: string; year: string; program: string; edition: string; workflow: string; state: string; stateSince: Date;
  leaKind: "district" | "coe" | "charter"; leaName: string; orgName: string; cds: string; county: string; copies: number; sharedNumber: number | null; sent: boolean;
};
export type FilingMove = {
  id: number; filingId: string; move: string; fromState: string; toState: string; at: Date; madeOn: string; onDay: string | null; words: string; person: string; personName: string; body: string; submissionNumber: number | null; openAbove: boolean;
};
/** A frozen copy without its content. */
export type SubmissionHead = {
  leaId: string; filingId: string; number: number; orgId: string; planId: string; year: string; program: string; edition: string; form: string; kind: SubmissionKind; receipt: string; receivedAt: Date; receivedOn: string; dueOn: string | null; side: DeadlineSide; hash: string;
};
export type StoredSubmission = SubmissionHead & { content: string };

const filingColumns = [
  "id", "lea_id as leaId", "org_id as orgId", "version", "plan_id as planId", "year", "program", "edition", "workflow", "state", "state_since as stateSince", "lea_kind as leaKind", "lea_name as leaName", "org_name as orgName", "cds", "county",
  "copies", "shared_number as sharedNumber", "sent",
] as const;
const moveColumns = [
  "id", "filing_id as filingId", "move", "from_state as fromState", "to_state as toState", "at", "made_on as madeOn", "on_day as onDay", "words", "person", "person_name as personName", "body", "submission_number as submissionNumber", "open_above as openAbove",
] as const;
const headColumns = [
  "lea_id as leaId", "filing_id as filingId", "number", "org_id as orgId", "plan_id as planId", "year", "program", "edition", "form", "kind", "receipt", "received_at as receivedAt", "received_on as receivedOn", "due_on as dueOn", "side", "hash",
] as const;

/** The LEA's own rows, or those of LEAs below the one this transaction works for. */
const mineOrBelow = sql<boolean>`(lea_id = (select current_lea()) or lea_id in (select leas_below()))`;

export type FilingPlace = { leaId: string; planId: string; orgId: string; program: string };

/** Where this plan's program stands; undefined while nothing was ever done with it. */
export async function findFilingOf(tx: Tx, { leaId, planId, orgId, program }: FilingPlace): Promise<Filing | undefined> {
  return tx.selectFrom("filing").select(filingColumns).where("lea_id", "=", leaId).where("plan_id", "=", planId).where("org_id", "=", orgId).where("program", "=", program).executeTakeFirst();
}

/** Where the forms of a plan stand, the LEA's and its schools'. */
export async function listFilingsOfPlan(tx: Tx, { leaId, planId }: Pick<FilingPlace, "leaId" | "planId">): Promise<Filing[]> {
  return tx.selectFrom("filing").select(filingColumns).where("lea_id", "=", leaId).where("plan_id", "=", planId).orderBy("program").execute();
}

/** Makes the standing at its first state where there is none yet. */
export async function ensureFiling(tx: Tx, filing: Omit<Filing, "id" | "version" | "stateSince" | "copies" | "sharedNumber" | "sent">): Promise<Filing> {
  await tx
    .insertInto("filing")
    .values({ lea_id: filing.leaId, org_id: filing.orgId, plan_id: filing.planId, year: filing.year, program: filing.program, edition: filing.edition, workflow: filing.workflow, state: filing.state, lea_kind: filing.leaKind, lea_name: filing.leaName, org_name: filing.orgName, cds: filing.cds, county: filing.county, shared_number: null })
    .onConflict((same) => same.columns(["lea_id", "plan_id", "org_id", "program"]).doNothing())
    .execute();
  const found = await findFilingOf(tx, filing);
  if (!found) throw new Error("the standing that was just written is not there");
  return found;
}

/** One by its id: of the LEA this transaction works for, or of one below it. */
export async function findFiling(tx: Tx, { filingId }: { filingId: string }): Promise<Filing | undefined> {
  return tx.selectFrom("filing").select(filingColumns).where("id", "=", filingId).where(mineOrBelow).executeTakeFirst();
}

/** The LEAs that the one this transaction works for authorized itself. */
export async function listCharters(tx: Tx): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select charters_here() as id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** What LEAs below have shared or sent, the longest waiting first. */
export async function listFilingsBelow(tx: Tx): Promise<Filing[]> {
  return tx.selectFrom("filing").select(filingColumns).where(sql<boolean>`lea_id in (select leas_below())`).where((filing) => filing.or([filing("sent", "=", true), filing("shared_number", "is not", null)])).orderBy("state_since").orderBy("id").execute();
}

/**
 * The counter of changes below, and whether a list that is read from here on may be kept under it: not while somebody writes (and holds the lock), for what they wrote may not be seen yet
 * (the counter moves before a change is committed, so a later change always moves it again). Asked of the primary: a standby hears of a sequence in steps of many.
 */
export async function countChangesBelow(tx: Tx): Promise<{ stamp: string; settled: boolean }> {
  // The first number of all is the value the counter has before it counts.
  const counted = await sql<{ stamp: string }>`select last_value || ' ' || is_called || ' ' || current_date as stamp from changes_below`.execute(tx);
  // The lock is let go after the change can be seen, so what is read after this has every change the counter has counted.
  const { rows } = await sql<{ settled: boolean }>`select not exists (select from pg_locks where locktype = 'advisory' and classid = 20261228 and objid = 1 and objsubid = 2 and database = (select oid from pg_database where datname = current_database())) as settled`.execute(tx);
  return { stamp: counted.rows[0]?.stamp ?? "", settled: rows[0]?.settled ?? false };
}

/** The moves open to an overseer, of all LEAs below, oldest first. */
export async function listMovesBelow(tx: Tx): Promise<FilingMove[]> {
  return tx.selectFrom("filing_move").select(moveColumns).where(sql<boolean>`lea_id in (select leas_below())`).orderBy("id").execute();
}

/** Locks the plan, so that no row of it changes while it is frozen; false when there is none. */
export async function lockPlan(tx: Tx, { leaId, planId }: { leaId: string; planId: string }): Promise<boolean> {
  return (await tx.selectFrom("plan").select("id").where("lea_id", "=", leaId).where("id", "=", planId).forUpdate().executeTakeFirst()) !== undefined;
}

/** One move as one conditional update: false when the plan does not stand there any more, or somebody moved it since. */
export async function moveFiling(tx: Tx, { leaId, filingId, from, seenVersion, to, edition, sharedNumber, sends, freezes }: { leaId: string; filingId: string; from: string; seenVersion: number; to: string; edition: string; sharedNumber: number | null; sends: boolean; freezes: boolean }): Promise<boolean> {
  const result = await tx
    .updateTable("filing")
    .set({ version: sql<number>`version + 1`, state: to, state_since: sql<Date>`clock_timestamp()`, edition, shared_number: sharedNumber, ...(sends ? { sent: true } : {}), ...(freezes ? { copies: sql<number>`copies + 1` } : {}) })
    .where("lea_id", "=", leaId).where("id", "=", filingId).where("state", "=", from).where("version", "=", seenVersion)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertMove(tx: Tx, { leaId, orgId, ...move }: Omit<FilingMove, "id" | "at"> & { leaId: string; orgId: string }): Promise<void> {
  await tx
    .insertInto("filing_move")
    .values({ lea_id: leaId, org_id: orgId, filing_id: move.filingId, move: move.move, from_state: move.fromState, to_state: move.toState, made_on: move.madeOn, on_day: move.onDay, words: move.words, person: move.person, person_name: move.personName, body: move.body, submission_number: move.submissionNumber, open_above: move.openAbove })
    .execute();
}

/** The moves made, oldest first; an overseer gets those that are open to it. */
export async function listMoves(tx: Tx, { leaId, filingId }: { leaId: string; filingId: string }): Promise<FilingMove[]> {
  return tx.selectFrom("filing_move").select(moveColumns).where("lea_id", "=", leaId).where("filing_id", "=", filingId).orderBy("id").execute();
}

/** Keeps a form once; the same one again changes nothing. */
export async function keepForm(tx: Tx, form: { hash: string; program: string; edition: string; content: string }): Promise<void> {
  const known = await tx.selectFrom("form_version").select("hash").where("hash", "=", form.hash).executeTakeFirst();
  if (!known) await tx.insertInto("form_version").values(form).onConflict((same) => same.column("hash").doNothing()).execute();
}

export async function findForm(tx: Tx | Database, hash: string): Promise<string | undefined> {
  return (await tx.selectFrom("form_version").select("content").where("hash", "=", hash).executeTakeFirst())?.content;
}

export async function insertSubmission(tx: Tx, one: StoredSubmission): Promise<void> {
  await tx
    .insertInto("submission")
    .values({ lea_id: one.leaId, filing_id: one.filingId, number: one.number, org_id: one.orgId, plan_id: one.planId, year: one.year, program: one.program, edition: one.edition, form: one.form, kind: one.kind, receipt: one.receipt, received_at: one.receivedAt, received_on: one.receivedOn, due_on: one.dueOn, side: one.side, content: one.content, hash: one.hash })
    .execute();
}

/** The copies frozen, newest first; an overseer gets those that are open to it. */
export async function listSubmissions(tx: Tx, { leaId, filingId }: { leaId: string; filingId: string }): Promise<SubmissionHead[]> {
  return tx.selectFrom("submission").select(headColumns).where("lea_id", "=", leaId).where("filing_id", "=", filingId).orderBy("number", "desc").execute();
}

export async function findSubmission(tx: Tx, { leaId, filingId, number }: { leaId: string; filingId: string; number: number }): Promise<StoredSubmission | undefined> {
  return tx.selectFrom("submission").select([...headColumns, "content"]).where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("number", "=", number).executeTakeFirst();
}

/** From here on this transaction works for that LEA. Only after the policy has said that the person may act on it. */
export async function actFor(tx: Tx, leaId: string): Promise<void> {
  await sql`select set_config('app.lea', ${leaId}, true)`.execute(tx);
}

/** One stored copy as a verifier reads it: every column, and what the act of sending put on record. */
export type SubmissionToVerify = StoredSubmission & { version: number; actHash: string | null };

/** Copies of one LEA in the order they were made, those past `after`. */
export async function listToVerify(tx: Tx, { leaId, after, most }: { leaId: string; after: string; most: number }): Promise<SubmissionToVerify[]> {
  return tx
    .selectFrom("submission")
    .select([...headColumns, "content", "version"])
    .select(sql<string | null>`(select a.detail->>'hash' from audit a where a.lea_id = submission.lea_id and a.verb = 'freeze' and a.object = 'submission/' || submission.receipt)`.as("actHash"))
    .where("lea_id", "=", leaId).where("receipt", ">", after).orderBy("receipt").limit(most)
    .execute();
}

/** Receipts that the record of acts speaks of, of which no copy is there. */
export async function listLostReceipts(tx: Tx, { leaId }: { leaId: string }): Promise<string[]> {
  const { rows } = await sql<{ receipt: string }>`
    select substr(a.object, 12) as receipt from audit a where a.lea_id = ${leaId} and a.verb = 'freeze' and not exists (select from submission s where s.lea_id = a.lea_id and 'submission/' || s.receipt = a.object) order by 1`.execute(tx);
  return rows.map((row) => row.receipt);
}
