// Talk about a school's own part, and what an LEA shares of its talk with its county office: who reads what, in the services and past them in the database.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeThread } from "#app/services/comments/change-thread.server.ts";
import { loadByLink, sayByLink } from "#app/services/comments/by-link.server.ts";
import { makeLink } from "#app/services/comments/links.server.ts";
import { loadComments } from "#app/services/comments/load-comments.server.ts";
import { loadWaiting } from "#app/services/comments/load-waiting.server.ts";
import { loadTalk } from "#app/services/comments/talk.server.ts";
import { beginThread, replyTo } from "#app/services/comments/write-comment.server.ts";
import type { BeginForm } from "#app/services/comments/write-comment.server.ts";
import { beat } from "#app/services/presence/beat.server.ts";
import { answerInTalk, loadOfficeTalk } from "#app/services/review/office-talk.server.ts";
import type { Context } from "#app/context.server.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { withLea } from "#db/client.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { sendUnchecked } from "./sent-plan.ts";

let portal: Portal;
let principal: Context;
let council: Context;
let elsewhere: Context;
let key: string;
let goal: string;
beforeAll(async () => {
  portal = await openPortal();
  const { plan, database, owner } = portal;
  await owner.insertInto("person").values({ id: "other-principal", name: "Otis Hale", email: "otis@sample.example", email_verified: true, image: null, second_factor: false, suspended_at: null, sample: true }).execute();
  await withLea(database.app, { leaId: plan.leaId, actor: "test" }, (tx) => tx.insertInto("membership").values({ lea_id: plan.leaId, org_id: "orchard", person_id: "other-principal", role: "principal", until: null, given_by: "test" }).execute());
  [principal, council, elsewhere] = [await portal.as("sample-principal"), await portal.as("sample-council"), await portal.as("other-principal")];
  key = partKey(plan.id, "alder-valley-high");
  goal = `goals/${plan.goals.find(({ orgId }) => orgId === "alder-valley-high")?.id ?? ""}`;
}, 120_000);
afterAll(() => portal?.close());

const begin = async (ctx: Context, of: string, form: Partial<BeginForm>): Promise<string> => {
  const result = await beginThread(ctx, of, { place: goal, words: "Is this right?", mention: "", quote: "", block: null, visibility: "lea", assignTo: "", dueOn: "", ...form });
  if (result.outcome !== "begun") throw new Error(JSON.stringify(result));
  return result.threadId;
};
const seen = async (ctx: Context, of = key) => (await loadTalk(ctx, of, "all")).threads.map(({ id }) => id);

describe("talk about a school's part", () => {
  test("is read by the school and the district, not by another school, and not beside the district's own answers", async () => {
    const id = await begin(council, key, { words: "Say which courses, @Imani Whitfield", assignTo: "sample-principal", dueOn: "2027-01-10" });
    expect([await seen(principal), await seen(portal.ctx), await seen(await portal.as("sample-board"))].every((ids) => ids.includes(id))).toBe(true);
    expect(await seen(portal.ctx, portal.plan.id)).not.toContain(id);
    await expect(loadTalk(elsewhere, key, "all")).rejects.toMatchObject({ code: "not-found" });
    expect(JSON.stringify(await loadWaiting(elsewhere))).not.toContain(id);
    const waiting = await loadWaiting(principal);
    expect(waiting.assigned.map(({ planId, year, thread }) => [planId, year, thread.id])).toEqual([[key, "2026-27, Alder Valley High", id]]);
    expect((await loadComments(principal, key, { show: "mine", chapter: null })).talk.threads.map((thread) => thread.id)).toContain(id);
    // A planner answers; a board viewer reads only.
    expect(await replyTo(portal.ctx, key, id, { words: "All of them.", mention: "" })).toEqual({ outcome: "said" });
    await expect(replyTo(await portal.as("sample-board"), key, id, { words: "And me?", mention: "" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(replyTo(elsewhere, key, id, { words: "And me?", mention: "" })).rejects.toMatchObject({ code: "not-found" });
    await expect(replyTo(portal.ctx, portal.plan.id, id, { words: "Wrong way in", mention: "" })).rejects.toMatchObject({ code: "not-found" });
  });

  test("that a school keeps among itself is out of the district's sight, in the database too, and nobody outside can be meant in it", async () => {
    const id = await begin(principal, key, { words: "Among us.", visibility: "school" });
    expect(await seen(council)).toContain(id);
    for (const ctx of [portal.ctx, await portal.as("sample-superintendent")]) expect(await seen(ctx)).not.toContain(id);
    expect(await beginThread(principal, key, { place: goal, words: "@Marisol Vega", mention: "sample-planner", quote: "", block: null, visibility: "school", assignTo: "", dueOn: "" })).toEqual({ outcome: "refused", why: "person" });
    await expect(begin(portal.ctx, key, { visibility: "school" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(begin(portal.ctx, portal.plan.id, { place: "answers/who.district", visibility: "school" })).rejects.toMatchObject({ code: "forbidden" });
    const raw = (actor: string) => withLea(portal.database.app, { leaId: portal.plan.leaId, actor }, async (tx) => (await sql<{ words: string }>`select c.words from comment c join comment_thread t on t.id = c.thread_id where t.id = ${id} union all select words from comment where thread_id = ${id}`.execute(tx)).rows.length);
    expect([await raw("sample-council"), await raw("sample-planner"), await raw("other-principal"), await raw("link")]).toEqual([2, 0, 0, 0]);
    // Opened to the district, it is there.
    expect(await changeThread(principal, key, id, { act: "share", visibility: "lea", seenVersion: 1 })).toEqual({ outcome: "saved" });
    expect(await seen(portal.ctx)).toContain(id);
  });

  test("over a council's link shows the school's answers only, and its comment stands on the school's part", async () => {
    const secretary = await portal.as("sample-secretary");
    await expect(makeLink(portal.ctx, key, { name: "Parents", chapter: "", days: 7 })).rejects.toMatchObject({ code: "forbidden" });
    const made = await makeLink(secretary, key, { name: "Parents of the council", chapter: "aim", days: 7 });
    if (made.outcome !== "made") throw new Error(made.outcome);
    const token = decodeURIComponent(made.path.split("/").at(-1) ?? "");
    const page = await loadByLink(portal.process, token);
    const places = page.chapters.flatMap(({ statements }) => statements.flatMap(({ answers }) => answers.map(({ place }) => place)));
    expect(page.leaName).toBe("Alder Valley High");
    expect(places).toContain(goal);
    const others = new Set(portal.plan.goals.filter(({ orgId }) => orgId !== "alder-valley-high").map(({ id }) => `goals/${id}`));
    expect(places.filter((place) => others.has(place))).toEqual([]);
    expect(await sayByLink(portal.process, token, { place: goal, words: "We agree." })).toEqual({ outcome: "said" });
    expect((await loadTalk(principal, key, { place: goal })).threads.flatMap(({ comments }) => comments).find(({ words }) => words === "We agree.")).toMatchObject({ byLink: true, by: "Parents of the council" });
  });

  test("who else is there is told apart: the same chapter of another part is another page", async () => {
    const at = { page: "chapters/aim", place: "chapters/aim" };
    await beat(principal, key, at);
    expect((await beat(portal.ctx, portal.plan.id, at)).here).toEqual([]);
    expect((await beat(portal.ctx, key, at)).here.map(({ name }) => name)).toEqual(["Imani Whitfield"]);
    await expect(beat(elsewhere, key, at)).rejects.toMatchObject({ code: "not-found" });
  });
});

test("a county office reads and answers what is shared on a plan that is with it, and nothing else", async () => {
  const { plan, ctx } = portal;
  const county = await portal.as("sample-county-reviewer", "toyon-coe");
  const line = plan.goals.find(({ orgId }) => orgId === plan.leaId);
  const place = `goals/${line?.id ?? ""}`;
  const shared = await begin(ctx, plan.id, { place, words: "Does this fit your letter?", visibility: "county" });
  await begin(ctx, plan.id, { place, words: "Inside only." });
  const above = () => withLea(portal.database.app, { leaId: "toyon-coe", actor: "sample-county-reviewer" }, async (tx) => (await sql<{ words: string }>`select words from comment`.execute(tx)).rows.map(({ words }) => words));
  // Nothing was shared or sent yet: nothing is there.
  expect(await above()).toEqual([]);
  const program = portal.process.crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(plan.year));
  if (!program) throw new Error("no form");
  const filingId = await sendUnchecked(portal.process, plan, { program });
  expect(await above()).toEqual(["Does this fit your letter?"]);
  const page = await loadOfficeTalk(county, filingId);
  expect(page).toMatchObject({ threads: [{ id: shared, comments: [{ words: "Does this fit your letter?", by: "Marisol Vega" }] }] });
  expect(page.threads[0]?.label).toMatch(/^Goal 1/);
  expect(await answerInTalk(county, filingId, { threadId: shared, audience: "lea", words: "It does." })).toEqual({ outcome: "said" });
  expect(await answerInTalk(county, filingId, { threadId: shared, audience: "lea", words: "  " })).toEqual({ outcome: "refused", why: "words" });
  const [thread] = (await loadTalk(ctx, plan.id, { threadId: shared })).threads;
  expect(thread?.comments.at(-1)).toMatchObject({ words: "It does.", by: "Delia Marchetti", fromAbove: true });
  expect((await loadWaiting(ctx)).onMine.map((one) => one.thread.id)).toContain(shared);
  await expect(answerInTalk(await portal.as("sample-selpa", "toyon-selpa"), filingId, { threadId: shared, audience: "lea", words: "And us" })).rejects.toMatchObject({ code: "forbidden" });
  // Taken back inside, it is gone from there, words and all.
  expect(await changeThread(ctx, plan.id, shared, { act: "share", visibility: "lea", seenVersion: 1 })).toEqual({ outcome: "saved" });
  expect((await loadOfficeTalk(county, filingId)).threads).toEqual([]);
  expect(await above()).toEqual([]);
  await expect(answerInTalk(county, filingId, { threadId: shared, audience: "lea", words: "Still here?" })).rejects.toMatchObject({ code: "not-found" });
});
