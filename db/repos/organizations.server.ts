import type { OrganizationKind } from "#schemas/people.ts";
import type { Tx } from "../client.server.ts";

export type DirectoryEntry = { id: string; leaId: string; kind: OrganizationKind; name: string; cds: string; sample: boolean };

/** One organization of this LEA's directory. */
export async function findOrganization(tx: Tx, { leaId, id }: { leaId: string; id: string }): Promise<DirectoryEntry | undefined> {
  return tx.selectFrom("organization").select(["id", "lea_id as leaId", "kind", "name", "cds", "sample"]).where("lea_id", "=", leaId).where("id", "=", id).executeTakeFirst();
}

/** The LEA and its schools, the LEA first, then by name. */
export async function listOrganizations(tx: Tx, { leaId }: { leaId: string }): Promise<DirectoryEntry[]> {
  const rows = await tx.selectFrom("organization").select(["id", "lea_id as leaId", "kind", "name", "cds", "sample"]).where("lea_id", "=", leaId).orderBy("name").execute();
  return [...rows.filter((row) => row.id === leaId), ...rows.filter((row) => row.id !== leaId)];
}
