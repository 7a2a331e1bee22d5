// What happened at a meeting that is on record, and the files that show it. Day, body and decision stay where they are, in the plan's meetings.
import { sql, type Kysely } from "kysely";

const ofMeeting = "foreign key (lea_id, plan_id, meeting_id) references meeting (lea_id, plan_id, id) on delete cascade";

const tables: Record<string, string> = {
  // Counts and groups, never names. `changed`: statements of the plan that the meeting changed; `event_id`: the row of the engagement section that was made of it.
  meeting_record: `
    lea_id text not null, org_id text not null, version bigint not null default 1, plan_id text not null, meeting_id text not null, people bigint check (people between 0 and 1000000), groups text[] not null, topics text[] not null,
    heard text not null check (length(heard) <= 20000), motion text not null check (length(motion) <= 2000), vote text not null check (length(vote) <= 2000), changed text[] not null, event_id text, actor text not null, at timestamptz not null default now(),
    primary key (lea_id, plan_id, meeting_id), ${ofMeeting}`,
  meeting_file: `
    lea_id text not null, org_id text not null, version bigint not null default 1, id uuid not null, plan_id text not null, meeting_id text not null, kind text not null check (kind in ('agenda', 'minutes', 'vote', 'other')),
    name text not null check (name <> '' and length(name) <= 120), size bigint not null check (size > 0), hash text not null, file_key text not null, format text not null check (format in ('pdf', 'docx', 'xlsx')),
    added_by text not null, added_at timestamptz not null default now(), removed_at timestamptz,
    primary key (lea_id, id), ${ofMeeting}`,
};

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const app = `"${appRole.replace(/"/g, '""')}"`;
  for (const [name, columns] of Object.entries(tables)) {
    await sql
      .raw(`
      create table ${name} (${columns});
      alter table ${name} enable row level security;
      alter table ${name} force row level security;
      create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()));
      grant select, insert, update on ${name} to ${app}`)
      .execute(db);
  }
}
