// Raw queries as the app's role: without a context, with a wrong one, with one left over; and whole transactions that are tried again.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, withLea } from "#db/client.server.ts";
import type { Database, Tx } from "#db/client.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import { freshDatabase, type FreshDatabase } from "./database.ts";
import { madePlan } from "./made-plan.ts";

let database: FreshDatabase;
/** Two connections, so that a context left on one would be met again. */
let two: Database;
beforeAll(async () => {
  database = await freshDatabase();
  two = connect(database.urls.app, { max: 2 });
  for (const leaId of ["mine", "theirs"]) await withLea(database.app, { leaId, actor: "planner" }, (tx) => insertPlan(tx, madePlan(leaId.length, { leaId, planId: `plan-of-${leaId}` })));
});
afterAll(async () => {
  await two?.destroy();
  await database?.drop();
});

const plans = async (db: Database | Tx) => (await sql<{ lea_id: string }>`select lea_id from plan`.execute(db)).rows.map((row) => row.lea_id);
const goals = async (db: Database | Tx) => Number((await sql<{ n: string }>`select count(*) as n from goal`.execute(db)).rows[0]?.n);
const renamed = (db: Database | Tx) => sql`update plan set language = 'es' returning lea_id`.execute(db).then(({ rows }) => rows);

describe("REL-B2: on a pool of two connections", () => {
  test("no context: no row is read, changed or taken, on either connection, before and after others have worked there", async () => {
    for (let round = 0; round < 3; round += 1) {
      expect(await Promise.all([plans(two), plans(two), goals(two), goals(two)])).toEqual([[], [], 0, 0]);
      expect(await Promise.all([renamed(two), renamed(two)])).toEqual([[], []]);
      await expect(sql`insert into organization (lea_id, id, kind, name, cds) values ('mine', 'planted', 'school', 'Planted', '12345670000001')`.execute(two)).rejects.toMatchObject({ code: "42501" });
      const seen = await Promise.all(["mine", "theirs", "mine", "theirs"].map((leaId) => withLea(two, { leaId, actor: "planner" }, plans)));
      expect(seen).toEqual([["mine"], ["theirs"], ["mine"], ["theirs"]]);
    }
  });

  test("a wrong context: only that LEA's rows, whatever the query says", async () => {
    const asked = await withLea(two, { leaId: "theirs", actor: "planner" }, async (tx) => [
      (await sql`select id from plan where lea_id = 'mine'`.execute(tx)).rows,
      (await sql`select id from plan where lea_id = 'mine' or true`.execute(tx)).rows.length,
      (await sql`update goal set version = version where lea_id = 'mine' returning id`.execute(tx)).rows,
      (await sql`delete from goal where lea_id = 'mine' returning id`.execute(tx)).rows,
    ]);
    expect(asked).toEqual([[], 1, [], []]);
  });

  test("a stale context: after a commit, a rollback and a failure nothing of it is left on the connection", async () => {
    const pinned = connect(database.urls.app, { max: 1 });
    try {
      await withLea(pinned, { leaId: "mine", actor: "planner" }, plans);
      expect(await plans(pinned)).toEqual([]);
      await withLea(pinned, { leaId: "mine", actor: "planner" }, async () => {
        throw new Error("rolled back");
      }).catch(() => {});
      expect(await plans(pinned)).toEqual([]);
      await withLea(pinned, { leaId: "mine", actor: "planner" }, (tx) => sql`select 1 / 0`.execute(tx)).catch(() => {});
      expect(await plans(pinned)).toEqual([]);
      expect(await withLea(pinned, { leaId: "theirs", actor: "planner" }, plans)).toEqual(["theirs"]);
      // Set for the whole session by somebody's mistake: the next transaction still sees its own LEA only.
      await sql`select set_config('app.lea', 'mine', false), set_config('app.actor', 'planner', false)`.execute(pinned);
      expect(await withLea(pinned, { leaId: "theirs", actor: "planner" }, plans)).toEqual(["theirs"]);
    } finally {
      await pinned.destroy();
    }
  });
});

describe("REL-B6: a transaction that lost against another", () => {
  const mine = { leaId: "mine", actor: "planner" };

  test.each([["40001", "could not serialize"], ["40P01", "deadlock"]])("is tried again as a whole when the database says %s, and leaves one change", async (code, words) => {
    let tries = 0;
    const before = await withLea(database.app, mine, async (tx) => Number((await sql<{ n: string }>`select count(*) as n from audit`.execute(tx)).rows[0]?.n));
    await withLea(database.app, mine, async (tx) => {
      tries += 1;
      await sql`insert into audit (lea_id, org_id, actor, verb, object) values ('mine', 'mine', 'planner', 'try', 'plan/p')`.execute(tx);
      if (tries < 3) await sql.raw(`do $$ begin raise exception '${words}' using errcode = '${code}'; end $$`).execute(tx);
    });
    expect(tries).toBe(3);
    expect(await withLea(database.app, mine, async (tx) => Number((await sql<{ n: string }>`select count(*) as n from audit`.execute(tx)).rows[0]?.n))).toBe(before + 1);
  });

  test("two that lock the same rows the other way round both end, with both changes kept", async () => {
    const rows = (await withLea(database.app, mine, (tx) => sql<{ id: string }>`select id from goal order by id limit 2`.execute(tx))).rows.map((row) => row.id);
    let waiting = 0;
    let both = () => {};
    const met = new Promise<void>((resolve) => (both = resolve));
    const lock = (order: string[], note: string) =>
      withLea(database.app, { leaId: "mine", actor: note }, async (tx) => {
        await sql`select 1 from goal where id = ${order[0]} for update`.execute(tx);
        if ((waiting += 1) === 2) both();
        await met;
        await sql`select 1 from goal where id = ${order[1]} for update`.execute(tx);
        await sql`insert into audit (lea_id, org_id, actor, verb, object) values ('mine', 'mine', ${note}, 'lock', 'plan/p')`.execute(tx);
      });
    await Promise.all([lock(rows, "first"), lock([...rows].reverse(), "second")]);
    const kept = await withLea(database.app, mine, (tx) => sql<{ actor: string }>`select actor from audit where verb = 'lock' order by actor`.execute(tx));
    expect(kept.rows.map((row) => row.actor)).toEqual(["first", "second"]);
  });
});
