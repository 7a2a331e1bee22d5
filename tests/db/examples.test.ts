import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { buildExample, exampleNames } from "#db/examples/examples.ts";
import { findInstallation } from "#db/repos/installation.server.ts";
import { insertPlan, listPlans, loadPlan } from "#db/repos/plans.server.ts";
import { loadSampleCounty } from "#db/seed/sample-county.ts";
import { freshDatabase, type FreshDatabase } from "./database.ts";
import { madePlan } from "./made-plan.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());

describe("the example plans", () => {
  test.each(exampleNames)("%s goes into the database and comes out equal", async (name) => {
    const plan = buildExample(name);
    const loaded = await withLea(database.app, { leaId: plan.leaId, actor: "planner" }, async (tx) => {
      await insertPlan(tx, plan);
      return loadPlan(tx, { leaId: plan.leaId, planId: plan.id });
    });
    expect(loaded).toEqual(plan);
  });
});

describe("the sample county", () => {
  test("is refused by a database that the launcher has not marked", async () => {
    await expect(loadSampleCounty(database.urls)).rejects.toThrow(/launcher/);
  });

  test("is loaded once: the running year and the one being written, of one invented district", async () => {
    const own = await freshDatabase();
    try {
      await own.owner.insertInto("installation").values({ mode: "sample", sample_lea_id: null }).execute();
      const years = await loadSampleCounty(own.urls);
      expect(years).toHaveLength(2);
      expect(await loadSampleCounty(own.urls)).toEqual([]);
      const { sampleLeaId } = await findInstallation(own.app);
      if (sampleLeaId === null) throw new Error("the sample district is recorded");
      const plans = await withLea(own.app, { leaId: sampleLeaId, actor: "planner" }, (tx) => listPlans(tx, { leaId: sampleLeaId }));
      expect(plans.map((plan) => plan.year)).toEqual([...years].sort().reverse());
      await expect(withLea(own.app, { leaId: "real", actor: "planner" }, (tx) => insertPlan(tx, madePlan(7, { leaId: "real" })))).rejects.toMatchObject({ code: "23514" });
    } finally {
      await own.drop();
    }
  });
});
