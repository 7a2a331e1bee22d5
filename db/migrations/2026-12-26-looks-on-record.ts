// Who looked at what is asked of the audit by thing and person, so that a look is written down once a day.
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw("create index audit_looks on audit (lea_id, actor, object, at) where verb like 'read-%'").execute(db);
}
