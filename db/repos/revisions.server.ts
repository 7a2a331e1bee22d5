import { sql } from "kysely";
import type { Opening, Plan, PlanCollection } from "#schemas/plan.ts";
import { planSchemaVersion } from "#schemas/plan.ts";
import type { Tx } from "../client.server.ts";
import { collectionTables, heldTables, openingTable, openingTables, rowAsJson, rowFromColumns, type PlanTable } from "../plan-tables.ts";
import type { PlanKey } from "./plans.server.ts";
import type { RowOf } from "./rows.server.ts";

/** One change of one row: the row as it stood after it, or before it where it was removed. `id` grows with every change of a plan, in the order the changes became true. */
export type Revision<C extends PlanCollection = PlanCollection> = { id: number; version: number; operation: "insert" | "update" | "delete"; actor: string; at: Date; row: RowOf<C> };

/** What has happened to one row, newest first, the last thousand changes. */
export async function listRevisions<C extends PlanCollection>(tx: Tx, { leaId, planId, collection, id }: PlanKey & { collection: C; id: string }): Promise<Revision<C>[]> {
  const table = collectionTables[collection];
  const found = await tx
    .selectFrom("revision")
    .select(["id", "version", "operation", "actor", "at", "content"])
    .where("lea_id", "=", leaId).where("plan_id", "=", planId).where("table_name", "=", table.table).where("row_id", "=", id)
    .orderBy("id", "desc")
    .limit(1000)
    .execute();
  return found.map(({ content, ...revision }) => ({ ...revision, row: rowFromColumns(table, content) as RowOf<C> }));
}

/** Who changed which row when, without what it said. */
export type ChangeLine = { revision: number; collection: PlanCollection; rowId: string; actor: string; at: Date };

/** The last change of each row that a person writes, past `after` and up to `upTo`. */
export async function listLastChanges(tx: Tx, { leaId, planId, after, upTo }: PlanKey & { after: number; upTo: number }): Promise<ChangeLine[]> {
  const collectionOf = new Map(Object.entries(collectionTables).map(([name, { table }]) => [table, name as PlanCollection]));
  const found = await tx
    .selectFrom("revision")
    .distinctOn(["table_name", "row_id"])
    .select(["id as revision", "table_name as table", "row_id as rowId", "actor", "at"])
    .where("lea_id", "=", leaId).where("plan_id", "=", planId).where("id", ">", after).where("id", "<=", upTo)
    .orderBy("table_name").orderBy("row_id").orderBy("id", "desc")
    .execute();
  return found.flatMap(({ table, ...line }) => {
    const collection = collectionOf.get(table);
    return collection ? [{ ...line, collection }] : [];
  });
}

/** The number of the plan's last change, of all or of those until a day's end in `zone`; 0 where there is none. */
export async function lastRevision(tx: Tx, { leaId, planId, until }: PlanKey & { until?: { day: string; zone: string } }): Promise<number> {
  const asked = tx.selectFrom("revision").select("id").where("lea_id", "=", leaId).where("plan_id", "=", planId);
  const row = await (until ? asked.where("at", "<", sql<Date>`(${until.day}::date + 1)::timestamp at time zone ${until.zone}`) : asked).orderBy("id", "desc").limit(1).executeTakeFirst();
  return row?.id ?? 0;
}

/** Days (in `zone`) on which the plan was changed, newest first, with how often. */
export async function listDaysOfChange(tx: Tx, { leaId, planId, zone }: PlanKey & { zone: string }): Promise<{ day: string; changes: number }[]> {
  const { rows } = await sql<{ day: string; changes: number }>`select to_char(at at time zone ${zone}, 'YYYY-MM-DD') as day, count(*) as changes from revision
    where lea_id = ${leaId} and plan_id = ${planId} group by 1 order by 1 desc limit 400`.execute(tx);
  return rows;
}

type Stored = { table: string; content: Record<string, unknown> };

/**
 * The whole plan as it stood after change `upTo`; undefined when it was not there yet. What is never changed once a plan is there (its year, its cycle, the head of last
 * year's plan) is as it stands now.
 */
export async function loadPlanAt(tx: Tx, { leaId, planId, upTo }: PlanKey & { upTo: number }): Promise<Plan | undefined> {
  const head = await tx.selectFrom("plan").select(["schema_version", "year", "cycle_start", "baseline_dashboard_year", "language"]).where("lea_id", "=", leaId).where("id", "=", planId).executeTakeFirst();
  if (!head) return undefined;
  if (head.schema_version !== planSchemaVersion) throw new Error(`Plan ${planId} has schema version ${head.schema_version}; this program reads ${planSchemaVersion}.`);
  const { rows } = await sql<Stored>`
    select table_name as "table", content from (
      select distinct on (table_name, row_id) table_name, operation, content from revision where lea_id = ${leaId} and plan_id = ${planId} and id <= ${upTo} order by table_name, row_id, id desc) latest
    where operation <> 'delete'`.execute(tx);
  const opening = await sql<{ row: string }>`select ${sql.raw(rowAsJson(openingTable, "o"))}::text as row from opening o where o.lea_id = ${leaId} and o.plan_id = ${planId}`.execute(tx);
  const byTable = new Map<string, Stored["content"][]>();
  for (const { table, content } of rows) byTable.set(table, [...(byTable.get(table) ?? []), content]);
  const inOrder = (a: Stored["content"], b: Stored["content"]) => Number(a["seq"]) - Number(b["seq"]) || (String(a["id"]) < String(b["id"]) ? -1 : 1);
  const rowsOf = (tables: Readonly<Record<string, PlanTable>>) => Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, (byTable.get(table.table) ?? []).sort(inOrder).map((content) => rowFromColumns(table, content))]));
  if (!byTable.has(heldTables.organizations.table)) return undefined;
  const openingHead = opening.rows[0] ? (JSON.parse(opening.rows[0].row) as Pick<Opening, "year" | "source" | "carryoverPercent">) : null;
  return {
    schemaVersion: planSchemaVersion, id: planId, leaId, year: head.year, cycle: { start: head.cycle_start, baselineDashboardYear: head.baseline_dashboard_year }, language: head.language,
    ...rowsOf(heldTables), ...rowsOf(collectionTables), opening: openingHead && { ...openingHead, ...rowsOf(openingTables) },
  } as Plan;
}
