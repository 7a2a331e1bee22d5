import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, withLea } from "#db/client.server.ts";
import { appRoleFaults, assertSafeDatabase, migrate } from "#db/migrate.ts";
import { collectionTables, heldTables, openingTable, openingTables } from "#db/plan-tables.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import { freshDatabase, type FreshDatabase } from "./database.ts";
import { madePlan } from "./made-plan.ts";
import { submissionReads } from "./submission-reads.ts";
import { talkReads } from "./talk-reads.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await withLea(database.app, { leaId: "mine", actor: "planner" }, (tx) => insertPlan(tx, madePlan(7, { leaId: "mine" })));
});
afterAll(() => database?.drop());

/** Tables of the installation as a whole; every other table belongs to an LEA. */
const shared = ["installation", "audit_head", "kysely_migration", "kysely_migration_lock", "person", "person_session", "person_account", "person_verification", "person_second_factor", "mail", "person_passkey", "support_staff", "rate_limit", "form_version", "state_file", "state_organization", "state_fact"];
/** Read besides by who_is, which sets the person for its own statement. */
const sessionReads: Record<string, string | string[]> = { sign_on: "r((( SELECT current_sign_on() AS current_sign_on) = id) OR (( SELECT current_sign_on() AS current_sign_on) = domain))", membership: "r(person_id = ( SELECT current_person() AS current_person))", organization: "r(( SELECT current_person() AS current_person) IS NOT NULL)", organization_relation: "r(( SELECT current_person() AS current_person) IS NOT NULL)", ...submissionReads, ...talkReads };

type CatalogueTable = { name: string; enabled: boolean; forced: boolean; owner: string; key: string[]; columns: string[]; commands: string[] };
async function tenantTables(): Promise<CatalogueTable[]> {
  const { rows } = await sql<CatalogueTable>`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced, pg_get_userbyid(c.relowner) as owner,
      (select array_agg(a.attname::text order by k.at) from pg_index i, unnest(i.indkey::int[]) with ordinality k(number, at) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number where i.indrelid = c.oid and i.indisprimary) as key,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      array(select p.polcmd::text || pg_get_expr(p.polqual, p.polrelid) || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') from pg_policy p where p.polrelid = c.oid) as commands
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`.execute(database.owner);
  return rows.filter((table) => !shared.includes(table.name));
}

describe("every table of an LEA", () => {
  test("has lea_id first in its key, an owner, a version, and forced row security with one policy for all commands", async () => {
    const tables = await tenantTables();
    expect(tables.length).toBeGreaterThan(25);
    const { rows } = await sql<{ me: string }>`select current_user as me`.execute(database.app);
    for (const table of tables) {
      expect(table, table.name).toMatchObject({ enabled: true, forced: true });
      expect(table.key[0], table.name).toBe("lea_id");
      expect(table.columns, table.name).toEqual(expect.arrayContaining(["lea_id", "org_id", "version"]));
      expect(table.owner, table.name).not.toBe(rows[0]?.me);
      const more = sessionReads[table.name];
      expect([...table.commands].sort(), table.name).toEqual(["*(lea_id = ( SELECT current_lea() AS current_lea))(lea_id = ( SELECT current_lea() AS current_lea))", ...(more === undefined ? [] : [more].flat())].sort());
    }
  });

  test("has foreign keys only within its LEA, or to a person: each begins with lea_id", async () => {
    const { rows } = await sql<{ name: string; first: string; toPerson: boolean }>`
      select conrelid::regclass || '.' || conname as name, confrelid = 'person'::regclass as "toPerson", (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) as first
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`.execute(database.owner);
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter((row) => row.first !== "lea_id" && row.first !== "other_lea_id" && !row.toPerson)).toEqual([]);
  });

  test("has its changes numbered where its rows belong to a plan: a plan is read anew only where it changed", async () => {
    const { rows } = await sql<{ name: string; triggers: string[] }>`
      select tgrelid::regclass::text as name, array_agg(tgname::text order by tgname) as triggers from pg_trigger where tgname like 'history_%' and tgenabled = 'O' group by 1`.execute(database.owner);
    const numbered = new Map(rows.map(({ name, triggers }) => [name, triggers]));
    for (const { table } of Object.values({ ...openingTables, ...heldTables, ...Object.fromEntries(Object.entries(collectionTables).map(([name, one]) => [`own ${name}`, one])) }))
      expect(numbered.get(table), table).toEqual(["history_delete", "history_insert", "history_update"]);
  });

  test("keeps money as whole cents, and none of it in jsonb", async () => {
    const { rows } = await sql<{ at: string; type: string }>`
      select table_name || '.' || column_name as at, data_type as type from information_schema.columns where table_schema = 'public' and column_name ~ 'cents'`.execute(database.owner);
    expect(rows.map((row) => row.at).sort()).toEqual(["allocation.cents", "line_item.cents", "opening_action.planned_lcff_cents", "opening_action.planned_total_cents", "revenue.cents", "review_figure.cents", "state_fact.cents"]);
    expect(new Set(rows.map((row) => row.type))).toEqual(new Set(["bigint"]));
  });

  test("every row of each is out of sight without a setting, with half a setting, and for another LEA", async () => {
    const tables = await tenantTables();
    const filled = await withLea(database.app, { leaId: "mine", actor: "planner" }, async (tx) => {
      const counts = new Map<string, number>();
      for (const { name } of tables) counts.set(name, Number((await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(tx)).rows[0]?.n));
      return counts;
    });
    expect([...filled].filter(([, count]) => count > 0).length).toBeGreaterThan(20);
    const one = connect(database.urls.app, { max: 1 });
    const other = connect(database.urls.owner, { max: 1 });
    try {
      for (const handle of [one, other]) {
        for (const setting of [undefined, { leaId: "other", actor: "planner" }, { leaId: "mine", actor: "" }, { leaId: "", actor: "planner" }]) {
          for (const { name } of tables) {
            const count = async (at: typeof one) => (await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(at)).rows[0]?.n;
            expect(setting === undefined ? await count(handle) : await withLea(handle, setting, count), `${name} ${JSON.stringify(setting)}`).toBe(0);
          }
        }
      }
    } finally {
      await Promise.all([one.destroy(), other.destroy()]);
    }
  });

  test("takes no row for another LEA", async () => {
    await expect(
      withLea(database.app, { leaId: "other", actor: "planner" }, (tx) => sql`insert into organization (lea_id, id, kind, name, cds) values ('mine', 'planted', 'school', 'Planted', '12345670000001')`.execute(tx)),
    ).rejects.toMatchObject({ code: "42501" });
    const moved = withLea(database.app, { leaId: "mine", actor: "planner" }, (tx) => sql`update revenue set lea_id = 'other'`.execute(tx));
    await expect(moved).rejects.toMatchObject({ code: "42501" });
  });
});

test("the description of a plan's tables names every column there is, and no other", async () => {
  const tables = await tenantTables();
  const kept = ["lea_id", "plan_id", "org_id", "version", "seq"];
  for (const { table, columns } of [...Object.values(collectionTables), ...Object.values(heldTables), openingTable, ...Object.values(openingTables)]) {
    const found = tables.find(({ name }) => name === table)?.columns ?? [];
    expect(columns.map(({ name }) => name).filter((name) => !kept.includes(name)).sort(), table).toEqual(found.filter((name) => !kept.includes(name)).sort());
  }
});

describe("the app role", () => {
  test("is refused when it is a superuser or owns tables", async () => {
    expect(await appRoleFaults(database.urls.app)).toEqual([]);
    expect(await appRoleFaults(database.urls.owner)).toContain("it owns tables");
    await expect(assertSafeDatabase({ app: database.urls.owner })).rejects.toThrow(/owns tables/);
  });

  test("cannot write history, nor change an act once recorded", async () => {
    const as = <T>(work: (tx: Parameters<Parameters<typeof withLea<T>>[2]>[0]) => Promise<T>) => withLea(database.app, { leaId: "mine", actor: "planner" }, work);
    await expect(as((tx) => sql`delete from revision`.execute(tx))).rejects.toMatchObject({ code: "42501" });
    await expect(as((tx) => sql`update revision set actor = 'nobody'`.execute(tx))).rejects.toMatchObject({ code: "42501" });
    await expect(as((tx) => sql`insert into revision (lea_id, org_id, version, plan_id, table_name, row_id, operation, actor, content) values ('mine', 'mine', 1, 'p', 'goal', 'g', 'update', 'x', '{}')`.execute(tx))).rejects.toMatchObject({ code: "42501" });
    await as((tx) => sql`insert into audit (lea_id, org_id, actor, verb, object) values ('mine', 'mine', 'planner', 'read', 'plan/plan-1')`.execute(tx));
    await expect(as((tx) => sql`delete from audit`.execute(tx))).rejects.toMatchObject({ code: "42501" });
    await expect(as((tx) => sql`update audit set verb = 'x'`.execute(tx))).rejects.toMatchObject({ code: "42501" });
  });

  test("cannot make tables, mark the installation, or read the queue", async () => {
    await expect(sql`create table planted (id int)`.execute(database.app)).rejects.toMatchObject({ code: "42501" });
    await expect(sql`insert into installation (mode) values ('sample')`.execute(database.app)).rejects.toMatchObject({ code: "42501" });
    await expect(sql`select * from graphile_worker.jobs`.execute(database.app)).rejects.toMatchObject({ code: "42501" });
  });
});

test("a sample organization is refused where there is no sample installation", async () => {
  const sample = madePlan(7, { leaId: "invented" });
  await expect(withLea(database.app, { leaId: "invented", actor: "system:seed" }, (tx) => insertPlan(tx, sample, { sample: true }))).rejects.toMatchObject({ code: "23514" });
});

test("migrating again changes nothing", async () => {
  expect(await migrate(database.urls)).toEqual([]);
});
