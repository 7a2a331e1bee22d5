import { sql } from "kysely";
import type { Tx } from "../client.server.ts";
import type { PlanKey } from "./plans.server.ts";
import { lastRevision } from "./revisions.server.ts";

/** A moment of a plan with a name; `upTo`: the last change that belongs to it. "start": the plan as it was first stored here. */
export type NamedVersion = { id: string; name: string; kind: "start" | "named"; upTo: number; actor: string; at: Date };

const columns = ["id", "name", "kind", "up_to as upTo", "actor", "at"] as const;

/** Newest first. */
export async function listNamedVersions(tx: Tx, { leaId, planId }: PlanKey): Promise<NamedVersion[]> {
  return tx.selectFrom("named_version").select(columns).where("lea_id", "=", leaId).where("plan_id", "=", planId).orderBy("up_to", "desc").orderBy("at", "desc").execute();
}

/** Gives the plan as it stands at this moment a name; undefined when a version has that name already. Waits for changes under way, so that the moment is the same for ever. */
export async function insertNamedVersion(tx: Tx, { leaId, planId, name, kind, actor }: PlanKey & { name: string; kind: NamedVersion["kind"]; actor: string }): Promise<NamedVersion | undefined> {
  await sql`select from plan where lea_id = ${leaId} and id = ${planId} for no key update`.execute(tx);
  const upTo = await lastRevision(tx, { leaId, planId });
  return tx
    .insertInto("named_version")
    .values({ lea_id: leaId, org_id: leaId, plan_id: planId, name, kind, up_to: upTo, actor })
    .onConflict((same) => same.columns(["lea_id", "plan_id", "name"]).doNothing())
    .returning(columns)
    .executeTakeFirst();
}
