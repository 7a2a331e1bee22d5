// A file of a document is for who may have it: when it is asked for, when it is made and when it is fetched.
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { exportDocument } from "#app/jobs/export-document.ts";
import { loadExport, openExportFile } from "#app/services/documents/load-export.server.ts";
import { makeExport } from "#app/services/documents/make-export.server.ts";
import { requestExport } from "#app/services/documents/request-export.server.ts";
import { formsOfPlan } from "#app/domain/coverage/forms-of-plan.ts";
import type { Context } from "#app/context.server.ts";
import { withLea } from "#db/client.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
let fiscal: Context;
beforeAll(async () => {
  portal = await openPortal();
}, 120_000);
afterAll(() => portal?.close());

const role = (until: "null" | "now()") => withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, (tx) => sql`update membership set until = ${sql.raw(until)} where person_id = 'sample-fiscal'`.execute(tx));
const ask = async (ctx = fiscal) => ({ leaId: portal.plan.leaId, ...(await requestExport(ctx, portal.plan.id, "lcap", { format: "json", copy: "internal-draft" })) });
const acts = async (exportId: string) =>
  (await withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, (tx) => tx.selectFrom("audit").select("verb").where("object", "=", `plan/${portal.plan.id}/exports/${exportId}`).orderBy("id").execute())).map(({ verb }) => verb);
const asNow = () => portal.as("sample-fiscal");

beforeEach(async () => {
  await role("null");
  fiscal = await asNow();
});

describe("somebody whose role has ended", () => {
  test("before the file is made gets none, and the next one who looks reads why", async () => {
    const wish = await ask();
    await role("now()");
    const saved: string[] = [];
    const storage = { ...portal.process.storage, save: async (key: string) => void saved.push(key) };
    await exportDocument({ ...portal.process, as: (user) => ({ ...portal.process.as(user), storage }) }, { ...wish, actor: "sample-fiscal" });
    expect(saved).toEqual([]);
    expect(await loadExport(portal.ctx, portal.plan.id, wish.exportId)).toMatchObject({ status: "failed", error: "There is no such plan here." });
    expect(await portal.process.storage.read(`exports/${wish.leaId}/${wish.exportId}.json`)).toBeUndefined();
  });

  test("while it is made gets none, and what was made is cleared away", async () => {
    const wish = await ask();
    const save: Context["storage"]["save"] = async (...given) => {
      await portal.process.storage.save(...given);
      await role("now()");
    };
    await makeExport({ ...fiscal, storage: { ...fiscal.storage, save } }, wish);
    expect(await loadExport(portal.ctx, portal.plan.id, wish.exportId)).toMatchObject({ status: "failed" });
    expect(await portal.process.storage.read(`exports/${wish.leaId}/${wish.exportId}.json`)).toBeUndefined();
    expect(await acts(wish.exportId)).toEqual(["request-export"]);
  });

  test("after it is made fetches what is not there for them, and nothing is recorded as handed out", async () => {
    const wish = await ask();
    await makeExport(fiscal, wish);
    await role("now()");
    const now = await asNow();
    await expect(openExportFile(now, portal.plan.id, wish.exportId)).rejects.toMatchObject({ code: "not-found", message: "There is no such plan here." });
    await expect(loadExport(now, portal.plan.id, wish.exportId)).rejects.toMatchObject({ code: "not-found" });
    expect(await acts(wish.exportId)).toEqual(["request-export", "make-export"]);
    // A colleague who holds the right fetches the same file.
    expect((await openExportFile(portal.ctx, portal.plan.id, wish.exportId)).bytes.byteLength).toBeGreaterThan(0);
  });
});

test("a file has nothing private in it, though who asked for it sees that: a colleague who does not may fetch it", async () => {
  const { plan } = portal;
  await withLea(portal.database.app, { leaId: plan.leaId, actor: "test" }, async (tx) => {
    await sql`update data_finding set private = true, words = ${JSON.stringify({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "Privateword about one student" }] }] })}::jsonb where plan_id = ${plan.id} and org_id = ${plan.leaId}`.execute(tx);
    await sql`update plan set stamp = gen_random_uuid() where id = ${plan.id}`.execute(tx);
  });
  for (const program of formsOfPlan(portal.process.crosswalks, plan, plan.leaId)) {
    const { exportId } = await requestExport(portal.ctx, plan.id, program.program, { format: "json", copy: "internal-draft" });
    await makeExport(portal.ctx, { leaId: plan.leaId, exportId });
    const { bytes } = await openExportFile(fiscal, plan.id, exportId);
    expect([program.program, new TextDecoder().decode(bytes).includes("Privateword")]).toEqual([program.program, false]);
  }
});
