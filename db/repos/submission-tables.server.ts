// The long tables kept with each sent copy, and the one read of a statewide export over them.
import QueryStream from "pg-query-stream";
import type pg from "pg";
import { CompiledQuery } from "kysely";
import type { Tx } from "../client.server.ts";

export type SubmissionTable = { name: string; rows: number; ndjson: string; csv: string; hash: string };
/** What is exported: sent copies of a program and year, of one county or of all (""). */
export type ExportScope = { program: string; year: string; county: string };

/** Keeps the tables of one copy; the same ones again change nothing. */
export async function keepTables(tx: Tx, { leaId, filingId, number, orgId, dictionary }: { leaId: string; filingId: string; number: number; orgId: string; dictionary: number }, tables: readonly SubmissionTable[]): Promise<void> {
  await tx
    .insertInto("submission_table")
    .values(tables.map(({ name, rows, ndjson, csv, hash }) => ({ lea_id: leaId, filing_id: filingId, number, org_id: orgId, dictionary, name, rows, ndjson, csv, hash })))
    .onConflict((same) => same.columns(["lea_id", "filing_id", "number", "dictionary", "name"]).doNothing())
    .execute();
}

/** The newest sent copy of each plan of a program ($1) and year ($2) in a county ($3, "" for all), of LEAs below the one this transaction works for. */
const newest = `
  select s.lea_id, s.filing_id, max(s.number) as number from submission s join filing f on f.lea_id = s.lea_id and f.id = s.filing_id
  where s.program = $1 and s.year = $2 and s.kind = 'sent' and f.sent and ($3 = '' or f.county = $3) and s.lea_id in (select leas_below()) group by 1, 2`;

export type CopyKey = { leaId: string; filingId: string; number: number };

/** Copies that an export needs and whose tables were not written by this dictionary. */
export async function listWithoutTables(tx: Tx, { program, year, county }: ExportScope, dictionary: number): Promise<CopyKey[]> {
  const { rows } = await tx.executeQuery<CopyKey>(CompiledQuery.raw(`
    select n.lea_id as "leaId", n.filing_id as "filingId", n.number from (${newest}) n
    where not exists (select from submission_table t where t.lea_id = n.lea_id and t.filing_id = n.filing_id and t.number = n.number and t.dictionary = $4) order by 1, 2`, [program, year, county, dictionary]));
  return rows;
}

/** A copy as an export lists it. */
export type ExportedCopy = {
  leaId: string; filingId: string; number: number; receipt: string; cds: string; organization: string; county: string; leaKind: string; edition: string; state: string; workflow: string; receivedAt: Date; receivedOn: string; dueOn: string | null; side: string; hash: string; form: string;
  generated: boolean;
};

/** One by one from a cursor: nothing is held but the batch. */
async function* through<Row>(client: pg.PoolClient, text: string, values: unknown[], batchSize: number): AsyncGenerator<Row> {
  const stream = client.query(new QueryStream(text, values, { batchSize }));
  try {
    for await (const row of stream) yield row as Row;
  } finally {
    stream.destroy();
  }
}

/** The copies in the order of their codes. `client`: a transaction of withBareLea, so that row security and the snapshot hold. */
export function readCopies(client: pg.PoolClient, { program, year, county }: ExportScope): AsyncGenerator<ExportedCopy> {
  return through(client, `
    with newest as materialized (${newest})
    select s.lea_id as "leaId", s.filing_id as "filingId", s.number, s.receipt, f.cds, f.lea_name as organization, f.county, f.lea_kind as "leaKind", s.edition, f.state, f.workflow, s.received_at as "receivedAt", s.received_on as "receivedOn", s.due_on as "dueOn",
      s.side, s.hash, s.form, k.sample as generated
    from newest n join submission s on s.lea_id = n.lea_id and s.filing_id = n.filing_id and s.number = n.number join filing f on f.lea_id = s.lea_id and f.id = s.filing_id join leas_known_below() k on k.lea_id = s.lea_id order by f.cds collate "C", s.receipt collate "C"`, [program, year, county], 100);
}

/** The kept lines of one table, copy by copy in the same order. */
export function readTable(client: pg.PoolClient, { program, year, county }: ExportScope, { name, format, dictionary }: { name: string; format: "ndjson" | "csv"; dictionary: number }): AsyncGenerator<{ rows: number; lines: string }> {
  return through(client, `
    with newest as materialized (${newest})
    select t.rows, t.${format} as lines from newest n join submission s on s.lea_id = n.lea_id and s.filing_id = n.filing_id and s.number = n.number
      join submission_table t on t.lea_id = s.lea_id and t.filing_id = s.filing_id and t.number = s.number join filing f on f.lea_id = s.lea_id and f.id = s.filing_id
    where t.name = $4 and t.dictionary = $5 order by f.cds collate "C", s.receipt collate "C"`, [program, year, county, name, dictionary], 8);
}
