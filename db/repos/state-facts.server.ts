import { sql } from "kysely";
import type { HeldFact, LoadDifference, LoadedFile, StateFact } from "#schemas/state-files.ts";
import type { Database, Tx } from "../client.server.ts";
import { loadStateRows, type LoadingFile, type StateTable } from "./state-loading.server.ts";

/** How the rows of a kind are loaded. */
export const factTable = (kind: string): StateTable<StateFact> => ({
  table: "state_fact",
  columns: ["kind", "key", "layout", "cds", "year", "name", "cents", "content"],
  key: 2,
  values: (fact) => [kind, fact.key, fact.layout, fact.cds, fact.year, fact.name, fact.cents, JSON.stringify(fact.content)],
  besides: "held.kind in (select kind from incoming) and (held.layout, held.year) in (select layout, year from incoming) and not exists (select 1 from incoming where incoming.kind = held.kind and incoming.key = held.key)",
});

/** Loads the facts of one published file, all of them or none. */
export async function loadStateFacts(db: Database, request: { stateId: string; actor: string; file: LoadingFile; rows: readonly StateFact[]; dryRun: boolean; said?: (done: number) => void }): Promise<LoadDifference> {
  return loadStateRows(db, factTable(request.file.kind), request);
}

/** The files that were loaded, the newest first. */
export async function listStateFiles(tx: Tx): Promise<LoadedFile[]> {
  const { rows } = await sql<LoadedFile>`
    select kind, name, published_on as "publishedOn", to_char(loaded_at at time zone 'America/Los_Angeles', 'YYYY-MM-DD') as "loadedAt", rows, left_out as "leftOut" from state_file order by loaded_at desc, id desc limit 500`.execute(tx);
  return rows;
}

/** How many facts are held of each kind, list and year. */
export async function countStateFacts(tx: Tx): Promise<{ kind: string; layout: string; year: number; count: number }[]> {
  const { rows } = await sql<{ kind: string; layout: string; year: number; count: number }>`select kind, layout, year, count(*)::int as count from state_fact group by kind, layout, year order by kind, layout, year`.execute(tx);
  return rows;
}

const held = sql.raw(`select s.kind, s.key, s.layout, s.cds, s.year, s.name, s.cents, s.content, f.name as source, f.published_on as "publishedOn", f.loaded_at as "loadedAt" from state_fact s join state_file f on f.id = s.file_id`);

/** What the newest lists of some layouts hold about an LEA and the schools of its district code, and all that those lists ever held about the LEA or school itself. `lists`: kind and layout. */
export async function listFactsOf(tx: Tx, { cds, lists, kinds, only }: { cds: string; lists: readonly (readonly [kind: string, layout: string])[]; kinds: readonly string[]; only: boolean }): Promise<HeldFact[]> {
  if (kinds.length === 0) return [];
  const own = await sql<HeldFact>`${held} where left(s.cds, 7) = ${cds.slice(0, 7)} and s.cds = ${cds} and s.kind in (${sql.join([...kinds])}) order by s.kind, s.year, s.key`.execute(tx);
  if (only || lists.length === 0) return own.rows;
  const named = sql.join(lists.map(([kind, layout]) => sql`(${kind}, ${layout})`));
  const others = await sql<HeldFact>`${held} join (select kind, layout, max(year) as year from state_fact where left(cds, 7) = ${cds.slice(0, 7)} and (kind, layout) in (${named}) group by kind, layout) newest
    on newest.kind = s.kind and newest.layout = s.layout and newest.year = s.year where left(s.cds, 7) = ${cds.slice(0, 7)} and s.cds <> ${cds} order by s.kind, s.cds, s.key`.execute(tx);
  return [...own.rows, ...others.rows];
}

/** What is held about LEAs and schools by their codes, of some kinds. */
export async function listFactsAbout(tx: Tx, { codes, kinds }: { codes: readonly string[]; kinds: readonly string[] }): Promise<HeldFact[]> {
  if (codes.length === 0 || kinds.length === 0) return [];
  const districts = [...new Set(codes.map((code) => code.slice(0, 7)))];
  const { rows } = await sql<HeldFact>`${held} where left(s.cds, 7) in (${sql.join(districts)}) and s.cds in (${sql.join([...codes])}) and s.kind in (${sql.join([...kinds])}) order by s.kind, s.cds, s.year, s.key`.execute(tx);
  return rows;
}

/** All facts of a kind, or those of one year about LEAs (their code ends in seven zeros). */
export async function listFactsOfKind(tx: Tx, { kinds, year }: { kinds: readonly string[]; year: number | null }): Promise<HeldFact[]> {
  if (kinds.length === 0) return [];
  const { rows } = await sql<HeldFact>`${held} where s.kind in (${sql.join([...kinds])}) ${year === null ? sql`` : sql`and s.year = ${year} and right(s.cds, 7) = '0000000'`} order by s.kind, s.year, s.key`.execute(tx);
  return rows;
}

/** What is held about one LEA or school, list by list: how many rows, and from which file. */
export async function countFactsAbout(tx: Tx, cds: string): Promise<{ kind: string; layout: string; year: number; rows: number; source: string; publishedOn: string | null }[]> {
  const { rows } = await sql<{ kind: string; layout: string; year: number; rows: number; source: string; publishedOn: string | null }>`
    select s.kind, s.layout, s.year, count(*)::int as rows, f.name as source, f.published_on as "publishedOn" from state_fact s join state_file f on f.id = s.file_id
    where left(s.cds, 7) = ${cds.slice(0, 7)} and s.cds = ${cds} group by s.kind, s.layout, s.year, f.name, f.published_on order by s.year desc, s.kind, s.layout, f.name`.execute(tx);
  return rows;
}
