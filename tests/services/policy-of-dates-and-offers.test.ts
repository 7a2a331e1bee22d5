// Dates that go out by an address or a reminder, and rows offered to schools, ask the policy too.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSubscribe, makeFeed, readFeed } from "#app/services/calendar/feeds.server.ts";
import { goRound } from "#app/services/calendar/go-round.server.ts";
import { loadMeeting, loadMeetings } from "#app/services/calendar/meetings.server.ts";
import { remindersAtHome, writeReminders } from "#app/services/calendar/reminders.server.ts";
import { loadRowForSchools } from "#app/services/offers-to-schools/load-for-schools.server.ts";
import { loadFromDistrict } from "#app/services/offers-to-schools/load-from-district.server.ts";
import { offerRows, takeBackOffer } from "#app/services/offers-to-schools/offer-rows.server.ts";
import { partKey } from "#app/domain/plan/part.ts";
import type { AppContext, Context } from "#app/context.server.ts";
import { withLea } from "#db/client.server.ts";
import { listTaken } from "#db/repos/reminders.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
  // The round looks after LEAs where people are.
  await portal.cookieOf("sample-planner");
}, 120_000);
afterAll(() => portal?.close());

const inLea = <Result>(work: Parameters<typeof withLea<Result>>[2]) => withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, work);
const withoutRoles = (ctx: Context): Context => ({ ...ctx, user: { ...ctx.user, memberships: [] } });

describe("dates", () => {
  test("one's own calendar address ends with the role, and only who writes the plan makes one for everybody", async () => {
    const fiscal = await portal.as("sample-fiscal");
    const shares = async (ctx: Context) => (await loadSubscribe(ctx, portal.plan.id)).mayShare;
    expect([await shares(portal.ctx), await shares(fiscal)]).toEqual([true, false]);
    const made = await makeFeed(fiscal, portal.plan.id, { kind: "personal", name: "Mine", sets: [], onlyOurs: false });
    const token = made.outcome === "made" ? decodeURIComponent(made.path.split("/").at(-1) ?? "").replace(/\.ics$/, "") : "";
    const read = () => readFeed(portal.process, token, { known: null, address: "198.51.100.7" }).then(({ outcome }) => outcome, (error: unknown) => (error as { code: string }).code);
    expect(await read()).toBe("events");
    // Still a member, with a role that does not read the LEA's plan.
    await inLea((tx) => sql`update membership set role = 'council-member', org_id = 'alder-valley-high' where person_id = 'sample-fiscal'`.execute(tx));
    expect(await read()).toBe("not-found");
    await inLea((tx) => sql`update membership set role = 'fiscal', org_id = ${portal.plan.leaId} where person_id = 'sample-fiscal'`.execute(tx));
  });

  test("what happened at a meeting is written by who writes the plan", async () => {
    const [meeting] = portal.plan.meetings.filter(({ orgId }) => orgId === portal.plan.leaId);
    const writes = async (ctx: Context) => [(await loadMeetings(ctx, portal.plan.id)).writes, (await loadMeeting(ctx, portal.plan.id, meeting?.id ?? "")).writes];
    expect([await writes(portal.ctx), await writes(await portal.as("sample-fiscal")), await writes(await portal.as("sample-board"))]).toEqual([[true, true], [false, false], [false, false]]);
  });

  test("reminders are written for who reads the LEA's plan, and stand on the home page of nobody else", async () => {
    await goRound(portal.process);
    const at = (instant: string): AppContext => ({ ...portal.process, now: () => new Date(instant), today: () => portal.process.dayOf(new Date(instant)) });
    const year = portal.plan.year.slice(0, 4);
    for (const day of ["06-17", "06-20", "06-29"]) await writeReminders(at(`${year}-${day}T16:00:00Z`), portal.plan.leaId);
    const told = [...(await inLea((tx) => listTaken(tx, { leaId: portal.plan.leaId })))].join("\n");
    expect([told.includes("sample-planner"), told.includes("sample-council")]).toEqual([true, false]);
    expect((await remindersAtHome(portal.ctx)).length).toBeGreaterThan(0);
    expect(await remindersAtHome(withoutRoles(portal.ctx))).toEqual([]);
  });
});

describe("rows offered to schools", () => {
  test("are offered and taken back by who writes such rows; money goes along only from who writes money", async () => {
    const { plan } = portal;
    const [special, fiscal, board] = [await portal.as("sample-special-education"), await portal.as("sample-fiscal"), await portal.as("sample-board")];
    const line = plan.lines.find((one) => one.orgId === plan.leaId && one.kind === "planned" && one.actionId !== null);
    const goal = plan.actions.find(({ id }) => id === line?.actionId)?.goalId ?? "";
    // Money goes along to the school where the ledger places it.
    await inLea((tx) => sql`update line_item set site_id = 'orchard' where id = ${line?.id}`.execute(tx));
    await inLea((tx) => sql`update plan set stamp = gen_random_uuid() where id = ${plan.id}`.execute(tx));
    const asked = { collection: "goals", rowId: goal };
    const may = async (ctx: Context) => (await loadRowForSchools(ctx, plan.id, asked)).mayOffer;
    expect([await may(portal.ctx), await may(special), await may(fiscal), await may(board)]).toEqual([true, true, false, false]);
    const offered = async () => new Set((await inLea((tx) => loadPlan(tx, { leaId: plan.leaId, planId: plan.id })))?.offersToSchools.map(({ of }) => of.collection));
    await offerRows(special, plan.id, { ...asked, schoolIds: ["orchard"], under: true });
    expect([(await offered()).has("goals"), (await offered()).has("lines")]).toEqual([true, false]);
    await offerRows(portal.ctx, plan.id, { ...asked, schoolIds: ["orchard"], under: true });
    expect((await offered()).has("lines")).toBe(true);
    const orchard = (await loadRowForSchools(portal.ctx, plan.id, asked)).schools.find(({ id }) => id === "orchard");
    const back = (ctx: Context) => takeBackOffer(ctx, plan.id, { ...asked, offerId: orchard?.offerId ?? "", seenVersion: orchard?.offerVersion ?? 0 });
    for (const who of [fiscal, board]) await expect(back(who)).rejects.toMatchObject({ code: "forbidden" });
    expect(await back(special)).toEqual({ outcome: "taken-back" });
  });

  test("are named in a vote by the council's secretary alone", async () => {
    const names = async (person: string) => (await loadFromDistrict(await portal.as(person), partKey(portal.plan.id, "alder-valley-high"))).mayName;
    expect([await names("sample-secretary"), await names("sample-principal"), await names("sample-council"), await names("sample-planner")]).toEqual([true, false, false, false]);
  });
});
