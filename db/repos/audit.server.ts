import { withLea, type Database, type Tx } from "../client.server.ts";
import { findPerson } from "./people.server.ts";

/** One line for an act, in the transaction of the act. `object`: "plan/p-1/goals/g-1"; `detail` has no plan text. */
export async function recordAct(tx: Tx, act: { leaId: string; actor: string; verb: string; object: string; detail?: Record<string, string | number | boolean | null> }): Promise<void> {
  await tx.insertInto("audit").values({ lea_id: act.leaId, org_id: act.leaId, actor: act.actor, verb: act.verb, object: act.object, detail: JSON.stringify(act.detail ?? {}) }).execute();
}

/** A session began: one line in each LEA where the person holds a role. */
export async function recordSignIn(db: Database, personId: string): Promise<void> {
  const person = await findPerson(db, personId);
  for (const leaId of new Set(person?.roles.map((held) => held.leaId))) await withLea(db, { leaId, actor: personId }, (tx) => recordAct(tx, { leaId, actor: personId, verb: "sign-in", object: `person/${personId}` }));
}
