// What a meeting's record and files hang on stays as long as they do; which charters a body authorized itself.
import { sql, type Kysely } from "kysely";

/** The relations of all organizations are seen for one statement only, as leas_below does it. */
const chartersHere = `
  create function charters_here() returns setof text language plpgsql rows 10 as $$
  declare here text := current_lea();
  begin
    if here is null then return; end if;
    perform set_config('app.person', 'system:relations', true);
    return query select r.lea_id from organization_relation r
      where r.other_lea_id = here and r.other_id = here and r.org_id = r.lea_id and r.kind = 'chartered-by' and r.since <= current_date and (r.until is null or r.until > current_date);
    perform set_config('app.person', '', true);
  end $$;`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of ["meeting_record", "meeting_file"]) {
    await sql.raw(`alter table ${name} drop constraint ${name}_lea_id_plan_id_meeting_id_fkey, add foreign key (lea_id, plan_id, meeting_id) references meeting (lea_id, plan_id, id)`).execute(db);
  }
  await sql.raw(chartersHere).execute(db);
}
