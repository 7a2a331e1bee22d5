// What a plan holds about its LEA and schools from the state: added or changed when a person has accepted it.
import { sql } from "kysely";
import type { DashboardResult, Identification, Organization } from "#schemas/plan.ts";
import type { Tx } from "../client.server.ts";
import { heldTables, rowAsJson, valuesFromJson } from "../plan-tables.ts";
import type { PlanKey } from "./plans.server.ts";

/** Adds rows that are not there; false when one came in meanwhile. */
export async function addHeldRows(tx: Tx, { leaId, planId }: PlanKey, rows: { identifications: readonly Identification[]; dashboard: readonly DashboardResult[] }): Promise<boolean> {
  for (const name of ["identifications", "dashboard"] as const) {
    const { [name]: table } = heldTables;
    if (rows[name].length === 0) continue;
    const columns = table.columns.map((column) => `"${column.name}"`).join(", ");
    const { rows: added } = await sql`insert into ${sql.table(table.table)} (lea_id, plan_id, seq, ${sql.raw(columns)})
      select ${leaId}, ${planId}, (select coalesce(max(seq), 0) from ${sql.table(table.table)} where lea_id = ${leaId} and plan_id = ${planId}) + given.at, ${sql.raw(valuesFromJson(table, "given.content").join(", "))}
      from jsonb_array_elements(${JSON.stringify(rows[name])}::jsonb) with ordinality given (content, at) on conflict (lea_id, plan_id, id) do nothing returning id`.execute(tx);
    if (added.length !== rows[name].length) return false;
  }
  return true;
}

/** Writes a status, or what is held about the LEA or a school, anew if the plan still holds it as the person saw it. */
export async function replaceHeld(tx: Tx, { leaId, planId }: PlanKey, { name, seen, row }: { name: "identifications"; seen: Identification; row: Identification } | { name: "organizations"; seen: Organization; row: Organization }): Promise<boolean> {
  const { [name]: table } = heldTables;
  const values = valuesFromJson(table, "given.content");
  const set = table.columns.flatMap(({ name }, at) => (name === "id" || name === "org_id" ? [] : [`"${name}" = ${values[at] ?? ""}`])).join(", ");
  const { rows } = await sql`update ${sql.table(table.table)} t set ${sql.raw(set)}, version = t.version + 1 from (select ${JSON.stringify(row)}::jsonb as content) given
    where t.lea_id = ${leaId} and t.plan_id = ${planId} and t.id = ${seen.id} and ${sql.raw(rowAsJson(table, "t"))}::jsonb = ${JSON.stringify(seen)}::jsonb returning t.id`.execute(tx);
  return rows.length === 1;
}
