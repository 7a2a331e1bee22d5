// Where the benches work: a temporary folder with the measured code built as the portal is built (Vite, packages outside, names left alone), run in processes of its own.
// Not run from source: the loader that reads TypeScript wraps every closure, which slows hot code down.
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const measured = fileURLToPath(new URL("measured", import.meta.url));

/** As the launcher starts web and worker. */
export const heap = ["--max-old-space-size=1024", "--max-semi-space-size=32"];

export type Workshop = {
  folder: string;
  file: (name: string) => string;
  /** Runs one of tests/bench/measured to its end in a Node of its own and gives what it printed. */
  node: (module: string, args: readonly string[], env?: Record<string, string>) => Promise<string>;
  close: () => void;
};

export async function openWorkshop(): Promise<Workshop> {
  const folder = mkdtempSync(join(tmpdir(), "plan-once-bench-"));
  const file = (name: string) => join(folder, name);
  symlinkSync(join(root, "node_modules"), file("node_modules"));
  writeFileSync(file("package.json"), JSON.stringify({ type: "module" }));
  mkdirSync(file("built"));
  const input = Object.fromEntries(readdirSync(measured).map((name) => [name.replace(/\.ts$/, ""), join(measured, name)]));
  await build({ root, configFile: false, logLevel: "error", build: { ssr: true, target: "es2022", outDir: file("built"), emptyOutDir: false, rollupOptions: { input } } });
  return {
    folder,
    file,
    node: (module, args, env) => run(process.execPath, [...heap, "--expose-gc", file(`built/${module}.js`), ...args], env),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs a program to its end; what it printed. Throws with its last words when it fails. */
export function run(command: string, args: readonly string[], env: Record<string, string | undefined> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: root, env: { ...process.env, ...env }, maxBuffer: 2 ** 28 }, (fault, printed, complained) => {
      if (fault) reject(new Error(`${command} ${args[0] ?? ""} failed: ${complained.trim().split("\n").filter((line) => !line.startsWith("    at ")).slice(0, 8).join("\n")}`));
      else resolve(printed);
    });
  });
}

/** Where the first of these programs is that this machine has. */
export function findProgram(...names: string[]): string | undefined {
  for (const name of names) {
    const { status, stdout } = spawnSync("sh", ["-c", "command -v \"$0\"", name], { encoding: "utf8" });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}
