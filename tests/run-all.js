// npm test: installs what is missing, then types, lint, layers, unit, database and browser tests, and one closing line of counts.
// `node tests/run-all.js check|unit|db|e2e|bench|drill` runs one stage.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name) => join(root, "node_modules", ".bin", name);
const reports = mkdtempSync(join(tmpdir(), "plan-once-tests-"));
const counts = { passed: 0, failed: 0, skipped: 0 };
const failedStages = [];
/** Named once more at the very end: the log of a failed run is often read from its end. */
const failedTests = [];
/** The launcher starts only with its own database, and the embedded run must not meet another. */
const noDatabase = { DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined, DATABASE_DIRECT_URL: undefined };

/** `env`: settings to change; undefined takes one away. */
function run(title, command, args, env = {}) {
  console.log(`\n── ${title}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  console.log(`── ${title}: ${status === 0 ? "passed" : "FAILED"} (${((Date.now() - started) / 1000).toFixed(0)} s)`);
  if (status !== 0) failedStages.push(title);
  return status === 0;
}

/** A check that is one test of its own: it counts. */
function check(title, command, args, env) {
  counts[run(title, command, args, env) ? "passed" : "failed"] += 1;
}

/** A layer rule that catches nothing is found by planted imports: tests/layers/planted is a small house where every file breaks one rule. */
function plantedImports() {
  const title = "layers: planted imports are refused";
  const { stdout } = spawnSync(bin("depcruise"), ["--config", join(root, ".dependency-cruiser.cjs"), "--output-type", "json", "app", "db", "schemas"], { cwd: join(root, "tests/layers/planted"), encoding: "utf8" });
  const refused = new Set(JSON.parse(stdout).summary.violations.map(({ from, rule }) => `${from} ${rule.name}`));
  const planted = [
    "app/domain/reads-the-database.ts domain-imports-only-what-lies-below",
    "app/domain/reads-the-database.ts pure-rooms-touch-nothing-outside",
    "app/services/plans/calls-an-adapter.server.ts services-imports-only-what-lies-below",
    "app/adapters/documents/knows-a-plan.server.ts adapters-imports-only-what-lies-below",
    "app/routes/asks-the-database.ts routes-imports-only-what-lies-below",
    "app/ui/shows-the-database.tsx ui-never-imports-server-modules",
    "schemas/asks-the-domain.ts schemas-imports-only-what-lies-below",
  ];
  const missed = planted.filter((one) => !refused.has(one));
  console.log(`\n── ${title}: ${missed.length === 0 ? `passed (${planted.length} of ${planted.length})` : `FAILED\nNot refused: ${missed.join("; ")}`}`);
  counts[missed.length === 0 ? "passed" : "failed"] += 1;
  if (missed.length > 0) failedStages.push(title);
}

function vitest(title, folders, env = {}) {
  const report = join(reports, `${title.replace(/\W+/g, "-")}.json`);
  const here = folders.filter((folder) => existsSync(join(root, folder)));
  run(title, bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...here], env);
  if (!existsSync(report)) return void (counts.failed += 1);
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, testResults } = JSON.parse(readFileSync(report, "utf8"));
  for (const { name, status, message, assertionResults } of testResults) {
    const failed = assertionResults.filter((one) => one.status === "failed");
    failedTests.push(...failed.map((one) => `${one.fullName}: ${one.failureMessages.join(" ").slice(0, 600)}`));
    if (status === "failed" && failed.length === 0) failedTests.push(`${name}: ${String(message).slice(0, 600)}`);
  }
  counts.passed += numPassedTests;
  counts.failed += numFailedTests + (numFailedTests === 0 ? Math.min(1, numFailedTestSuites) : 0);
  counts.skipped += numPendingTests;
}

function playwright() {
  if (!run("build", bin("remix"), ["vite:build"])) return void (counts.failed += 1);
  const report = join(reports, "browser.json");
  run("browser", bin("playwright"), ["test"], { ...noDatabase, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  if (!existsSync(report)) return void (counts.failed += 1);
  const { stats } = JSON.parse(readFileSync(report, "utf8"));
  counts.passed += stats.expected;
  counts.failed += stats.unexpected + stats.flaky;
  counts.skipped += stats.skipped;
}

const stages = {
  check: () => {
    check("types", bin("tsc"), ["--noEmit", "-p", "."]);
    check("lint", bin("eslint"), ["."]);
    check("layers", bin("depcruise"), ["--config", ".dependency-cruiser.cjs", "--output-type", "err", "app", "db", "schemas", "crosswalks"]);
    plantedImports();
    check("crosswalks", process.execPath, ["app/cli/start.js", "crosswalks", "check"]);
  },
  unit: () => vitest("unit and adapters", ["tests/unit", "tests/adapters"]),
  db: () => {
    const databases = ["tests/db", "tests/services", "tests/routes", "tests/access"];
    vitest("database (embedded)", databases, noDatabase);
    if (process.env.DATABASE_URL) vitest("database (DATABASE_URL)", databases);
  },
  e2e: playwright,
};
const long = {
  bench: () => run("bench", process.execPath, ["--expose-gc", "--import", "tsx", "tests/bench/run.ts", ...process.argv.slice(3)]),
  drill: () => run("drill", process.execPath, ["--import", "tsx", "tests/drills/run.ts", ...process.argv.slice(3)]),
};

/** Not `npm ci`: it refuses a lock file that lacks other platforms' binaries, and not every registry has them all. */
function install() {
  if (existsSync(join(root, "node_modules", ".package-lock.json"))) return;
  const { status } = spawnSync("npm", ["install", "--no-save", "--include=dev", "--include=optional", "--no-audit", "--no-fund"], { cwd: root, stdio: "inherit", env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" } });
  if (status !== 0) process.exit(status ?? 1);
}

install();
const asked = process.argv[2];
if (asked && asked in long) process.exit(long[asked]() ? 0 : 1);
for (const name of asked ? [asked] : Object.keys(stages)) {
  if (!(name in stages)) {
    console.error(`There is no stage "${name}". There are ${[...Object.keys(stages), ...Object.keys(long)].join(", ")}.`);
    process.exit(2);
  }
  stages[name]();
}
rmSync(reports, { recursive: true, force: true });
// A stage can fail without a failed test (an error outside of one): it counts all the same.
counts.failed = Math.max(counts.failed, failedStages.length);
if (failedStages.length > 0) console.log(`\nFailed: ${failedStages.join(", ")}${failedTests.map((one) => `\n- ${one}`).join("")}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 || failedStages.length > 0 ? 1 : 0);
