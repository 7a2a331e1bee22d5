// A file may be a packet: the documents of all the LEA's schools in one archive.
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw("alter table document_export add column packet boolean not null default false, add constraint packet_is_the_leas check (not packet or org_id = lea_id)").execute(db);
}
