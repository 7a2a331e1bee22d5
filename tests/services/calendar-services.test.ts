import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCalendar } from "#app/services/calendar/load-calendar.server.ts";
import { loadPlanner } from "#app/services/calendar/load-planner.server.ts";
import { saveCalendar } from "#app/services/calendar/save-calendar.server.ts";
import type { CalendarForm } from "#app/services/calendar/save-calendar.server.ts";
import { loadHome } from "#app/services/plans/load-home.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { sql } from "kysely";
import { openPortal, type Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal?.close());

const page = () => loadCalendar(portal.ctx, portal.plan.id);
const entry = async (key: string) => (await page()).entries.find((one) => one.key === key);
const save = (form: CalendarForm, ctx = portal.ctx) => saveCalendar(ctx, portal.plan.id, form);
const acts = () => inLea(portal.ctx, async (tx) => (await sql<{ verb: string; object: string }>`select verb, object from audit where object like '%/calendar/%' order by number`.execute(tx)).rows);

describe("the calendar of a plan", () => {
  test("has the deadlines of the plan's year, its kind and its statuses, in lanes", async () => {
    const { entries, lanes, writes } = await page();
    expect(entries.find(({ key }) => key === "lcap/D-1")).toMatchObject({ due: `${portal.plan.year.slice(0, 4)}-07-01`, applies: "yes" });
    expect(lanes.map(({ set }) => set)).toEqual(["lcap", "spsa", "csi", "cim"]);
    expect(writes).toBe(true);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
  });

  test("a day the LEA gives makes the deadline that waited appear, and goes again when it is taken away", async () => {
    expect(await entry("spsa/T-9")).toMatchObject({ due: null, waiting: expect.stringMatching(/Waiting for a date from you/) as string });
    expect(await save({ act: "date", key: "spsa-approval", value: "2027-05-20", seenVersion: null })).toEqual({ outcome: "saved" });
    expect(await entry("spsa/T-9")).toMatchObject({ due: "2027-05-20", waiting: null });
    const seen = (await page()).dates.find(({ key }) => key === "spsa-approval")?.seenVersion ?? null;
    expect(await save({ act: "date", key: "spsa-approval", value: "", seenVersion: seen })).toEqual({ outcome: "saved" });
    expect((await entry("spsa/T-9"))?.due).toBeNull();
  });

  test("REL-B3: two people who answer at once are told; the first answer stays", async () => {
    expect(await save({ act: "choice", key: "idea_addendum", value: "yes", seenVersion: null })).toEqual({ outcome: "saved" });
    expect(await save({ act: "choice", key: "idea_addendum", value: "no", seenVersion: null })).toMatchObject({ outcome: "conflict", message: expect.stringContaining("“no”") as string });
    expect((await page()).choices.find(({ key }) => key === "idea_addendum")?.value).toBe("yes");
    expect(await entry("lcap/D-24")).toMatchObject({ applies: "yes" });
  });

  test("a set is switched on and off", async () => {
    await save({ act: "set", key: "fiscal", value: "yes", seenVersion: null });
    expect((await page()).lanes.map(({ set }) => set)).toContain("fiscal");
    await save({ act: "set", key: "fiscal", value: "", seenVersion: 1 });
    expect((await page()).lanes.map(({ set }) => set)).not.toContain("fiscal");
  });

  test("done is marked with day and proof, once, taken back, and each act is recorded", async () => {
    const today = portal.ctx.today();
    const before = (await acts()).length;
    expect(await save({ act: "done", deadline: "lcap/D-5", doneOn: today, proof: "Letter in the board packet" })).toEqual({ outcome: "saved" });
    expect((await entry("lcap/D-5"))?.done).toEqual({ doneOn: today, proof: "Letter in the board packet", by: portal.ctx.user.name });
    expect(await save({ act: "done", deadline: "lcap/D-5", doneOn: today, proof: "Again" })).toMatchObject({ outcome: "conflict" });
    expect(await save({ act: "undone", deadline: "lcap/D-5" })).toEqual({ outcome: "saved" });
    expect(await save({ act: "undone", deadline: "lcap/D-5" })).toMatchObject({ outcome: "conflict" });
    expect((await acts()).slice(before).map(({ verb }) => verb)).toEqual(["deadline-done", "deadline-not-done"]);
  });

  test.each<[CalendarForm, string]>([
    [{ act: "done", deadline: "lcap/D-5", doneOn: "2027-02-30", proof: "x" }, "day"],
    [{ act: "done", deadline: "lcap/D-5", doneOn: "2099-01-01", proof: "x" }, "future"],
    [{ act: "done", deadline: "lcap/D-5", doneOn: "2026-11-01", proof: "  " }, "proof"],
    [{ act: "done", deadline: "lcap/D-5", doneOn: "2026-11-01", proof: "hidden \u202e mark" }, "proof"],
    [{ act: "date", key: "adl", value: "soon", seenVersion: null }, "day"],
    [{ act: "choice", key: "idea_addendum", value: "perhaps", seenVersion: 1 }, "choice"],
  ])("refuses %j", async (form, why) => {
    expect(await save(form)).toEqual({ outcome: "refused", why });
  });

  test("REL-A2: a deadline or question that is not there, another LEA's plan, and a person who may not write", async () => {
    await expect(save({ act: "done", deadline: "lcap/D-99", doneOn: "2026-11-01", proof: "x" })).rejects.toMatchObject({ code: "not-found" });
    await expect(save({ act: "date", key: "invented", value: "2027-01-01", seenVersion: null })).rejects.toMatchObject({ code: "not-found" });
    await expect(loadCalendar(portal.ctx, portal.foreign.id)).rejects.toMatchObject({ code: "not-found" });
    await expect(saveCalendar(portal.ctx, portal.foreign.id, { act: "set", key: "fiscal", value: "yes", seenVersion: null })).rejects.toMatchObject({ code: "not-found" });
    const fiscal = await portal.as("sample-fiscal");
    expect((await loadCalendar(fiscal, portal.plan.id)).writes).toBe(false);
    await expect(save({ act: "set", key: "fiscal", value: "yes", seenVersion: null }, fiscal)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the planner of meetings and the home page", () => {
  const ask = (dates: string[], more: Partial<Parameters<typeof loadPlanner>[2]> = {}) => loadPlanner({ ...portal.ctx, today: () => "2026-01-15" }, portal.plan.id, { dates, time: "18:00", chosen: {}, leads: {}, ...more });
  const start = () => portal.plan.year.slice(0, 4);

  test("counts back from the meetings that are given, and names a chain that cannot be kept", async () => {
    const fits = await ask([`${start()}-06-10`, `${start()}-06-24`]);
    expect(fits.breaks).toEqual([]);
    expect(fits.steps.find(({ step }) => step.id === "hearing")).toMatchObject({ last: `${start()}-06-10`, time: "18:00" });
    expect((await ask([`${start()}-06-24`])).breaks[0]?.message).toMatch(/EC 52062\(b\)\(2\)/);
  });

  test("says what it could not read", async () => {
    const asked = await ask(["2027-02-30", "2020-06-01"], { time: "six" });
    expect(asked.problems).toEqual([expect.stringContaining("2027-02-30"), expect.stringContaining("2020-06-01 lies in the past"), expect.stringContaining("six")]);
  });

  test("home shows at most three, the next first, each with its reason", async () => {
    const { deadlines } = await loadHome({ ...portal.ctx, today: () => `${start()}-05-01` });
    expect(deadlines.length).toBeGreaterThan(0);
    expect(deadlines.length).toBeLessThanOrEqual(3);
    for (const deadline of deadlines) expect(deadline.reason).toMatch(/[A-Z][a-z]+ \d{1,2}, \d{4}.*\. (EC|ESSA|GEPA) .+\.$/);
  });
});
