// A whole Plan Once of its own, started as `npm start` starts it: a copy of the sources in a temporary folder, its own home, its own port.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, cpSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "#db/client.server.ts";
import type { Database } from "#db/client.server.ts";
import { pause, until } from "./drill.ts";
import { signInByForm } from "../form-keys.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = ["app", "crosswalks", "db", "schemas", "public", "server.js", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "remix.config.js"];

export type Victim = "web" | "worker" | "database" | "launcher";
export type Started = "ready" | "ended" | "not ready in time";

/** A sentence of a source file, and what stands there in a house with a planted fault. */
export type Change = { file: string; from: string; to: string };

export type House = {
  url: string;
  /** Starts the launcher; the answer comes when the portal is ready and its worker runs, or the launcher has ended. */
  start: () => Promise<Started>;
  /** Spawns the launcher and does not wait. */
  launch: () => void;
  whenReady: () => Promise<Started>;
  pidOf: (victim: Victim) => number | null;
  kill: (victim: Victim) => boolean;
  running: () => boolean;
  /** Asks the launcher to stop, as Ctrl-C does. */
  askToStop: () => void;
  /** True when the launcher and all it started, the database aside if `butDatabase`, are gone. */
  gone: (milliseconds: number, options?: { butDatabase?: boolean }) => Promise<boolean>;
  /** What of this house runs, one line a process. */
  processes: () => string[];
  database: () => Database;
  lastWords: () => string;
  close: () => void;
};

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === "object" ? address.port : 0));
    });
  });
}

type Found = { pid: number; command: string };

/** Processes that have this home in their environment, their arguments or as their place. Linux tells by /proc. */
function processesOf(home: string): Found[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid).flatMap((name): Found[] => {
    const read = (what: string) => {
      try {
        return readFileSync(`/proc/${name}/${what}`, "utf8");
      } catch {
        return "";
      }
    };
    let place = "";
    try {
      place = readlinkSync(`/proc/${name}/cwd`);
    } catch {
      // It has just gone, or belongs to somebody else.
    }
    const command = read("cmdline").replaceAll("\u0000", " ").trim();
    const ours = command !== "" && (command.includes(home) || place.startsWith(home) || read("environ").split("\u0000").includes(`PLAN_ONCE_HOME=${home}`));
    return ours ? [{ pid: Number(name), command }] : [];
  });
}

/** `changes`: planted faults. Throws where one has no place to be planted, or the machine has no /proc. */
export async function openHouse(changes: readonly Change[] = []): Promise<House> {
  if (!existsSync("/proc/self/cwd")) throw new Error("This drill finds its processes in /proc and runs on Linux only.");
  const folder = mkdtempSync(join(tmpdir(), "plan-once-house-"));
  const home = mkdtempSync(join(tmpdir(), "plan-once-home-"));
  // Times stay as they are: the launcher asks them whether to install and to build.
  for (const name of sources) cpSync(join(root, name), join(folder, name), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  // What is installed here is what the house has: its launcher must never install into the checkout's packages.
  const installed = statSync(join(root, "node_modules/.package-lock.json"));
  utimesSync(join(folder, "package-lock.json"), installed.atime, installed.mtime);
  for (const { file, from, to } of changes) {
    const at = join(folder, file);
    const [text, { atime, mtime }] = [readFileSync(at, "utf8"), statSync(at)];
    if (!text.includes(from)) throw new Error(`The fault cannot be planted: ${file} does not say ${JSON.stringify(from)} any more.`);
    writeFileSync(at, text.replace(from, to));
    utimesSync(at, atime, mtime);
  }
  const port = await freePort();
  const logFile = join(home, "drill.log");
  const env: NodeJS.ProcessEnv = { ...process.env, PORT: String(port), PLAN_ONCE_HOME: home, LOG_LEVEL: "warn" };
  for (const name of ["DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_DIRECT_URL", "NODE_ENV", "NODE_OPTIONS", "npm_lifecycle_event"]) delete env[name];
  let launcher: ChildProcess | undefined;
  const running = () => launcher !== undefined && launcher.exitCode === null && launcher.signalCode === null;
  const find = (command: RegExp) => processesOf(home).find((found) => command.test(found.command))?.pid ?? null;
  const databasePid = () => {
    try {
      return Number(readFileSync(join(home, "database/postmaster.pid"), "utf8").split("\n")[0]);
    } catch {
      return null;
    }
  };

  const house: House = {
    url: `http://localhost:${port}`,
    launch: () => {
      const log = openSync(logFile, "a");
      launcher = spawn(process.execPath, ["db/launcher/start.js"], { cwd: folder, env, stdio: ["ignore", log, log] });
      closeSync(log);
    },
    whenReady: async () => {
      const ready = await until(async () => {
        if (!running()) return "ended";
        const answer = await fetch(`${house.url}/readyz`, { signal: AbortSignal.timeout(3000) }).catch(() => null);
        return answer?.ok && house.pidOf("worker") !== null ? "ready" : null;
      }, 600_000, 100);
      return ready ?? "not ready in time";
    },
    start: async () => {
      house.launch();
      return house.whenReady();
    },
    pidOf: (victim) => {
      if (victim === "launcher") return running() ? (launcher?.pid ?? null) : null;
      if (victim === "web") return find(/ server\.js$/);
      if (victim === "worker") return find(/ app\/worker\.server\.ts$/);
      const pid = databasePid();
      return pid !== null && processesOf(home).some((found) => found.pid === pid) ? pid : null;
    },
    kill: (victim) => {
      const pid = house.pidOf(victim);
      if (pid === null) return false;
      try {
        process.kill(pid, "SIGKILL");
        return true;
      } catch {
        return false;
      }
    },
    running,
    askToStop: () => void launcher?.kill("SIGTERM"),
    gone: async (milliseconds, { butDatabase = false } = {}) => {
      const left = () => processesOf(home).filter(({ command }) => !butDatabase || !/postgres/.test(command));
      return until(() => !running() && left().length === 0, milliseconds, 100);
    },
    processes: () => processesOf(home).map(({ pid, command }) => `${pid} ${command.slice(0, 120)}`),
    database: () => {
      const { app } = JSON.parse(readFileSync(join(home, "secrets.json"), "utf8")) as { app: string };
      const databasePort = readFileSync(join(home, "database.port"), "utf8").trim();
      return connect(`postgresql://plan_once_app:${encodeURIComponent(app)}@127.0.0.1:${databasePort}/plan_once`, { max: 2 });
    },
    lastWords: () => {
      try {
        return readFileSync(logFile, "utf8").trim().split("\n").slice(-6).join(" | ").slice(-1500);
      } catch {
        return "";
      }
    },
    close: () => {
      for (const { pid } of processesOf(home)) {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // It went by itself.
        }
      }
      for (const at of [folder, home]) rmSync(at, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return house;
}

/** Starts a house that nothing hinders; throws with its last words when it does not. */
export async function startOrThrow(house: House): Promise<void> {
  const started = await house.start();
  if (started !== "ready") throw new Error(`The portal did not start (${started}): ${house.lastWords()}`);
  await pause(50);
}

/** The cookie of a session of one of the sample people; it outlives the processes. */
export const signInAt = (house: House, personId = "sample-planner"): Promise<string> => signInByForm(house.url, personId);
