// What is sent: the standing of a plan's program, every move of it, the frozen copies, and the forms they were sent through.
// Copies, moves and forms are only ever added to. Bodies above read what was shared or sent, through the relations, and nothing of a draft.
import { sql, type Kysely } from "kysely";

const year = `year text not null check (year ~ '^20[0-9][0-9]-[0-9][0-9]$')`;

const tables = `
  -- Edition, map, outline and catalogs as they stood, once for all that was sent through them. No plan's words.
  create table form_version (
    hash text primary key, program text not null, edition text not null, content text not null, written_at timestamptz not null default now(),
    constraint form_as_hashed check (hash = encode(sha256(convert_to(content, 'UTF8')), 'hex')));

  create table filing (
    lea_id text not null, id uuid not null default gen_random_uuid(), org_id text not null, version bigint not null default 1, plan_id text not null, ${year}, program text not null, edition text not null, workflow text not null,
    state text not null, state_since timestamptz not null default clock_timestamp(), lea_kind text not null check (lea_kind in ('district', 'coe', 'charter')), lea_name text not null, org_name text not null,
    cds text not null check (cds ~ '^[0-9]{14}$'), county text not null, copies bigint not null default 0 check (copies >= 0), shared_number bigint, sent boolean not null default false,
    primary key (lea_id, id), unique (lea_id, plan_id, org_id, program),
    foreign key (lea_id, plan_id) references plan (lea_id, id), foreign key (lea_id, org_id) references organization (lea_id, id));
  create index filing_of_program on filing (program, year, lea_id) where sent or shared_number is not null;

  create table submission (
    lea_id text not null, filing_id uuid not null, number bigint not null check (number >= 1), org_id text not null, version bigint not null default 1, plan_id text not null, ${year}, program text not null, edition text not null,
    form text not null, kind text not null check (kind in ('shared', 'vote', 'sent')), receipt text not null unique,
    received_at timestamptz not null, received_on date not null, due_on date, side text not null check (side in ('in-time', 'late', 'no-date')), content text not null, hash text not null,
    primary key (lea_id, filing_id, number), foreign key (lea_id, filing_id) references filing (lea_id, id),
    constraint submission_as_hashed check (hash = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
    constraint submission_side check (side = case when due_on is null then 'no-date' when received_on <= due_on then 'in-time' else 'late' end),
    constraint submission_day check (received_on = (received_at at time zone 'America/Los_Angeles')::date));

  create table filing_move (
    lea_id text not null, id bigint generated always as identity, org_id text not null, version bigint not null default 1, filing_id uuid not null, move text not null, from_state text not null, to_state text not null,
    at timestamptz not null default clock_timestamp(), made_on date not null, on_day date, words text not null check (length(words) <= 50000), person text not null, person_name text not null, body text not null,
    submission_number bigint, open_above boolean not null,
    primary key (lea_id, id),
    foreign key (lea_id, filing_id) references filing (lea_id, id), foreign key (lea_id, filing_id, submission_number) references submission (lea_id, filing_id, number));
  create index filing_move_of_filing on filing_move (lea_id, filing_id, id);
  create index organization_relation_upward on organization_relation (other_id);`;

/** The relations of all organizations are seen for one statement only, as who_is does it. */
const below = `
  create function leas_below() returns setof text language plpgsql rows 50 as $$
  declare here text := current_lea();
  begin
    if here is null then return; end if;
    perform set_config('app.person', 'system:relations', true);
    return query
      with recursive under as (
        select r.lea_id, r.org_id from organization_relation r where r.other_id = here and r.since <= current_date and (r.until is null or r.until > current_date)
        union select r.lea_id, r.org_id from organization_relation r join under on r.other_id = under.org_id where r.since <= current_date and (r.until is null or r.until > current_date)
      )
      select distinct under.lea_id from under where under.org_id = under.lea_id and under.lea_id <> here;
    perform set_config('app.person', '', true);
  end $$;`;

const isBelow = `lea_id in (select leas_below())`;
const fromAbove: Record<string, string> = {
  filing: `(sent or shared_number is not null) and ${isBelow}`,
  filing_move: `open_above and ${isBelow}`,
  submission: `(kind = 'sent' or (kind = 'shared' and exists (select from filing f where f.lea_id = submission.lea_id and f.id = submission.filing_id and f.shared_number = submission.number))) and ${isBelow}`,
};

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await run(tables);
  await run(below);
  for (const [name, condition] of Object.entries(fromAbove)) {
    await run(`alter table ${name} enable row level security; alter table ${name} force row level security`);
    await run(`create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()))`);
    await run(`create policy from_above on ${name} for select using (${condition})`);
    await run(`grant select, insert${name === "filing" ? ", update" : ""} on ${name} to ${app}`);
  }
  await run(`grant select, insert on form_version to ${app}`);
  for (const name of ["form_version", "submission", "filing_move"]) {
    await run(`
      create trigger insert_only before update or delete on ${name} for each row execute function insert_only();
      create trigger never_emptied before truncate on ${name} for each statement execute function insert_only()`);
  }
}
