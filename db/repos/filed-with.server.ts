import type { Tx } from "../client.server.ts";

type Key = { leaId: string; planId: string; orgId: string; program: string };
/** `by`: the name of whoever entered it. */
export type FiledRecord = { place: string; filedOn: string; proof: string; version: number; by: string; program: string; orgId: string };

/** What is on record for a plan: of all its organizations and programs. */
export async function listFiled(tx: Tx, { leaId, planId }: Pick<Key, "leaId" | "planId">): Promise<FiledRecord[]> {
  return tx
    .selectFrom("filed_with as filed")
    .innerJoin("person", "person.id", "filed.entered_by")
    .select(["filed.filed_with as place", "filed.filed_on as filedOn", "filed.proof", "filed.version", "person.name as by", "filed.program", "filed.org_id as orgId"])
    .where("filed.lea_id", "=", leaId).where("filed.plan_id", "=", planId)
    .execute();
}

export async function findFiled(tx: Tx, { leaId, planId, orgId, program }: Key): Promise<FiledRecord | undefined> {
  return (await listFiled(tx, { leaId, planId })).find((one) => one.orgId === orgId && one.program === program);
}

/** False when another person saved first; `seenVersion` 0 while nothing is on record. */
export async function saveFiled(tx: Tx, { leaId, planId, orgId, program, place, filedOn, proof, by, seenVersion }: Key & { place: string; filedOn: string; proof: string; by: string; seenVersion: number }): Promise<boolean> {
  if (seenVersion === 0) {
    const added = await tx
      .insertInto("filed_with")
      .values({ lea_id: leaId, org_id: orgId, plan_id: planId, program, filed_with: place, filed_on: filedOn, proof, entered_by: by })
      .onConflict((same) => same.columns(["lea_id", "plan_id", "org_id", "program"]).doNothing())
      .executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }
  const saved = await tx
    .updateTable("filed_with")
    .set({ filed_with: place, filed_on: filedOn, proof, entered_by: by, entered_at: new Date(), version: seenVersion + 1 })
    .where("lea_id", "=", leaId).where("plan_id", "=", planId).where("org_id", "=", orgId).where("program", "=", program).where("version", "=", seenVersion)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}
