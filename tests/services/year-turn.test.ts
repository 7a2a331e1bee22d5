import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { insertRow } from "#db/repos/rows.server.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { loadHome } from "#app/services/plans/load-home.server.ts";
import { saveAnswer } from "#app/services/plans/save-answer.server.ts";
import { removeRow } from "#app/services/plans/remove-row.server.ts";
import { decideCarriedRow } from "#app/services/year-turn/decide-carried.server.ts";
import { loadCarried, loadCarriedMarks } from "#app/services/year-turn/load-carried.server.ts";
import { loadRollForward, rollPlanForward } from "#app/services/year-turn/roll-forward.server.ts";
import { loadWorkingDraft, makeWorkingDraft } from "#app/services/year-turn/working-draft.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import type { Context } from "#app/context.server.ts";

let portal: Portal;
let nextId = "";
const loaded = async (planId: string): Promise<Plan> => {
  const plan = await withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, (tx) => loadPlan(tx, { leaId: portal.plan.leaId, planId }));
  if (!plan) throw new Error("no plan");
  return plan;
};
const items = async (key: string) => {
  const { chapters } = await loadCarried(portal.ctx, key, null);
  return (await Promise.all(chapters.map(async ({ id }) => (await loadCarried(portal.ctx, key, id)).groups.flatMap((group) => group.items)))).flat();
};

beforeAll(async () => {
  portal = await openPortal();
}, 240_000);
afterAll(() => portal?.close());

describe("turning the year", () => {
  test("a plan that the board has not adopted, and one whose next year is there, are refused and nothing changes", async () => {
    expect(await rollPlanForward(portal.ctx, portal.plan.id, "2027-28")).toEqual({ outcome: "refused", refusal: { kind: "not-adopted" } });
    expect(await rollPlanForward(portal.ctx, portal.running.id, "2026-27")).toEqual({ outcome: "refused", refusal: { kind: "exists", planId: portal.plan.id, year: "2026-27" } });
    await expect(rollPlanForward(await portal.as("sample-fiscal"), portal.plan.id, "2027-28")).rejects.toMatchObject({ code: "forbidden" });
    await expect(rollPlanForward(portal.ctx, portal.foreign.id, "2026-27")).rejects.toMatchObject({ code: "not-found" });
    const { rows } = await sql<{ n: number }>`select count(*) as n from plan`.execute(portal.owner);
    // Row security holds for the owner of the tables too; counted through the app.
    expect(Number(rows[0]?.n)).toBe(0);
    expect(await withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, (tx) => tx.selectFrom("plan").select("year").execute())).toHaveLength(2);
  });

  test("two who turn it at the same time make one plan, and what it began with is noted once", async () => {
    await withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, (tx) => insertRow(tx, { leaId: portal.plan.leaId, planId: portal.plan.id, collection: "meetings", row: { id: "adopted-now", lineageId: "adopted-now", orgId: portal.plan.leaId, version: 1, body: "board", kind: "adoption", heldOn: portal.ctx.today(), postedAt: null, result: "Adopted", reason: "", assured: null, signerRole: "" } }));
    const page = await loadRollForward(portal.ctx, portal.plan.id);
    expect(page).toMatchObject({ year: "2027-28", refusal: null, fresh: true, formHeld: false, frozen: { planned: "$31,030,200.00", carryover: "0.142%" } });
    expect((await loadHome(portal.ctx)).writing?.next).toMatchObject({ kind: "turn", next: "2027-28" });
    // Only whoever may start a plan is led there.
    expect((await loadHome(await portal.as("sample-fiscal"))).writing?.next?.kind).not.toBe("turn");
    const both = await Promise.all([rollPlanForward(portal.ctx, portal.plan.id, "2027-28"), rollPlanForward(portal.ctx, portal.plan.id, "2027-28")]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(["refused", "rolled"]);
    const made = both.find((one) => one.outcome === "rolled");
    nextId = made?.outcome === "rolled" ? made.planId : "";
    const next = await loaded(nextId);
    expect(next).toMatchObject({ year: "2027-28", cycle: { start: "2027-28", baselineDashboardYear: null }, opening: { year: "2026-27", source: { kind: "submission", recordedOn: portal.ctx.today() } } });
    const shown = await items(nextId);
    expect(shown.length).toBe(page.carried.reduce((sum, { count }) => sum + count, 0));
    expect(new Set(shown.map(({ state }) => state))).toEqual(new Set(["open"]));
    expect(shown.every(({ fromYear, written }) => fromYear === "2026-27" && written !== "")).toBe(true);
  });

  test("home has two lines and counts what waits; no form of the year is invented", async () => {
    const home = await loadHome(portal.ctx);
    expect(home).toMatchObject({ running: { year: "2026-27" }, writing: { year: "2027-28", noForm: true, forms: [] } });
    expect(home.writing?.carried).toBe((await items(nextId)).length);
  });
});

describe("carried answers", () => {
  test("a person confirms one by name; a second time, or on top of an old version, is a conflict", async () => {
    const [first] = await items(nextId);
    const order = async () => (await loadCarried(portal.ctx, nextId, "who")).groups.flatMap(({ items }) => items.map(({ rowId }) => rowId));
    const before = await order();
    const form = { act: "confirm" as const, collection: first?.collection ?? "", rowId: first?.rowId ?? "", seenVersion: first?.version ?? 0 };
    expect(await decideCarriedRow(portal.ctx, nextId, { ...form, seenVersion: 9 })).toEqual({ outcome: "conflict" });
    expect(await decideCarriedRow(portal.ctx, nextId, form)).toEqual({ outcome: "decided" });
    expect(await decideCarriedRow(portal.ctx, nextId, form)).toEqual({ outcome: "conflict" });
    expect((await loadCarriedMarks(portal.ctx, nextId))[`${first?.collection}/${first?.rowId}`]).toMatchObject({ state: "confirmed", decided: { by: "Marisol Vega" } });
    // What was decided stays where it stood.
    expect(await order()).toEqual(before);
    await expect(decideCarriedRow(await portal.as("sample-fiscal"), nextId, form)).rejects.toMatchObject({ code: "forbidden" });
    await expect(decideCarriedRow(await portal.as("sample-board"), nextId, form)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("writing an answer decides about it with the writer's name", async () => {
    const plan = await loaded(nextId);
    const own = plan.answers.find(({ key, orgId }) => key === "who.district" && orgId === plan.leaId);
    const saved = await saveAnswer(portal.ctx, nextId, { statement: "who.district", about: null, seenVersion: 1, posted: new Map([["value", ["Written anew for this year."]], ["value.drop", ["yes"]]]) });
    expect(saved.outcome).toBe("saved");
    expect((await loadCarriedMarks(portal.ctx, nextId))[`answers/${own?.id}`]).toMatchObject({ state: "edited", decided: { by: "Marisol Vega" } });
  });

  test("a row that others hang on is not retired, and says why; one that stands alone goes and is counted, and so is one removed elsewhere", async () => {
    const all = await items(nextId);
    const goal = all.find(({ collection }) => collection === "goals");
    const blocked = await decideCarriedRow(portal.ctx, nextId, { act: "retire", collection: "goals", rowId: goal?.rowId ?? "", seenVersion: goal?.version ?? 0 });
    expect(blocked).toMatchObject({ outcome: "blocked", why: expect.stringMatching(/metrics? belong/) as string });
    const plan = await loaded(nextId);
    const alone = plan.metrics.filter(({ id, orgId }) => orgId === plan.leaId && !plan.actions.some(({ metricIds }) => metricIds.includes(id)));
    expect(alone.length).toBeGreaterThan(1);
    expect(await decideCarriedRow(portal.ctx, nextId, { act: "retire", collection: "metrics", rowId: alone[0]?.id ?? "", seenVersion: 1 })).toEqual({ outcome: "decided" });
    expect(await removeRow(portal.ctx, nextId, { collection: "metrics", rowId: alone[1]?.id ?? "", seenVersion: 1 })).toMatchObject({ outcome: "removed" });
    const page = await loadCarried(portal.ctx, nextId, null);
    expect(page).toMatchObject({ retired: 2, edited: 1, confirmed: 1 });
    expect((await loaded(nextId)).metrics.some(({ id }) => id === alone[0]?.id)).toBe(false);
  });

  test("how many wait at other schools is not told to a principal", async () => {
    const schools = async (ctx: Context) => (await loadCarried(ctx, nextId, null)).schools.map(({ key }) => key);
    expect((await schools(portal.ctx)).length).toBeGreaterThan(1);
    expect(await schools(await portal.as("sample-principal"))).toEqual([partKey(nextId, "alder-valley-high")]);
  });

  test("a school's part is the principal's to decide: the district sees how many wait and decides none", async () => {
    const key = partKey(nextId, "alder-valley-high");
    const seen = await loadCarried(portal.ctx, key, null);
    expect(seen.writes).toBe(false);
    const [first] = seen.groups.flatMap((group) => group.items);
    const form = { act: "confirm" as const, collection: first?.collection ?? "", rowId: first?.rowId ?? "", seenVersion: first?.version ?? 0 };
    await expect(decideCarriedRow(portal.ctx, key, form)).rejects.toMatchObject({ code: "forbidden" });
    await expect(decideCarriedRow(portal.ctx, nextId, form)).rejects.toMatchObject({ code: "not-found" });
    expect(await decideCarriedRow(await portal.as("sample-principal"), key, form)).toEqual({ outcome: "decided" });
    expect((await loadCarried(portal.ctx, nextId, null)).schools.map(({ name }) => name)).toEqual(expect.arrayContaining(["Alder Valley High", "Orchard Elementary"]));
    // Who reads the district's plan from a school hears of no other school; who only reads it decides nothing.
    expect((await loadCarried(await portal.as("sample-principal"), nextId, null)).schools.map(({ name }) => name)).toEqual(["Alder Valley High"]);
    expect((await loadCarried(await portal.as("sample-board"), nextId, null)).writes).toBe(false);
  });
});

describe("a year without a form", () => {
  test("prints as a working draft that says so; a year with a form does not", async () => {
    const { document } = await loadWorkingDraft(portal.ctx, nextId);
    expect(document.banner).toMatch(/^Working draft, .*No official form for 2027-28 is held here/);
    const { bytes, name } = await makeWorkingDraft(portal.ctx, nextId, "html");
    expect(name).toMatch(/plan 2027-28 working draft\.html$/);
    expect(new TextDecoder().decode(bytes)).toContain("No official form for 2027-28 is held here");
    await expect(loadWorkingDraft(portal.ctx, portal.plan.id)).rejects.toMatchObject({ code: "conflict" });
    expect((await loadWorkingDraft(portal.ctx, partKey(nextId, "alder-valley-high"))).document.organization.name).toBe("Alder Valley High");
  });
});
