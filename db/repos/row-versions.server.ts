import { sql } from "kysely";
import type { PlanCollection } from "#schemas/plan.ts";
import type { Tx } from "../client.server.ts";
import { collectionTables, rowFromColumns } from "../plan-tables.ts";
import type { PlanKey } from "./plans.server.ts";
import type { RowOf } from "./rows.server.ts";

/** Rows of a collection as they stood in the versions asked for; one that never was is not in the answer. */
export async function listRowVersions<C extends PlanCollection>(tx: Tx, { leaId, planId, collection, asked }: PlanKey & { collection: C; asked: readonly { id: string; version: number }[] }): Promise<RowOf<C>[]> {
  if (asked.length === 0) return [];
  const table = collectionTables[collection];
  const { rows } = await sql<{ content: Record<string, unknown> }>`
    select distinct on (r.row_id, r.version) r.content from revision r join jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as wanted (id text, version bigint) on r.row_id = wanted.id and r.version = wanted.version
    where r.lea_id = ${leaId} and r.plan_id = ${planId} and r.table_name = ${table.table} and r.operation <> 'delete' order by r.row_id, r.version, r.id desc`.execute(tx);
  return rows.map(({ content }) => rowFromColumns(table, content) as RowOf<C>);
}
