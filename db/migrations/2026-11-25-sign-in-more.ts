// Sign-in: when somebody last proved who they are, passkeys, single sign-on of an organization, limits; support let in by approval; former names and mergers of organizations.
import { sql, type Kysely } from "kysely";

const people = `
  -- confirmed_at: the password, passkey or sign-on of this session was last asked for then.
  alter table person_session add confirmed_at timestamptz not null default now(), add with_passkey boolean not null default false;

  -- better-auth's passkey table with our names.
  create table person_passkey (
    id text not null primary key, name text, public_key text not null, person_id text not null references person (id) on delete cascade, credential_id text not null unique, counter integer not null,
    device_type text not null, backed_up boolean not null, transports text, created_at timestamptz default current_timestamp, aaguid text);
  create index person_passkey_of_person on person_passkey (person_id);
  -- Two people cannot be the same account of a provider.
  create unique index person_account_of_provider on person_account (provider_id, account_id);

  -- Who may ask to be let in as support; named by the operator.
  create table support_staff (person_id text not null primary key references person (id) on delete cascade, named_at timestamptz not null default now());

  -- Counts of tries; the keys are hashes.
  create table rate_limit (key text not null primary key, points integer not null default 0, expire bigint);
  create index rate_limit_expire on rate_limit (expire);

  -- Suspended: every session ends with the same commit.
  create function end_sessions_of_suspended() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    delete from person_session where person_id = new.id;
    return null;
  end $$;
  create trigger end_sessions after update of suspended_at on person for each row when (new.suspended_at is not null) execute function end_sessions_of_suspended();

  alter table organization_relation drop constraint organization_relation_kind_check,
    add constraint organization_relation_kind_check check (kind in ('school-of', 'chartered-by', 'member-of-selpa', 'in-county', 'under-state', 'merged-into'));`;

const tenant: Record<string, string> = {
  // One mail domain, one issuer that vouches for it. The secret is sealed with the installation's key.
  sign_on: `
    lea_id text not null, id text not null unique check (id ~ '^[a-z0-9-]{3,60}$'), org_id text not null, version bigint not null default 1, label text not null, domain text not null check (domain = lower(domain) and domain ~ '^[a-z0-9.-]+[.][a-z0-9-]+$'),
    issuer text not null, client_id text not null, client_secret text not null, verified_claim text not null default 'email_verified', set_at timestamptz not null default now(), ended_at timestamptz,
    primary key (lea_id, id), foreign key (lea_id, org_id) references organization (lea_id, id)`,
  support_request: `
    lea_id text not null, id uuid not null default gen_random_uuid(), org_id text not null, version bigint not null default 1, person_id text not null references person (id),
    reason text not null check (reason <> ''), hours integer not null check (hours between 1 and 4), asked_at timestamptz not null default now(),
    decision text check (decision in ('approved', 'refused')), decided_at timestamptz, decided_by text references person (id), membership_id uuid,
    primary key (lea_id, id), foreign key (lea_id, org_id) references organization (lea_id, id), foreign key (lea_id, membership_id) references membership (lea_id, id),
    check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)), check ((decision = 'approved') = (membership_id is not null)), check (decided_by is null or decided_by <> person_id)`,
  // What an organization was called, and its code, before that day; what it is called since then stands in organization.
  organization_former: `
    lea_id text not null, org_id text not null, until date not null, name text not null, cds text not null check (cds ~ '^[0-9]{14}$'), version bigint not null default 1,
    primary key (lea_id, org_id, until), foreign key (lea_id, org_id) references organization (lea_id, id)`,
};

const lookups = `
  create unique index sign_on_of_domain on sign_on (domain) where ended_at is null;
  -- One open request of a person in an LEA.
  create unique index one_open_request on support_request (lea_id, person_id) where decision is null;

  -- Set by find_sign_on for its own statement only: a mail domain, or the id of a sign-on, before anybody is signed in.
  create function current_sign_on() returns text language sql stable parallel safe as $$ select nullif(current_setting('app.sign_on', true), '') $$;
  create policy asked_for on sign_on for select using ((select current_sign_on()) in (id, domain));
  create function find_sign_on(wanted text) returns json language plpgsql as $$
  declare known json;
  begin
    perform set_config('app.sign_on', wanted, true);
    select json_build_object('id', id, 'leaId', lea_id, 'label', label, 'domain', domain, 'issuer', issuer, 'clientId', client_id, 'clientSecret', client_secret, 'verifiedClaim', verified_claim)
      into known from sign_on where wanted in (id, domain) and ended_at is null;
    perform set_config('app.sign_on', '', true);
    return known;
  end $$;

  -- An LEA by its code, for support to ask there; the directory of districts is public.
  create function lea_with_cds(wanted text) returns json language plpgsql as $$
  declare known json;
  begin
    perform set_config('app.person', 'directory', true);
    select json_build_object('leaId', id, 'name', name) into known from organization where cds = wanted and id = lea_id and kind in ('district', 'charter', 'coe') limit 1;
    perform set_config('app.person', '', true);
    return known;
  end $$;

  -- As before, and: what an organization was merged into is not over it; is this support staff?
  create or replace function person_with_roles(wanted text) returns json language plpgsql as $$
  declare known json;
  begin
    perform set_config('app.person', wanted, true);
    with recursive mine as (
      select m.role, m.lea_id, m.org_id, o.kind, o.name from membership m join organization o on o.lea_id = m.lea_id and o.id = m.org_id
      where m.person_id = wanted and m.since <= now() and (m.until is null or m.until > now())
    ), edge as (
      select r.org_id, r.other_id from organization_relation r
        where r.org_id in (select org_id from mine) and r.kind <> 'merged-into' and r.since <= current_date and (r.until is null or r.until > current_date)
      union select r.org_id, r.other_id from organization_relation r join edge on edge.other_id = r.org_id
        where r.kind <> 'merged-into' and r.since <= current_date and (r.until is null or r.until > current_date)
    )
    select json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'secondFactor', coalesce(p.second_factor, false), 'supportStaff', exists (select 1 from support_staff s where s.person_id = p.id),
      'roles', coalesce((select json_agg(json_build_object('role', role, 'leaId', lea_id, 'orgId', org_id, 'kind', kind, 'orgName', name) order by lea_id, org_id, role) from mine), '[]'),
      'edges', coalesce((select json_agg(json_build_object('orgId', org_id, 'overId', other_id)) from edge), '[]'))
    into known from person p where p.id = wanted and p.suspended_at is null;
    perform set_config('app.person', '', true);
    return known;
  end $$;

  -- As before, and: when the person last proved who they are, and whether by a passkey.
  create or replace function who_is(session_token text, idle interval, longest interval) returns json language plpgsql as $$
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
    return json_build_object('sessionId', session.id, 'actingLea', session.acting_lea, 'confirmedAt', session.confirmed_at, 'withPasskey', session.with_passkey, 'person', known);
  end $$;`;

export async function up(db: Kysely<unknown>, appRole: string): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  const app = `"${appRole.replace(/"/g, '""')}"`;
  await run(people);
  await run(`grant select, insert, update, delete on person_passkey, support_staff, rate_limit to ${app}; revoke all on function end_sessions_of_suspended() from public`);
  for (const [name, columns] of Object.entries(tenant)) {
    await run(`create table ${name} (${columns}); alter table ${name} enable row level security; alter table ${name} force row level security`);
    await run(`create policy own_lea on ${name} using (lea_id = (select current_lea())) with check (lea_id = (select current_lea()))`);
    // What was asked, decided or once the case stays on record.
    await run(`grant select, insert, update on ${name} to ${app}`);
  }
  await run(lookups);
}
