// Documents of every kind come in, for the LEA's part and for a school's; a spreadsheet waits for a person to say which column is which, and the answer is remembered.
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  // `sheets`: the words of a spreadsheet, until its columns are matched.
  await run(`
    alter table plan_import drop constraint plan_import_kind_check, drop constraint plan_import_status_check;
    alter table plan_import add constraint plan_import_kind_check check (kind in ('pdf', 'docx', 'sheet', 'json', 'text', 'year')),
      add constraint plan_import_status_check check (status in ('queued', 'working', 'asks', 'match', 'read', 'refused', 'stopped')),
      add column sheets jsonb, add constraint plan_import_match_check check (status <> 'match' or sheets is not null);
    drop index one_open_import_of_a_file;
    create unique index one_open_import_of_a_file on plan_import (lea_id, plan_id, org_id, file_hash) where status in ('queued', 'working', 'asks', 'match', 'read')`);
  // Which column of spreadsheets with these heads means what; the newest answer of the LEA or school.
  await run(`create table column_match (
    lea_id text not null, org_id text not null, heads_hash text not null, version bigint not null default 1, holds text not null check (holds in ('actions', 'metrics', 'lines')),
    columns jsonb not null, saved_by text not null, saved_at timestamptz not null default now(), primary key (lea_id, org_id, heads_hash));
    alter table column_match enable row level security; alter table column_match force row level security;
    create policy own_lea on column_match using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()));
    grant select, insert, update on column_match to ${app}`);
}
