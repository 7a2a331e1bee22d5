import { createHash } from "node:crypto";
import { sql, type RawBuilder } from "kysely";
import { AppError } from "#schemas/app-error.ts";
import type { Answer, AnswerValue, Plan, PlanCollection } from "#schemas/plan.ts";
import type { Tx } from "../client.server.ts";
import { collectionTables, rowAsJson, valuesFromJson, type PlanTable } from "../plan-tables.ts";
import type { PlanKey } from "./plans.server.ts";

export type RowOf<C extends PlanCollection> = Plan[C][number];
/** Saved, with its new version; or somebody was first, with what stands there now (undefined: it is gone). */
export type SaveResult<Row> = { saved: Row; conflict?: never } | { saved?: never; conflict: Row | undefined };

/** A row keeps its id, lineage and owner for life; its version is counted here. */
const neverSet = ["id", "lineage_id", "org_id", "version"];

const codeOf = (fault: unknown): string => (typeof fault === "object" && fault !== null && "code" in fault ? String(fault.code) : "");

/** Runs one statement that changes rows; what the tables refuse becomes an error a person can read. */
async function change<Row>(tx: Tx, statement: RawBuilder<{ row: string }>): Promise<Row | undefined> {
  try {
    await sql`set constraints all immediate`.execute(tx);
    const { rows } = await statement.execute(tx);
    return rows[0] && (JSON.parse(rows[0].row) as Row);
  } catch (fault) {
    const code = codeOf(fault);
    if (code === "23503") throw new AppError("conflict", "Another row that this one belongs with is not there any more, or still needs this one. Reload and try again.", { cause: String(fault) });
    if (code === "23514" || code === "23502" || code.startsWith("22")) throw new AppError("invalid", "The database does not take this value.", { cause: String(fault) });
    throw fault;
  }
}

const whereRow = ({ leaId, planId }: PlanKey, id: string) => sql`t.lea_id = ${leaId} and t.plan_id = ${planId} and t.id = ${id}`;
const asJson = (table: PlanTable) => sql.raw(`${rowAsJson(table, "t")}::text as row`);

/** One row of a collection as it stands now. */
export async function findRow<C extends PlanCollection>(tx: Tx, { collection, id, ...key }: PlanKey & { collection: C; id: string }): Promise<RowOf<C> | undefined> {
  const table = collectionTables[collection];
  const { rows } = await sql<{ row: string }>`select ${asJson(table)} from ${sql.table(table.table)} t where ${whereRow(key, id)}`.execute(tx);
  return rows[0] && (JSON.parse(rows[0].row) as RowOf<C>);
}

/** Writes the row if it still has the version the person saw; `row` is already validated by its schema. */
export async function saveRow<C extends PlanCollection>(
  tx: Tx,
  { collection, row, seenVersion, ...key }: PlanKey & { collection: C; row: RowOf<C>; seenVersion: number },
): Promise<SaveResult<RowOf<C>>> {
  const table = collectionTables[collection];
  const values = valuesFromJson(table, "given.content");
  const set = table.columns.flatMap(({ name }, at) => (neverSet.includes(name) ? [] : [`"${name}" = ${values[at]}`])).join(", ");
  const saved = await change<RowOf<C>>(
    tx,
    sql`update ${sql.table(table.table)} t set ${sql.raw(set)}, version = t.version + 1 from (select ${JSON.stringify(row)}::jsonb as content) given
      where ${whereRow(key, row.id)} and t.version = ${seenVersion} returning ${asJson(table)}`,
  );
  return saved ? { saved } : { conflict: await findRow(tx, { ...key, collection, id: row.id }) };
}

/** Adds a row at the end of its collection, as version 1; a row with this id already there is a conflict. */
export async function insertRow<C extends PlanCollection>(tx: Tx, { collection, row, leaId, planId }: PlanKey & { collection: C; row: RowOf<C> }): Promise<SaveResult<RowOf<C>>> {
  const table = collectionTables[collection];
  const columns = table.columns.map(({ name }) => `"${name}"`).join(", ");
  const saved = await change<RowOf<C>>(
    tx,
    sql`insert into ${sql.table(table.table)} as t (lea_id, plan_id, seq, ${sql.raw(columns)})
      select ${leaId}, ${planId}, (select coalesce(max(seq), 0) + 1 from ${sql.table(table.table)} where lea_id = ${leaId} and plan_id = ${planId}), ${sql.raw(valuesFromJson(table, "given.content").join(", "))}
      from (select ${JSON.stringify({ ...row, version: 1 })}::jsonb as content) given
      on conflict (lea_id, plan_id, id) do nothing returning ${asJson(table)}`,
  );
  return saved ? { saved } : { conflict: await findRow(tx, { leaId, planId, collection, id: row.id }) };
}

/** Removes a row that still has the version the person saw; refused with a conflict error while other rows need it. */
export async function deleteRow<C extends PlanCollection>(
  tx: Tx,
  { collection, id, seenVersion, ...key }: PlanKey & { collection: C; id: string; seenVersion: number },
): Promise<SaveResult<RowOf<C>>> {
  const table = collectionTables[collection];
  const saved = await change<RowOf<C>>(tx, sql`delete from ${sql.table(table.table)} t where ${whereRow(key, id)} and t.version = ${seenVersion} returning ${asJson(table)}`);
  return saved ? { saved } : { conflict: await findRow(tx, { ...key, collection, id }) };
}

/** The id of a narrative's first answer: the same for everybody, so that two people who start it at once meet. */
function answerId(key: string, orgId: string, about: string | null): string {
  const plain = [key, orgId, ...(about === null ? [] : [about])].join(":");
  return plain.length <= 80 ? plain : createHash("sha256").update(plain).digest("hex");
}

/** Saves the one answer of a statement (not a row of a small table); `seenVersion` null says that there was none yet. */
export async function saveAnswer(
  tx: Tx,
  { leaId, planId, orgId, key, about, value, seenVersion }: PlanKey & { orgId: string; key: string; about: string | null; value: AnswerValue; seenVersion: number | null },
): Promise<SaveResult<Answer>> {
  const table = collectionTables.answers;
  const { rows } = await sql<{ row: string }>`select ${asJson(table)} from answer t
    where t.lea_id = ${leaId} and t.plan_id = ${planId} and t.statement_key = ${key} and t.org_id = ${orgId} and t.about is not distinct from ${about} order by t.seq, t.id limit 1`.execute(tx);
  const current = rows[0] && (JSON.parse(rows[0].row) as Answer);
  if (seenVersion === null) {
    if (current) return { conflict: current };
    const id = answerId(key, orgId, about);
    return insertRow(tx, { leaId, planId, collection: "answers", row: { id, lineageId: id, orgId, version: 1, order: 0, key, about, value } });
  }
  return current ? saveRow(tx, { leaId, planId, collection: "answers", row: { ...current, value }, seenVersion }) : { conflict: undefined };
}

/** Writes the one thing about last year's action that is typed now; false when it is not `seen` any more. */
export async function saveActualPercent(tx: Tx, { leaId, planId, openingActionId, actualPercent, seen }: PlanKey & { openingActionId: string; actualPercent: string | null; seen: string | null }): Promise<boolean> {
  const { rows } = await sql`update opening_action set actual_percent = ${actualPercent}, version = version + 1
    where lea_id = ${leaId} and plan_id = ${planId} and id = ${openingActionId} and actual_percent is not distinct from ${seen} returning id`.execute(tx);
  return rows.length === 1;
}
