// Statewide exports beside a bare COPY of the same rows: state-export.js FOLDER STATE PROGRAM YEAR CROSSWALKS, with DATABASE_URL of the app and DATABASE_OWNER_URL. Prints rows a second and the largest memory as JSON.
import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { connect } from "#db/client.server.ts";
import { exportTables } from "#app/domain/state/dictionary.ts";
import { writeStateExport } from "#app/services/state/write-state-export.server.ts";
import { compare } from "../measure.ts";

const [folder = "", stateId = "", program = "", year = "", crosswalks = ""] = process.argv.slice(2);
const db = connect(process.env.DATABASE_URL ?? "", { max: 2 });
const rules = loadCrosswalks(crosswalks);
const render = { docx: () => Promise.reject(new Error("no documents here")), pdf: () => Promise.reject(new Error("no documents here")) };
let rows = 0;
const write = async (format: "ndjson" | "csv") => {
  mkdirSync(join(folder, format), { recursive: true });
  const manifest = await writeStateExport({ db, crosswalks: rules, render }, { program, year, county: "", stateId, actor: "bench", format }, async (name, chunks) => {
    const handle = await open(join(folder, format, name), "w");
    for await (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
    await handle.close();
  });
  rows = manifest.rows;
};
await write("ndjson");
await write("csv");
const most = () => Math.round(process.resourceUsage().maxRSS / 1024);
const exportMemory = most();

// The same rows in bare tables: one with a text column for NDJSON lines, one with the columns of each CSV file.
const client = new pg.Client(process.env.DATABASE_OWNER_URL);
await client.connect();
const tables = exportTables();
for (const { name, columns } of tables) {
  await client.query(`create unlogged table bare_ndjson_${name} (line text); create unlogged table bare_csv_${name} (${columns.map((column) => `"${column.name}" text`).join(", ")})`);
  // A line of NDJSON is CSV of one column when no byte of it is a separator or a quote.
  await pipeline(createReadStream(join(folder, "ndjson", `${name}.ndjson`)), client.query(copyFrom(`copy bare_ndjson_${name} from stdin with (format csv, delimiter e'\\x01', quote e'\\x02')`)));
  await pipeline(createReadStream(join(folder, "csv", `${name}.csv`)), client.query(copyFrom(`copy bare_csv_${name} from stdin with (format csv, header true)`)));
}
await client.query("analyze");
const bare = async (format: "ndjson" | "csv") => {
  for (const { name } of tables) await pipeline(client.query(copyTo(`copy bare_${format}_${name} to stdout${format === "csv" ? " with (format csv, header true)" : ""}`)), createWriteStream(join(folder, `bare-${name}.${format}`)));
};
const taken = await compare({ ndjson: () => write("ndjson"), bareNdjson: () => bare("ndjson"), csv: () => write("csv"), bareCsv: () => bare("csv") });
console.log(JSON.stringify({ rows, exportMemory, ...taken }));
await client.end();
await db.destroy();
