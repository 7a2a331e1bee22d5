// A new program is files only: coverage, stored answers and a Word file of a program nobody's code has heard of.
import { fileURLToPath } from "node:url";
import JSZip from "jszip";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildFileContext } from "#app/file-context.server.ts";
import { coverage } from "#app/domain/coverage/coverage.ts";
import { renderPlanDocument } from "#app/services/documents/render-plan-document.server.ts";
import { readPlanThrough } from "#app/services/plans/read-plan-through.server.ts";
import { withLea } from "#db/client.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { insertPlan, loadPlan } from "#db/repos/plans.server.ts";
import { saveAnswer } from "#db/repos/rows.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";
import { freshDatabase, type FreshDatabase } from "../db/database.ts";

const garden = fileURLToPath(new URL("../unit/crosswalks/fixtures/garden", import.meta.url));
const context = buildFileContext(garden);
const asked = { program: "garden-plan", edition: "2026" };

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());

/** The plan after a trip through the database, with the garden's own questions answered in between. */
async function planWithGarden(): Promise<Plan> {
  const plan = buildExample("sample");
  const key = { leaId: plan.leaId, planId: plan.id, orgId: plan.leaId, about: null, seenVersion: null };
  return withLea(database.app, { leaId: plan.leaId, actor: "planner" }, async (tx) => {
    await insertPlan(tx, { ...plan, answers: [...plan.answers, { id: "bed-1", lineageId: "bed-1", orgId: plan.leaId, version: 1, order: 0, key: "garden.beds", about: null, value: { name: "South bed", kind: "raised", crop: "Beans" } }] });
    await saveAnswer(tx, { ...key, key: "garden.care", value: richTextFromPlain("The families' club waters in summer.") });
    const loaded = await loadPlan(tx, { leaId: plan.leaId, planId: plan.id });
    if (!loaded) throw new Error("the plan was just stored");
    return loaded;
  });
}

test("a program added from a folder gets its coverage, its stored answers and its document, with no migration and no code", async () => {
  const before = coverage(readPlanThrough(context, { ...asked, plan: buildExample("sample") }));
  const state = (fields: typeof before, field: string) => fields.parts.flatMap((part) => part.fields).find((one) => one.field === field)?.state;
  expect(state(before, "garden.beds.name")).toBe("missing");
  expect(state(before, "garden.care")).toBe("missing");
  expect(state(before, "garden.about")).toBe("answered");

  const plan = await planWithGarden();
  const after = coverage(readPlanThrough(context, { ...asked, plan }));
  expect(state(after, "garden.beds.name")).toBe("answered");
  expect(state(after, "garden.care")).toBe("answered");
  expect(after.counts.missing).toBeLessThan(before.counts.missing);

  const { bytes } = await renderPlanDocument(context, { ...asked, plan, format: "docx", copy: { kind: "internal-draft", preparedOn: "2026-11-22" } });
  const xml = await (await JSZip.loadAsync(bytes)).file("word/document.xml")?.async("string");
  expect(xml).toContain("South bed");
  expect(xml).toContain("club waters in summer.");
  expect(xml).toContain(`${plan.organizations[0]?.name} grows its own food in ${plan.year}.`);
});
