import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { from as copyFrom } from "pg-copy-streams";
import type { DirectoryDifference, FoundOrganization, StateOrganization } from "#schemas/state-directory.ts";
import { withBareLea, type Database, type Tx } from "../client.server.ts";

const columns = ["cds", "kind", "name", "county", "district", "status", "type", "public", "charter", "city", "zip", "grades", "opened_on", "closed_on"] as const;
const list = columns.join(", ");
const differs = columns.slice(1).map((name) => `held.${name} is distinct from incoming.${name}`).join(" or ");
const escaped = (value: string | boolean | null): string => (value === null ? "\\N" : typeof value === "boolean" ? (value ? "t" : "f") : value.replace(/[\\\n\r\t]/g, (sign) => ({ "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" })[sign] ?? sign));
const line = (row: StateOrganization): string =>
  `${[row.cds, row.kind, row.name, row.county, row.district, row.status, row.type, row.public, row.charter, row.city, row.zip, row.grades, row.openedOn, row.closedOn].map(escaped).join("\t")}\n`;

/** The state's own organization, in whose name state files are loaded; undefined where none is set up. */
export async function findStateBody(db: Database): Promise<string | undefined> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('app.person', 'system:operator', true)`.execute(tx);
    return (await tx.selectFrom("organization").select("id").where("kind", "=", "state").whereRef("id", "=", "lea_id").orderBy("id").executeTakeFirst())?.id;
  });
}

/** Loads the directory by COPY, all of it or nothing; only what differs is written, so the same file again changes nothing. `dryRun` counts and writes nothing. */
export async function loadDirectory(db: Database, { stateId, actor, file, rows, dryRun }: { stateId: string; actor: string; file: { name: string; hash: string; publishedOn: string | null }; rows: readonly StateOrganization[]; dryRun: boolean }): Promise<DirectoryDifference> {
  return withBareLea(db, { leaId: stateId, actor }, async (client) => {
    // Row security refuses COPY into the table itself; a table of this transaction takes it.
    await client.query(`create temp table incoming on commit drop as select ${list} from state_organization with no data`);
    await pipeline(Readable.from(chunks(rows)), client.query(copyFrom(`copy incoming (${list}) from stdin`)));
    const { rows: counted } = await client.query<DirectoryDifference>(`
      select count(*) filter (where held.cds is null)::int as added, count(*) filter (where held.cds is not null and (${differs}))::int as changed,
        count(*) filter (where held.cds is not null and not (${differs}))::int as same,
        (select count(*)::int from state_organization other where not exists (select 1 from incoming where incoming.cds = other.cds)) as "notInFile"
      from incoming left join state_organization held on held.cds = incoming.cds`);
    const difference = counted[0] ?? { added: 0, changed: 0, same: 0, notInFile: 0 };
    if (dryRun) return difference;
    const { rows: kept } = await client.query<{ id: number }>(
      `insert into state_file (kind, name, published_on, hash, rows, loaded_by) values ('directory', $1, $2, $3, $4, $5)
       on conflict (kind, hash) do update set published_on = coalesce(excluded.published_on, state_file.published_on) returning id`,
      [file.name, file.publishedOn, file.hash, rows.length, actor],
    );
    await client.query(
      `insert into state_organization as held (${list}, file_id) select ${list}, $1 from incoming
       on conflict (cds) do update set ${[...columns.slice(1), "file_id"].map((name) => `${name} = excluded.${name}`).join(", ")} where ${differs.replaceAll("incoming.", "excluded.")}`,
      [kept[0]?.id],
    );
    return difference;
  });
}

function* chunks(rows: readonly StateOrganization[]): Generator<string> {
  for (let at = 0; at < rows.length; at += 500) yield rows.slice(at, at + 500).map(line).join("");
}

/** LEAs and schools whose name, district or code holds the words, LEAs first; at most `most` and one more. */
export async function searchDirectory(tx: Tx, { words, most }: { words: string; most: number }): Promise<FoundOrganization[]> {
  const like = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  const digits = words.replace(/\D/g, "");
  const { rows } = await sql<FoundOrganization>`
    select o.cds, o.kind, o.name, o.county, o.district, o.status, o.type, o.public, o.charter, o.city, o.zip, o.grades, o.opened_on as "openedOn", o.closed_on as "closedOn", f.name as source, f.published_on as "publishedOn"
    from state_organization o join state_file f on f.id = o.file_id
    where o.name ilike ${like} or o.district ilike ${like} or (${digits.length >= 5} and o.cds like ${`${digits}%`})
    order by o.kind, o.name, o.cds limit ${most + 1}`.execute(tx);
  return rows;
}

export async function countDirectory(tx: Tx): Promise<{ leas: number; schools: number }> {
  const { rows } = await sql<{ leas: number; schools: number }>`select count(*) filter (where kind = 'lea')::int as leas, count(*) filter (where kind = 'school')::int as schools from state_organization`.execute(tx);
  return rows[0] ?? { leas: 0, schools: 0 };
}
