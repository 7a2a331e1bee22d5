// People, their sessions and roles, invitations, mail. The person tables are better-auth 1.7.6's own, by its generated SQL, with our names and a few columns of ours;
// they belong to no LEA. Who holds which role where does: membership and invitation are tenant tables under row security.
import { sql, type Kysely } from "kysely";

const people = `
  create table person (
    id text not null primary key, name text not null, email text not null unique check (email = lower(email)), email_verified boolean not null, image text,
    created_at timestamptz default current_timestamp not null, updated_at timestamptz default current_timestamp not null, second_factor boolean,
    -- Ours: nobody signs in while suspended; invented people live in sample installations.
    suspended_at timestamptz, sample boolean not null default false);
  create table person_session (
    id text not null primary key, expires_at timestamptz not null, token text not null unique, created_at timestamptz default current_timestamp not null, updated_at timestamptz not null,
    ip_address text, user_agent text, person_id text not null references person (id) on delete cascade,
    -- Ours: when it was last used, and the LEA the person works in when there are several.
    seen_at timestamptz not null default now(), acting_lea text);
  create table person_account (
    id text not null primary key, account_id text not null, provider_id text not null, person_id text not null references person (id) on delete cascade, access_token text, refresh_token text, id_token text,
    access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text, password text, created_at timestamptz default current_timestamp not null, updated_at timestamptz not null);
  create table person_verification (
    id text not null primary key, identifier text not null, value text not null, expires_at timestamptz not null,
    created_at timestamptz default current_timestamp not null, updated_at timestamptz default current_timestamp not null);
  create table person_second_factor (
    id text not null primary key, secret text not null, backup_codes text not null, person_id text not null references person (id) on delete cascade, verified boolean, failed_count integer, locked_until timestamptz);
  create index person_session_of_person on person_session (person_id);
  create index person_account_of_person on person_account (person_id);
  create index person_verification_identifier on person_verification (identifier);
  create index person_second_factor_secret on person_second_factor (secret);
  create index person_second_factor_of_person on person_second_factor (person_id);

  -- Mails to send; the text is taken away once it is sent.
  create table mail (
    id bigint generated always as identity primary key, recipient text not null, subject text not null, body text, written_at timestamptz not null default now(), claimed_at timestamptz, sent_at timestamptz,
    check (sent_at is null or body is null));

  create function only_fitting_people() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if new.sample and not exists (select 1 from installation where mode = 'sample') then
      raise check_violation using message = 'sample people live in sample installations', table = 'person';
    end if;
    return new;
  end $$;
  create trigger only_fitting before insert or update of sample on person for each row execute function only_fitting_people();

  alter table organization drop constraint organization_kind_check, add constraint organization_kind_check check (kind in ('state', 'coe', 'selpa', 'district', 'charter', 'school'));
  alter table organization_relation drop constraint organization_relation_kind_check,
    add constraint organization_relation_kind_check check (kind in ('school-of', 'chartered-by', 'member-of-selpa', 'in-county', 'under-state'));`;

const tenant: Record<string, string> = {
  membership: `
    lea_id text not null, id uuid not null default gen_random_uuid(), org_id text not null, version bigint not null default 1, person_id text not null references person (id),
    role text not null check (role in ('planner', 'fiscal', 'special-education', 'superintendent', 'board-viewer', 'principal', 'council-secretary', 'council-member',
      'county-reviewer', 'county-administrator', 'selpa-reader', 'state-analyst', 'state-administrator', 'support')),
    since timestamptz not null default now(), until timestamptz, given_by text not null,
    primary key (lea_id, id), foreign key (lea_id, org_id) references organization (lea_id, id),
    check (until is null or until >= since), check (role <> 'support' or (until is not null and until <= since + interval '4 hours'))`,
  invitation: `
    lea_id text not null, id uuid not null default gen_random_uuid(), org_id text not null, version bigint not null default 1, email text not null check (email = lower(email)), role text not null,
    token_hash text not null unique, invited_by text not null, invited_at timestamptz not null default now(), expires_at timestamptz not null, accepted_at timestamptz, accepted_by text references person (id), revoked_at timestamptz,
    primary key (lea_id, id), foreign key (lea_id, org_id) references organization (lea_id, id), check ((accepted_at is null) = (accepted_by is null)), check (accepted_at is null or revoked_at is null)`,
};

/** Set by who_is for its own statement only: the person whose roles are looked up before it is known in which LEA. */
const sessionCheck = `
  create function current_person() returns text language sql stable parallel safe as $$ select nullif(current_setting('app.person', true), '') $$;

  create index membership_of_person on membership (person_id);
  create unique index one_role_once on membership (lea_id, org_id, person_id, role) where until is null;
  create policy own_person on membership for select using (person_id = (select current_person()));
  create policy tree_of_session on organization for select using ((select current_person()) is not null);
  create policy tree_of_session on organization_relation for select using ((select current_person()) is not null);

  -- The person with roles and the bodies over each: of a session (one round trip a request), or of an id (for jobs).
  create function person_with_roles(wanted text) returns json language plpgsql as $$
  declare known json;
  begin
    perform set_config('app.person', wanted, true);
    with recursive mine as (
      select m.role, m.lea_id, m.org_id, o.kind, o.name from membership m join organization o on o.lea_id = m.lea_id and o.id = m.org_id
      where m.person_id = wanted and m.since <= now() and (m.until is null or m.until > now())
    ), edge as (
      select r.org_id, r.other_id from organization_relation r where r.org_id in (select org_id from mine) and r.since <= current_date and (r.until is null or r.until > current_date)
      union select r.org_id, r.other_id from organization_relation r join edge on edge.other_id = r.org_id where r.since <= current_date and (r.until is null or r.until > current_date)
    )
    select json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'secondFactor', coalesce(p.second_factor, false),
      'roles', coalesce((select json_agg(json_build_object('role', role, 'leaId', lea_id, 'orgId', org_id, 'kind', kind, 'orgName', name) order by lea_id, org_id, role) from mine), '[]'),
      'edges', coalesce((select json_agg(json_build_object('orgId', org_id, 'overId', other_id)) from edge), '[]'))
    into known from person p where p.id = wanted and p.suspended_at is null;
    perform set_config('app.person', '', true);
    return known;
  end $$;

  -- Ends a session that is over: too old, unused too long, or its person suspended.
  create function who_is(session_token text, idle interval, longest interval) returns json language plpgsql as $$
  declare session person_session; known json;
  begin
    select * into session from person_session where token = session_token;
    if not found then return null; end if;
    if session.expires_at > now() and session.created_at + longest > now() and session.seen_at + idle > now() then
      known := person_with_roles(session.person_id);
    end if;
    if known is null then
      delete from person_session where id = session.id;
      return null;
    end if;
    if session.seen_at < now() - interval '1 minute' then update person_session set seen_at = now() where id = session.id; end if;
    return json_build_object('sessionId', session.id, 'actingLea', session.acting_lea, 'signedInAt', session.created_at, 'person', known);
  end $$;`;

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await run(people);
  await run(`grant select, insert, update, delete on person, person_session, person_account, person_verification, person_second_factor to ${app}; grant select, insert, update on mail to ${app}`);
  for (const [name, columns] of Object.entries(tenant)) {
    await run(`create table ${name} (${columns}); alter table ${name} enable row level security; alter table ${name} force row level security`);
    await run(`create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()))`);
    // A role that was held stays on record: it ends, it is not deleted.
    await run(`grant select, insert, update on ${name} to ${app}`);
  }
  await run(sessionCheck);
  await run(`revoke all on function only_fitting_people() from public`);
}
