// Is every policy call of the services needed? Each is taken away in turn; the access matrix, or a test of that service, must fail.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { switchedPolicyCalls } from "../access/mutants.ts";
import type { PolicyCall } from "../access/mutants.ts";
import type { Drill } from "./drill.ts";

const root = path.resolve(import.meta.dirname, "../..");
const atOnce = 2;

/** `rounds`: at most so many calls that the matrix does not notice are looked at by other tests. ACCESS_ONLY: only calls whose file and line have one of these words in them ("load-talk,open-plan.server.ts:75"). Planted: a call that no program makes, which nothing can notice. */
export const access: Drill = {
  rounds: 1000,
  run: async ({ rounds, planted, say }) => {
    const folder = mkdtempSync(path.join(tmpdir(), "plan-once-access-drill-"));
    try {
      for (const part of ["app", "crosswalks", "db", "schemas", "tests", "package.json", "tsconfig.json", "vitest.config.ts"]) cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
      symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
      const { calls, sources } = switchedPolicyCalls(root);
      for (const [file, text] of sources) writeFileSync(path.join(folder, file), text);
      const only = process.env["ACCESS_ONLY"]?.split(",");
      const chosen = [...calls.keys()].filter((number) => only === undefined || only.some((words) => placeOf(calls[number]).includes(words)));
      const report = path.join(folder, "noticed.json");
      const matrix = await vitest(folder, ["tests/access"], { ACCESS_SWITCHES: chosen.join(","), ACCESS_FAST: "1", ACCESS_REPORT: report });
      if (!existsSync(report)) throw new Error(`The matrix did not run to its end:\n${matrix.words.slice(-2000)}`);
      const noticed = new Set(JSON.parse(readFileSync(report, "utf8")) as number[]);
      const left = [...chosen, ...(planted ? [calls.length] : [])].filter((number) => !noticed.has(number)).slice(0, rounds);
      say(`access: ${noticed.size} of ${chosen.length} noticed by the matrix; ${left.length} left for other tests: ${left.map((number) => placeOf(calls[number])).join(", ")}`);
      const broken: string[] = [];
      const work = async () => {
        for (let number = left.shift(); number !== undefined; number = left.shift()) {
          const call = calls[number];
          const tests = call ? testsOf(call.file) : ["tests/services/accounts.test.ts"];
          const { failed } = tests.length > 0 ? await vitest(folder, ["--bail=1", ...tests], { ACCESS_TAKEN_AWAY: String(number) }) : { failed: false };
          if (failed) noticed.add(number);
          else broken.push(`Nothing failed without ${call?.call ?? "a call that is not there"} (${placeOf(call)}).`);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      return { counts: { mutants: chosen.length, caught: noticed.size }, broken };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const placeOf = (call: PolicyCall | undefined): string => (call ? `${call.file}:${call.line}` : "");

/** Test files of services and routes that name the service. */
function testsOf(file: string): string[] {
  const name = path.basename(file);
  return ["tests/services", "tests/routes"].flatMap((folder) => readdirSync(path.join(root, folder)).filter((one) => one.endsWith(".test.ts")).map((one) => `${folder}/${one}`)).filter((one) => readFileSync(path.join(root, one), "utf8").includes(name));
}

async function vitest(cwd: string, args: string[], env: Record<string, string>): Promise<{ failed: boolean; words: string }> {
  const child = spawn(process.execPath, [path.join(root, "node_modules/vitest/vitest.mjs"), "run", ...args], { cwd, env: { ...process.env, DATABASE_URL: undefined, DATABASE_OWNER_URL: undefined, DATABASE_DIRECT_URL: undefined, ...env } });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (words += chunk.toString("utf8")));
  const status = await new Promise<number | null>((done) => child.once("close", done));
  return { failed: status !== 0, words };
}
