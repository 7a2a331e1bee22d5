// What somebody tries who wants to see, take or lose what is not theirs: each way stays shut.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LoaderFunctionArgs } from "@remix-run/node";
import type { Context } from "#app/context.server.ts";
import { makeFeed, readFeed } from "#app/services/calendar/feeds.server.ts";
import { attachFile, detachFile, loadMeeting, openMeetingFile, saveWhatHappened } from "#app/services/calendar/meetings.server.ts";
import { loadByLink } from "#app/services/comments/by-link.server.ts";
import { requestExport } from "#app/services/documents/request-export.server.ts";
import { saveCells } from "#app/services/grids/save-cells.server.ts";
import { drawImportPage } from "#app/services/imports/draw-import-page.server.ts";
import { loadInvitation } from "#app/services/people/people.server.ts";
import { beginPlan, yearsToBegin } from "#app/services/plans/begin-plan.server.ts";
import { removeRow } from "#app/services/plans/remove-row.server.ts";
import { loadSendPage } from "#app/services/review/load-send-page.server.ts";
import { loadReview, loadReviews } from "#app/services/review/load-reviews.server.ts";
import { openReview } from "#app/services/review/open-review.server.ts";
import { openLetter } from "#app/services/review/make-letter.server.ts";
import { makeMove, makeReviewMove } from "#app/services/review/make-move.server.ts";
import { loadOwnChecklist, loadOwnLines } from "#app/services/review/own-checklist.server.ts";
import { makeStateExport } from "#app/services/state/make-state-export.server.ts";
import { loadStateExport, openStateExportFile, requestStateExport } from "#app/services/state/request-state-export.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { loadRecord } from "#app/services/audit/load-record.server.ts";
import { connect, withLea } from "#db/client.server.ts";
import { insertPlan, listPlans } from "#db/repos/plans.server.ts";
import { claimImport, createImport, finishImport, saveImportProgress } from "#db/repos/plan-imports.server.ts";
import { insertRow } from "#db/repos/rows.server.ts";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import { madePlan } from "../db/made-plan.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { unheardCommit } from "./unheard-commit.ts";
import { sendUnchecked } from "./sent-plan.ts";

let portal: Portal;
let program: ProgramCrosswalk;
beforeAll(async () => {
  portal = await openPortal();
  program = portal.process.crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(portal.running.year)) as ProgramCrosswalk;
}, 120_000);
afterAll(() => portal?.close());

const codesOf = async (work: readonly Promise<unknown>[]): Promise<(string | undefined)[]> => (await Promise.all(work.map(refusal))).map(({ code }) => code);
const refusal = (work: Promise<unknown>): Promise<{ code?: string; message?: string }> => work.then(() => ({ code: "let through" }), (error: unknown) => error as { code?: string; message?: string });
/** The same person at work with one connection: what takes a second one while it holds the first waits for itself. */
async function withOneConnection<Result>(ctx: Context, work: (ctx: Context) => Promise<Result>): Promise<Result> {
  const db = connect(portal.database.urls.app, { max: 1 });
  try {
    return await work({ ...ctx, db });
  } finally {
    await db.destroy();
  }
}

test("the sending page of another school is the same 404 as that of a school that is not there; one's own, and the district's people's, opens (REL-A2)", async () => {
  const principal = await portal.as("sample-principal");
  const ask = (ctx: Context, school: string) => loadSendPage(ctx, portal.plan.id, "spsa", school);
  const [foreign, missing] = [await refusal(ask(principal, "orchard")), await refusal(ask(principal, "no-such-school"))];
  expect(foreign).toMatchObject({ code: "not-found" });
  expect([foreign.code, foreign.message]).toEqual([missing.code, missing.message]);
  expect((await ask(principal, "alder-valley-high")).school?.id).toBe("alder-valley-high");
  expect((await ask(portal.ctx, "orchard")).school?.id).toBe("orchard");
  const { loader } = await import("#app/routes/plans.$planId.programs.$program_.send.tsx");
  const request = new Request("http://localhost:3000/x?school=orchard", { headers: { Cookie: await portal.cookieOf("sample-principal") } });
  const answer = await Promise.resolve(loader({ request, params: { planId: portal.plan.id, program: "spsa" }, context: {} } as unknown as LoaderFunctionArgs)).catch((thrown: unknown) => thrown);
  expect((answer as Response).status).toBe(404);
  const post = (orgId: string) => refusal(makeMove(principal, { planId: portal.plan.id, program: "spsa", orgId }, { move: "send-to-board", seenVersion: 0, day: "", words: "" }));
  expect([(await post("orchard")).code, (await post("orchard")).message]).toEqual(["not-found", (await post("no-such-school")).message]);
});

describe("a charter's plan", () => {
  test("is reviewed by its authorizer, and by no LEA above that one; the county reads it", async () => {
    const made = madePlan(11, { leaId: "a-charter", planId: "plan-of-a-charter" });
    await withLea(portal.database.app, { leaId: made.leaId, actor: "test" }, async (tx) => {
      await insertPlan(tx, made, { sample: true });
      await tx.insertInto("organization_relation").values({ lea_id: made.leaId, org_id: made.leaId, kind: "chartered-by", other_lea_id: "alder-valley", other_id: "alder-valley", since: "2024-07-01", until: null }).execute();
    });
    const filingId = await sendUnchecked(portal.process, made, { program, kind: "charter" });
    const countyPlanner: Context = { ...portal.ctx, user: { ...portal.ctx.user, id: "county-planner", leaId: "toyon-coe", memberships: [{ role: "planner", leaId: "toyon-coe", orgId: "toyon-coe", above: ["sample-state"] }] } };
    expect((await loadReview(portal.ctx, filingId)).summary).not.toBeNull();
    expect(await inLea(portal.ctx, (tx) => openReview(portal.ctx, tx, filingId))).toMatchObject({ filing: { id: filingId } });
    expect(await refusal(loadReview(countyPlanner, filingId))).toMatchObject({ code: "not-found" });
    expect(await refusal(makeReviewMove(countyPlanner, filingId, { move: "ask-clarification", seenVersion: 1, day: "", words: "x" }))).toMatchObject({ code: "not-found" });
    expect((await loadReviews(countyPlanner)).lines).toEqual([]);
    expect((await loadReviews(portal.ctx)).lines.map((line) => line.filingId)).toEqual([filingId]);
    const reviewer = await portal.as("sample-county-reviewer", "toyon-coe");
    expect(await loadReview(reviewer, filingId)).toMatchObject({ summary: null, moves: [] });
    await withLea(portal.database.app, { leaId: made.leaId, actor: "test" }, (tx) => tx.updateTable("organization_relation").set({ until: "2025-07-01" }).where("org_id", "=", made.leaId).execute());
    expect(await refusal(loadReview(portal.ctx, filingId))).toMatchObject({ code: "not-found" });
  });
});

describe("a letter", () => {
  test("is made and taken with the one connection that is held, and each taking stands on the record of the LEA it is about", async () => {
    const filingId = await sendUnchecked(portal.process, portal.running, { program });
    const reviewer = { ...(await portal.as("sample-county-reviewer", "toyon-coe")), now: () => new Date("2026-07-10T18:00:00Z") };
    const { version } = await loadReview(reviewer, filingId);
    expect(await withOneConnection(reviewer, (ctx) => makeReviewMove(ctx, filingId, { move: "ask-clarification", seenVersion: version, day: "", words: "Say more." }))).toMatchObject({ outcome: "made" });
    const letter = (await loadReview(reviewer, filingId)).made.find((one) => one.letter);
    expect((await withOneConnection(reviewer, (ctx) => openLetter(ctx, filingId, letter?.id ?? 0, "docx"))).bytes.byteLength).toBeGreaterThan(1000);
    const { lines } = await loadRecord(portal.ctx, null);
    expect(lines[0]).toMatchObject({ verb: "download-letter", by: { name: "Delia Marchetti", body: "Toyon County Office of Education" }, about: ["LCAP", "docx"] });
  });
});

/** A board meeting of the sample plan. */
const meet = (id: string) => inLea(portal.ctx, (tx) => insertRow(tx, { leaId: portal.plan.leaId, planId: portal.plan.id, collection: "meetings", row: { id, lineageId: id, orgId: portal.plan.leaId, version: 1, body: "board", kind: "regular", heldOn: "2026-05-12", postedAt: null, result: "", reason: "", assured: null, signerRole: "" } }));

describe("a meeting of which something is kept", () => {
  const pdf = (name = "Minutes.pdf") => ({ name, bytes: new TextEncoder().encode(`%PDF-1.7\n${name}\n%%EOF`) });

  test("stays, in words, on the page and in the grid; one without goes; the tables hold it too", async () => {
    for (const id of ["kept-record", "kept-file", "kept-nothing"]) await meet(id);
    await saveWhatHappened(portal.ctx, portal.plan.id, "kept-record", { people: "3", groups: [], topics: [], heard: "Heard.", motion: "", vote: "", changed: [], seenVersion: null });
    await attachFile(portal.ctx, portal.plan.id, "kept-file", { file: pdf(), kind: "minutes" });
    const remove = (rowId: string) => removeRow(portal.ctx, portal.plan.id, { collection: "meetings", rowId, seenVersion: 1 });
    expect(await remove("kept-record")).toEqual({ outcome: "blocked", why: "what happened at it is on record" });
    expect(await remove("kept-file")).toMatchObject({ outcome: "blocked", why: expect.stringContaining("1 file is kept with it") as string });
    expect(await saveCells(portal.ctx, portal.plan.id, { collection: "meetings", rows: [{ id: "kept-record", seenVersion: 1, cells: {}, remove: true }] })).toEqual({ outcome: "refused", errors: { "kept-record": { form: "what happened at it is on record" } } });
    expect(await remove("kept-nothing")).toMatchObject({ outcome: "removed" });
    for (const id of ["kept-record", "kept-file"]) expect(await refusal(inLea(portal.ctx, (tx) => sql`delete from meeting where id = ${id}`.execute(tx)))).toMatchObject({ code: "23503" });
  });

  test("has its file also when the connection breaks while the database says yes (REL-A7, REL-H1)", async () => {
    await meet("unheard");
    expect(await refusal(attachFile({ ...portal.ctx, db: unheardCommit(portal.ctx.db, 2) }, portal.plan.id, "unheard", { file: pdf("Agenda.pdf"), kind: "agenda" }))).toMatchObject({ code: "unavailable" });
    const [file] = (await loadMeeting(portal.ctx, portal.plan.id, "unheard")).files;
    expect(new TextDecoder().decode((await openMeetingFile(portal.ctx, portal.plan.id, "unheard", file?.id ?? "")).bytes)).toContain("Agenda.pdf");
  });
});

describe("the files of meetings", () => {
  const pdf = (name: string) => ({ name, bytes: new TextEncoder().encode(`%PDF-1.7\n${name}\n%%EOF`) });

  test("end with what their bytes are, whatever they were called", async () => {
    await meet("endings");
    for (const name of ["Minutes.pdf.hta", "Minutes", `${"😀".repeat(70)}.exe`, "Minutes.PDF"]) await attachFile(portal.ctx, portal.plan.id, "endings", { file: pdf(name), kind: "minutes" });
    const { files } = await loadMeeting(portal.ctx, portal.plan.id, "endings");
    expect(files.map(({ name }) => name).slice(0, 2)).toEqual(["Minutes.pdf.hta.pdf", "Minutes.pdf"]);
    for (const { name } of files) expect(name.length <= 120 && name.isWellFormed() && /\.pdf$/i.test(name), name).toBe(true);
    await withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, (tx) => sql`update meeting_file set name = 'Before.hta' where id = ${files[0]?.id ?? ""}`.execute(tx));
    expect((await openMeetingFile(portal.ctx, portal.plan.id, "endings", files[0]?.id ?? "")).name).toBe("Before.hta.pdf");
  });

  test("fill no disk by being taken out of the list again: those count as well", async () => {
    await meet("filling");
    await attachFile(portal.ctx, portal.plan.id, "filling", { file: pdf("a.pdf"), kind: "other" });
    const [file] = (await loadMeeting(portal.ctx, portal.plan.id, "filling")).files;
    await detachFile(portal.ctx, portal.plan.id, "filling", file?.id ?? "");
    const size = (bytes: number) => withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, (tx) => tx.updateTable("meeting_file").set({ size: bytes }).where("id", "=", file?.id ?? "").execute());
    await size(5 * 2 ** 30);
    expect(await refusal(attachFile(portal.ctx, portal.plan.id, "filling", { file: pdf("b.pdf"), kind: "other" }))).toMatchObject({ code: "conflict", message: expect.stringContaining("5 GB") as string });
    expect((await loadMeeting(portal.ctx, portal.plan.id, "filling")).files).toEqual([]);
    await size(1);
  });
});

describe("files that wait to be made", () => {
  test("are so many for one person and no more, also when all are asked for at once; mails overtake them", async () => {
    const fiscal = await portal.as("sample-fiscal");
    const ask = () => requestExport(fiscal, portal.plan.id, "lcap", { format: "json", copy: "internal-draft" });
    const codes = await codesOf(Array.from({ length: 14 }, ask));
    expect([codes.filter((code) => code === "let through").length, codes.filter((code) => code === "conflict").length]).toEqual([10, 4]);
    expect((await portal.as("sample-board")).user.id).toBe("sample-board");
    expect(await codesOf([requestExport(await portal.as("sample-board"), portal.plan.id, "lcap", { format: "json", copy: "internal-draft" })])).toEqual(["let through"]);
    await inLea(portal.ctx, (tx) => portal.process.queue.enqueue(tx, "send-mail", { mailId: 999_999 }, "mail-999999"));
    const queue = connect(portal.database.urls.direct, { max: 1 });
    try {
      const { rows } = await sql<{ task: string; priority: number }>`select distinct task_identifier as task, priority from graphile_worker.jobs order by priority`.execute(queue);
      expect(rows[0]).toEqual({ task: "send-mail", priority: -10 });
      expect(rows).toContainEqual({ task: "export-document", priority: 0 });
    } finally {
      await queue.destroy();
    }
  });

  test("statewide too", async () => {
    const analyst = await portal.as("sample-state-analyst", "sample-state");
    const ask = () => requestStateExport(analyst, { program: "lcap", year: portal.running.year, county: "Nowhere", format: "csv" });
    expect((await codesOf(Array.from({ length: 7 }, ask))).filter((code) => code === "conflict").length).toBe(2);
    await withLea(portal.database.app, { leaId: "sample-state", actor: "test" }, (tx) => tx.updateTable("state_export").set({ status: "failed" }).where("status", "=", "queued").execute());
  });
});

test("a list that somebody replaced meanwhile is not replaced unseen; of two at once one is told (REL-B3)", async () => {
  const reviewer = await portal.as("sample-county-reviewer", "toyon-coe");
  const { seen } = await loadOwnChecklist(reviewer, "lcap");
  const both = await Promise.all(["Cover,Signed,", "Cover,Dated,"].map((lines) => loadOwnLines(reviewer, "lcap", lines, seen)));
  expect(both.map(({ outcome }) => outcome).sort()).toEqual(["conflict", "kept"]);
  const now = await loadOwnChecklist(reviewer, "lcap");
  expect(now.lines.length).toBe(1);
  expect(await loadOwnLines(reviewer, "lcap", "", now.seen)).toEqual({ outcome: "kept", lines: 0 });
});

describe("a calendar's address of one's own", () => {
  const form = { kind: "personal" as const, name: "Mine", sets: [], onlyOurs: false };
  const read = (token: string, rules: Partial<typeof portal.process.signInRules> = {}) => refusal(readFeed({ ...portal.process, signInRules: { ...portal.process.signInRules, ...rules } }, token, { known: null, address: "192.0.2.1" }));

  test("is not made by who is let in as support, and wakes no more for whoever holds that alone or lacks the second step", async () => {
    const fiscal = await portal.as("sample-fiscal");
    const made = await makeFeed(fiscal, portal.plan.id, form);
    const token = made.outcome === "made" ? decodeURIComponent(made.path.split("/").at(-1) ?? "").replace(/\.ics$/, "") : "";
    expect(await read(token)).toEqual({ code: "let through" });
    expect(await read(token, { secondStepFor: ["lea"] })).toMatchObject({ code: "not-found" });
    await sql`insert into person_passkey (id, public_key, person_id, credential_id, counter, device_type, backed_up) values ('pk', 'x', 'sample-fiscal', 'x', 0, 'x', false)`.execute(portal.owner);
    expect(await read(token, { secondStepFor: ["lea"] })).toEqual({ code: "let through" });
    const support: Context = { ...fiscal, user: { ...fiscal.user, memberships: fiscal.user.memberships.map((one) => ({ ...one, role: "support" as const })) } };
    expect(await refusal(makeFeed(support, portal.plan.id, form))).toMatchObject({ code: "forbidden" });
    await withLea(portal.database.app, { leaId: portal.plan.leaId, actor: "test" }, async (tx) => {
      await tx.updateTable("membership").set({ until: new Date() }).where("person_id", "=", "sample-fiscal").execute();
      await tx.insertInto("membership").values({ lea_id: portal.plan.leaId, org_id: portal.plan.leaId, person_id: "sample-fiscal", role: "support", until: sql<Date>`now() + interval '3 hours'`, given_by: "test" }).execute();
    });
    expect(await read(token)).toMatchObject({ code: "not-found" });
  });
});

describe("a character that no text can have", () => {
  test("is refused in typed words and in addresses that anybody may ask, without a fault", async () => {
    const reviewer = await portal.as("sample-county-reviewer", "toyon-coe");
    const filingId = await sendUnchecked(portal.process, portal.plan, { program });
    const { version } = await loadReview(reviewer, filingId);
    expect(await refusal(makeReviewMove(reviewer, filingId, { move: "ask-clarification", seenVersion: version, day: "", words: "a\u0000b" }))).toMatchObject({ code: "invalid" });
    for (const token of ["\u0000", "a\u0000~b", "\u0000~b"]) {
      expect(await codesOf([readFeed(portal.process, token, { known: null, address: "192.0.2.2" }), loadInvitation(portal.process, token), loadByLink(portal.process, token)]), JSON.stringify(token)).toEqual(["not-found", expect.stringMatching(/^(invalid|not-found)$/), expect.stringMatching(/^(invalid|not-found)$/)]);
    }
  });
});

test("of two who begin a first plan at once one begins it, and the other is told", async () => {
  const leaId = "first-plan";
  await withLea(portal.database.app, { leaId, actor: "test" }, (tx) => tx.insertInto("organization").values({ lea_id: leaId, id: leaId, kind: "district", name: "First", cds: "99555550000000", sample: true }).execute());
  const ctx: Context = { ...portal.ctx, user: { ...portal.ctx.user, leaId, memberships: [{ role: "planner", leaId, orgId: leaId, above: [] }] } };
  const [year = ""] = yearsToBegin(ctx);
  expect((await codesOf([beginPlan(ctx, { year }), beginPlan({ ...ctx }, { year }), beginPlan({ ...ctx }, { year })])).sort()).toEqual(["conflict", "conflict", "let through"]);
  expect((await inLea(ctx, (tx) => listPlans(tx, { leaId }))).length).toBe(1);
});

test("pages of one LEA's documents take so many of the places for drawing and no more", async () => {
  const [leaId, importId] = [portal.plan.leaId, crypto.randomUUID()];
  await portal.process.storage.save(`imports/${leaId}/${importId}`, new TextEncoder().encode("%PDF-1.7"));
  await inLea(portal.ctx, async (tx) => {
    await createImport(tx, { id: importId, leaId, orgId: leaId, planId: portal.plan.id, kind: "pdf", fileName: "a.pdf", fileSize: 8, fileHash: importId, fileKey: `imports/${leaId}/${importId}`, ownDocument: false, requestedBy: portal.ctx.user.id });
    await claimImport(tx, { leaId, importId });
    await saveImportProgress(tx, { leaId, importId, page: 9, pages: 9 });
    await finishImport(tx, { leaId, importId, reading: {}, keepsFile: true });
  });
  let drawn: () => void = () => {};
  const done = new Promise<void>((resolve) => (drawn = resolve));
  const slow: Context = { ...portal.ctx, files: { ...portal.ctx.files, drawPage: async () => (await done, new Uint8Array([1])) } };
  const draw = () => refusal(drawImportPage(slow, portal.plan.id, importId, "1", null));
  const codes: (string | undefined)[] = [];
  const asked = Array.from({ length: 8 }, () => draw().then(({ code }) => codes.push(code)));
  await expect.poll(() => codes, { timeout: 30_000 }).toEqual(["unavailable", "unavailable"]);
  drawn();
  await Promise.all(asked);
  expect(codes.filter((code) => code === "let through").length).toBe(6);
  expect(await draw()).toEqual({ code: "let through" });
});

describe("a statewide export", () => {
  test("is handed out after a fresh sign-in only, and not kept for who lost the role while it was made (REL-A8, REL-B7)", async () => {
    const analyst = await portal.as("sample-state-analyst", "sample-state");
    const wish = { program: "lcap", year: portal.running.year, county: "", format: "csv" as const };
    const { exportId } = await requestStateExport(analyst, wish);
    await makeStateExport(analyst, { leaId: "sample-state", exportId });
    const old: Context = { ...analyst, user: { ...analyst.user, confirmedAt: new Date("2020-01-01T00:00:00Z") } };
    expect(await refusal(openStateExportFile(old, exportId))).toMatchObject({ code: "confirm-first" });
    expect((await openStateExportFile(analyst, exportId)).size).toBeGreaterThan(100);

    const { exportId: late } = await requestStateExport(analyst, wish);
    const roles = (until: Date | null) => withLea(portal.database.app, { leaId: "sample-state", actor: "test" }, (tx) => tx.updateTable("membership").set({ until }).where("person_id", "=", "sample-state-analyst").execute());
    const losing: Context = { ...analyst, files: { ...analyst.files, packTo: async (...asked) => {
      await analyst.files.packTo(...asked);
      await roles(new Date());
    } } };
    try {
      await makeStateExport(losing, { leaId: "sample-state", exportId: late });
      expect(await loadStateExport(analyst, late)).toMatchObject({ status: "failed", error: expect.stringContaining("any more") as string });
      expect(await portal.process.storage.open(`state-exports/sample-state/${late}.zip`)).toBeUndefined();
    } finally {
      await roles(null);
    }
  });
});
