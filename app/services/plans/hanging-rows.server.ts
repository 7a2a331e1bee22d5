import { listKeptWithMeetings } from "#db/repos/meeting-records.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import { rowsOnRow } from "#app/domain/plan/rows-on-row.ts";

/** Why rows of this collection cannot go, in words, by id; empty for one that can. A meeting of which something is on record stays, for the audit. */
export async function hangingOn(tx: Tx, plan: Plan, collection: PlanCollection): Promise<(id: string) => string[]> {
  const kept = collection === "meetings" ? await listKeptWithMeetings(tx, { leaId: plan.leaId, planId: plan.id }) : undefined;
  return (id) => rowsOnRow(plan, id, kept?.get(id));
}
