// Calendars that other programs read, and reminders: the events as last told, feeds by secret address, what each person wants to hear of, and what they were told.
import { sql, type Kysely } from "kysely";

const inPlan = "foreign key (lea_id, plan_id) references plan (lea_id, id) on delete cascade";

const tables: Record<string, string> = {
  // What a calendar program was told: each change of an event raises its version (SEQUENCE), and one that is off stays, as cancelled.
  calendar_event: `
    lea_id text not null, org_id text not null, version bigint not null default 1, plan_id text not null, key text not null check (key <> '' and length(key) <= 200), kind text not null check (kind in ('deadline', 'meeting')),
    day date not null, set_id text not null, title text not null, ours boolean not null, sure boolean not null, done boolean not null, content text not null, ics text not null, changed_at timestamptz not null, cancelled_at timestamptz,
    primary key (lea_id, plan_id, key), ${inPlan}`,
  // From which state of a plan its events were made, and on which day: a meeting that lies in the past now is held.
  calendar_made: `
    lea_id text not null, org_id text not null, version bigint not null default 1, plan_id text not null, stamp text not null, made_on date not null,
    primary key (lea_id, plan_id), ${inPlan}`,
  // The address itself is never stored. \`person_id\` null: the organization's own, which stays when its maker leaves. No sets: all of them.
  calendar_feed: `
    lea_id text not null, org_id text not null, version bigint not null default 1, id uuid not null default gen_random_uuid(), person_id text references person (id) on delete cascade, name text not null check (name <> '' and length(name) <= 200),
    sets text[] not null, only_ours boolean not null, token_hash text not null unique, made_by text not null references person (id), made_at timestamptz not null default now(), revoked_at timestamptz,
    primary key (lea_id, id)`,
  reminder_choice: `
    lea_id text not null, org_id text not null, version bigint not null default 1, person_id text not null references person (id) on delete cascade, mail text not null check (mail in ('off', 'digest', 'single')), portal boolean not null,
    days int[] not null check (cardinality(days) between 1 and 6), at timestamptz not null default now(),
    primary key (lea_id, person_id)`,
  // One row, one reminder: the key is what keeps anybody from being told twice. \`about\`: "plan-1/lcap/D-1/2027-07-01", or "week/2027-06-28" of a digest; \`kind\`: "mail-7", "portal-7", "digest".
  reminder: `
    lea_id text not null, org_id text not null, version bigint not null default 1, person_id text not null references person (id) on delete cascade, about text not null check (about <> '' and length(about) <= 300), kind text not null,
    plan_id text, key text, day date, title text not null, at timestamptz not null default now(), seen_at timestamptz,
    primary key (lea_id, person_id, about, kind)`,
};

// One statement for a program that asks often: the feed of a token, and its events unless the asker has them already. No LEA is set before, and none stays set.
const openFeed = `
  create function open_feed(wanted_lea text, wanted_hash text, known text, since date) returns table (feed_id uuid, personal boolean, lea_name text, holder json, tag text, events text) language plpgsql as $$
  declare feed calendar_feed; marked text;
  begin
    perform set_config('app.lea', wanted_lea, true), set_config('app.actor', 'feed', true);
    select * into feed from calendar_feed f where f.lea_id = wanted_lea and f.token_hash = wanted_hash and f.revoked_at is null;
    if found then
      select concat_ws('-', feed.version, count(*), coalesce(sum(e.version), 0)) into marked from calendar_event e
      where e.lea_id = wanted_lea and e.day >= since and (e.kind = 'meeting' or cardinality(feed.sets) = 0 or e.set_id = any(feed.sets)) and (e.ours or not feed.only_ours);
      return query select feed.id, feed.person_id is not null, (select o.name from organization o where o.lea_id = wanted_lea and o.id = wanted_lea), case when feed.person_id is not null then person_with_roles(feed.person_id) end, marked, case when marked is distinct from known then (
        select coalesce(string_agg(e.ics, '' order by e.day, e.plan_id, e.key), '') from calendar_event e
        where e.lea_id = wanted_lea and e.day >= since and (e.kind = 'meeting' or cardinality(feed.sets) = 0 or e.set_id = any(feed.sets)) and (e.ours or not feed.only_ours)) end;
    end if;
    perform set_config('app.lea', '', true), set_config('app.actor', '', true);
  end $$;
  create index calendar_feed_of_person on calendar_feed (lea_id, person_id);
  create index calendar_event_by_day on calendar_event (lea_id, day);
  create index reminder_unseen on reminder (lea_id, person_id) where seen_at is null;`;

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  for (const [name, columns] of Object.entries(tables)) {
    await run(`create table ${name} (${columns}); alter table ${name} enable row level security; alter table ${name} force row level security`);
    await run(`create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()))`);
    await run(`grant select, insert, update on ${name} to ${app}`);
  }
  await run(openFeed);
}
