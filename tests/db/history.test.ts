// A plan at an earlier moment, put together from its revisions, is the plan that was there then.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { insertNamedVersion, listNamedVersions } from "#db/repos/named-versions.server.ts";
import { insertPlan, loadPlan } from "#db/repos/plans.server.ts";
import { lastRevision, listDaysOfChange, listLastChanges, listRevisions, loadPlanAt } from "#db/repos/revisions.server.ts";
import { deleteRow, insertRow, saveActualPercent, saveAnswer, saveRow } from "#db/repos/rows.server.ts";
import { planCollections, type Plan } from "#schemas/plan.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";
import { buildExample } from "#db/examples/examples.ts";
import { freshDatabase, type FreshDatabase } from "./database.ts";
import { madePlan } from "./made-plan.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());

let counted = 0;
async function storedPlan(made: (leaId: string) => Plan = (leaId) => madePlan(11, { leaId, planId: "plan" })) {
  counted += 1;
  const plan = made(`lea-${counted}`);
  const who = { leaId: plan.leaId, actor: "planner" };
  await withLea(database.app, who, (tx) => insertPlan(tx, plan));
  return { plan, who, key: { leaId: plan.leaId, planId: plan.id } };
}

/** Until another transaction waits for a lock of this one's, as the database's own list says. */
async function someoneWaits(): Promise<void> {
  for (let waiting = 0; waiting === 0; ) {
    const { rows } = await sql<{ waiting: number }>`select count(*) as waiting from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`.execute(database.owner);
    waiting = rows[0]?.waiting ?? 0;
  }
}

describe("a plan at an earlier moment", () => {
  test.each([3, 11, 2026])("equals the copy taken then, through every kind of change (seed %i)", async (seed) => {
    const { who, key } = await storedPlan((leaId) => madePlan(seed, { leaId, planId: "plan", rows: 4 }));
    const copies: { upTo: number; copy: Plan | undefined }[] = [];
    const now = () => withLea(database.app, who, async (tx) => ({ upTo: await lastRevision(tx, key), copy: await loadPlan(tx, key) }));
    copies.push(await now());
    for (const collection of planCollections) {
      const row = copies.at(-1)?.copy?.[collection][0];
      if (!row) continue;
      await withLea(database.app, who, async (tx) => {
        await saveRow(tx, { ...key, collection, row, seenVersion: row.version });
        await insertRow(tx, { ...key, collection, row: { ...row, id: `${row.id}-again`, lineageId: `${row.id}-again`, ...("of" in row ? { of: { ...row.of, lineageId: `${row.of.lineageId}-again` } } : {}) } });
      });
      copies.push(await now());
    }
    await withLea(database.app, who, async (tx) => {
      await saveAnswer(tx, { ...key, orgId: who.leaId, key: "who.district", about: null, value: richTextFromPlain("New words."), seenVersion: null });
      await deleteRow(tx, { ...key, collection: "lines", id: "line-0-again", seenVersion: 1 });
      const action = copies[0]?.copy?.opening?.actions[0];
      await saveActualPercent(tx, { ...key, openingActionId: action?.id ?? "", actualPercent: "33.3", seen: action?.actualPercent ?? null });
    });
    copies.push(await now());
    expect(copies.length).toBeGreaterThan(10);
    for (const { upTo, copy } of copies) expect(await withLea(database.app, who, (tx) => loadPlanAt(tx, { ...key, upTo }))).toEqual(copy);
  });

  test("the example plans come back whole", async () => {
    for (const name of ["sample", "sacramento"]) {
      const { plan, who, key } = await storedPlan(() => buildExample(name));
      expect(await withLea(database.app, who, async (tx) => loadPlanAt(tx, { ...key, upTo: await lastRevision(tx, key) }))).toEqual(plan);
    }
  });

  test("before it was stored there is no plan", async () => {
    const { who, key } = await storedPlan();
    expect(await withLea(database.app, who, (tx) => loadPlanAt(tx, { ...key, upTo: 0 }))).toBeUndefined();
  });

  test("the end of a day finds the last change of that day in California, not of Greenwich", async () => {
    const { who, key } = await storedPlan();
    const zone = "America/Los_Angeles";
    const until = (day: string) => withLea(database.app, who, (tx) => lastRevision(tx, { ...key, until: { day, zone } }));
    await withLea(database.owner, who, async (tx) => {
      await sql`alter table revision disable trigger user`.execute(tx);
      // Ten minutes before midnight on 8 March 2026, the day the clocks change there, and ten past it.
      await sql`update revision set at = '2026-03-09T06:50:00Z' where lea_id = ${who.leaId}`.execute(tx);
      await sql`update revision set at = '2026-03-09T07:10:00Z' where lea_id = ${who.leaId} and id = (select max(id) from revision where lea_id = ${who.leaId})`.execute(tx);
      await sql`alter table revision enable trigger user`.execute(tx);
    });
    const all = await withLea(database.app, who, (tx) => lastRevision(tx, key));
    expect([await until("2026-03-07"), (await until("2026-03-08")) < all, await until("2026-03-09")]).toEqual([0, true, all]);
    expect((await withLea(database.app, who, (tx) => listDaysOfChange(tx, { ...key, zone }))).map(({ day }) => day)).toEqual(["2026-03-09", "2026-03-08"]);
  });
});

describe("a named version", () => {
  test("is the same for ever, also when a change was under way while it was named", async () => {
    const { plan, who, key } = await storedPlan();
    const goal = plan.goals[0];
    if (!goal) throw new Error("no goal");
    let named: Promise<unknown> = Promise.resolve();
    await withLea(database.app, who, async (tx) => {
      await saveRow(tx, { ...key, collection: "goals", row: { ...goal, kind: "focus" }, seenVersion: goal.version });
      named = withLea(database.app, who, (other) => insertNamedVersion(other, { ...key, name: "Hearing draft", kind: "named", actor: "planner" }));
      await someoneWaits();
    });
    await named;
    const version = await withLea(database.app, who, async (tx) => {
      const [first] = await listNamedVersions(tx, key);
      return first;
    });
    const then = await withLea(database.app, who, (tx) => loadPlanAt(tx, { ...key, upTo: version?.upTo ?? 0 }));
    expect(then?.goals.find((one) => one.id === goal.id)?.kind).toBe("focus");
    await withLea(database.app, who, (tx) => saveRow(tx, { ...key, collection: "goals", row: { ...goal, kind: "broad" }, seenVersion: goal.version + 1 }));
    expect(await withLea(database.app, who, (tx) => loadPlanAt(tx, { ...key, upTo: version?.upTo ?? 0 }))).toEqual(then);
  });

  test("changes of a plan are numbered in the order they became true", async () => {
    const { plan, who, key } = await storedPlan();
    const [goal, need] = [plan.goals[0], plan.needs[0]];
    if (!goal || !need) throw new Error("no rows");
    let second: Promise<unknown> = Promise.resolve();
    await withLea(database.app, who, async (tx) => {
      await saveRow(tx, { ...key, collection: "goals", row: goal, seenVersion: goal.version });
      second = withLea(database.app, who, (other) => saveRow(other, { ...key, collection: "needs", row: need, seenVersion: need.version }));
      await someoneWaits();
      await saveRow(tx, { ...key, collection: "goals", row: goal, seenVersion: goal.version + 1 });
    });
    await second;
    await withLea(database.app, who, async (tx) => {
      const [lastGoal] = await listRevisions(tx, { ...key, collection: "goals", id: goal.id });
      const [lastNeed] = await listRevisions(tx, { ...key, collection: "needs", id: need.id });
      expect(lastNeed?.id).toBeGreaterThan(lastGoal?.id ?? Infinity);
      const start = (await listNamedVersions(tx, key)).find((one) => one.kind === "start");
      const lines = await listLastChanges(tx, { ...key, after: start?.upTo ?? 0, upTo: await lastRevision(tx, key) });
      expect(lines.map(({ collection, rowId }) => `${collection}/${rowId}`).sort()).toEqual([`goals/${goal.id}`, `needs/${need.id}`]);
    });
  });

  test("has a name of its own, and cannot be changed or taken away", async () => {
    const { who, key } = await storedPlan();
    const name = (words: string) => withLea(database.app, who, (tx) => insertNamedVersion(tx, { ...key, name: words, kind: "named", actor: "planner" }));
    expect(await name("Board draft")).toMatchObject({ name: "Board draft", kind: "named" });
    expect(await name("Board draft")).toBeUndefined();
    await expect(withLea(database.app, who, (tx) => sql`update named_version set up_to = 1`.execute(tx))).rejects.toMatchObject({ code: "42501" });
    await expect(withLea(database.app, who, (tx) => sql`delete from named_version`.execute(tx))).rejects.toMatchObject({ code: "42501" });
  });
});
