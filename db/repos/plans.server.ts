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

const rowsOf = (table: PlanTable) =>
  `coalesce((select json_agg(${rowAsJson(table, "t")} order by t.seq, t.id) from ${table.table} t where t.lea_id = p.lea_id and t.plan_id = p.id), '[]'::json)::text`;

/** Each list of rows in a plan, with the table that it is read from; last year's lists are inside the opening. */
const lists: readonly { name: string; table: PlanTable }[] = [...Object.entries(openingTables).map(([name, table]) => ({ name: `opening.${name}`, table })), ...Object.entries({ ...heldTables, ...collectionTables }).map(([name, table]) => ({ name, table }))];

/** What a plan says outside its lists. */
const headAsText = `json_build_object(
  'schemaVersion', p.schema_version, 'id', p.id, 'leaId', p.lea_id, 'year', p.year, 'language', p.language,
  'cycle', json_build_object('start', p.cycle_start, 'baselineDashboardYear', p.baseline_dashboard_year),
  'opening', (select ${rowAsJson(openingTable, "o")} from opening o where o.lea_id = p.lea_id and o.plan_id = p.id))::text`;
/** The plan's last change of a row. All before it are there too: they are numbered under the plan's lock. */
const lastChange = `coalesce((select r.id from revision r where r.lea_id = p.lea_id and r.plan_id = p.id order by r.id desc limit 1), 0)`;

/** What the plan's first version is called: all later ones are compared with it. */
const firstVersionName = "As first stored here";

type Head = Pick<Plan, "schemaVersion" | "id" | "leaId" | "year" | "language" | "cycle"> & { opening: Pick<Opening, "year" | "source" | "carryoverPercent"> | null };
type Rows = readonly unknown[];
/** A plan as it was read: its stamp, the last change in it, and each list with the length of its text. */
type Kept = { stamp: string; upTo: number; head: number; lists: ReadonlyMap<string, { size: number; rows: Rows }>; plan: Plan };

/**
 * Plans read lately, by their stamp. The database is asked for the stamp every time, under row security; it is new after every change and never comes back,
 * so a value kept here is the plan or is not used. Everybody who asks between two changes gets the same value, which nobody can change.
 */
const lately = new Map<string, Kept>();
/** Characters of plans as text; in memory, with what is worked out from them, they take some twenty times as much. */
const mostKept = 10_000_000;
function keep(place: string, entry: Kept): Plan {
  const sizeOf = (one: Kept) => [...one.lists.values()].reduce((sum, { size }) => sum + size, one.head);
  lately.delete(place);
  lately.set(place, entry);
  let size = 0;
  for (const one of lately.values()) size += sizeOf(one);
  for (const [oldest, one] of lately) {
    if (size <= mostKept || oldest === place) break;
    lately.delete(oldest);
    size -= sizeOf(one);
  }
  return entry.plan;
}

/** The whole plan, closed to changes; undefined when this LEA has no such plan. One round trip where it is new here or has not changed, two where it has: then only the lists that changed are read. */
export async function loadPlan(tx: Tx, key: PlanKey): Promise<Plan | undefined> {
  const place = JSON.stringify([key.leaId, key.planId]);
  const kept = lately.get(place);
  if (kept) {
    const now = await changesSince(tx, key, kept);
    if (now === undefined) return undefined;
    if (now.stamp === kept.stamp) return keep(place, kept);
    const part = now.tables && (await readLists(tx, key, lists.filter(({ table }) => now.tables?.includes(table.table)), kept));
    // Changed once more in between: which lists are meant is not known.
    if (part?.stamp === now.stamp) return keep(place, part);
  }
  const whole = await readLists(tx, key, lists, null);
  return whole && keep(place, whole);
}

/** The plan's stamp, and the tables whose rows have changed since it was read; null where that cannot be told: what was read was rolled back. */
async function changesSince(tx: Tx, { leaId, planId }: PlanKey, { stamp, upTo }: Kept): Promise<{ stamp: string; tables: string[] | null } | undefined> {
  const { rows } = await sql<{ stamp: string; tables: string[] | null }>`
    select p.stamp, case when p.stamp <> ${stamp}::uuid and (${upTo} = 0 or exists (select from revision r where r.lea_id = p.lea_id and r.plan_id = p.id and r.id = ${upTo}))
      then array(select distinct r.table_name from revision r where r.lea_id = p.lea_id and r.plan_id = p.id and r.id > ${upTo}) end as tables
    from plan p where p.lea_id = ${leaId} and p.id = ${planId}`.execute(tx);
  return rows[0];
}

/** The plan with these lists as they stand, and the others as they were in `before`; a row that did not change stays the same value, so that what was worked out from it stands. */
async function readLists(tx: Tx, { leaId, planId }: PlanKey, asked: typeof lists, before: Kept | null): Promise<Kept | undefined> {
  const columns = asked.map(({ name, table }) => `${rowsOf(table)} as "${name}"`);
  const { rows } = await sql<{ stamp: string; upTo: number; head: string } & Record<string, string>>`
    select ${sql.raw(["p.stamp", `${lastChange} as "upTo"`, `${headAsText} as head`, ...columns].join(", "))} from plan p where p.lea_id = ${leaId} and p.id = ${planId}`.execute(tx);
  const found = rows[0];
  if (found === undefined) return undefined;
  const { opening, ...head } = JSON.parse(found.head) as Head;
  if (head.schemaVersion !== planSchemaVersion) throw new Error(`Plan ${planId} has schema version ${String(head.schemaVersion)}; this program reads ${planSchemaVersion}.`);
  const read = asked.map(({ name }) => [name, { size: found[name]?.length ?? 0, rows: frozen(withSameParts(before?.lists.get(name)?.rows, JSON.parse(found[name] ?? "") as Rows)) }] as const);
  const now = new Map([...(before?.lists ?? []), ...read]);
  const rowsIn = (names: Readonly<Record<string, PlanTable>>, prefix = "") => Object.fromEntries(Object.keys(names).map((name) => [name, now.get(prefix + name)?.rows]));
  // The tables' names are the plan's own: together they are all that a plan has.
  const plan = frozen({ ...head, ...rowsIn(heldTables), ...rowsIn(collectionTables), opening: withSameParts(before?.plan.opening, opening && { ...opening, ...rowsIn(openingTables, "opening.") }) }) as unknown as Plan;
  return { stamp: found.stamp, upTo: found.upTo, head: found.head.length, lists: now, plan };
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
