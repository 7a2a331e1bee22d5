// npm run test:access: the matrix with its counts, and policy calls taken away one at a time in a copy, each of which must make a test fail.
// --all: every policy call (as npm run drill does); else a sample of three, by ACCESS_SEED. Prints one line of JSON.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { mutantsOf, openPlanFile, withWayRound } from "./mutants.ts";

const root = path.resolve(import.meta.dirname, "../..");
const sampleSize = 3;
const seed = Number(process.env["ACCESS_SEED"] ?? new Date().getUTCDate());

/** Runs test files in a checkout; the output is shown only when asked for. */
function run(cwd: string, tests: string[], env: Record<string, string>): { failed: boolean; words: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, "node_modules/vitest/vitest.mjs"), "run", ...tests], { cwd, encoding: "utf8", env: { ...process.env, DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined, DATABASE_DIRECT_URL: undefined, ...env } });
  return { failed: status !== 0, words: stdout + stderr };
}

const reports = mkdtempSync(path.join(tmpdir(), "plan-once-access-"));
const report = path.join(reports, "matrix.json");
const matrix = run(root, ["tests/access"], { ACCESS_REPORT: report });
if (matrix.failed) process.stderr.write(matrix.words);
const counts = existsSync(report) ? (JSON.parse(readFileSync(report, "utf8")) as { routes: number; cells: number; mismatches: number }) : { routes: 0, cells: 0, mismatches: -1 };

const every = mutantsOf(root);
const chosen = process.argv.includes("--all") ? every : Array.from({ length: sampleSize }, (_, at) => every[(seed * 7 + at * Math.floor(every.length / sampleSize)) % every.length]).flatMap((one) => one ?? []);
const copy = path.join(reports, "copy");
for (const part of ["app", "crosswalks", "db", "schemas", "tests", "package.json", "tsconfig.json", "vitest.config.ts"]) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));

let caught = 0;
for (const mutant of chosen) {
  const file = path.join(copy, mutant.file);
  const [original, opener] = [readFileSync(file, "utf8"), readFileSync(path.join(copy, openPlanFile), "utf8")];
  writeFileSync(path.join(copy, openPlanFile), withWayRound(opener));
  writeFileSync(file, mutant.file === openPlanFile ? withWayRound(mutant.source) : mutant.source);
  // The matrix first: it is quick to find what routes show; the rest is for what no route reaches.
  const found = run(copy, ["--bail=1", "tests/access"], { ACCESS_FAST: "1" }).failed || run(copy, ["--bail=1", "tests/services/accounts.test.ts"], {}).failed;
  writeFileSync(path.join(copy, openPlanFile), opener);
  writeFileSync(file, original);
  if (found) caught += 1;
  else process.stderr.write(`Nothing failed without ${mutant.call} (${mutant.file}:${mutant.line}).\n`);
}
rmSync(reports, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ ...counts, mutants: chosen.length, caught })}\n`);
process.exitCode = matrix.failed || caught < chosen.length ? 1 : 0;
