// `npm start`: installs, builds, starts the database, prepares it, runs web and worker, stops everything together.
// Runs before anything is installed: Node's own modules only.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { performance } from "node:perf_hooks";

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../..");
const say = (line) => console.log(line);
const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));
class CannotStart extends Error {}

const settings = {
  port: Number(process.env.PORT ?? 3000),
  /** A worker that outgrew its memory asks for a new start with this exit code. */
  startMeAgain: 75,
  /** Much is made for one answer and gone after it: in a wider young heap less of that is copied about (a large plan's document takes a third less time). */
  heap: ["--max-old-space-size=1024", "--max-semi-space-size=32"],
};

/** An own database: for the app, for the tables, and for the queue, past a pooler. */
const databaseSettings = ["DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_DIRECT_URL"];

function checkSettings() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new CannotStart(`Plan Once needs Node 20.19 or newer; this is ${process.versions.node}.`);
  if (!Number.isInteger(settings.port) || settings.port < 1 || settings.port > 65535) throw new CannotStart(`PORT is "${process.env.PORT}"; a port is a number from 1 to 65535.`);
  const named = databaseSettings.filter((name) => process.env[name]);
  if (named.length > 0 && named.length < databaseSettings.length) {
    throw new CannotStart(`${named.join(" and ")} ${named.length === 1 ? "is" : "are"} set without ${databaseSettings.filter((name) => !named.includes(name)).join(" and ")}. Your own Postgres needs all three (docs/guides/operator.md); with none of them Plan Once starts its own with the sample county.`);
  }
  if (named.length > 0 && !process.env.SITE_URL) throw new CannotStart("SITE_URL is missing: the address at which people reach this portal, like https://plans.example.org.");
}

let stopping = false;
/** Everything we started and have not seen end. */
const running = new Set();
let database;
let lockFile;

function npm(args) {
  const script = process.env.npm_execpath;
  return script && /\.c?js$/.test(script) ? [process.execPath, [script, ...args]] : ["npm", args];
}

/** Runs a step to its end and passes its words on only when it fails. */
function step(command, args, { env = process.env, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"] });
    running.add(child);
    let words = "";
    child.stdout?.on("data", (chunk) => (words += chunk));
    child.stderr?.on("data", (chunk) => (words += chunk));
    child.once("error", (fault) => {
      running.delete(child);
      reject(new CannotStart(`${command} did not start: ${fault.message}`));
    });
    child.once("close", (code) => {
      running.delete(child);
      if (code === 0) resolve();
      else reject(new CannotStart(words.trim().split("\n").slice(0, 20).join("\n") || `${path.basename(command)} ended with code ${code}.`));
    });
  });
}

const modified = (file) => (existsSync(path.join(root, file)) ? statSync(path.join(root, file)).mtimeMs : 0);

async function installWhatIsMissing() {
  // npm writes the two files within the same moment, in either order.
  const [wanted, installed] = [modified("package-lock.json"), modified("node_modules/.package-lock.json")];
  if (installed > 0 && installed + 10_000 >= wanted) return;
  say("Installing packages (once; a minute or two)…");
  // Not `npm ci`: it refuses a lock file that lacks other platforms' binaries, and not every registry has them all. `--no-save` keeps the locked versions and the file.
  await step(...npm(["install", "--no-save", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"]));
}

/** Time of the newest file a build is made of. */
function newestSource() {
  const sources = ["app", "schemas", "db", "crosswalks", "public", "package-lock.json", "vite.config.ts", "remix.config.js"];
  const newest = (at) => {
    if (!existsSync(at)) return 0;
    const stats = statSync(at);
    return stats.isDirectory() ? Math.max(stats.mtimeMs, ...readdirSync(at).map((name) => newest(path.join(at, name)))) : stats.mtimeMs;
  };
  return Math.max(...sources.map((name) => newest(path.join(root, name))));
}

async function buildWhatIsOld() {
  // The server part is written last: it is there only when the build is whole.
  if (modified("build/server/index.js") >= newestSource()) return;
  say("Building the portal…");
  rmSync(path.join(root, "build"), { recursive: true, force: true });
  await step(process.execPath, [path.join(root, "node_modules/@remix-run/dev/dist/cli.js"), "vite:build", "--logLevel", "warn"], { env: { ...process.env, NODE_ENV: "production" } });
  if (!existsSync(path.join(root, "build/server/index.js"))) throw new CannotStart("The build ended without a server.");
}

function refuseTakenPort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (fault) =>
      reject(new CannotStart(fault.code === "EADDRINUSE" ? `Port ${settings.port} is taken by another program. Choose another: PORT=${settings.port + 1} npm start` : `Port ${settings.port} cannot be used: ${fault.message}`)),
    );
    probe.listen(settings.port, "127.0.0.1", () => probe.close(resolve));
  });
}

/** One launcher a home: two would stop each other's database. */
function lockHome(home, isAlive) {
  const file = path.join(home, "launcher.json");
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, JSON.stringify({ pid: process.pid, port: settings.port }), { flag: "wx", mode: 0o600 });
      lockFile = file;
      return;
    } catch (fault) {
      if (fault.code !== "EEXIST") throw fault;
      let other = {};
      try {
        other = JSON.parse(readFileSync(file, "utf8"));
      } catch {
        // Half written by a launcher that was killed.
      }
      if (other.pid > 0 && other.pid !== process.pid && isAlive(other.pid) && isLauncher(other.pid)) {
        throw new CannotStart(`Plan Once already runs here: http://localhost:${other.port} (process ${other.pid}). Stop it first, or set PLAN_ONCE_HOME to another folder.`);
      }
      rmSync(file, { force: true });
    }
  }
  throw new CannotStart(`${file} cannot be taken.`);
}

/** After a reboot the number may belong to somebody else; where /proc tells, ask it. */
function isLauncher(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("start.js");
  } catch {
    return true;
  }
}

/** Starts one of the two processes; when it ends by itself everything ends, except a worker that asks for a new start. */
function keep(name, args, env) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  running.add(child);
  child.once("error", (fault) => void stop(1, `The ${name} did not start: ${fault.message}`));
  child.once("close", (code, signal) => {
    running.delete(child);
    if (stopping) return;
    if (code === settings.startMeAgain) {
      say(`The ${name} starts anew to free memory.`);
      keep(name, args, env);
    } else void stop(1, `The ${name} ended (${signal ?? `code ${code}`}); stopping the rest.`);
  });
  return child;
}

/** The database that comes with the program; with it everything ends. */
async function startOwnPostgres({ home, isAlive, startEmbeddedPostgres }) {
  say("Starting the database…");
  const starting = startEmbeddedPostgres({ home, say });
  database = { stop: async () => (await starting.catch(() => undefined))?.stop() };
  const started = await starting;
  // Without its database the portal could only refuse; the next start recovers what was saved.
  setInterval(() => isAlive(started.pid) || void stop(1, "The database ended; stopping the rest."), 500).unref();
  return started;
}

async function whenReady(web) {
  for (let waited = 0; waited < 60_000 && !stopping; waited += 100) {
    try {
      const answer = await fetch(`http://127.0.0.1:${settings.port}/readyz`, { signal: AbortSignal.timeout(5000) });
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    if (web.exitCode !== null) return;
    await pause(100);
  }
  if (!stopping) throw new CannotStart("The portal did not become ready within a minute.");
}

/** Web and worker first, the database last; whoever does not end in time is ended. */
async function stop(code, why) {
  if (stopping) return;
  stopping = true;
  if (why) console.error(why);
  else say("Stopping…");
  for (const child of running) child.kill("SIGTERM");
  for (let waited = 0; waited < 30_000 && running.size > 0; waited += 50) await pause(50);
  for (const child of running) child.kill("SIGKILL");
  await database?.stop().catch((fault) => console.error(fault.message));
  if (lockFile) rmSync(lockFile, { force: true });
  if (!why) say("Stopped.");
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop(0));
// npm passes no signal on to us; when it or its shell is gone, so is whoever wanted this to run.
const parent = process.ppid;
if (process.env.npm_lifecycle_event === "start") setInterval(() => process.ppid !== parent && void stop(0), 500).unref();
// A terminal that is gone must not take the orderly stop with it.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

try {
  const startedAt = performance.now();
  checkSettings();
  await refuseTakenPort();
  const { homeFolder, isAlive, startEmbeddedPostgres } = await import("./embedded-postgres.js");
  const home = homeFolder();
  lockHome(home, isAlive);
  await installWhatIsMissing();
  await buildWhatIsOld();
  const own = Boolean(process.env.DATABASE_URL);
  const { app, owner, direct } = own
    ? { app: process.env.DATABASE_URL, owner: process.env.DATABASE_OWNER_URL, direct: process.env.DATABASE_DIRECT_URL }
    : await startOwnPostgres({ home, isAlive, startEmbeddedPostgres });
  const env = { ...process.env, PLAN_ONCE_HOME: home, PORT: String(settings.port), NODE_ENV: process.env.NODE_ENV ?? "production", DATABASE_URL: app };
  // The queue's connection is direct: where the app's goes to the same place, there is no pooler in between.
  env.DATABASE_KEEPS_STATEMENTS ??= new URL(app).host === new URL(direct).host ? "yes" : "no";
  // The owner's password stays with the launcher and the step that makes tables.
  delete env.DATABASE_OWNER_URL;
  delete env.DATABASE_DIRECT_URL;
  await step(process.execPath, ["--import", "tsx", "db/launcher/prepare.ts"], { env: { ...env, DATABASE_OWNER_URL: owner, DATABASE_DIRECT_URL: direct, INSTALLATION: own ? "standard" : "sample" }, show: true }).catch((fault) => {
    throw new CannotStart(`The database could not be prepared. ${fault.message}`);
  });
  if (!stopping) {
    const web = keep("web process", [...settings.heap, "server.js"], env);
    keep("worker", [...settings.heap, "--import", "tsx", "app/worker.server.ts"], { ...env, DATABASE_DIRECT_URL: direct });
    await whenReady(web);
    if (!stopping) say(`\nPlan Once is ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s: ${own ? process.env.SITE_URL : `http://localhost:${settings.port}\nThe sample county is invented; everything stays on this machine (${home}).`} Ctrl-C stops it.`);
  }
} catch (fault) {
  await stop(1, fault instanceof CannotStart ? fault.message : fault instanceof Error ? (process.env.DEBUG ? fault.stack : fault.message) : String(fault));
}
