// What a reviewing body says of a plan that was sent, place by place: among itself in rows of its own, or to the LEA in the LEA's own talk, where the LEA answers.
import { sql, type Kysely } from "kysely";

const base = "lea_id text not null, org_id text not null, version bigint not null default 1";

// Of a thread of the office: `number`, the copy it was said on; `label`, what its place was called there. The filing is the LEA's, so no key leads to it.
const tables = `
  create table office_thread (
    ${base}, id uuid not null, filing_id uuid not null, number bigint not null check (number >= 1), place text not null check (length(place) between 3 and 200), label text not null check (label <> ''),
    block_id text, quote text check (length(quote) between 1 and 1000), before text, status text not null default 'open' check (status in ('open', 'resolved')),
    begun_by text not null references person (id), at timestamptz not null default clock_timestamp(), resolved_by text references person (id), resolved_at timestamptz,
    primary key (lea_id, id), foreign key (lea_id, org_id) references organization (lea_id, id),
    check ((quote is null) = (before is null)), check ((status = 'resolved') = (resolved_at is not null)), check ((resolved_by is null) = (resolved_at is null)));
  create index office_thread_of_filing on office_thread (lea_id, filing_id, at);

  create table office_comment (
    ${base}, id uuid not null, thread_id uuid not null, author text not null references person (id), words text not null check (length(words) between 1 and 10000), at timestamptz not null default clock_timestamp(),
    primary key (lea_id, id), foreign key (lea_id, thread_id) references office_thread (lea_id, id));
  create index office_comment_of_thread on office_comment (lea_id, thread_id, at);`;

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await run(tables);
  for (const [name, more] of [["office_thread", ", update"], ["office_comment", ""]]) {
    await run(`
      alter table ${name} enable row level security;
      alter table ${name} force row level security;
      create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()));
      grant select, insert${more} on ${name} to ${app}`);
  }
  await run(`
    create trigger insert_only before update or delete on office_comment for each row execute function insert_only();
    create trigger never_emptied before truncate on office_comment for each statement execute function insert_only()`);
  // The body above that began a thread of the LEA's: it reads it as long as it is there.
  await run(`
    alter table comment_thread add column by_org text, add constraint begun_from_above_is_shared check (by_org is null or (by_org <> lea_id and begun_by is not null and visibility = 'county'))`);
}
