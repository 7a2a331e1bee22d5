import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database, Tx } from "../client.server.ts";

/** An organization's own sign-in. `clientSecret`: sealed. */
export type SignOnRow = { id: string; leaId: string; label: string; domain: string; issuer: string; clientId: string; clientSecret: string; verifiedClaim: string };

/** By its id or by the mail domain it vouches for, before it is known who asks and where. */
export async function findSignOn(db: Database, wanted: string): Promise<SignOnRow | undefined> {
  const { rows } = await sql<{ found: SignOnRow | null }>`select find_sign_on(${wanted}) as found`.execute(db);
  return rows[0]?.found ?? undefined;
}

/** Sets it; false when another organization has this domain. One that stood for this LEA's domain before ends. */
export async function saveSignOn(tx: Tx, row: SignOnRow): Promise<boolean> {
  await tx.updateTable("sign_on").set({ ended_at: sql<Date>`now()`, version: sql<number>`version + 1` }).where("lea_id", "=", row.leaId).where("domain", "=", row.domain).where("ended_at", "is", null).execute();
  const saved = await tx
    .insertInto("sign_on")
    .values({ lea_id: row.leaId, id: row.id, org_id: row.leaId, label: row.label, domain: row.domain, issuer: row.issuer, client_id: row.clientId, client_secret: row.clientSecret, verified_claim: row.verifiedClaim, ended_at: null })
    .onConflict((same) => same.doNothing())
    .executeTakeFirst();
  return (saved.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Nobody comes in by it any more; false when there was none. */
export async function endSignOn(tx: Tx, { leaId, domain }: { leaId: string; domain: string }): Promise<boolean> {
  const ended = await tx.updateTable("sign_on").set({ ended_at: sql<Date>`now()`, version: sql<number>`version + 1` }).where("lea_id", "=", leaId).where("domain", "=", domain).where("ended_at", "is", null).executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

const providerOf = (signOnId: string) => `sign-on:${signOnId}`;

/** The person that an issuer's account was linked to. */
export async function findLinkedPerson(tx: Tx, { signOnId, subject }: { signOnId: string; subject: string }): Promise<string | undefined> {
  return (await tx.selectFrom("person_account").select("person_id").where("provider_id", "=", providerOf(signOnId)).where("account_id", "=", subject).executeTakeFirst())?.person_id;
}

export async function linkPerson(tx: Tx, { signOnId, subject, personId }: { signOnId: string; subject: string; personId: string }): Promise<void> {
  await tx.insertInto("person_account").values({ id: randomUUID(), provider_id: providerOf(signOnId), account_id: subject, person_id: personId, password: null, updated_at: sql<Date>`now()` }).execute();
}

/** The person with this address; a suspended one is nobody. */
export async function findPersonByEmail(tx: Database | Tx, email: string): Promise<{ id: string } | undefined> {
  return tx.selectFrom("person").select("id").where("email", "=", email).where("suspended_at", "is", null).executeTakeFirst();
}

/** A new person whose address is proved; undefined when somebody has it. */
export async function addPerson(tx: Tx, { email, name }: { email: string; name: string }): Promise<{ id: string } | undefined> {
  return tx.insertInto("person").values({ id: randomUUID(), name, email, email_verified: true, image: null, second_factor: false, suspended_at: null }).onConflict((same) => same.doNothing()).returning("id").executeTakeFirst();
}
