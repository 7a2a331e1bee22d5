// The papers of a meeting and the packet of a board's meeting, on a real database, opened again.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import JSZip from "jszip";
import { makeExport } from "#app/services/documents/make-export.server.ts";
import { loadExport, openExportFile } from "#app/services/documents/load-export.server.ts";
import { requestBoardPacket } from "#app/services/documents/board-packet.server.ts";
import { loadFromMeetings, takeIntoAnswer } from "#app/services/calendar/from-meetings.server.ts";
import { loadKit, openKitPiece } from "#app/services/calendar/meeting-kit.server.ts";
import { attachFile, loadMeeting, loadMeetings, saveAdvice, saveWhatHappened, takeMeeting } from "#app/services/calendar/meetings.server.ts";
import { loadSchools } from "#app/services/schools/load-schools.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { kitPieces } from "#app/domain/documents/meeting-kit.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { withLea } from "#db/client.server.ts";
import { insertRow } from "#db/repos/rows.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { openPortal, type Portal } from "./portal.ts";

let portal: Portal;
const school = "alder-valley-high";
const planId = () => portal.plan.id;
const councils = () => partKey(planId(), school);
const meet = (id: string, orgId: string, body: string, kind: string, heldOn: string | null) =>
  inLea(portal.ctx, (tx) => insertRow(tx, { leaId: portal.plan.leaId, planId: planId(), collection: "meetings", row: { id, lineageId: id, orgId, version: 1, body, kind, heldOn, postedAt: null, result: "", reason: "", assured: null, signerRole: "" } }));
beforeAll(async () => {
  portal = await openPortal();
  const lea = portal.plan.leaId;
  await meet("hearing", lea, "board", "hearing", "2026-06-11");
  await meet("budget", lea, "board", "budget-hearing", "2026-06-11");
  await meet("adopts", lea, "board", "adoption", "2027-06-24");
  await meet("committee", lea, "parent-advisory-committee", "committee", null);
  await meet("council", school, "school-site-council", "adoption", "2026-10-20");
}, 120_000);
afterAll(() => portal?.close());

const happened = { people: "31", groups: ["parents"], topics: ["plan"], heard: "Start reading help before kindergarten.", motion: "To hear", vote: "5 yes", changed: [] };
const docxWords = async (bytes: Uint8Array) => ((await (await JSZip.loadAsync(bytes)).file("word/document.xml")?.async("string")) ?? "").replace(/<\/w:p>/g, "\n").replace(/<[^>]+>/g, "");
const html = async (key: string, id: string, piece: (typeof kitPieces)[number], ctx = portal.ctx) => new TextDecoder().decode((await openKitPiece(ctx, key, id, piece, "html")).bytes);

describe("the papers of a meeting", () => {
  test("are made before it with blanks and after it from the record, of all rows of that body and day", async () => {
    expect(await html(planId(), "hearing", "minutes")).toContain("Nothing of this meeting is on record yet");
    expect(await saveWhatHappened(portal.ctx, planId(), "hearing", { ...happened, seenVersion: null })).toEqual({ outcome: "saved" });
    const minutes = await docxWords((await openKitPiece(portal.ctx, planId(), "budget", "minutes", "docx")).bytes);
    for (const said of ["Public hearing; Budget hearing", "People: 31", "Start reading help before kindergarten.", "Vote: 5 yes"]) expect(minutes).toContain(said);
    const pdf = await openKitPiece(portal.ctx, planId(), "hearing", "agenda", "pdf");
    expect(new TextDecoder("latin1").decode(pdf.bytes.slice(0, 5))).toBe("%PDF-");
    expect(pdf.name).toBe("Alder Valley Unified School District Governing board 2026-06-11 agenda.pdf");
    expect(await html(planId(), "committee", "agenda")).toContain("No rule held here says how this meeting is announced");
    for (const piece of kitPieces) expect((await loadKit(portal.ctx, planId(), "hearing", piece)).document.sections.length).toBe(1);
  });

  test("of a council name its members by seat, and its ledger is the school's: read and written by its principal, taken into the school's own rows", async () => {
    const principal = await portal.as("sample-principal");
    expect(await html(councils(), "council", "sign-in", principal)).toMatch(/Principal[\s\S]*Imani Whitfield[\s\S]*Secondary Student/);
    expect(await html(councils(), "council", "summary", principal)).toContain("Ninth graders pass their first semester.");
    expect(await saveWhatHappened(principal, councils(), "council", { ...happened, seenVersion: null })).toEqual({ outcome: "saved" });
    expect((await loadMeetings(principal, councils())).lines).toMatchObject([{ id: "council", people: 31 }]);
    expect((await loadMeetings(portal.ctx, planId())).lines.some(({ id }) => id === "council")).toBe(false);
    await attachFile(principal, councils(), "council", { file: { name: "Minutes.pdf", bytes: new TextEncoder().encode("%PDF-1.7\nminutes\n%%EOF") }, kind: "minutes" });
    expect(await loadMeeting(principal, councils(), "council")).toMatchObject({ takesAdvice: false, files: [{ kind: "minutes" }] });
    expect(await takeMeeting(principal, councils(), "council", 1)).toEqual({ outcome: "saved" });
    const plan = await inLea(portal.ctx, (tx) => loadPlan(tx, { leaId: portal.plan.leaId, planId: planId() }));
    expect(plan?.events.find(({ heldOn }) => heldOn === "2026-10-20")).toMatchObject({ orgId: school, count: 31 });
    const owners = await inLea(portal.ctx, async (tx) => (await sql<{ org: string }>`select org_id as org from meeting_record where meeting_id = 'council' union all select org_id from meeting_file where meeting_id = 'council'`.execute(tx)).rows.map(({ org }) => org));
    expect(owners).toEqual([school, school]);
    await expect(saveAdvice(principal, councils(), "council", { adviceId: null, comment: "x", reply: "", seenVersion: null })).rejects.toMatchObject({ code: "not-found" });
  });

  test("REL-A2: are for whoever may read the meeting: another LEA's, another school's and one that is not there are not found; each paper handed out is on record", async () => {
    const principal = await portal.as("sample-principal");
    await expect(openKitPiece(portal.ctx, portal.foreign.id, "hearing", "agenda", "html")).rejects.toMatchObject({ code: "not-found" });
    await expect(openKitPiece(portal.ctx, planId(), "council", "agenda", "html")).rejects.toMatchObject({ code: "not-found" });
    await expect(openKitPiece(principal, partKey(planId(), "orchard"), "council", "agenda", "html")).rejects.toMatchObject({ code: "not-found" });
    await expect(loadKit(portal.ctx, councils(), "hearing", "agenda")).rejects.toMatchObject({ code: "not-found" });
    await expect(saveWhatHappened(await portal.as("sample-fiscal"), councils(), "council", { ...happened, seenVersion: 2 })).rejects.toMatchObject({ code: "forbidden" });
    const papers = await inLea(portal.ctx, async (tx) => (await sql<{ detail: { piece: string } }>`select detail from audit where verb = 'make-meeting-paper' and object = ${`plan/${planId()}/meetings/council`}`.execute(tx)).rows.map(({ detail }) => detail.piece));
    expect(papers).toEqual(["sign-in", "summary"]);
  });
});

describe("the packet of a board's meeting", () => {
  const make = async (meetingId: string, format: "pdf" | "docx" = "docx") => {
    const { exportId } = await requestBoardPacket(portal.ctx, planId(), meetingId, { format, copy: "hearing-draft" });
    await makeExport(portal.ctx, { leaId: portal.plan.leaId, exportId });
    const view = await loadExport(portal.ctx, planId(), exportId);
    return { view, zip: await JSZip.loadAsync((await openExportFile(portal.ctx, planId(), exportId)).bytes) };
  };
  const paper = async (zip: JSZip, number: number) => docxWords((await zip.file(new RegExp(`^${number} `))[0]?.async("uint8array")) ?? new Uint8Array());

  test("has the agenda with the LCAP before the budget, what changed since the last meeting, a page in short and the document, in one archive", async () => {
    await inLea(portal.ctx, (tx) => sql`update meeting set held_on = '2026-06-12' where id = 'committee'`.execute(tx));
    const { view, zip } = await make("adopts");
    expect(view).toMatchObject({ status: "done", name: "Alder Valley Unified School District Board packet 2026-27 hearing draft.zip" });
    expect(Object.keys(zip.files).map((name) => name.replace("Alder Valley Unified School District ", ""))).toEqual(["1 Agenda and notice 2026-27.docx", "2 What changed 2026-27.docx", "3 Summary 2026-27.docx", "4 LCAP 2026-27.docx"]);
    expect(await paper(zip, 1)).toMatch(/Adoption of the LCAP[\s\S]*Adoption of the budget, after the LCAP/);
    // The plan came here after the board's last meeting: it is compared with how it began.
    const changed = await paper(zip, 2);
    expect(changed).toMatch(/Compared with the plan as it began here on/);
    expect(changed).toContain("Parent advisory committee");
    expect(changed).not.toContain("Schoolsite council");
    expect(await paper(zip, 3)).toContain("All planned money");
    expect(await paper(zip, 4)).toContain("Local Control and Accountability Plan");
  });

  test("compares with the board's last meeting where the plan was here then", async () => {
    await withLea(portal.owner, { leaId: portal.plan.leaId, actor: "test" }, async (tx) => {
      await sql`alter table revision disable trigger user`.execute(tx);
      await sql`update revision set at = at - interval '400 days' where lea_id = ${portal.plan.leaId}`.execute(tx);
      await sql`alter table revision enable trigger user`.execute(tx);
    });
    await inLea(portal.ctx, (tx) => sql`update goal set why = why, description = '{"type":"doc","docVersion":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"A goal with other words"}]}]}' where id = ${portal.plan.goals[0]?.id ?? ""} and plan_id = ${planId()}`.execute(tx));
    const changed = await paper((await make("adopts")).zip, 2);
    expect(changed).toMatch(/Compared with the meeting of June 11, 2026/);
    expect(changed).toContain("other words");
    // What stands under the goal is the same as before, though its goal has another name.
    expect(changed).toContain("1 row differs");
  });

  test("is for the board's meetings about a form, and for who may make documents of the plan; it is none of the school packets", async () => {
    await expect(requestBoardPacket(portal.ctx, planId(), "committee", { format: "pdf", copy: "hearing-draft" })).rejects.toMatchObject({ code: "not-found" });
    await expect(requestBoardPacket(await portal.as("sample-principal"), planId(), "adopts", { format: "pdf", copy: "hearing-draft" })).rejects.toMatchObject({ code: "forbidden" });
    expect((await loadKit(portal.ctx, planId(), "committee", "agenda")).packet).toBeNull();
    expect((await loadKit(portal.ctx, planId(), "adopts", "agenda")).packet).toMatchObject({ short: "LCAP", mayMake: true, made: [{ status: "done" }, { status: "done" }] });
    expect((await loadKit(await portal.as("sample-principal"), planId(), "adopts", "agenda")).packet).toMatchObject({ mayMake: false, made: [] });
    expect((await loadSchools(portal.ctx, planId())).packets).toEqual([]);
  });
});

describe("what meetings said, for the engagement questions", () => {
  const page = () => loadFromMeetings(portal.ctx, planId());
  const answerNow = async () => (await inLea(portal.ctx, (tx) => loadPlan(tx, { leaId: portal.plan.leaId, planId: planId() })))?.answers.find(({ key, orgId }) => key === "listen.influence" && orgId === portal.plan.leaId);
  test("is offered with who, when, topics and what changed, goes into the answer when somebody asks, once, and keeps where it came from", async () => {
    expect(await saveWhatHappened(portal.ctx, planId(), "committee", { ...happened, changed: ["aim.goals"], seenVersion: null })).toEqual({ outcome: "saved" });
    const before = await page();
    expect(before.meetings.find(({ id }) => id === "committee")).toMatchObject({ day: "June 12, 2026", people: 31, groups: ["Parents"], topics: ["The plan"], heard: happened.heard, row: null, inText: false });
    expect(before.meetings.find(({ id }) => id === "committee")?.changed).toHaveLength(1);
    const seen = before.answer?.seenVersion ?? null;
    const wordsBefore = JSON.stringify((await answerNow())?.value ?? "");
    expect(await takeIntoAnswer(portal.ctx, planId(), "committee", seen)).toEqual({ outcome: "saved" });
    const after = await answerNow();
    expect(JSON.stringify(after?.value)).toContain("Parent advisory committee, June 12, 2026: Start reading help before kindergarten. It changed: ");
    expect(JSON.stringify(after?.value)).toContain('"blockId":"m-committee"');
    if (wordsBefore.includes('"text"')) expect(JSON.stringify(after?.value)).toContain(JSON.stringify((JSON.parse(wordsBefore) as { content: unknown[] }).content[0]));
    expect((await page()).meetings.find(({ id }) => id === "committee")?.inText).toBe(true);
    expect(await takeIntoAnswer(portal.ctx, planId(), "committee", after?.version ?? null)).toMatchObject({ outcome: "conflict" });
    expect(await takeIntoAnswer(portal.ctx, planId(), "hearing", seen)).toMatchObject({ outcome: "conflict" });
    const acts = await inLea(portal.ctx, async (tx) => (await sql<{ detail: { meeting?: string } }>`select detail from audit where verb = 'save-answer' and object = ${`plan/${planId()}/answers/${after?.id ?? ""}`}`.execute(tx)).rows.map(({ detail }) => detail.meeting));
    expect(acts).toEqual(["committee"]);
  });
  test("of a school is the school's, and a school is not asked what changed in the district's plan; nobody else writes it", async () => {
    const principal = await portal.as("sample-principal");
    expect(await loadFromMeetings(principal, councils())).toMatchObject({ answer: null, meetings: [{ id: "council", row: expect.any(String) as string }] });
    await expect(takeIntoAnswer(principal, councils(), "council", null)).rejects.toMatchObject({ code: "not-found" });
    await expect(takeIntoAnswer(principal, planId(), "committee", null)).rejects.toMatchObject({ code: "forbidden" });
    expect([await loadFromMeetings(portal.ctx, planId()), await loadFromMeetings(await portal.as("sample-fiscal"), planId())]).toMatchObject([{ writesRows: true, writesText: true }, { writesRows: false, writesText: false }]);
    await expect(takeIntoAnswer(portal.ctx, planId(), "adopts", null)).rejects.toMatchObject({ code: "invalid" });
    await expect(takeIntoAnswer(portal.ctx, portal.foreign.id, "committee", null)).rejects.toMatchObject({ code: "not-found" });
  });
});
