// Stop anything at any moment: what a person was told is saved stays, what was refused never appears, and nothing is left running.
import { buildExample } from "#db/examples/examples.ts";
import { withLea } from "#db/client.server.ts";
import { formKeyName } from "#schemas/form-key.ts";
import type { Plan } from "#schemas/plan.ts";
import { brokenSaves } from "./conflicts.ts";
import { chanceOf, pause, until, zeroIn } from "./drill.ts";
import type { Drill } from "./drill.ts";
import { formKeyAt } from "../form-keys.ts";
import { openHouse, signInAt, startOrThrow } from "./house.ts";
import type { Change, House, Victim } from "./house.ts";
import { actsByRow, lineAmount, narrative, revenue, send, standing, storedSince } from "./saves.ts";
import type { Attempt, Stored, Target } from "./saves.ts";

const writers = 6;
const victims: readonly Victim[] = ["web", "worker", "database", "launcher"];

/** The planted fault: the portal's connections tell people "saved" before the words are on the disk. */
const plant: Change = { file: "db/client.server.ts", from: 'application_name: "plan-once" }', to: 'application_name: "plan-once", options: "-c synchronous_commit=off" }' };

/** A writer's knowledge of the places, kept over kills as a browser keeps it. */
type Memory = Map<Target, { seen: string; /** Words nobody has answered yet: sent again first. */ open: string | null }>;

export const kills: Drill = {
  rounds: 50,
  run: async ({ rounds, seed, planted, say }) => {
    const plan = buildExample("sample");
    const house = await openHouse(planted ? [plant] : []);
    const broken: string[] = [];
    const attempts: Attempt[] = [];
    const stored: Stored[] = [];
    const exports: string[] = [];
    const killed: Record<Victim, number> = { web: 0, worker: 0, database: 0, launcher: 0 };
    const statuses = new Map<number, number>();
    const targets = targetsOf(plan);
    const memories = Array.from({ length: writers }, (): Memory => new Map());
    let reconnected = 0;
    let token = 0;
    let cookie = "";

    /** Everybody types until told to stop, for good or by the kill. */
    const write = async (round: number, stop: { now: boolean }) =>
      Promise.all(
        memories.map(async (memory, writer) => {
          const chance = chanceOf(seed).fork(`round ${round} writer ${writer}`);
          while (!stop.now) {
            const target = chance.pick(targets);
            const known = memory.get(target) ?? { seen: "", open: null };
            memory.set(target, known);
            const said = known.open ?? target.words(chance, `k${(token += 1)}`);
            const attempt = await send({ url: house.url, cookie }, target, said, known.seen);
            attempts.push(attempt);
            statuses.set(attempt.status, (statuses.get(attempt.status) ?? 0) + 1);
            if (attempt.outcome === "saved") memory.set(target, { seen: String(attempt.version ?? ""), open: null });
            else if (attempt.outcome === "conflict") {
              const { version, said: theirs } = attempt.theirs ?? { version: null, said: "" };
              // Sent again after silence, and found there: it had been saved.
              if (known.open !== null && theirs === said) reconnected += 1;
              // Whoever finds other words there leaves them: their own may have been saved before those, and would be there twice.
              memory.set(target, { seen: String(version ?? ""), open: null });
            } else if (attempt.outcome === "unheard") {
              memory.set(target, { ...known, open: said });
              await pause(150);
            } else await pause(50);
          }
        }),
      );

    const verify = async () => {
      const db = house.database();
      try {
        stored.push(...(await storedSince(db, plan, targets, stored.at(-1)?.id ?? 0)));
        const [acts, now] = await Promise.all([actsByRow(db, plan), standing(db, plan, targets)]);
        return brokenSaves({ attempts, stored, now, acts });
      } finally {
        await db.destroy();
      }
    };

    try {
      say("kills: building and starting a portal of its own…");
      await startOrThrow(house);
      cookie = await signInAt(house);
      for (let round = 1; round <= rounds; round += 1) {
        const chance = chanceOf(seed).fork(round);
        const victim = planted ? "database" : (victims[(round - 1) % victims.length] ?? "web");
        const moment = planted ? "writing" : chance.pick(["writing", "writing", "writing", "writing", "writing", "starting", "stopping"] as const);
        const where = `round ${round}, seed ${seed}, ${victim} killed while ${moment}`;
        const stop = { now: false };
        let at = chance.whole(200, 2200);
        await askForDocument(house, cookie, plan, exports);
        const writing = write(round, stop);
        if (moment !== "writing") {
          await pause(300);
          house.askToStop();
          if (moment === "starting") {
            if (!(await house.gone(45_000))) broken.push(`${where}: an orderly stop left ${house.processes().join("; ")}`);
            house.launch();
          } else at = chance.whole(0, 800);
        }
        await pause(at);
        // Who has not come up yet or is gone already cannot be killed; the launcher dies in its place.
        const hit = house.kill(victim) ? victim : house.kill("launcher") ? "launcher" : null;
        if (hit) killed[hit] += 1;
        await pause(chance.whole(100, 600));
        stop.now = true;
        await writing;
        // Without its launcher the database waits for the next start; all else goes by itself.
        if (!(await house.gone(45_000, { butDatabase: hit === "launcher" || moment === "stopping" }))) {
          broken.push(`${where}: half a minute later there still run ${house.processes().join("; ")}`);
          house.askToStop();
          if (!(await house.gone(45_000, { butDatabase: true }))) for (const one of victims) if (one !== "database") house.kill(one);
        }
        const started = await house.start();
        if (started !== "ready") {
          broken.push(`${where}: the next start ${started === "ended" ? "failed" : "took too long"}: ${house.lastWords()}`);
          await startOrThrow(house);
        }
        const found = await verify();
        broken.push(...found.map((words) => `${where}: ${words}`));
        if (round % 10 === 0) say(`kills: round ${round} of ${rounds}, ${attempts.length} saves sent`);
        if (found.length > 0) break;
      }
      const unfinished = await unfinishedDocuments(house, plan, exports, planted ? 0 : 90_000);
      if (!planted && unfinished.length > 0) broken.push(`${unfinished.length} of ${exports.length} documents that were asked for are not made: ${unfinished.slice(0, 5).join(", ")}`);
      house.askToStop();
      if (!(await house.gone(45_000))) broken.push(`Processes are left over: ${house.processes().join("; ")}`);

      const of = (outcome: Attempt["outcome"]) => attempts.filter((attempt) => attempt.outcome === outcome);
      const kept = new Set(stored.map(({ said }) => said));
      const lost = of("saved").filter(({ said }) => !kept.has(said));
      const characters = (list: readonly { said: string }[]) => list.reduce((sum, { said }) => sum + said.length, 0);
      return {
        counts: {
          writers, saves: attempts.length, acknowledged: of("saved").length, characters: characters(of("saved")), conflicts: of("conflict").length, refused: of("refused").length, unheard: of("unheard").length,
          unheardButKept: reconnected, killed: Object.entries(killed).map(([name, times]) => `${name} ${times}`).join(", "), statuses: [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${status || "none"} ${times}`).join(", "),
          documents: exports.length, tokensLost: zeroIn(lost.length, of("saved").length), charactersLost: characters(lost),
        },
        broken,
      };
    } finally {
      house.close();
    }
  },
};

function targetsOf(plan: Plan): Target[] {
  const goal = plan.goals[0]?.id ?? "";
  return [
    narrative(plan, "who.district", null),
    narrative(plan, "listen.influence", null),
    narrative(plan, "cost.addon_plan", null),
    narrative(plan, "went.done", goal),
    ...plan.lines.slice(0, 3).map((line) => lineAmount(plan, line.id)),
    revenue(plan, "base_next", "base", plan.year),
    revenue(plan, "federal", "federal", plan.year),
  ];
}

/** Asks for a file as the document page does; an answer that names the export is a promise to make it. */
async function askForDocument(house: House, cookie: string, plan: Plan, exports: string[]): Promise<void> {
  try {
    const answer = await fetch(`${house.url}/plans/${plan.id}/programs/lcap/document`, { method: "POST", redirect: "manual", headers: { Cookie: cookie, Origin: house.url, "Sec-Fetch-Site": "same-origin" }, body: new URLSearchParams({ copy: "internal-draft", format: "xlsx", [formKeyName]: await formKeyAt(house.url, cookie) }), signal: AbortSignal.timeout(10_000) });
    const id = /[?&]file=([0-9a-f-]{36})/.exec(answer.headers.get("Location") ?? "")?.[1];
    if (id) exports.push(id);
  } catch {
    // Nothing was promised.
  }
}

/** Exports that were promised and are not done after the time given. */
async function unfinishedDocuments(house: House, plan: Plan, exports: readonly string[], milliseconds: number): Promise<string[]> {
  const db = house.database();
  try {
    let open: string[] = [];
    await until(async () => {
      const rows = await withLea(db, { leaId: plan.leaId, actor: "drill" }, (tx) => tx.selectFrom("document_export").select(["id", "status"]).where("lea_id", "=", plan.leaId).execute());
      const status = new Map(rows.map((row) => [row.id, row.status]));
      open = exports.flatMap((id) => (status.get(id) === "done" ? [] : [`${id} ${status.get(id) ?? "gone"}`]));
      return open.length === 0;
    }, milliseconds, 1000);
    return open;
  } finally {
    await db.destroy();
  }
}
