// The whole plan out of the database, beside one bare query that returns the same bytes.
import { sql } from "kysely";
import { withLea } from "#db/client.server.ts";
import { insertPlan, loadPlan } from "#db/repos/plans.server.ts";
import { freshDatabase } from "../db/database.ts";
import { largePlan } from "../large-plan.ts";
import { ms, type Row } from "./measure.ts";
import type { Workshop } from "./workshop.ts";

export async function loadPlanRows({ node }: Workshop): Promise<Row[]> {
  const database = await freshDatabase();
  try {
    const plan = largePlan();
    const key = { leaId: plan.leaId, planId: plan.id };
    const loaded = await withLea(database.app, { leaId: plan.leaId, actor: "bench" }, async (tx) => {
      await insertPlan(tx, plan);
      return loadPlan(tx, key);
    });
    const kept = JSON.stringify(loaded);
    await sql`create table kept_plan (content json storage external)`.execute(database.owner);
    await sql`insert into kept_plan values (${kept})`.execute(database.owner);
    await sql`grant select on kept_plan to public`.execute(database.owner);
    await sql`analyze`.execute(database.owner);
    const printed = await node("load-plan", [key.leaId, key.planId], { DATABASE_URL: database.urls.app });
    const { changed, unchanged, bare, bytes } = JSON.parse(printed) as Record<"changed" | "unchanged" | "bare" | "bytes", number>;
    const against = `bare ${ms(bare)} parsed by the driver (${ms(bytes)} unparsed), ${(Buffer.byteLength(kept) / 1e6).toFixed(1)} MB`;
    return [
      { name: "loadPlan of a plan just changed / one bare query", figure: changed / bare, unit: "x", goal: { most: 1.5 }, note: `${ms(changed)}, ${against}` },
      { name: "loadPlan of an unchanged plan / one bare query", figure: unchanged / bare, unit: "x", goal: { most: 1.5 }, note: `${ms(unchanged)} (text kept by stamp), ${against}` },
    ];
  } finally {
    await database.drop();
  }
}
