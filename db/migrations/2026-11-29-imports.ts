// Readings of uploaded documents that wait for a person, where a plan's rows came from, and the state's published files as facts everybody reads.
import { sql, type Kysely } from "kysely";

const tenant: Record<string, { columns: string; grants: string }> = {
  // A document on its way into a plan. `reading`: what was read; `edits`: what a person corrected in it, by item. Gone when the person is done with it.
  plan_import: {
    columns: `
      lea_id text not null, id uuid not null default gen_random_uuid(), org_id text not null, version bigint not null default 1, plan_id text not null,
      kind text not null check (kind in ('pdf', 'docx', 'sheet', 'year')), file_name text not null check (length(file_name) between 1 and 200), file_size bigint not null check (file_size >= 0), file_hash text not null, file_key text,
      status text not null default 'queued' check (status in ('queued', 'working', 'asks', 'read', 'refused', 'stopped')), page bigint not null default 0, pages bigint not null default 0,
      own_document boolean not null default false, error text, reading jsonb, edits jsonb not null default '{}', requested_by text not null, requested_at timestamptz not null default now(), finished_at timestamptz,
      primary key (lea_id, id), check (status <> 'read' or reading is not null), check (status not in ('refused', 'asks') or error is not null),
      foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade`,
    grants: "select, insert, update, delete",
  },
  // Where a row of a plan came from, when nobody typed it: one line for each time it was taken.
  row_source: {
    columns: `
      lea_id text not null, id bigint generated always as identity, org_id text not null, version bigint not null default 1, plan_id text not null, collection text not null, row_id text not null,
      words text not null check (length(words) <= 500), page bigint, taken_by text not null, taken_at timestamptz not null default now(),
      primary key (lea_id, id), foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade`,
    grants: "select, insert",
  },
};

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  for (const [name, { columns, grants }] of Object.entries(tenant)) {
    await run(`create table ${name} (${columns}); alter table ${name} enable row level security; alter table ${name} force row level security`);
    await run(`create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()))`);
    await run(`grant ${grants} on ${name} to ${app}`);
  }
  await run(`
    create index plan_import_of_plan on plan_import (lea_id, plan_id, requested_at);
    create unique index one_open_import_of_a_file on plan_import (lea_id, plan_id, file_hash) where status in ('queued', 'working', 'asks', 'read');
    create index row_source_of_row on row_source (lea_id, plan_id, collection, row_id)`);
}
