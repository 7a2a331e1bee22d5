import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

/** A look at a question that could not be completed. `ended` null: it still stands. */
export type AnswerMark = { id: string; key: string; about: string | null; reason: string; by: string; at: string; ended: { by: string; at: string; because: "answered" | "taken-back" } | null };
type PartKey = { leaId: string; planId: string; orgId: string };

/** All marks of one part of a plan, those of long ago too, the newest first. */
export async function listMarks(tx: Tx, { leaId, planId, orgId }: PartKey): Promise<AnswerMark[]> {
  const rows = await tx
    .selectFrom("answer_mark as mark")
    .innerJoin("person as marker", "marker.id", "mark.marked_by")
    .leftJoin("person as ender", "ender.id", "mark.ended_by")
    .select(["mark.id", "mark.statement_key", "mark.about", "mark.reason", "marker.name as by", "mark.marked_at", "ender.name as ended_by", "mark.ended_at", "mark.ended_because"])
    .where("mark.lea_id", "=", leaId).where("mark.plan_id", "=", planId).where("mark.org_id", "=", orgId)
    .orderBy("mark.marked_at", "desc").orderBy("mark.id")
    .execute();
  return rows.map((row) => ({
    id: row.id, key: row.statement_key, about: row.about === "" ? null : row.about, reason: row.reason, by: row.by, at: row.marked_at.toISOString(),
    ended: row.ended_at && row.ended_because ? { by: row.ended_by ?? "", at: row.ended_at.toISOString(), because: row.ended_because } : null,
  }));
}

/** Marks a question; nothing is written and undefined comes back when it is marked already. */
export async function insertMark(tx: Tx, { leaId, planId, orgId, key, about, reason, by }: PartKey & { key: string; about: string | null; reason: string; by: string }): Promise<string | undefined> {
  const row = await tx
    .insertInto("answer_mark")
    .values({ lea_id: leaId, org_id: orgId, plan_id: planId, statement_key: key, about: about ?? "", reason, marked_by: by, ended_by: null, ended_at: null, ended_because: null })
    .onConflict((same) => same.columns(["lea_id", "plan_id", "org_id", "statement_key", "about"]).where("ended_at", "is", null).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id;
}

/** Ends the standing marks of these questions; `about` undefined: whatever they are about. The ids of those that ended. */
export async function endMarks(tx: Tx, { leaId, planId, orgId, keys, about, by, because }: PartKey & { keys: readonly string[]; about?: string | null; by: string; because: "answered" | "taken-back" }): Promise<string[]> {
  if (keys.length === 0) return [];
  const ended = await tx
    .updateTable("answer_mark")
    .set({ ended_by: by, ended_at: sql<Date>`clock_timestamp()`, ended_because: because, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("plan_id", "=", planId).where("org_id", "=", orgId).where("ended_at", "is", null)
    .where("statement_key", "in", [...keys])
    .$if(about !== undefined, (query) => query.where("about", "=", about ?? ""))
    .returning("id")
    .execute();
  return ended.map(({ id }) => id);
}
