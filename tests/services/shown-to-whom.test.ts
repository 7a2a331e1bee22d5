// Which buttons, lines and words of a page are shown to whom, and what is refused past the page: more of what what-is-offered.test.ts asks.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCalendar } from "#app/services/calendar/load-calendar.server.ts";
import { enterFiled, loadFiled } from "#app/services/filed-with/filed-with.server.ts";
import { loadConsistency } from "#app/services/consistency/load-consistency.server.ts";
import { loadGrid } from "#app/services/grids/load-grid.server.ts";
import { loadRowHistory } from "#app/services/history/load-row-history.server.ts";
import { restoreRow } from "#app/services/history/restore-row.server.ts";
import { endRole, invitePerson, loadPeople, withdrawInvitation } from "#app/services/people/people.server.ts";
import { loadChapter } from "#app/services/plans/load-chapter.server.ts";
import { halvesOf } from "#app/services/plans/load-mid-year.server.ts";
import { loadHome } from "#app/services/plans/load-home.server.ts";
import { markAnswer } from "#app/services/plans/mark-answer.server.ts";
import { loadCriterionList } from "#app/services/review/criterion-list.server.ts";
import { enterOutside, noteStep } from "#app/services/review/enter-outside.server.ts";
import { loadReview, loadReviews } from "#app/services/review/load-reviews.server.ts";
import { loadSendPage } from "#app/services/review/load-send-page.server.ts";
import { makeMove } from "#app/services/review/make-move.server.ts";
import { loadStateLea, noteFiling } from "#app/services/state/load-state-desk.server.ts";
import { makeStateExport } from "#app/services/state/make-state-export.server.ts";
import { loadStateExport, requestStateExport } from "#app/services/state/request-state-export.server.ts";
import { addDays } from "#app/domain/calendar/days.ts";
import { rights } from "#app/domain/permissions/rights.ts";
import type { Verb } from "#app/domain/permissions/rights.ts";
import { partKey } from "#app/domain/plan/part.ts";
import type { Context } from "#app/context.server.ts";
import { withLea } from "#db/client.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import { insertRows } from "#db/repos/taken-rows.server.ts";
import type { Role } from "#schemas/people.ts";
import type { Plan } from "#schemas/plan.ts";
import { richText } from "#db/examples/example-plan.ts";
import { tenSchools } from "#db/examples/ten-schools.ts";
import { smallPdf } from "../adapters/readers/small-pdf.ts";
import { madePlan } from "../db/made-plan.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { sendUnchecked } from "./sent-plan.ts";

let portal: Portal;
let [planner, fiscal, special, superintendent, board, principal, council]: Context[] = [];
let [reviewer, administrator]: Context[] = [];
const school = "alder-valley-high";
beforeAll(async () => {
  portal = await openPortal();
  [planner, fiscal, special, superintendent, board, principal, council] = await Promise.all(["planner", "fiscal", "special-education", "superintendent", "board", "principal", "council"].map((name) => portal.as(`sample-${name}`)));
  [reviewer, administrator] = await Promise.all(["county-reviewer", "county-administrator"].map((name) => portal.as(`sample-${name}`, "toyon-coe")));
  // The county office has a plan of its own, which its reviewers do not read.
  await withLea(portal.database.app, { leaId: "toyon-coe", actor: "test" }, (tx) => insertPlan(tx, madePlan(5, { leaId: "toyon-coe", planId: "plan-of-the-county" }), { sample: true }));
}, 120_000);
afterAll(() => portal?.close());

/** The same person with another role at the same place. */
const withRole = (ctx: Context, role: Role): Context => ({ ...ctx, user: { ...ctx.user, memberships: ctx.user.memberships.map((one) => ({ ...one, role })) } });
/** What each of them gets. */
const each = <Answer>(people: (Context | undefined)[], ask: (ctx: Context) => Promise<Answer>): Promise<Answer[]> => Promise.all(people.map((ctx) => ask(ctx!)));
/** While nobody holds that right. */
async function without<Answer>(verb: Verb, work: () => Promise<Answer>): Promise<Answer> {
  const right = rights[verb];
  Object.assign(rights, { [verb]: { ...right, held: {} } });
  return work().finally(() => Object.assign(rights, { [verb]: right }));
}
const refused = (work: Promise<unknown>): Promise<string> => work.then(() => "let through", (error: unknown) => `${(error as { code: string }).code}: ${(error as Error).message}`);

describe("the page of people (REL-A1)", () => {
  test("leads to the record and decides on support for those who may", async () => {
    const page = async (ctx: Context) => {
      const { readsRecord, decidesOnSupport } = await loadPeople(ctx);
      return { readsRecord, decidesOnSupport };
    };
    expect(await each([superintendent, planner, withRole(planner!, "support")], page)).toEqual([{ readsRecord: true, decidesOnSupport: true }, { readsRecord: true, decidesOnSupport: false }, { readsRecord: false, decidesOnSupport: false }]);
  });

  test("shows a planner who works here, and a planner ends no role and withdraws no invitation", async () => {
    await invitePerson(superintendent!, { email: "somebody@example.org", role: "fiscal", orgId: portal.plan.leaId });
    const { invitations, members } = await loadPeople(superintendent!);
    const member = members.find(({ role }) => role === "board-viewer");
    expect(await refused(withdrawInvitation(planner!, invitations[0]?.id ?? ""))).toMatch(/^not-found/);
    expect(await refused(endRole(planner!, { membershipId: member?.membershipId ?? "", seenVersion: member?.version ?? 0 }))).toMatch(/^not-found/);
    expect((await loadPeople(superintendent!)).members.length).toBe(members.length);
    expect(await refused(withdrawInvitation(superintendent!, invitations[0]?.id ?? ""))).toBe("let through");
  });
});

describe("what a page offers (REL-A1)", () => {
  test("days of the calendar, where a plan was filed and cells of a grid are entered by who writes them", async () => {
    const { id } = portal.plan;
    expect(await each([planner, fiscal, board], async (ctx) => (await loadCalendar(ctx, id)).writes)).toEqual([true, false, false]);
    expect(await each([planner, fiscal, board], async (ctx) => (await loadFiled(ctx, id, "lcap")).mayEnter)).toEqual([true, false, false]);
    expect(await each([planner, special, fiscal, board], async (ctx) => (await loadGrid(ctx, id, { collection: "lines", goalId: null })).open)).toEqual([true, false, true, false]);
    expect(await each([principal, council, planner], async (ctx) => (await loadGrid(ctx, partKey(id, school), { collection: "actions", goalId: null })).open)).toEqual([true, false, false]);
  });

  test("the mid-year words are written by who writes the plan, its money by who writes money, and a school's by its principal", async () => {
    const halves = (ctx: Context, orgId: string) => Object.values(halvesOf(ctx, portal.running, orgId));
    expect([planner, special, fiscal, board].map((ctx) => halves(ctx!, portal.running.leaId))).toEqual([[true, true], [true, false], [false, true], [false, false]]);
    expect([principal, council, planner].map((ctx) => halves(ctx!, school))).toEqual([[true, true], [false, false], [false, false]]);
  });

  test("the steps of sending are buttons for who may make them", async () => {
    const steps = async (ctx: Context) => (await loadSendPage(ctx, portal.plan.id, "lcap", null)).moves.length > 0;
    expect(await each([planner, superintendent, board, fiscal], steps)).toEqual([true, true, false, false]);
  });

  test("why a private question cannot be completed is shown to those who see its answer", async () => {
    const { crosswalks } = portal.process;
    const chapters = crosswalks.outline.chapters.map((chapter) => ({ ...chapter, statements: chapter.statements.map((one) => (one.key === "listen.influence" ? { ...one, private: true } : one)) }));
    const closed = { ...crosswalks, outline: { ...crosswalks.outline, chapters } };
    const mark = { statement: "listen.influence", about: null, reason: "The records come in May." };
    expect(await markAnswer(planner!, portal.plan.id, { act: "mark", ...mark })).toEqual({ outcome: "saved" });
    const why = async (ctx: Context) => (await loadChapter({ ...ctx, crosswalks: closed }, portal.plan.id, "listen")).statements.find(({ key }) => key === mark.statement)?.looks.length;
    expect(await each([planner, special, board], why)).toEqual([1, 1, 0]);
    await markAnswer(planner!, portal.plan.id, { act: "take-back", ...mark });
  });
});

describe("what is private (REL-A2)", () => {
  test("has its history for those who see it: the district's for who works with it, a school's also for its principal, who brings older words back", async () => {
    const finding = (orgId: string) => ({ id: crypto.randomUUID(), lineageId: crypto.randomUUID(), orgId, version: 1, order: 99, question: "Who is absent?", dataset: "Records", group: "SWD", n: 7, value: "3", comparison: "", year: portal.plan.year, text: richText("Only four pupils."), private: true });
    const [ours, theSchools] = [finding(portal.plan.leaId), finding(school)];
    await withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, (tx) => insertRows(tx, { leaId: portal.plan.leaId, planId: portal.plan.id }, { findings: [ours, theSchools] }));
    const reads = (key: string, rowId: string) => (ctx: Context) => refused(loadRowHistory(ctx, key, { collection: "findings", rowId, from: null, to: null })).then((answer) => answer.startsWith("let"));
    expect(await each([planner, special, superintendent, fiscal, board], reads(portal.plan.id, ours.id))).toEqual([true, true, true, false, false]);
    const part = partKey(portal.plan.id, school);
    expect(await each([principal, planner, council, board], reads(part, theSchools.id))).toEqual([true, true, false, false]);
    const { versions, version } = await loadRowHistory(principal!, part, { collection: "findings", rowId: theSchools.id, from: null, to: null });
    const restore = (ctx: Context, rowId: string, key: string) => restoreRow(ctx, key, { collection: "findings", rowId, revision: versions[0]?.revision ?? 0, seenVersion: version });
    expect(await refused(restore(council!, theSchools.id, part))).toMatch(/^forbidden/);
    expect(await restore(principal!, theSchools.id, part)).toMatchObject({ outcome: "saved" });
  });
});

describe("the reviewing office (REL-A2)", () => {
  test("sends nothing of its own plan by its reviewers: what they may not read is said to be not there, in the same words as what is not there", async () => {
    const send = (planId: string) => refused(makeMove(reviewer!, { planId, program: "lcap" }, { move: "share", seenVersion: 0, day: "", words: "" }));
    expect(await send("plan-of-the-county")).toBe(await send("no-such-plan"));
  });

  test("shows what it entered for a district to its reviewers, not to who writes the office's own plan; only its administrator is offered the decision", async () => {
    const entered = await enterOutside(reviewer!, { district: "", name: "Quail Ridge Unified", cds: "99200010000000", form: "lcap/2025-26", receivedOn: "2025-06-30", adoptedOn: "2025-06-26" }, { name: "LCAP.pdf", bytes: smallPdf([{ content: "" }]) });
    const filingId = entered.filingId ?? "";
    const listed = async (ctx: Context) => (await loadReviews(ctx)).lines.some((line) => line.filingId === filingId);
    expect(await each([reviewer, administrator, withRole(reviewer!, "planner")], listed)).toEqual([true, true, false]);
    const steps = async (ctx: Context) => (await loadReview(ctx, filingId)).moves.map(({ id }) => id);
    const [ofReviewer, ofAdministrator] = await each([reviewer, administrator], steps);
    expect(ofReviewer!.length).toBeGreaterThan(0);
    expect(ofAdministrator!.length).toBeGreaterThan(ofReviewer!.length);
    // To enter is a right of its own, though today the same people hold it who review.
    const enters = async () => [(await loadReview(reviewer!, filingId)).outside?.steps, (await refused(noteStep(reviewer!, filingId, { move: "no-such-step", seenVersion: 1, cameOn: "", day: "", words: "", adoptedOn: "" }, null))).split(":")[0]];
    expect([await enters(), await without("outside-filing.enter", enters)]).toEqual([[true, "invalid"], [false, "forbidden"]]);
  });

  test("lists no school's plan that its district received", async () => {
    const program = portal.process.crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(portal.plan.year));
    if (!program) throw new Error("no form");
    const filingId = await sendUnchecked(portal.process, portal.plan, { program });
    const listed = async () => (await loadReviews(reviewer!)).lines.map((line) => line.filingId);
    expect(await listed()).toContain(filingId);
    const [one = ""] = (await loadReviews(reviewer!)).lists;
    expect(JSON.stringify(await loadCriterionList(reviewer!, one, portal.plan.year))).toContain(filingId);
    const moved = (await loadReview(reviewer!, filingId)).moves.map(({ id }) => id);
    expect((await loadReview(administrator!, filingId)).moves.length).toBeGreaterThan(moved.length);
    // The same standing, of a school.
    const belongsTo = (orgId: string) => withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, (tx) => tx.updateTable("filing").set({ org_id: orgId }).where("id", "=", filingId).execute());
    await belongsTo(school);
    expect(await listed()).not.toContain(filingId);
    const [list = ""] = (await loadReviews(reviewer!)).lists;
    expect(JSON.stringify(await loadCriterionList(reviewer!, list, portal.plan.year))).not.toContain(filingId);
    await belongsTo(portal.plan.leaId);
  });
});

describe("another LEA of the sample people", () => {
  /** The planner and the board viewer, at work in an LEA of their own. */
  const at = (leaId: string) => [planner, board].map((ctx): Context => ({ ...ctx!, user: { ...ctx!.user, leaId, memberships: ctx!.user.memberships.map((one) => ({ ...one, leaId, orgId: leaId, above: [] })) } }));
  const inserted = (plan: Plan) => withLea(portal.database.app, { leaId: plan.leaId, actor: "test" }, (tx) => insertPlan(tx, plan, { sample: true }));

  test("with an adopted plan is led to the next year where it may begin one", async () => {
    const plan = JSON.parse(JSON.stringify(portal.running).replaceAll("alder-valley", "cedar-valley").replace(/"cds":"99/g, '"cds":"98')) as Plan;
    await inserted(plan);
    expect(await each(at(plan.leaId), async (ctx) => (await loadHome(ctx)).writing?.next?.kind === "turn")).toEqual([true, false]);
  });

  test("that changes what an amendment leaves as it was filed reads so in its check, if it sees the whole plan; who sees a part of it is told nothing wrong", async () => {
    const filed = tenSchools();
    const plan = { ...filed, answers: filed.answers.map((answer) => (answer.key === "stand.letters" && answer.orgId === filed.leaId ? { ...answer, value: { ...(answer.value as object), kind: "amendment" } } : answer)) };
    await inserted(plan);
    const [writes] = at(plan.leaId);
    // It was filed yesterday, and has changed today.
    await withLea(portal.owner, { leaId: plan.leaId, actor: "test" }, async (tx) => {
      await sql`alter table revision disable trigger user`.execute(tx);
      await sql`update revision set at = at - interval '2 days' where lea_id = ${plan.leaId}`.execute(tx);
      await sql`alter table revision enable trigger user`.execute(tx);
    });
    expect(await enterFiled(writes!, plan.id, "cim", { place: "Stepwell", filedOn: addDays(portal.process.today(), -1), proof: "", seenVersion: 0 })).toEqual({ outcome: "saved" });
    await withLea(portal.database.app, { leaId: plan.leaId, actor: "test" }, async (tx) => {
      await sql`update answer set value = value || '{"compliant": "no"}'::jsonb where lea_id = ${plan.leaId} and statement_key = 'stand.policies'`.execute(tx);
      await sql`update plan set stamp = gen_random_uuid() where id = ${plan.id}`.execute(tx);
    });
    const told = async (ctx: Context) => (await loadConsistency(ctx, plan.id)).groups.some(({ findings }) => findings.some(({ message }) => message.includes("is not as it was filed")));
    expect(await each(at(plan.leaId), told)).toEqual([true, false]);
  });
});

describe("a statewide export (REL-B7)", () => {
  test("whose asker has lost the right is not begun: no row is read for it", async () => {
    const state = await portal.as("sample-state-analyst", "sample-state");
    const { exportId } = await requestStateExport(state, { program: "lcap", year: portal.running.year, county: "", format: "csv" });
    await without("state-export.make", () => makeStateExport(state, { leaId: "sample-state", exportId }));
    expect(await loadStateExport(state, exportId)).toMatchObject({ status: "failed", error: expect.stringContaining("any more") as string });
    const acts = await withLea(portal.database.app, { leaId: "sample-state", actor: "test" }, (tx) => tx.selectFrom("audit").select("verb").where("object", "=", `state-export/${exportId}`).execute());
    expect(acts.map(({ verb }) => verb)).not.toContain("make-state-export");
  });
});

describe("the state's desk (REL-A2)", () => {
  test("shows what is known of an LEA to the state's people, who alone write it down", async () => {
    const program = portal.process.crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(portal.running.year));
    if (!program) throw new Error("no form");
    await sendUnchecked(portal.process, portal.running, { program });
    const asked = { program: "lcap", year: portal.running.year, cds: portal.running.organizations.find(({ id }) => id === portal.running.leaId)?.cds ?? "" };
    const state = await portal.as("sample-state-analyst", "sample-state");
    const opened = (ctx: Context) => refused(loadStateLea(ctx, asked)).then((answer) => answer.split(":")[0]);
    expect(await each([state, reviewer, superintendent], opened)).toEqual(["let through", "not-found", "not-found"]);
    const notes = (ctx: Context) => refused(noteFiling(ctx, asked, { standing: "unknown", onDay: "", words: "", seenVersion: 0 })).then((answer) => answer.split(":")[0]);
    expect(await each([state, reviewer, superintendent], notes)).toEqual(["let through", "not-found", "not-found"]);
    expect(await without("filing.note", () => notes(state))).toBe("not-found");
  });
});
