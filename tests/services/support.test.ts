// Support is let in by the LEA's superintendent, for four hours at most, and the LEA sees all of it (REL-G4).
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "#app/context.server.ts";
import { findUser } from "#app/services/people/find-user.server.ts";
import { endRole, loadPeople } from "#app/services/people/people.server.ts";
import { askForSupport, decideOnSupport, loadSupport } from "#app/services/people/support.server.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { withLea } from "#db/client.server.ts";
import { mailTo } from "./sign-in-fixtures.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
let superintendent: Context;
beforeAll(async () => {
  portal = await openPortal();
  superintendent = await portal.as("sample-superintendent");
});
afterAll(() => portal?.close());

/** The invented support person as a session makes them. */
const support = async (): Promise<Context> => {
  const user = await findUser(portal.process, new Request("http://localhost:3000", { headers: { Cookie: await portal.cookieOf("sample-support") } }));
  if (!user) throw new Error("support signs in");
  return portal.process.as(user);
};
const wish = (over = {}) => ({ cds: portal.plan.organizations[0]?.cds ?? "", reason: "The export of May fails.", hours: 4, ...over });
const log = async () => (await loadPeople(superintendent)).support;
const acts = async () => (await inLea(portal.ctx, (tx) => tx.selectFrom("audit").select(["actor", "verb"]).where("verb", "like", "support-%").orderBy("number").execute())).map(({ actor, verb }) => `${verb} by ${actor}`);
const read = async (ctx: Context) => inLea({ ...ctx, user: { ...ctx.user, leaId: portal.plan.leaId } }, (tx) => openPlan({ ...ctx, user: { ...ctx.user, leaId: portal.plan.leaId } }, tx, portal.plan.id, "plan.read"));

describe("support", () => {
  test("sees nothing before it is let in, and asks once", async () => {
    const ctx = await support();
    await expect(read(ctx)).rejects.toMatchObject({ code: "not-found" });
    await expect(loadPeople(ctx)).rejects.toMatchObject({ code: "not-found" });
    expect(await loadSupport(ctx)).toEqual({ inside: [] });
    await askForSupport(ctx, wish());
    await expect(askForSupport(ctx, wish())).rejects.toMatchObject({ code: "conflict" });
    await expect(askForSupport(ctx, wish({ cds: "12345678901234" }))).rejects.toMatchObject({ code: "not-found" });
    await expect(read(ctx)).rejects.toMatchObject({ code: "not-found" });
    expect(await mailTo(portal, superintendent.user.email)).toContain("asks to be let in");
    expect(await log()).toMatchObject([{ name: "Ingrid Tanaka", reason: "The export of May fails.", hours: 4, decision: null }]);
  });

  test("is asked for by staff only, after a fresh sign-in, and outside of sample mode with a second step", async () => {
    await expect(askForSupport(superintendent, wish())).rejects.toMatchObject({ code: "not-found" });
    await expect(loadSupport(portal.ctx)).rejects.toMatchObject({ code: "not-found" });
    const ctx = await support();
    await expect(askForSupport({ ...ctx, user: { ...ctx.user, confirmedAt: null } }, wish())).rejects.toMatchObject({ code: "confirm-first" });
    await expect(askForSupport({ ...ctx, installation: async () => ({ mode: "standard" as const, sampleLeaId: null }) }, wish())).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is let in by the superintendent only, once, for no longer than asked; every look is on record and visible; it ends at once when it is ended", async () => {
    const [asked] = await log();
    const yes = { requestId: asked?.id ?? "", decision: "approved" as const };
    for (const personId of ["sample-planner", "sample-principal", "sample-county-administrator", "sample-state-administrator"]) await expect(decideOnSupport(await portal.as(personId), yes), personId).rejects.toMatchObject({ code: "not-found" });
    await expect(decideOnSupport(await support(), yes)).rejects.toMatchObject({ code: "not-found" });
    await expect(decideOnSupport(await portal.as("sample-superintendent", portal.foreign.leaId), yes)).rejects.toMatchObject({ code: "not-found" });
    await expect(decideOnSupport({ ...superintendent, user: { ...superintendent.user, confirmedAt: null } }, yes)).rejects.toMatchObject({ code: "confirm-first" });
    const words = await Promise.allSettled(Array.from({ length: 8 }, () => decideOnSupport(superintendent, yes)));
    expect(words.filter((one) => one.status === "fulfilled")).toHaveLength(1);

    const ctx = await support();
    expect(ctx.user).toMatchObject({ leaId: portal.plan.leaId, memberships: [{ role: "support" }] });
    expect((await read(ctx)).id).toBe(portal.plan.id);
    const [line] = await log();
    expect(line).toMatchObject({ decision: "approved", decidedBy: superintendent.user.name, inNow: true });
    const { rows } = await withLea(portal.owner, { leaId: portal.plan.leaId, actor: "test" }, (tx) => sql<{ hours: number }>`select extract(epoch from until - since)::float / 3600 as hours from membership where role = 'support'`.execute(tx));
    expect(rows).toEqual([{ hours: 4 }]);
    expect(await acts()).toEqual(["support-ask by sample-support", "support-approve by sample-superintendent", "support-read by sample-support"]);
    // It looks, and changes nothing.
    await expect(inLea(ctx, (tx) => openPlan(ctx, tx, portal.plan.id, "plan.change"))).rejects.toMatchObject({ code: "forbidden" });

    const member = (await loadPeople(superintendent)).members.find((one) => one.role === "support");
    expect(member).toMatchObject({ name: "Ingrid Tanaka", mayEnd: true });
    expect((await loadPeople(portal.ctx)).members.find((one) => one.role === "support")?.mayEnd).toBe(false);
    await endRole(superintendent, { membershipId: member?.membershipId ?? "", seenVersion: member?.version ?? 0 });
    await expect(read(await support())).rejects.toMatchObject({ code: "not-found" });
    expect(await log()).toMatchObject([{ inNow: false }]);
  });

  test("refused stays outside, and may ask again", async () => {
    const ctx = await support();
    await askForSupport(ctx, wish({ hours: 1 }));
    await decideOnSupport(superintendent, { requestId: (await log())[0]?.id ?? "", decision: "refused" });
    await expect(read(await support())).rejects.toMatchObject({ code: "not-found" });
    expect((await log()).map((one) => one.decision)).toEqual(["refused", "approved"]);
    await askForSupport(ctx, wish({ hours: 2 }));
  });

  test("who is both support and superintendent does not let themselves in, and no request is for more than four hours", async () => {
    const ctx = await support();
    const both: Context = { ...ctx, user: { ...ctx.user, leaId: portal.plan.leaId, memberships: superintendent.user.memberships } };
    await expect(decideOnSupport(both, { requestId: (await log())[0]?.id ?? "", decision: "approved" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(askForSupport(ctx, wish({ hours: 5 }))).rejects.toMatchObject({ code: "23514" });
  });
});
