// A state file into the database, beside a bare COPY of the same rows: load-state-file.js KIND FILE, with DATABASE_URL of the app and DATABASE_OWNER_URL. Prints milliseconds as JSON.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { readTables } from "#app/adapters/readers/tables.server.ts";
import { readDirectory } from "#app/domain/imports/directory-rows.ts";
import { readStateFile } from "#app/domain/imports/state-rows.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { connect } from "#db/client.server.ts";
import { directoryTable, loadDirectory } from "#db/repos/state-directory.server.ts";
import { factTable, loadStateFacts } from "#db/repos/state-facts.server.ts";
import { findStateBody } from "#db/repos/state-loading.server.ts";
import { compare } from "../measure.ts";

const [kindId = "", path = "", crosswalks = ""] = process.argv.slice(2);
const bytes = readFileSync(path);
const db = connect(process.env.DATABASE_URL ?? "", { max: 1 });
const owner = connect(process.env.DATABASE_OWNER_URL ?? "", { max: 1 });
const stateId = (await findStateBody(db)) ?? "";
const file = { kind: kindId, name: basename(path), hash: "bench", publishedOn: null, leftOut: 0 };
const request = { stateId, actor: "bench", file, dryRun: false };
/** Reading the file, loading what was read, and the same rows for a bare COPY: the directory has a table of its own. */
function workOf(): { read: () => unknown; load: () => Promise<unknown>; table: string; columns: readonly string[]; values: (string | number | boolean | null)[][] } {
  if (kindId === "directory") {
    const read = () => readDirectory(readTables(bytes).sheets).rows;
    const rows = read();
    const { table, columns, values } = directoryTable;
    return { read, load: () => loadDirectory(db, { ...request, rows }), table, columns, values: rows.map((row) => [...values(row)]) };
  }
  const kind = loadCrosswalks(crosswalks).stateFiles.find(({ id }) => id === kindId)!;
  const read = () => readStateFile(kind, readTables(bytes).sheets, { fileName: basename(path), year: null }).facts;
  const rows = read();
  const { table, columns, values } = factTable(kindId);
  return { read, load: () => loadStateFacts(db, { ...request, rows }), table, columns, values: rows.map((row) => [...values(row)]) };
}
const { read, load, table, columns, values } = workOf();
const escaped = (value: string | number | boolean | null) => (value === null ? "\\N" : String(value).replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t"));
const lines = values.map((row) => `${[...row, 1].map(escaped).join("\t")}\n`).join("");
await sql.raw(`create table bare_rows (like ${table} including all)`).execute(owner);
const client = new pg.Client(process.env.DATABASE_OWNER_URL);
await client.connect();
const bare = () => pipeline(Readable.from([lines]), client.query(copyFrom(`copy bare_rows (${columns.join(", ")}, file_id) from stdin`)));
const taken = await compare({ load, again: load, bare, read }, { before: (name) => (name === "load" ? sql.raw(`truncate ${table}`).execute(owner) : name === "bare" ? sql`truncate bare_rows`.execute(owner) : undefined), warmUps: 0 });
console.log(JSON.stringify({ ...taken, rows: values.length }));
await client.end();
await Promise.all([db.destroy(), owner.destroy()]);
