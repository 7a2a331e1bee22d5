// A sample installation on a fresh database, with the process's context pointed at it: routes and services run as in the portal.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadSampleCounty } from "#db/seed/sample-county.ts";
import { withLea } from "#db/client.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import type { AppContext, Context } from "#app/context.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { buildExample } from "#db/examples/examples.ts";
import { freshDatabase, type FreshDatabase } from "../db/database.ts";

/** `owner`: connected as the owner of the tables. */
export type Portal = { process: AppContext; ctx: Context; owner: FreshDatabase["owner"]; plan: Plan; running: Plan; foreign: Plan; close: () => Promise<void> };

/** `plan`: the district's newest plan; `running`: the adopted one of this year; `foreign`: a plan of another LEA in the same database. */
export async function openPortal(): Promise<Portal> {
  const database = await freshDatabase();
  const home = mkdtempSync(path.join(tmpdir(), "plan-once-portal-"));
  await database.owner.insertInto("installation").values({ mode: "sample" }).execute();
  await loadSampleCounty(database.urls);
  const choices = buildExample("choices");
  await withLea(database.app, { leaId: choices.leaId, actor: "test" }, (tx) => insertPlan(tx, choices, { sample: true }));
  process.env["DATABASE_URL"] = database.urls.app;
  process.env["PLAN_ONCE_HOME"] = home;
  process.env["LOG_LEVEL"] = "silent";
  const { processContext } = await import("#app/context.server.ts");
  const context = processContext();
  return {
    process: context,
    ctx: context.as(await context.samplePlanner()),
    owner: database.owner,
    plan: buildExample("sample"),
    running: buildExample("sample-running"),
    foreign: choices,
    close: async () => {
      await context.db.destroy();
      await database.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
