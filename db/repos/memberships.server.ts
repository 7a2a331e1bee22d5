import { sql } from "kysely";
import type { Role } from "#schemas/people.ts";
import type { Tx } from "../client.server.ts";

export type Member = { membershipId: string; version: number; personId: string; name: string; email: string; role: Role; orgId: string; orgName: string; since: Date; until: Date | null };

/** Who holds which role in this LEA and its schools now, by organization and name. */
export async function listMembers(tx: Tx, { leaId }: { leaId: string }): Promise<Member[]> {
  return tx
    .selectFrom("membership")
    .innerJoin("person", "person.id", "membership.person_id")
    .innerJoin("organization", (join) => join.onRef("organization.lea_id", "=", "membership.lea_id").onRef("organization.id", "=", "membership.org_id"))
    .select(["membership.id as membershipId", "membership.version as version", "person.id as personId", "person.name as name", "person.email as email", "membership.role as role", "membership.org_id as orgId", "organization.name as orgName", "membership.since as since", "membership.until as until"])
    .where("membership.lea_id", "=", leaId)
    .where((held) => held.or([held("membership.until", "is", null), held("membership.until", ">", sql<Date>`now()`)]))
    .orderBy("organization.name")
    .orderBy("person.name")
    .execute();
}

/** Gives a role; false when it is held already. */
export async function addMembership(tx: Tx, { leaId, orgId, personId, role, until = null, givenBy }: { leaId: string; orgId: string; personId: string; role: Role; until?: Date | null; givenBy: string }): Promise<boolean> {
  const added = await tx
    .insertInto("membership")
    .values({ lea_id: leaId, org_id: orgId, person_id: personId, role, until, given_by: givenBy })
    .onConflict((same) => same.doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Does this person hold any role in this LEA and its schools now? */
export async function holdsRole(tx: Tx, { leaId, personId }: { leaId: string; personId: string }): Promise<boolean> {
  const held = tx.selectFrom("membership").select("id").where("lea_id", "=", leaId).where("person_id", "=", personId).where("since", "<=", sql<Date>`now()`);
  return (await held.where((one) => one.or([one("until", "is", null), one("until", ">", sql<Date>`now()`)])).executeTakeFirst()) !== undefined;
}

/** Ends a role now, on top of the version seen; false when somebody was first. */
export async function endMembership(tx: Tx, { leaId, membershipId, seenVersion }: { leaId: string; membershipId: string; seenVersion: number }): Promise<boolean> {
  const ended = await tx
    .updateTable("membership")
    .set({ until: sql<Date>`now()`, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("id", "=", membershipId).where("version", "=", seenVersion)
    .where((held) => held.or([held("until", "is", null), held("until", ">", sql<Date>`now()`)]))
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}
