import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

export type Present = { personId: string; name: string; place: string };

/** Says where a person is in the LEA's part of a plan, or in a school's; an empty place: gone. Rows of long ago are swept out. */
export async function savePresence(tx: Tx, { leaId, planId, orgId, personId, place }: { leaId: string; planId: string; orgId: string; personId: string; place: string }): Promise<void> {
  if (place === "") {
    await tx.deleteFrom("presence").where("lea_id", "=", leaId).where("plan_id", "=", planId).where("person_id", "=", personId).execute();
    return;
  }
  await tx
    .insertInto("presence")
    .values({ lea_id: leaId, org_id: orgId, plan_id: planId, person_id: personId, place })
    .onConflict((same) => same.columns(["lea_id", "person_id", "plan_id"]).doUpdateSet({ place, org_id: orgId, seen_at: sql<Date>`now()`, version: sql<number>`presence.version + 1` }))
    .execute();
  await tx.deleteFrom("presence").where("lea_id", "=", leaId).where("plan_id", "=", planId).where("seen_at", "<", sql<Date>`now() - interval '1 hour'`).execute();
}

/** Who else was heard of in the last `seconds`, by name. */
export async function listPresent(tx: Tx, { leaId, planId, orgId, but, seconds }: { leaId: string; planId: string; orgId: string; but: string; seconds: number }): Promise<Present[]> {
  return tx
    .selectFrom("presence")
    .innerJoin("person", "person.id", "presence.person_id")
    .select(["person.id as personId", "person.name as name", "presence.place as place"])
    .where("presence.lea_id", "=", leaId).where("presence.plan_id", "=", planId).where("presence.org_id", "=", orgId).where("presence.person_id", "!=", but)
    .where("presence.seen_at", ">", sql<Date>`now() - make_interval(secs => ${seconds})`)
    .orderBy("person.name")
    .execute();
}
