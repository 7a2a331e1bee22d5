// What pages offer to whom, and what is asked before it is shown: the policy calls of services whose answer is a button, a list or a part of a page rather than a status.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Context } from "#app/context.server.ts";
import type { Role } from "#schemas/people.ts";
import { loadTalk } from "#app/services/comments/talk.server.ts";
import { beginThread, editComment } from "#app/services/comments/write-comment.server.ts";
import { loadRowHistory } from "#app/services/history/load-row-history.server.ts";
import { loadFrame } from "#app/services/plans/load-frame.server.ts";
import { loadHome } from "#app/services/plans/load-home.server.ts";
import { loadMidYear } from "#app/services/plans/load-mid-year.server.ts";
import { withLea } from "#db/client.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import { madePlan } from "../db/made-plan.ts";
import { openPortal, type Portal } from "./portal.ts";

let portal: Portal;
const people = new Map<string, Context>();
beforeAll(async () => {
  portal = await openPortal();
  for (const name of ["planner", "fiscal", "board", "principal", "secretary", "council", "county-reviewer"]) people.set(name, await portal.as(`sample-${name}`, name === "county-reviewer" ? "toyon-coe" : portal.plan.leaId));
  // The county office has a plan of its own, which its reviewers do not read.
  const own = madePlan(5, { leaId: "toyon-coe", planId: "plan-of-the-county" });
  await withLea(portal.database.app, { leaId: "toyon-coe", actor: "test" }, (tx) => insertPlan(tx, own, { sample: true }));
}, 120_000);
afterAll(() => portal?.close());

const as = (name: string): Context => {
  const ctx = people.get(name);
  if (!ctx) throw new Error(`nobody is ${name}`);
  return ctx;
};
/** The same person with another role in the district. */
const withRole = (ctx: Context, role: Role): Context => ({ ...ctx, user: { ...ctx.user, memberships: ctx.user.memberships.map((one) => ({ ...one, role })) } });

describe("what is offered (REL-A1)", () => {
  test("writing and hiding comments is offered to whom it is allowed", async () => {
    const may = async (ctx: Context) => (await loadTalk(ctx, portal.plan.id, "all")).may;
    expect(await may(as("planner"))).toEqual({ comment: true, moderate: true });
    expect(await may(as("board"))).toEqual({ comment: true, moderate: false });
    expect(await may(withRole(as("planner"), "support"))).toEqual({ comment: false, moderate: false });
  });

  test("the mid-year report is offered as a file to who may take documents out", async () => {
    expect((await loadMidYear(as("board"), portal.running.id, null)).exports).toBe(true);
    expect((await loadMidYear(as("principal"), portal.running.id, null)).exports).toBe(false);
  });

  test("the frame names the plans to who reads them, and offers writing to who writes", async () => {
    const frame = async (name: string) => (await loadFrame(as(name))).plans.map(({ writes }) => writes);
    expect(await frame("planner")).toEqual([true, true]);
    expect(await frame("board")).toEqual([false, false]);
    expect(await frame("principal")).toEqual([true, true]);
    expect(await frame("council")).toEqual([false, false]);
    expect(await frame("county-reviewer")).toEqual([]);
  });

  test("a home page names no plan to who reads none", async () => {
    expect((await loadHome(as("planner"))).writing).not.toBeNull();
    expect(await loadHome(as("county-reviewer"))).toMatchObject({ writing: null, running: null });
  });
});

describe("what is asked first (REL-A3)", () => {
  test("what a school wrote is no history of the district's to who does not read that school", async () => {
    const goal = portal.plan.goals.find(({ orgId }) => orgId === "orchard");
    if (!goal) throw new Error("Orchard has no goal.");
    const asked = { collection: "goals", rowId: goal.id, from: null, to: null };
    expect(await loadRowHistory(as("planner"), portal.plan.id, asked)).toMatchObject({ collection: "goals", rowId: goal.id });
    await expect(loadRowHistory(as("principal"), portal.plan.id, asked)).rejects.toMatchObject({ code: "not-found" });
    await expect(loadRowHistory(withRole(as("planner"), "support"), portal.plan.id, asked)).rejects.toMatchObject({ code: "not-found" });
  });

  test("one's own comment is edited only while one may comment", async () => {
    const begun = await beginThread(as("planner"), portal.plan.id, { place: "answers/listen.influence", words: "Is this so?", mention: "", quote: "", block: null, visibility: "lea", assignTo: "", dueOn: "" });
    if (begun.outcome !== "begun") throw new Error(begun.why);
    const [comment] = (await loadTalk(as("planner"), portal.plan.id, { threadId: begun.threadId })).threads[0]?.comments ?? [];
    const edit = (ctx: Context) => editComment(ctx, portal.plan.id, begun.threadId, { commentId: comment?.id ?? randomUUID(), words: "Changed.", seenVersion: comment?.version ?? 0 });
    await expect(edit(withRole(as("planner"), "support"))).rejects.toMatchObject({ code: "forbidden" });
    expect(await edit(as("planner"))).toMatchObject({ outcome: "saved" });
  });
});
