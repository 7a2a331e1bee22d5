// npm run test:access: the matrix with its counts, and policy calls taken away one at a time in a copy, each of which must make a test fail.
// --all: every policy call (as npm run drill does); else a sample of six, by ACCESS_SEED. Prints one line of JSON.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { takeAway } from "./taken-away.ts";

const root = path.resolve(import.meta.dirname, "../..");
const sampleSize = 6;
const seed = Number(process.env["ACCESS_SEED"] ?? new Date().getUTCDate());
const say = (line: string) => process.stderr.write(`${line}\n`);

const reports = mkdtempSync(path.join(tmpdir(), "plan-once-access-"));
const report = path.join(reports, "matrix.json");
const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, "node_modules/vitest/vitest.mjs"), "run", "tests/access"], { cwd: root, encoding: "utf8", env: { ...process.env, DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined, DATABASE_DIRECT_URL: undefined, ACCESS_REPORT: report } });
if (status !== 0) say(stdout + stderr);
const counts = existsSync(report) ? (JSON.parse(readFileSync(report, "utf8")) as { routes: number; cells: number; mismatches: number }) : { routes: 0, cells: 0, mismatches: -1 };
rmSync(reports, { recursive: true, force: true });

const { mutants, caught, unnoticed } = await takeAway({
  among: (calls) => (process.argv.includes("--all") ? [...calls] : Array.from({ length: sampleSize }, (_, at) => calls[(seed * 7 + at * Math.floor(calls.length / sampleSize)) % calls.length]).flatMap((one) => one ?? [])),
  say,
});
for (const words of unnoticed) say(words);
process.stdout.write(`${JSON.stringify({ ...counts, mutants, caught })}\n`);
process.exitCode = status !== 0 || caught < mutants ? 1 : 0;
