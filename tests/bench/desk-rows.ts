// The county's queue with 1,000 submissions beside an empty page, and 1,000 submissions in the last minute before a deadline.
import { join } from "node:path";
import autocannon from "autocannon";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { withLea } from "#db/client.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { makeMove } from "#app/services/review/make-move.server.ts";
import { chanceOf } from "../drills/drill.ts";
import { generateLeas } from "../generated-leas.ts";
import { openPortal } from "../services/portal.ts";
import { freePort, openBenchPortal, processorTime, whenItAnswers, type Asked } from "./bench-portal.ts";
import { median, ms, type Row } from "./measure.ts";
import { buildEmptyPage } from "./portal-rows.ts";
import { heap, root, type Workshop } from "./workshop.ts";

const submissions = 1000;
const [connections, seconds, rounds] = [8, 3, 5];

export async function queueRows(workshop: Workshop): Promise<Row[]> {
  await buildEmptyPage(workshop);
  const portal = await openBenchPortal(workshop);
  try {
    const crosswalks = loadCrosswalks(join(root, "crosswalks"));
    const plan = buildExample("sample-running");
    const program = crosswalks.programs.find((one) => one.program === "lcap" && one.edition.years.includes(plan.year));
    if (!program) throw new Error("There is no form for the sample plan.");
    await generateLeas(portal.postgres.owner, { crosswalks, program, plan, count: submissions });
    const empty = await freePort();
    const pid = portal.keep(workshop.file("empty"), [...heap, "server.js"], { PORT: String(empty) });
    const [queue, page] = [{ url: `${portal.url}/reviews`, cookie: await portal.signIn("sample-county-reviewer"), pid: portal.pid }, { url: `http://127.0.0.1:${empty}/`, cookie: "", pid }];
    await Promise.all([queue, page].map(whenItAnswers));
    const html = await (await fetch(queue.url, { headers: { cookie: queue.cookie } })).text();
    if (!html.includes("1,000 plans wait") && !html.includes("1000 plans wait")) throw new Error("The queue does not hold the submissions.");
    const taken = { queue: [] as Asking[], page: [] as Asking[] };
    await Promise.all([queue, page].map(asking));
    for (let round = 0; round < rounds; round += 1) {
      taken.queue.push(await asking(queue));
      taken.page.push(await asking(page));
    }
    const of = (list: readonly Asking[]) => ({ perSecond: median(list.map(({ perSecond }) => perSecond)), processor: median(list.map(({ processor }) => processor)) });
    const figures = { queue: of(taken.queue), page: of(taken.page) };
    return [
      { name: "queue of 1,000 submissions / empty Remix page", figure: figures.queue.perSecond / figures.page.perSecond, unit: "x", goal: { least: 0.5 }, note: `${figures.queue.perSecond.toFixed(0)}/s, empty ${figures.page.perSecond.toFixed(0)}/s; ${(html.length / 1000).toFixed(0)} kB; ${ms(1000 / figures.queue.perSecond)} a page` },
      { name: "the same by processor time of the web process", figure: figures.page.processor / figures.queue.processor, unit: "x", goal: { least: 0.5 }, note: `${ms(figures.queue.processor)} a page, empty ${ms(figures.page.processor)}` },
    ];
  } finally {
    await portal.close();
  }
}

/** Milliseconds of the process that answered, for one page. */
type Asking = { perSecond: number; processor: number };
async function asking({ url, cookie, pid }: Asked & { pid: number }): Promise<Asking> {
  const before = processorTime(pid);
  const { requests, errors, non2xx } = await autocannon({ url, connections, duration: seconds, headers: { cookie } });
  if (errors + non2xx > 0) throw new Error(`${errors + non2xx} of ${requests.total} requests for ${new URL(url).pathname} failed.`);
  return { perSecond: requests.average, processor: (processorTime(pid) - before) / requests.total };
}

const leas = 20;
/** Of a plan adopted on June 24, 2025 (D-12): the first instant after June 29 in California. */
const deadline = Date.parse("2025-06-30T07:00:00.000Z");

/** Twenty LEAs send, take back and send again, all at once, each sending at an instant of the last minute or the first seconds after it. */
export async function deadlineRushRows(): Promise<Row[]> {
  const portal = await openPortal();
  try {
    const chance = chanceOf(20_261_122);
    const edges = [-1, 0, 1, -1000, 1000];
    const running = JSON.stringify(portal.running);
    const { running: model } = portal;
    const contexts: { ctx: Context; planId: string }[] = [];
    for (let number = 1; number <= leas; number += 1) {
      const leaId = `rush-${number}`;
      const code = `98${String(number).padStart(5, "0")}`;
      const plan = JSON.parse(running.replaceAll(`"${model.leaId}"`, `"${leaId}"`).replaceAll(`"${model.id}"`, `"${leaId}-plan"`).replaceAll(`"${model.organizations.find(({ id }) => id === model.leaId)?.cds.slice(0, 7) ?? ""}`, `"${code}`)) as Plan;
      await withLea(portal.database.app, { leaId, actor: "bench" }, (tx) => insertPlan(tx, plan, { sample: true }));
      contexts.push({ planId: plan.id, ctx: { ...portal.ctx, user: { ...portal.ctx.user, leaId, memberships: [{ role: "planner", leaId, orgId: leaId, above: [] }] } } });
    }
    const wrong = { errors: 0, sides: 0 };
    let sent = 0;
    const startedAt = performance.now();
    await Promise.all(
      contexts.map(async ({ ctx, planId }) => {
        let seenVersion = 0;
        const step = async (move: string, at: number) => {
          const answer = await makeMove({ ...ctx, now: () => new Date(at) }, { planId, program: "lcap" }, { move, seenVersion, day: "", words: move === "take-back" ? "Again." : "" });
          if (answer.outcome !== "made") throw new Error(`${move}: ${JSON.stringify(answer).slice(0, 200)}`);
          seenVersion += 1;
          return answer;
        };
        for (let round = 0; round < submissions / leas; round += 1) {
          const at = deadline + (edges[round] ?? chance.whole(-60_000, 5_000));
          try {
            if (round > 0) await step("take-back", at);
            await step("adopt", at);
            if (round === 0) seenVersion = await standing(portal.database.app, ctx.user.leaId);
            await step("send", at);
            sent += 1;
          } catch (fault) {
            wrong.errors += 1;
            if (wrong.errors <= 3) process.stderr.write(`${String(fault)}\n`);
            seenVersion = await standing(portal.database.app, ctx.user.leaId);
          }
        }
      }),
    );
    const took = performance.now() - startedAt;
    let kept = 0;
    for (const { ctx } of contexts) {
      const copies = await withLea(portal.database.app, { leaId: ctx.user.leaId, actor: "bench" }, (tx) => tx.selectFrom("submission").select(["received_at", "side", "due_on"]).where("kind", "=", "sent").execute());
      kept += copies.length;
      wrong.sides += copies.filter(({ received_at, side }) => side !== (received_at.getTime() < deadline ? "in-time" : "late")).length;
    }
    return [{ name: "1,000 submissions around a deadline: wrong", figure: wrong.errors + wrong.sides + Math.abs(submissions - kept), unit: "wrong", goal: { most: 0 }, note: `${sent} sent by ${leas} LEAs at once, ${kept} receipts, ${wrong.errors} errors, ${wrong.sides} on the wrong side; ${(sent / (took / 1000)).toFixed(1)}/s in one process` }];
  } finally {
    await portal.close();
  }
}

const standing = async (db: Parameters<typeof withLea>[0], leaId: string): Promise<number> => (await withLea(db, { leaId, actor: "bench" }, (tx) => tx.selectFrom("filing").select("version").executeTakeFirst()))?.version ?? 0;
