// Which files of the storage do an LEA's rows name?
import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

/** Folders of the storage whose files belong to rows: "outside/<lea>/<name>". What an operator attaches lies elsewhere. */
export const foldersOfRows = ["imports", "outside", "meetings", "exports", "state-exports"] as const;

/** The keys that rows of the LEA name, files taken out of a list included; and of exports being made the key without its ending: their file may be there before the row says so. */
export async function listNamedFiles(tx: Tx, { leaId }: { leaId: string }): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select file_key as key from plan_import where lea_id = ${leaId} and file_key is not null
    union all select file_key from outside_copy where lea_id = ${leaId}
    union all select file_key from outside_reading where lea_id = ${leaId} and file_key is not null
    union all select file_key from meeting_file where lea_id = ${leaId}
    union all select file_key from document_export where lea_id = ${leaId} and file_key is not null
    union all select file_key from state_export where lea_id = ${leaId} and file_key is not null
    union all select 'exports/' || lea_id || '/' || id from document_export where lea_id = ${leaId} and status in ('queued', 'working')
    union all select 'state-exports/' || lea_id || '/' || id from state_export where lea_id = ${leaId} and status in ('queued', 'working')`.execute(tx);
  return new Set(rows.map(({ key }) => key));
}
