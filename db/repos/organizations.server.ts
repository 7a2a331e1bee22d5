import { sql } from "kysely";
import type { OrganizationKind } from "#schemas/people.ts";
import type { Tx } from "../client.server.ts";

export type DirectoryEntry = { id: string; leaId: string; kind: OrganizationKind; name: string; cds: string; sample: boolean };

/** One organization of this LEA's directory. */
export async function findOrganization(tx: Tx, { leaId, id }: { leaId: string; id: string }): Promise<DirectoryEntry | undefined> {
  return tx.selectFrom("organization").select(["id", "lea_id as leaId", "kind", "name", "cds", "sample"]).where("lea_id", "=", leaId).where("id", "=", id).executeTakeFirst();
}

/** Nobody else gets past this for the LEA until the transaction ends. */
export async function lockOrganization(tx: Tx, { leaId }: { leaId: string }): Promise<void> {
  await tx.selectFrom("organization").select("id").where("lea_id", "=", leaId).where("id", "=", leaId).forNoKeyUpdate().execute();
}

/** An organization new to this LEA's directory; false when its id is taken. */
export async function addOrganization(tx: Tx, { leaId, id, kind, name, cds, sample }: DirectoryEntry): Promise<boolean> {
  const added = await tx.insertInto("organization").values({ lea_id: leaId, id, kind, name, cds, sample }).onConflict((same) => same.doNothing()).executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

export type OverKind = "in-county" | "member-of-selpa" | "chartered-by" | "under-state";
/** What this LEA belongs to from a day on. */
export async function addRelation(tx: Tx, { leaId, kind, overId, since }: { leaId: string; kind: OverKind; overId: string; since: string }): Promise<void> {
  await tx.insertInto("organization_relation").values({ lea_id: leaId, org_id: leaId, kind, other_lea_id: overId, other_id: overId, since, until: null }).execute();
}

/** The organization under another name or code from `since` on; what it was called until then is kept. */
export async function renameOrganization(tx: Tx, { leaId, id, name, cds, since }: { leaId: string; id: string; name: string; cds: string; since: string }): Promise<void> {
  const before = await tx.selectFrom("organization").select(["name", "cds"]).where("lea_id", "=", leaId).where("id", "=", id).forUpdate().executeTakeFirstOrThrow();
  await tx.insertInto("organization_former").values({ lea_id: leaId, org_id: id, until: since, name: before.name, cds: before.cds }).execute();
  await tx.updateTable("organization").set({ name, cds, version: sql<number>`version + 1` }).where("lea_id", "=", leaId).where("id", "=", id).execute();
}

/** Former names of the LEA and its schools, the oldest first. */
export async function listFormerNames(tx: Tx, { leaId }: { leaId: string }): Promise<{ orgId: string; until: string; name: string; cds: string }[]> {
  return tx.selectFrom("organization_former").select(["org_id as orgId", "until", "name", "cds"]).where("lea_id", "=", leaId).orderBy("until").execute();
}

/** Ends what an organization belonged to and writes down what it became part of, both on one day. Rows of before stay. */
export async function mergeOrganization(tx: Tx, { leaId, id, into, since }: { leaId: string; id: string; into: { leaId: string; id: string }; since: string }): Promise<void> {
  await tx.updateTable("organization_relation").set({ until: since, version: sql<number>`version + 1` }).where("lea_id", "=", leaId).where("org_id", "=", id).where("since", "<", since).where((one) => one.or([one("until", "is", null), one("until", ">", since)])).execute();
  await tx.insertInto("organization_relation").values({ lea_id: leaId, org_id: id, kind: "merged-into", other_lea_id: into.leaId, other_id: into.id, since, until: null }).execute();
}

/** How an organization stood to others, dated, the oldest first. */
export async function listRelations(tx: Tx, { leaId, id }: { leaId: string; id: string }): Promise<{ kind: string; otherId: string; since: string; until: string | null }[]> {
  return tx.selectFrom("organization_relation").select(["kind", "other_id as otherId", "since", "until"]).where("lea_id", "=", leaId).where("org_id", "=", id).orderBy("since").orderBy("kind").execute();
}

/** The LEA and its schools, the LEA first, then by name. */
export async function listOrganizations(tx: Tx, { leaId }: { leaId: string }): Promise<DirectoryEntry[]> {
  const rows = await tx.selectFrom("organization").select(["id", "lea_id as leaId", "kind", "name", "cds", "sample"]).where("lea_id", "=", leaId).orderBy("name").execute();
  return [...rows.filter((row) => row.id === leaId), ...rows.filter((row) => row.id !== leaId)];
}
