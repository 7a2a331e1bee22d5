// Published facts beside the plan: offered, taken by a person with their source, never over what somebody wrote unseen; and what they make a duty.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importStateFile } from "#app/services/imports/import-state-file.server.ts";
import { loadDuties } from "#app/services/identification/load-duties.server.ts";
import { takeFacts } from "#app/services/identification/take-facts.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
const load = (kind: string, text: string, publishedOn = "2024-12-13") =>
  importStateFile({ db: portal.process.db, read: portal.process.files.read, kinds: portal.process.crosswalks.stateFiles }, { kind, bytes: new TextEncoder().encode(text), fileName: `${kind}.csv`, publishedOn, year: null, dryRun: false, withoutBadRows: false });
const essaHead = "cds,schoolname,TitleI1819,EnrollmentCount,AssistanceStatus2022,AssistanceStatus2023,AssistanceStatus2024,Exit,EL,SWD,FOS,ReportingYear\n";
const [middle, bridges, high] = ["99100016000078", "99100013000029", "99100013000011"];
beforeAll(async () => {
  portal = await openPortal();
  await load("essa", `${essaHead}${middle},Alder Valley Middle,Yes,500,No Status,ATSI,ATSI,NOEXIT,1,1,0,2024\n${bridges},Bridges,Yes,90,CSI Grad,CSI Grad,No Status,CSIEXIT,0,0,0,2024\n${high},Alder Valley High,No,900,No Status,No Status,TSI,NOEXIT,0,0,1,2024\n99200010100001,Elsewhere,No,90,No Status,No Status,CSI Grad,NOEXIT,0,0,0,2024\n`);
  await load("lowest-performance", `reportingyear,cds,rtype,schoolname,districtname,countyname,charter_flag,studentgroup,ELA,Math,Chronic,CCI,Grad,Susp\n2023,${high},S,Alder Valley High,x,y,*,SWD,*,*,*,Y,*,Y\n`);
}, 120_000);
afterAll(() => portal?.close());

const offerOf = async (key: string, ctx = portal.ctx) => (await loadDuties(ctx, portal.plan.id)).offers.find((offer) => offer.key === key);
const item = async (key: string) => ({ key, seen: (await offerOf(key))?.seen ?? "" });
const inLea = <T>(work: (tx: Tx) => Promise<T>) => withLea(portal.process.db, { leaId: portal.plan.leaId, actor: "test" }, work);
const held = async () => (await inLea((tx) => loadPlan(tx, { leaId: portal.plan.leaId, planId: portal.plan.id })))!;

describe("what is offered", () => {
  test("both sides stand beside each other: new, otherwise, not listed any more; other LEAs' schools are not there", async () => {
    const offers = (await loadDuties(portal.ctx, portal.plan.id)).offers.filter(({ key }) => !key.startsWith("held:"));
    expect(offers.map(({ key, standing }) => [key, standing])).toEqual([[`tsi:${high}`, "new"], [`atsi:${middle}`, "differs"], [`csi:${bridges}`, "ended"], [`results:2023:${high}`, "new"]].sort((one, other) => offers.findIndex((offer) => offer.key === one[0]) - offers.findIndex((offer) => offer.key === other[0])));
    const atsi = offers.find(({ key }) => key === `atsi:${middle}`);
    expect(atsi).toMatchObject({ who: "Alder Valley Middle", source: "essa.csv, published 2024-12-13", says: [expect.any(String), "English Learners, Students with Disabilities", "2023-24"], holds: ["Students with Disabilities", "2023-24", "State ESSA assistance list"] });
    expect(offers.find(({ key }) => key === `csi:${bridges}`)?.says).toEqual(["ended with 2023-24"]);
    // Of the two results one is in the plan already.
    expect(offers.find(({ key }) => key === `results:2023:${high}`)).toMatchObject({ says: [expect.stringContaining("1 results")], holds: ["1 that agree"] });
  });
});

describe("taking", () => {
  test("enters the plan with its source, once, with an act on record; indicators the plan held stay", async () => {
    const items = [await item(`tsi:${high}`), await item(`atsi:${middle}`), await item(`results:2023:${high}`)];
    expect(await takeFacts(portal.ctx, portal.plan.id, { items })).toEqual({ taken: 3 });
    const plan = await held();
    expect(plan.identifications.find(({ program }) => program === "tsi")).toMatchObject({ orgId: "alder-valley-high", groups: ["FY"], dashboardYear: 2024, since: "2024-25", until: null, source: "essa.csv, published 2024-12-13" });
    expect(plan.identifications.find(({ program }) => program === "atsi")).toMatchObject({ id: "identification-3", groups: ["EL", "SWD"], indicators: ["ela", "math", "chronic-absenteeism"], since: "2023-24", dashboardYear: 2024 });
    expect(plan.dashboard.filter(({ orgId, group }) => orgId === "alder-valley-high" && group === "SWD")).toMatchObject([{ indicator: "college-career", status: "6.4" }, { indicator: "suspension-rate", status: null, color: 1, source: "lowest-performance.csv, published 2024-12-13" }]);
    const acts = await inLea((tx) => sql<{ object: string }>`select object from audit where verb = 'take-fact' order by number`.execute(tx));
    expect(acts.rows).toHaveLength(3);
    expect((await offerOf(`tsi:${high}`))?.standing).toBe("there");
  });

  test("what changed since it was looked at is not taken: all stays as it is (REL-B3)", async () => {
    const before = await item(`csi:${bridges}`);
    await inLea((tx) => sql`update identification set reason = 'typed by somebody' where lea_id = ${portal.plan.leaId} and plan_id = ${portal.plan.id} and id = 'identification-2'`.execute(tx));
    await expect(takeFacts(portal.ctx, portal.plan.id, { items: [before] })).rejects.toMatchObject({ code: "conflict" });
    expect((await held()).identifications.find(({ id }) => id === "identification-2")).toMatchObject({ reason: "typed by somebody", until: null });
    expect(await takeFacts(portal.ctx, portal.plan.id, { items: [await item(`csi:${bridges}`)] })).toEqual({ taken: 1 });
    expect((await held()).identifications.find(({ id }) => id === "identification-2")).toMatchObject({ reason: "typed by somebody", until: "2023-24" });
  });

  test("only who may change the plan takes, only what is offered, and nothing into an adopted plan", async () => {
    await expect(takeFacts(await portal.as("sample-fiscal"), portal.plan.id, { items: [] })).rejects.toMatchObject({ code: "forbidden" });
    await expect(takeFacts(portal.ctx, portal.plan.id, { items: [{ key: "csi:99200010100001", seen: "x" }] })).rejects.toMatchObject({ code: "not-found" });
    await expect(takeFacts(portal.ctx, portal.running.id, { items: [] })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("what follows", () => {
  test("a status switches on its form, places and rules; done and open are told apart; without it they are gone", async () => {
    const { duties } = await loadDuties(portal.ctx, portal.plan.id);
    const of = (label: string) => duties.find((one) => one.label === label);
    // Its comprehensive support has ended, and with it the three prompts.
    expect(of("Comprehensive Support and Improvement")).toBeUndefined();
    expect(of("Differentiated assistance")?.rules.map(({ id }) => id)).toEqual(expect.arrayContaining(["R-TA-1.action", "R-TA-1.prompt"]));
    expect(of("Equity Multiplier")?.rules.map(({ id }) => id)).toContain("R-EM-1");
    expect(of("Targeted Support and Improvement")?.forms).toMatchObject([{ who: "Alder Valley High" }]);
    const lowest = duties.find((one) => one.lowest);
    expect(lowest?.rules.find(({ id }) => id === "R-RED-1")).toMatchObject({ open: [expect.stringContaining("Suspension Rate")] });
    await load("essa", `${essaHead}${bridges},Bridges,Yes,90,CSI Grad,CSI Grad,CSI Grad,NOEXIT,0,0,0,2024\n`, "2025-01-15");
    await takeFacts(portal.ctx, portal.plan.id, { items: [await item(`csi:${bridges}`)] });
    const csi = (await loadDuties(portal.ctx, portal.plan.id)).duties.find((one) => one.label === "Comprehensive Support and Improvement");
    expect(csi?.fields.map(({ label, state }) => [label, state])).toEqual([["Schools Identified", "answered"], ["Support for Identified Schools", "answered"], ["Monitoring and Evaluating Effectiveness", "missing"]]);
    expect(csi?.rules.find(({ id }) => id === "R-CSI-1")).toMatchObject({ open: [expect.stringContaining("Bridges")] });
  });
});

describe("enrollment and marks", () => {
  test("are offered from the newest file beside what is held, taken with their year, and leave other counts as they were", async () => {
    const before = await held();
    const school = before.organizations.find(({ cds }) => cds === high)!;
    await load("essa", `cds,schoolname,TitleI1819,DASS,EnrollmentCount,Exit,ReportingYear\n${high},Alder Valley High,No,Yes,7777,NOEXIT,2025\n`, "2025-12-12");
    const offer = await offerOf(`held:${high}`);
    expect(offer).toMatchObject({ who: "Alder Valley High", source: "essa.csv, published 2025-12-12, 2025-26" });
    expect(offer?.says).toEqual(["Students enrolled: 7,777", "Dashboard Alternative School Status: yes"]);
    const stale = await item(`held:${high}`);
    expect(await takeFacts(portal.ctx, portal.plan.id, { items: [stale] })).toEqual({ taken: 1 });
    const after = (await held()).organizations.find(({ cds }) => cds === high)!;
    expect(after).toEqual({ ...school, dass: true, enrollment: { ...(school.enrollment ?? { englishLearners: null, longTermEnglishLearners: null, fosterYouth: null, lowIncome: null, unduplicatedPercent: null }), total: 7777, countedOn: null, source: expect.stringContaining("essa.csv, published 2025-12-12, 2025-26") as string } });
    expect((await offerOf(`held:${high}`))?.standing).toBe("there");
    await expect(takeFacts(portal.ctx, portal.plan.id, { items: [stale] })).rejects.toMatchObject({ code: "conflict" });
    await expect(takeFacts(await portal.as("sample-board"), portal.plan.id, { items: [stale] })).rejects.toMatchObject({ code: "forbidden" });
  });
});
