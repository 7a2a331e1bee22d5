import ICAL from "ical.js";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { loader } from "#app/routes/calendar-feed.$token.ts";
import { makeFeed, loadSubscribe, withdrawFeed } from "#app/services/calendar/feeds.server.ts";
import { goRound } from "#app/services/calendar/go-round.server.ts";
import { chooseReminders, loadReminders, putReminderAway, remindersAtHome, writeReminders } from "#app/services/calendar/reminders.server.ts";
import { saveCalendar } from "#app/services/calendar/save-calendar.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { sendMail } from "#app/services/people/mails.server.ts";
import type { AppContext } from "#app/context.server.ts";
import { withLea } from "#db/client.server.ts";
import { suspendPerson } from "#db/repos/people.server.ts";
import { openPortal, type Portal } from "./portal.ts";

let portal: Portal;
beforeAll(async () => {
  portal = await openPortal();
  // Someone has signed in: the round looks after LEAs where people are.
  await portal.cookieOf("sample-planner");
}, 120_000);
afterAll(() => portal?.close());

const form = { kind: "personal" as const, name: "Outlook at work", sets: [], onlyOurs: false };
async function made(ctx = portal.ctx, asked: Partial<Parameters<typeof makeFeed>[2]> = {}): Promise<string> {
  const feed = await makeFeed(ctx, portal.plan.id, { ...form, ...asked });
  if (feed.outcome !== "made") throw new Error("no feed");
  return decodeURIComponent(feed.path.split("/").at(-1) ?? "");
}
async function asked(token: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string; etag: string }> {
  const args = { request: new Request("http://localhost:3000/calendar-feed/x.ics", { headers }), params: { token }, context: {} } as unknown as LoaderFunctionArgs;
  const answer = await loader(args).catch((thrown: unknown) => thrown as Response);
  return { status: answer.status, text: await answer.text(), etag: answer.headers.get("ETag") ?? "" };
}
const eventsOf = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents("vevent");
const eventNamed = (text: string, part: string) => eventsOf(text).find((event) => String(event.getFirstPropertyValue("uid")).includes(part));
const word = (text: string, part: string, name: string) => String(eventNamed(text, part)?.getFirstPropertyValue(name) ?? "");
const suspend = (personId: string, suspended: boolean) => suspendPerson(portal.database.owner, { personId, suspended });
const at = (instant: string): AppContext => ({ ...portal.process, now: () => new Date(instant), today: () => portal.process.dayOf(new Date(instant)) });

describe("a calendar's address", () => {
  test("gives whole days that another reader understands, with stable ids, and the same bytes until something changes", async () => {
    const token = await made();
    const first = await asked(token);
    expect(first.status).toBe(200);
    const events = eventsOf(first.text);
    expect(events.length).toBeGreaterThan(20);
    const adoption = eventNamed(first.text, "lcap-D-1.") ?? eventNamed(first.text, "lcap-D-1@");
    expect(adoption?.getFirstProperty("dtstart")?.toICALString()).toBe(`DTSTART;VALUE=DATE:${portal.plan.year.slice(0, 4)}0701`);
    expect(adoption?.getFirstProperty("dtend")?.toICALString()).toBe(`DTEND;VALUE=DATE:${portal.plan.year.slice(0, 4)}0702`);
    expect(String(adoption?.getFirstPropertyValue("summary"))).toContain(`LCAP ${portal.plan.year}: `);
    expect(String(adoption?.getFirstPropertyValue("description"))).toContain("Law: EC");
    expect(new Set(events.map((event) => String(event.getFirstPropertyValue("uid")))).size).toBe(events.length);
    for (const line of first.text.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect((await asked(token)).text).toBe(first.text);
    expect(await asked(token, { "If-None-Match": first.etag })).toMatchObject({ status: 304, text: "" });
    expect((await asked(token, { "If-None-Match": "W/\"older\"" })).status).toBe(200);
  });

  test("a date that is given appears, one that moves keeps its id with a higher sequence, one that is taken away is cancelled, and comes back", async () => {
    const token = await made();
    const say = async (value: string, seenVersion: number | null) => {
      expect(await saveCalendar(portal.ctx, portal.plan.id, { act: "date", key: "spsa-approval", value, seenVersion })).toEqual({ outcome: "saved" });
      return (await asked(token)).text;
    };
    expect(eventNamed((await asked(token)).text, "spsa-T-9@")).toBeUndefined();
    const given = await say("2027-05-20", null);
    expect([word(given, "spsa-T-9@", "sequence"), word(given, "spsa-T-9@", "status"), word(given, "spsa-T-9@", "dtstart")]).toEqual(["0", "CONFIRMED", "2027-05-20"]);
    const moved = await say("2027-05-27", 1);
    expect([word(moved, "spsa-T-9@", "sequence"), word(moved, "spsa-T-9@", "dtstart"), word(moved, "spsa-T-9@", "uid")]).toEqual(["1", "2027-05-27", word(given, "spsa-T-9@", "uid")]);
    expect(word(moved, "spsa-T-9@", "last-modified")).not.toBe("");
    const gone = await say("", 2);
    expect([word(gone, "spsa-T-9@", "sequence"), word(gone, "spsa-T-9@", "status")]).toEqual(["2", "CANCELLED"]);
    expect(word(gone, "lcap-D-1@", "sequence")).toBe(word(given, "lcap-D-1@", "sequence"));
    const back = await say("2027-06-03", null);
    expect([word(back, "spsa-T-9@", "sequence"), word(back, "spsa-T-9@", "status")]).toEqual(["3", "CONFIRMED"]);
    await say("", 1);
  });

  test("a change of the plan that nobody told the calendar of is found by the next round", async () => {
    const token = await made();
    await inLea(portal.ctx, (tx) => sql`insert into meeting (lea_id, plan_id, org_id, id, lineage_id, seq, body, kind, held_on, result, reason, signer_role) values (${portal.plan.leaId}, ${portal.plan.id}, ${portal.plan.leaId}, 'm-new', 'm-new', 999, 'board', 'regular', '2027-04-13', '', '', '')`.execute(tx));
    expect(eventNamed((await asked(token)).text, "meeting-m-new")).toBeUndefined();
    expect((await goRound(portal.process)).failed).toBe(0);
    expect(word((await asked(token)).text, "meeting-m-new", "summary")).toContain("Governing board: Regular meeting");
    await inLea(portal.ctx, (tx) => sql`delete from meeting where id = 'm-new' and lea_id = ${portal.plan.leaId}`.execute(tx));
    await goRound(portal.process);
    expect(word((await asked(token)).text, "meeting-m-new", "status")).toBe("CANCELLED");
    expect((await goRound(portal.process)).events).toBe(0);
  });

  test("REL-E4: withdrawn, invented and cut addresses are one answer; the database holds no address", async () => {
    const token = await made(portal.ctx, { name: "To be withdrawn" });
    const line = (await loadSubscribe(portal.ctx, portal.plan.id)).feeds.find(({ name }) => name === "To be withdrawn");
    expect((await asked(token)).status).toBe(200);
    await withdrawFeed(portal.ctx, portal.plan.id, line?.id ?? "");
    const answers = await Promise.all([token, `${token}x`, "alder-valley~invented", "far~invented", "", "~", "alder-valley"].map((one) => asked(one)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    const { rows } = await sql<{ all: string }>`select string_agg(f::text, ' ') as all from calendar_feed f`.execute(portal.database.owner).catch(() => ({ rows: [] }));
    const kept = rows[0]?.all ?? (await inLea(portal.ctx, async (tx) => JSON.stringify(await tx.selectFrom("calendar_feed").selectAll().execute())));
    expect(kept).not.toContain(token.split("~")[1]);
    await withdrawFeed(portal.ctx, portal.plan.id, line?.id ?? "");
  });

  test("REL-G2: one's own ends with suspension at once; the organization's stays", async () => {
    const fiscal = await portal.as("sample-fiscal");
    const own = await made(fiscal);
    const shared = await made(portal.ctx, { kind: "organization", name: "Office" });
    expect((await asked(own)).status).toBe(200);
    await suspend("sample-fiscal", true);
    expect((await asked(own)).status).toBe(404);
    expect((await asked(shared)).status).toBe(200);
    await suspend("sample-fiscal", false);
    await expect(makeFeed(fiscal, portal.plan.id, { ...form, kind: "organization" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(makeFeed(fiscal, portal.foreign.id, form)).rejects.toMatchObject({ code: "not-found" });
    const office = (await loadSubscribe(fiscal, portal.plan.id)).feeds.find(({ name }) => name === "Office");
    await expect(withdrawFeed(fiscal, portal.plan.id, office?.id ?? "")).rejects.toMatchObject({ code: "forbidden" });
    const elsewhere = crypto.randomUUID();
    await withLea(portal.database.app, { leaId: "far", actor: "test" }, (tx) => tx.insertInto("calendar_feed").values({ lea_id: "far", org_id: "far", id: elsewhere, person_id: null, name: "Elsewhere", sets: [], only_ours: false, token_hash: elsewhere, made_by: "sample-planner", revoked_at: null }).execute());
    await expect(withdrawFeed(portal.ctx, portal.plan.id, elsewhere)).rejects.toMatchObject({ code: "not-found" });
    const planners = (await loadSubscribe(portal.ctx, portal.plan.id)).feeds.find(({ shared: ofAll }) => !ofAll);
    await expect(withdrawFeed(fiscal, portal.plan.id, planners?.id ?? "")).rejects.toMatchObject({ code: "not-found" });
  });

  test("carries the programs that were chosen, and none of what others do when that was asked", async () => {
    const all = eventsOf((await asked(await made())).text).length;
    const some = (await asked(await made(portal.ctx, { sets: ["spsa"] }))).text;
    expect(eventNamed(some, "lcap-D-1@")).toBeUndefined();
    expect(eventsOf(some).length).toBeLessThan(all);
    const ours = (await asked(await made(portal.ctx, { onlyOurs: true }))).text;
    expect(eventNamed(ours, "lcap-D-18@")).toBeUndefined();
    expect(eventNamed(ours, "lcap-D-1@")).toBeDefined();
    await expect(makeFeed(portal.ctx, portal.plan.id, { ...form, sets: ["invented"] })).rejects.toMatchObject({ code: "not-found" });
    expect(await makeFeed(portal.ctx, portal.plan.id, { ...form, name: "  " })).toEqual({ outcome: "refused", why: "name" });
  });

  test("too many askings are refused with the time to wait, and a stranger's guesses do not use up a feed that works", async () => {
    const token = await made();
    let refused = 0;
    for (let number = 0; number < 30; number += 1) if ((await asked(`${token}guess`)).status === 429) refused += 1;
    expect(refused).toBeGreaterThan(5);
    expect((await asked(token)).status).toBe(200);
    await inLea(portal.ctx, (tx) => sql`update calendar_feed_use set asked = 240`.execute(tx));
    expect((await asked(token)).status).toBe(429);
    await inLea(portal.ctx, (tx) => sql`update calendar_feed_use set began_at = now() - interval '16 minutes'`.execute(tx));
    expect((await asked(token)).status).toBe(200);
  });
});

describe("reminders", () => {
  const start = () => portal.plan.year.slice(0, 4);
  const mails = async () => (await portal.owner.selectFrom("mail").select(["recipient", "subject", "body"]).orderBy("id").execute()).map((mail) => ({ ...mail, body: mail.body ?? "" }));
  const planner = () => portal.ctx.user.email;
  const reminded = async () => (await mails()).filter(({ recipient, subject }) => recipient === planner() && /LCAP|SPSA|CSI|CIM|dates|board/i.test(subject));

  test("go out once for each choice, however often and at whatever minute the round runs; never before seven", async () => {
    await goRound(portal.process);
    expect(await chooseReminders(portal.ctx, portal.plan.id, { mail: "single", portal: true, days: [14] })).toBe(true);
    const early = `${start()}-06-17T13:59:00Z`;
    expect(await writeReminders(at(early), portal.plan.leaId)).toBe(0);
    const before = (await reminded()).length;
    // A clock five minutes slow, right, and five minutes fast; and two workers at once.
    const times = [`${start()}-06-17T14:00:00Z`, `${start()}-06-17T14:05:00Z`, `${start()}-06-17T13:58:00Z`, `${start()}-06-18T06:57:00Z`, `${start()}-06-18T07:02:00Z`];
    for (const time of times) await Promise.all([writeReminders(at(time), portal.plan.leaId), writeReminders(at(time), portal.plan.leaId)]);
    const subjects = (await reminded()).slice(before).map(({ subject }) => subject);
    expect(subjects.length).toBeGreaterThan(0);
    expect(new Set(subjects).size).toBe(subjects.length);
    expect(subjects.some((subject) => subject.includes("LCAP"))).toBe(true);
    for (const { body } of (await reminded()).slice(before)) expect(body).toContain(`/plans/`);
  });

  test("stand on the home page and the reminders page until they are put away or the date is done", async () => {
    await writeReminders(at(`${start()}-06-20T15:00:00Z`), portal.plan.leaId);
    const lines = await remindersAtHome(portal.ctx);
    expect(lines.length).toBeGreaterThan(1);
    const [first] = lines;
    await putReminderAway(portal.ctx, portal.plan.id, first?.about ?? "");
    const left = (await loadReminders(portal.ctx, portal.plan.id)).lines;
    expect(left.map(({ about }) => about)).not.toContain(first?.about);
    expect(left.length).toBe(lines.length - 1);
    const open = left.find(({ about }) => about.includes("/lcap/D-5/") || about.includes("/lcap/"));
    const key = open?.about.split("/").slice(1, 3).join("/") ?? "";
    await saveCalendar(portal.ctx, portal.plan.id, { act: "done", deadline: key, doneOn: portal.ctx.today(), proof: "Minutes" });
    expect((await loadReminders(portal.ctx, portal.plan.id)).lines.map(({ about }) => about)).not.toContain(open?.about);
    await saveCalendar(portal.ctx, portal.plan.id, { act: "undone", deadline: key });
  });

  test("a digest is one mail in a week; no mail is none; a choice without a day is refused; the choice is on record", async () => {
    const fiscal = await portal.as("sample-fiscal");
    await chooseReminders(fiscal, portal.plan.id, { mail: "digest", portal: false, days: [] });
    await chooseReminders(portal.ctx, portal.plan.id, { mail: "off", portal: false, days: [] });
    expect(await chooseReminders(portal.ctx, portal.plan.id, { mail: "single", portal: false, days: [] })).toBe(false);
    const count = (await mails()).length;
    for (const day of ["21", "22", "25", "27"]) await writeReminders(at(`${start()}-06-${day}T16:00:00Z`), portal.plan.leaId);
    const written = (await mails()).slice(count);
    const weeks = new Set(["21", "22", "25", "27"].map((day) => new Date(Date.parse(`${start()}-06-${day}`) - ((new Date(`${start()}-06-${day}`).getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10)));
    expect(written.map(({ recipient }) => recipient)).toEqual([...weeks].map(() => fiscal.user.email));
    const { rows } = await inLea(portal.ctx, (tx) => sql<{ verb: string }>`select verb from audit where verb = 'choose-reminders'`.execute(tx));
    expect(rows.length).toBeGreaterThanOrEqual(2);
  });

  test("say no word of the plan and reach nobody who may not read it", async () => {
    const words = (await mails()).map(({ body }) => body).join("\n");
    expect(words).not.toContain(portal.plan.goals[0]?.id ?? "no goal");
    const council = await portal.as("sample-council");
    expect(await remindersAtHome(council)).toEqual([]);
    await suspend("sample-fiscal", true);
    const count = (await mails()).length;
    await writeReminders(at(`${start()}-07-06T16:00:00Z`), portal.plan.leaId);
    expect((await mails()).slice(count).filter(({ recipient }) => recipient.includes("fiscal"))).toEqual([]);
    await suspend("sample-fiscal", false);
  });

  test("REL-E6: a mail whose worker was killed is sent late and not lost; one that is sent is not sent again", async () => {
    const sent: number[] = [];
    const queued: number[] = [];
    const ctx: AppContext = { ...portal.process, sendMail: (letter) => Promise.resolve(void sent.push(letter.id)), queue: { enqueue: (_tx, _task, payload) => Promise.resolve(void ("mailId" in payload && queued.push(payload.mailId))) } };
    await sql`update mail set sent_at = now(), body = null`.execute(portal.owner);
    const { id } = await portal.owner.insertInto("mail").values({ recipient: "a@b.example", subject: "Waiting", body: "x", claimed_at: sql<Date>`now() - interval '1 minute'`, sent_at: null, written_at: sql<Date>`now() - interval '20 minutes'` } as never).returning("id").executeTakeFirstOrThrow();
    await sendMail(ctx, id);
    expect(sent).toEqual([]);
    expect((await goRound(ctx)).mails).toBe(0);
    await sql`update mail set claimed_at = now() - interval '11 minutes' where id = ${id}`.execute(portal.owner);
    expect((await goRound(ctx)).mails).toBe(1);
    expect(queued).toEqual([id]);
    await Promise.all([sendMail(ctx, id), sendMail(ctx, id)]);
    await sendMail(ctx, id);
    expect(sent).toEqual([id]);
    expect((await goRound(ctx)).mails).toBe(0);
  });
});
