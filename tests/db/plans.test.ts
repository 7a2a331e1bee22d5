import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { connect, withLea } from "#db/client.server.ts";
import { insertPlan, listPlans, loadPlan } from "#db/repos/plans.server.ts";
import { deleteRow, findRow, insertRow, saveActualPercent, saveAnswer, saveRow } from "#db/repos/rows.server.ts";
import { listRevisions } from "#db/repos/revisions.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { planCollections } from "#schemas/plan.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";
import { freshDatabase, type FreshDatabase } from "./database.ts";
import { madePlan } from "./made-plan.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());

let counted = 0;
/** A plan in the database, in an LEA of its own. */
async function storedPlan(seed = 7) {
  counted += 1;
  const leaId = `lea-${counted}`;
  const plan = { ...madePlan(seed, { leaId, planId: "plan" }) };
  const who = { leaId, actor: "planner" };
  await withLea(database.app, who, (tx) => insertPlan(tx, plan));
  return { plan, who, key: { leaId, planId: "plan" } };
}

/** The plan as a process reads it that never did before. */
async function asNewcomer(who: { leaId: string; actor: string }, key: { leaId: string; planId: string }) {
  vi.resetModules();
  const { loadPlan: loadAnew } = await import("#db/repos/plans.server.ts");
  return withLea(database.app, who, (tx) => loadAnew(tx, key));
}

describe("a plan goes in and comes out", () => {
  test("equal to what was given, whatever its words, numbers and empty places", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 0, max: 5 }), async (seed, more) => {
        run += 1;
        const leaId = `any-${run}`;
        const plan = madePlan(seed, { leaId, rows: 2 + more });
        const loaded = await withLea(database.app, { leaId, actor: "planner" }, async (tx) => {
          await insertPlan(tx, plan);
          return loadPlan(tx, { leaId, planId: plan.id });
        });
        expect(loaded).toEqual(plan);
      }),
      { numRuns: 40 },
    );
  });

  test("rows come back in the order they were given, also past ten", async () => {
    const plan = madePlan(3, { leaId: "order", rows: 25 });
    const backwards = { ...plan, lines: [...plan.lines].reverse() };
    const loaded = await withLea(database.app, { leaId: "order", actor: "planner" }, async (tx) => {
      await insertPlan(tx, backwards);
      return loadPlan(tx, { leaId: "order", planId: plan.id });
    });
    expect(loaded?.lines.map((line) => line.id)).toEqual(backwards.lines.map((line) => line.id));
  });

  test("a plan that does not exist is undefined, and the list names those that do", async () => {
    const { plan, who } = await storedPlan();
    await withLea(database.app, who, async (tx) => {
      expect(await loadPlan(tx, { leaId: who.leaId, planId: "other" })).toBeUndefined();
      expect(await listPlans(tx, who)).toEqual([{ id: "plan", leaId: who.leaId, year: "2026-27", cycleStart: "2024-25", name: plan.organizations[0]?.name }]);
    });
  });

  test("a second plan of the same LEA and year is refused (REL-B5)", async () => {
    const { plan, who } = await storedPlan();
    await expect(withLea(database.app, who, (tx) => insertPlan(tx, { ...plan, id: "again" }))).rejects.toMatchObject({ code: "23505" });
  });

  test("it takes one statement to load", async () => {
    const { who, key } = await storedPlan();
    const statements: string[] = [];
    const watched = connect(database.urls.app, { max: 1 });
    const spied = watched.withPlugin({
      transformQuery: ({ node }) => {
        statements.push(node.kind);
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    await withLea(spied, who, (tx) => loadPlan(tx, key));
    await watched.destroy();
    expect(statements).toHaveLength(2); // set_config and the plan
  });
});

describe("a plan read again", () => {
  test("shows what others changed between, and nothing of what was rolled back", async () => {
    const { plan, who, key } = await storedPlan();
    const goal = plan.goals[0];
    if (!goal) throw new Error("a made plan has goals");
    const load = () => withLea(database.app, who, (tx) => loadPlan(tx, key));
    const change = (kind: string, seenVersion: number, after: () => void = () => {}) =>
      withLea(database.app, who, async (tx) => {
        await saveRow(tx, { ...key, collection: "goals", row: { ...goal, kind }, seenVersion });
        expect((await loadPlan(tx, key))?.goals[0]?.kind).toBe(kind);
        after();
      });
    expect(await load()).toEqual(plan);
    await change("rolled-back", goal.version, () => { throw new Error("roll back"); }).catch(() => undefined);
    expect(await load()).toEqual(plan);
    await change("focus", goal.version);
    expect((await load())?.goals[0]).toMatchObject({ kind: "focus", version: goal.version + 1 });
    await withLea(database.app, who, (tx) => sql`update opening set carryover_percent = '3.5'`.execute(tx));
    expect((await load())?.opening?.carryoverPercent).toBe("3.5");
    await withLea(database.app, who, (tx) => sql`update plan set language = 'es'`.execute(tx));
    expect((await load())?.language).toBe("es");
  });

  test("is the same value for everybody, and closed: who tries to change it is told, and the next reader sees nothing of it", async () => {
    const { plan, who, key } = await storedPlan();
    const load = () => withLea(database.app, who, (tx) => loadPlan(tx, key));
    const loaded = await load();
    expect(() => loaded?.goals.pop()).toThrow(TypeError);
    expect(() => Object.assign(loaded?.goals[0]?.description ?? {}, { type: "planted" })).toThrow(TypeError);
    expect(await load()).toBe(loaded);
    expect(loaded).toEqual(plan);
  });

  test("has only the changed lists read again, and is what somebody sees who never read it before, whatever was changed and rolled back in between", async () => {
    let run = 0;
    const step = fc.record({ collection: fc.constantFrom(...planCollections, "opening" as const, "language" as const), rolledBack: fc.boolean(), readInside: fc.boolean(), readAfter: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const { who, key } = await storedPlan((run += 1));
        const load = () => withLea(database.app, who, (tx) => loadPlan(tx, key));
        let last = await load();
        for (const [at, { collection, rolledBack, readInside, readAfter }] of steps.entries()) {
          const change = withLea(database.app, who, async (tx) => {
            if (collection === "opening") await sql`update opening set carryover_percent = ${String(at + 0.5)}`.execute(tx);
            else if (collection === "language") await sql`update plan set language = ${at % 2 === 0 ? "es" : "en"}`.execute(tx);
            else {
              const [row] = (await loadPlan(tx, key))?.[collection] ?? [];
              if (!row) throw new Error("a made plan has rows");
              expect((await saveRow(tx, { ...key, collection, row, seenVersion: row.version })).saved).toBeDefined();
            }
            if (readInside) await loadPlan(tx, key);
            if (rolledBack) throw new AppError("conflict", "rolled back");
          });
          await change.catch((fault: unknown) => { if (!(fault instanceof AppError)) throw fault; });
          if (!readAfter) continue;
          const before = last;
          last = await load();
          expect(last).toEqual(await asNewcomer(who, key));
          // Nothing else changed since: the other lists are the very same.
          if (at > 0 && steps[at - 1]?.readAfter && !rolledBack && !readInside && collection !== "metrics") expect(last?.metrics).toBe(before?.metrics);
        }
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  test("stays out of sight of another LEA on a connection that keeps its statements planned", async () => {
    const { plan, who, key } = await storedPlan();
    const kept = connect(database.urls.app, { max: 1, keepsStatements: true });
    try {
      // Postgres takes one plan for all values after five times.
      for (let time = 0; time < 8; time += 1) {
        expect(await withLea(kept, who, (tx) => listPlans(tx, { leaId: who.leaId }))).toHaveLength(1);
        expect(await withLea(kept, who, (tx) => findRow(tx, { ...key, collection: "goals", id: plan.goals[0]?.id ?? "" }))).toEqual(plan.goals[0]);
        expect(await withLea(kept, { leaId: "another", actor: "planner" }, (tx) => listPlans(tx, { leaId: who.leaId }))).toEqual([]);
        expect(await withLea(kept, { leaId: "another", actor: "planner" }, (tx) => findRow(tx, { ...key, collection: "goals", id: plan.goals[0]?.id ?? "" }))).toBeUndefined();
      }
      const { rows } = await withLea(kept, who, (tx) => sql<{ times: number }>`select sum(generic_plans)::int as times from pg_prepared_statements`.execute(tx));
      expect(rows[0]?.times).toBeGreaterThan(0);
    } finally {
      await kept.destroy();
    }
  });

  test("stays out of sight of another LEA, also when it was read a moment ago", async () => {
    const { who, key } = await storedPlan();
    expect(await withLea(database.app, who, (tx) => loadPlan(tx, key))).toBeDefined();
    expect(await withLea(database.app, { leaId: "another", actor: "planner" }, (tx) => loadPlan(tx, key))).toBeUndefined();
  });
});

describe("saving a row", () => {
  test.each(planCollections)("%s: saves with the next version, and keeps every property", async (collection) => {
    const { plan, who, key } = await storedPlan(11);
    const row = plan[collection][1];
    if (!row) throw new Error("a made plan has rows");
    const { saved } = await withLea(database.app, who, (tx) => saveRow(tx, { ...key, collection, row, seenVersion: row.version }));
    expect(saved).toEqual({ ...row, version: row.version + 1 });
    const loaded = await withLea(database.app, who, (tx) => loadPlan(tx, key));
    expect(loaded?.[collection]).toEqual(plan[collection].map((old) => (old.id === row.id ? { ...row, version: row.version + 1 } : old)));
  });

  test("a version that somebody has passed gives both texts and changes nothing", async () => {
    const { plan, who, key } = await storedPlan();
    const goal = plan.goals[0];
    if (!goal) throw new Error("a made plan has goals");
    const mine = { ...goal, description: richTextFromPlain("mine") };
    const theirs = { ...goal, description: richTextFromPlain("theirs") };
    await withLea(database.app, who, (tx) => saveRow(tx, { ...key, collection: "goals", row: theirs, seenVersion: goal.version }));
    const result = await withLea(database.app, who, (tx) => saveRow(tx, { ...key, collection: "goals", row: mine, seenVersion: goal.version }));
    expect(result.conflict).toEqual({ ...theirs, version: goal.version + 1 });
    expect(result.saved).toBeUndefined();
  });

  test("of twenty who save at once from the same version, one is first", async () => {
    const { plan, who, key } = await storedPlan();
    const goal = plan.goals[0];
    if (!goal) throw new Error("a made plan has goals");
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, at) => withLea(database.app, who, (tx) => saveRow(tx, { ...key, collection: "goals", row: { ...goal, why: richTextFromPlain(`try ${at}`) }, seenVersion: goal.version }))),
    );
    expect(results.filter((result) => result.saved)).toHaveLength(1);
  });

  test("id, lineage and owner are not moved by a save", async () => {
    const { plan, who, key } = await storedPlan();
    const goal = plan.goals[0];
    if (!goal) throw new Error("a made plan has goals");
    const other = goal.orgId === "school-1" ? "school-2" : "school-1";
    const { saved } = await withLea(database.app, who, (tx) => saveRow(tx, { ...key, collection: "goals", row: { ...goal, orgId: other, lineageId: "stolen" }, seenVersion: goal.version }));
    expect(saved).toMatchObject({ orgId: goal.orgId, lineageId: goal.lineageId });
  });

  test("a new row stands last as version 1; its id taken is a conflict", async () => {
    const { plan, who, key } = await storedPlan();
    const old = plan.revenues[0];
    if (!old) throw new Error("a made plan has revenues");
    const row = { ...old, id: "revenue-new", lineageId: "revenue-new", version: 99 };
    const { saved } = await withLea(database.app, who, (tx) => insertRow(tx, { ...key, collection: "revenues", row }));
    expect(saved).toEqual({ ...row, version: 1 });
    expect((await withLea(database.app, who, (tx) => loadPlan(tx, key)))?.revenues.at(-1)?.id).toBe("revenue-new");
    expect(await withLea(database.app, who, (tx) => insertRow(tx, { ...key, collection: "revenues", row: old }))).toEqual({ conflict: old });
  });

  test("a row is removed at the version seen, and refused while others name it", async () => {
    const { plan, who, key } = await storedPlan(5);
    const needed = plan.needs.find((need) => plan.goals.some((goal) => goal.needIds.includes(need.id)) || plan.actions.some((action) => action.needIds.includes(need.id)));
    const revenue = plan.revenues[0];
    if (!needed || !revenue) throw new Error("this seed has a need that is used");
    await expect(withLea(database.app, who, (tx) => deleteRow(tx, { ...key, collection: "needs", id: needed.id, seenVersion: needed.version }))).rejects.toMatchObject({ code: "conflict" });
    expect(await withLea(database.app, who, (tx) => deleteRow(tx, { ...key, collection: "revenues", id: revenue.id, seenVersion: revenue.version + 1 }))).toEqual({ conflict: revenue });
    expect(await withLea(database.app, who, (tx) => deleteRow(tx, { ...key, collection: "revenues", id: revenue.id, seenVersion: revenue.version }))).toEqual({ saved: revenue });
    expect(await withLea(database.app, who, (tx) => findRow(tx, { ...key, collection: "revenues", id: revenue.id }))).toBeUndefined();
  });

  test("a link that leads nowhere is refused, in a column and in a list", async () => {
    const { plan, who, key } = await storedPlan();
    const [action, goal] = [plan.actions[0], plan.goals[0]];
    if (!action || !goal) throw new Error("a made plan has both");
    await expect(withLea(database.app, who, (tx) => saveRow(tx, { ...key, collection: "actions", row: { ...action, goalId: "nowhere" }, seenVersion: action.version }))).rejects.toBeInstanceOf(AppError);
    await expect(withLea(database.app, who, (tx) => saveRow(tx, { ...key, collection: "goals", row: { ...goal, needIds: ["nowhere"] }, seenVersion: goal.version }))).rejects.toMatchObject({ code: "conflict" });
  });

  test("a NUL that no schema stopped is refused with words, not stored changed", async () => {
    const { plan, who, key } = await storedPlan();
    const step = plan.steps[0];
    if (!step) throw new Error("a made plan has steps");
    await expect(withLea(database.app, who, (tx) => saveRow(tx, { ...key, collection: "steps", row: { ...step, text: "a\u0000b" }, seenVersion: step.version }))).rejects.toMatchObject({ code: "invalid" });
    await expect(withLea(database.app, who, (tx) => saveRow(tx, { ...key, collection: "steps", row: { ...step, text: "a\ud800b" }, seenVersion: step.version }))).rejects.toMatchObject({ code: "invalid" });
  });

  test("an answer is made once: of ten who start it at once, nine see the first (REL-B5)", async () => {
    const { who, key } = await storedPlan();
    const answer = { ...key, orgId: who.leaId, key: "who.district", about: null };
    const results = await Promise.all(Array.from({ length: 10 }, (_, at) => withLea(database.app, who, (tx) => saveAnswer(tx, { ...answer, value: richTextFromPlain(`text ${at}`), seenVersion: null }))));
    const first = results.find((result) => result.saved)?.saved;
    expect(results.filter((result) => result.saved)).toHaveLength(1);
    expect(results.filter((result) => !result.saved).every((result) => result.conflict?.id === first?.id)).toBe(true);
    const next = await withLea(database.app, who, (tx) => saveAnswer(tx, { ...answer, value: richTextFromPlain("newer"), seenVersion: 1 }));
    expect(next.saved).toMatchObject({ version: 2, value: richTextFromPlain("newer") });
    expect((await withLea(database.app, who, (tx) => saveAnswer(tx, { ...answer, value: null, seenVersion: 1 }))).conflict).toMatchObject({ version: 2 });
  });

  test("last year's estimated percentage is saved over what was seen, and not over anything else", async () => {
    const { plan, who, key } = await storedPlan();
    const action = plan.opening?.actions[0];
    if (!action) throw new Error("this seed has an opening");
    const save = (actualPercent: string, seen: string | null) => withLea(database.app, who, (tx) => saveActualPercent(tx, { ...key, openingActionId: action.id, actualPercent, seen }));
    expect(await save("1.25", action.actualPercent)).toBe(true);
    expect(await save("9.99", action.actualPercent)).toBe(false);
    expect((await withLea(database.app, who, (tx) => loadPlan(tx, key)))?.opening?.actions[0]?.actualPercent).toBe("1.25");
  });
});

test("every change leaves a revision: who, when and how the row stood", async () => {
  const { plan, who, key } = await storedPlan();
  const need = plan.findings.find((finding) => !plan.needs.some((row) => row.findingIds.includes(finding.id)));
  const goal = plan.goals[0];
  if (!goal) throw new Error("a made plan has goals");
  await withLea(database.app, { ...who, actor: "someone-else" }, (tx) => saveRow(tx, { ...key, collection: "goals", row: { ...goal, kind: "maintenance" }, seenVersion: goal.version }));
  const revisions = await withLea(database.app, who, (tx) => listRevisions(tx, { ...key, collection: "goals", id: goal.id }));
  expect(revisions.map(({ operation, actor, version }) => ({ operation, actor, version }))).toEqual([
    { operation: "update", actor: "someone-else", version: goal.version + 1 },
    { operation: "insert", actor: "planner", version: goal.version },
  ]);
  expect(revisions[0]?.row.kind).toBe("maintenance");
  if (need) {
    await withLea(database.app, who, (tx) => deleteRow(tx, { ...key, collection: "findings", id: need.id, seenVersion: need.version }));
    expect((await withLea(database.app, who, (tx) => listRevisions(tx, { ...key, collection: "findings", id: need.id })))[0]?.operation).toBe("delete");
  }
});
