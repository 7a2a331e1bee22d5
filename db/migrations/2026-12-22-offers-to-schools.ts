// Rows a district writes once and offers to its schools: what each school answers, and which vote of its council names the row. And where a program's plan was filed.
import { sql, type Kysely } from "kysely";

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const app = `"${appRole.replace(/"/g, '""')}"`;
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`
    create table offer_to_school (
      lea_id text not null, plan_id text not null, id text not null check (id ~ '^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$'), org_id text not null, version bigint not null default 1 check (version >= 1), seq bigint not null default 0, lineage_id text not null,
      of_collection text not null check (of_collection in ('goals', 'metrics', 'actions', 'lines')), of_lineage_id text not null, offered_version bigint not null check (offered_version >= 1),
      answer text check (answer in ('used', 'not-for-us')), reason text not null, row_id text, vote_meeting_id text, vote_row_version bigint check (vote_row_version >= 1),
      primary key (lea_id, plan_id, id), unique (lea_id, plan_id, org_id, of_collection, of_lineage_id), check (org_id <> lea_id), check ((vote_meeting_id is null) = (vote_row_version is null)),
      foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade deferrable initially deferred,
      foreign key (lea_id, plan_id, org_id) references plan_organization (lea_id, plan_id, id) deferrable initially deferred,
      foreign key (lea_id, plan_id, vote_meeting_id) references meeting (lea_id, plan_id, id) deferrable initially deferred);
    create table filed_with (
      lea_id text not null, org_id text not null, version bigint not null default 1, plan_id text not null, program text not null, filed_with text not null check (length(filed_with) between 1 and 300), filed_on date not null,
      proof text not null check (length(proof) <= 300), entered_by text not null references person (id), entered_at timestamptz not null default clock_timestamp(),
      primary key (lea_id, plan_id, org_id, program), foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade)`);
  for (const name of ["offer_to_school", "filed_with"]) {
    await run(`
      alter table ${name} enable row level security; alter table ${name} force row level security;
      create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()));
      grant select, insert, update, delete on ${name} to ${app}`);
  }
  await run(`
    create trigger history_insert after insert on offer_to_school referencing new table as new_rows for each statement execute function record_history();
    create trigger history_update after update on offer_to_school referencing new table as new_rows for each statement execute function record_history();
    create trigger history_delete after delete on offer_to_school referencing old table as old_rows for each statement execute function record_history()`);
  // What is there already belongs to many LEAs, and the owner of the tables is bound by row security like everybody: for this step it is not.
  const tables = ["plan", "goal", "metric", "action", "line_item", "offer_to_school", "revision"];
  const force = (word: "force" | "no force") => run(tables.map((name) => `alter table ${name} ${word} row level security`).join(";"));
  await run(`select set_config('app.actor', 'system:migration', true)`);
  await force("no force");
  // A row that a school had taken over before becomes an offer that it uses and that no vote has named.
  for (const [collection, table] of [["goals", "goal"], ["metrics", "metric"], ["actions", "action"], ["lines", "line_item"]])
    await run(`
      insert into offer_to_school (lea_id, plan_id, id, org_id, lineage_id, of_collection, of_lineage_id, offered_version, answer, reason, row_id)
        select distinct on (lea_id, plan_id, org_id, offered_from_lineage_id) lea_id, plan_id, 'offer-' || md5('${collection}/' || id), org_id, 'offer-' || md5('${collection}/' || id), '${collection}', offered_from_lineage_id, offered_from_version, 'used', '', id
        from ${table} where offered_from_lineage_id is not null and org_id <> lea_id order by lea_id, plan_id, org_id, offered_from_lineage_id, id`);
  await run(`update plan set schema_version = 2 where schema_version = 1`);
  await run("set constraints all immediate");
  await force("force");
}
