// Many people on the same answers at once: nobody's acknowledged words are written over unseen, and who comes second is shown the other's words.
import { buildExample } from "#db/examples/examples.ts";
import { chanceOf, zeroIn } from "./drill.ts";
import type { Drill } from "./drill.ts";
import { openHouse, signInAt, startOrThrow } from "./house.ts";
import type { Change } from "./house.ts";
import { actsByRow, lineAmount, narrative, revenue, send, standing, storedSince } from "./saves.ts";
import type { Attempt, Stored, Target } from "./saves.ts";

const writers = 40;

/** The planted fault: the database no longer asks whether somebody saved in between; only the look before the write does. */
const plant: Change = { file: "db/repos/rows.server.ts", from: "where ${whereRow(key, row.id)} and t.version = ${seenVersion} returning ${asJson(table)}`,\n  );\n  return saved ? { saved } : { conflict: await findRow(tx, { ...key, collection, id: row.id }) };\n}\n\n/** Adds", to: "where ${whereRow(key, row.id)} and ${seenVersion}::bigint > 0 returning ${asJson(table)}`,\n  );\n  return saved ? { saved } : { conflict: await findRow(tx, { ...key, collection, id: row.id }) };\n}\n\n/** Adds" };

export const conflicts: Drill = {
  rounds: 12,
  run: async ({ rounds, seed, planted, say }) => {
    const plan = buildExample("sample");
    const house = await openHouse(planted ? [plant] : []);
    const broken: string[] = [];
    try {
      say("conflicts: building and starting a portal of its own…");
      await startOrThrow(house);
      const portal = { url: house.url, cookie: await signInAt(house) };
      const goal = plan.goals[0]?.id ?? "";
      const line = plan.lines[0]?.id ?? "";
      // The last one nobody has answered yet: everybody starts it at once.
      const targets = [narrative(plan, "who.district", null), narrative(plan, "went.done", goal), lineAmount(plan, line), revenue(plan, "base_next", "base", plan.year), narrative(plan, "cost.addon_plan", null)];
      const attempts: Attempt[] = [];
      await Promise.all(
        Array.from({ length: writers }, async (_, writer) => {
          const chance = chanceOf(seed).fork(`writer ${writer}`);
          const seen = new Map<Target, string>();
          for (let round = 0; round < rounds; round += 1) {
            // All on one place, then all on the next.
            const target = targets[round % targets.length];
            if (!target) return;
            const said = target.words(chance, `${planted ? "p" : "c"}${writer * 100_000 + round}`);
            // Like a person who reads the other's words and saves on top of them: five times, then gives up.
            for (let times = 0; times < 5; times += 1) {
              const attempt = await send(portal, target, said, seen.get(target) ?? "");
              attempts.push(attempt);
              if (attempt.outcome === "saved" && attempt.version !== null) seen.set(target, String(attempt.version));
              if (attempt.outcome !== "conflict" || attempt.theirs === null) break;
              seen.set(target, String(attempt.theirs.version ?? ""));
            }
          }
        }),
      );
      const db = house.database();
      const [stored, acts, now] = await Promise.all([storedSince(db, plan, targets, 0), actsByRow(db, plan), standing(db, plan, targets)]).finally(() => db.destroy());
      broken.push(...brokenSaves({ attempts, stored, now, acts }));
      const of = (outcome: Attempt["outcome"]) => attempts.filter((attempt) => attempt.outcome === outcome).length;
      house.askToStop();
      if (!(await house.gone(45_000))) broken.push(`Processes are left over: ${house.processes().join("; ")}`);
      const lost = broken.filter((words) => words.startsWith("lost")).length;
      return { counts: { writers, saves: attempts.length, acknowledged: of("saved"), conflicts: of("conflict"), refused: of("refused"), unheard: of("unheard"), lost: zeroIn(lost, of("saved")) }, broken };
    } finally {
      house.close();
    }
  },
};

type Evidence = { attempts: readonly Attempt[]; stored: readonly Stored[]; now: ReadonlyMap<Target, { version: number; said: string }>; acts: ReadonlyMap<string, number> };

/** Every way in which what people heard and what is stored disagree. */
export function brokenSaves({ attempts, stored, now, acts }: Evidence): string[] {
  const broken: string[] = [];
  const short = (said: string) => JSON.stringify(said.slice(0, 24));
  for (const target of new Set(attempts.map((attempt) => attempt.target))) {
    const history = stored.filter((one) => one.target === target);
    const tries = attempts.filter((attempt) => attempt.target === target);
    const byVersion = new Map(history.map((one) => [one.version, one]));
    const sent = new Map<string, Attempt[]>();
    for (const attempt of tries) sent.set(attempt.said, [...(sent.get(attempt.said) ?? []), attempt]);

    history.forEach((one, at) => {
      const before = history[at - 1];
      if (before && one.version !== before.version + 1) broken.push(`${target.name}: version ${one.version} follows version ${before.version}`);
      const senders = sent.get(one.said) ?? [];
      if (senders.length === 0) broken.push(`invented: ${target.name} version ${one.version} says what nobody sent: ${short(one.said)}`);
      else if (!senders.some(({ outcome }) => outcome === "saved" || outcome === "unheard")) broken.push(`refused words are stored: ${target.name} version ${one.version} says ${short(one.said)}`);
      if (history.findIndex((other) => other.said === one.said) !== at) broken.push(`${target.name} has the same words twice, the second time in version ${one.version}`);
    });
    for (const { outcome, said, version, seen, theirs, status } of tries) {
      if (outcome === "refused") broken.push(`${target.name}: a save that nothing is wrong with was refused with ${status}${status === 409 ? " and without the other's words" : ""}`);
      if (outcome === "saved") {
        const kept = byVersion.get(version ?? -1);
        if (kept?.said !== said) broken.push(`lost: ${target.name} was told that version ${version} says ${short(said)}, and it says ${kept ? short(kept.said) : "nothing"}`);
        if (seen !== "" && seen !== "0" && version !== Number(seen) + 1) broken.push(`lost: ${target.name} version ${version} was written on top of words its writer had not seen (they saw ${seen})`);
      }
      if (outcome === "conflict") {
        if (theirs === null || theirs.version === null) broken.push(`${target.name}: a conflict came without the other's words`);
        else {
          const other = byVersion.get(theirs.version);
          // Before the first save of the drill stands the sample's own text.
          if (other ? other.said !== theirs.said : history.some((one) => one.version <= (theirs.version ?? 0))) broken.push(`${target.name}: a conflict showed ${short(theirs.said)} as version ${theirs.version}, which says ${short(other?.said ?? "")}`);
          if (String(theirs.version) === seen) broken.push(`${target.name}: a conflict about version ${seen}, which its writer had seen`);
        }
      }
    }
    const last = history.at(-1);
    const standing = now.get(target);
    if (last && (standing?.version !== last.version || standing.said !== last.said)) broken.push(`${target.name} stands at version ${standing?.version}, its history ends at ${last.version}`);
    if (last) {
      const object = [`answers/${last.rowId}`, `lines/${last.rowId}`, `revenues/${last.rowId}`].find((name) => acts.has(name));
      const told = object === undefined ? 0 : (acts.get(object) ?? 0);
      if (told !== history.length) broken.push(`${target.name} was changed ${history.length} times, the audit has ${told} acts`);
    }
  }
  return broken;
}
