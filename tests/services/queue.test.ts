// The queue of a reviewing body: page by page, and never older than what is committed.
import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "kysely";
import { withLea } from "#db/client.server.ts";
import { loadReviews } from "#app/services/review/load-reviews.server.ts";
import type { Context } from "#app/context.server.ts";
import { generateLeas } from "../generated-leas.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
let reviewer: Context;
const count = 60;
beforeAll(async () => {
  portal = await openPortal();
  const { crosswalks } = portal.process;
  const program = crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(portal.running.year));
  if (!program) throw new Error("no form");
  await generateLeas(portal.database.urls.owner, { crosswalks, program, plan: portal.running, count });
  reviewer = await portal.as("sample-county-reviewer", "toyon-coe");
}, 180_000);
afterAll(() => portal?.close());

const turns = async (ctx = reviewer) => (await loadReviews(ctx, { words: "0007" })).lines.map(({ ball }) => ball.state);
const stand = (state: string, wait: Promise<void> = Promise.resolve(), began = () => {}) =>
  withLea(portal.database.app, { leaId: "generated-0007", actor: "test" }, async (tx) => {
    await tx.updateTable("filing").set({ state, version: sql<number>`version + 1` }).execute();
    began();
    await wait;
  });

test("goes by pages of fifty, is found by name, and counts all of its work", async () => {
  const first = await loadReviews(reviewer);
  expect([first.lines.length, first.found, first.page, first.pages]).toEqual([50, count, 1, 2]);
  expect(first.workload).toMatchObject([{ name: "", waits: count, next: "2025-08-15" }]);
  const second = await loadReviews(reviewer, { page: 2 });
  expect(new Set([...first.lines, ...second.lines].map(({ filingId }) => filingId)).size).toBe(count);
  expect((await loadReviews(reviewer, { page: 99 })).page).toBe(2);
  expect((await loadReviews(reviewer, { words: " lea 0007 " })).lines.map(({ organization }) => organization)).toEqual(["Generated LEA 0007 (invented)"]);
  expect((await loadReviews(portal.ctx)).found).toBe(0);
});

test("says what is committed: a move is seen at once, one under way is not, and it is seen as soon as it is done (REL-B6)", async () => {
  expect([await turns(), await turns()]).toEqual([["submitted"], ["submitted"]]);
  await stand("clarification-asked");
  expect(await turns()).toEqual(["clarification-asked"]);
  let finish = () => {};
  const wait = new Promise<void>((resolve) => (finish = resolve));
  let started = () => {};
  const written = new Promise<void>((resolve) => (started = resolve));
  const moving = stand("clarification-answered", wait, started);
  await written;
  expect([await turns(), await turns()]).toEqual([["clarification-asked"], ["clarification-asked"]]);
  finish();
  await moving;
  expect(await turns()).toEqual(["clarification-answered"]);
});

test("loses an LEA on the day it leaves the county, and gains one that comes", async () => {
  const leaves = (until: ReturnType<typeof sql<string>> | null) => withLea(portal.database.owner, { leaId: "generated-0007", actor: "test" }, (tx) => tx.updateTable("organization_relation").set({ until }).execute());
  await leaves(sql<string>`current_date`);
  expect(await turns()).toEqual([]);
  await leaves(null);
  expect(await turns()).toHaveLength(1);
});

test("does not miss the very first change after the counter came into the house", async () => {
  await sql`alter sequence changes_below restart`.execute(portal.owner);
  expect(await turns()).toHaveLength(1);
  await withLea(portal.database.owner, { leaId: "generated-0007", actor: "test" }, (tx) => tx.updateTable("organization_relation").set({ until: sql<string>`current_date` }).execute());
  expect(await turns()).toEqual([]);
});
