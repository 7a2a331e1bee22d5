// What the launcher runs between starting the database and starting the portal: tables, mark, checks, sample county.
import { connect } from "#db/client.server.ts";
import { assertSafeDatabase, migrate, type DatabaseUrls } from "#db/migrate.ts";
import { loadSampleCounty } from "#db/seed/sample-county.ts";
import { sql } from "kysely";
import { launcherMark } from "./embedded-postgres.js";

const say = (line: string) => process.stdout.write(`${line}\n`);
const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`The setting ${name} is missing.`);
  return value;
};

/** Sample mode belongs to a database that carries the launcher's mark, from its first preparation on. */
async function markInstallation(urls: DatabaseUrls): Promise<"sample" | "standard"> {
  const owner = connect(urls.owner, { max: 1 });
  try {
    const { rows } = await sql<{ mark: string | null }>`select shobj_description(oid, 'pg_database') as mark from pg_database where datname = current_database()`.execute(owner);
    const mode = rows[0]?.mark === launcherMark ? "sample" : "standard";
    await owner.insertInto("installation").values({ mode, sample_lea_id: null }).onConflict((same) => same.doNothing()).execute();
    // Invented people whom anybody may be stay on the machine whose launcher made them.
    if (process.env["INSTALLATION"] === "standard" && mode === "sample") throw new Error("This is the database of a sample installation, and it is started without DATABASE_URL. Give real plans a database of their own.");
    const installed = await owner.selectFrom("installation").select("mode").executeTakeFirstOrThrow();
    if (installed.mode !== mode) throw new Error(`This database holds a ${installed.mode} installation and cannot become a ${mode} one.`);
    return mode;
  } finally {
    await owner.destroy();
  }
}

try {
  const urls: DatabaseUrls = { app: setting("DATABASE_URL"), owner: setting("DATABASE_OWNER_URL"), direct: setting("DATABASE_DIRECT_URL") };
  const applied = await migrate(urls);
  if (applied.length > 0) say(`Made the tables (${applied.join(", ")}).`);
  await assertSafeDatabase(urls);
  const years = (await markInstallation(urls)) === "sample" ? await loadSampleCounty(urls) : [];
  if (years.length > 0) say(`Loaded the sample county (${years.join(", ")}).`);
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exitCode = 1;
}
