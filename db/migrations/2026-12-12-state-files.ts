// The facts of the state's published files: one row for each published row, read by all and written only in the name of the state.
import { sql, type Kysely } from "kysely";

const tables = `
  -- Which kinds there are is said by crosswalks/state-files.
  alter table state_file drop constraint state_file_kind_check;
  alter table state_file add constraint state_file_kind_check check (kind <> '');
  -- Rows that were wrong and were left out when the file was loaded.
  alter table state_file add column left_out bigint not null default 0;

  -- content: the filled cells as published; amounts of money stand in cents beside them. file_id: the newest file that says this.
  create table state_fact (
    kind text not null, key text not null, layout text not null, cds text check (cds ~ '^[0-9]{14}$'), year bigint not null, name text not null, cents bigint, content jsonb not null, file_id bigint not null,
    primary key (kind, key));
  create index state_fact_of_district on state_fact (left(cds, 7), kind);`;

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await run(tables);
  await run(`
    alter table state_fact enable row level security;
    alter table state_fact force row level security;
    create policy read_by_all on state_fact for select using (true);
    create policy added_by_state on state_fact for insert with check ((select acts_for_state()));
    create policy changed_by_state on state_fact for update using ((select acts_for_state())) with check ((select acts_for_state()));
    grant select, insert, update on state_fact to ${app}`);
}
