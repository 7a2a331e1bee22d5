// Plans of districts that do not work here: what a reviewing body enters of them, so that its queue, clock and letters hold all of its districts.
// Everything belongs to the body that entered it. The district is named by its code and never becomes an owner of these rows; a body above sees that a plan is there and where it stands, and no more.
import { sql, type Kysely } from "kysely";

const base = "lea_id text not null, org_id text not null, version bigint not null default 1";
const by = "person text not null, person_name text not null, at timestamptz not null default clock_timestamp()";
const ofFiling = "foreign key (lea_id, filing_id) references outside_filing (lea_id, id)";

const tables = `
  create table outside_filing (
    ${base}, id uuid not null, program text not null, edition text not null, workflow text not null, year text not null check (year ~ '^20[0-9][0-9]-[0-9][0-9]$'), cds text not null check (cds ~ '^[0-9]{14}$'),
    name text not null check (length(name) between 1 and 200), county text not null, state text not null, state_since timestamptz not null default clock_timestamp(), copies bigint not null check (copies >= 1), received_on date not null, ${by},
    primary key (lea_id, id), unique (lea_id, program, year, cds), foreign key (lea_id, org_id) references organization (lea_id, id));

  create table outside_copy (
    ${base}, filing_id uuid not null, number bigint not null check (number >= 1), receipt text not null, received_on date not null, adopted_on date, due_on date, side text not null check (side in ('in-time', 'late', 'no-date')),
    file_name text not null check (length(file_name) between 1 and 120), file_size bigint not null check (file_size > 0), file_hash text not null check (file_hash ~ '^[0-9a-f]{64}$'), file_key text not null, pages bigint not null check (pages >= 1), ${by},
    primary key (lea_id, filing_id, number), ${ofFiling},
    constraint outside_copy_side check (side = case when due_on is null then 'no-date' when received_on <= due_on then 'in-time' else 'late' end));

  create table outside_move (
    ${base}, id bigint generated always as identity, filing_id uuid not null, move text not null, from_state text not null, to_state text not null, made_on date not null, on_day date, words text not null check (length(words) <= 50000),
    copy_number bigint, ${by}, primary key (lea_id, id), ${ofFiling}, foreign key (lea_id, filing_id, copy_number) references outside_copy (lea_id, filing_id, number));
  create index outside_move_of_filing on outside_move (lea_id, filing_id, id);

  create table outside_comment (
    ${base}, id uuid not null, filing_id uuid not null, number bigint not null, page bigint not null check (page >= 1), words text not null check (length(words) between 1 and 5000), in_letter boolean not null, ${by},
    primary key (lea_id, id), foreign key (lea_id, filing_id, number) references outside_copy (lea_id, filing_id, number));
  create index outside_comment_of_filing on outside_comment (lea_id, filing_id);`;

/**
 * Every change of what an overseer's list is made of moves this counter before it is committed, and holds a shared lock until after: whoever kept a list asks the counter whether it may
 * still be shown, and nobody keeps one while such a lock is held. It tells of no LEA.
 */
const counter = `
  create sequence changes_below;
  create function count_change_below() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(20261228, 1); perform nextval('changes_below'); return null; end $$;`;
const counted = ["filing", "filing_move", "organization_relation", "outside_filing", "outside_move"];

const granted = { outside_filing: ", update", outside_copy: "", outside_move: "", outside_comment: ", update, delete" };

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await run(tables);
  for (const [name, more] of Object.entries(granted)) {
    await run(`
      alter table ${name} enable row level security;
      alter table ${name} force row level security;
      create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()));
      grant select, insert${more} on ${name} to ${app}`);
  }
  await run("create policy from_above on outside_filing for select using (lea_id in (select leas_below()))");
  await run(`${counter} grant usage, select on sequence changes_below to ${app}`);
  for (const name of counted) await run(`create trigger counted_below after insert or update or delete on ${name} for each statement execute function count_change_below()`);
  for (const name of ["outside_copy", "outside_move"]) {
    await run(`
      create trigger insert_only before update or delete on ${name} for each row execute function insert_only();
      create trigger never_emptied before truncate on ${name} for each statement execute function insert_only()`);
  }
}
