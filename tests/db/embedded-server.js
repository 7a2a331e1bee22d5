// Keeps one embedded Postgres for all test files and stops it when nobody has used it for half a minute.
// Usage: node tests/db/embedded-server.js HOME. Started by database.ts; writes HOME/test-server.json when ready.
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { isAlive, startEmbeddedPostgres } from "../../db/launcher/embedded-postgres.js";

const home = process.argv[2];
const file = path.join(home, "test-server.json");
const server = await startEmbeddedPostgres({ home });
if (server.reused) {
  // Two test files asked at once: the first keeper stays, the second goes.
  try {
    if (isAlive(JSON.parse(readFileSync(file, "utf8")).pid)) process.exit(0);
  } catch {
    // A server without a keeper: take it over.
  }
}
const stop = async () => {
  rmSync(file, { force: true });
  await server.stop();
  process.exit(0);
};
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
writeFileSync(`${file}.${process.pid}`, JSON.stringify({ app: server.app, owner: server.owner, direct: server.direct, pid: process.pid }), { mode: 0o600 });
renameSync(`${file}.${process.pid}`, file);

const client = new pg.Client({ connectionString: server.owner, application_name: "plan-once-test-keeper" });
client.on("error", () => process.exit(1));
await client.connect();
for (let idle = 0; idle < 30; ) {
  await new Promise((resume) => setTimeout(resume, 1000));
  // Whose connections they are is hidden from this role, their number is not; one is the keeper's own.
  const { rows } = await client.query("select sum(numbackends)::int - 1 as users from pg_stat_database");
  idle = rows[0].users > 0 ? 0 : idle + 1;
}
rmSync(file, { force: true });
await client.end();
await stop();
