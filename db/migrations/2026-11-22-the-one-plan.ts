// Organizations, plans and their rows, history, exports, audit. Written to a Postgres 15 floor.
// Every tenant table: lea_id first, org_id, version, forced row security. Links of one row are foreign keys; lists of links are arrays
// watched by deferred triggers that take the same locks a foreign key takes, so a plan never points at a row that is gone.
import { sql, type Kysely } from "kysely";

const row = `
  lea_id text not null,
  plan_id text not null,
  id text not null check (id ~ '^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$'),
  org_id text not null,
  version bigint not null default 1 check (version >= 1),
  seq bigint not null default 0,
  primary key (lea_id, plan_id, id),
  foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade deferrable initially deferred,
  foreign key (lea_id, plan_id, org_id) references plan_organization (lea_id, plan_id, id) deferrable initially deferred`;
const lineage = `lineage_id text not null`;
const offered = `offered_from_lineage_id text, offered_from_version bigint, check ((offered_from_lineage_id is null) = (offered_from_version is null))`;
const order = `sort_order bigint not null check (sort_order >= 0)`;
const decimal = (name: string) => `${name} text check (${name} ~ '^-?[0-9]{1,15}([.][0-9]{1,15})?$')`;
const planYear = (name: string) => `${name} text check (${name} ~ '^20[0-9][0-9]-[0-9][0-9]$')`;
/** A whole number of cents that a program can also count exactly. */
const cents = (name: string) => `${name} bigint not null check (${name} between -9007199254740991 and 9007199254740991)`;
const link = (name: string, table: string) => `foreign key (lea_id, plan_id, ${name}) references ${table} (lea_id, plan_id, id) deferrable initially deferred`;
const measured = `student_group text not null, site_id text, ${decimal("amount")}, words text not null, ${link("site_id", "plan_organization")}`;

const tables: Record<string, string> = {
  identification: `${row}, program text not null, reason text not null, groups text[] not null, indicators text[] not null, dashboard_year bigint, ${planYear("since")}, ${planYear("until")}, source text not null`,
  dashboard_result: `${row}, year bigint not null, student_group text not null, indicator text not null, ${decimal("status")}, ${decimal("change")}, color bigint check (color between 1 and 5), count bigint, source text not null`,
  opening_goal: `${row}, ${lineage}, number text not null, description jsonb not null`,
  opening_metric: `${row}, ${lineage}, number text not null, name text not null, baseline jsonb not null, year1 jsonb not null, year2 jsonb not null, target jsonb not null`,
  opening_action: `${row}, ${lineage}, goal_number text not null, number text not null, title text not null, contributing boolean, ${cents("planned_total_cents")}, ${cents("planned_lcff_cents")}, ${decimal("planned_percent")}, ${decimal("actual_percent")}`,
  goal: `${row}, ${lineage}, ${offered}, ${order}, description jsonb not null, kind text, priorities text[] not null, why jsonb not null, need_ids text[] not null, school_ids text[] not null, parent_lineage_id text`,
  metric: `${row}, ${lineage}, ${offered}, ${order}, goal_id text not null, name text not null, source text not null,
    unit text not null check (unit in ('percent', 'points', 'count', 'ratio', 'dollars', 'level', 'text')), direction text not null check (direction in ('up', 'down', 'keep', 'none')),
    groups text[] not null, formula text not null, codes text[] not null, frequency text, baseline_value_ids text[] not null, ${link("goal_id", "goal")}`,
  metric_value: `${row}, ${lineage}, metric_id text not null, ${measured}, year text not null, measured_on date, source text not null, ${link("metric_id", "metric")}`,
  target: `${row}, ${lineage}, metric_id text not null, ${measured}, due_year text not null, due_on date, ${link("metric_id", "metric")}`,
  data_finding: `${row}, ${lineage}, ${order}, question text not null, dataset text not null, student_group text, n bigint check (n >= 0), value text not null, comparison text not null, year text not null, words jsonb not null, private boolean not null`,
  need: `${row}, ${lineage}, ${order}, words jsonb not null, groups text[] not null, area text, site_id text, finding_ids text[] not null, unique_to jsonb, ${link("site_id", "plan_organization")}`,
  action: `${row}, ${lineage}, ${offered}, ${order}, goal_id text not null, title text not null, description jsonb not null, parent_lineage_id text, groups text[] not null,
    location text not null check (location in ('all-schools', 'specific-schools', 'specific-grade-spans')), school_ids text[] not null, location_text text not null, start_on date, end_on date, time_span_text text not null,
    need_ids text[] not null, cause_ids text[] not null, inequity_ids text[] not null, purposes text[] not null, metric_ids text[] not null, contributing boolean, scope text check (scope in ('leawide', 'schoolwide', 'limited')),
    unduplicated_groups text[] not null, how jsonb, ${decimal("planned_percent")}, evidence_tier text, evidence_citation text, lrebg_why jsonb, check (evidence_tier is null or evidence_citation is not null), ${link("goal_id", "goal")}`,
  step: `${row}, ${lineage}, ${order}, action_id text not null, words text not null, responsible text not null, start_on date, due_on date, status text, proof_kind text not null, proof_file text not null, ${link("action_id", "action")}`,
  progress: `${row}, ${lineage}, about_kind text not null check (about_kind in ('action', 'opening-action', 'step')), about_id text not null, period text not null, status text, note text not null, barrier text not null, next text not null,
    proof text not null, effect text check (effect in ('works', 'too-early', 'does-not-work'))`,
  engagement_event: `${row}, ${lineage}, ${order}, held_on date, date_text text not null, partners text[] not null, partner_label text not null, method jsonb not null, topics text[] not null, count bigint check (count >= 0), heard jsonb`,
  // posted_at keeps the offset it was recorded with, so that a plan comes out as it went in.
  meeting: `${row}, ${lineage}, body text not null, kind text not null, held_on date, posted_at text, result text not null, reason text not null, assured boolean, signer_role text not null`,
  line_item: `${row}, ${lineage}, ${offered}, action_id text, opening_action_id text, site_id text, source text not null, resource text, object text not null, ${planYear("year")} not null,
    kind text not null check (kind in ('planned', 'estimated', 'spent')), ${cents("cents")}, note text not null, check (action_id is null or opening_action_id is null),
    ${link("action_id", "action")}, ${link("opening_action_id", "opening_action")}, ${link("site_id", "plan_organization")}`,
  allocation: `${row}, ${lineage}, site_id text, program text not null, ${planYear("grant_year")} not null, ${cents("cents")}, kept boolean not null, ${link("site_id", "plan_organization")}`,
  revenue: `${row}, ${lineage}, kind text not null, ${planYear("year")} not null, ${cents("cents")}`,
  answer: `${row}, ${lineage}, ${order}, statement_key text not null, about text, value jsonb`,
};

/** Lists of links: column, table they point to. Causes and inequities are rows of `answer`, whose statements files declare: not watched. */
const linkLists: Record<string, [column: string, target: string][]> = {
  goal: [["need_ids", "need"], ["school_ids", "plan_organization"]],
  metric: [["baseline_value_ids", "metric_value"]],
  need: [["finding_ids", "data_finding"]],
  action: [["need_ids", "need"], ["metric_ids", "metric"], ["school_ids", "plan_organization"]],
};

const functions = `
  -- The LEA this transaction works for; nothing set means no rows.
  create function current_lea() returns text language sql stable parallel safe as $$
    select case when coalesce(current_setting('app.actor', true), '') <> '' then nullif(current_setting('app.lea', true), '') end
  $$;

  -- Where there is no sign-in there are no real districts, and no invented ones elsewhere.
  create function only_fitting_organizations() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if new.sample <> exists (select 1 from installation where mode = 'sample') then
      raise check_violation using message = 'sample organizations live in sample installations, and no others do', table = 'organization';
    end if;
    return new;
  end $$;

  -- Every change of a plan's rows becomes a revision, and the plan gets a new stamp. Runs once a statement.
  create function record_history() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if tg_op = 'DELETE' then
      insert into revision (lea_id, org_id, plan_id, table_name, row_id, version, operation, actor, content)
        select lea_id, org_id, plan_id, tg_table_name, id, version, 'delete', current_setting('app.actor', true), row_to_json(changed) from old_rows changed;
      update plan set stamp = gen_random_uuid() from (select distinct lea_id, plan_id from old_rows) touched where plan.lea_id = touched.lea_id and plan.id = touched.plan_id;
    else
      insert into revision (lea_id, org_id, plan_id, table_name, row_id, version, operation, actor, content)
        select lea_id, org_id, plan_id, tg_table_name, id, version, lower(tg_op), current_setting('app.actor', true), row_to_json(changed) from new_rows changed;
      update plan set stamp = gen_random_uuid() from (select distinct lea_id, plan_id from new_rows) touched where plan.lea_id = touched.lea_id and plan.id = touched.plan_id;
    end if;
    return null;
  end $$;

  -- Whatever else changes what a plan says gives it a new stamp too.
  create function stamp_plan() returns trigger language plpgsql as $$
  begin
    if tg_table_name = 'plan' then
      new.stamp := gen_random_uuid();
      return new;
    end if;
    update plan set stamp = gen_random_uuid() where lea_id = coalesce(new.lea_id, old.lea_id) and id = coalesce(new.plan_id, old.plan_id);
    return null;
  end $$;

  -- A row's lists of links lead to rows that exist; the targets are locked as a foreign key locks them.
  create function check_links() returns trigger language plpgsql as $$
  declare
    fresh jsonb := to_jsonb(new);
    ids text[];
    found_count bigint;
  begin
    for at in 0 .. tg_nargs / 2 - 1 loop
      ids := array(select distinct jsonb_array_elements_text(fresh -> tg_argv[at * 2]));
      if cardinality(ids) > 0 then
        execute format('select count(*) from (select 1 from %I where lea_id = $1 and plan_id = $2 and id = any ($3) for key share) held', tg_argv[at * 2 + 1])
          into found_count using new.lea_id, new.plan_id, ids;
        if found_count < cardinality(ids) then
          raise foreign_key_violation using message = format('%s %s names a row of %s that does not exist', tg_table_name, tg_argv[at * 2], tg_argv[at * 2 + 1]), table = tg_table_name;
        end if;
      end if;
    end loop;
    return null;
  end $$;

  -- A row that a list of links still names stays; unless its whole plan goes.
  create function check_unlinked() returns trigger language plpgsql as $$
  declare
    used boolean;
  begin
    if not exists (select 1 from plan where lea_id = old.lea_id and id = old.plan_id) then return null; end if;
    execute format('select exists (select 1 from %I where lea_id = $1 and plan_id = $2 and $3 = any (%I)) and not exists (select 1 from %I where lea_id = $1 and plan_id = $2 and id = $3)', tg_argv[0], tg_argv[1], tg_table_name)
      into used using old.lea_id, old.plan_id, old.id;
    if used then raise foreign_key_violation using message = format('%s %s is still named in %s of %s', tg_table_name, old.id, tg_argv[1], tg_argv[0]), table = tg_argv[0]; end if;
    return null;
  end $$;`;

const shared = `
  -- What this database is: "sample" is written once by the launcher into a database it has just created.
  create table installation (one boolean primary key default true check (one), mode text not null check (mode in ('sample', 'standard')), sample_lea_id text, created_at timestamptz not null default now());

  create table organization (
    lea_id text not null check (lea_id <> ''), id text not null, org_id text generated always as (id) stored, version bigint not null default 1,
    kind text not null check (kind in ('state', 'coe', 'district', 'charter', 'school')), name text not null, cds text not null check (cds ~ '^[0-9]{14}$'), sample boolean not null default false,
    primary key (lea_id, id));

  -- Parents and relations beside the tree, dated: a school of a district, chartered by, member of a SELPA, within a county.
  create table organization_relation (
    lea_id text not null, org_id text not null, kind text not null check (kind in ('school-of', 'chartered-by', 'member-of-selpa', 'in-county')), other_lea_id text not null, other_id text not null,
    since date not null, until date, version bigint not null default 1, check (until is null or until > since),
    primary key (lea_id, org_id, kind, other_lea_id, other_id, since),
    foreign key (lea_id, org_id) references organization (lea_id, id), foreign key (other_lea_id, other_id) references organization (lea_id, id));

  create table plan (
    lea_id text not null, id text not null, org_id text not null, version bigint not null default 1,
    stamp uuid not null default gen_random_uuid(), schema_version bigint not null, ${planYear("year")} not null, ${planYear("cycle_start")} not null, baseline_dashboard_year bigint, language text not null,
    created_at timestamptz not null default now(),
    primary key (lea_id, id), unique (lea_id, year), foreign key (lea_id, org_id) references organization (lea_id, id));

  -- The LEA and its schools as they were known in the plan's year.
  create table plan_organization (
    lea_id text not null, plan_id text not null, id text not null, org_id text generated always as (id) stored, version bigint not null default 1, seq bigint not null default 0,
    kind text not null check (kind in ('district', 'coe', 'charter', 'school')), name text not null, cds text not null check (cds ~ '^[0-9]{14}$'), county text not null, grades text not null,
    serves_elementary boolean not null, serves_middle boolean not null, serves_high boolean not null, selpa text, chartered_by text,
    title_one_program text check (title_one_program in ('none', 'targeted-assistance', 'schoolwide')), equity_multiplier boolean not null, dass boolean not null, enrollment jsonb,
    primary key (lea_id, plan_id, id),
    foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade deferrable initially deferred,
    foreign key (lea_id, id) references organization (lea_id, id) deferrable initially deferred);

  create table opening (
    lea_id text not null, plan_id text not null, org_id text not null, version bigint not null default 1, ${planYear("year")} not null, source_kind text not null check (source_kind in ('submission', 'import', 'typed')),
    source_words text not null, source_recorded_on date, ${decimal("carryover_percent")},
    primary key (lea_id, plan_id),
    foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade deferrable initially deferred);

  -- One line for every change, as the row stood after it (before it, for a deletion). Kept verbatim as json: read, never calculated with.
  create table revision (
    lea_id text not null, id bigint generated always as identity, org_id text not null, version bigint not null, plan_id text not null, table_name text not null, row_id text not null,
    operation text not null check (operation in ('insert', 'update', 'delete')), actor text not null, at timestamptz not null default clock_timestamp(), content json not null,
    primary key (lea_id, id));
  create index revision_of_row on revision (lea_id, plan_id, table_name, row_id, id);

  create table document_export (
    lea_id text not null, id uuid not null default gen_random_uuid(), org_id text not null, version bigint not null default 1, plan_id text not null, program text not null, edition text not null,
    format text not null check (format in ('docx', 'pdf', 'xlsx', 'html', 'json')), copy text not null, status text not null default 'queued' check (status in ('queued', 'working', 'done', 'failed')),
    progress bigint not null default 0 check (progress between 0 and 100), file_key text, error text, requested_by text not null, requested_at timestamptz not null default now(), finished_at timestamptz,
    primary key (lea_id, id), check ((status = 'done') = (file_key is not null)), check (status <> 'failed' or error is not null),
    foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade);

  create table audit (
    lea_id text not null, id bigint generated always as identity, org_id text not null, version bigint not null default 1, at timestamptz not null default clock_timestamp(), actor text not null, verb text not null, object text not null,
    detail jsonb not null default '{}', primary key (lea_id, id));`;

const insertOnly = ["revision", "audit"];
const withoutHistory = ["organization", "organization_relation", "plan", "document_export", ...insertOnly];

/** `appRole` gets what it needs and owns nothing. */
export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await run(shared);
  for (const [name, columns] of Object.entries(tables)) await run(`create table ${name} (${columns})`);
  await run(functions);
  await run(`create index answer_of_statement on answer (lea_id, plan_id, statement_key, org_id)`);

  const tenantTables = ["organization", "organization_relation", "plan", "plan_organization", "opening", "revision", "document_export", "audit", ...Object.keys(tables)];
  for (const name of tenantTables) {
    await run(`alter table ${name} enable row level security; alter table ${name} force row level security`);
    await run(`create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()))`);
    await run(`grant select${name === "revision" ? "" : insertOnly.includes(name) ? ", insert" : ", insert, update, delete"} on ${name} to ${app}`);
    if (withoutHistory.includes(name) || name === "opening") continue;
    await run(`
      create trigger history_insert after insert on ${name} referencing new table as new_rows for each statement execute function record_history();
      create trigger history_update after update on ${name} referencing new table as new_rows for each statement execute function record_history();
      create trigger history_delete after delete on ${name} referencing old table as old_rows for each statement execute function record_history()`);
  }
  await run(`create trigger new_stamp before update on plan for each row execute function stamp_plan()`);
  await run(`create trigger new_stamp after insert or update or delete on opening for each row execute function stamp_plan()`);
  for (const [name, lists] of Object.entries(linkLists)) {
    await run(`create constraint trigger links_lead_somewhere after insert or update on ${name} deferrable initially deferred for each row execute function check_links(${lists.flat().map((part) => `'${part}'`).join(", ")})`);
    for (const [column, target] of lists) {
      await run(`create constraint trigger still_named_in_${name} after delete or update of id on ${target} deferrable initially deferred for each row execute function check_unlinked('${name}', '${column}')`);
    }
  }
  await run(`create trigger only_fitting before insert or update of sample on organization for each row execute function only_fitting_organizations()`);
  await run(`grant select on installation to ${app}`);
  await run(`revoke all on function record_history(), only_fitting_organizations() from public`);
}
