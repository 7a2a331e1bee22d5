import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withLea } from "#db/client.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import type { Context } from "#app/context.server.ts";
import { buildDocument } from "#app/domain/documents/build-document.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import { movesFrom } from "#app/domain/review/workflow.ts";
import { loadSendPage } from "#app/services/review/load-send-page.server.ts";
import { loadSubmission, openSubmissionFile } from "#app/services/review/load-submission.server.ts";
import { makeMove, makeReviewMove } from "#app/services/review/make-move.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";

let portal: Portal;
/** Adopted, and without an error of the rules. */
let plan: Plan;
const program = "lcap";
const at = (ctx: Context, instant: string): Context => ({ ...ctx, now: () => new Date(instant) });
const inTime = "2025-06-27T20:00:00Z";

beforeAll(async () => {
  portal = await openPortal();
  plan = portal.running;
}, 120_000);
afterAll(() => portal?.close());

const filingNow = async () => withLea(portal.database.app, { leaId: plan.leaId, actor: "test" }, (tx) => tx.selectFrom("filing").selectAll().where("plan_id", "=", plan.id).where("program", "=", program).executeTakeFirst());
const copies = async () => withLea(portal.database.app, { leaId: plan.leaId, actor: "test" }, (tx) => tx.selectFrom("submission").selectAll().orderBy("number").execute());
const mails = async () => portal.owner.selectFrom("mail").selectAll().execute();
const stand = async (state: string) => withLea(portal.database.owner, { leaId: plan.leaId, actor: "test" }, (tx) => tx.updateTable("filing").set({ state, version: sql<number>`version + 1`, sent: true }).where("plan_id", "=", plan.id).execute());

const move = async (ctx: Context, name: string, more: { seenVersion?: number; day?: string; words?: string } = {}) =>
  makeMove(ctx, { planId: plan.id, program }, { move: name, seenVersion: (await filingNow())?.version ?? 0, day: "", words: "", ...more });
const review = async (ctx: Context, name: string, more: { seenVersion?: number; words?: string } = {}) => {
  const filing = await filingNow();
  return makeReviewMove(ctx, filing?.id ?? "", { move: name, seenVersion: filing?.version ?? 0, day: "", words: "", ...more });
};
const sendIt = async (instant = inTime) => {
  const ctx = at(portal.ctx, instant);
  await move(ctx, "adopt");
  const sent = await move(ctx, "send");
  if (sent.outcome !== "made") throw new Error(JSON.stringify(sent));
  return sent;
};

/** What was done before stays, as it must; the plan starts another round. */
beforeEach(async () => {
  if (await filingNow()) await stand("draft");
});

describe("sending a plan", () => {
  test("freezes what the form reads, with a receipt, a mail and both hashes; the filed document is the plan's own", async () => {
    const before = (await mails()).length;
    const sent = await sendIt();
    expect(sent.receipt).toMatch(/^LCAP-2025-26-\d{14}-\d+$/);
    const all = await copies();
    const copy = all.at(-1);
    expect(copy).toMatchObject({ kind: "sent", side: "in-time", due_on: "2025-06-29", received_on: "2025-06-27", receipt: sent.receipt });
    expect((await mails()).length).toBe(before + 1);
    const page = await loadSubmission(portal.ctx, copy?.filing_id ?? "", sent.number ?? 0);
    const found = portal.process.crosswalks.programs.find((one) => one.program === program && one.edition.years.includes(plan.year));
    if (!found) throw new Error("no form");
    expect(page.document).toEqual(buildDocument(readForm({ plan, crosswalks: portal.process.crosswalks, program: found }), { copy: { kind: "filed", filedOn: "2025-06-27", receipt: sent.receipt ?? "" } }));
    const file = await openSubmissionFile(portal.ctx, copy?.filing_id ?? "", sent.number ?? 0, "data");
    expect(new TextDecoder().decode(file.bytes)).toBe(copy?.content);
    expect(JSON.parse(copy?.content ?? "{}")).toMatchObject({ adoptedOn: "2025-06-24", approvals: expect.arrayContaining([expect.objectContaining({ kind: "adoption" })]) as unknown });
  });

  test("counts the last millisecond of the last day as in time and the next as late, on the server's clock (REL-C1, REL-C2)", async () => {
    // The fifth day after June 24 ends in California at 07:00 UTC of the 30th.
    for (const [instant, side] of [["2025-06-30T06:59:58.999Z", "in-time"], ["2025-06-30T06:59:59.999Z", "in-time"], ["2025-06-30T07:00:00.000Z", "late"], ["2025-06-30T07:00:00.001Z", "late"]] as const) {
      const sent = await sendIt(instant);
      expect((await copies()).at(-1), instant).toMatchObject({ side, receipt: sent.receipt });
      await stand("draft");
    }
  });

  test("is stopped by the rules' errors and by an adoption that is not on record, and says so", async () => {
    const ctx = portal.ctx;
    const writing = portal.plan;
    const form = (name: string) => ({ move: name, seenVersion: 0, day: "", words: "" });
    expect(await makeMove(ctx, { planId: writing.id, program }, form("adopt"))).toMatchObject({ outcome: "blocked", lacksAdoption: true });
    await withLea(portal.database.owner, { leaId: writing.leaId, actor: "test" }, (tx) => tx.updateTable("filing").set({ state: "adopted" }).where("plan_id", "=", writing.id).execute());
    const page = await loadSendPage(ctx, writing.id, program, null);
    const refused = await makeMove(ctx, { planId: writing.id, program }, { ...form("send"), seenVersion: page.version });
    expect(refused).toMatchObject({ outcome: "blocked", lacksAdoption: true });
    expect(refused.outcome === "blocked" && refused.findings.length).toBeGreaterThan(5);
    expect(page.errors.length).toBe(refused.outcome === "blocked" ? refused.findings.length : 0);
  });

  test("asks for the day and the words a step needs", async () => {
    await stand("amendments-recommended");
    expect(await move(portal.ctx, "consider-amendments")).toEqual({ outcome: "incomplete", lacks: ["day", "words"] });
    expect(await move(at(portal.ctx, inTime), "consider-amendments", { day: "2025-06-28", words: "Unchanged." })).toEqual({ outcome: "incomplete", lacks: ["day"] });
  });

  test("never takes a private row along (REL-B9)", async () => {
    await withLea(portal.database.app, { leaId: plan.leaId, actor: "test" }, (tx) => sql`insert into answer (lea_id, plan_id, id, org_id, lineage_id, sort_order, statement_key, value) values (${plan.leaId}, ${plan.id}, 'secret', ${plan.leaId}, 'secret', 0, 'stand.cases', '"Markerword"')`.execute(tx));
    await sendIt();
    expect((await copies()).filter((copy) => copy.content.includes("Markerword"))).toEqual([]);
  });
});

describe("posting the same form again", () => {
  test("gives the first answer: one copy, one receipt, one mail, however many arrive at once (REL-A7)", async () => {
    const ctx = at(portal.ctx, inTime);
    await move(ctx, "adopt");
    const [before, mailsBefore] = [(await copies()).length, (await mails()).length];
    const [form, key] = [{ seenVersion: (await filingNow())?.version ?? 0 }, randomUUID()];
    const answers = await Promise.all(Array.from({ length: 60 }, () => move({ ...ctx, sent: { key, hash: "the same words", steps: 0 } }, "send", form)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await copies()).length).toBe(before + 1);
    expect((await mails()).length).toBe(mailsBefore + 1);
  });

  test("by the reviewing body is answered like the first, too", async () => {
    await sendIt();
    const reviewer = await portal.as("sample-county-reviewer", "toyon-coe");
    const [key, seenVersion] = [randomUUID(), (await filingNow())?.version ?? 0];
    const again = () => review({ ...reviewer, sent: { key, hash: "the same words", steps: 0 } }, "ask-clarification", { words: "Explain.", seenVersion });
    expect([await again(), await again()].map((answer) => answer.outcome)).toEqual(["made", "made"]);
    expect(await filingNow()).toMatchObject({ version: seenVersion + 1 });
  });
});

describe("what was sent", () => {
  test("cannot be changed or taken away by the app, nor by the owner of the tables (REL-B9)", async () => {
    await sendIt();
    for (const table of ["submission", "filing_move", "form_version"]) {
      const column = table === "form_version" ? "program" : "org_id";
      for (const statement of [sql`update ${sql.table(table)} set ${sql.ref(column)} = 'x'`, sql`delete from ${sql.table(table)}`, sql`truncate ${sql.table(table)} cascade`]) {
        for (const database of [portal.database.app, portal.database.owner]) await expect(withLea(database, { leaId: plan.leaId, actor: "test" }, (tx) => statement.execute(tx)), table).rejects.toMatchObject({ code: "42501" });
      }
    }
  });

  test("a row whose hash, side or day does not fit is not taken (REL-C2)", async () => {
    await sendIt();
    const copy = (await copies()).at(-1);
    if (!copy) throw new Error("nothing was sent");
    const insert = (change: Partial<typeof copy>) => withLea(portal.database.app, { leaId: plan.leaId, actor: "test" }, (tx) => tx.insertInto("submission").values({ ...copy, number: copy.number + 50, receipt: randomUUID(), ...change }).execute());
    await expect(insert({ content: `${copy.content} ` })).rejects.toMatchObject({ constraint: "submission_as_hashed" });
    await expect(insert({ side: "late" })).rejects.toMatchObject({ constraint: "submission_side" });
    await expect(insert({ received_at: new Date("2025-06-30T07:00:00Z") })).rejects.toMatchObject({ constraint: "submission_day" });
  });
});

describe("who reads and moves what", () => {
  test("the county reads a shared copy while it is shared, never a draft, and what was sent for good", async () => {
    const county = await portal.as("sample-county-reviewer", "toyon-coe");
    await stand("draft");
    await withLea(portal.database.owner, { leaId: plan.leaId, actor: "test" }, (tx) => tx.updateTable("filing").set({ sent: false }).where("plan_id", "=", plan.id).execute());
    const shared = await move(portal.ctx, "share");
    const filingId = (await filingNow())?.id ?? "";
    const read = (number: number | null) => loadSubmission(county, filingId, number ?? 0);
    const number = shared.outcome === "made" ? shared.number : null;
    expect((await read(number)).document.banner).toContain("not adopted, not sent");
    expect((await loadSendPage(portal.ctx, plan.id, program, null)).ball).toMatchObject({ state: "shared", holder: "author" });
    await move(portal.ctx, "unshare");
    await expect(read(number)).rejects.toMatchObject({ code: "not-found" });
    const sent = await sendIt();
    expect((await read(sent.number)).submission.receipt).toBe(sent.receipt);
    await expect(read(number)).rejects.toMatchObject({ code: "not-found" });
  });

  test("the reviewing body moves it on and the LEA answers; its acts stand in the LEA's chain; others are refused", async () => {
    await sendIt();
    const [reviewer, administrator, selpa, analyst] = [await portal.as("sample-county-reviewer", "toyon-coe"), await portal.as("sample-county-administrator", "toyon-coe"), await portal.as("sample-selpa", "toyon-selpa"), await portal.as("sample-state-analyst", "sample-state")];
    await expect(review(selpa, "ask-clarification", { words: "x" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(review(analyst, "approve")).rejects.toMatchObject({ code: "forbidden" });
    await expect(review(reviewer, "approve")).rejects.toMatchObject({ code: "forbidden" });
    await expect(move(portal.ctx, "approve")).rejects.toMatchObject({ code: "forbidden" });
    expect(await review(at(reviewer, "2025-07-10T18:00:00Z"), "ask-clarification", { words: "Explain action 2.8." })).toMatchObject({ outcome: "made", state: "clarification-asked" });
    const page = await loadSendPage(portal.ctx, plan.id, program, null);
    expect(page.ball).toMatchObject({ holder: "author" });
    expect(page.clocks.find((clock) => clock.id === "D-15")).toMatchObject({ dueOn: "2025-07-25" });
    expect(await move(portal.ctx, "answer-clarification", { words: "Nurses serve all schools." })).toMatchObject({ outcome: "made" });
    expect(await review(administrator, "approve")).toMatchObject({ outcome: "made", state: "approved" });
    const acts = await withLea(portal.database.app, { leaId: plan.leaId, actor: "test" }, (tx) => tx.selectFrom("audit").select(["verb", "actor"]).orderBy("number", "desc").limit(3).execute());
    expect(acts).toEqual([{ verb: "approve", actor: "sample-county-administrator" }, { verb: "answer-clarification", actor: "sample-planner" }, { verb: "ask-clarification", actor: "sample-county-reviewer" }]);
  });

  test("foreign LEAs find nothing, by any id", async () => {
    const sent = await sendIt();
    const filingId = (await filingNow())?.id ?? "";
    await withLea(portal.database.app, { leaId: "far-lea", actor: "test" }, async (tx) => insertPlan(tx, { ...structuredClone(portal.foreign), leaId: "far-lea", id: "far-plan", organizations: portal.foreign.organizations.map((one, n) => ({ ...one, id: n === 0 ? "far-lea" : one.id })), goals: [], metrics: [], values: [], targets: [], needs: [], findings: [], actions: [], steps: [], progress: [], events: [], meetings: [], lines: [], allocations: [], revenues: [], answers: [], identifications: [], dashboard: [] } as Plan, { sample: true }));
    const stranger: Context = { ...portal.ctx, user: { ...portal.ctx.user, id: "stranger", leaId: "far-lea", memberships: ["planner", "county-reviewer", "county-administrator", "state-analyst"].map((role) => ({ role: role as "planner", leaId: "far-lea", orgId: "far-lea", above: [] })) } };
    await expect(loadSubmission(stranger, filingId, sent.number ?? 0)).rejects.toMatchObject({ code: "not-found" });
    await expect(makeReviewMove(stranger, filingId, { move: "approve", seenVersion: 1, day: "", words: "" })).rejects.toMatchObject({ code: "not-found" });
    await expect(makeMove(stranger, { planId: plan.id, program }, { move: "send", seenVersion: 1, day: "", words: "" })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("two steps at the same time", () => {
  test("every pair, in both orders and at once, ends as one order would (REL-B4)", async () => {
    await sendIt();
    const workflow = portal.process.crosswalks.workflows["board-and-overseer"];
    if (!workflow) throw new Error("no workflow");
    const [reviewer, administrator] = [await portal.as("sample-county-reviewer", "toyon-coe"), await portal.as("sample-county-administrator", "toyon-coe")];
    const subject = { leaKind: "district" as const, level: "lea" as const };
    let pairs = 0;
    for (const state of workflow.states) {
      const open = movesFrom(workflow, state.id, subject);
      for (const [n, one] of open.entries()) {
        for (const other of open.slice(n)) {
          const make = async (name: (typeof open)[number], seenVersion: number) => {
            const form = { move: name.id, seenVersion, day: name.asks.day === undefined ? "" : "2025-06-24", words: name.asks.words === undefined ? "" : "Said." };
            const by = name.by === "author" ? portal.ctx : name.by === "decider" ? administrator : reviewer;
            const filing = await filingNow();
            return name.by === "author" ? makeMove(at(by, inTime), { planId: plan.id, program }, form) : makeReviewMove(at(by, inTime), filing?.id ?? "", form);
          };
          await stand(state.id);
          const version = (await filingNow())?.version ?? 0;
          const results = await Promise.allSettled([make(one, version), make(other, version)]);
          const made = results.flatMap((result, at) => (result.status === "fulfilled" && result.value.outcome === "made" ? [[one, other][at]?.to] : []));
          expect(made.length, `${state.id}: ${one.id} and ${other.id}`).toBe(1);
          for (const result of results) if (result.status === "rejected") expect(result.reason, `${state.id}: ${one.id} and ${other.id}`).toMatchObject({ code: "conflict" });
          expect(await filingNow()).toMatchObject({ state: made[0], version: version + 1 });
          // Both orders of a third of them here, of all in the drill.
          for (const [first, second] of pairs % 3 === 0 ? ([[one, other], [other, one]] as const) : []) {
            await stand(state.id);
            const begun = (await filingNow())?.version ?? 0;
            expect(await make(first, begun)).toMatchObject({ outcome: "made", state: first.to });
            const open = second.from.includes(first.to);
            const after = await make(second, begun + 1).then((result) => (result.outcome === "made" ? result.state : "refused"), (fault: { code?: string }) => fault.code);
            expect(after, `${state.id}: ${first.id}, then ${second.id}`).toBe(open ? second.to : "conflict");
          }
          pairs += 1;
        }
      }
    }
    expect(pairs).toBeGreaterThan(25);
  }, 240_000);
});
