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
  calendar_feed_use: `
    lea_id text not null, org_id text not null, version bigint not null default 1, feed_id uuid not null, began_at timestamptz not null default now(), asked bigint not null default 1,
    primary key (lea_id, feed_id), foreign key (lea_id, feed_id) references calendar_feed (lea_id, id) on delete cascade`,
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

/**
 * One statement for a program that asks often: the feed of a token, and its events unless the asker has them already. No LEA is set before, and none stays set. The tag is new whenever a plan's events were made anew.
 * How often a feed was asked is counted without waiting for the disk: a crash may forget a few askings and nothing else.
 */
const openFeed = `
  create function open_feed(wanted_lea text, wanted_hash text, known text[], since date)
    returns table (feed_id uuid, personal boolean, lea_name text, holder json, scope text, tag text, asked bigint, wait_seconds int, events text) language plpgsql as $$
  #variable_conflict use_column
  declare feed calendar_feed; marked text; filters text; times bigint; began timestamptz;
  begin
    perform set_config('app.lea', wanted_lea, true), set_config('app.actor', 'feed', true), set_config('synchronous_commit', 'off', true);
    select * into feed from calendar_feed f where f.lea_id = wanted_lea and f.token_hash = wanted_hash and f.revoked_at is null;
    if found then
      insert into calendar_feed_use as u (lea_id, org_id, feed_id) values (wanted_lea, feed.org_id, feed.id)
        on conflict (lea_id, feed_id) do update set asked = case when u.began_at > now() - interval '15 minutes' then u.asked + 1 else 1 end, began_at = case when u.began_at > now() - interval '15 minutes' then u.began_at else now() end
        returning u.asked, u.began_at into times, began;
      select md5(concat(since, string_agg(m.plan_id || ' ' || m.version, ',' order by m.plan_id))) into marked from calendar_made m where m.lea_id = wanted_lea;
      filters := concat_ws('/', wanted_lea, feed.only_ours, array_to_string(feed.sets, ','));
      return query select feed.id, feed.person_id is not null, (select o.name from organization o where o.lea_id = wanted_lea and o.id = wanted_lea), case when feed.person_id is not null then person_with_roles(feed.person_id) end, filters, marked,
        times, greatest(1, ceil(extract(epoch from began + interval '15 minutes' - now())))::int, case when (filters || ' ' || marked) <> all (known) then (
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
