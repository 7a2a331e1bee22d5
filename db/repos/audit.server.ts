import type { Tx } from "../client.server.ts";

/** One line for an act, in the transaction of the act. `object`: "plan/p-1/goals/g-1"; `detail` has no plan text. */
export async function recordAct(tx: Tx, act: { leaId: string; actor: string; verb: string; object: string; detail?: Record<string, string | number | boolean | null> }): Promise<void> {
  await tx.insertInto("audit").values({ lea_id: act.leaId, org_id: act.leaId, actor: act.actor, verb: act.verb, object: act.object, detail: JSON.stringify(act.detail ?? {}) }).execute();
}
