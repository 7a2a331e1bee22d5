// A list of the district's own (actions, metrics or money) that came beside the plan it filed: its rows as they stand in the file, and what a person said of its columns. What they mean for the plan is worked out each time.
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`
    alter table outside_reading drop constraint outside_reading_status_check, drop constraint outside_reading_is_whole;
    alter table outside_reading add column list jsonb, add column holds text check (holds in ('actions', 'metrics', 'lines')), add column columns jsonb,
      add constraint outside_reading_status_check check (status in ('queued', 'working', 'asks', 'read', 'refused', 'match', 'matched', 'used', 'set-aside')),
      add constraint outside_reading_is_whole check ((status = 'read') = (reading is not null) and (status in ('asks', 'refused')) = (error is not null)
        and (status in ('match', 'matched', 'used', 'set-aside')) = (list is not null) and (holds is null) = (columns is null) and (status not in ('matched', 'used') or columns is not null))`).execute(db);
}
