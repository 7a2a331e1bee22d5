// A planner writes once, two schools answer: used, changed, not for us; later words are asked about; a vote of the council makes a row count.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "#app/context.server.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { loadCoverage } from "#app/services/coverage/load-coverage.server.ts";
import { answerOffer, nameInVote, useAllOffers } from "#app/services/offers-to-schools/answer-offer.server.ts";
import { loadForSchools, loadRowForSchools } from "#app/services/offers-to-schools/load-for-schools.server.ts";
import { loadFromDistrict } from "#app/services/offers-to-schools/load-from-district.server.ts";
import { offerRows, takeBackOffer } from "#app/services/offers-to-schools/offer-rows.server.ts";
import { addRow } from "#app/services/plans/add-row.server.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { saveRow } from "#app/services/plans/save-row.server.ts";
import { loadSchoolHome } from "#app/services/schools/load-school-home.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
let principal: Context;
let secretary: Context;
let key: string;
const [school, other] = ["alder-valley-high", "orchard"];
const posted = (fields: Record<string, string | string[]>) => new Map(Object.entries(fields).map(([name, value]) => [name, [value].flat()]));
const now = () => inLea(portal.ctx, (tx) => openPlan(portal.ctx, tx, portal.plan.id, "plan.read"));
const district = async (lineageId: string) => {
  const plan = await now();
  const row = plan.actions.find((action) => action.lineageId === lineageId && action.orgId === plan.leaId);
  if (!row) throw new Error(`no action ${lineageId}`);
  return row;
};
const item = async (of: Context = principal) => {
  const page = await loadFromDistrict(of, key);
  return [...page.waiting, ...page.newer, ...page.used, ...page.declined].find((one) => one.collection === "actions");
};
const answer = async (act: "use" | "not-for-us" | "use-newest" | "keep", more: { reason?: string; above?: string } = {}) => {
  const found = await item();
  return answerOffer(principal, key, { act, offerId: found?.offerId ?? "", seenVersion: found?.version ?? 0, seenRow: found?.rowVersion ?? 0, reason: "", above: "", ...more });
};
const rewrite = async (title: string) => {
  const row = await district("a-reading");
  expect(await saveRow(portal.ctx, portal.plan.id, { collection: "actions", rowId: row.id, seenVersion: row.version, posted: posted({ title }) })).toMatchObject({ outcome: "saved" });
};
beforeAll(async () => {
  portal = await openPortal();
  [principal, secretary] = [await portal.as("sample-principal"), await portal.as("sample-secretary")];
  key = partKey(portal.plan.id, school);
}, 120_000);
afterAll(() => portal?.close());

describe("written once for several schools", () => {
  test("the planner offers an action to two schools; nothing in their plans changes, and a second time offers nothing", async () => {
    const row = await district("a-reading");
    const before = (await now()).actions.length;
    expect(await offerRows(portal.ctx, portal.plan.id, { collection: "actions", rowId: row.id, schoolIds: [school, other], under: false })).toEqual({ offered: 2 });
    expect(await offerRows(portal.ctx, portal.plan.id, { collection: "actions", rowId: row.id, schoolIds: [school, other], under: false })).toEqual({ offered: 0 });
    expect((await now()).actions).toHaveLength(before);
    const page = await loadForSchools(portal.ctx, portal.plan.id);
    expect(page.goals.flatMap(({ under }) => under).find((one) => one.id === row.id)?.counts).toMatchObject({ all: 2, waiting: 2 });
  });

  test("the principal sees it waiting on the home page and on the school's page; another school's offer is not theirs to see", async () => {
    expect((await loadSchoolHome(principal, school))?.offered).toEqual({ waiting: 1, unnamed: 0, all: 1 });
    expect((await loadFromDistrict(principal, key)).waiting).toHaveLength(1);
    await expect(loadFromDistrict(principal, partKey(portal.plan.id, other))).rejects.toMatchObject({ code: "not-found" });
    const seen = await inLea(principal, (tx) => openPlan(principal, tx, portal.plan.id, "plan.read"));
    expect(seen.offersToSchools.map(({ orgId }) => orgId)).toEqual([school]);
  });

  test("neither the planner nor the council answers for the school; the principal offers nothing", async () => {
    const found = await item();
    const form = { act: "use" as const, offerId: found?.offerId ?? "", seenVersion: 1, seenRow: 1, reason: "", above: "" };
    await expect(answerOffer(portal.ctx, key, form)).rejects.toMatchObject({ code: "forbidden" });
    await expect(answerOffer(secretary, key, form)).rejects.toMatchObject({ code: "forbidden" });
    await expect(offerRows(principal, portal.plan.id, { collection: "actions", rowId: (await district("a-reading")).id, schoolIds: [school], under: false })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("not for us needs a reason, and the planner reads it", async () => {
    expect(await answer("not-for-us")).toEqual({ outcome: "refused", lacks: "reason" });
    expect(await answer("not-for-us", { reason: "We have such lessons since 2024." })).toEqual({ outcome: "answered" });
    const page = await loadRowForSchools(portal.ctx, portal.plan.id, { collection: "actions", rowId: (await district("a-reading")).id });
    expect(page.schools.find(({ id }) => id === school)).toMatchObject({ standing: "not-for-us", reason: "We have such lessons since 2024." });
  });

  test("what was changed between reading and answering is not taken unseen", async () => {
    const found = await item();
    await rewrite("Reading help in every first grade");
    const stale = { act: "use" as const, offerId: found?.offerId ?? "", seenVersion: found?.version ?? 0, seenRow: found?.rowVersion ?? 0, reason: "", above: "" };
    expect(await answerOffer(principal, key, stale)).toEqual({ outcome: "conflict" });
    expect((await item())?.newer).toBe(true);
  });

  test("without a goal to stand under the school says where; then it is the school's own row, with the district's words", async () => {
    const asked = await item();
    const chosen = asked?.places?.[0]?.value ?? "";
    if (asked?.places) {
      expect(await answer("use")).toEqual({ outcome: "refused", lacks: "above" });
      await expect(answer("use", { above: (await now()).goals.find((goal) => goal.orgId === other)?.id ?? "" })).rejects.toMatchObject({ code: "not-found" });
    }
    expect(await answer("use", { above: chosen })).toEqual({ outcome: "answered" });
    const row = await district("a-reading");
    expect((await now()).actions.find((action) => action.offeredFrom?.lineageId === "a-reading")).toMatchObject({ orgId: school, title: "Reading help in every first grade", description: row.description, parentLineageId: "a-reading", schoolIds: [school], contributing: null, offeredFrom: { version: row.version } });
    expect(await item()).toMatchObject({ standing: "used", named: false });
  });

  test("it does not count before a vote of the council names it, and the form says so", async () => {
    const strategies = (await loadCoverage(principal, key, "spsa")).parts.flatMap(({ fields }) => fields).filter(({ field, waits }) => field === "spsa.goals[].strategies[].description" && waits !== null);
    expect(strategies[0]?.state).toBe("partly");
    const found = await item(secretary);
    const named = { meetingId: "vote-1", offers: [{ offerId: found?.offerId ?? "", seenVersion: found?.version ?? 0 }] };
    expect(await nameInVote(secretary, key, named)).toEqual({ outcome: "conflict" });
    const meetingId = randomUUID();
    expect(await addRow(principal, key, { collection: "meetings", newId: meetingId, posted: posted({ body: "school-site-council", kind: "adoption", heldOn: "2026-01-15", result: "Adopted" }) })).toMatchObject({ outcome: "added" });
    await expect(nameInVote(principal, key, { ...named, meetingId })).rejects.toMatchObject({ code: "forbidden" });
    expect(await nameInVote(secretary, key, { ...named, meetingId })).toEqual({ outcome: "named" });
    expect(await item()).toMatchObject({ named: true });
    expect((await loadCoverage(principal, key, "spsa")).parts.flatMap(({ fields }) => fields).filter(({ waits }) => waits !== null)).toEqual([]);
  });

  test("later words of the district are shown old and new; keeping ours leaves the row and its vote, using them puts it to the council again", async () => {
    await rewrite("Reading help in grades one and two");
    const [before, page] = [(await now()).actions.find((action) => action.offeredFrom?.lineageId === "a-reading"), await loadFromDistrict(principal, key)];
    expect(before?.title).toBe("Reading help in every first grade");
    expect(page.newer[0]).toMatchObject({ newer: true, standing: "used", earlierKept: true });
    expect(JSON.stringify(page.newer[0]?.changedThere)).toContain("grades one and two");
    expect(await answer("keep")).toEqual({ outcome: "answered" });
    expect((await now()).actions.find((action) => action.id === before?.id)?.title).toBe("Reading help in every first grade");
    expect(await item()).toMatchObject({ newer: false, named: true });
    await rewrite("Reading help in grades one to three");
    expect(await answer("use-newest")).toEqual({ outcome: "answered" });
    expect((await now()).actions.find((action) => action.id === before?.id)?.title).toBe("Reading help in grades one to three");
    expect(await item()).toMatchObject({ standing: "used", newer: false, named: false });
  });

  test("what the school changes of it shows in words to both", async () => {
    const own = (await now()).actions.find((action) => action.offeredFrom?.lineageId === "a-reading");
    await saveRow(principal, key, { collection: "actions", rowId: own?.id ?? "", seenVersion: own?.version ?? 0, posted: posted({ title: "Reading help in grade nine" }) });
    expect(await item()).toMatchObject({ standing: "changed" });
    expect(JSON.stringify((await item())?.changedHere)).toContain("nine");
    const page = await loadRowForSchools(portal.ctx, portal.plan.id, { collection: "actions", rowId: (await district("a-reading")).id });
    expect(JSON.stringify(page.schools.find(({ id }) => id === school)?.differs)).toContain("nine");
  });

  test("a goal is offered with everything under it, and used in one go", async () => {
    const plan = await now();
    const goal = plan.goals.find((one) => one.orgId === plan.leaId && one.lineageId !== "goal-learning" && plan.actions.some((action) => action.goalId === one.id));
    const { offered } = await offerRows(portal.ctx, portal.plan.id, { collection: "goals", rowId: goal?.id ?? "", schoolIds: [school], under: true });
    expect(offered).toBeGreaterThan(2);
    const { waiting } = await loadFromDistrict(principal, key);
    expect(waiting).toHaveLength(offered);
    const seen = waiting.map((one) => ({ offerId: one.offerId, seenVersion: one.version, seenRow: one.rowVersion }));
    expect(await useAllOffers(principal, key, seen)).toEqual({ outcome: "answered", used: offered });
    const after = await now();
    const own = after.goals.find((one) => one.offeredFrom?.lineageId === goal?.lineageId);
    expect(after.metrics.filter((metric) => metric.goalId === own?.id).length).toBe(plan.metrics.filter((metric) => metric.goalId === goal?.id).length);
    expect((await loadFromDistrict(principal, key)).waiting).toEqual([]);
  });

  test("an offer that waits can be taken back, one that was answered cannot", async () => {
    const row = await district("a-reading");
    const page = await loadRowForSchools(portal.ctx, portal.plan.id, { collection: "actions", rowId: row.id });
    const back = async (id: string) => {
      const found = page.schools.find((one) => one.id === id);
      return takeBackOffer(portal.ctx, portal.plan.id, { collection: "actions", rowId: row.id, offerId: found?.offerId ?? "", seenVersion: found?.offerVersion ?? 0 });
    };
    expect(await back(school)).toEqual({ outcome: "conflict" });
    expect(await back(other)).toEqual({ outcome: "taken-back" });
  });

  test("every act is on record", async () => {
    const acts = await inLea(portal.ctx, (tx) => tx.selectFrom("audit").select("verb").where("lea_id", "=", portal.plan.leaId).where("object", "like", "%offersToSchools%").execute());
    expect(new Set(acts.map(({ verb }) => verb))).toEqual(new Set(["offer-to-school", "answer-offer", "take-back-offer"]));
  });

  test("an adopted school plan takes no offers", async () => {
    const action = portal.running.actions.find((one) => one.orgId === portal.running.leaId);
    await expect(offerRows(portal.ctx, portal.running.id, { collection: "actions", rowId: action?.id ?? "", schoolIds: [school], under: false })).rejects.toMatchObject({ code: "forbidden" });
  });
});
