// The state's desk: long tables of what was sent, kept with each copy so that a statewide export only reads; the exports asked for; and what is known of plans that were filed elsewhere.
import { sql, type Kysely } from "kysely";

const tables = `
  -- Only copies that were sent have tables, so the kind is part of the link.
  alter table submission add constraint submission_kind unique (lea_id, filing_id, number, kind);
  create table submission_table (
    lea_id text not null, filing_id uuid not null, number bigint not null, org_id text not null, version bigint not null default 1, kind text not null default 'sent' check (kind = 'sent'), dictionary bigint not null check (dictionary >= 1),
    name text not null check (name ~ '^[a-z]+$'), rows bigint not null check (rows >= 0), ndjson text not null, csv text not null, hash text not null,
    primary key (lea_id, filing_id, number, dictionary, name), foreign key (lea_id, filing_id, number, kind) references submission (lea_id, filing_id, number, kind),
    constraint table_as_hashed check (hash = encode(sha256(convert_to(ndjson || csv, 'UTF8')), 'hex')));

  create table state_export (
    lea_id text not null, id uuid not null default gen_random_uuid(), org_id text not null, version bigint not null default 1, program text not null, year text not null check (year ~ '^20[0-9][0-9]-[0-9][0-9]$'),
    format text not null check (format in ('ndjson', 'csv', 'zip-docx', 'zip-pdf')), county text not null, status text not null default 'queued' check (status in ('queued', 'working', 'done', 'failed')),
    progress bigint not null default 0 check (progress between 0 and 100), submissions bigint, rows bigint, bytes bigint, file_key text, error text, requested_by text not null, requested_at timestamptz not null default now(), finished_at timestamptz,
    primary key (lea_id, id), foreign key (lea_id, org_id) references organization (lea_id, id), check ((status = 'done') = (file_key is not null)));

  -- lea_id: the body that wrote it down. The LEA it is about may not work here at all, so it is named by its code.
  create table filing_note (
    lea_id text not null, org_id text not null, version bigint not null default 1, program text not null, year text not null check (year ~ '^20[0-9][0-9]-[0-9][0-9]$'), cds text not null check (cds ~ '^[0-9]{14}$'),
    standing text not null check (standing in ('elsewhere', 'not-filed')), on_day date, words text not null check (length(words) <= 5000), person text not null, person_name text not null, at timestamptz not null default clock_timestamp(),
    primary key (lea_id, program, year, cds), foreign key (lea_id, org_id) references organization (lea_id, id));`;

/** The LEAs below, with what they are called: seen for one statement only, as leas_below does it. */
const knownBelow = `
  create function leas_known_below() returns table (lea_id text, kind text, name text, cds text, sample boolean) language plpgsql rows 50 as $$
  declare below text[] := array(select leas_below());
  begin
    perform set_config('app.person', 'system:relations', true);
    return query select o.lea_id, o.kind, o.name, o.cds, o.sample from organization o where o.id = o.lea_id and o.lea_id = any(below);
    perform set_config('app.person', '', true);
  end $$;`;

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await run(tables);
  await run(knownBelow);
  for (const name of ["submission_table", "state_export", "filing_note"]) {
    await run(`
      alter table ${name} enable row level security;
      alter table ${name} force row level security;
      create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()));
      grant select, insert${name === "submission_table" ? "" : ", update"}${name === "filing_note" ? ", delete" : ""} on ${name} to ${app}`);
  }
  await run(`
    create policy from_above on submission_table for select using (lea_id in (select leas_below()));
    create trigger insert_only before update or delete on submission_table for each row execute function insert_only();
    create trigger never_emptied before truncate on submission_table for each statement execute function insert_only()`);
}
