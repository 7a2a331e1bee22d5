// What people say about a plan: threads with comments and their earlier words, who is mentioned and told, links for a council without an account, who is on which page.
import { sql, type Kysely } from "kysely";

const of = (columns: string) => `lea_id text not null, ${columns}, org_id text not null, version bigint not null default 1`;
const inPlan = `foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade`;
const words = `words text not null check (length(words) between 1 and 10000)`;
const said = `at timestamptz not null default clock_timestamp()`;

const tables: Record<string, string> = {
  // `token_hash`: the link itself is never stored. `chapter` null: the whole plan as a hearing sees it.
  comment_link: `${of("id uuid not null default gen_random_uuid()")}, plan_id text not null, name text not null check (name <> '' and length(name) <= 200), chapter text, token_hash text not null unique,
    made_by text not null references person (id), made_at timestamptz not null default now(), expires_at timestamptz not null, revoked_at timestamptz, used bigint not null default 0 check (used >= 0), most bigint not null check (used <= most),
    primary key (lea_id, id), ${inPlan}`,
  // `place`: "answers/listen.influence", "answers/went.done/goal-1", "goals/goal-1". A passage: the block and the words as they stood.
  comment_thread: `${of("id uuid not null")}, plan_id text not null, place text not null, lineage_id text, row_version bigint, block_id text, quote text check (length(quote) between 1 and 1000), before text,
    visibility text not null check (visibility in ('lea', 'county')), private boolean not null, status text not null default 'open' check (status in ('open', 'resolved')),
    begun_by text references person (id), link_id uuid, ${said}, resolved_by text references person (id), resolved_at timestamptz, assigned_to text references person (id), assigned_by text references person (id), due_on date,
    primary key (lea_id, id), ${inPlan}, foreign key (lea_id, link_id) references comment_link (lea_id, id),
    check ((begun_by is null) = (link_id is not null)), check (not (private and visibility = 'county')), check ((status = 'resolved') = (resolved_at is not null)),
    check ((assigned_to is null) = (assigned_by is null)), check (due_on is null or assigned_to is not null), check ((quote is null) = (before is null))`,
  comment: `${of("id uuid not null")}, thread_id uuid not null, author text references person (id), link_id uuid, ${words}, ${said}, edited_at timestamptz, hidden_by text references person (id), hidden_at timestamptz,
    primary key (lea_id, id), foreign key (lea_id, thread_id) references comment_thread (lea_id, id) on delete cascade, foreign key (lea_id, link_id) references comment_link (lea_id, id),
    check ((author is null) = (link_id is not null)), check ((hidden_by is null) = (hidden_at is null))`,
  comment_words_before: `${of("id bigint generated always as identity")}, comment_id uuid not null, ${words}, ${said},
    primary key (lea_id, id), foreign key (lea_id, comment_id) references comment (lea_id, id) on delete cascade`,
  comment_mention: `${of("comment_id uuid not null")}, person_id text not null references person (id), ${said}, read_at timestamptz,
    primary key (lea_id, comment_id, person_id), foreign key (lea_id, comment_id) references comment (lea_id, id) on delete cascade`,
  // One mail for each person and event, whatever is repeated.
  comment_notice: `${of("event text not null")}, person_id text not null references person (id), ${said}, primary key (lea_id, event, person_id)`,
  presence: `${of("person_id text not null references person (id) on delete cascade")}, plan_id text not null, place text not null check (length(place) <= 200), seen_at timestamptz not null default now(),
    primary key (lea_id, person_id, plan_id), ${inPlan}`,
};

/** Only ever added to. */
const insertOnly = ["comment_words_before", "comment_notice"];

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  for (const [name, columns] of Object.entries(tables)) {
    await run(`create table ${name} (${columns}); alter table ${name} enable row level security; alter table ${name} force row level security`);
    await run(`create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()))`);
    await run(`grant select, insert${insertOnly.includes(name) ? "" : ", update"}${name === "presence" ? ", delete" : ""} on ${name} to ${app}`);
  }
  await run(`
    create index comment_thread_of_plan on comment_thread (lea_id, plan_id, at);
    create index comment_of_thread on comment (lea_id, thread_id, at);
    create index comment_words_before_of_comment on comment_words_before (lea_id, comment_id, id);
    create index comment_mention_of_person on comment_mention (lea_id, person_id);
    create index presence_of_plan on presence (lea_id, plan_id, seen_at);
    alter table document_export add column comments boolean not null default false, add constraint comments_stay_inside check (not comments or copy = 'internal-draft')`);
}
