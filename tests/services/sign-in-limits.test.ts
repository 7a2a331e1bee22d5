// How often one may try, counted in the database: guesses end, the owner is never locked out, and nothing says which addresses are known.
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { AppContext } from "#app/context.server.ts";
import type { ActionFunctionArgs } from "@remix-run/node";
import { findUser } from "#app/services/people/find-user.server.ts";
import { askForReset, choosePassword, signInWithPassword, takeSecondStep } from "#app/services/people/sign-in.server.ts";
import { addressHeader } from "#app/adapters/limits/limits.server.ts";
import { listMails } from "#db/repos/mails.server.ts";
import { openPortal } from "./portal.ts";
import type { Portal } from "./portal.ts";
import { cookiesOf, joinAs, mailTo } from "./sign-in-fixtures.ts";

let portal: Portal;
const password = "correct horse battery";
const owner = "owner@example.org";
beforeAll(async () => {
  portal = await openPortal();
  await joinAs(portal, { email: owner, role: "fiscal", password });
});
afterAll(() => portal?.close());
afterEach(() => sql`delete from rate_limit`.execute(portal.owner));

const from = (address: string, cookie = "") => new Request("http://localhost:3000/sign-in", { headers: { [addressHeader]: address, ...(cookie === "" ? {} : { Cookie: cookie }) } });
/** Counts the guesses that reach a password; a stand-in for the hash, which would take minutes for so many. */
const counting = (): { ctx: AppContext; guesses: () => number } => {
  let guesses = 0;
  const accounts: AppContext["accounts"] = { ...portal.process.accounts, signIn: async () => ((guesses += 1), { outcome: "refused" }) };
  return { ctx: { ...portal.process, accounts }, guesses: () => guesses };
};
type Refused = { code: string; detail: { waitSeconds: number } };
const outcome = (work: Promise<{ outcome: string }>) => work.then((answer) => answer.outcome, (fault: Refused) => fault.code);

describe("tries at a password", () => {
  test("of one account end after ten, from however many places and at the same moment; the right one is refused too, but not on a device the owner used before (REL-G3)", async () => {
    const known = await signInWithPassword(portal.process, from("198.51.100.1"), { email: owner, password });
    if (known.outcome !== "signed-in") throw new Error("signs in");
    const device = cookiesOf(known.headers);
    expect(device).toContain("plan-once.device=");
    const { ctx, guesses } = counting();
    const answers = await Promise.all(Array.from({ length: 60 }, (_, at) => outcome(signInWithPassword(ctx, from(`203.0.113.${at}`), { email: owner, password: `guess ${at}` }))));
    expect(guesses()).toBe(10);
    expect(answers.filter((one) => one === "too-many")).toHaveLength(50);
    expect(await outcome(signInWithPassword(portal.process, from("198.51.100.1"), { email: owner, password }))).toBe("too-many");
    expect(await outcome(signInWithPassword(portal.process, from("192.0.2.9", device), { email: owner, password }))).toBe("signed-in");
    // The mark is this account's only, and cannot be made.
    expect(await outcome(signInWithPassword(portal.process, from("192.0.2.9", device.replace(/device=(.)/, (_, first) => `device=${first === "x" ? "y" : "x"}`)), { email: owner, password }))).toBe("too-many");
    const forOther = await outcome(signInWithPassword(ctx, from("203.0.113.1", device), { email: "other@example.org", password: "x" }));
    expect(forOther).toBe("refused");
    expect(portal.process.limits.deviceOf(from("1.2.3.4", device), "other@example.org")).toBeNull();
  });

  test("spread over 10,000 accounts from one place reach a hundred of them (REL-G, spray)", async () => {
    const { ctx, guesses } = counting();
    const seen = new Map<string, number>();
    for (let next = 0; next < 10_000; next += 500) {
      // After the first thousand it is the address that refuses, whoever is named: one try in ten shows it.
      const some = Array.from({ length: next < 1000 ? 500 : 50 }, (_, at) => outcome(signInWithPassword(ctx, from("203.0.113.7"), { email: `person${next + at}@example.org`, password: "Spring2026!" })));
      for (const one of await Promise.all(some)) seen.set(one, (seen.get(one) ?? 0) + 1);
    }
    expect(guesses()).toBe(100);
    expect([...seen.keys()].sort()).toEqual(["refused", "too-many"]);
    // Nobody alone makes the whole site busy: elsewhere people sign in as before.
    expect(await outcome(signInWithPassword(portal.process, from("198.51.100.2"), { email: owner, password }))).toBe("signed-in");
  });

  test("from everywhere at once make the site busy: 503 with a time to come back, and a known device still gets in", async () => {
    const known = await signInWithPassword(portal.process, from("198.51.100.1"), { email: owner, password });
    if (known.outcome !== "signed-in") throw new Error("signs in");
    await sql`insert into rate_limit (key, points, expire) values ('sign-in:site:all', 600, ${Date.now() + 40_000}) on conflict (key) do update set points = 600, expire = excluded.expire`.execute(portal.owner);
    const { action } = await import("#app/routes/sign-in.tsx");
    const post = async (known: string) => {
      const cookie = `${known}; ${portal.browser}`;
      const request = new Request("http://localhost:3000/sign-in", { method: "POST", headers: { Origin: "http://localhost:3000", [addressHeader]: "198.51.100.9", Cookie: cookie }, body: new URLSearchParams({ to: "/", email: owner, password, formKey: await portal.keyFor(portal.browser) }) });
      return action({ request, params: {}, context: {} } as ActionFunctionArgs).catch((thrown: unknown) => thrown) as Promise<Response>;
    };
    const busy = await post("");
    expect(busy.status).toBe(503);
    const wait = Number(busy.headers.get("Retry-After"));
    expect(wait).toBeGreaterThan(20);
    expect(wait).toBeLessThanOrEqual(40);
    expect(((await busy.json()) as { message: string }).message).toContain("in a minute");
    expect((await post(cookiesOf(known.headers))).status).toBe(302);
  });

  test("good ones are not counted", async () => {
    for (let at = 0; at < 12; at += 1) expect(await outcome(signInWithPassword(portal.process, from("198.51.100.3"), { email: owner, password }))).toBe("signed-in");
  });

  test("of an IPv6 customer count together, whatever address of the /64 they come from; an IPv4 address counts by itself", () => {
    const of = (address: string) => portal.process.limits.addressOf(from(address));
    expect(of("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(of("2001:db8:1:2::1")).toBe(of("2001:0db8:0001:0002:ffff::"));
    expect(of("2001:db8:1:3::1")).not.toBe(of("2001:db8:1:2::1"));
    expect(of("::ffff:192.0.2.1")).toBe("192.0.2.1");
    expect(of("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
    expect(of("planted")).toBe("unknown");
  });
});

describe("a new password by mail", () => {
  const mailsTo = async (to: string) => (await listMails(portal.process.db)).filter((mail) => mail.to === to).length;

  test("is mailed three times an hour at most, with the same answer; the mails before still work, and let the owner in past everybody's tries", async () => {
    const before = await mailsTo(owner);
    for (let at = 0; at < 5; at += 1) await askForReset(portal.process, from("198.51.100.4"), owner);
    expect(await mailsTo(owner)).toBe(before + 3);
    const { ctx } = counting();
    for (let at = 0; at < 11; at += 1) await outcome(signInWithPassword(ctx, from(`203.0.113.${at}`), { email: owner, password: "guess" }));
    expect(await outcome(signInWithPassword(portal.process, from("198.51.100.4"), { email: owner, password }))).toBe("too-many");
    const token = decodeURIComponent(/token=(\S+)/.exec(await mailTo(portal, owner))?.[1] ?? "");
    const headers = await choosePassword(portal.process, from("198.51.100.4"), { token, password });
    expect(await outcome(signInWithPassword(portal.process, from("198.51.100.4", cookiesOf(headers ?? new Headers())), { email: owner, password }))).toBe("signed-in");
  });

  test("redeemed 64 times at the same moment, is chosen once (REL-G)", async () => {
    await askForReset(portal.process, from("198.51.100.5"), owner);
    const token = decodeURIComponent(/token=(\S+)/.exec(await mailTo(portal, owner))?.[1] ?? "");
    const tries = await Promise.all(Array.from({ length: 64 }, (_, at) => choosePassword(portal.process, from("198.51.100.5"), { token, password: `the new password ${at}` })));
    expect(tries.filter((one) => one !== null)).toHaveLength(1);
    const won = tries.findIndex((one) => one !== null);
    expect(await outcome(portal.process.accounts.signIn(from("198.51.100.5"), { email: owner, password: `the new password ${won}` }))).toBe("signed-in");
    await sql`update person_account set password = (select password from person_account where person_id = (select id from person where email = ${owner}))`.execute(portal.owner);
  }, 120_000);

  test("from one place may be asked for thirty addresses an hour; then it says so", async () => {
    const answers = await Promise.all(Array.from({ length: 31 }, (_, at) => askForReset(portal.process, from("198.51.100.6"), `nobody${at}@example.org`).then(() => "sent", (fault: Refused) => fault.code)));
    expect(answers.filter((one) => one === "sent")).toHaveLength(30);
    expect(answers.filter((one) => one === "too-many")).toHaveLength(1);
  });
});

describe("a second step", () => {
  test("of one sign-in may be tried ten times at most", async () => {
    const half = from("198.51.100.7", "plan-once.two_factor=some-half-open-sign-in");
    const answers: string[] = [];
    for (let at = 0; at < 12; at += 1) answers.push(await outcome(takeSecondStep(portal.process, half, "000000")));
    expect(answers).toEqual([...Array<string>(10).fill("refused"), "too-many", "too-many"]);
  });
});

describe("known and unknown addresses", () => {
  /** Median milliseconds of each, tried in turn so that a busy machine slows both. */
  async function medians(rounds: number, ...works: (() => Promise<unknown>)[]): Promise<number[]> {
    const times = works.map(() => [] as number[]);
    for (let round = 0; round < rounds; round += 1) {
      for (const [at, work] of works.entries()) {
        const started = performance.now();
        await work();
        times[at]?.push(performance.now() - started);
      }
    }
    return times.map((some) => some.sort((one, other) => one - other)[Math.floor(some.length / 2)] ?? 0);
  }

  test("are answered with the same words and about the same work, at sign-in and reset (REL-G3)", async () => {
    const { accounts } = portal.process;
    const guess = (email: string) => accounts.signIn(from("198.51.100.8"), { email, password: "a wrong password" });
    const [known = 0, unknown = 0, withoutPassword = 0] = await medians(7, () => guess(owner), () => guess("nobody@example.org"), () => guess("marisol.vega@sample.example"));
    for (const other of [unknown, withoutPassword]) {
      expect(known / other).toBeGreaterThan(0.4);
      expect(known / other).toBeLessThan(2.5);
    }
    const [asked = 0, askedUnknown = 0] = await medians(3, () => askForReset(portal.process, from("198.51.100.8"), owner), () => askForReset(portal.process, from("198.51.100.8"), "nobody@example.org"));
    expect(asked / askedUnknown).toBeGreaterThan(0.7);
    expect(asked / askedUnknown).toBeLessThan(1.4);
  });
});

describe("a suspended person (REL-G2)", () => {
  test("has no session left when the suspension is written, on any process, within a second", async () => {
    const cookies = await Promise.all(Array.from({ length: 5 }, () => portal.cookieOf("sample-fiscal")));
    const started = performance.now();
    await sql`update person set suspended_at = now() where id = 'sample-fiscal'`.execute(portal.owner);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from person_session where person_id = 'sample-fiscal'`.execute(portal.owner);
    expect(rows[0]?.n).toBe(0);
    for (const cookie of cookies) expect(await findUser(portal.process, from("198.51.100.9", cookie))).toBeNull();
    expect(performance.now() - started).toBeLessThan(1000);
    await sql`update person set suspended_at = null where id = 'sample-fiscal'`.execute(portal.owner);
    for (const cookie of cookies) expect(await findUser(portal.process, from("198.51.100.9", cookie))).toBeNull();
  });
});
