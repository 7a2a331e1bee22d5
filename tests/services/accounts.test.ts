// Accounts from the outside: sign-in, sessions and their limits, invitations, second factor, reset, mail, and what sample mode may and may not.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "#app/context.server.ts";
import { smtpMailer } from "#app/adapters/mail/smtp.server.ts";
import { findUser } from "#app/services/people/find-user.server.ts";
import { chooseLea, endOwnSession, loadAccount } from "#app/services/people/load-account.server.ts";
import { loadOutbox, sendMail } from "#app/services/people/mails.server.ts";
import { endRole, invitePerson, joinByInvitation, loadInvitation, loadPeople, withdrawInvitation } from "#app/services/people/people.server.ts";
import { loadSignIn, signInAsSample } from "#app/services/people/sign-in.server.ts";
import { loadExport } from "#app/services/documents/load-export.server.ts";
import { makeExport } from "#app/services/documents/make-export.server.ts";
import { requestExport } from "#app/services/documents/request-export.server.ts";
import { saveAnswer } from "#app/services/plans/save-answer.server.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { withLea } from "#db/client.server.ts";
import { listMails } from "#db/repos/mails.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { oneTimeCode } from "./sign-in-fixtures.ts";

let portal: Portal;
let superintendent: Context;
beforeAll(async () => {
  portal = await openPortal();
  superintendent = await portal.as("sample-superintendent");
});
afterAll(() => portal?.close());

const plain = () => new Request(portal.process.siteUrl);
const withCookie = (cookie: string) => new Request(portal.process.siteUrl, { headers: { Cookie: cookie } });
const cookiesOf = (headers: Headers) => headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
const lastMail = async (to: string) => (await listMails(portal.process.db)).find((mail) => mail.to === to)?.text ?? "";
const tokenIn = (text: string) => decodeURIComponent(/invitations\/(\S+)/.exec(text)?.[1] ?? "");
const password = "correct horse battery";
const acts = async (verb: string) => (await inLea(portal.ctx, (tx) => tx.selectFrom("audit").select(["actor", "object"]).where("verb", "=", verb).execute()));

/** Somebody new with a role here, as the invitation makes them. */
async function joined(email: string, role: "fiscal" | "planner" | "superintendent" = "fiscal"): Promise<void> {
  await invitePerson(superintendent, { email, role, orgId: portal.plan.leaId });
  expect(await joinByInvitation(portal.process, tokenIn(await lastMail(email)), { name: "New Person", password })).toEqual({ outcome: "joined" });
}

describe("a session", () => {
  test("names the person with roles and the bodies over them, and leaves an audit line in their LEA (REL-G2)", async () => {
    const before = (await acts("sign-in")).length;
    const [first, second] = [await portal.cookieOf("sample-principal"), await portal.cookieOf("sample-principal")];
    expect(first).not.toBe(second);
    const user = await findUser(portal.process, withCookie(first));
    expect(user).toMatchObject({ id: "sample-principal", leaId: portal.plan.leaId, memberships: [{ role: "principal", orgId: "alder-valley-high", above: [portal.plan.leaId, "toyon-coe", "toyon-selpa", "sample-state"] }] });
    expect((await acts("sign-in")).length).toBe(before + 2);
    expect(await findUser(portal.process, plain())).toBeNull();
  });

  test.each([["unused too long", "seen_at = now() - interval '61 minutes'"], ["at its end", "created_at = now() - interval '12 hours'"], ["expired", "expires_at = now()"]])("%s is over, and gone from the table", async (_why, change) => {
    const cookie = await portal.cookieOf("sample-fiscal");
    expect(await findUser(portal.process, withCookie(cookie))).not.toBeNull();
    await sql.raw(`update person_session set ${change} where person_id = 'sample-fiscal'`).execute(portal.database.owner);
    expect(await findUser(portal.process, withCookie(cookie))).toBeNull();
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from person_session where person_id = 'sample-fiscal'`.execute(portal.database.owner);
    expect(rows[0]?.n).toBe(0);
  });

  test("of somebody suspended ends at once, and jobs in their name stop too (REL-G2)", async () => {
    const cookie = await portal.cookieOf("sample-board");
    await sql`update person set suspended_at = now() where id = 'sample-board'`.execute(portal.database.owner);
    expect(await findUser(portal.process, withCookie(cookie))).toBeNull();
    const ctx = await portal.as("sample-board");
    await expect(inLea(ctx, (tx) => openPlan(ctx, tx, portal.plan.id, "plan.read"))).rejects.toMatchObject({ code: "not-found" });
    await sql`update person set suspended_at = null where id = 'sample-board'`.execute(portal.database.owner);
  });

  test("is listed and ended by its own person only; signing out ends it", async () => {
    const [here, there] = [await portal.cookieOf("sample-special-education"), await portal.cookieOf("sample-special-education")];
    const user = await findUser(portal.process, withCookie(here));
    const other = await findUser(portal.process, withCookie(there));
    if (!user || !other) throw new Error("both are signed in");
    const stranger = await portal.as("sample-fiscal");
    await expect(endOwnSession(stranger, other.sessionId ?? "")).rejects.toMatchObject({ code: "not-found" });
    const ctx = portal.process.as(user);
    expect((await loadAccount(ctx)).sessions.map((one) => one.here).sort()).toEqual([false, true]);
    await endOwnSession(ctx, other.sessionId ?? "");
    expect(await findUser(portal.process, withCookie(there))).toBeNull();
    await portal.process.accounts.signOut(withCookie(here));
    expect(await findUser(portal.process, withCookie(here))).toBeNull();
  });

  test("works in one LEA at a time, and only where a role is held", async () => {
    await withLea(portal.database.app, { leaId: portal.foreign.leaId, actor: "test" }, (tx) => tx.insertInto("membership").values({ lea_id: portal.foreign.leaId, org_id: portal.foreign.leaId, person_id: "sample-fiscal", role: "fiscal", until: null, given_by: "test" }).execute());
    const cookie = await portal.cookieOf("sample-fiscal");
    const user = await findUser(portal.process, withCookie(cookie));
    if (!user) throw new Error("signed in");
    await expect(chooseLea(portal.process.as(user), "toyon-coe")).rejects.toMatchObject({ code: "not-found" });
    await chooseLea(portal.process.as(user), portal.foreign.leaId);
    expect((await findUser(portal.process, withCookie(cookie)))?.leaId).toBe(portal.foreign.leaId);
  });
});

describe("an invitation", () => {
  test("gives a role once, however often its link is used at the same moment (REL-G1)", async () => {
    await invitePerson(superintendent, { email: "once@example.org", role: "planner", orgId: portal.plan.leaId });
    const token = tokenIn(await lastMail("once@example.org"));
    expect(await loadInvitation(portal.process, token)).toMatchObject({ email: "once@example.org", role: "planner" });
    const tries = await Promise.allSettled(Array.from({ length: 64 }, () => joinByInvitation(portal.process, token, { name: "Once Only", password })));
    expect(tries.filter((one) => one.status === "fulfilled" && one.value.outcome === "joined")).toHaveLength(1);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from person where email = 'once@example.org'`.execute(portal.database.owner);
    expect(rows[0]?.n).toBe(1);
    await expect(loadInvitation(portal.process, token)).rejects.toMatchObject({ code: "not-found" });
    expect((await loadPeople(superintendent)).members.filter((one) => one.email === "once@example.org")).toHaveLength(1);
  });

  test("is refused to who may not give the role, for a role that does not fit the place, and for a place elsewhere", async () => {
    const wish = { email: "x@example.org", role: "fiscal" as const, orgId: portal.plan.leaId };
    await expect(invitePerson(portal.ctx, wish)).rejects.toMatchObject({ code: "forbidden" });
    await expect(invitePerson(superintendent, { ...wish, role: "principal" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(invitePerson(superintendent, { ...wish, role: "support" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(invitePerson(superintendent, { ...wish, role: "state-administrator" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(invitePerson(superintendent, { ...wish, orgId: portal.foreign.leaId })).rejects.toMatchObject({ code: "not-found" });
    expect(await lastMail("x@example.org")).toBe("");
  });

  test("is for its own address: who is signed in with another is refused, and an address with an account signs in first", async () => {
    await invitePerson(superintendent, { email: "somebody@example.org", role: "fiscal", orgId: portal.plan.leaId });
    const token = tokenIn(await lastMail("somebody@example.org"));
    await expect(joinByInvitation(portal.process, token, { user: portal.ctx.user })).rejects.toMatchObject({ code: "forbidden" });
    await invitePerson(superintendent, { email: portal.ctx.user.email, role: "fiscal", orgId: portal.plan.leaId });
    const own = tokenIn(await lastMail(portal.ctx.user.email));
    expect(await joinByInvitation(portal.process, own, { name: "Pretender", password })).toEqual({ outcome: "sign-in-first" });
    expect(await joinByInvitation(portal.process, own, { user: portal.ctx.user })).toEqual({ outcome: "joined" });
    expect((await portal.as("sample-planner")).user.memberships.map((one) => one.role).sort()).toEqual(["fiscal", "planner"]);
  });

  test("withdrawn, or with a changed link, leads nowhere", async () => {
    await invitePerson(superintendent, { email: "gone@example.org", role: "fiscal", orgId: portal.plan.leaId });
    const token = tokenIn(await lastMail("gone@example.org"));
    const { invitations } = await loadPeople(superintendent);
    const id = invitations.find((one) => one.email === "gone@example.org")?.id ?? "";
    await expect(withdrawInvitation(portal.ctx, id)).rejects.toMatchObject({ code: "not-found" });
    await withdrawInvitation(superintendent, id);
    for (const link of [token, `${token}x`, token.replace(portal.plan.leaId, portal.foreign.leaId), "", "~"]) await expect(loadInvitation(portal.process, link)).rejects.toMatchObject({ code: "not-found" });
  });

  test("a role that ends takes its rights and its sessions away at once, and both acts are on record", async () => {
    await joined("leaving@example.org", "planner");
    const begun = await portal.process.accounts.signIn(plain(), { email: "leaving@example.org", password });
    if (begun.outcome !== "signed-in") throw new Error("signs in");
    const cookie = cookiesOf(begun.headers);
    const member = (await loadPeople(superintendent)).members.find((one) => one.email === "leaving@example.org");
    if (!member) throw new Error("is listed");
    const end = { membershipId: member.membershipId, seenVersion: member.version };
    await expect(endRole(portal.ctx, end)).rejects.toMatchObject({ code: "not-found" });
    await expect(endRole(superintendent, { ...end, seenVersion: 7 })).rejects.toMatchObject({ code: "conflict" });
    await endRole(superintendent, end);
    await expect(endRole(superintendent, end)).rejects.toMatchObject({ code: "not-found" });
    expect(await findUser(portal.process, withCookie(cookie))).toBeNull();
    expect((await acts("end-role")).map((one) => one.actor)).toEqual(["sample-superintendent"]);
    expect((await acts("accept-invitation")).length).toBeGreaterThan(0);
  });
});

describe("a password", () => {
  beforeEach(async () => {
    const { rows } = await sql`select 1 from person where email = 'known@example.org'`.execute(portal.database.owner);
    if (rows.length === 0) await joined("known@example.org");
  });

  test("opens a session only when it fits; known and unknown addresses are refused alike (REL-G3)", async () => {
    const { accounts } = portal.process;
    expect((await accounts.signIn(plain(), { email: "known@example.org", password })).outcome).toBe("signed-in");
    expect(await accounts.signIn(plain(), { email: "known@example.org", password: "wrong password" })).toEqual(await accounts.signIn(plain(), { email: "nobody@example.org", password: "wrong password" }));
  });

  test("can be chosen anew once by the mailed link, and all sessions end; an unknown address gets no mail and the same answer", async () => {
    const { accounts } = portal.process;
    const begun = await accounts.signIn(plain(), { email: "known@example.org", password });
    if (begun.outcome !== "signed-in") throw new Error("signs in");
    expect(await accounts.askForReset(plain(), "known@example.org")).toEqual(await accounts.askForReset(plain(), "nobody@example.org"));
    expect(await lastMail("nobody@example.org")).toBe("");
    const token = decodeURIComponent(/token=(\S+)/.exec(await lastMail("known@example.org"))?.[1] ?? "");
    expect(await accounts.resetPassword(plain(), { token: "invented", password: "another good password" })).toBeNull();
    expect(await accounts.resetPassword(plain(), { token, password: "another good password" })).toEqual({ email: "known@example.org" });
    expect(await accounts.resetPassword(plain(), { token, password: "a third good password" })).toBeNull();
    expect(await findUser(portal.process, withCookie(cookiesOf(begun.headers)))).toBeNull();
    expect((await accounts.signIn(plain(), { email: "known@example.org", password })).outcome).toBe("refused");
    expect((await accounts.signIn(plain(), { email: "known@example.org", password: "another good password" })).outcome).toBe("signed-in");
    expect(await accounts.resetPassword(plain(), { token: "", password })).toBeNull();
  });

  test("of an address that is not confirmed opens nothing, and a mail to confirm it is written (REL-G1)", async () => {
    await joined("unconfirmed@example.org");
    await sql`update person set email_verified = false where email = 'unconfirmed@example.org'`.execute(portal.database.owner);
    const { accounts } = portal.process;
    expect((await accounts.signIn(plain(), { email: "unconfirmed@example.org", password })).outcome).toBe("refused");
    const link = /http\S+verify-email\S+/.exec(await lastMail("unconfirmed@example.org"))?.[0] ?? "";
    expect((await accounts.handle(new Request(link))).status).toBe(302);
    expect((await accounts.signIn(plain(), { email: "unconfirmed@example.org", password })).outcome).toBe("signed-in");
  });

  test("nobody signs up by themselves", async () => {
    const request = new Request(`${portal.process.siteUrl}/api/auth/sign-up/email`, { method: "POST", headers: { "Content-Type": "application/json", Origin: portal.process.siteUrl }, body: JSON.stringify({ email: "self@example.org", password, name: "Self" }) });
    expect((await portal.process.accounts.handle(request)).status).toBeGreaterThanOrEqual(400);
    const { rows } = await sql`select 1 from person where email = 'self@example.org'`.execute(portal.database.owner);
    expect(rows).toEqual([]);
  });
});

test("a second factor is asked after the password, by the app's code or by a backup code that works once", async () => {
  await joined("careful@example.org");
  const { accounts } = portal.process;
  const begun = await accounts.signIn(plain(), { email: "careful@example.org", password });
  if (begun.outcome !== "signed-in") throw new Error("signs in");
  const mine = withCookie(cookiesOf(begun.headers));
  expect(await accounts.beginSecondFactor(mine, "wrong password")).toBeNull();
  const set = await accounts.beginSecondFactor(mine, password);
  if (!set) throw new Error("begins");
  expect((await accounts.confirmSecondFactor(mine, "000000")).outcome).toBe("refused");
  expect((await accounts.confirmSecondFactor(mine, oneTimeCode(set.uri, Date.now()))).outcome).toBe("signed-in");

  const half = await accounts.signIn(plain(), { email: "careful@example.org", password });
  if (half.outcome !== "second-factor") throw new Error("asks for the second factor");
  const halfWay = withCookie(cookiesOf(half.headers));
  expect(await findUser(portal.process, halfWay)).toBeNull();
  expect((await accounts.checkSecondFactor(halfWay, "000000")).outcome).toBe("refused");
  const whole = await accounts.checkSecondFactor(halfWay, set.backupCodes[0] ?? "");
  if (whole.outcome !== "signed-in") throw new Error("the backup code fits");
  expect((await findUser(portal.process, withCookie(cookiesOf(whole.headers))))?.secondFactor).toBe(true);

  const again = await accounts.signIn(plain(), { email: "careful@example.org", password });
  if (again.outcome !== "second-factor") throw new Error("asks again");
  expect((await accounts.checkSecondFactor(withCookie(cookiesOf(again.headers)), set.backupCodes[0] ?? "")).outcome).toBe("refused");
});

describe("what is private", () => {
  test("is left out for those who may read the plan but not that, and is there for those who may", async () => {
    const saved = await saveAnswer(portal.ctx, portal.plan.id, { statement: "stand.cases", about: null, seenVersion: null, posted: new Map([["value", ["Seven case notes and their year."]]]) });
    expect(saved.outcome).toBe("saved");
    const read = async (personId: string) => {
      const ctx = await portal.as(personId);
      return JSON.stringify(await inLea(ctx, (tx) => openPlan(ctx, tx, portal.plan.id, "plan.read")));
    };
    for (const one of ["sample-planner", "sample-special-education", "sample-superintendent"]) expect(await read(one), one).toContain("Seven case notes");
    for (const one of ["sample-board", "sample-principal", "sample-secretary"]) expect(await read(one), one).not.toContain("Seven case notes");
  });
});

test("a file asked for by somebody who has lost the right since is not made, and says so (REL-B7)", async () => {
  const board = await portal.as("sample-board");
  const { exportId } = await requestExport(board, portal.plan.id, "lcap", { format: "json", copy: "internal-draft" });
  await makeExport(await portal.as("sample-council"), { leaId: portal.plan.leaId, exportId });
  expect(await loadExport(portal.ctx, portal.plan.id, exportId)).toMatchObject({ status: "failed", error: "There is no such plan here." });
});

describe("support", () => {
  test("is let in for four hours at most, and that ends by itself (REL-G4)", async () => {
    const let_in = (until: string) => sql.raw(`select set_config('app.lea', '${portal.plan.leaId}', true), set_config('app.actor', 'test', true); insert into membership (lea_id, org_id, person_id, role, until, given_by) values ('${portal.plan.leaId}', '${portal.plan.leaId}', 'sample-state-analyst', 'support', ${until}, 'test')`);
    const inOne = (until: string) => portal.database.owner.transaction().execute((tx) => let_in(until).execute(tx));
    await expect(inOne("null")).rejects.toMatchObject({ code: "23514" });
    await expect(inOne("now() + interval '5 hours'")).rejects.toMatchObject({ code: "23514" });
    await inOne("now() + interval '4 hours'");
    const ctx = await portal.as("sample-state-analyst");
    expect((await inLea(ctx, (tx) => openPlan(ctx, tx, portal.plan.id, "plan.read"))).id).toBe(portal.plan.id);
    expect((await loadPeople(superintendent)).members.find((one) => one.role === "support")?.until).not.toBeNull();
    await withLea(portal.database.owner, { leaId: portal.plan.leaId, actor: "test" }, (tx) => sql`update membership set since = now() - interval '5 hours', until = now() - interval '1 hour' where role = 'support'`.execute(tx));
    expect((await portal.as("sample-state-analyst")).user.memberships.map((one) => one.role)).toEqual(["state-analyst"]);
  });
});

describe("sample mode", () => {
  test("offers every role but support with one click, and nobody who is not invented", async () => {
    const { people } = await loadSignIn(portal.process);
    expect(new Set(people.flatMap((one) => one.roles.map((held) => held.role))).size).toBe(13);
    await joined("real@example.org");
    const { rows } = await sql<{ id: string }>`select id from person where email = 'real@example.org'`.execute(portal.database.owner);
    await expect(signInAsSample(portal.process, plain(), rows[0]?.id ?? "")).rejects.toMatchObject({ code: "not-found" });
  });

  test("a standard installation offers nobody, shows no outbox, and takes no invented person", async () => {
    const standard = { ...portal.process, installation: async () => ({ mode: "standard" as const, sampleLeaId: null }) };
    expect(await loadSignIn(standard)).toEqual({ sample: false, people: [] });
    await expect(signInAsSample(standard, plain(), "sample-planner")).rejects.toMatchObject({ code: "not-found" });
    await expect(loadOutbox({ ...portal.ctx, installation: standard.installation })).rejects.toMatchObject({ code: "not-found" });
  });
});

test("a mail goes out over SMTP once, and its text with the link is not kept", async () => {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
      stream.on("end", () => {
        received.push(text);
        done();
      });
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  const ctx = { ...portal.process, sendMail: smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: "plans@example.org" }) };
  await invitePerson(superintendent, { email: "mailed@example.org", role: "fiscal", orgId: portal.plan.leaId });
  const id = (await listMails(portal.process.db)).find((mail) => mail.to === "mailed@example.org")?.id ?? 0;
  await Promise.all([sendMail(ctx, id), sendMail(ctx, id)]);
  await sendMail(ctx, id);
  expect(received).toHaveLength(1);
  expect(received[0]).toContain(`Message-ID: <mail-${id}@example.org>`);
  const { rows } = await sql<{ body: string | null; sent: boolean }>`select body, sent_at is not null as sent from mail where id = ${id}`.execute(portal.database.owner);
  expect(rows[0]).toEqual({ body: null, sent: true });
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
