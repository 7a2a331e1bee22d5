// People and sessions: they belong to no LEA, so these take the database, not an LEA's transaction.
import { sql } from "kysely";
import type { Edge, OrganizationKind, Role } from "#schemas/people.ts";
import type { Database, Tx } from "../client.server.ts";

export type RoleHeld = { role: Role; leaId: string; orgId: string; kind: OrganizationKind; orgName: string };
/** `edges`: the way up from every organization where a role is held. */
export type PersonWithRoles = { id: string; name: string; email: string; secondFactor: boolean; supportStaff: boolean; roles: RoleHeld[]; edges: Edge[] };
/** `confirmedAt`: when the person last proved who they are in this session. */
export type Session = { sessionId: string; actingLea: string | null; confirmedAt: string; withPasskey: boolean; person: PersonWithRoles };

/** How long a session lives: unused, and at all. */
export type SessionLimits = { idleMinutes: number; longestHours: number };

/** Whose session this is, in one round trip; a session that is over is ended. */
export async function findSession(db: Database, { token, idleMinutes, longestHours }: SessionLimits & { token: string }): Promise<Session | undefined> {
  const { rows } = await sql<{ found: Session | null }>`select who_is(${token}, make_interval(mins => ${idleMinutes}), make_interval(hours => ${longestHours})) as found`.execute(db);
  return rows[0]?.found ?? undefined;
}

/** A person with the roles held now; undefined when there is none or they are suspended. */
export async function findPerson(db: Database | Tx, id: string): Promise<PersonWithRoles | undefined> {
  const { rows } = await sql<{ found: PersonWithRoles | null }>`select person_with_roles(${id}) as found`.execute(db);
  return rows[0]?.found ?? undefined;
}

/** The invented people of a sample installation, in the order they were written. */
export async function listSamplePeople(db: Database): Promise<PersonWithRoles[]> {
  const { rows } = await sql<{ found: PersonWithRoles | null }>`select person_with_roles(id) as found from (select id from person where sample order by created_at, id) people`.execute(db);
  return rows.flatMap(({ found }) => (found ? [found] : []));
}

export const findSamplePerson = async (db: Database, id: string): Promise<boolean> => (await db.selectFrom("person").select("id").where("id", "=", id).where("sample", "=", true).executeTakeFirst()) !== undefined;

/** Names by id, for showing who did what. */
export async function namesOfPeople(db: Database | Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("person").select(["id", "name"]).where("id", "in", ids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export type SessionLine = { id: string; startedAt: Date; seenAt: Date; browser: string };

/** A person's sessions, the last used first. */
export async function listSessions(db: Database, personId: string): Promise<SessionLine[]> {
  const rows = await db.selectFrom("person_session").select(["id", "created_at as startedAt", "seen_at as seenAt", "user_agent as browser"]).where("person_id", "=", personId).orderBy("seen_at", "desc").execute();
  return rows.map((row) => ({ ...row, browser: row.browser ?? "" }));
}

/** Ends one session of this person, or all but one; false when there was none. */
export async function endSessions(db: Database | Tx, { personId, ...which }: { personId: string } & ({ sessionId: string } | { allBut: string | null })): Promise<boolean> {
  const sessions = db.deleteFrom("person_session").where("person_id", "=", personId);
  const ended = await ("sessionId" in which ? sessions.where("id", "=", which.sessionId) : which.allBut === null ? sessions : sessions.where("id", "!=", which.allBut)).executeTakeFirst();
  return ended.numDeletedRows > 0n;
}

/** The person proved again in this session who they are; the moment it counts from. */
export async function confirmSession(db: Database, { sessionId, personId }: { sessionId: string; personId: string }): Promise<Date> {
  const { confirmed_at } = await db.updateTable("person_session").set({ confirmed_at: sql<Date>`now()` }).where("id", "=", sessionId).where("person_id", "=", personId).returning("confirmed_at").executeTakeFirstOrThrow();
  return confirmed_at;
}

export async function findPersonOfAddress(db: Database, email: string): Promise<{ id: string } | undefined> {
  return db.selectFrom("person").select("id").where("email", "=", email).executeTakeFirst();
}

/** A trigger ends the sessions of who is suspended. */
export async function suspendPerson(db: Database, { personId, suspended }: { personId: string; suspended: boolean }): Promise<void> {
  await db.updateTable("person").set({ suspended_at: suspended ? sql<Date>`now()` : null }).where("id", "=", personId).execute();
}

/** This session began with a passkey, which is something one has and something one is or knows. */
export async function markPasskeySession(db: Database, sessionId: string): Promise<void> {
  await db.updateTable("person_session").set({ with_passkey: true }).where("id", "=", sessionId).execute();
}

export type PasskeyLine = { id: string; name: string; addedAt: Date };
/** A person's passkeys, the oldest first. */
export async function listPasskeys(db: Database, personId: string): Promise<PasskeyLine[]> {
  const rows = await db.selectFrom("person_passkey").select(["id", "name", "created_at as addedAt"]).where("person_id", "=", personId).orderBy("created_at").execute();
  return rows.map((row) => ({ ...row, name: row.name ?? "" }));
}

/** Takes one of a person's own passkeys away; false when there is none. */
export async function removePasskey(db: Database, { personId, passkeyId }: { personId: string; passkeyId: string }): Promise<boolean> {
  return (await db.deleteFrom("person_passkey").where("person_id", "=", personId).where("id", "=", passkeyId).executeTakeFirst()).numDeletedRows > 0n;
}

/** Does this person sign in with a password? */
export async function hasPassword(db: Database, personId: string): Promise<boolean> {
  return (await db.selectFrom("person_account").select("id").where("person_id", "=", personId).where("provider_id", "=", "credential").where("password", "is not", null).executeTakeFirst()) !== undefined;
}

/** The LEA a person with roles in several works in from now on. */
export async function chooseLea(db: Database, { personId, sessionId, leaId }: { personId: string; sessionId: string; leaId: string }): Promise<void> {
  await db.updateTable("person_session").set({ acting_lea: leaId }).where("id", "=", sessionId).where("person_id", "=", personId).execute();
}
