// The state's directory of LEAs and schools as published: one list for everybody, read by all and written only in the name of the state.
import { sql, type Kysely } from "kysely";

const tables = `
  -- Each file that was loaded: where a fact comes from, and as of when.
  create table state_file (
    id bigint generated always as identity primary key, kind text not null check (kind in ('directory')), name text not null, published_on date, hash text not null, rows bigint not null, loaded_by text not null, loaded_at timestamptz not null default now(),
    unique (kind, hash));

  -- file_id: the newest file that says this. No foreign key: it belongs to no LEA.
  create table state_organization (
    cds text primary key check (cds ~ '^[0-9]{14}$'), kind text not null check (kind in ('lea', 'school')), name text not null check (name <> ''), county text not null, district text not null, status text not null, type text not null,
    public boolean, charter boolean, city text not null, zip text not null, grades text not null, opened_on date, closed_on date, file_id bigint not null);
  create index state_organization_of_district on state_organization (left(cds, 7));

  create function acts_for_state() returns boolean language sql stable as $$
    select exists (select 1 from organization where lea_id = current_lea() and id = lea_id and kind = 'state')
  $$;`;

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await run(tables);
  for (const name of ["state_file", "state_organization"]) {
    await run(`
      alter table ${name} enable row level security;
      alter table ${name} force row level security;
      create policy read_by_all on ${name} for select using (true);
      create policy added_by_state on ${name} for insert with check ((select acts_for_state()));
      create policy changed_by_state on ${name} for update using ((select acts_for_state())) with check ((select acts_for_state()));
      grant select, insert, update on ${name} to ${app}`);
  }
}
