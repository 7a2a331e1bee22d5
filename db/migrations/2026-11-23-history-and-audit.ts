// Named versions of a plan; changes numbered in the order they became true; audit rows chained by hash, one chain an LEA.
import { sql, type Kysely } from "kysely";

const tables = `
  -- The last number and hash of each LEA's chain of audit rows. No plan's words and one list for the installation, so that a verifier finds every chain; only the trigger writes it.
  create table audit_head (lea_id text primary key, number bigint not null check (number >= 0), hash text not null);

  -- A moment of a plan that people gave a name to; up_to: the last change that belongs to it.
  create table named_version (
    lea_id text not null, id uuid not null default gen_random_uuid(), org_id text not null, version bigint not null default 1, plan_id text not null,
    name text not null check (name <> '' and length(name) <= 120), kind text not null check (kind in ('start', 'named')), up_to bigint not null, actor text not null, at timestamptz not null default clock_timestamp(),
    primary key (lea_id, id), unique (lea_id, plan_id, name),
    foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade);

  create index revision_of_plan on revision (lea_id, plan_id, id);
  create index revision_of_day on revision (lea_id, plan_id, at);`;

const functions = `
  -- The stamp comes first: it takes the plan's lock, so the changes of a plan are numbered in the order their transactions commit, and "up to number n" means the same for ever.
  create or replace function record_history() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if tg_op = 'DELETE' then
      update plan set stamp = gen_random_uuid() from (select distinct lea_id, plan_id from old_rows) touched where plan.lea_id = touched.lea_id and plan.id = touched.plan_id;
      insert into revision (lea_id, org_id, plan_id, table_name, row_id, version, operation, actor, content)
        select lea_id, org_id, plan_id, tg_table_name, id, version, 'delete', current_setting('app.actor', true), row_to_json(changed) from old_rows changed;
    else
      update plan set stamp = gen_random_uuid() from (select distinct lea_id, plan_id from new_rows) touched where plan.lea_id = touched.lea_id and plan.id = touched.plan_id;
      insert into revision (lea_id, org_id, plan_id, table_name, row_id, version, operation, actor, content)
        select lea_id, org_id, plan_id, tg_table_name, id, version, lower(tg_op), current_setting('app.actor', true), row_to_json(changed) from new_rows changed;
    end if;
    return null;
  end $$;

  -- JSON in one spelling only: names in order, no spaces, whole numbers a program counts exactly. app/domain/audit/canonical-json.ts spells the same.
  create function canonical_json(value jsonb) returns text language plpgsql immutable as $$
  begin
    case jsonb_typeof(value)
      when 'object' then
        return '{' || coalesce((select string_agg(to_jsonb(key)::text || ':' || canonical_json(inner_value), ',' order by key collate "C") from jsonb_each(value) as pair (key, inner_value)), '') || '}';
      when 'array' then
        return '[' || coalesce((select string_agg(canonical_json(element), ',' order by at) from jsonb_array_elements(value) with ordinality as list (element, at)), '') || ']';
      when 'number' then
        if value::numeric <> trunc(value::numeric) or abs(value::numeric) > 9007199254740991 then
          raise check_violation using message = 'what an act is described by holds whole numbers only', table = 'audit';
        end if;
        return trunc(value::numeric)::text;
      else
        return value::text;
    end case;
  end $$;

  -- What the hash of an audit row is taken over: every column but the hash itself.
  create function audit_words(act audit) returns text language sql stable as $$
    select canonical_json(jsonb_build_object(
      'actor', act.actor, 'at', to_char(act.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'detail', act.detail, 'hashBefore', act.hash_before, 'id', act.id, 'leaId', act.lea_id,
      'number', act.number, 'object', act.object, 'orgId', act.org_id, 'verb', act.verb, 'version', act.version))
  $$;

  create function audit_hash(act audit) returns text language sql stable as $$
    select encode(sha256(convert_to(audit_words(act), 'UTF8')), 'hex')
  $$;

  -- Number, time and hashes are given here, whatever the writer says; the head stays locked until the transaction ends, so one LEA has one chain.
  create function chain_audit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    insert into audit_head (lea_id, number, hash) values (new.lea_id, 0, '') on conflict (lea_id) do nothing;
    select number + 1, hash into new.number, new.hash_before from audit_head where lea_id = new.lea_id for update;
    new.version := 1;
    new.at := clock_timestamp();
    new.hash := audit_hash(new);
    update audit_head set number = new.number, hash = new.hash where lea_id = new.lea_id;
    return new;
  end $$;

  create function insert_only() returns trigger language plpgsql as $$
  begin
    raise insufficient_privilege using message = format('%s is only ever added to', tg_table_name), table = tg_table_name;
  end $$;`;

/** Acts recorded before they were chained get their place in the chain, oldest first. */
const chainOldActs = `
  alter table audit no force row level security;
  do $$
  declare
    act audit;
    head audit_head;
  begin
    for act in select * from audit order by lea_id, id loop
      select * into head from audit_head where lea_id = act.lea_id;
      act.number := coalesce(head.number, 0) + 1;
      act.hash_before := coalesce(head.hash, '');
      act.hash := audit_hash(act);
      update audit set number = act.number, hash_before = act.hash_before, hash = act.hash where lea_id = act.lea_id and id = act.id;
      insert into audit_head (lea_id, number, hash) values (act.lea_id, act.number, act.hash) on conflict (lea_id) do update set number = excluded.number, hash = excluded.hash;
    end loop;
  end $$;
  alter table audit force row level security;`;

/** `appRole` reads the heads and named versions, and adds named versions. */
export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await run(tables);
  await run(`alter table audit add column number bigint, add column hash_before text, add column hash text`);
  await run(functions);
  await run(chainOldActs);
  await run(`
    alter table audit alter column number set not null, alter column hash_before set not null, alter column hash set not null,
      add constraint audit_number unique (lea_id, number), add constraint audit_chain foreign key (lea_id) references audit_head (lea_id);
    create trigger chain_audit before insert on audit for each row execute function chain_audit();
    alter table named_version enable row level security;
    alter table named_version force row level security;
    create policy own_lea on named_version using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()));
    grant select, insert on named_version to ${app};
    grant select on audit_head to ${app};
    revoke all on function chain_audit(), insert_only(), audit_hash(audit), audit_words(audit), canonical_json(jsonb) from public`);
  for (const name of ["revision", "audit"]) {
    await run(`
      create trigger insert_only before update or delete on ${name} for each row execute function insert_only();
      create trigger never_emptied before truncate on ${name} for each statement execute function insert_only()`);
  }
}
