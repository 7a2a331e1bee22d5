// The office's own work on a plan that was sent: verdicts line by line, the adopted budget's figures beside the plan's, who reviews it, and the office's own checklist.
// All of it belongs to the reviewing body and is seen by nobody else; what goes out goes out with a step of the workflow.
import { sql, type Kysely } from "kysely";

const base = "lea_id text not null, org_id text not null, version bigint not null default 1, filing_id uuid not null";
const by = "person text not null, person_name text not null, at timestamptz not null default clock_timestamp()";
const ofBody = "foreign key (lea_id, org_id) references organization (lea_id, id)";

const tables = `
  create table review_verdict (
    ${base}, line text not null check (line <> '' and length(line) <= 200), number bigint not null, verdict text not null check (verdict in ('open', 'met', 'not-met', 'not-applicable')), words text not null check (length(words) <= 5000), in_letter boolean not null, ${by},
    primary key (lea_id, filing_id, line), ${ofBody});
  create table review_figure (${base}, name text not null check (length(name) between 1 and 100), cents bigint not null, ${by}, primary key (lea_id, filing_id, name), ${ofBody});
  create table review_assignment (
    ${base}, reviewer text, second_reader text, second_words text not null default '' check (length(second_words) <= 5000), second_number bigint, second_at timestamptz, check ((second_number is null) = (second_at is null)), primary key (lea_id, filing_id), ${ofBody});
  create table review_line (
    lea_id text not null, org_id text not null, version bigint not null default 1, program text not null, id text not null, sort_order bigint not null, section text not null check (length(section) <= 200), words text not null check (length(words) between 1 and 1000),
    citation text not null check (length(citation) <= 500), primary key (lea_id, program, id), ${ofBody});`;

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await run(tables);
  for (const name of ["review_verdict", "review_figure", "review_assignment", "review_line"]) {
    await run(`
      alter table ${name} enable row level security;
      alter table ${name} force row level security;
      create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()));
      grant select, insert, update${name === "review_assignment" || name === "review_verdict" ? "" : ", delete"} on ${name} to ${app}`);
  }
}
