// The web process itself: is it alive, is it ready, what does it count, when does it turn people away?
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openWebProcess, type WebProcess } from "./web-process.ts";

let web: WebProcess;
beforeAll(async () => {
  web = await openWebProcess();
});
afterEach(() => web.end());
afterAll(() => web?.close());

const ask = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, { headers });
  return { status: answer.status, retryAfter: answer.headers.get("Retry-After"), body: await answer.text() };
};

describe("ready or not", () => {
  test("REL-C5: alive and ready with the tables of now; not ready with older ones", async () => {
    const url = await web.start();
    expect(await ask(`${url}/readyz`)).toMatchObject({ status: 200, body: "ready\n" });
    const { rows } = await sql<{ name: string; timestamp: string }>`select name, timestamp from kysely_migration order by name desc limit 1`.execute(web.database.owner);
    await sql`delete from kysely_migration where name = ${rows[0]?.name}`.execute(web.database.owner);
    try {
      expect(await ask(`${url}/readyz`)).toMatchObject({ status: 503, body: expect.stringContaining("older tables") });
      expect(await ask(`${url}/healthz`)).toMatchObject({ status: 200 });
    } finally {
      await sql`insert into kysely_migration (name, timestamp) values (${rows[0]?.name}, ${rows[0]?.timestamp})`.execute(web.database.owner);
    }
  });

  test("REL-C5: a clock more than 2 s from the database's is not ready, either way; a second is", async () => {
    expect((await ask(`${await web.start({ clockAhead: 1000 })}/readyz`)).status).toBe(200);
    for (const clockAhead of [4000, -4000]) expect(await ask(`${await web.start({ clockAhead })}/readyz`)).toMatchObject({ status: 503, body: expect.stringMatching(/clocks .* differ by [345] s/) });
  });
});

test("an address that only takes a form says so when somebody opens it, and takes the form", async () => {
  const url = await web.start();
  const opened = await fetch(`${url}/things/1/save`);
  expect({ status: opened.status, allow: opened.headers.get("Allow"), kind: opened.headers.get("Content-Type"), body: await opened.text() }).toEqual({ status: 405, allow: "POST", kind: expect.stringContaining("text/plain"), body: expect.stringContaining("There is no page here") });
  expect((await fetch(`${url}/things/1/save`, { method: "POST" })).status).toBe(200);
  expect((await ask(`${url}/things/1/saves`)).body).toBe("page");
});

describe("overload", () => {
  test("REL-A10: past the end of the line people hear 503 with Retry-After at once, those under way are answered, and then it goes on; all of it is counted", async () => {
    const url = await web.start({ settings: { MOST_REQUESTS_AT_ONCE: "3", MOST_REQUESTS_WAITING: "0" } });
    const before = Date.now();
    const held = Array.from({ length: 3 }, () => ask(`${url}/?hold`));
    let refused = await ask(`${url}/`);
    // The three may still be on their way in.
    while (refused.status !== 503 && Date.now() - before < 20_000) refused = await ask(`${url}/`);
    expect(refused).toMatchObject({ status: 503, retryAfter: "5", body: expect.stringContaining("still in your browser") });
    expect((await ask(`${url}/healthz`)).status).toBe(200);
    const counted = (await ask(`${url}/metrics`)).body;
    expect(counted).toContain("plan_once_requests_under_way 3");
    expect(Number(/plan_once_requests_turned_away_total (\d+)/.exec(counted)?.[1])).toBeGreaterThan(0);
    web.started[0]?.kill("SIGUSR2");
    expect(await Promise.all(held)).toEqual(Array(3).fill({ status: 200, retryAfter: null, body: "page" }));
    expect((await ask(`${url}/`)).status).toBe(200);
  });

  const waiting = async (url: string, many: number) => {
    await expect.poll(async () => (await ask(`${url}/metrics`)).body, { timeout: 20_000 }).toContain(`plan_once_requests_waiting ${many}`);
  };

  test("REL-A10: a busy moment is waited out in line, saves before pages, and who hangs up leaves the line", async () => {
    const url = await web.start({ settings: { MOST_REQUESTS_AT_ONCE: "1" } });
    const held = ask(`${url}/?hold`);
    await expect.poll(async () => (await ask(`${url}/metrics`)).body, { timeout: 20_000 }).toContain("plan_once_requests_under_way 1");
    const order: string[] = [];
    const page = ask(`${url}/`).then(({ status }) => order.push(`page ${status}`));
    await waiting(url, 1);
    const leaves = new AbortController();
    const gone = fetch(`${url}/`, { signal: leaves.signal }).catch(() => order.push("left"));
    await waiting(url, 2);
    const save = fetch(`${url}/`, { method: "POST" }).then((answer) => order.push(`save ${answer.status}`));
    await waiting(url, 3);
    leaves.abort();
    await gone;
    await waiting(url, 2);
    web.started[0]?.kill("SIGUSR2");
    expect((await held).status).toBe(200);
    await Promise.all([page, save]);
    expect(order).toEqual(["left", "save 200", "page 200"]);
  });

  test("REL-A10: who sends a save slowly, or hangs up, takes nobody's place", async () => {
    const url = await web.start({ settings: { MOST_REQUESTS_AT_ONCE: "1" } });
    const { port, host } = new URL(url);
    const slow = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const socket = connect(Number(port), "127.0.0.1");
        await once(socket, "connect");
        socket.write(`POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\nConnection: close\r\n\r\na=`);
        return socket;
      }),
    );
    expect((await ask(`${url}/`)).status).toBe(200);
    expect((await ask(`${url}/metrics`)).body).toContain("plan_once_requests_under_way 0");
    const answered = slow.map(async (socket) => {
      let words = "";
      for await (const part of socket) words += String(part);
      return words;
    });
    for (const socket of slow) socket.write("abc");
    for (const words of await Promise.all(answered)) expect(words).toMatch(/^HTTP\/1\.1 200 /);

    const leaves = new AbortController();
    const gone = fetch(`${url}/?hold`, { signal: leaves.signal }).catch(() => "left");
    await expect.poll(async () => (await ask(`${url}/metrics`)).body, { timeout: 20_000 }).toContain("plan_once_requests_under_way 1");
    leaves.abort();
    const left = performance.now();
    expect(await gone).toBe("left");
    expect((await ask(`${url}/`)).status).toBe(200);
    expect(performance.now() - left).toBeGreaterThan(900);
  });

  test("REL-A10, REL-A11: whoever sends files slowly from one address keeps places free for the files of others", async () => {
    const url = await web.start();
    const send = (from: string, path: string) => {
      const sent = request(`${url}${path}`, { method: "POST", localAddress: from, headers: { "Content-Length": 200_000 } });
      sent.on("error", () => {});
      return sent;
    };
    const slow = Array.from({ length: 10 }, () => send("127.0.0.1", "/?hold"));
    for (const one of slow) one.write("a");
    await expect.poll(async () => (await ask(`${url}/metrics`)).body, { timeout: 20_000 }).toMatch(/under_way 4\n[\s\S]*requests_waiting 6\n/);
    const other = send("127.0.0.2", "/");
    other.end("a".repeat(200_000));
    const [answer] = (await once(other, "response")) as [IncomingMessage];
    expect(answer.statusCode).toBe(200);
    expect((await ask(`${url}/`)).status).toBe(200);
    answer.destroy();
    for (const one of slow) one.destroy();
    await waiting(url, 0);
  });

  test("REL-A10: nobody waits longer than the setting says", async () => {
    const url = await web.start({ settings: { MOST_REQUESTS_AT_ONCE: "1", LONGEST_WAIT_SECONDS: "1" } });
    const held = ask(`${url}/?hold`);
    await expect.poll(async () => (await ask(`${url}/metrics`)).body, { timeout: 20_000 }).toContain("plan_once_requests_under_way 1");
    expect(await ask(`${url}/`)).toMatchObject({ status: 503, retryAfter: "5" });
    await waiting(url, 0);
    web.started[0]?.kill("SIGUSR2");
    expect((await held).status).toBe(200);
    expect((await ask(`${url}/`)).status).toBe(200);
  });

  test("a setting that is no limit, or too short a token, stops the start (REL-H4)", async () => {
    await expect(web.start({ settings: { MOST_REQUESTS_AT_ONCE: "many" } })).rejects.toThrow(/whole number/);
    await expect(web.start({ settings: { LONGEST_WAIT_SECONDS: "0" } })).rejects.toThrow(/LONGEST_WAIT_SECONDS is a whole number from 1/);
    await expect(web.start({ settings: { METRICS_TOKEN: "short" } })).rejects.toThrow(/32 characters/);
  });
});

describe("metrics", () => {
  test("are numbers for this machine; not through a proxy, and with a token set only for who has it", async () => {
    const url = await web.start();
    await ask(`${url}/?some=MarkerOfAPath`);
    const here = await ask(`${url}/metrics`);
    expect(here.status).toBe(200);
    expect(here.body).toMatch(/plan_once_request_seconds_count\{method="GET",status="2xx"\} 1/);
    expect(here.body).toContain("plan_once_nodejs_eventloop_lag_seconds");
    expect(here.body).not.toContain("MarkerOfAPath");
    expect((await ask(`${url}/metrics`, { "X-Forwarded-For": "10.0.0.1" })).status).toBe(404);
    const token = "a-token-of-more-than-32-characters";
    const guarded = await web.start({ settings: { METRICS_TOKEN: token } });
    expect((await ask(`${guarded}/metrics`)).status).toBe(404);
    expect((await ask(`${guarded}/metrics`, { Authorization: `Bearer ${token}x` })).status).toBe(404);
    expect((await ask(`${guarded}/metrics`, { Authorization: `Bearer ${token}` })).status).toBe(200);
  });
});
