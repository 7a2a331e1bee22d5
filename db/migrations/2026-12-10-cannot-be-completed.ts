// Questions that somebody looked at and that cannot be completed for now: why, by whom, when; and when that was over.
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  // `about`: the goal, action or school of a question asked for each; '' otherwise. A mark is never removed: it ends.
  await run(`
    create table answer_mark (lea_id text not null, id uuid not null default gen_random_uuid(), org_id text not null, version bigint not null default 1, plan_id text not null, statement_key text not null, about text not null default '',
      reason text not null check (length(reason) between 1 and 500), marked_by text not null references person (id), marked_at timestamptz not null default clock_timestamp(),
      ended_by text references person (id), ended_at timestamptz, ended_because text check (ended_because in ('answered', 'taken-back')),
      primary key (lea_id, id), foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade, check ((ended_at is null) = (ended_by is null)), check ((ended_at is null) = (ended_because is null)));
    create unique index answer_mark_open on answer_mark (lea_id, plan_id, org_id, statement_key, about) where ended_at is null;
    create index answer_mark_of_part on answer_mark (lea_id, plan_id, org_id, marked_at);
    alter table answer_mark enable row level security; alter table answer_mark force row level security;
    create policy own_lea on answer_mark using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()));
    grant select, insert on answer_mark to ${app};
    grant update (version, ended_by, ended_at, ended_because) on answer_mark to ${app}`);
}
