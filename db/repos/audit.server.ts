import { sql } from "kysely";
import { withLea, type Database, type Tx } from "../client.server.ts";
import { findPerson } from "./people.server.ts";

/** One line for an act, in the transaction of the act. `object`: "plan/p-1/goals/g-1"; `detail` has no plan text, and whole numbers only. The database chains it to the line before. */
export async function recordAct(tx: Tx, act: { leaId: string; actor: string; verb: string; object: string; detail?: Record<string, string | number | boolean | null> }): Promise<void> {
  await tx.insertInto("audit").values({ lea_id: act.leaId, org_id: act.leaId, actor: act.actor, verb: act.verb, object: act.object, detail: JSON.stringify(act.detail ?? {}) }).execute();
}

/** A line for a look, once in each day (in California) for the same person and thing: `verb` begins with "read-". */
export async function recordLook(tx: Tx, { day, ...act }: Parameters<typeof recordAct>[1] & { verb: `read-${string}`; day: string }): Promise<void> {
  const before = await tx.selectFrom("audit").select("id").where("lea_id", "=", act.leaId).where("actor", "=", act.actor).where("object", "=", act.object).where("verb", "=", act.verb)
    .where(sql<boolean>`(at at time zone 'America/Los_Angeles')::date = ${day}::date`).limit(1).executeTakeFirst();
  if (!before) await recordAct(tx, act);
}

export type ActLine = { number: number; at: Date; actor: string; verb: string; object: string; detail: Record<string, unknown> };

/** Acts of these kinds in one LEA, the newest first; `before`: only those with a lower number. */
export async function listActs(tx: Tx, { leaId, verbs, before, most }: { leaId: string; verbs: readonly string[]; before: number | null; most: number }): Promise<ActLine[]> {
  const rows = await tx.selectFrom("audit").select(["number", "at", "actor", "verb", "object", "detail"]).where("lea_id", "=", leaId).where("verb", "in", verbs)
    .$if(before !== null, (acts) => acts.where("number", "<", before ?? 0)).orderBy("number", "desc").limit(most).execute();
  return rows.map((row) => ({ ...row, number: Number(row.number), detail: row.detail as Record<string, unknown> }));
}

/** An audit row as stored, every column that its hash is taken over; `at` to the microsecond. */
export type AuditRow = {
  leaId: string; id: number; number: number; orgId: string; version: number; at: string; actor: string; verb: string; object: string; detail: unknown; hashBefore: string; hash: string;
};
export type AuditHead = { leaId: string; number: number; hash: string };

/** The end of every LEA's chain. */
export async function listAuditHeads(db: Database | Tx): Promise<AuditHead[]> {
  return db.selectFrom("audit_head").select(["lea_id as leaId", "number", "hash"]).orderBy("lea_id").execute();
}

export async function findAuditHead(tx: Tx, { leaId }: { leaId: string }): Promise<AuditHead | undefined> {
  return tx.selectFrom("audit_head").select(["lea_id as leaId", "number", "hash"]).where("lea_id", "=", leaId).executeTakeFirst();
}

/** Audit rows of one LEA in the order of their chain, those past `after`. */
export async function listAuditRows(tx: Tx, { leaId, after, most }: { leaId: string; after: number; most: number }): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select lea_id as "leaId", id, number, org_id as "orgId", version, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor, verb, object, detail, hash_before as "hashBefore", hash
    from audit where lea_id = ${leaId} and number > ${after} order by number limit ${most}`.execute(tx);
  return rows;
}

/** A session began: one line in each LEA where the person holds a role. */
export async function recordSignIn(db: Database, personId: string): Promise<void> {
  const person = await findPerson(db, personId);
  for (const leaId of new Set(person?.roles.map((held) => held.leaId))) await withLea(db, { leaId, actor: personId }, (tx) => recordAct(tx, { leaId, actor: personId, verb: "sign-in", object: `person/${personId}` }));
}
