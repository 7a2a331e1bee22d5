// Brings a database to the current tables, queue included, and refuses an app role that could step round row security.
import { runMigrations } from "graphile-worker";
import { Kysely, Migrator, PostgresDialect, sql, type Migration } from "kysely";
import pg from "pg";
import * as theOnePlan from "./migrations/2026-11-22-the-one-plan.ts";
import * as historyAndAudit from "./migrations/2026-11-23-history-and-audit.ts";
import * as accounts from "./migrations/2026-11-24-accounts.ts";
import * as signInMore from "./migrations/2026-11-25-sign-in-more.ts";
import * as idempotency from "./migrations/2026-11-26-idempotency.ts";
import * as comments from "./migrations/2026-11-28-comments.ts";
import * as imports from "./migrations/2026-11-29-imports.ts";
import * as calendar from "./migrations/2026-12-01-calendar.ts";
import * as submissions from "./migrations/2026-12-02-submissions.ts";
import * as cannotBeCompleted from "./migrations/2026-12-10-cannot-be-completed.ts";
import * as stateDirectory from "./migrations/2026-12-05-state-directory.ts";
import * as stateFiles from "./migrations/2026-12-12-state-files.ts";
import * as importKinds from "./migrations/2026-12-13-import-kinds.ts";
import * as yearTurn from "./migrations/2026-12-14-year-turn.ts";
import * as talkOnSchools from "./migrations/2026-12-15-talk-on-schools.ts";
import * as offersToSchools from "./migrations/2026-12-22-offers-to-schools.ts";
import * as packets from "./migrations/2026-12-15-packets.ts";
import * as stateDesk from "./migrations/2026-12-23-state-desk.ts";
import * as feedsAndReminders from "./migrations/2026-12-24-feeds-and-reminders.ts";
import * as countyReview from "./migrations/2026-12-25-county-review.ts";
import * as meetingLedger from "./migrations/2026-12-25-meeting-ledger.ts";
import * as looksOnRecord from "./migrations/2026-12-26-looks-on-record.ts";
import * as kit from "./migrations/2026-12-27-kit.ts";
import * as outside from "./migrations/2026-12-28-outside.ts";
import * as locks from "./migrations/2026-12-30-locks.ts";
import * as county from "./migrations/2027-01-01-county.ts";
import * as officeTalk from "./migrations/2027-01-10-office-talk.ts";
import * as officeFeeds from "./migrations/2027-01-11-office-feeds.ts";
import * as outsideTables from "./migrations/2027-01-12-outside-tables.ts";

export type DatabaseUrls = {
  /** App role: reads and writes rows, owns nothing. */
  app: string;
  /** Owns the tables; only migrations use it. */
  owner: string;
  /** Direct connection of the queue (it listens, so no pooler in transaction mode). */
  direct: string;
};

/** In the order they are applied; a name never changes. */
const migrationsFor = (appRole: string): Record<string, Migration> => ({
  "2026-11-22-the-one-plan": { up: (db) => theOnePlan.up(db, appRole) },
  "2026-11-23-history-and-audit": { up: (db) => historyAndAudit.up(db, appRole) },
  "2026-11-24-accounts": { up: (db) => accounts.up(db, appRole) },
  "2026-11-25-sign-in-more": { up: (db) => signInMore.up(db, appRole) },
  "2026-11-26-idempotency": { up: (db) => idempotency.up(db, appRole) },
  "2026-11-28-comments": { up: (db) => comments.up(db, appRole) },
  "2026-11-29-imports": { up: (db) => imports.up(db, appRole) },
  "2026-12-01-calendar": { up: (db) => calendar.up(db, appRole) },
  "2026-12-02-submissions": { up: (db) => submissions.up(db, appRole) },
  "2026-12-05-state-directory": { up: (db) => stateDirectory.up(db, appRole) },
  "2026-12-10-cannot-be-completed": { up: (db) => cannotBeCompleted.up(db, appRole) },
  "2026-12-12-state-files": { up: (db) => stateFiles.up(db, appRole) },
  "2026-12-13-import-kinds": { up: (db) => importKinds.up(db, appRole) },
  "2026-12-14-year-turn": { up: (db) => yearTurn.up(db, appRole) },
  "2026-12-15-packets": { up: (db) => packets.up(db) },
  "2026-12-15-talk-on-schools": talkOnSchools,
  "2026-12-22-offers-to-schools": { up: (db) => offersToSchools.up(db, appRole) },
  "2026-12-23-state-desk": { up: (db) => stateDesk.up(db, appRole) },
  "2026-12-24-feeds-and-reminders": { up: (db) => feedsAndReminders.up(db, appRole) },
  "2026-12-25-county-review": { up: (db) => countyReview.up(db, appRole) },
  "2026-12-25-meeting-ledger": { up: (db) => meetingLedger.up(db, appRole) },
  "2026-12-26-looks-on-record": { up: (db) => looksOnRecord.up(db) },
  "2026-12-27-kit": { up: (db) => kit.up(db) },
  "2026-12-28-outside": { up: (db) => outside.up(db, appRole) },
  "2026-12-30-locks": { up: (db) => locks.up(db) },
  "2027-01-01-county": { up: (db) => county.up(db, appRole) },
  "2027-01-10-office-talk": { up: (db) => officeTalk.up(db, appRole) },
  "2027-01-11-office-feeds": officeFeeds,
  "2027-01-12-outside-tables": { up: (db) => outsideTables.up(db) },
});

const roleOf = (url: string) => decodeURIComponent(new URL(url).username);

export type ServerSettings = Record<"version" | "fsync" | "synchronous_commit" | "synchronous_standby_names" | "full_page_writes" | "data_checksums" | "server_encoding" | "zone", string>;

const serverSettings = `
  select current_setting('server_version_num') as version, current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit,
    current_setting('synchronous_standby_names') as synchronous_standby_names, current_setting('full_page_writes') as full_page_writes, current_setting('data_checksums') as data_checksums,
    current_setting('server_encoding') as server_encoding, (exists (select 1 from pg_timezone_names where name = 'America/Los_Angeles'))::text as zone`;

/** What a plan's safety rests on and this server lacks, with the versions and zones the SQL needs. */
export function serverFaults(found: ServerSettings): string[] {
  const waits = found.synchronous_standby_names === "" ? ["on", "local", "remote_write", "remote_apply"] : ["on", "remote_write", "remote_apply"];
  return [
    ...(Number(found.version) < 150_000 ? ["PostgreSQL 15 or newer is needed"] : []),
    ...(found.fsync !== "on" ? ["fsync is off"] : []),
    ...(!waits.includes(found.synchronous_commit) ? [`synchronous_commit is ${found.synchronous_commit}`] : []),
    ...(found.full_page_writes !== "on" ? ["full_page_writes is off"] : []),
    ...(found.data_checksums !== "on" ? ["data checksums are off"] : []),
    ...(found.server_encoding !== "UTF8" ? ["the encoding is not UTF8"] : []),
    ...(found.zone !== "true" ? ["time zone data is missing"] : []),
  ];
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What makes this role unfit to be the app's: it must not be able to step round row security. Empty when it is fit. */
export async function appRoleFaults(appUrl: string): Promise<string[]> {
  return withClient(appUrl, async (client) => {
    const { rows } = await client.query<{ faults: string[] }>(`
      select array_remove(array[
        case when rolsuper then 'it is a superuser' end,
        case when rolbypassrls then 'it bypasses row security' end,
        case when rolcreaterole then 'it may create roles' end,
        case when exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'graphile_worker', 'queue') and pg_has_role(current_user, c.relowner, 'MEMBER')) then 'it owns tables' end,
        case when exists (select 1 from pg_roles other where (other.rolsuper or other.rolbypassrls) and pg_has_role(current_user, other.oid, 'MEMBER')) then 'it can become a role that is not bound by row security' end], null) as faults
      from pg_roles where rolname = current_user`);
    return rows[0]?.faults ?? ["it is unknown"];
  });
}

/** Throws, naming the fault, when the app role or a server setting is unsafe. */
export async function assertSafeDatabase({ app }: Pick<DatabaseUrls, "app">): Promise<void> {
  const roleFaults = await appRoleFaults(app);
  if (roleFaults.length > 0) throw new Error(`The database role "${roleOf(app)}" is not fit for the app: ${roleFaults.join("; ")}. Give DATABASE_URL a plain role that owns nothing.`);
  const faults = await withClient(app, async (client) => (await client.query<ServerSettings>(serverSettings)).rows.flatMap(serverFaults));
  if (faults.length > 0) throw new Error(`The database server is not safe to keep plans in: ${faults.join("; ")}.`);
}

/** Tables, queue and grants as this program needs them; running it again changes nothing. Returns the migrations applied now. */
export async function migrate(urls: DatabaseUrls): Promise<string[]> {
  const appRole = roleOf(urls.app);
  const queueRole = roleOf(urls.direct);
  const pool = new pg.Pool({ connectionString: urls.owner, max: 2 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    // Several people write migrations at once: one that lands later may carry an earlier day, and none rests on another of its week.
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsFor(appRole) }, allowUnorderedMigrations: true });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error) throw error instanceof Error ? error : new Error("The migrations failed.", { cause: error });
    await sql`grant select on kysely_migration to ${sql.id(appRole)}`.execute(db);
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
    const database = sql.id(rows[0]?.name ?? "");
    await sql`grant connect on database ${database} to ${sql.id(appRole)}, ${sql.id(queueRole)}`.execute(db);
    if (queueRole !== roleOf(urls.owner)) await sql`grant create on database ${database} to ${sql.id(queueRole)}`.execute(db);
    await prepareQueue(urls.direct, appRole);
    return results.filter((result) => result.status === "Success").map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
}

/** The queue's own tables belong to its role; the app may only put jobs in, through one function. */
async function prepareQueue(directUrl: string, appRole: string): Promise<void> {
  await runMigrations({ connectionString: directUrl });
  await withClient(directUrl, async (client) => {
    await client.query(`
      create schema if not exists queue;
      create or replace function queue.enqueue(task text, payload json, job_key text) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
        select graphile_worker.add_job(task, payload := payload, job_key := job_key, max_attempts := 5::smallint, priority := (case task when 'send-mail' then -10 else 0 end)::smallint)
      $$;
      revoke all on function queue.enqueue(text, json, text) from public;
      grant usage on schema queue to ${client.escapeIdentifier(appRole)};
      grant execute on function queue.enqueue(text, json, text) to ${client.escapeIdentifier(appRole)};`);
  });
}
