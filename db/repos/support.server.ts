import { sql } from "kysely";
import type { Database, Tx } from "../client.server.ts";

export type SupportRequest = {
  id: string; version: number; personId: string; name: string; reason: string; hours: number; askedAt: Date;
  decision: "approved" | "refused" | null; decidedAt: Date | null; decidedBy: string | null; membershipId: string | null; until: Date | null;
};

/** An LEA of this installation by its CDS code, for support that is not in it. */
export async function findLeaByCds(db: Database, cds: string): Promise<{ leaId: string; name: string } | undefined> {
  const { rows } = await sql<{ found: { leaId: string; name: string } | null }>`select lea_with_cds(${cds}) as found`.execute(db);
  return rows[0]?.found ?? undefined;
}

/** False when this person waits for an answer there already. */
export async function createSupportRequest(tx: Tx, { leaId, personId, reason, hours }: { leaId: string; personId: string; reason: string; hours: number }): Promise<string | undefined> {
  const row = await tx
    .insertInto("support_request")
    .values({ lea_id: leaId, org_id: leaId, person_id: personId, reason, hours, decision: null, decided_at: null, decided_by: null, membership_id: null })
    .onConflict((same) => same.doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id;
}

/** All that support ever asked here and what became of it, the newest first. `until`: when it was let in until. */
export async function listSupportRequests(tx: Tx, { leaId, most }: { leaId: string; most: number }): Promise<SupportRequest[]> {
  return tx
    .selectFrom("support_request as asked")
    .innerJoin("person", "person.id", "asked.person_id")
    .leftJoin("person as decider", "decider.id", "asked.decided_by")
    .leftJoin("membership", (join) => join.onRef("membership.lea_id", "=", "asked.lea_id").onRef("membership.id", "=", "asked.membership_id"))
    .select(["asked.id as id", "asked.version as version", "person.id as personId", "person.name as name", "asked.reason as reason", "asked.hours as hours", "asked.asked_at as askedAt", "asked.decision as decision", "asked.decided_at as decidedAt", "decider.name as decidedBy", "asked.membership_id as membershipId", "membership.until as until"])
    .where("asked.lea_id", "=", leaId)
    .orderBy("asked.asked_at", "desc")
    .limit(most)
    .execute();
}

/** Lets support in from now on for the hours asked, and says so on the request, whoever decides first; false when it is decided already. */
export async function approveSupportRequest(tx: Tx, { leaId, requestId, approver }: { leaId: string; requestId: string; approver: string }): Promise<boolean> {
  const asked = await tx.selectFrom("support_request").select(["person_id", "hours"]).where("lea_id", "=", leaId).where("id", "=", requestId).where("decision", "is", null).forUpdate().executeTakeFirst();
  if (!asked) return false;
  const { id } = await tx
    .insertInto("membership")
    .values({ lea_id: leaId, org_id: leaId, person_id: asked.person_id, role: "support", until: sql<Date>`now() + make_interval(hours => ${asked.hours})`, given_by: approver })
    .returning("id")
    .executeTakeFirstOrThrow();
  return decide(tx, { leaId, requestId, decider: approver, decision: "approved", membershipId: id });
}

/** False when it is decided already. */
export const refuseSupportRequest = async (tx: Tx, { leaId, requestId, decider }: { leaId: string; requestId: string; decider: string }): Promise<boolean> => decide(tx, { leaId, requestId, decider, decision: "refused", membershipId: null });

async function decide(tx: Tx, { leaId, requestId, decider, decision, membershipId }: { leaId: string; requestId: string; decider: string; decision: "approved" | "refused"; membershipId: string | null }): Promise<boolean> {
  const decided = await tx
    .updateTable("support_request")
    .set({ decision, decided_at: sql<Date>`now()`, decided_by: decider, membership_id: membershipId, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("id", "=", requestId).where("decision", "is", null)
    .executeTakeFirst();
  return decided.numUpdatedRows === 1n;
}

/** Names somebody support staff, or (`named` false) no longer; false when nothing changed. */
export async function nameSupportStaff(db: Database, { personId, named }: { personId: string; named: boolean }): Promise<boolean> {
  if (named) return ((await db.insertInto("support_staff").values({ person_id: personId }).onConflict((same) => same.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows ?? 0n) > 0n;
  return (await db.deleteFrom("support_staff").where("person_id", "=", personId).executeTakeFirst()).numDeletedRows > 0n;
}
