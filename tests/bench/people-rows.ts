// People at work: one save beside its own SQL, forty people on one plan, two thousand signed in.
// Saves go over HTTP with a signed-in session and a form key, as the browser sends them; nobody's words may be lost on the way.
import { createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { buildContext, settingsFromEnvironment } from "#app/context.server.ts";
import { findUser } from "#app/services/people/find-user.server.ts";
import { saveAnswer } from "#app/services/plans/save-answer.server.ts";
import { connect, withLea } from "#db/client.server.ts";
import type { Database } from "#db/client.server.ts";
import { buildExample } from "#db/examples/examples.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Role } from "#schemas/people.ts";
import { richTextFromPlain } from "#schemas/rich-text.ts";
import { brokenSaves } from "../drills/conflicts.ts";
import { chanceOf } from "../drills/drill.ts";
import type { Chance } from "../drills/drill.ts";
import { actsByRow, lineAmount, narrative, send, standing, storedSince } from "../drills/saves.ts";
import type { Attempt, Target } from "../drills/saves.ts";
import { formKeyAt } from "../form-keys.ts";
import { freePort, openBenchPortal, whenItAnswers } from "./bench-portal.ts";
import { ms, type Row } from "./measure.ts";
import { heap, root, type Workshop } from "./workshop.ts";

type BenchPortal = Awaited<ReturnType<typeof openBenchPortal>>;

/** The figure that this share of them does not exceed. */
const atMost = (share: number, figures: readonly number[]): number => [...figures].sort((a, b) => a - b)[Math.max(0, Math.ceil(figures.length * share) - 1)] ?? Number.NaN;
const spread = (figures: readonly number[]): string => `p50 ${ms(atMost(0.5, figures))}, p95 ${ms(atMost(0.95, figures))}, p99 ${ms(atMost(0.99, figures))}`;
async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; took: number }> {
  const startedAt = performance.now();
  const result = await work();
  return { result, took: performance.now() - startedAt };
}

async function inPortal(workshop: Workshop, work: (portal: BenchPortal, db: Database) => Promise<Row[]>): Promise<Row[]> {
  const portal = await openBenchPortal(workshop);
  const db = connect(portal.postgres.app, { max: 4 });
  try {
    return await work(portal, db);
  } finally {
    await db.destroy();
    await portal.close();
  }
}

/** One narrative saved again and again by one person: over HTTP, and the very same statements by the driver alone, in turns. */
export const saveRows = (workshop: Workshop): Promise<Row[]> =>
  inPortal(workshop, async (portal) => {
    const plan = buildExample("sample");
    const cookie = await portal.signIn("sample-planner");
    const target = narrative(plan, "who.district", null);
    const words = (token: string) => `${token} ${"Our students and their families speak many languages. ".repeat(20)}`;
    let seen = "";
    let number = 0;
    const save = async (): Promise<Attempt> => {
      const attempt = await send({ url: portal.url, cookie }, target, words(`token${(number += 1)}`), seen);
      seen = String((attempt.outcome === "conflict" ? attempt.theirs?.version : attempt.version) ?? seen);
      return attempt;
    };
    await save();
    const statements = await statementsOfSave(portal, { plan, cookie, seen: Number(seen), said: words("token0") });
    seen = String(Number(seen) + 1);

    const driver = new pg.Client({ connectionString: portal.postgres.app });
    const bare = new pg.Client({ connectionString: portal.postgres.app });
    await Promise.all([driver.connect(), bare.connect()]);
    try {
      await bare.query("select set_config('app.lea', $1, false), set_config('app.actor', 'bench', false)", [plan.leaId]);
      const replay = async () => {
        const [token, key] = [`token${(number += 1)}`, randomBytes(32).toString("base64url")];
        for (const { text, values } of statements) await driver.query(text, values({ token, key, seen: Number(seen) }) as unknown[]);
        seen = String(Number(seen) + 1);
      };
      const update = async () => {
        const { rowCount } = await bare.query("update answer set value = $1, version = version + 1 where lea_id = $2 and plan_id = $3 and statement_key = 'who.district' and version = $4", [JSON.stringify(richTextFromPlain(words(`token${(number += 1)}`))), plan.leaId, plan.id, Number(seen)]);
        if (rowCount !== 1) throw new Error("The bare update met another version.");
        seen = String(Number(seen) + 1);
      };
      const taken = { save: [] as number[], replay: [] as number[], update: [] as number[] };
      for (let round = 0; round < 12; round += 1) {
        for (const [name, way] of [["save", save], ["replay", replay], ["update", update]] as const) {
          for (let time = 0; time < 25; time += 1) {
            const { result, took } = await timed<Attempt | void>(way);
            if (result && result.outcome !== "saved") throw new Error(`A save was answered ${result.status} (${result.outcome}).`);
            // The first rounds warm all three up.
            if (round >= 2) taken[name].push(took);
          }
        }
      }
      const middle = { save: atMost(0.5, taken.save), replay: atMost(0.5, taken.replay), update: atMost(0.5, taken.update) };
      return [
        { name: "a save over HTTP / its SQL by the driver, p50", figure: middle.save / middle.replay, unit: "x", goal: { most: 3 }, note: `${spread(taken.save)}; the same ${statements.length} statements ${spread(taken.replay)}` },
        { name: "a save over HTTP / a bare UPDATE, p50", figure: middle.save / middle.update, unit: "x", note: `bare UPDATE ${spread(taken.update)}` },
      ];
    } finally {
      await Promise.all([driver.end(), bare.end()]);
    }
  });

type Varying = { token: string; key: string; seen: number };
/** What one save says to the database, from the question whose session this is to the commit: recorded from the product, with the places where words, key and version stand. */
async function statementsOfSave(portal: BenchPortal, { plan, cookie, seen, said }: { plan: Plan; cookie: string; seen: number; said: string }): Promise<{ text: string; values: (now: Varying) => unknown[] }[]> {
  const context = buildContext({ ...settingsFromEnvironment({ ...process.env, DATABASE_URL: portal.postgres.app, PLAN_ONCE_HOME: portal.home }), logLevel: "silent" });
  const recorded: { text: string; values: unknown[] }[] = [];
  const clients = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
  const asWas = clients.query;
  const key = randomBytes(32).toString("base64url");
  try {
    const request = new Request(portal.url, { headers: { cookie } });
    // Connections and kept plans are there before the save that is recorded.
    await findUser(context, request);
    clients.query = function (this: unknown, ...args: unknown[]) {
      const [first, second] = args as [string | { text: string; values?: unknown[] }, unknown[] | undefined];
      recorded.push(typeof first === "string" ? { text: first, values: Array.isArray(second) ? second : [] } : { text: first.text, values: first.values ?? [] });
      return asWas.apply(this, args);
    };
    const user = await findUser(context, request);
    if (!user) throw new Error("Nobody is signed in.");
    const saved = await saveAnswer({ ...context.as(user), sent: { key, hash: key, steps: 0 } }, plan.id, { statement: "who.district", about: null, seenVersion: seen, posted: new Map([["value", [said]], ["value.json", [JSON.stringify(richTextFromPlain(said))]]]) });
    if (saved.outcome !== "saved") throw new Error(`The save to be recorded was ${saved.outcome}.`);
  } finally {
    clients.query = asWas;
    await context.db.destroy();
  }
  return recorded.map(({ text, values }) => ({
    text,
    values: (now) => values.map((value) => (value === key ? now.key : typeof value === "string" ? value.replaceAll("token0", now.token) : value === seen && /^\s*update/.test(text) ? now.seen : value)),
  }));
}

/** A person's own place in the plan, what they saw there last, and how long each of their saves took. */
type Writer = { target: Target; cookie: string; url: string; seen: string; chance: Chance; number: number };

async function saveOnce(writer: Writer, attempts: Attempt[]): Promise<{ took: number; status: number; outcome: Attempt["outcome"] }> {
  const said = writer.target.words(writer.chance, `b${(writer.number += 1)}`);
  const { result, took } = await timed(() => send(writer, writer.target, said, writer.seen));
  attempts.push(result);
  // Who comes second reads the other's words and writes on top of them the next time.
  writer.seen = String((result.outcome === "conflict" ? result.theirs?.version : result.version) ?? writer.seen);
  return { took, status: result.status, outcome: result.outcome };
}

/** The LEA's narratives and amounts, each to be saved by itself. */
function placesOf(plan: Plan): Target[] {
  const goals = plan.goals.filter((goal) => goal.orgId === plan.leaId).slice(0, 5);
  return [
    narrative(plan, "who.district", null), narrative(plan, "listen.influence", null), narrative(plan, "cost.addon_plan", null),
    ...goals.flatMap((goal) => ["went.done", "went.money", "went.effect", "went.changes"].map((key) => narrative(plan, key, goal.id))),
    ...plan.lines.filter((line) => line.orgId === plan.leaId).slice(0, 20).map((line) => lineAmount(plan, line.id)),
  ];
}

/** Everything that people heard and the database does not hold. */
async function lostWords(db: Database, plan: Plan, places: Target[], attempts: Attempt[]): Promise<string[]> {
  const [stored, acts, now] = await Promise.all([storedSince(db, plan, places, 0), actsByRow(db, plan), standing(db, plan, places)]);
  return brokenSaves({ attempts, stored, now, acts });
}

/** Somebody who types saves every few seconds: forty do, each on their own question and five on the same. */
export const fortyRows = (workshop: Workshop): Promise<Row[]> =>
  inPortal(workshop, async (portal, db) => {
    const plan = buildExample("sample");
    const cookie = await portal.signIn("sample-planner");
    const places = placesOf(plan);
    const writers = Array.from({ length: 40 }, (_, at): Writer => ({ target: places[at < 5 ? 0 : at - 4]!, cookie, url: portal.url, seen: "", chance: chanceOf(40).fork(at), number: 100_000 * (at + 1) }));
    const attempts: Attempt[] = [];
    for (const writer of writers) await saveOnce(writer, attempts);
    const own = writers[39]!;
    const alone: number[] = [];
    for (let time = 0; time < 200; time += 1) {
      const { took } = await saveOnce(own, attempts);
      if (time >= 40) alone.push(took);
      await pause(own.chance.whole(20, 60));
    }
    const together: { took: number; outcome: Attempt["outcome"] }[] = [];
    const [startedAt, lasts] = [performance.now(), 45_000];
    await Promise.all(
      writers.map(async (writer) => {
        for (;;) {
          await pause(writer.chance.whole(2000, 6000));
          if (performance.now() - startedAt > lasts) return;
          together.push(await saveOnce(writer, attempts));
        }
      }),
    );
    const lost = await lostWords(db, plan, [...new Set(writers.map(({ target }) => target))], attempts);
    if (lost.length > 0) throw new Error(`Of ${attempts.length} saves: ${lost.slice(0, 3).join("; ")}`);
    const of = (outcome: Attempt["outcome"]) => together.filter((one) => one.outcome === outcome).length;
    if (of("refused") + of("unheard") > 0) throw new Error(`${of("refused")} saves were refused and ${of("unheard")} not answered.`);
    const took = together.map((one) => one.took);
    return [{ name: "a save with 40 people on one plan / alone, p95", figure: atMost(0.95, took) / atMost(0.95, alone), unit: "x", goal: { most: 3 }, note: `${spread(took)} of ${took.length} (${(took.length / (lasts / 1000)).toFixed(1)}/s, ${of("conflict")} shown the other's words); alone ${spread(alone)}; no update lost` }];
  });

const crowd = { leas: 50, people: 2000, editors: 400, thinkSeconds: 10, warmUpSeconds: 20, seconds: 60, processes: 2 };

/** Fifty districts with forty people each, eight of whom write; everybody does one thing and thinks for ten seconds. A web process for each core, as an operator would run them. */
export const crowdRows = (workshop: Workshop): Promise<Row[]> =>
  inPortal(workshop, async (portal, db) => {
    const port = await freePort();
    portal.keep(root, [...heap, "server.js"], { PORT: String(port) });
    const urls = [portal.url, `http://127.0.0.1:${port}`];
    await whenItAnswers({ url: `${urls[1]}/readyz`, cookie: "" });
    // The first person to sign in makes the installation's secret.
    await portal.signIn("sample-planner");
    const owner = connect(portal.postgres.owner, { max: 2 });
    const plans = Array.from({ length: crowd.leas }, (_, at) => planOf(`crowd-lea-${at + 1}`));
    const cookies = await signInMany({ owner, db, secret: readFileSync(join(portal.home, "auth-secret"), "utf8").trim() }, plans).finally(() => owner.destroy());
    // Who writes has the page open: what it gave them is there before the crowd comes.
    for (let at = 0; at < crowd.editors; at += 8) await Promise.all(cookies.slice(at, Math.min(at + 8, crowd.editors)).map((cookie, place) => formKeyAt(urls[(at + place) % urls.length]!, cookie)));
    const places = new Map(plans.map((plan) => [plan.leaId, placesOf(plan).slice(0, crowd.editors / crowd.leas)]));
    const attempts = new Map(plans.map((plan) => [plan.leaId, [] as Attempt[]]));
    const [saves, reads, wrong]: [number[], number[], Map<string, number>] = [[], [], new Map()];
    const until = performance.now() + (crowd.warmUpSeconds + crowd.seconds) * 1000;
    const measuredFrom = performance.now() + crowd.warmUpSeconds * 1000;
    const note = (list: number[], took: number, right: boolean, what: string) => {
      if (performance.now() < measuredFrom) return;
      list.push(took);
      if (!right) wrong.set(what, (wrong.get(what) ?? 0) + 1);
    };
    await Promise.all(
      cookies.map(async (cookie, number) => {
        const plan = plans[number % crowd.leas]!;
        const chance = chanceOf(2000).fork(number);
        const url = urls[number % urls.length]!;
        const editor = number < crowd.editors;
        const writer: Writer = { target: places.get(plan.leaId)![Math.floor(number / crowd.leas) % (crowd.editors / crowd.leas)]!, cookie, url, seen: "", chance, number: 100_000 * (number + 1) };
        await pause(chance.whole(0, crowd.thinkSeconds * 1000));
        while (performance.now() < until) {
          if (editor) {
            const { took, outcome, status } = await saveOnce(writer, attempts.get(plan.leaId)!);
            note(saves, took, outcome === "saved" || outcome === "conflict", `save ${status || "no answer"}`);
          } else {
            const page = pageOf(plan, chance);
            // A body that is cut off while it is read can leave Node waiting for ever, whatever the signal says.
            const { result, took } = await timed(() => Promise.race([fetch(`${url}${page}`, { headers: { cookie }, redirect: "manual", signal: AbortSignal.timeout(60_000) }).then(async (answer) => ((await answer.text()) ? answer.status : 0)).catch(() => 0), pause(61_000).then(() => 0)]));
            note(reads, took, result === 200, `page ${result || "no answer"}`);
          }
          await pause(chance.whole(crowd.thinkSeconds * 500, crowd.thinkSeconds * 1500));
        }
      }),
    );
    const lost: string[] = [];
    for (const plan of plans) lost.push(...(await lostWords(db, plan, places.get(plan.leaId)!, attempts.get(plan.leaId) ?? [])));
    const errors = [...wrong.values()].reduce((sum, times) => sum + times, 0) + lost.length;
    const all = [...saves, ...reads];
    return [
      { name: "errors, 2,000 signed in, 400 of them write", figure: errors, unit: "x", goal: { most: 0 }, note: `${[...wrong].map(([what, times]) => `${what}: ${times}`).join("; ") || "none"}; words lost: ${lost.length}${lost[0] ? ` (${lost[0]})` : ""}` },
      { name: "2,000 signed in, 10 s of thinking, p95", figure: atMost(0.95, all), unit: "ms", note: `${(all.length / crowd.seconds).toFixed(0)}/s on ${crowd.processes} web processes; saves ${spread(saves)}; pages ${spread(reads)}` },
    ];
  });

/** What somebody who reads opens next: pages of the plan, most by a click inside it (data only), some anew. */
function pageOf(plan: Plan, chance: Chance): string {
  const path = chance.pick(["", "/chapters/who", "/chapters/listen", "/chapters/stand", "/chapters/went", "/programs/lcap", "/comments", "/calendar"]);
  return `/plans/${plan.id}${path}${chance.happens(0.8) ? (path === "" ? "" : ".data") : ""}`;
}

/** The sample plan as another district's. */
const planOf = (leaId: string): Plan => {
  const plan = buildExample("sample");
  return JSON.parse(JSON.stringify(plan).replaceAll(JSON.stringify(plan.leaId), JSON.stringify(leaId)).replaceAll(JSON.stringify(plan.id), JSON.stringify(`plan-of-${leaId}`))) as Plan;
};

/** Districts, people and sessions through the database: 2,000 clicks on a sign-in page are not what is measured. The cookie of each. */
async function signInMany({ owner, db, secret }: { owner: Database; db: Database; secret: string }, plans: readonly Plan[]): Promise<string[]> {
  for (const plan of plans) await withLea(db, { leaId: plan.leaId, actor: "system:seed" }, (tx) => insertPlan(tx, plan, { sample: true }));
  const people = Array.from({ length: crowd.people }, (_, at) => ({ id: `crowd-${at}`, token: randomBytes(24).toString("base64url"), leaId: plans[at % plans.length]!.leaId, role: (at < crowd.editors ? "planner" : "board-viewer") satisfies Role as Role }));
  const later = new Date(Date.now() + 3_600_000);
  await owner.insertInto("person").values(people.map(({ id }) => ({ id, name: `Person ${id}`, email: `${id}@crowd.example`, email_verified: true, image: null, second_factor: false, suspended_at: null, sample: true }))).execute();
  await owner.insertInto("person_session").values(people.map(({ id, token }) => ({ id: `session-${id}`, expires_at: later, token, updated_at: new Date(), ip_address: null, user_agent: "bench", person_id: id, acting_lea: null }))).execute();
  for (const { leaId } of plans) await withLea(db, { leaId, actor: "bench" }, (tx) => tx.insertInto("membership").values(people.filter((person) => person.leaId === leaId).map(({ id, role }) => ({ lea_id: leaId, org_id: leaId, person_id: id, role, until: null, given_by: "bench" }))).execute());
  return people.map(({ token }) => `plan-once.session_token=${encodeURIComponent(`${token}.${createHmac("sha256", secret).update(token).digest("base64")}`)}; plan-once.form=${randomBytes(16).toString("base64url")}`);
}

export const peopleRows = { save: saveRows, forty: fortyRows, crowd: crowdRows };
