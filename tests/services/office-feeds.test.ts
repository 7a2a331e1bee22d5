// The calendar of a county office and of the state in other programs, and its reminders: for who works there now, of what was sent there, each told once.
import { createHash } from "node:crypto";
import ICAL from "ical.js";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProgramCrosswalk } from "#schemas/crosswalk.ts";
import type { AppContext, Context } from "#app/context.server.ts";
import { loadSubscribe, makeFeed, readFeed, withdrawFeed } from "#app/services/calendar/feeds.server.ts";
import { goRound } from "#app/services/calendar/go-round.server.ts";
import { loadOfficeCalendar } from "#app/services/calendar/load-office-calendar.server.ts";
import { chooseReminders, loadReminders, putReminderAway, remindersAtHome, writeReminders } from "#app/services/calendar/reminders.server.ts";
import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { createFeed } from "#db/repos/calendar-feeds.server.ts";
import { insertOutside, moveOutside } from "#db/repos/outside-filings.server.ts";
import { suspendPerson } from "#db/repos/people.server.ts";
import { findFiling, insertMove, moveFiling } from "#db/repos/submissions.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { sendUnchecked } from "./sent-plan.ts";

const [county, state] = ["toyon-coe", "sample-state"];
let portal: Portal;
let [reviewer, administrator, analyst]: Context[] = [];
let filingId: string;
const then = { now: () => new Date("2025-08-01T18:00:00Z"), today: () => "2025-08-01" };
beforeAll(async () => {
  portal = await openPortal();
  const program = portal.process.crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(portal.running.year)) as ProgramCrosswalk;
  filingId = await sendUnchecked(portal.process, portal.running, { program, at: new Date("2025-06-26T18:00:00Z") });
  // The round looks after offices where people are.
  for (const who of ["sample-county-reviewer", "sample-state-analyst"]) await portal.cookieOf(who);
  [reviewer, administrator, analyst] = (await Promise.all([["sample-county-reviewer", county], ["sample-county-administrator", county], ["sample-state-analyst", state]].map(([id, lea]) => portal.as(id!, lea)))).map((ctx) => ({ ...ctx, ...then }));
}, 180_000);
afterAll(() => portal?.close());

const form = { kind: "personal" as const, name: "Outlook at work", sets: [], onlyOurs: false };
async function made(ctx: Context, asked: Partial<Parameters<typeof makeFeed>[2]> = {}, whose: string | null = null): Promise<string> {
  const feed = await makeFeed(ctx, whose, { ...form, ...asked });
  if (feed.outcome !== "made") throw new Error("no feed");
  return decodeURIComponent(feed.path.split("/").at(-1) ?? "").replace(/\.ics$/, "");
}
type Event = { uid: string; day: string; sequence: number; status: string; title: string; url: string; description: string; changed: string };
async function read(token: string, more: Partial<AppContext> = {}): Promise<Event[]> {
  const answer = await readFeed({ ...portal.process, ...then, ...more }, token, { known: null, address: "192.0.2.7" });
  if (answer.outcome !== "events") throw new Error(answer.outcome);
  return new ICAL.Component(ICAL.parse(new TextDecoder().decode(answer.bytes)) as unknown[]).getAllSubcomponents("vevent").map((event) => {
    const word = (name: string) => String(event.getFirstPropertyValue(name) ?? "");
    return { uid: word("uid"), day: word("dtstart"), sequence: Number(word("sequence")), status: word("status"), title: word("summary"), url: word("url"), description: word("description"), changed: word("last-modified") };
  });
}
const refusal = (work: Promise<unknown>): Promise<string> => work.then(() => "let through", (error: unknown) => (error as { code?: string }).code ?? String(error));
const of = (events: Event[], id: string) => events.find(({ uid }) => uid.includes(`${filingId}-${id}@`));
const inOffice = <Result>(work: (tx: Tx) => Promise<Result>, leaId = county) => withLea(portal.database.app, { leaId, actor: "test" }, work);
const roleOf = (personId: string, role: string) => inOffice((tx) => sql`update membership set role = ${role} where person_id = ${personId}`.execute(tx));
/** A step on record, as the one who made it left it. */
const step = (move: string, toState: string, madeOn: string) =>
  inOffice(async (tx) => {
    const filing = await findFiling(tx, { filingId });
    await moveFiling(tx, { leaId: filing!.leaId, filingId, from: filing!.state, seenVersion: filing!.version, to: toState, edition: filing!.edition, sharedNumber: null, sends: false, freezes: false });
    await insertMove(tx, { leaId: filing!.leaId, orgId: filing!.orgId, filingId, move, fromState: filing!.state, toState, madeOn, onDay: null, words: "", person: "test", personName: "Test", body: county!, submissionNumber: null, openAbove: true });
  }, portal.running.leaId);

describe("an office's calendar address", () => {
  test("has the days that run for what was sent there, each with its law and the way to the desk, the same bytes until something changes", async () => {
    const token = await made(reviewer!);
    const events = await read(token);
    expect(of(events, "D-14")).toMatchObject({ day: "2025-08-15", sequence: 0, status: "CONFIRMED", title: "LCAP, Alder Valley Unified School District, 2025-26: Last day to ask for clarification (check it)", url: `${portal.process.siteUrl}/reviews/${filingId}`, description: expect.stringMatching(/^Law: EC 52070\(b\)$/m) as string });
    expect(of(events, "D-18")?.day).toBe("2025-10-08");
    expect(events.map(({ day, title }) => [day, title]).filter(([, title]) => title?.startsWith("At the latest today"))).toEqual([[expect.stringMatching(/-07-06$/), expect.stringMatching(/LCAP, .*File the adopted plan.* 0 of 1 districts have sent theirs/)]]);
    expect(await read(token)).toEqual(events);
    expect((await goRound(portal.process)).failed).toBe(0);
    expect((await goRound(portal.process)).events).toBe(0);
  });

  test("of the state has the same days under ids of its own, and none of them where only its own work was asked for; the county's has its own", async () => {
    const [all, own, countys] = [await made(analyst!), await made(analyst!, { onlyOurs: true }), await made(reviewer!, { onlyOurs: true })];
    expect(of(await read(all), "D-14")?.day).toBe("2025-08-15");
    expect(of(await read(all), "D-14")?.uid).not.toBe(of(await read(countys), "D-14")?.uid);
    expect((await read(own)).filter(({ uid }) => uid.includes(filingId))).toEqual([]);
    expect((await read(countys)).map(({ day }) => day)).toEqual(["2025-08-15", "2025-10-08"]);
  });

  test("tells a day that moves with the same id and a higher sequence, and takes out what no longer runs", async () => {
    const token = await made(reviewer!);
    await step("ask-clarification", "clarification-asked", "2025-08-04");
    await goRound(portal.process);
    const first = of(await read(token), "D-15");
    expect(first).toMatchObject({ day: "2025-08-19", sequence: 0, status: "CONFIRMED" });
    await step("ask-clarification", "clarification-asked", "2025-08-06");
    await goRound(portal.process);
    const moved = of(await read(token), "D-15");
    expect(moved).toMatchObject({ uid: first?.uid, day: "2025-08-21", sequence: 1 });
    expect(moved?.changed).not.toBe("");
    await step("approve", "approved", "2025-08-20");
    await goRound(portal.process);
    const over = await read(token);
    expect([of(over, "D-15"), of(over, "D-18")].map((event) => [event?.status, (event?.sequence ?? 0) > 0])).toEqual([["CANCELLED", true], ["CANCELLED", true]]);
    await step("reopen", "submitted", "2025-08-20");
    await goRound(portal.process);
    expect(of(await read(token), "D-18")).toMatchObject({ status: "CONFIRMED", sequence: 2 });
    expect((await goRound(portal.process)).events).toBe(0);
  });

  test("has the days of a plan that the office entered for a district outside the portal, and the state's has not", async () => {
    const [token, states] = [await made(reviewer!), await made(analyst!)];
    const filing = await inOffice((tx) => findFiling(tx, { filingId }));
    const id = crypto.randomUUID();
    await inOffice((tx) => insertOutside(tx, { id, leaId: county!, program: "lcap", edition: filing!.edition, workflow: filing!.workflow, year: "2025-26", cds: "99200010000000", name: "Quail Ridge Unified", county: "Toyon", state: "submitted", receivedOn: "2025-06-30", enteredBy: "Test", person: "test" }));
    await goRound(portal.process);
    const found = (events: Event[]) => events.filter(({ uid }) => uid.includes(id)).map(({ day, url }) => [day, url]);
    expect(found(await read(token))).toEqual(["2025-08-15", "2025-10-08"].map((day) => [day, `${portal.process.siteUrl}/reviews/${id}`]));
    expect(found(await read(states))).toEqual([]);
    await inOffice((tx) => moveOutside(tx, { leaId: county!, filingId: id, from: "submitted", seenVersion: 1, to: "approved", receivedOn: null }));
  });

  test("REL-A1: is made by who works in the office, for everybody there by who gives its roles; nobody else learns that there is one", async () => {
    for (const id of ["sample-planner", "sample-superintendent", "sample-principal"]) expect(await refusal(made(await portal.as(id))), id).toBe("not-found");
    expect(await refusal(made(await portal.as("sample-selpa", "toyon-selpa")))).toBe("not-found");
    expect(await refusal(made(reviewer!, { kind: "organization" }))).toBe("forbidden");
    expect(await refusal(made(reviewer!, { sets: ["fiscal"] }))).toBe("not-found");
    const shared = await made(administrator!, { kind: "organization", name: "Whole office" });
    const line = (await loadSubscribe(reviewer!, null)).feeds.find(({ name }) => name === "Whole office");
    expect(line).toMatchObject({ shared: true, mayRevoke: false });
    expect(await refusal(withdrawFeed(reviewer!, null, line?.id ?? ""))).toBe("forbidden");
    expect(await refusal(withdrawFeed(await portal.as("sample-planner"), null, line?.id ?? ""))).toBe("not-found");
    expect((await loadSubscribe(portal.ctx, portal.plan.id)).feeds).toEqual([]);
    expect((await loadOfficeCalendar(reviewer!)).follows).toBe(true);
    expect((await loadOfficeCalendar(portal.ctx)).follows).toBe(false);
    expect((await read(shared)).length).toBeGreaterThan(0);
    await withdrawFeed(administrator!, null, line?.id ?? "");
    expect(await refusal(read(shared))).toBe("not-found");
    const acts = await inOffice((tx) => tx.selectFrom("audit").select("verb").where("object", "=", `calendar-feed/${line?.id}`).orderBy("id").execute());
    expect(acts.map(({ verb }) => verb)).toEqual(["make-calendar-feed", "withdraw-calendar-feed"]);
  });

  test("REL-G2: gives nothing more to who has lost the role, has another there, lacks the second step, or is suspended", async () => {
    const token = await made(reviewer!);
    expect(await refusal(read(token))).toBe("let through");
    expect(await refusal(read(token, { signInRules: { ...portal.process.signInRules, secondStepFor: ["county"] } }))).toBe("not-found");
    // The county office is an LEA too: whoever writes its own plan does not watch over others by that.
    await roleOf("sample-county-reviewer", "planner");
    expect(await refusal(read(token))).toBe("not-found");
    await roleOf("sample-county-reviewer", "county-reviewer");
    await suspendPerson(portal.database.owner, { personId: "sample-county-reviewer", suspended: true });
    expect(await refusal(read(token))).toBe("not-found");
    await suspendPerson(portal.database.owner, { personId: "sample-county-reviewer", suspended: false });
    expect(await refusal(read(token))).toBe("let through");
    await inOffice((tx) => sql`update membership set until = now() where person_id = 'sample-county-reviewer'`.execute(tx));
    expect(await refusal(read(token))).toBe("not-found");
    await inOffice((tx) => sql`update membership set until = null where person_id = 'sample-county-reviewer'`.execute(tx));
  });

  test("and one of plans in the same LEA stay apart: neither has a day of the other, and who reads the plan alone is reminded of no day of the office", async () => {
    const { leaId, year } = portal.plan;
    const due = `${year.slice(0, 4)}-07-01`;
    // As in a county office that is an LEA too, in whose LEA both are kept.
    const ics = `BEGIN:VEVENT\r\nUID:planted\r\nDTSTAMP:20250801T000000Z\r\nSEQUENCE:0\r\nDTSTART;VALUE=DATE:${due.replaceAll("-", "")}\r\nSUMMARY:Planted\r\nEND:VEVENT\r\n`;
    const event = { lea_id: leaId, org_id: leaId, plan_id: null, key: "filing/planted/D-14", kind: "deadline" as const, day: due, set_id: "lcap", title: "Planted", ours: true, sure: true, done: false, content: "x", ics, changed_at: new Date(), cancelled_at: null };
    await inOffice((tx) => tx.insertInto("calendar_event").values(event).execute(), leaId);
    const ofPlans = await made({ ...portal.ctx, ...then }, {}, portal.plan.id);
    expect((await read(ofPlans)).length).toBeGreaterThan(20);
    expect((await read(ofPlans)).filter(({ uid }) => uid === "planted")).toEqual([]);
    const token = `${leaId}~planted`;
    await inOffice((tx) => createFeed(tx, { leaId, office: true, personId: null, name: "Planted", sets: [], onlyOurs: false, tokenHash: createHash("sha256").update(token).digest("hex"), madeBy: "sample-planner" }), leaId);
    expect((await read(token)).map(({ uid }) => uid)).toEqual(["planted"]);
    const morning = { ...portal.process, now: () => new Date(`${year.slice(0, 4)}-06-28T16:00:00Z`), today: () => `${year.slice(0, 4)}-06-28` };
    expect(await writeReminders(morning, leaId)).toBeGreaterThan(0);
    expect((await inOffice((tx) => tx.selectFrom("reminder").select("about").execute(), leaId)).filter(({ about }) => about.startsWith("office/"))).toEqual([]);
  });
});

describe("an office's reminders", () => {
  const at = (instant: string): AppContext => ({ ...portal.process, now: () => new Date(instant), today: () => portal.process.dayOf(new Date(instant)) });
  const mails = async (to: Context) => (await portal.owner.selectFrom("mail").select(["subject", "body"]).where("recipient", "=", to.user.email).orderBy("id").execute()).filter(({ subject }) => subject.includes("LCAP") || subject.includes("Plan dates"));
  const rounds = async (instant: string) => void (await Promise.all([writeReminders(at(instant), county!), writeReminders(at(instant), state!), writeReminders(at(instant), county!)]));

  test("go out once for each date and choice, in two rounds at once too, and only to the office that has to act", async () => {
    expect(await chooseReminders(reviewer!, null, { mail: "single", portal: true, days: [14, 3] })).toBe(true);
    expect(await chooseReminders(analyst!, null, { mail: "single", portal: true, days: [14, 3] })).toBe(true);
    await rounds("2025-09-24T13:30:00Z");
    expect(await mails(reviewer!)).toEqual([]);
    for (const instant of ["2025-09-24T14:05:00Z", "2025-09-24T18:00:00Z", "2025-09-26T15:00:00Z"]) await rounds(instant);
    const [mail, ...more] = await mails(reviewer!);
    expect(mail?.subject).toContain("LCAP, Alder Valley Unified School District, 2025-26");
    expect(mail?.body).toContain(`/reviews/${filingId}`);
    expect(mail?.body).toContain("/reviews/calendar/reminders");
    expect(mail?.body).not.toContain("mark it as done");
    expect(more).toEqual([]);
    await rounds("2025-10-05T15:00:00Z");
    expect((await mails(reviewer!)).length).toBe(2);
    expect(await mails(analyst!)).toEqual([]);
  });

  test("stand on the home page of who reads the office's calendar until they are put away, or the day no longer runs", async () => {
    const [line] = await remindersAtHome(reviewer!);
    expect(line).toMatchObject({ href: `/reviews/${filingId}`, title: expect.stringContaining("LCAP, Alder Valley Unified") as string });
    expect((await loadReminders(reviewer!, null)).lines).toEqual(await remindersAtHome(reviewer!));
    expect(await remindersAtHome({ ...reviewer!, user: { ...reviewer!.user, memberships: [] } })).toEqual([]);
    const planner = reviewer!.user.memberships.map((one) => ({ ...one, role: "planner" as const }));
    expect(await remindersAtHome({ ...reviewer!, user: { ...reviewer!.user, memberships: planner } })).toEqual([]);
    expect(await refusal(putReminderAway(portal.ctx, null, line?.about ?? ""))).toBe("not-found");
    await putReminderAway(reviewer!, null, line?.about ?? "");
    expect(await remindersAtHome(reviewer!)).toEqual([]);
    expect(await refusal(loadReminders(portal.ctx, null))).toBe("not-found");
    expect(await refusal(chooseReminders(portal.ctx, null, { mail: "off", portal: true, days: [3] }))).toBe("not-found");
    await writeReminders(at("2025-10-05T15:00:00Z"), county!);
    expect((await remindersAtHome(administrator!)).length).toBe(1);
    await step("approve", "approved", "2025-10-06");
    await goRound(portal.process);
    expect(await remindersAtHome(administrator!)).toEqual([]);
    await step("reopen", "submitted", "2025-10-06");
    await goRound(portal.process);
  });

  test("as a digest are one mail in a week, and none to who no longer works there", async () => {
    await chooseReminders(administrator!, null, { mail: "digest", portal: false, days: [] });
    for (const instant of ["2025-09-29T15:00:00Z", "2025-09-30T15:00:00Z", "2025-10-03T15:00:00Z"]) await rounds(instant);
    const [digest, ...more] = await mails(administrator!);
    expect(digest).toMatchObject({ subject: "Plan dates: 1 date around this week", body: expect.stringContaining("Alder Valley Unified") as string });
    expect(more).toEqual([]);
    await roleOf("sample-county-administrator", "planner");
    await rounds("2025-10-06T15:00:00Z");
    expect((await mails(administrator!)).length).toBe(1);
    await roleOf("sample-county-administrator", "county-administrator");
  });
});
