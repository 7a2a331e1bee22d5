import { sql } from "kysely";
import type { Role } from "#schemas/people.ts";
import type { Tx } from "../client.server.ts";

export type Invitation = { id: string; leaId: string; orgId: string; orgName: string; email: string; role: Role; invitedBy: string; expiresAt: Date };

const columns = ["invitation.id as id", "invitation.lea_id as leaId", "invitation.org_id as orgId", "organization.name as orgName", "invitation.email as email", "invitation.role as role", "invitation.invited_by as invitedBy", "invitation.expires_at as expiresAt"] as const;

const open = (tx: Tx, leaId: string) =>
  tx
    .selectFrom("invitation")
    .innerJoin("organization", (join) => join.onRef("organization.lea_id", "=", "invitation.lea_id").onRef("organization.id", "=", "invitation.org_id"))
    .select(columns)
    .where("invitation.lea_id", "=", leaId)
    .where("accepted_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`);

/** `tokenHash`: the link itself is never stored. */
export async function createInvitation(tx: Tx, invitation: { leaId: string; orgId: string; email: string; role: Role; tokenHash: string; invitedBy: string; expiresAt: Date }): Promise<string> {
  const { id } = await tx
    .insertInto("invitation")
    .values({ lea_id: invitation.leaId, org_id: invitation.orgId, email: invitation.email, role: invitation.role, token_hash: invitation.tokenHash, invited_by: invitation.invitedBy, expires_at: invitation.expiresAt })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Those that can still be accepted, the newest first. */
export const listInvitations = async (tx: Tx, { leaId }: { leaId: string }): Promise<Invitation[]> => open(tx, leaId).orderBy("invited_at", "desc").execute();

export const findInvitation = async (tx: Tx, { leaId, tokenHash }: { leaId: string; tokenHash: string }): Promise<Invitation | undefined> => open(tx, leaId).where("token_hash", "=", tokenHash).executeTakeFirst();

/** Uses the invitation up, in one statement; false when it is used, withdrawn or too old. */
export async function acceptInvitation(tx: Tx, { leaId, tokenHash, personId }: { leaId: string; tokenHash: string; personId: string }): Promise<boolean> {
  const used = await tx
    .updateTable("invitation")
    .set({ accepted_at: sql<Date>`now()`, accepted_by: personId, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("token_hash", "=", tokenHash).where("accepted_at", "is", null).where("revoked_at", "is", null).where("expires_at", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** Uses up an invitation that stands in this LEA, for somebody who has proved its address in another way; false when it is used, withdrawn or too old. */
export async function acceptInvitationById(tx: Tx, { leaId, invitationId, personId }: { leaId: string; invitationId: string; personId: string }): Promise<boolean> {
  const used = await tx
    .updateTable("invitation")
    .set({ accepted_at: sql<Date>`now()`, accepted_by: personId, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("id", "=", invitationId).where("accepted_at", "is", null).where("revoked_at", "is", null).where("expires_at", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** Withdraws it; false when it was used or withdrawn before. */
export async function revokeInvitation(tx: Tx, { leaId, invitationId }: { leaId: string; invitationId: string }): Promise<boolean> {
  const revoked = await tx
    .updateTable("invitation")
    .set({ revoked_at: sql<Date>`now()`, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("id", "=", invitationId).where("accepted_at", "is", null).where("revoked_at", "is", null)
    .executeTakeFirst();
  return revoked.numUpdatedRows === 1n;
}
