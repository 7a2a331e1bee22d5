import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea, type Tx } from "#db/client.server.ts";
import { claimExport, createExport, findExport, finishExport, listExports, saveExportProgress } from "#db/repos/document-exports.server.ts";
import { enqueueJob } from "#db/repos/jobs.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import { freshDatabase, type FreshDatabase } from "./database.ts";
import { madePlan } from "./made-plan.ts";

let database: FreshDatabase;
const who = { leaId: "lea", actor: "planner" };
const inLea = <T>(work: (tx: Tx) => Promise<T>) => withLea(database.app, who, work);
const wish = { leaId: "lea", planId: "plan-1", program: "lcap", edition: "2024.v2024-11", format: "pdf" as const, copy: "internal-draft", requestedBy: "planner" };
beforeAll(async () => {
  database = await freshDatabase();
  await inLea((tx) => insertPlan(tx, madePlan(7, { leaId: "lea" })));
});
afterAll(() => database?.drop());

describe("a wish for a file", () => {
  test("goes from queued over working to done with its file, and is not taken up again", async () => {
    const made = await inLea((tx) => createExport(tx, wish));
    const key = { leaId: "lea", exportId: made.id };
    expect(made).toMatchObject({ status: "queued", progress: 0, fileKey: null });
    expect(await inLea((tx) => saveExportProgress(tx, { ...key, progress: 10 }))).toBe(false);
    expect((await inLea((tx) => claimExport(tx, key)))?.status).toBe("working");
    expect(await inLea((tx) => saveExportProgress(tx, { ...key, progress: 40 }))).toBe(true);
    expect((await inLea((tx) => claimExport(tx, key)))?.status).toBe("working"); // again after a crash
    expect(await inLea((tx) => finishExport(tx, { ...key, fileKey: "lea/file.pdf" }))).toBe(true);
    expect(await inLea((tx) => findExport(tx, key))).toMatchObject({ status: "done", progress: 100, fileKey: "lea/file.pdf" });
    expect(await inLea((tx) => claimExport(tx, key))).toBeUndefined();
    expect(await inLea((tx) => finishExport(tx, { ...key, error: "late" }))).toBe(false);
  });

  test("that failed says why, and may be tried again", async () => {
    const made = await inLea((tx) => createExport(tx, { ...wish, format: "docx" }));
    const key = { leaId: "lea", exportId: made.id };
    await inLea((tx) => claimExport(tx, key));
    await inLea((tx) => finishExport(tx, { ...key, error: "The disk is full." }));
    expect(await inLea((tx) => findExport(tx, key))).toMatchObject({ status: "failed", error: "The disk is full." });
    expect((await inLea((tx) => claimExport(tx, key)))?.error).toBeNull();
  });

  test("of another LEA is not found and not taken", async () => {
    const made = await inLea((tx) => createExport(tx, wish));
    const foreign = { leaId: "other", actor: "planner" };
    for (const leaId of ["lea", "other"]) {
      expect(await withLea(database.app, foreign, (tx) => findExport(tx, { leaId, exportId: made.id }))).toBeUndefined();
      expect(await withLea(database.app, foreign, (tx) => claimExport(tx, { leaId, exportId: made.id }))).toBeUndefined();
    }
    expect((await inLea((tx) => listExports(tx, wish))).map(({ id }) => id)).toContain(made.id);
  });
});

describe("a job", () => {
  const waiting = async (): Promise<string[]> => {
    const client = new pg.Client({ connectionString: database.urls.direct });
    await client.connect();
    const { rows } = await client.query<{ key: string }>("select key from graphile_worker.jobs order by key");
    await client.end();
    return rows.map((row) => row.key);
  };
  const job = (jobKey: string) => ({ task: "export-document", payload: { leaId: "lea" }, jobKey });

  test("is in the queue after the commit, once a key, and not after a rollback (REL-B8)", async () => {
    await inLea((tx) => enqueueJob(tx, job("kept")));
    await inLea((tx) => enqueueJob(tx, job("kept")));
    await inLea(async (tx) => {
      await enqueueJob(tx, job("dropped"));
      throw new Error("roll back");
    }).catch(() => undefined);
    expect(await waiting()).toEqual(["kept"]);
  });
});

describe("a transaction that met another", () => {
  test("is tried again as a whole, five times at most, and other faults at once", async () => {
    for (const [code, tries] of [["40001", 5], ["40P01", 5], ["23505", 1]] as const) {
      let count = 0;
      await expect(
        inLea(async () => {
          count += 1;
          throw Object.assign(new Error("planted"), { code });
        }),
      ).rejects.toMatchObject({ code });
      expect(count, code).toBe(tries);
    }
  });
});
