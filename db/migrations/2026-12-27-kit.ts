// A file may be the packet of one of the board's meetings: its agenda, what changed, a summary and the plan's document in one archive.
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    alter table document_export add column meeting_id text,
      add constraint meeting_of_the_plan foreign key (lea_id, plan_id, meeting_id) references meeting (lea_id, plan_id, id) on delete cascade,
      add constraint a_meetings_file_is_a_packet check (meeting_id is null or packet)`)
    .execute(db);
}
