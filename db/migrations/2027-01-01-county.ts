// What a machine read of a plan that came to an office as a file; one line for each attempt, for nothing that was read is written over.
import { sql, type Kysely } from "kysely";

const reading = `
  create table outside_reading (
    lea_id text not null, org_id text not null, version bigint not null default 1, id uuid not null, filing_id uuid not null, number bigint not null,
    file_name text not null check (length(file_name) between 1 and 120), file_hash text not null check (file_hash ~ '^[0-9a-f]{64}$'), file_key text, own_document boolean not null,
    status text not null default 'queued' check (status in ('queued', 'working', 'asks', 'read', 'refused')), page bigint not null default 0, pages bigint not null default 0, error text, reading jsonb,
    person text not null, person_name text not null, at timestamptz not null default clock_timestamp(), finished_at timestamptz,
    primary key (lea_id, id), foreign key (lea_id, filing_id, number) references outside_copy (lea_id, filing_id, number),
    constraint outside_reading_is_whole check ((status = 'read') = (reading is not null) and (status in ('asks', 'refused')) = (error is not null)));
  create index outside_reading_of_copy on outside_reading (lea_id, filing_id, number, at);
  create unique index outside_reading_one_at_a_time on outside_reading (lea_id, filing_id, number) where status in ('queued', 'working');`;

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await sql.raw(`${reading}
    alter table outside_reading enable row level security;
    alter table outside_reading force row level security;
    create policy own_lea on outside_reading using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()));
    grant select, insert, update on outside_reading to ${app}`).execute(db);
}
