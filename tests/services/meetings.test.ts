import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attachFile, detachFile, loadMeeting, loadMeetings, openMeetingFile, saveAdvice, saveWhatHappened, takeMeeting } from "#app/services/calendar/meetings.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { loadCalendar } from "#app/services/calendar/load-calendar.server.ts";
import { readForms } from "#app/services/coverage/read-forms.server.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import { insertRow } from "#db/repos/rows.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { sql } from "kysely";
import { openPortal, type Portal } from "./portal.ts";

let portal: Portal;
const planId = () => portal.plan.id;
const meetingId = "pac-in-may";
async function meet(id: string, body: string, kind: string, heldOn: string | null): Promise<void> {
  await inLea(portal.ctx, (tx) => insertRow(tx, { leaId: portal.plan.leaId, planId: planId(), collection: "meetings", row: { id, lineageId: id, orgId: portal.plan.leaId, version: 1, body, kind, heldOn, postedAt: null, result: "", reason: "", assured: null, signerRole: "" } }));
}
beforeAll(async () => {
  portal = await openPortal();
  await meet(meetingId, "parent-advisory-committee", "committee", "2026-05-12");
}, 120_000);
afterAll(() => portal?.close());

const page = () => loadMeeting(portal.ctx, planId(), meetingId);
const happened = { people: "31", groups: ["parents", "students", "invented"], topics: ["plan"], heard: "Start reading help before kindergarten.", motion: "", vote: "", changed: ["aim.goals", "invented"] };
const planNow = () => inLea(portal.ctx, (tx) => loadPlan(tx, { leaId: portal.plan.leaId, planId: planId() }));
const unansweredFindings = async () => readForms(portal.ctx, (await planNow())!).readings.flatMap((reading) => findingsOf(reading)).filter(({ rule }) => rule === "D-3");
const pdf = (words = "minutes") => ({ name: "Minutes of May 12.pdf", bytes: new TextEncoder().encode(`%PDF-1.7\n${words}\n%%EOF`) });

describe("a meeting on record", () => {
  test("says who came, what was said and what it changed, and nothing that is on no list; the second to save is told", async () => {
    expect(await saveWhatHappened(portal.ctx, planId(), meetingId, { ...happened, seenVersion: null })).toEqual({ outcome: "saved" });
    expect(await page()).toMatchObject({ seenVersion: 1, happened: { people: 31, groups: ["parents", "students"], topics: ["plan"], changed: ["aim.goals"], heard: happened.heard } });
    expect(await saveWhatHappened(portal.ctx, planId(), meetingId, { ...happened, seenVersion: null })).toMatchObject({ outcome: "conflict" });
    expect(await saveWhatHappened(portal.ctx, planId(), meetingId, { ...happened, people: "about 30", seenVersion: 1 })).toEqual({ outcome: "refused", why: "people" });
    expect(await saveWhatHappened(portal.ctx, planId(), meetingId, { ...happened, vote: "x".repeat(2001), seenVersion: 1 })).toEqual({ outcome: "refused", why: "words" });
    expect((await loadMeetings(portal.ctx, planId())).lines.find(({ id }) => id === meetingId)).toMatchObject({ day: "May 12, 2026", people: 31, heard: true, taken: false });
  });

  test("goes under “who we listened to” when somebody asks for it, once, in its own words; and may again when the row there is gone", async () => {
    expect((await planNow())?.events.some(({ heldOn }) => heldOn === "2026-05-12")).toBe(false);
    expect((await page()).mayTake).toBe(true);
    expect(await takeMeeting(portal.ctx, planId(), meetingId, 99)).toMatchObject({ outcome: "conflict" });
    expect(await takeMeeting(portal.ctx, planId(), meetingId, 1)).toEqual({ outcome: "saved" });
    const event = (await planNow())?.events.find(({ heldOn }) => heldOn === "2026-05-12");
    expect(event).toMatchObject({ partners: ["parents", "students"], topics: ["plan"], count: 31, partnerLabel: "Parent advisory committee: Parents, Students" });
    expect(JSON.stringify(event?.heard)).toContain("before kindergarten");
    expect(await takeMeeting(portal.ctx, planId(), meetingId, 2)).toMatchObject({ outcome: "conflict" });
    expect((await page()).taken).toEqual({ id: event?.id, sameDay: true });
    await inLea(portal.ctx, (tx) => sql`update meeting set held_on = '2026-05-13' where id = ${meetingId}`.execute(tx));
    expect((await page()).taken?.sameDay).toBe(false);
    await inLea(portal.ctx, (tx) => sql`update meeting set held_on = '2026-05-12' where id = ${meetingId}`.execute(tx));
  });

  test("a committee's comment without a written answer is an error before sending, with or without an adoption on record; the answer ends it", async () => {
    expect(await unansweredFindings()).toEqual([]);
    expect(await saveAdvice(portal.ctx, planId(), meetingId, { adviceId: null, comment: "More tutors in the evening.", reply: "", seenVersion: null })).toEqual({ outcome: "saved" });
    expect(await unansweredFindings()).toMatchObject([{ severity: "error", at: "answers/approve.advice", message: expect.stringContaining("Parent advisory committee") as string }]);
    expect(await loadMeetings(portal.ctx, planId())).toMatchObject({ unanswered: 1 });
    await meet("board-adopts", "board", "adoption", "2027-06-24");
    expect((await unansweredFindings()).length).toBe(1);
    const [advice] = (await page()).advice;
    expect(await saveAdvice(portal.ctx, planId(), meetingId, { adviceId: advice?.id ?? "", comment: "More tutors in the evening.", reply: "See action 1.4.", seenVersion: 99 })).toMatchObject({ outcome: "conflict" });
    expect(await saveAdvice(portal.ctx, planId(), meetingId, { adviceId: advice?.id ?? "", comment: "More tutors in the evening.", reply: "See action 1.4.", seenVersion: advice?.version ?? 0 })).toEqual({ outcome: "saved" });
    expect(await unansweredFindings()).toEqual([]);
    expect(await saveAdvice(portal.ctx, planId(), meetingId, { adviceId: null, comment: " ", reply: "", seenVersion: null })).toEqual({ outcome: "refused", why: "comment" });
    await expect(saveAdvice(portal.ctx, planId(), "board-adopts", { adviceId: null, comment: "x", reply: "", seenVersion: null })).rejects.toMatchObject({ code: "not-found" });
  });

  test("keeps agenda, minutes and votes: looked at by their bytes, read by whoever reads the plan, taken out of the list again", async () => {
    await attachFile(portal.ctx, planId(), meetingId, { file: pdf(), kind: "minutes" });
    const [file] = (await page()).files;
    expect(file).toMatchObject({ kind: "minutes", name: "Minutes of May 12.pdf" });
    const fiscal = await portal.as("sample-fiscal");
    expect(new TextDecoder().decode((await openMeetingFile(fiscal, planId(), meetingId, file?.id ?? "")).bytes)).toContain("minutes");
    await expect(openMeetingFile(fiscal, planId(), "board-adopts", file?.id ?? "")).rejects.toMatchObject({ code: "not-found" });
    for (const bad of [{ name: "a.pdf", bytes: new TextEncoder().encode("hello") }, { name: "a.exe", bytes: new Uint8Array([77, 90, 0, 0]) }, { name: "a.pdf", bytes: new TextEncoder().encode("%PDF-1.7 cut") }, { name: "empty.pdf", bytes: new Uint8Array() }, null])
      await expect(attachFile(portal.ctx, planId(), meetingId, { file: bad, kind: "agenda" })).rejects.toMatchObject({ code: "invalid" });
    await detachFile(portal.ctx, planId(), meetingId, file?.id ?? "");
    expect((await page()).files).toEqual([]);
    await expect(detachFile(portal.ctx, planId(), meetingId, file?.id ?? "")).rejects.toMatchObject({ code: "not-found" });
  });

  test("REL-A2: who does not write the plan, another LEA's plan, and a meeting that is not there", async () => {
    const fiscal = await portal.as("sample-fiscal");
    await expect(saveWhatHappened(fiscal, planId(), meetingId, { ...happened, seenVersion: 1 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(attachFile(fiscal, planId(), meetingId, { file: pdf(), kind: "minutes" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(loadMeeting(portal.ctx, portal.foreign.id, meetingId)).rejects.toMatchObject({ code: "not-found" });
    await expect(loadMeeting(portal.ctx, planId(), "invented")).rejects.toMatchObject({ code: "not-found" });
    const acts = await inLea(portal.ctx, async (tx) => (await sql<{ verb: string }>`select verb from audit where object like ${`plan/${planId()}/meetings/%`} order by number`.execute(tx)).rows.map(({ verb }) => verb));
    expect(acts).toEqual(["save-meeting", "take-meeting", "add-advice", "answer-advice", "attach-file", "download-meeting-file", "detach-file"]);
  });
});

test("a hearing on the day of the adoption, an adoption before the hearing, and two adoptions are each said in words, on the calendar and here", async () => {
  const year = portal.plan.year.slice(0, 4);
  await meet("hearing-a", "board", "hearing", `${year}-06-25`);
  await meet("adoption-a", "board", "adoption", `${year}-06-25`);
  await meet("adoption-b", "board", "adoption", `${year}-06-18`);
  const broken = (await loadMeetings(portal.ctx, planId())).broken.join("\n");
  expect(broken).toMatch(/52062\(b\)\(2\)/);
  expect(broken).toMatch(/there is one for a plan year/);
  expect((await loadCalendar(portal.ctx, planId())).broken.join("\n")).toBe(broken);
});
