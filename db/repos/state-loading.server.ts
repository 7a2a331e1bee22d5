import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { from as copyFrom } from "pg-copy-streams";
import type { LoadDifference } from "#schemas/state-files.ts";
import { withBareLea, type Database } from "../client.server.ts";

export type LoadingFile = { kind: string; name: string; hash: string; publishedOn: string | null; leftOut: number };
/** `columns` in the order of `values`; `key`: how many of them, from the first, name a row. `besides`: held rows that this file could have said and does not, as SQL over `held` and `incoming`. */
export type StateTable<Row> = { table: "state_organization" | "state_fact"; columns: readonly string[]; key: number; values: (row: Row) => readonly (string | number | boolean | null)[]; besides: string };

const signs: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const escaped = (value: string | number | boolean | null): string => (value === null ? "\\N" : typeof value === "string" ? (/[\\\n\r\t]/.test(value) ? value.replace(/[\\\n\r\t]/g, (sign) => signs[sign] ?? sign) : value) : typeof value === "number" ? String(value) : value ? "t" : "f");

function* chunks<Row>(rows: readonly Row[], values: StateTable<Row>["values"], said: (done: number) => void): Generator<string> {
  for (let at = 0; at < rows.length; at += 500) {
    yield rows.slice(at, at + 500).map((row) => `${values(row).map(escaped).join("\t")}\n`).join("");
    said(Math.min(at + 500, rows.length));
  }
}

/** The state's own organization, in whose name state files are loaded; undefined where none is set up. */
export async function findStateBody(db: Database): Promise<string | undefined> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('app.person', 'system:operator', true)`.execute(tx);
    return (await tx.selectFrom("organization").select("id").where("kind", "=", "state").whereRef("id", "=", "lea_id").orderBy("id").executeTakeFirst())?.id;
  });
}

/** Loads published rows by COPY, all of them or none; only what differs is written, so the same file again changes nothing. `dryRun` counts and writes nothing. `said` hears how many rows are over. */
export async function loadStateRows<Row>(db: Database, table: StateTable<Row>, { stateId, actor, file, rows, dryRun, said = () => {} }: { stateId: string; actor: string; file: LoadingFile; rows: readonly Row[]; dryRun: boolean; said?: (done: number) => void }): Promise<LoadDifference> {
  const list = table.columns.join(", ");
  const keys = table.columns.slice(0, table.key);
  const rest = table.columns.slice(table.key);
  const same = keys.map((name) => `held.${name} = incoming.${name}`).join(" and ");
  const differs = rest.map((name) => `held.${name} is distinct from incoming.${name}`).join(" or ");
  // A row held from a file published later stays as it is.
  const newer = "coalesce(of_held.published_on > $1::date, false)";
  return withBareLea(db, { leaId: stateId, actor }, async (client) => {
    // Row security refuses COPY into the table itself; a table of this transaction takes it.
    await client.query(`create temp table incoming on commit drop as select ${list} from ${table.table} with no data`);
    await pipeline(Readable.from(chunks(rows, table.values, said)), client.query(copyFrom(`copy incoming (${list}) from stdin`)));
    await client.query("analyze incoming");
    const { rows: counted } = await client.query<{ added: number; changed: number; newer: number; besides: number }>(`
      select count(*) filter (where held.${keys[0] ?? ""} is null)::int as added, count(*) filter (where held.${keys[0] ?? ""} is not null and (${differs}))::int as changed,
        count(*) filter (where held.${keys[0] ?? ""} is not null and (${differs}) and ${newer})::int as newer, (select count(*)::int from ${table.table} held where ${table.besides}) as besides
      from incoming left join ${table.table} held on ${same} left join state_file of_held on of_held.id = held.file_id`, [file.publishedOn]);
    const { added = 0, changed = 0, besides = 0, newer: keptNewer = 0 } = counted[0] ?? {};
    const difference = { added, changed: changed - keptNewer, same: rows.length - added - changed, keptNewer, notInFile: besides };
    if (dryRun) return difference;
    const { rows: kept } = await client.query<{ id: number }>(
      `insert into state_file (kind, name, published_on, hash, rows, loaded_by, left_out) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (kind, hash) do update set published_on = coalesce(excluded.published_on, state_file.published_on), rows = excluded.rows, left_out = excluded.left_out returning id`,
      [file.kind, file.name, file.publishedOn, file.hash, rows.length, actor, file.leftOut],
    );
    await client.query("insert into audit (lea_id, org_id, actor, verb, object, detail) values ($1, $1, $2, 'load-state-file', $3, $4)", [stateId, actor, `state-file/${kept[0]?.id ?? 0}`, JSON.stringify({ kind: file.kind, rows: rows.length, ...difference, leftOut: file.leftOut })]);
    if (added + difference.changed === 0) return difference;
    const upsert = `on conflict (${keys.join(", ")}) do update set ${[...rest, "file_id"].map((name) => `${name} = excluded.${name}`).join(", ")} where (${differs.replaceAll("incoming.", "excluded.")})
      and not exists (select 1 from state_file of_held where of_held.id = held.file_id and ${newer})`;
    await client.query(`insert into ${table.table} as held (${list}, file_id) select ${list}, $2 from incoming ${upsert}`, [file.publishedOn, kept[0]?.id]);
    return difference;
  });
}
