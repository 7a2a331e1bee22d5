import { sql } from "kysely";
import { frozen } from "#schemas/frozen.ts";
import { withSameParts } from "#schemas/same-parts.ts";
import type { Opening, Plan } from "#schemas/plan.ts";
import { planSchemaVersion } from "#schemas/plan.ts";
import type { Tx } from "../client.server.ts";
import { collectionTables, heldTables, openingTable, openingTables, rowAsJson, valuesFromJson, type PlanTable } from "../plan-tables.ts";
import { insertNamedVersion } from "./named-versions.server.ts";

export type PlanKey = { leaId: string; planId: string };
export type PlanSummary = { id: string; leaId: string; year: string; cycleStart: string; name: string };

const rowsAsJson = (table: PlanTable) =>
  `coalesce((select json_agg(${rowAsJson(table, "t")} order by t.seq, t.id) from ${table.table} t where t.lea_id = p.lea_id and t.plan_id = p.id), '[]'::json)`;
const named = (tables: Record<string, PlanTable>) => Object.entries(tables).map(([name, table]) => `'${name}', ${rowsAsJson(table)}`).join(", ");

/** The whole plan as one JSON text. Built by the database, so that one round trip brings it. */
const planAsText = `json_build_object(
  'schemaVersion', p.schema_version, 'id', p.id, 'leaId', p.lea_id, 'year', p.year, 'language', p.language,
  'cycle', json_build_object('start', p.cycle_start, 'baselineDashboardYear', p.baseline_dashboard_year),
  'openingHead', (select ${rowAsJson(openingTable, "o")} from opening o where o.lea_id = p.lea_id and o.plan_id = p.id),
  'openingRows', json_build_object(${named(openingTables)}),
  ${named(heldTables)}, ${named(collectionTables)})::text`;

/** What the plan's first version is called: all later ones are compared with it. */
const firstVersionName = "As first stored here";

type StoredPlan = Omit<Plan, "opening"> & { openingHead: Pick<Opening, "year" | "source" | "carryoverPercent"> | null; openingRows: Pick<Opening, "goals" | "metrics" | "actions"> };

/**
 * Plans read lately, by their stamp. The database is asked for the stamp every time, under row security; it is new after every change and never comes back,
 * so a value kept here is the plan or is not used. Everybody who asks between two changes gets the same value, which nobody can change.
 */
const lately = new Map<string, { stamp: string; size: number; plan: Plan }>();
/** Characters of plans as text; in memory, with what is worked out from them, they take some twenty times as much. */
const mostKept = 10_000_000;
function keep(place: string, entry: { stamp: string; size: number; plan: Plan }): void {
  lately.delete(place);
  lately.set(place, entry);
  let size = 0;
  for (const one of lately.values()) size += one.size;
  for (const [oldest, one] of lately) {
    if (size <= mostKept || oldest === place) break;
    lately.delete(oldest);
    size -= one.size;
  }
}

/** The whole plan in one round trip, closed to changes; undefined when this LEA has no such plan. */
export async function loadPlan(tx: Tx, { leaId, planId }: PlanKey): Promise<Plan | undefined> {
  const place = JSON.stringify([leaId, planId]);
  const kept = lately.get(place);
  const { rows } = await sql<{ stamp: string; plan: string | null }>`
    select p.stamp, case when p.stamp is distinct from ${kept?.stamp ?? null}::uuid then ${sql.raw(planAsText)} end as plan from plan p where p.lea_id = ${leaId} and p.id = ${planId}`.execute(tx);
  const found = rows[0];
  if (found === undefined) return undefined;
  if (found.plan === null) {
    if (kept) keep(place, kept);
    return kept?.plan;
  }
  const { openingHead, openingRows, ...stored } = JSON.parse(found.plan) as StoredPlan;
  if (stored.schemaVersion !== planSchemaVersion) throw new Error(`Plan ${planId} has schema version ${String(stored.schemaVersion)}; this program reads ${planSchemaVersion}.`);
  const read: Plan = { ...stored, opening: openingHead === null ? null : { ...openingHead, ...openingRows } };
  // What did not change stays the same value, so that what was worked out from it stands.
  const plan = frozen(kept ? withSameParts(kept.plan, read) : read);
  keep(place, { stamp: found.stamp, size: found.plan.length, plan });
  return plan;
}

/** The LEA's plans, newest year first; with `schoolId` those that this school is in. */
export async function listPlans(tx: Tx, { leaId, schoolId = null }: { leaId: string; schoolId?: string | null }): Promise<PlanSummary[]> {
  return tx
    .selectFrom("plan")
    .innerJoin("organization", (join) => join.onRef("organization.lea_id", "=", "plan.lea_id").onRef("organization.id", "=", "plan.org_id"))
    .select(["plan.id as id", "plan.lea_id as leaId", "plan.year as year", "plan.cycle_start as cycleStart", "organization.name as name"])
    .where("plan.lea_id", "=", leaId)
    .$if(schoolId !== null, (plans) => plans.where(sql<boolean>`exists (select 1 from plan_organization school where school.lea_id = plan.lea_id and school.plan_id = plan.id and school.id = ${schoolId})`))
    .orderBy("plan.year", "desc")
    .execute();
}

/** Writes a whole plan given as data (already validated by planSchema); what loadPlan gives back is equal to it. Organizations are added to the directory when new; `sample` says they are invented. */
export async function insertPlan(tx: Tx, plan: Plan, { sample = false }: { sample?: boolean } = {}): Promise<void> {
  const lea = plan.leaId;
  await tx
    .insertInto("organization")
    .values(plan.organizations.map(({ id, kind, name, cds }) => ({ lea_id: lea, id, kind, name, cds, sample })))
    .onConflict((same) => same.columns(["lea_id", "id"]).doNothing())
    .execute();
  await tx
    .insertInto("plan")
    .values({
      lea_id: lea, id: plan.id, org_id: lea, schema_version: plan.schemaVersion, year: plan.year,
      cycle_start: plan.cycle.start, baseline_dashboard_year: plan.cycle.baselineDashboardYear, language: plan.language,
    })
    .execute();
  const insert = async (table: PlanTable, rows: readonly unknown[]) => {
    if (rows.length === 0) return;
    const has = (name: string) => table.columns.some((column) => column.name === name);
    const columns = table.columns.map(({ name }) => `"${name}"`);
    const values = valuesFromJson(table, "given.content");
    // The LEA owns the rows that name no owner (last year's frozen plan); an organization's own row has its id.
    if (!has("org_id") && table.table !== "plan_organization") {
      columns.push("\"org_id\"");
      values.push("$lea");
    }
    const before = `insert into ${table.table} (lea_id, plan_id, seq, ${columns.join(", ")}) select `;
    const list = sql.join(values.map((value) => (value === "$lea" ? sql`${lea}` : sql.raw(value))));
    await sql`${sql.raw(before)} ${lea}, ${plan.id}, given.seq, ${list} from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality given (content, seq)`.execute(tx);
  };
  await insert(heldTables.organizations, plan.organizations);
  await insert(heldTables.identifications, plan.identifications);
  await insert(heldTables.dashboard, plan.dashboard);
  if (plan.opening) {
    const { goals, metrics, actions, ...head } = plan.opening;
    const columns = openingTable.columns.map(({ name }) => `"${name}"`).join(", ");
    await sql`insert into opening (lea_id, plan_id, org_id, ${sql.raw(columns)}) select ${lea}, ${plan.id}, ${lea}, ${sql.raw(valuesFromJson(openingTable, "given.content").join(", "))}
      from (select ${JSON.stringify(head)}::jsonb as content) given`.execute(tx);
    await insert(openingTables.goals, goals);
    await insert(openingTables.metrics, metrics);
    await insert(openingTables.actions, actions);
  }
  for (const [name, table] of Object.entries(collectionTables)) await insert(table, plan[name as keyof typeof collectionTables]);
  await sql`set constraints all immediate`.execute(tx);
  await sql`set constraints all deferred`.execute(tx);
  await insertNamedVersion(tx, { leaId: lea, planId: plan.id, name: firstVersionName, kind: "start", actor: "system:store" });
}
