// Many rows of a plan written at once: what a person has taken from a reading.
import { sql } from "kysely";
import { AppError } from "#schemas/app-error.ts";
import { planCollections, type Opening, type Plan, type PlanCollection } from "#schemas/plan.ts";
import type { Tx } from "../client.server.ts";
import { collectionTables, openingTable, openingTables, valuesFromJson, type PlanTable } from "../plan-tables.ts";
import type { PlanKey } from "./plans.server.ts";

export type TakenRows = Partial<{ [Collection in PlanCollection]: Plan[Collection] }>;
const codeOf = (fault: unknown): string => (typeof fault === "object" && fault !== null && "code" in fault ? String(fault.code) : "");

/** Adds rows of all collections together, so that they may point at each other; a row that is there already is a conflict. */
export async function insertRows(tx: Tx, { leaId, planId }: PlanKey, rows: TakenRows): Promise<void> {
  await sql`set constraints all deferred`.execute(tx);
  try {
    for (const collection of planCollections) {
      const given = rows[collection] ?? [];
      if (given.length > 0) await insertInto(tx, { leaId, planId }, collectionTables[collection], given, true);
    }
    await sql`set constraints all immediate`.execute(tx);
  } catch (fault) {
    const code = codeOf(fault);
    if (code === "23505") throw new AppError("conflict", "Some of these rows came into the plan just now. Reload to see them.", { cause: String(fault) });
    if (code === "23503") throw new AppError("conflict", "A row that these belong with is not in the plan any more. Reload and choose again.", { cause: String(fault) });
    if (code === "23514" || code === "23502" || code.startsWith("22")) throw new AppError("invalid", "The database does not take one of these values.", { cause: String(fault) });
    throw fault;
  }
}

async function insertInto(tx: Tx, { leaId, planId }: PlanKey, table: PlanTable, rows: readonly unknown[], hasOwner: boolean): Promise<void> {
  const columns = [...table.columns.map(({ name }) => `"${name}"`), ...(hasOwner ? [] : ['"org_id"'])].join(", ");
  const values = sql.join([...valuesFromJson(table, "given.content").map((value) => sql.raw(value)), ...(hasOwner ? [] : [sql`${leaId}`])]);
  await sql`insert into ${sql.table(table.table)} (lea_id, plan_id, seq, ${sql.raw(columns)})
    select ${leaId}, ${planId}, (select coalesce(max(seq), 0) from ${sql.table(table.table)} where lea_id = ${leaId} and plan_id = ${planId}) + given.at, ${values}
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality given (content, at)`.execute(tx);
}

/** Gives the plan last year's plan, in place of the one it had. Nothing may hang on the old one. */
export async function replaceOpening(tx: Tx, { leaId, planId }: PlanKey, opening: Opening): Promise<void> {
  const { goals, metrics, actions, ...head } = opening;
  for (const table of ["opening_goal", "opening_metric", "opening_action", "opening"]) await sql`delete from ${sql.table(table)} where lea_id = ${leaId} and plan_id = ${planId}`.execute(tx);
  const columns = openingTable.columns.map(({ name }) => `"${name}"`).join(", ");
  await sql`insert into opening (lea_id, plan_id, org_id, ${sql.raw(columns)}) select ${leaId}, ${planId}, ${leaId}, ${sql.raw(valuesFromJson(openingTable, "given.content").join(", "))}
    from (select ${JSON.stringify(head)}::jsonb as content) given`.execute(tx);
  const rows = { goals, metrics, actions };
  for (const name of ["goals", "metrics", "actions"] as const) if (rows[name].length > 0) await insertInto(tx, { leaId, planId }, openingTables[name], rows[name], false);
}
