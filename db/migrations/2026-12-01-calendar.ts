// The calendar's own facts: days and choices only the LEA can give, and which deadlines are done, by whom and with what proof.
import { sql, type Kysely } from "kysely";

const tables: Record<string, string> = {
  calendar_fact: `
    lea_id text not null, org_id text not null, version bigint not null default 1, plan_id text not null, kind text not null check (kind in ('date', 'choice', 'set')),
    key text not null check (key <> '' and length(key) <= 120), value text not null check (length(value) <= 120), actor text not null, at timestamptz not null default clock_timestamp(),
    primary key (lea_id, plan_id, kind, key), foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade`,
  deadline_done: `
    lea_id text not null, org_id text not null, version bigint not null default 1, plan_id text not null, deadline text not null check (deadline <> '' and length(deadline) <= 160),
    done_on date not null, proof text not null check (proof <> '' and length(proof) <= 2000), actor text not null, at timestamptz not null default clock_timestamp(),
    primary key (lea_id, plan_id, deadline), foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade`,
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
      grant select, insert, update, delete on ${name} to ${app}`)
      .execute(db);
  }
}
