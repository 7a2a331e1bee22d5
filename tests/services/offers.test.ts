import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { importStateFile } from "#app/services/imports/import-state-file.server.ts";
import { loadLastYear } from "#app/services/plans/load-last-year.server.ts";
import { loadMidYear, makeMidYearReport } from "#app/services/plans/load-mid-year.server.ts";
import { saveMidYear } from "#app/services/plans/save-mid-year.server.ts";
import { loadBeside } from "#app/services/year-turn/load-beside.server.ts";
import { loadOffers, takeOffer } from "#app/services/year-turn/offers.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
const school = "alder-valley-high";
const posted = (values: Record<string, string>) => new Map(Object.entries(values).map(([name, value]): [string, string[]] => [name, [value]]));
const blank = { status: "", note: "", barrier: "", next: "", lcff: "", other_state: "", local: "", federal: "" };
const inLea = <T>(work: Parameters<typeof withLea<T>>[2]) => withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, work);
const loaded = async (planId: string): Promise<Plan> => (await inLea((tx) => loadPlan(tx, { leaId: portal.plan.leaId, planId })))!;

beforeAll(async () => {
  portal = await openPortal();
  const text = "reportingyear,cds,rtype,schoolname,districtname,countyname,charter_flag,studentgroup,ELA,Math,Chronic,CCI,Grad,Susp\n2023,99100013000011,S,Alder Valley High,x,y,*,SWD,*,*,*,Y,*,Y\n";
  await importStateFile({ db: portal.process.db, read: portal.process.files.read, kinds: portal.process.crosswalks.stateFiles }, { kind: "lowest-performance", bytes: new TextEncoder().encode(text), fileName: "lowest.csv", publishedOn: "2024-12-13", year: null, dryRun: false, withoutBadRows: false });
}, 240_000);
afterAll(() => portal?.close());

describe("mid-year at a school", () => {
  test("the principal writes words and money about the school's own strategies on the school's own rows, after the adoption", async () => {
    const principal = await portal.as("sample-principal");
    const key = partKey(portal.running.id, school);
    const [first] = (await loadMidYear(principal, key, null)).parts.flatMap((part) => part.actions);
    const form = { actionId: first?.id ?? "", seen: first?.version ?? "", posted: posted({ ...blank, status: "dropped", note: "No counselor was found.", federal: "250.50" }) };
    expect((await loadMidYear(portal.ctx, key, null)).writes).toBe(false);
    await expect(saveMidYear(portal.ctx, key, form)).rejects.toMatchObject({ code: "forbidden" });
    expect(await saveMidYear(principal, key, form)).toMatchObject({ outcome: "saved" });
    const plan = await loaded(portal.running.id);
    expect(plan.progress.filter(({ orgId }) => orgId === school)).toMatchObject([{ about: { kind: "action", id: first?.id }, status: "dropped" }]);
    expect(plan.lines.filter(({ orgId, kind }) => orgId === school && kind === "spent")).toMatchObject([{ cents: 25_050, actionId: first?.id }]);
    // A school writes nothing about the district's action by the district's address, nor the other way round.
    const [district] = (await loadMidYear(portal.ctx, portal.running.id, null)).parts.flatMap((part) => part.actions);
    await expect(saveMidYear(principal, key, { ...form, actionId: district?.id ?? "" })).rejects.toMatchObject({ code: "not-found" });
    expect((await makeMidYearReport(principal, key, "docx")).name).toMatch(/Alder Valley High Mid-year report/);
  });

  test("FF-10: the district sees it beside its own action and beside the analysis, and neither its figures nor its answers take it in", async () => {
    const page = await loadMidYear(portal.ctx, portal.running.id, null);
    const beside = page.parts.flatMap((part) => part.actions).filter(({ atSchools }) => atSchools.length > 0);
    expect(beside).toMatchObject([{ spent: null, reported: false, atSchools: [{ school: "Alder Valley High", status: "Not done", note: "No counselor was found." }] }]);
    expect(page.spent).toBe("$0");
    const analysis = Object.values(await loadBeside(portal.ctx, portal.plan.id));
    expect(analysis.flatMap(({ schools }) => schools).find(({ strategies }) => strategies.length > 0)).toMatchObject({ school: "Alder Valley High", strategies: [expect.stringContaining("No counselor was found.") as string] });
    const plan = await loaded(portal.plan.id);
    expect(JSON.stringify(plan.answers.filter(({ orgId }) => orgId === plan.leaId))).not.toContain("No counselor was found.");
  });
});

describe("offers", () => {
  test("the mid-year row of an action without an estimate becomes its beginning by a click, dated and with its source; a second click is a conflict", async () => {
    const open = (await loadLastYear(portal.ctx, portal.plan.id, null)).actions.find(({ entered }) => !entered);
    const action = portal.running.actions.find(({ title }) => title === open?.title);
    const [box] = (await loadMidYear(portal.ctx, portal.running.id, null)).parts.flatMap((part) => part.actions).filter(({ id }) => id === action?.id);
    await saveMidYear(portal.ctx, portal.running.id, { actionId: action?.id ?? "", seen: box?.version ?? "", posted: posted({ ...blank, status: "in-progress", local: "1,234.56" }) });
    const offer = (await loadOffers(portal.ctx, portal.plan.id)).find(({ kind }) => kind === "estimate");
    expect(offer).toMatchObject({ title: `${open?.number} ${open?.title}`, text: expect.stringContaining("$1,234.56 spent by mid-year") as string, from: expect.stringMatching(/^Mid-year 2025-26, [A-Z][a-z]+ \d+, \d{4}$/) as string });
    expect((await loadLastYear(portal.ctx, portal.plan.id, null)).actions.find(({ id }) => id === open?.id)).toMatchObject({ estimated: null, midYear: "$1,234.56" });
    await expect(takeOffer(await portal.as("sample-special-education"), portal.plan.id, { kind: "estimate", offer: offer?.key ?? "" }).catch((fault: unknown) => Promise.reject(fault))).rejects.toMatchObject({ code: "forbidden" });
    expect(await takeOffer(portal.ctx, portal.plan.id, { kind: "estimate", offer: offer?.key ?? "" })).toEqual({ rows: 1 });
    expect((await loadLastYear(portal.ctx, portal.plan.id, null)).actions.find(({ id }) => id === open?.id)?.estimated).toBe("$1,234.56");
    await expect(takeOffer(portal.ctx, portal.plan.id, { kind: "estimate", offer: offer?.key ?? "" })).rejects.toMatchObject({ code: "conflict" });
    const { rows } = await inLea((tx) => sql<{ words: string; taken_by: string }>`select words, taken_by from row_source where plan_id = ${portal.plan.id}`.execute(tx));
    expect(rows).toEqual([{ words: expect.stringContaining("Mid-year 2025-26") as string, taken_by: "sample-planner" }]);
  });

  test("the state's published list of 2023 is offered as a need where the plan says nothing of it, with file and day; a reader is offered nothing", async () => {
    const before = (await loaded(portal.plan.id)).needs.length;
    const offer = (await loadOffers(portal.ctx, portal.plan.id)).find(({ text }) => text.includes("Suspension Rate at Alder Valley High"));
    expect(offer).toMatchObject({ kind: "need", from: "lowest.csv, published December 13, 2024, 2023 Dashboard" });
    expect((await loaded(portal.plan.id)).needs).toHaveLength(before);
    expect(await loadOffers(await portal.as("sample-board"), portal.plan.id)).toEqual([]);
    expect(await loadOffers(portal.ctx, portal.running.id)).toEqual([]);
    await takeOffer(portal.ctx, portal.plan.id, { kind: "need", offer: offer?.key ?? "" });
    expect((await loaded(portal.plan.id)).needs.at(-1)).toMatchObject({ area: "suspension-rate", siteId: school, groups: ["SWD"], orgId: portal.plan.leaId });
    expect((await loadOffers(portal.ctx, portal.plan.id)).some(({ key }) => key === offer?.key)).toBe(false);
  });

  test("an action without money is offered what it was planned to cost last year; whoever may not change money takes none, and a second click is a conflict", async () => {
    const same = (lineageId: string) => portal.running.lines.some((line) => line.kind === "planned" && line.cents !== 0 && portal.running.actions.some(({ id, lineageId: other }) => id === line.actionId && other === lineageId));
    const action = portal.plan.actions.find(({ orgId, lineageId }) => orgId === portal.plan.leaId && same(lineageId));
    await inLea((tx) => sql`delete from line_item where plan_id = ${portal.plan.id} and action_id = ${action?.id ?? ""}`.execute(tx));
    const offer = (await loadOffers(portal.ctx, portal.plan.id)).find(({ kind, key }) => kind === "amount" && key.includes(action?.id.replace(/[^A-Za-z0-9._:-]+/g, "-") ?? "?"));
    expect(offer).toMatchObject({ goalId: action?.goalId, from: expect.stringMatching(/^The 2025-26 plan, /) as string });
    await expect(takeOffer(await portal.as("sample-special-education"), portal.plan.id, { kind: "amount", offer: offer?.key ?? "" })).rejects.toMatchObject({ code: "forbidden" });
    expect((await loaded(portal.plan.id)).lines.some(({ actionId }) => actionId === action?.id)).toBe(false);
    const { rows } = await takeOffer(portal.ctx, portal.plan.id, { kind: "amount", offer: offer?.key ?? "" });
    expect((await loaded(portal.plan.id)).lines.filter(({ actionId }) => actionId === action?.id).map(({ year, kind }) => `${year} ${kind}`)).toEqual(Array.from({ length: rows }, () => "2026-27 planned"));
    await expect(takeOffer(portal.ctx, portal.plan.id, { kind: "amount", offer: offer?.key ?? "" })).rejects.toMatchObject({ code: "conflict" });
  });
});
