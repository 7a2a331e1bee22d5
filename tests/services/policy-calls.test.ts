// Each service asks the policy by itself: called past the pages, it still refuses who may not, and shows of other schools and of buttons only what is theirs.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadComments, loadCommentsOn, loadThread } from "#app/services/comments/load-comments.server.ts";
import { loadWaiting } from "#app/services/comments/load-waiting.server.ts";
import { loadTalk } from "#app/services/comments/talk.server.ts";
import { beginThread } from "#app/services/comments/write-comment.server.ts";
import { loadConsistency } from "#app/services/consistency/load-consistency.server.ts";
import { loadCoverage } from "#app/services/coverage/load-coverage.server.ts";
import { loadMatrix } from "#app/services/coverage/load-matrix.server.ts";
import { loadDocumentPage } from "#app/services/documents/load-document-page.server.ts";
import { compareWorkbook, gridWorkbook, loadImportPage, takeWorkbook } from "#app/services/grids/grid-file.server.ts";
import { loadDuties } from "#app/services/identification/load-duties.server.ts";
import { loadGoal } from "#app/services/plans/load-goal.server.ts";
import { loadMidYear } from "#app/services/plans/load-mid-year.server.ts";
import { inOneLook, mayOnPart } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import { loadReview } from "#app/services/review/load-reviews.server.ts";
import { answerInTalk, loadOfficeTalk } from "#app/services/review/office-talk.server.ts";
import { loadSchoolHome } from "#app/services/schools/load-school-home.server.ts";
import { loadSchools } from "#app/services/schools/load-schools.server.ts";
import { loadBeside } from "#app/services/year-turn/load-beside.server.ts";
import { loadCarried, loadCarriedMarks } from "#app/services/year-turn/load-carried.server.ts";
import { loadOffers, takeOffer } from "#app/services/year-turn/offers.server.ts";
import { loadRollForward, rollPlanForward } from "#app/services/year-turn/roll-forward.server.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { rights } from "#app/domain/permissions/rights.ts";
import { roles } from "#app/domain/permissions/roles.ts";
import type { Context } from "#app/context.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { sendUnchecked } from "./sent-plan.ts";

let portal: Portal;
let planner: Context;
let [fiscal, board, principal, council]: Context[] = [];
const [own, other] = ["alder-valley-high", "orchard"];
beforeAll(async () => {
  portal = await openPortal();
  planner = portal.ctx;
  [fiscal, board, principal, council] = await Promise.all(["sample-fiscal", "sample-board", "sample-principal", "sample-council"].map((id) => portal.as(id)));
}, 120_000);
afterAll(() => portal?.close());

const refused = async (work: Promise<unknown>): Promise<string> => work.then(() => "let through", (error: unknown) => (error as { code?: string }).code ?? String(error));

describe("a service that reads a part", () => {
  const readers: Record<string, (ctx: Context, key: string) => Promise<unknown>> = {
    loadComments: (ctx, key) => loadComments(ctx, key, { show: null, chapter: null }),
    loadCommentsOn: (ctx, key) => loadCommentsOn(ctx, key, "answers/who.district"),
    loadThread: (ctx, key) => loadThread(ctx, key, crypto.randomUUID()),
    loadTalk: (ctx, key) => loadTalk(ctx, key, "all"),
    loadConsistency,
    loadCoverage: (ctx, key) => loadCoverage(ctx, key, key.includes("~") ? "spsa" : "lcap"),
    loadMatrix,
    loadDocumentPage: (ctx, key) => loadDocumentPage(ctx, key, key.includes("~") ? "spsa" : "lcap", "internal-draft"),
    loadGoal: (ctx, key) => loadGoal(ctx, key, portal.plan.goals.find(({ orgId }) => orgId === (key.split("~")[1] ?? portal.plan.leaId))?.id ?? ""),
    loadMidYear: (ctx, key) => loadMidYear(ctx, key, null),
    loadCarried: (ctx, key) => loadCarried(ctx, key, null),
    loadCarriedMarks,
    loadOffers,
    gridWorkbook: (ctx, key) => gridWorkbook(ctx, key, { collection: "goals", goalId: null }),
  };

  test.each(Object.entries(readers))("%s does not know the part of a school that is not one's own, nor the LEA's for a council member", async (_name, read) => {
    expect(await refused(read(principal!, partKey(portal.plan.id, other)))).toBe("not-found");
    expect(await refused(read(council!, partKey(portal.plan.id, other)))).toBe("not-found");
    expect(await refused(read(council!, portal.plan.id))).toBe("not-found");
    // A part of theirs that is there is shown (a thread that is not there is not).
    expect(await refused(read(planner, portal.plan.id))).toBe(read === readers["loadThread"] ? "not-found" : "let through");
  });

  test.each(Object.entries(readers))("%s asks the policy too where it shares its transaction with the rest of a page", async (_name, read) => {
    const [mine, others] = [partKey(portal.plan.id, own), partKey(portal.plan.id, other)];
    // The page has read the plan before, for the part that is one's own.
    const after = (ctx: Context, key: string) => inOneLook(ctx, async (page) => (await loadTalk(page, mine, "all"), read(page, key)));
    expect(await refused(after(principal!, others))).toBe("not-found");
    expect(await refused(after(council!, others))).toBe("not-found");
    expect(await refused(after(council!, portal.plan.id))).toBe("not-found");
    expect(await refused(inOneLook(planner, (page) => read(page, portal.plan.id)))).toBe(read === readers["loadThread"] ? "not-found" : "let through");
  });

  test("a thread that is there is not told of to other schools", async () => {
    const key = partKey(portal.plan.id, other);
    const begun = await beginThread(planner, key, { place: `goals/${portal.plan.goals.find(({ orgId }) => orgId === other)?.id ?? ""}`, quote: "", block: null, words: "Said at Orchard.", mention: "", visibility: "lea", assignTo: "", dueOn: "" });
    expect(begun.outcome).toBe("begun");
    const threadId = begun.outcome === "begun" ? begun.threadId : "";
    expect((await loadThread(planner, key, threadId)).thread.id).toBe(threadId);
    expect(await refused(loadThread(principal!, key, threadId))).toBe("not-found");
    expect(JSON.stringify(await loadWaiting(principal!))).not.toContain("Said at Orchard.");
    expect(await refused(loadTalk(principal!, key, "all"))).toBe("not-found");
  });

  test("pages of the LEA alone: what stands beside an analysis, a school's home, next year", async () => {
    expect(await refused(loadBeside(council!, portal.plan.id))).toBe("not-found");
    expect(await refused(loadSchoolHome(principal!, other!))).toBe("not-found");
    expect(await refused(loadSchools(council!, portal.plan.id))).toBe("not-found");
    for (const who of [fiscal!, board!, principal!]) expect(await refused(rollPlanForward(who, portal.plan.id, "2027-28"))).toBe("forbidden");
    for (const who of [fiscal!, board!]) expect(await refused(loadRollForward(who, portal.plan.id))).toBe("forbidden");
  });
});

describe("a service that changes something", () => {
  test("a workbook is compared and taken by who writes those rows", async () => {
    const { bytes } = await gridWorkbook(planner, portal.plan.id, { collection: "goals", goalId: null });
    for (const who of [fiscal!, board!]) {
      expect(await refused(compareWorkbook(who, portal.plan.id, { collection: "goals", goalId: null, bytes }))).toBe("forbidden");
      expect(await refused(loadImportPage(who, portal.plan.id, "goals"))).toBe("forbidden");
      expect(await refused(takeWorkbook(who, portal.plan.id, { collection: "goals", goalId: null, rows: [], seen: {}, added: [], take: [], add: [], drop: [portal.plan.goals[0]?.id ?? ""] }))).toBe("forbidden");
    }
    expect(await refused(compareWorkbook(principal!, partKey(portal.plan.id, other), { collection: "goals", goalId: null, bytes }))).toBe("not-found");
  });

  test("an offer is taken by who writes what it becomes", async () => {
    for (const who of [fiscal!, board!]) expect(await refused(takeOffer(who, portal.plan.id, { kind: "need", offer: "x" }))).toBe("forbidden");
    expect(await refused(takeOffer(council!, partKey(portal.plan.id, own), { kind: "need", offer: "x" }))).toBe("forbidden");
  });
});

describe("what a page shows beside", () => {
  test("of other schools is nothing for a principal who looks at the LEA's part", async () => {
    const schools = portal.plan.organizations.filter(({ kind }) => kind === "school").map(({ id }) => id);
    expect((await loadConsistency(planner, portal.plan.id)).groups.map(({ id }) => id).sort()).toEqual([portal.plan.leaId, ...schools].sort());
    expect((await loadConsistency(principal!, portal.plan.id)).groups.map(({ id }) => id).sort()).toEqual([portal.plan.leaId, own].sort());
    const counted = async (ctx: Context) => (await loadMatrix(ctx, portal.plan.id)).columns.find(({ program, ofSchools }) => program === "spsa" && ofSchools)?.organizations;
    expect((await counted(planner)) ?? 0).toBeGreaterThan(1);
    expect(await counted(principal!)).toBe(1);
    expect((await loadSchools(principal!, portal.plan.id)).schools.map(({ id }) => id)).toEqual([own]);
    expect((await loadSchools(planner, portal.plan.id)).schools.length).toBe(schools.length);
  });

  test("are files of all schools only for who makes documents", async () => {
    const { requestPacket } = await import("#app/services/documents/packet.server.ts");
    await requestPacket(planner, portal.plan.id, { program: "spsa", format: "docx", copy: "internal-draft" });
    const shown = async (ctx: Context) => {
      const { forms, packets } = await loadSchools(ctx, portal.plan.id);
      return [forms.length > 0, packets.length > 0];
    };
    expect([await shown(board!), await shown(principal!)]).toEqual([[true, true], [false, false]]);
    expect(await refused(requestPacket(principal!, portal.plan.id, { program: "spsa", format: "docx", copy: "internal-draft" }))).toBe("forbidden");
    // Whoever makes documents of the LEA reads every school: a packet holds nothing that they may not read.
    const makers = roles.filter((role) => (rights["document.export"].held as Record<string, readonly string[]>)[role]?.includes("own"));
    expect(makers.filter((role) => !(rights["school.read"].held as Record<string, readonly string[]>)[role]?.includes("child"))).toEqual([]);
  });

  test("are buttons only for who may press them", async () => {
    const facts = async (ctx: Context) => (await loadDuties(ctx, portal.plan.id)).mayTake;
    expect([await facts(planner), await facts(fiscal!), await facts(board!)]).toEqual([true, false, false]);
    const carried = async (ctx: Context, key: string) => (await loadCarried(ctx, key, null)).writes;
    expect([await carried(planner, portal.plan.id), await carried(fiscal!, portal.plan.id), await carried(board!, portal.plan.id)]).toEqual([true, false, false]);
    const school = partKey(portal.plan.id, own);
    expect([await carried(principal!, school), await carried(council!, school), await carried(planner, school)]).toEqual([true, false, false]);
    const reads = (ctx: Context) => planHead(ctx, portal.plan, own).school?.reads;
    expect([reads(principal!), reads(council!), reads(planner)]).toEqual([false, true, true]);
  });

  test("private parts of a school: for who writes them and who works with the LEA's, and nobody else", async () => {
    const [special, superintendent] = [await portal.as("sample-special-education"), await portal.as("sample-superintendent")];
    const may = (ctx: Context, orgId: string) => mayOnPart(ctx.user, { leaId: portal.plan.leaId, orgId }, "private.read");
    expect([planner, special, superintendent].map((ctx) => [may(ctx, own!), may(ctx, portal.plan.leaId)])).toEqual([[true, true], [true, true], [true, true]]);
    expect([fiscal!, board!, council!].map((ctx) => [may(ctx, own!), may(ctx, portal.plan.leaId)])).toEqual([[false, false], [false, false], [false, false]]);
    expect([may(principal!, own!), may(principal!, other!), may(principal!, portal.plan.leaId)]).toEqual([true, false, false]);
  });

  test("shared comments are read and answered by the county office, not further up", async () => {
    const program = portal.process.crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(portal.plan.year));
    const filingId = program ? await sendUnchecked(portal.process, portal.plan, { program }) : "";
    const [county, state] = [await portal.as("sample-county-reviewer", "toyon-coe"), await portal.as("sample-state-analyst", "sample-state")];
    expect([(await loadReview(county, filingId)).readsComments, (await loadReview(state, filingId)).readsComments]).toEqual([true, false]);
    // The office's own work on a plan is the reviewing body's: the state looks, and does not review a district.
    expect([(await loadReview(county, filingId)).summary !== null, (await loadReview(state, filingId)).summary !== null]).toEqual([true, false]);
    expect([await refused(loadOfficeTalk(county, filingId)), await refused(loadOfficeTalk(state, filingId))]).toEqual(["let through", "forbidden"]);
    const answer = (ctx: Context) => answerInTalk(ctx, filingId, { threadId: crypto.randomUUID(), audience: "lea", words: "Seen." });
    expect([await refused(answer(county)), await refused(answer(state)), await refused(answer(planner))]).toEqual(["not-found", "forbidden", "forbidden"]);
  });
});
