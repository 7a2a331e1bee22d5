// How many times a second is a calendar of 300 events read, beside an empty Remix page of the same server?
// Every asking goes to the database: the feed's own limit, its events, nothing kept in the process. Two hundred feeds take turns, as two hundred calendar programs do.
import { createHash } from "node:crypto";
import autocannon from "autocannon";
import { calendarFile } from "#app/adapters/calendar/ical.server.ts";
import { connect, withLea } from "#db/client.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { freePort, openBenchPortal, whenItAnswers } from "./bench-portal.ts";
import { median, ms, type Row } from "./measure.ts";
import { buildEmptyPage } from "./portal-rows.ts";
import { heap, type Workshop } from "./workshop.ts";

const [events, feeds, connections, seconds, rounds] = [300, 200, 8, 3, 5];

export async function feedRows(workshop: Workshop): Promise<Row[]> {
  await buildEmptyPage(workshop);
  const portal = await openBenchPortal(workshop);
  const db = connect(portal.postgres.app, { max: 2 });
  try {
    const empty = await freePort();
    portal.keep(workshop.file("empty"), [...heap, "server.js"], { PORT: String(empty) });
    const { leaId, id: planId } = buildExample("sample");
    const token = (number: number) => `${leaId}~bench-${number}`;
    await withLea(db, { leaId, actor: "bench" }, async (tx) => {
      for (let number = 0; number < events; number += 1) {
        const day = new Date(Date.now() + number * 86_400_000).toISOString().slice(0, 10);
        const title = `LCAP 2027-28: something that is due on this day, number ${number}`;
        const ics = calendarFile.event({ uid: `bench-${number}@plan-once`, sequence: 0, day, title, description: "1. Adoption: June 24, 2027\n2. plus 5 calendar days, the first day not counted: June 29, 2027\nLaw: EC 52070(a); EC 52070.5(a)\nFrom a secondary source: check it.", url: `${portal.url}/plans/${planId}/calendar`, changedAt: new Date(), cancelled: false });
        await tx.insertInto("calendar_event").values({ lea_id: leaId, org_id: leaId, plan_id: planId, key: `bench/${number}`, kind: "deadline", day, set_id: "lcap", title, ours: true, sure: true, done: false, content: "", ics, changed_at: new Date(), cancelled_at: null }).execute();
      }
      for (let number = 0; number < feeds; number += 1)
        await tx.insertInto("calendar_feed").values({ lea_id: leaId, org_id: leaId, person_id: number % 2 === 0 ? "sample-planner" : null, name: "Bench", sets: [], only_ours: false, token_hash: createHash("sha256").update(token(number)).digest("hex"), made_by: "sample-planner", revoked_at: null }).execute();
    });
    const paths = Array.from({ length: feeds }, (_, number) => `/calendar-feed/${encodeURIComponent(token(number))}.ics`);
    const [feed, page] = [{ url: portal.url, paths }, { url: `http://127.0.0.1:${empty}`, paths: ["/"] }];
    await Promise.all([{ url: `${portal.url}${paths[0]}`, cookie: "" }, { url: `${page.url}/`, cookie: "" }].map(whenItAnswers));
    const first = await fetch(`${portal.url}${paths[0]}`);
    const [text, tag] = [await first.text(), first.headers.get("ETag") ?? ""];
    const found = text.split("BEGIN:VEVENT").length - 1;
    if (found < events) throw new Error(`The feed has ${found} events.`);

    const taken = { feed: [] as number[], page: [] as number[], same: [] as number[] };
    await Promise.all([perSecond(feed), perSecond(page)]);
    for (let round = 0; round < rounds; round += 1) {
      taken.feed.push(await perSecond(feed));
      taken.page.push(await perSecond(page));
      taken.same.push(await perSecond(feed, { "If-None-Match": tag }));
    }
    const figures = { feed: median(taken.feed), page: median(taken.page), same: median(taken.same) };
    const note = `${figures.feed.toFixed(0)}/s of ${found} events, ${(text.length / 1000).toFixed(0)} kB, empty ${figures.page.toFixed(0)}/s; ${ms(1000 / figures.feed)} each`;
    return [
      { name: "calendar of 300 events / empty Remix page, req/s", figure: figures.feed / figures.page, unit: "x", goal: { least: 0.5 }, note },
      { name: "the same when nothing has changed (304)", figure: figures.same / figures.page, unit: "x", note: `${figures.same.toFixed(0)}/s` },
    ];
  } finally {
    await db.destroy();
    await portal.close();
  }
}

/** The feed allows an address so many askings in a quarter of an hour: what is refused would not be counted, so it fails. */
async function perSecond({ url, paths }: { url: string; paths: string[] }, headers: Record<string, string> = {}): Promise<number> {
  const { requests, errors, non2xx, statusCodeStats } = await autocannon({ url, connections, duration: seconds, requests: paths.map((path) => ({ path, headers })) });
  const bad = non2xx - (statusCodeStats?.["304"]?.count ?? 0);
  if (errors + bad > 0) throw new Error(`${errors + bad} of ${requests.total} requests failed.`);
  return requests.average;
}
