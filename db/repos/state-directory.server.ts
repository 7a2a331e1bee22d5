import { sql } from "kysely";
import type { FoundOrganization, StateOrganization } from "#schemas/state-directory.ts";
import type { LoadDifference } from "#schemas/state-files.ts";
import type { Database, Tx } from "../client.server.ts";
import { loadStateRows, type LoadingFile, type StateTable } from "./state-loading.server.ts";

/** How its rows are loaded. */
export const directoryTable: StateTable<StateOrganization> = {
  table: "state_organization",
  columns: ["cds", "kind", "name", "county", "district", "status", "type", "public", "charter", "city", "zip", "grades", "opened_on", "closed_on"],
  key: 1,
  values: (row) => [row.cds, row.kind, row.name, row.county, row.district, row.status, row.type, row.public, row.charter, row.city, row.zip, row.grades, row.openedOn, row.closedOn],
  besides: "not exists (select 1 from incoming where incoming.cds = held.cds)",
};

/** Loads the directory, all of it or nothing. */
export async function loadDirectory(db: Database, request: { stateId: string; actor: string; file: Omit<LoadingFile, "kind" | "leftOut"> & { leftOut?: number }; rows: readonly StateOrganization[]; dryRun: boolean; said?: (done: number) => void }): Promise<LoadDifference> {
  return loadStateRows(db, directoryTable, { ...request, file: { leftOut: 0, ...request.file, kind: "directory" } });
}

const columnsFound = sql.raw(`o.cds, o.kind, o.name, o.county, o.district, o.status, o.type, o.public, o.charter, o.city, o.zip, o.grades, o.opened_on as "openedOn", o.closed_on as "closedOn", f.name as source, f.published_on as "publishedOn"`);

/** The LEA or school of a code, and for an LEA what stands under it: its district's schools, charters it authorized among them. */
export async function findInDirectory(tx: Tx, cds: string): Promise<{ found: FoundOrganization | undefined; lea: FoundOrganization | undefined; schools: FoundOrganization[] }> {
  const { rows } = await sql<FoundOrganization>`select ${columnsFound} from state_organization o join state_file f on f.id = o.file_id where left(o.cds, 7) = ${cds.slice(0, 7)} order by o.name, o.cds`.execute(tx);
  return { found: rows.find((one) => one.cds === cds), lea: rows.find((one) => one.kind === "lea"), schools: rows.filter((one) => one.kind === "school") };
}

/** LEAs and schools whose name, district or code holds the words, LEAs first; at most `most` and one more. */
export async function searchDirectory(tx: Tx, { words, most }: { words: string; most: number }): Promise<FoundOrganization[]> {
  const like = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  const digits = words.replace(/\D/g, "");
  const { rows } = await sql<FoundOrganization>`
    select ${columnsFound} from state_organization o join state_file f on f.id = o.file_id
    where o.name ilike ${like} or o.district ilike ${like} or (${digits.length >= 5} and o.cds like ${`${digits}%`})
    order by o.kind, o.name, o.cds limit ${most + 1}`.execute(tx);
  return rows;
}

export async function countDirectory(tx: Tx): Promise<{ leas: number; schools: number }> {
  const { rows } = await sql<{ leas: number; schools: number }>`select count(*) filter (where kind = 'lea')::int as leas, count(*) filter (where kind = 'school')::int as schools from state_organization`.execute(tx);
  return rows[0] ?? { leas: 0, schools: 0 };
}
