// loadPlan beside bare queries that bring the same bytes: load-plan.js LEA PLAN, with DATABASE_URL of the app. Prints milliseconds as JSON.
// The table kept_plan of the bench holds the plan's JSON as loadPlan reads it, in one row, uncompressed.
import { sql } from "kysely";
import { connect, withLea } from "#db/client.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { compare } from "../measure.ts";

const [leaId = "", planId = ""] = process.argv.slice(2);
const db = connect(process.env.DATABASE_URL ?? "", { max: 1 });
const taken = await withLea(db, { leaId, actor: "bench" }, (tx) =>
  compare(
    {
      /** Somebody has just changed the plan: the database builds its text anew. */
      changed: () => loadPlan(tx, { leaId, planId }),
      /** Nobody has: the kept text is read again after the database has said that it still holds. */
      unchanged: () => loadPlan(tx, { leaId, planId }),
      /** The driver parses a json column itself: bytes in, one value out, as loadPlan. */
      bare: () => sql`select content from kept_plan`.execute(tx),
      /** The bytes alone, as text. */
      bytes: () => sql`select content::text from kept_plan`.execute(tx),
    },
    { warmUps: 5, before: (name) => name === "changed" && sql`update plan set stamp = gen_random_uuid() where lea_id = ${leaId} and id = ${planId}`.execute(tx) },
  ),
);
console.log(JSON.stringify(taken));
await db.destroy();
