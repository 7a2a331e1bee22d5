// Rows that a plan began with, taken over from the plan of the year before.
import { sql } from "kysely";
import type { PlanCollection } from "#schemas/plan.ts";
import type { Tx } from "../client.server.ts";
import { collectionTables } from "../plan-tables.ts";
import type { PlanKey } from "./plans.server.ts";

/** `last`: what has last happened to the row itself: "insert" is untouched since, "delete" is gone. */
export type CarriedLine = {
  collection: PlanCollection; rowId: string; orgId: string; fromYear: string; writtenOn: string | null; decision: "confirmed" | "retired" | null; decidedBy: string | null; decidedAt: Date | null;
  last: "insert" | "update" | "delete"; lastBy: string; lastAt: Date;
};
export type NewCarried = { collection: PlanCollection; rowId: string; fromId: string; orgId: string };

/** Holds the plan for this transaction, so that two who turn its year at once follow one another. */
export async function holdPlan(tx: Tx, { leaId, planId }: PlanKey): Promise<void> {
  await sql`select from plan where lea_id = ${leaId} and id = ${planId} for no key update`.execute(tx);
}

/**
 * Notes what a new plan began with. The day its words were written is the day of the last change in the plan before, in `zone`; words that were carried into that plan
 * and stand unchanged keep their own day.
 */
export async function insertCarried(tx: Tx, { leaId, planId, from, zone, rows }: PlanKey & { from: { planId: string; year: string }; zone: string; rows: readonly NewCarried[] }): Promise<void> {
  if (rows.length === 0) return;
  const given = rows.map((row) => ({ ...row, table: collectionTables[row.collection].table }));
  await sql`
    insert into carried_row (lea_id, org_id, plan_id, collection, row_id, from_year, written_on)
    select ${leaId}, given."orgId", ${planId}, given.collection, given."rowId", ${from.year}, case when latest.operation = 'insert' and earlier.row_id is not null then earlier.written_on else (latest.at at time zone ${zone})::date end
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (collection text, "rowId" text, "fromId" text, "orgId" text, "table" text)
    left join lateral (select operation, at from revision r where r.lea_id = ${leaId} and r.plan_id = ${from.planId} and r.table_name = given."table" and r.row_id = given."fromId" order by id desc limit 1) latest on true
    left join carried_row earlier on earlier.lea_id = ${leaId} and earlier.plan_id = ${from.planId} and earlier.collection = given.collection and earlier.row_id = given."fromId"`.execute(tx);
}

const tables = JSON.stringify(Object.entries(collectionTables).map(([collection, { table }]) => ({ collection, table })));
const withLast = ({ leaId, planId }: PlanKey) => sql`
  from carried_row c
  join jsonb_to_recordset(${tables}::jsonb) as named (collection text, "table" text) on named.collection = c.collection
  join lateral (select operation, actor, at from revision r where r.lea_id = c.lea_id and r.plan_id = c.plan_id and r.table_name = named."table" and r.row_id = c.row_id order by id desc limit 1) latest on true
  where c.lea_id = ${leaId} and c.plan_id = ${planId}`;

/** All of a plan: the LEA's and its schools'. */
export async function listCarried(tx: Tx, key: PlanKey): Promise<CarriedLine[]> {
  const { rows } = await sql<CarriedLine>`
    select c.collection, c.row_id as "rowId", c.org_id as "orgId", c.from_year as "fromYear", c.written_on as "writtenOn", c.decision, c.decided_by as "decidedBy", c.decided_at as "decidedAt",
      latest.operation as last, latest.actor as "lastBy", latest.at as "lastAt" ${withLast(key)} order by c.collection, c.row_id`.execute(tx);
  return rows;
}

/** How many rows of each organization nobody has decided about: unchanged, still there, and not confirmed. */
export async function countOpenCarried(tx: Tx, key: PlanKey): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ orgId: string; n: number }>`
    select c.org_id as "orgId", count(*) as n ${withLast(key)} and latest.operation = 'insert' and c.decision is distinct from 'confirmed' group by c.org_id`.execute(tx);
  return new Map(rows.map(({ orgId, n }) => [orgId, Number(n)]));
}

/** Notes a person's decision; false when the row was never carried or is decided already. */
export async function decideCarried(tx: Tx, { leaId, planId, collection, rowId, decision, by }: PlanKey & { collection: string; rowId: string; decision: "confirmed" | "retired"; by: string }): Promise<boolean> {
  const result = await tx
    .updateTable("carried_row")
    .set({ version: sql<number>`version + 1`, decision, decided_by: by, decided_at: sql<Date>`clock_timestamp()` })
    .where("lea_id", "=", leaId).where("plan_id", "=", planId).where("collection", "=", collection).where("row_id", "=", rowId).where((is) => is.or([is("decision", "is", null), is("decision", "=", "retired")]))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
