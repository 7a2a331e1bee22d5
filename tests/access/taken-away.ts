// Does a test fail when a policy call is taken away? Asked of the access matrix first, in one run for all calls, and then of the tests whose imports lead to the call's module.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { moduleOf, switchedPolicyCalls } from "./mutants.ts";
import type { PolicyCall } from "./mutants.ts";
import type { Found } from "./taken-away-runner.ts";

const root = path.resolve(import.meta.dirname, "../..");
const matrixFile = "tests/access/access-matrix.test.ts";
/** Test files that run at the same moment. */
const atOnce = 2;

export const placeOf = ({ file, line }: PolicyCall): string => `${file}:${line}`;

/** `among`: which of the calls are taken away. `rounds`: at most so many of those that the matrix does not notice are put to other tests. `planted`: one more, which no program makes and nothing can notice. */
export async function takeAway({ among, rounds = Infinity, planted = false, say }: { among: (calls: readonly PolicyCall[]) => PolicyCall[]; rounds?: number; planted?: boolean; say: (line: string) => void }): Promise<{ mutants: number; caught: number; unnoticed: string[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), "plan-once-taken-away-"));
  try {
    const copy = path.join(folder, "copy");
    for (const part of readdirSync(root).filter((name) => !["node_modules", ".git", "build"].includes(name))) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
    symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
    const { calls, sources } = switchedPolicyCalls(root);
    for (const [file, text] of sources) writeFileSync(path.join(copy, file), text);
    const chosen = among(calls);

    const report = path.join(folder, "noticed.json");
    const matrix = await vitest(copy, [matrixFile], { ACCESS_SWITCHES: chosen.map((call) => calls.indexOf(call)).join(","), ACCESS_FAST: "1", ACCESS_REPORT: report });
    if (!existsSync(report)) throw new Error(`The matrix did not run to its end:\n${matrix.words.slice(-3000)}`);
    const noticed = new Set((JSON.parse(readFileSync(report, "utf8")) as number[]).map((number) => calls[number]));
    const nowhere: PolicyCall = { file: "app/nowhere.ts", line: 0, call: "a call that no program makes" };
    const left = [...chosen.filter((call) => !noticed.has(call)).slice(0, rounds), ...(planted ? [nowhere] : [])];
    say(`access: ${noticed.size} of ${chosen.length} noticed by the matrix; left for other tests: ${left.map(placeOf).join(", ")}`);

    let caught = noticed.size;
    const numbers = new Map(left.map((call): [PolicyCall, number] => [call, call === nowhere ? calls.length : calls.indexOf(call)]));
    const take = (call: PolicyCall | undefined, by: string) => {
      const at = call === undefined ? -1 : left.indexOf(call);
      if (call === undefined || at < 0) return;
      left.splice(at, 1);
      caught += 1;
      say(`access: ${placeOf(call)} noticed by ${by}; ${left.length} left`);
    };
    const tests = testsWithDistances(importersUnder(root));
    /** The test file that is nearest to most of what is left, each once. */
    const nextTest = (): string | undefined => {
      const nearness = (distances: ReadonlyMap<string, number>) => left.reduce((sum, { file }) => sum + 4 ** -(distances.get(file) ?? Infinity), 0);
      const [best] = [...tests].map(([test, distances]) => ({ test, near: nearness(distances) })).sort((one, other) => other.near - one.near);
      if (best === undefined || best.near === 0) return undefined;
      tests.delete(best.test);
      return best.test;
    };
    const doubts = new Map<string, { call: PolicyCall | undefined; test: string }>();
    const work = async () => {
      for (let test = nextTest(); test !== undefined; test = nextTest()) {
        const found = path.join(folder, `${path.basename(test)}.json`);
        const { failed } = await vitest(copy, ["--root=.", "--config=tests/access/taken-away.config.ts", test], { ACCESS_LEFT: [...numbers].flatMap(([call, number]) => (left.includes(call) ? [number] : [])).join(","), ACCESS_REPORT: found });
        const { noticed: here, doubtful } = existsSync(found) ? (JSON.parse(readFileSync(found, "utf8")) as Found) : { noticed: [], doubtful: [] };
        for (const { number, by } of here) take(calls[number], `${test}: ${by}`);
        say(`access: ${test} has run; ${left.length} left${failed.length > 0 ? ` (it does not run twice in one place: ${failed.length} of its tests)` : ""}`);
        for (const number of doubtful) doubts.set(`${number} ${test}`, { call: calls[number], test });
      }
    };
    /** Does this test file pass in the copy with every policy call in its place? Asked once a file: what fails anyway notices nothing. */
    const sound = new Map<string, Promise<boolean>>();
    const passes = (test: string): Promise<boolean> => {
      const known = sound.get(test) ?? vitest(copy, ["--bail=1", test], {}).then(({ failed }) => failed.length === 0);
      sound.set(test, known);
      return known;
    };
    await atATime(work);
    // Tests that cannot be run twice are asked last, by a run of their file for each call that nothing else noticed.
    const inDoubt = [...doubts.values()];
    await atATime(async () => {
      for (let doubt = inDoubt.shift(); doubt !== undefined; doubt = inDoubt.shift()) {
        const { call, test } = doubt;
        if (call === undefined || !left.includes(call)) continue;
        const reached = path.join(mkdtempSync(path.join(folder, "reached-")), "mark");
        const [first] = (await vitest(copy, ["--bail=1", test], { ACCESS_TAKEN_AWAY: String(calls.indexOf(call)), ACCESS_REACHED: reached })).failed;
        if (first && existsSync(reached) && (await passes(test))) take(call, `${test}: ${first.name}`);
      }
    });
    return { mutants: chosen.length + (planted ? 1 : 0), caught, unnoticed: left.map((call) => `Nothing failed without ${call.call} (${placeOf(call)}).`) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const atATime = (work: () => Promise<void>) => Promise.all(Array.from({ length: atOnce }, work));

/** Who imports each module while the program runs: types are gone by then. */
function importersUnder(from: string): Map<string, string[]> {
  const importers = new Map<string, string[]>();
  for (const part of ["app", "crosswalks", "db", "schemas", "tests"])
    for (const name of readdirSync(path.join(from, part), { recursive: true, encoding: "utf8" }).filter((one) => /\.tsx?$/.test(one))) {
      const file = `${part}/${name.replace(/\\/g, "/")}`;
      const text = readFileSync(path.join(from, file), "utf8");
      for (const [, specifier = ""] of text.matchAll(/^(?:import (?!type )|export )[^;]*?from "([^"]+)";/gm)) add(file, specifier);
      for (const [, specifier = ""] of text.matchAll(/\bimport\(\s*"([^"]+)"/g)) add(file, specifier);
    }
  return importers;

  function add(file: string, specifier: string) {
    const module = moduleOf(file, specifier);
    if (module !== undefined) importers.set(module, [...(importers.get(module) ?? []), file]);
  }
}

/** For each test file the modules its imports lead to, and over how many steps; the matrix was asked already. */
function testsWithDistances(importers: ReadonlyMap<string, string[]>): Map<string, Map<string, number>> {
  const tests = new Map<string, Map<string, number>>();
  for (const module of importers.keys()) {
    const distances = new Map([[module, 0]]);
    for (const [file, distance] of distances) for (const importer of importers.get(file) ?? []) if (!distances.has(importer)) distances.set(importer, distance + 1);
    for (const [file, distance] of distances) if (/\.test\.tsx?$/.test(file) && file !== matrixFile) tests.set(file, (tests.get(file) ?? new Map<string, number>()).set(module, distance));
  }
  return tests;
}

type Failed = { file: string; name: string };
/** Runs test files in the copy, one at a time: the names of the tests that failed. */
async function vitest(copy: string, args: string[], env: Record<string, string>): Promise<{ failed: Failed[]; words: string }> {
  const report = path.join(mkdtempSync(path.join(copy, "..", "run-")), "report.json");
  const child = spawn(process.execPath, [path.join(root, "node_modules/vitest/vitest.mjs"), "run", "--maxWorkers=1", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args], { cwd: copy, env: { ...process.env, DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined, DATABASE_DIRECT_URL: undefined, ...env } });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (words += chunk.toString("utf8")));
  await new Promise((done) => child.once("close", done));
  if (!existsSync(report)) throw new Error(`Tests did not run to their end:\n${words.slice(-3000)}`);
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as { testResults: { name: string; status: string; message: string; assertionResults: { status: string; fullName: string }[] }[] };
  const failed = testResults.flatMap(({ name, status, message, assertionResults }): Failed[] => {
    const file = path.relative(copy, name).replace(/\\/g, "/");
    const tests = assertionResults.filter((one) => one.status === "failed").map(({ fullName }) => ({ file, name: fullName }));
    return tests.length === 0 && status === "failed" ? [{ file, name: message.slice(0, 200) }] : tests;
  });
  return { failed, words };
}
