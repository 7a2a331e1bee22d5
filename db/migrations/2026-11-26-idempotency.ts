// The first answer to a form that was sent, so that sending it again changes nothing and hears the same (REL-A7). Kept for a day.
import { sql, type Kysely } from "kysely";

const table = `
  create table form_answer (
    lea_id text not null, org_id text not null, version bigint not null default 1, person_id text not null,
    -- The key of one rendering of a form; step counts the changing transactions of one post.
    form_key text not null, step integer not null, sent_hash text not null, answer text, answered_at timestamptz not null default now(),
    primary key (lea_id, person_id, form_key, step));
  create index form_answer_by_age on form_answer (lea_id, person_id, answered_at);`;

const functions = `
  -- What was answered to this key before; whoever asks at the same time waits until the first has committed.
  create function first_answer(person text, key text, at_step integer) returns table (hash text, said text) language plpgsql as $$
  begin
    perform pg_advisory_xact_lock(hashtextextended(jsonb_build_array('form', current_lea(), person, key)::text, 0));
    return query select a.sent_hash, a.answer from form_answer a
      where a.lea_id = current_lea() and a.person_id = person and a.form_key = key and a.step = at_step and a.answered_at > now() - interval '24 hours';
  end $$;

  -- Keeps the answer if this transaction has recorded an act, which is what tells a change from a refusal.
  create function keep_answer(person text, key text, at_step integer, hash text, said text) returns void language plpgsql as $$
  begin
    if current_setting('app.acted', true) is distinct from 'yes' then return; end if;
    delete from form_answer a where a.lea_id = current_lea() and a.person_id = person and a.answered_at <= now() - interval '24 hours';
    insert into form_answer (lea_id, org_id, person_id, form_key, step, sent_hash, answer) values (current_lea(), current_lea(), person, key, at_step, hash, said);
  end $$;

  create function note_act() returns trigger language plpgsql as $$
  begin
    perform set_config('app.acted', 'yes', true);
    return null;
  end $$;`;

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await run(table);
  await run(`
    alter table form_answer enable row level security; alter table form_answer force row level security;
    create policy own_lea on form_answer using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()));
    grant select, insert, delete on form_answer to ${app}`);
  await run(functions);
  await run(`create trigger note_act after insert on audit for each statement execute function note_act()`);
}
