// The audit of an LEA is one chain: nothing in it changes unseen (reliability B9).
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { listAuditRows, recordAct } from "#db/repos/audit.server.ts";
import { verifyAudit } from "#app/services/audit/verify-audit.server.ts";
import { freshDatabase, type FreshDatabase } from "./database.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());

let counted = 0;
let leaId = "";
const rowsHere = 6;
const act = (at: number) => ({ actor: "planner", verb: "save-row", object: `plan/p/goals/g-${at}`, detail: { version: at, "naïve \u{1F3EB} \u0007 \"name\"": true, none: null, words: "a\tb\\c\u2028" } });

beforeEach(async () => {
  counted += 1;
  leaId = `lea-${counted}`;
  for (let at = 1; at <= rowsHere; at += 1) await withLea(database.app, { leaId, actor: "planner" }, (tx) => recordAct(tx, { leaId, ...act(at) }));
  await withLea(database.app, { leaId: `${leaId}-other`, actor: "planner" }, (tx) => recordAct(tx, { leaId: `${leaId}-other`, ...act(1) }));
});

const chainOf = async (id = leaId) => (await verifyAudit({ db: database.app })).leas.find((lea) => lea.leaId === id);
/** As the owner of the tables, with what protects them switched off for one statement. */
const tamper = (statement: string) =>
  withLea(database.owner, { leaId, actor: "intruder" }, async (tx) => {
    for (const text of ["alter table audit disable trigger user; alter table audit no force row level security", statement, "alter table audit enable trigger user; alter table audit force row level security"]) await sql.raw(text).execute(tx);
  });

describe("REL-B9: the verifier", () => {
  test("finds every chain whole as it was written, whatever the words", async () => {
    expect(await chainOf()).toMatchObject({ rows: rowsHere, fault: null });
    expect((await verifyAudit({ db: database.app })).whole).toBe(true);
  });

  const third = `lea_id = 'LEA' and number = 3`;
  const changes: [column: string, statement: string][] = [
    ["lea_id", `update audit set lea_id = 'LEA-other' where ${third}`],
    ["id", `update audit set id = default where ${third}`],
    ["number", `update audit set number = 99 where ${third}`],
    ["org_id", `update audit set org_id = 'school' where ${third}`],
    ["version", `update audit set version = 2 where ${third}`],
    ["at", `update audit set at = at + interval '1 microsecond' where ${third}`],
    ["actor", `update audit set actor = 'planneR' where ${third}`],
    ["verb", `update audit set verb = 'save-roW' where ${third}`],
    ["object", `update audit set object = object || ' ' where ${third}`],
    ["detail", `update audit set detail = detail || '{"version": 4}' where ${third}`],
    ["hash_before", `update audit set hash_before = repeat('0', 64) where ${third}`],
    ["hash", `update audit set hash = repeat('0', 64) where ${third}`],
  ];

  test.each(changes)("names row 3 when its %s is changed", async (_column, statement) => {
    await tamper(statement.replaceAll("LEA", leaId));
    expect(await chainOf()).toMatchObject({ rows: 2, fault: { number: 3 } });
  });

  test("there is a change tried above for every column that audit has", async () => {
    const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns where table_name = 'audit'`.execute(database.owner);
    expect(rows.map(({ name }) => name).sort()).toEqual(changes.map(([column]) => column).sort());
  });

  test("names a row that was taken out of the middle, off the end, or put in", async () => {
    await tamper(`delete from audit where lea_id = '${leaId}' and number = ${rowsHere}`);
    expect(await chainOf()).toMatchObject({ fault: { number: rowsHere, id: null, problem: "it is missing" } });
    await tamper(`delete from audit where lea_id = '${leaId}' and number = 2`);
    expect(await chainOf()).toMatchObject({ fault: { number: 2, id: null } });
    const other = `${leaId}-other`;
    await tamper(`insert into audit (lea_id, org_id, actor, verb, object, number, hash_before, hash) values ('${other}', 'x', 'x', 'x', 'x', 2, (select hash from audit_head where lea_id = '${other}'), repeat('a', 64))`);
    expect(await chainOf(other)).toMatchObject({ fault: { number: 2 } });
  });

  test("names the row after which a row was rewritten together with its own hash", async () => {
    await tamper(`update audit act set verb = 'read', hash = audit_hash(row(act.lea_id, act.id, act.org_id, act.version, act.at, act.actor, 'read', act.object, act.detail, act.number, act.hash_before, act.hash)::audit) where ${third.replace("LEA", leaId)}`);
    expect(await chainOf()).toMatchObject({ fault: { number: 4, problem: "it does not carry the hash of the row before" } });
  });

  test("notices a recorded end that was moved back or changed", async () => {
    await sql`update audit_head set number = 4 where lea_id = ${leaId}`.execute(database.owner);
    expect(await chainOf()).toMatchObject({ fault: { number: 5 } });
    await sql`update audit_head set number = ${rowsHere}, hash = 'x' where lea_id = ${leaId}`.execute(database.owner);
    expect(await chainOf()).toMatchObject({ fault: { number: rowsHere } });
  });
});

describe("REL-B9: the table", () => {
  test("takes rows and gives none back: not to the app, not to the owner", async () => {
    for (const db of [database.app, database.owner]) {
      for (const statement of ["update audit set verb = 'x'", "delete from audit", "truncate audit", "truncate revision"]) {
        await expect(withLea(db, { leaId, actor: "planner" }, (tx) => sql.raw(statement).execute(tx)), statement).rejects.toMatchObject({ code: "42501" });
      }
    }
    await expect(sql`update audit_head set number = 1`.execute(database.app)).rejects.toMatchObject({ code: "42501" });
  });

  test("gives number, time and hash itself, whatever the writer says", async () => {
    await withLea(database.app, { leaId, actor: "planner" }, (tx) =>
      sql`insert into audit (lea_id, org_id, actor, verb, object, at, number, hash_before, hash, version) values (${leaId}, ${leaId}, 'planner', 'v', 'o', '2001-01-01', 1, 'x', 'y', 9)`.execute(tx));
    const [last] = await withLea(database.app, { leaId, actor: "planner" }, (tx) => listAuditRows(tx, { leaId, after: rowsHere, most: 1 }));
    expect(last).toMatchObject({ number: rowsHere + 1, version: 1 });
    expect(last?.at.slice(0, 4)).not.toBe("2001");
    expect((await chainOf())?.fault).toBeNull();
  });

  test("an act that is undone leaves no gap", async () => {
    await withLea(database.app, { leaId, actor: "planner" }, async (tx) => {
      await recordAct(tx, { leaId, ...act(7) });
      throw new Error("undone");
    }).catch(() => {});
    await withLea(database.app, { leaId, actor: "planner" }, (tx) => recordAct(tx, { leaId, ...act(8) }));
    expect(await chainOf()).toMatchObject({ rows: rowsHere + 1, fault: null });
  });

  test("many writers at once keep one chain", async () => {
    const writers = Array.from({ length: 40 }, (_, at) => withLea(database.app, { leaId, actor: `writer-${at}` }, (tx) => recordAct(tx, { leaId, ...act(at), actor: `writer-${at}` })));
    await Promise.all(writers);
    expect(await chainOf()).toMatchObject({ rows: rowsHere + 40, fault: null });
  });

  test("a part of a number is no description of an act", async () => {
    await expect(withLea(database.app, { leaId, actor: "planner" }, (tx) => recordAct(tx, { leaId, ...act(1), detail: { share: 0.5 } }))).rejects.toMatchObject({ code: "23514" });
  });
});
