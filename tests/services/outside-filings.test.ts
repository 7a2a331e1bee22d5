// A district outside the portal: its plan comes as a file and is worked on like any other.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { withLea } from "#db/client.server.ts";
import type { Context } from "#app/context.server.ts";
import { readDocx } from "#app/adapters/readers/docx.server.ts";
import { loadCriterionList } from "#app/services/review/criterion-list.server.ts";
import { assignReview, decideLines, readSecond } from "#app/services/review/decide-checklist.server.ts";
import { enterOutside, loadEnterPage, loadSteps, noteStep } from "#app/services/review/enter-outside.server.ts";
import type { EnterForm } from "#app/services/review/enter-outside.server.ts";
import { loadChecklist } from "#app/services/review/load-checklist.server.ts";
import { loadReview, loadReviews } from "#app/services/review/load-reviews.server.ts";
import { openLetter } from "#app/services/review/make-letter.server.ts";
import { makeReviewMove } from "#app/services/review/make-move.server.ts";
import { commentOnPage, drawOutsidePage, loadPages, openOutsideFile } from "#app/services/review/outside-desk.server.ts";
import { loadStateDesk } from "#app/services/state/load-state-desk.server.ts";
import { at, smallPdf } from "../adapters/readers/small-pdf.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { unheardCommit } from "./unheard-commit.ts";

let portal: Portal;
let reviewer: Context;
let administrator: Context;
let filingId = "";
const cds = "99200010000000";
/** At work on that day, at noon in California. */
const on = (ctx: Context, day: string): Context => ({ ...ctx, now: () => new Date(`${day}T19:00:00Z`), today: () => day });
const pdf = (...words: string[]) => ({ name: "LCAP 2025.pdf", bytes: smallPdf(words.map((text) => ({ content: at(100, 500, text) }))) });
const form = (more: Partial<EnterForm> = {}): EnterForm => ({ district: "", name: "Quail Ridge Unified", cds, form: "lcap/2025-26", receivedOn: "2025-06-30", adoptedOn: "2025-06-26", ...more });
const version = async () => (await loadReview(reviewer, filingId)).version;
const files = (ctx: Context) => withLea(portal.database.app, { leaId: ctx.user.leaId, actor: "test" }, (tx) => tx.selectFrom("outside_copy").select("file_key").execute());

beforeAll(async () => {
  portal = await openPortal();
  reviewer = await portal.as("sample-county-reviewer", "toyon-coe");
  administrator = await portal.as("sample-county-administrator", "toyon-coe");
}, 180_000);
afterAll(() => portal?.close());

describe("a plan is entered", () => {
  test("for a district of the county, with its day and file; what is wrong is said in words and nothing is kept", async () => {
    for (const [more, problem] of [[{ cds: "123" }, "code"], [{ cds: "34200010000000" }, "county"], [{ name: " " }, "name"], [{ form: "spsa/2025-26" }, "form"], [{ receivedOn: "2999-01-01" }, "received"], [{ adoptedOn: "2025-07-01" }, "adopted"], [{ cds: portal.plan.organizations[0]?.cds ?? "" }, "works-here"]] as const)
      expect(await enterOutside(reviewer, form(more), pdf("x")), problem).toEqual({ outcome: "refused", problem, filingId: null });
    expect(await enterOutside(reviewer, form(), null)).toMatchObject({ problem: "file" });
    for (const bytes of [new TextEncoder().encode("hello"), new TextEncoder().encode("%PDF-1.7 cut off"), new TextEncoder().encode("%PDF-1.7 nothing\n%%EOF"), new Uint8Array()]) await expect(enterOutside(reviewer, form(), { name: "a.pdf", bytes })).rejects.toMatchObject({ code: "invalid" });
    expect((await loadReviews(reviewer)).lines).toEqual([]);
    const entered = await enterOutside(reviewer, form(), pdf("The first page", "The second page"));
    if (entered.outcome !== "entered") throw new Error("not entered");
    filingId = entered.filingId;
    expect(await enterOutside(administrator, form({ name: "Other" }), pdf("x"))).toEqual({ outcome: "refused", problem: "entered", filingId });
    expect(await files(reviewer)).toHaveLength(1);
    expect((await loadEnterPage(reviewer)).forms.map(({ value }) => value)).toContain("lcap/2025-26");
  });

  test("and waits in the queue under the same clock, on the right side of its deadline", async () => {
    const [line] = (await loadReviews(reviewer)).lines;
    expect(line).toMatchObject({ filingId, organization: "Quail Ridge Unified", outside: true, ball: { holder: "reviewer" }, due: { id: "D-14", dueOn: "2025-08-15" } });
    const page = await loadReview(reviewer, filingId);
    expect(page).toMatchObject({ document: null, findings: [], receipt: `LCAP-2025-26-${cds}-E1`, outside: { copies: [{ side: "in-time", dueOn: "2025-07-01" }], pages: { count: 2 } } });
    expect(page.clocks.map(({ id, dueOn }) => `${id} ${dueOn}`)).toEqual(["D-14 2025-08-15", "D-18 2025-10-08"]);
  });

  test("the same form sent twice enters it once (REL-A7)", async () => {
    const sent = { ...reviewer, sent: { key: "k".repeat(40), hash: "h", steps: 0 } };
    const first = await enterOutside({ ...sent, sent: { ...sent.sent } }, form({ cds: "99200020000000", name: "Twice" }), pdf("x"));
    expect(await enterOutside({ ...sent, sent: { ...sent.sent } }, form({ cds: "99200020000000", name: "Twice" }), pdf("x"))).toEqual(first);
    expect(await files(reviewer)).toHaveLength(2);
  });
});

describe("the office works on it", () => {
  test("with checklist, budget figures, reviewer and second reader; the machine found nothing because it read nothing", async () => {
    const page = await loadChecklist(reviewer, filingId, 2);
    expect(page.groups.map(({ id }) => id)).toEqual(["C-1", "C-2", "C-3", "C-4", "C-5", "P-1", "C-6"]);
    expect(page.groups.flatMap(({ lines, quiet }) => [...quiet, ...lines.flatMap(({ evidence }) => evidence)])).toEqual([]);
    expect(page).toMatchObject({ document: null, pages: { page: 2, count: 2 } });
    const line = { line: "criterion/C-6", verdict: "not-met" as const, words: "The prompts are empty.", inLetter: true, seenVersion: 0 };
    expect(await decideLines(reviewer, filingId, [line], [{ name: "lcff", typed: "$10.00", seenVersion: 0 }])).toMatchObject({ outcome: "kept", changed: 2 });
    expect((await loadChecklist(reviewer, filingId)).figures[0]).toMatchObject({ planned: "", typed: "$10.00", difference: "", short: false });
    await assignReview(reviewer, filingId, { reviewer: "sample-county-reviewer", secondReader: "sample-county-administrator", seenVersion: 0 });
    await readSecond(administrator, filingId, { words: "", seenVersion: 1 });
    expect((await loadReviews(reviewer)).workload[0]).toMatchObject({ name: "Delia Marchetti", waits: 1 });
    expect((await loadCriterionList(reviewer, "D-22", "2025-26")).leas).toMatchObject([{ organization: "Quail Ridge Unified", verdict: "not-met", unread: true }, { organization: "Twice", verdict: "open" }]);
  });

  test("page by page: a comment stands at its page, and goes into the letter only when ticked", async () => {
    expect(await commentOnPage(reviewer, filingId, { act: "say", number: 1, page: 1, words: " ", inLetter: false })).toEqual({ outcome: "refused" });
    await expect(commentOnPage(reviewer, filingId, { act: "say", number: 1, page: 3, words: "x", inLetter: false })).rejects.toMatchObject({ code: "invalid" });
    for (const [page, words, inLetter] of [[2, "No signature.", true], [1, "Ask Ana.", false], [1, "Gone.", true]] as const) await commentOnPage(reviewer, filingId, { act: "say", number: 1, page, words, inLetter });
    const { comments } = await loadPages(administrator, filingId, null, 2);
    expect(comments.map(({ page, words }) => `${page} ${words}`)).toEqual(["1 Ask Ana.", "1 Gone.", "2 No signature."]);
    await commentOnPage(administrator, filingId, { act: "remove", id: comments[1]?.id ?? "" });
    await expect(commentOnPage(administrator, filingId, { act: "letter", id: comments[1]?.id ?? "", inLetter: true })).rejects.toMatchObject({ code: "not-found" });
    const { letter } = await loadReview(reviewer, filingId);
    expect(letter).toContain("The prompts are empty.");
    expect(letter).toContain("Page 2: No signature.");
    expect(letter).not.toContain("Ana");
    const drawn = await drawOutsidePage(reviewer, filingId, 1, 2, null);
    expect(new TextDecoder("latin1").decode(drawn.bytes?.slice(8, 12))).toBe("WEBP");
    expect((await drawOutsidePage(reviewer, filingId, 1, 2, drawn.mark)).bytes).toBeNull();
    await expect(drawOutsidePage(reviewer, filingId, 1, 3, null)).rejects.toMatchObject({ code: "not-found" });
    expect(await openOutsideFile(reviewer, filingId, 1)).toMatchObject({ name: "LCAP 2025.pdf", bytes: Buffer.from(pdf("The first page", "The second page").bytes) });
  });

  test("asks, notes the answer on the day it came, recommends, takes the amended copy, and approves: each clock runs from the day before it", async () => {
    await expect(makeReviewMove(on(reviewer, "2025-07-10"), filingId, { move: "approve", seenVersion: 1, day: "", words: "" })).rejects.toMatchObject({ code: "forbidden" });
    expect(await makeReviewMove(on(reviewer, "2025-07-10"), filingId, { move: "ask-clarification", seenVersion: await version(), day: "", words: "Page 2: No signature." })).toMatchObject({ outcome: "made" });
    await expect(makeReviewMove(reviewer, filingId, { move: "ask-clarification", seenVersion: 1, day: "", words: "again" })).rejects.toMatchObject({ code: "conflict" });
    expect((await loadReview(reviewer, filingId)).clocks.map(({ id, dueOn }) => `${id} ${dueOn}`)).toEqual(["D-15 2025-07-25", "D-18 2025-10-08"]);
    expect((await loadSteps(reviewer, filingId)).steps.map(({ id }) => id)).toEqual(["answer-clarification", "send-amended"]);
    const step = { move: "answer-clarification", seenVersion: await version(), cameOn: "2025-07-20", day: "", words: "It is on page 40.", adoptedOn: "" };
    for (const [more, problem] of [[{ cameOn: "2025-07-01" }, "cameOn"], [{ cameOn: "2999-01-01" }, "cameOn"], [{ words: " " }, "words"], [{ move: "send-amended", day: "2025-07-18" }, "file"], [{ move: "send-amended", day: "2025-07-21" }, "day"]] as const) expect(await noteStep(reviewer, filingId, { ...step, ...more }, null), problem).toEqual({ outcome: "refused", problem });
    await expect(noteStep(reviewer, filingId, { ...step, move: "approve" }, null)).rejects.toMatchObject({ code: "conflict" });
    expect(await noteStep(reviewer, filingId, step, null)).toEqual({ outcome: "noted" });
    await expect(noteStep(reviewer, filingId, step, null)).rejects.toMatchObject({ code: "conflict" });
    expect((await loadReview(reviewer, filingId)).clocks[0]).toMatchObject({ id: "D-16", dueOn: "2025-08-04" });
    await makeReviewMove(on(reviewer, "2025-08-01"), filingId, { move: "recommend-amendments", seenVersion: await version(), day: "", words: "Sign it." });
    expect(await noteStep(reviewer, filingId, { move: "send-amended", seenVersion: await version(), cameOn: "2025-08-12", day: "2025-08-11", words: "Signed.", adoptedOn: "2025-08-11" }, pdf("Signed"))).toEqual({ outcome: "noted" });
    const page = await loadReview(reviewer, filingId);
    expect(page).toMatchObject({ number: 2, ball: { state: "amendments-considered" }, outside: { copies: [{ number: 2 }, { number: 1 }] } });
    expect(page.letter).not.toContain("No signature.");
    expect((await loadChecklist(reviewer, filingId)).verdicts["criterion/C-6"]?.number).toBe(1);
    expect(await makeReviewMove(on(administrator, "2025-09-01"), filingId, { move: "approve", seenVersion: await version(), day: "", words: "" })).toMatchObject({ outcome: "made", state: "approved" });
    expect((await loadReview(reviewer, filingId)).made.map(({ title, noted }) => `${title} ${noted}`)).toEqual(["Approve false", "Send the amended plan true", "Recommend amendments false", "Answer in writing true", "Ask for clarification false", "Send true"]);
  });

  test("letters come from the record, to the district's name and code", async () => {
    const { made } = await loadReview(reviewer, filingId);
    const asked = made.find(({ title }) => title === "Ask for clarification");
    const text = JSON.stringify(await readDocx((await openLetter(reviewer, filingId, asked?.id ?? 0, "docx")).bytes));
    for (const words of ["Toyon County Office of Education", "Quail Ridge Unified", cds, "Page 2: No signature.", "July 25, 2025", `LCAP-2025-26-${cds}-E1`]) expect(text).toContain(words);
    const approved = JSON.stringify(await readDocx((await openLetter(reviewer, filingId, made[0]?.id ?? 0, "docx")).bytes));
    expect(approved).toContain(`LCAP-2025-26-${cds}-E2`);
  });

  test("every act is in the office's own chain", async () => {
    const { rows } = await withLea(portal.database.app, { leaId: "toyon-coe", actor: "test" }, (tx) => sql<{ verb: string }>`select verb from audit where object like ${`outside-filing/${filingId}%`} or object like ${`%${filingId}%`} order by number`.execute(tx));
    expect([...new Set(rows.map(({ verb }) => verb))]).toEqual(["start-outside-reading", "enter-outside-filing", "decide-review-lines", "assign-review", "read-second", "comment-on-page", "remove-page-comment", "download-outside-file", "ask-clarification", "note-outside-step", "recommend-amendments", "approve", "download-letter"]);
  });
});

describe("whose it is", () => {
  test("the office's alone: no LEA, SELPA or state opens it, nor a planner of the office's own plan (REL-A2)", async () => {
    const planner: Context = { ...reviewer, user: { ...reviewer.user, memberships: [{ role: "planner", leaId: "toyon-coe", orgId: "toyon-coe", above: [] }] } };
    for (const other of [portal.ctx, await portal.as("sample-selpa", "toyon-selpa"), await portal.as("sample-state-administrator", "sample-state"), planner]) {
      for (const open of [() => loadReview(other, filingId), () => loadChecklist(other, filingId), () => loadPages(other, filingId, null, 1), () => loadSteps(other, filingId), () => openOutsideFile(other, filingId, 1), () => drawOutsidePage(other, filingId, 1, 1, null), () => loadEnterPage(other)]) await expect(open()).rejects.toMatchObject({ code: "not-found" });
      await expect(enterOutside(other, form({ cds: "99200030000000" }), pdf("x"))).rejects.toMatchObject({ code: "not-found" });
      expect((await loadReviews(other)).lines.some((line) => line.filingId === filingId)).toBe(false);
    }
  });

  test("the state counts it as filed elsewhere, with whom and where it stands, and reads nothing else of it (REL-B1)", async () => {
    const analyst = await portal.as("sample-state-analyst", "sample-state");
    const line = (await loadStateDesk(analyst, { program: "lcap", year: "2025-26" })).lines.find((one) => one.cds === cds);
    expect(line).toMatchObject({ standing: "elsewhere", filing: null, entered: { office: "Toyon County Office of Education", title: "Approved", receivedOn: "2025-08-12" } });
    const seen = async (leaId: string) => withLea(portal.database.app, { leaId, actor: "test" }, async (tx) => (await Promise.all((["outside_filing", "outside_copy", "outside_move", "outside_comment"] as const).map((name) => tx.selectFrom(name).selectAll().execute()))).map((rows) => rows.length));
    expect(await seen("sample-state")).toEqual([2, 0, 0, 0]);
    for (const leaId of ["alder-valley", "toyon-selpa", "choices"]) expect(await seen(leaId), leaId).toEqual([0, 0, 0, 0]);
  });

  test("a district that joins later finds nothing of it; the office is told", async () => {
    await withLea(portal.database.app, { leaId: "quail", actor: "test" }, async (tx) => {
      await tx.insertInto("organization").values({ lea_id: "quail", id: "quail", kind: "district", name: "Quail Ridge Unified", cds, sample: true }).execute();
      await tx.insertInto("organization_relation").values({ lea_id: "quail", org_id: "quail", kind: "in-county", other_lea_id: "toyon-coe", other_id: "toyon-coe", since: "2025-07-01", until: null }).execute();
      for (const name of ["outside_filing", "outside_copy", "outside_move", "outside_comment", "filing"] as const) expect(await tx.selectFrom(name).selectAll().execute(), name).toEqual([]);
    });
    const superintendent: Context = { ...portal.ctx, user: { ...portal.ctx.user, leaId: "quail", memberships: [{ role: "superintendent", leaId: "quail", orgId: "quail", above: ["toyon-coe", "sample-state"] }] } };
    await expect(loadReview(superintendent, filingId)).rejects.toMatchObject({ code: "not-found" });
    expect((await loadReview(reviewer, filingId)).outside?.worksHere).toBe(true);
    expect(await enterOutside(reviewer, form({ form: "lcap/2026-27" }), pdf("x"))).toMatchObject({ problem: "works-here" });
  });

  test("copies and moves are only ever added to (REL-B9)", async () => {
    for (const statement of ["update outside_copy set receipt = 'x'", "delete from outside_move", "update outside_move set words = ''"]) await expect(withLea(portal.database.app, { leaId: "toyon-coe", actor: "test" }, (tx) => sql.raw(statement).execute(tx))).rejects.toThrow();
  });
});

test("the file is there also when the connection breaks while the database says yes, under a name that says what it is (REL-A7, REL-D1)", async () => {
  const hta = { ...pdf("unheard"), name: "Plan.pdf.hta" };
  await expect(enterOutside({ ...reviewer, db: unheardCommit(reviewer.db, 2) }, form({ cds: "99200030000000", name: "Unheard" }), hta)).rejects.toMatchObject({ code: "unavailable" });
  const line = (await loadReviews(reviewer)).lines.find(({ organization }) => organization === "Unheard");
  const file = await openOutsideFile(reviewer, line?.filingId ?? "", 1);
  expect(file.name).toBe("Plan.pdf.hta.pdf");
  expect(file.bytes).toEqual(Buffer.from(hta.bytes));
});
