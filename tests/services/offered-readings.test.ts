// A measure that a school uses brings along what the district wrote about that very school, and nothing of what is the district's.
import { afterAll, beforeAll, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { insertRow } from "#db/repos/rows.server.ts";
import type { Context } from "#app/context.server.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { answerOffer } from "#app/services/offers-to-schools/answer-offer.server.ts";
import { loadFromDistrict } from "#app/services/offers-to-schools/load-from-district.server.ts";
import { offerRows } from "#app/services/offers-to-schools/offer-rows.server.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import type { Target, Value } from "#schemas/plan.ts";
import { openPortal, type Portal } from "./portal.ts";

let portal: Portal;
let principal: Context;
const [school, other] = ["alder-valley-high", "orchard"];
beforeAll(async () => {
  portal = await openPortal();
  principal = await portal.as("sample-principal");
}, 120_000);
afterAll(() => portal?.close());

test("the school's value and its target of the year come along, with their acts; the district's, another school's and the end of the cycle do not (FF-1, FF-2)", async () => {
  const { plan } = portal;
  const metric = plan.metrics.find(({ orgId }) => orgId === plan.leaId)!;
  const base = { orgId: plan.leaId, version: 1, metricId: metric.id, group: "ALL", text: "" };
  const value = (id: string, siteId: string | null, amount: string): Value => ({ ...base, id, lineageId: id, siteId, amount, year: "2024-25", measuredOn: null, source: "" });
  const target = (id: string, siteId: string | null, amount: string, dueYear: string): Target => ({ ...base, id, lineageId: id, siteId, amount, dueYear, dueOn: null });
  const rows = { values: [value("v-ours", school, "71.4"), value("v-other", other, "55"), value("v-all", null, "60")], targets: [target("t-ours", school, "73", plan.year), target("t-cycle", school, "80", "2040-41"), target("t-all", null, "75", plan.year)] };
  await withLea(portal.process.db, { leaId: plan.leaId, actor: "test" }, async (tx) => {
    for (const collection of ["values", "targets"] as const) for (const row of rows[collection]) expect((await insertRow(tx, { leaId: plan.leaId, planId: plan.id, collection, row })).saved).toBeTruthy();
  });
  const key = partKey(plan.id, school);
  await offerRows(portal.ctx, plan.id, { collection: "goals", rowId: metric.goalId, schoolIds: [school], under: false });
  await offerRows(portal.ctx, plan.id, { collection: "metrics", rowId: metric.id, schoolIds: [school], under: false });
  const offered = (await loadFromDistrict(principal, key)).waiting.find(({ collection }) => collection === "metrics")!;
  expect(offered.readings.along.map((line) => /71\.4|73/.exec(line)?.[0])).toEqual(["71.4", "73"]);
  expect(offered.readings.others).toBeGreaterThanOrEqual(4);

  expect(await answerOffer(principal, key, { act: "use", offerId: offered.offerId, seenVersion: offered.version, seenRow: offered.rowVersion, reason: "", above: "" })).toEqual({ outcome: "answered" });
  const now = await inLea(portal.ctx, (tx) => openPlan(portal.ctx, tx, plan.id, "plan.read"));
  const own = now.metrics.find(({ orgId, offeredFrom }) => orgId === school && offeredFrom?.lineageId === metric.lineageId)!;
  const values = now.values.filter(({ metricId }) => metricId === own.id);
  const targets = now.targets.filter(({ metricId }) => metricId === own.id);
  expect(values.map(({ orgId, siteId, amount, year, source }) => ({ orgId, siteId, amount, year, source }))).toEqual([{ orgId: school, siteId: null, amount: "71.4", year: "2024-25", source: "The district's plan" }]);
  expect(targets.map(({ orgId, amount, dueYear }) => ({ orgId, amount, dueYear }))).toEqual([{ orgId: school, amount: "73", dueYear: plan.year }]);
  expect(own.baselineValueIds).toEqual([]);
  expect(now.values.filter(({ metricId }) => metricId === metric.id).length).toBeGreaterThanOrEqual(3);
  const acts = await inLea(portal.ctx, (tx) => tx.selectFrom("audit").select("object").where("verb", "=", "add-row").where("object", "in", [`plan/${plan.id}/values/${values[0]!.id}`, `plan/${plan.id}/targets/${targets[0]!.id}`]).execute());
  expect(acts).toHaveLength(2);
});
