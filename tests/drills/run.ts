// npm run drill -- [names] [--rounds N] [--seed S] [--from N] [--plant]: do the promises hold when things go wrong? One JSON line a drill; fails when one is broken.
// With --plant each drill runs with a fault put in on purpose, and fails unless it catches it.
import { execFileSync } from "node:child_process";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { access } from "./access.ts";
import { auditFlips } from "./audit-flips.ts";
import { byteFlips } from "./byte-flips.ts";
import { conflicts } from "./conflicts.ts";
import { crosswalks } from "./crosswalks.ts";
import { documents } from "./documents.ts";
import type { Drill } from "./drill.ts";
import { kills } from "./kills.ts";
import { mails } from "./mails.ts";
import { oneSubmission } from "./one-submission.ts";
import { typing } from "./typing.ts";

const drills: Record<string, Drill> = { crosswalks, documents, conflicts, kills, mails, "audit-flips": auditFlips, "byte-flips": byteFlips, "one-submission": oneSubmission, access, typing };
const root = fileURLToPath(new URL("../..", import.meta.url));
const say = (line: string) => process.stderr.write(`${line}\n`);

function commit(): string {
  try {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
    return `${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain", "--untracked-files=no") === "" ? "" : " with changes"}`;
  } catch {
    return "unknown";
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text !== undefined && !/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} is "${text}"; it is a whole number from 1.`);
  return text === undefined ? undefined : Number(text);
}

function wishes() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { rounds: { type: "string" }, seed: { type: "string" }, from: { type: "string" }, plant: { type: "boolean", default: false } } });
  const unknown = positionals.filter((name) => !(name in drills));
  if (unknown.length > 0) throw new Error(`There is no drill "${unknown.join(", ")}". There are ${Object.keys(drills).join(", ")}.`);
  return { names: positionals.length > 0 ? positionals : Object.keys(drills), rounds: wholeNumber("rounds", values.rounds), from: wholeNumber("from", values.from) ?? 1, seed: wholeNumber("seed", values.seed) ?? Date.now() % 1_000_000_000, planted: values.plant };
}

let asked;
try {
  asked = wishes();
} catch (fault) {
  say(fault instanceof Error ? fault.message : String(fault));
  process.exit(2);
}
const { names, seed, from, planted } = asked;
let failed = 0;
for (const drill of names) {
  const rounds = asked.rounds ?? drills[drill]!.rounds;
  const startedAt = performance.now();
  const { counts, broken } = await drills[drill]!.run({ rounds, from, seed, planted, say }).catch((fault: unknown) => ({ counts: {}, broken: [`The drill itself failed: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`], failed: true }));
  const itself = broken.some((words) => words.startsWith("The drill itself failed"));
  const ok = planted ? broken.length > 0 && !itself : broken.length === 0;
  for (const words of broken.slice(0, planted ? 3 : 100)) say(`${drill}: ${words}`);
  if (!ok) failed += 1;
  const line = { drill, rounds, seed, commit: commit(), seconds: Math.round((performance.now() - startedAt) / 1000), load: loadavg().map((one) => one.toFixed(1)).join(" "), ...counts, broken: broken.length, ...(planted ? { planted, caught: ok } : {}), ok };
  console.log(JSON.stringify(line));
}
process.exitCode = failed > 0 ? 1 : 0;
