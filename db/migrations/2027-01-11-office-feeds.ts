// The calendar of an office above LEAs, told to other programs as a plan's is: its events belong to no plan, and a feed says whose dates it has.
import { sql, type Kysely } from "kysely";

/** `place`: the plan's id, or nothing for the office itself; a key cannot hold what is null. */
const ofNoPlan = (table: string, key: string): string => `
  alter table ${table} drop constraint ${table}_pkey;
  alter table ${table} alter column plan_id drop not null;
  alter table ${table} add column place text not null generated always as (coalesce(plan_id, '')) stored, add primary key (${key});`;

/** As before, of plans or of the office as the feed says. */
const openFeed = `
  drop function open_feed(text, text, text[], date);
  create function open_feed(wanted_lea text, wanted_hash text, known text[], since date)
    returns table (feed_id uuid, personal boolean, office boolean, lea_name text, holder json, scope text, tag text, asked bigint, wait_seconds int, events text) language plpgsql as $$
  #variable_conflict use_column
  declare feed calendar_feed; marked text; filters text; times bigint; began timestamptz;
  begin
    perform set_config('app.lea', wanted_lea, true), set_config('app.actor', 'feed', true), set_config('synchronous_commit', 'off', true);
    select * into feed from calendar_feed f where f.lea_id = wanted_lea and f.token_hash = wanted_hash and f.revoked_at is null;
    if found then
      insert into calendar_feed_use as u (lea_id, org_id, feed_id) values (wanted_lea, feed.org_id, feed.id)
        on conflict (lea_id, feed_id) do update set asked = case when u.began_at > now() - interval '15 minutes' then u.asked + 1 else 1 end, began_at = case when u.began_at > now() - interval '15 minutes' then u.began_at else now() end
        returning u.asked, u.began_at into times, began;
      select md5(concat(since, string_agg(m.place || ' ' || m.version, ',' order by m.place))) into marked from calendar_made m where m.lea_id = wanted_lea and (m.plan_id is null) = feed.office;
      filters := concat_ws('/', wanted_lea, case when feed.office then 'office' else 'plans' end, feed.only_ours, array_to_string(feed.sets, ','));
      return query select feed.id, feed.person_id is not null, feed.office, (select o.name from organization o where o.lea_id = wanted_lea and o.id = wanted_lea), case when feed.person_id is not null then person_with_roles(feed.person_id) end, filters, marked,
        times, greatest(1, ceil(extract(epoch from began + interval '15 minutes' - now())))::int, case when (filters || ' ' || marked) <> all (known) then (
          select coalesce(string_agg(e.ics, '' order by e.day, e.place, e.key), '') from calendar_event e
          where e.lea_id = wanted_lea and (e.plan_id is null) = feed.office and e.day >= since and (e.kind = 'meeting' or cardinality(feed.sets) = 0 or e.set_id = any(feed.sets)) and (e.ours or not feed.only_ours)) end;
    end if;
    perform set_config('app.lea', '', true), set_config('app.actor', '', true);
  end $$;`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(ofNoPlan("calendar_event", "lea_id, place, key")).execute(db);
  await sql.raw(ofNoPlan("calendar_made", "lea_id, place")).execute(db);
  await sql.raw("alter table calendar_feed add column office boolean not null default false").execute(db);
  await sql.raw(openFeed).execute(db);
}
