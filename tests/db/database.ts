// A fresh, migrated database for a test file: on DATABASE_OWNER_URL / DATABASE_URL when both are set, else on an embedded server that all test files share.
import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { connect, type Database } from "#db/client.server.ts";
import { assertSafeDatabase, migrate, type DatabaseUrls } from "#db/migrate.ts";

export type FreshDatabase = {
  /** Connected as the owner of the tables, bound by row security all the same. */
  owner: Database;
  /** Connected as the app. */
  app: Database;
  urls: DatabaseUrls;
  drop: () => Promise<void>;
};

const home = path.join(tmpdir(), `plan-once-tests-${process.getuid?.() ?? "user"}`);
const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

async function query(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

/** Addresses of the shared embedded server, started when it is not there. */
async function embeddedServer(): Promise<DatabaseUrls> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = path.join(home, "test-server.json");
  let started = 0;
  for (let waited = 0; waited < 90_000; waited += 100) {
    try {
      const urls = JSON.parse(readFileSync(file, "utf8")) as DatabaseUrls;
      await query(urls.owner, "select 1");
      return urls;
    } catch {
      if (Date.now() - started > 45_000) {
        started = Date.now();
        const log = openSync(path.join(home, "test-server.log"), "a");
        spawn(process.execPath, [path.join(import.meta.dirname, "embedded-server.js"), home], { detached: true, stdio: ["ignore", log, log] }).unref();
        closeSync(log);
      }
      await pause(100);
    }
  }
  throw new Error(`The embedded database for tests did not start; see ${path.join(home, "test-server.log")}.`);
}

async function server(): Promise<DatabaseUrls> {
  const { DATABASE_URL: app, DATABASE_OWNER_URL: owner, DATABASE_DIRECT_URL: direct } = process.env;
  if (app === undefined) return embeddedServer();
  if (owner === undefined) throw new Error("Tests on DATABASE_URL also need DATABASE_OWNER_URL: a role that may create databases.");
  return { app, owner, direct: direct ?? owner };
}

const withDatabase = (url: string, name: string) => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};
const toDatabase = ({ app, owner, direct }: DatabaseUrls, name: string): DatabaseUrls => ({ app: withDatabase(app, name), owner: withDatabase(owner, name), direct: withDatabase(direct, name) });

/** Name of the migrated database others are copied from; another name when the migrations change. */
function templateName(): string {
  const folder = path.resolve(import.meta.dirname, "../../db/migrations");
  const hash = createHash("sha256");
  for (const file of [...readdirSync(folder).sort().map((name) => path.join(folder, name)), path.join(folder, "../migrate.ts")]) hash.update(readFileSync(file));
  return `plan_once_template_${hash.digest("hex").slice(0, 16)}`;
}

/** Makes the template once, whoever comes first. */
async function template(urls: DatabaseUrls): Promise<string> {
  const name = templateName();
  const client = new pg.Client({ connectionString: urls.owner });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('plan_once_template'))");
    if ((await client.query("select 1 from pg_database where datname = $1", [name])).rowCount === 0) {
      const making = `${name}_making`;
      await dropDatabase(urls, making);
      await client.query(`create database ${making} template template0 encoding 'UTF8' locale 'C.UTF-8'`);
      await migrate(toDatabase(urls, making));
      for (const old of (await client.query<{ datname: string }>("select datname from pg_database where datname like 'plan_once_template_%' and datname <> $1", [making])).rows) {
        await client.query(`drop database if exists ${client.escapeIdentifier(old.datname)} with (force)`).catch(() => {});
      }
      await client.query(`alter database ${making} rename to ${name}`);
    }
    return name;
  } finally {
    await client.end();
  }
}

/** Postgres lets no ordinary owner end an autovacuum worker by force; a drop without force asks the worker to leave, and waits. */
async function dropDatabase(urls: DatabaseUrls, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return void (await query(urls.owner, `drop database if exists ${name} ${attempt % 2 === 1 ? "with (force)" : ""}`));
    } catch (fault) {
      if (attempt === 10) throw fault;
    }
  }
}

/** Its own database, migrated and empty; call `drop` when the test file is done. Refuses an app role that could step round row security. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const urls = await server();
  const from = await template(urls);
  const name = `plan_once_test_${randomUUID().replace(/-/g, "")}`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await query(urls.owner, `create database ${name} template ${from}`);
      break;
    } catch (fault) {
      // Another test file is copying the template at this moment.
      if (attempt === 50) throw fault;
      await pause(100);
    }
  }
  const own = toDatabase(urls, name);
  await assertSafeDatabase(own);
  const [owner, app] = [connect(own.owner, { max: 3 }), connect(own.app, { max: 5 })];
  return {
    owner,
    app,
    urls: own,
    drop: async () => {
      await Promise.all([owner.destroy(), app.destroy()]);
      await dropDatabase(urls, name);
    },
  };
}
