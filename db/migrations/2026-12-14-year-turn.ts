// Rows that next year's plan began with: from which year, since when their words stand, and what a person decided about each.
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await sql
    .raw(`
    create table carried_row (
      lea_id text not null, org_id text not null, version bigint not null default 1, plan_id text not null, collection text not null check (collection <> ''), row_id text not null,
      from_year text not null check (from_year ~ '^20[0-9][0-9]-[0-9][0-9]$'), written_on date, decision text check (decision in ('confirmed', 'retired')), decided_by text, decided_at timestamptz,
      primary key (lea_id, plan_id, collection, row_id), foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade,
      check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)));
    alter table carried_row enable row level security;
    alter table carried_row force row level security;
    create policy own_lea on carried_row using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()));
    grant select, insert, update on carried_row to ${app}`)
    .execute(db);
}
