// Loads the sample district once: the plan year that is running and the one being written, the bodies over it and its people.
import { buildExample } from "#db/examples/examples.ts";
import { loadSampleComments } from "./sample-comments.ts";
import { loadSamplePeople } from "./sample-people.ts";
import { connect, withLea } from "#db/client.server.ts";
import type { DatabaseUrls } from "#db/migrate.ts";
import { insertPlan, listPlans } from "#db/repos/plans.server.ts";
import type { Plan } from "#schemas/plan.ts";

const sinceOf = (plan: Plan) => `${plan.cycle.start.slice(0, 4)}-07-01`;

/** Only in an installation marked "sample". Returns the years loaded now; nothing when it was done before. */
export async function loadSampleCounty(urls: DatabaseUrls, plans: () => readonly Plan[] = () => [buildExample("sample-running"), buildExample("sample")]): Promise<string[]> {
  const [owner, app] = [connect(urls.owner, { max: 1 }), connect(urls.app, { max: 1 })];
  try {
    const installation = await owner.selectFrom("installation").select(["mode", "sample_lea_id"]).executeTakeFirst();
    if (installation?.mode !== "sample") throw new Error("The sample county is loaded only into a database that the launcher has made for it.");
    const [first, ...rest] = plans();
    if (!first) return [];
    if (installation.sample_lea_id !== null) {
      await loadSamplePeople({ owner, app }, { leaId: installation.sample_lea_id, since: sinceOf(first) });
      return [];
    }
    const loaded: string[] = [];
    for (const plan of [first, ...rest]) {
      await withLea(app, { leaId: plan.leaId, actor: "system:seed" }, async (tx) => {
        if ((await listPlans(tx, plan)).some(({ year }) => year === plan.year)) return;
        await insertPlan(tx, plan, { sample: true });
        const schools = plan.organizations.filter((organization) => organization.id !== plan.leaId);
        if (schools.length > 0) {
          await tx
            .insertInto("organization_relation")
            .values(schools.map(({ id }) => ({ lea_id: plan.leaId, org_id: id, kind: "school-of" as const, other_lea_id: plan.leaId, other_id: plan.leaId, since: sinceOf(plan), until: null })))
            .onConflict((same) => same.doNothing())
            .execute();
        }
        loaded.push(plan.year);
      });
    }
    await loadSamplePeople({ owner, app }, { leaId: first.leaId, since: sinceOf(first) });
    await loadSampleComments(app, rest.at(-1) ?? first);
    await owner.updateTable("installation").set({ sample_lea_id: first.leaId }).execute();
    return loaded;
  } finally {
    await Promise.all([owner.destroy(), app.destroy()]);
  }
}
