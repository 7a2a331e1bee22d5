import type { Tx } from "../client.server.ts";
import type { PlanKey } from "./plans.server.ts";

/** A day ("2027-05-20"), a choice ("yes", "no") or a switched-on set ("yes") that the LEA gave. */
export type CalendarFact = { kind: "date" | "choice" | "set"; key: string; value: string; version: number };
export type DoneDeadline = { deadline: string; doneOn: string; proof: string; actor: string; version: number };

export async function listCalendarFacts(tx: Tx, { leaId, planId }: PlanKey): Promise<CalendarFact[]> {
  return tx.selectFrom("calendar_fact").select(["kind", "key", "value", "version"]).where("lea_id", "=", leaId).where("plan_id", "=", planId).orderBy("kind").orderBy("key").execute();
}

/** Keeps a fact; an empty value takes it away. False when another person saved first: `seen` is the version the writer saw, null where there was none. */
export async function saveCalendarFact(tx: Tx, { leaId, planId, kind, key, value, actor, seen }: PlanKey & { kind: CalendarFact["kind"]; key: string; value: string; actor: string; seen: number | null }): Promise<boolean> {
  if (seen === null) {
    if (value === "") return (await tx.selectFrom("calendar_fact").select("key").where("lea_id", "=", leaId).where("plan_id", "=", planId).where("kind", "=", kind).where("key", "=", key).executeTakeFirst()) === undefined;
    const made = await tx.insertInto("calendar_fact").values({ lea_id: leaId, org_id: leaId, plan_id: planId, kind, key, value, actor }).onConflict((same) => same.columns(["lea_id", "plan_id", "kind", "key"]).doNothing()).returning("key").executeTakeFirst();
    return made !== undefined;
  }
  if (value === "") {
    const gone = await tx.deleteFrom("calendar_fact").where("lea_id", "=", leaId).where("plan_id", "=", planId).where("kind", "=", kind).where("key", "=", key).where("version", "=", seen).returning("key").executeTakeFirst();
    return gone !== undefined;
  }
  const saved = await tx
    .updateTable("calendar_fact")
    .set((row) => ({ value, actor, at: row.fn<Date>("clock_timestamp"), version: row("version", "+", 1) }))
    .where("lea_id", "=", leaId).where("plan_id", "=", planId).where("kind", "=", kind).where("key", "=", key).where("version", "=", seen)
    .returning("key")
    .executeTakeFirst();
  return saved !== undefined;
}

export async function listDoneDeadlines(tx: Tx, { leaId, planId }: PlanKey): Promise<DoneDeadline[]> {
  return tx.selectFrom("deadline_done").select(["deadline", "done_on as doneOn", "proof", "actor", "version"]).where("lea_id", "=", leaId).where("plan_id", "=", planId).orderBy("deadline").execute();
}

/** False when it is marked already: the first mark stands until it is taken back. */
export async function insertDone(tx: Tx, { leaId, planId, deadline, doneOn, proof, actor }: PlanKey & { deadline: string; doneOn: string; proof: string; actor: string }): Promise<boolean> {
  const made = await tx.insertInto("deadline_done").values({ lea_id: leaId, org_id: leaId, plan_id: planId, deadline, done_on: doneOn, proof, actor }).onConflict((same) => same.columns(["lea_id", "plan_id", "deadline"]).doNothing()).returning("deadline").executeTakeFirst();
  return made !== undefined;
}

/** False when there was no such mark. */
export async function deleteDone(tx: Tx, { leaId, planId, deadline }: PlanKey & { deadline: string }): Promise<boolean> {
  return (await tx.deleteFrom("deadline_done").where("lea_id", "=", leaId).where("plan_id", "=", planId).where("deadline", "=", deadline).returning("deadline").executeTakeFirst()) !== undefined;
}
