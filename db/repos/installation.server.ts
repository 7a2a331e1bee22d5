import type { Database } from "../client.server.ts";

export type Installation = { mode: "sample" | "standard"; sampleLeaId: string | null };

/** What this database is, as the launcher marked it; a database without a mark is a standard one. Belongs to no LEA. */
export async function findInstallation(db: Database): Promise<Installation> {
  const row = await db.selectFrom("installation").select(["mode", "sample_lea_id as sampleLeaId"]).executeTakeFirst();
  return row ?? { mode: "standard", sampleLeaId: null };
}
