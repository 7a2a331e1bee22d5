// Everything a use case needs from outside, built once in a process: database, crosswalks, writers of files, storage, queue, clock, log.
import path from "node:path";
import { pino, type Logger } from "pino";
import { buildFileContext, dayInCalifornia, type DocumentFormat, type FileContext } from "#app/file-context.server.ts";
import { localFolderStorage, type Storage } from "#app/adapters/storage/local-folder.server.ts";
import { connect, type Database, type Tx } from "#db/client.server.ts";
import { findInstallation, type Installation } from "#db/repos/installation.server.ts";
import { enqueueJob } from "#db/repos/jobs.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Crosswalks } from "#schemas/crosswalk.ts";
import type { PlanDocument } from "#schemas/document.ts";

export type User = { id: string; name: string; leaId: string };

/** The jobs there are, with what each is told. */
export type Jobs = { "export-document": { leaId: string; exportId: string; actor: string } };

export type AppContext = {
  db: Database;
  /** Program knowledge, read and checked once. */
  crosswalks: Crosswalks;
  /** What works without a database: examples, checks, crosswalk lookups. */
  files: FileContext;
  render: Record<DocumentFormat, (document: PlanDocument) => Promise<Uint8Array>>;
  storage: Storage;
  queue: {
    /** Inside the transaction of the change the job belongs to. The same `jobKey` replaces a job that waits. */
    enqueue: <Task extends keyof Jobs>(tx: Tx, task: Task, payload: Jobs[Task], jobKey: string) => Promise<void>;
  };
  now: () => Date;
  /** The day in California, "2026-07-01": deadlines are days there. */
  today: () => string;
  /** Takes no words of a plan: ids, codes, counts and times only. */
  log: Logger;
  installation: () => Promise<Installation>;
  /** Who acts while there is no sign-in: the planner of the sample district. Throws "unavailable" where no sample was loaded. */
  samplePlanner: () => Promise<User>;
  as: (user: User) => Context;
};

/** What a service gets: the process's context and who is acting. */
export type Context = AppContext & { user: User };

export type Settings = {
  databaseUrl: string;
  /** Folder for files. */
  home: string;
  logLevel: string;
};

/** Throws with the name of the setting that is missing. */
export function settingsFromEnvironment(env: NodeJS.ProcessEnv = process.env): Settings {
  const needed = (name: string) => {
    const value = env[name];
    if (!value) throw new Error(`The setting ${name} is missing; npm start gives it.`);
    return value;
  };
  return { databaseUrl: needed("DATABASE_URL"), home: needed("PLAN_ONCE_HOME"), logLevel: env.LOG_LEVEL ?? "info" };
}

/** A fault for the log: a database's own words can quote a plan, so only its code and places are kept. */
function faultForLog(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof Error)) return { fault: typeof fault };
  const detail = fault as Error & { code?: unknown; table?: unknown; constraint?: unknown; severity?: unknown };
  const fromDatabase = typeof detail.severity === "string";
  return {
    name: fault.name,
    message: fromDatabase ? undefined : fault.message,
    code: detail.code,
    table: detail.table,
    constraint: detail.constraint,
    at: fault.stack?.split("\n").filter((line) => line.startsWith("    at ")).slice(0, 8).map((line) => line.trim()),
  };
}

/** Builds one context; `day` and `crosswalks` are for tests. */
export function buildContext(settings: Settings = settingsFromEnvironment(), { now = () => new Date(), files = buildFileContext() }: { now?: () => Date; files?: FileContext } = {}): AppContext {
  const log = pino({ level: settings.logLevel, base: { pid: process.pid }, serializers: { err: faultForLog } });
  const db = connect(settings.databaseUrl, { onError: (err) => log.warn({ err }, "an idle database connection broke") });
  let known: Installation | undefined;
  const installation = async () => {
    const found = known ?? (await findInstallation(db));
    if (found.sampleLeaId !== null) known = found;
    return found;
  };
  const context: AppContext = {
    db,
    crosswalks: files.crosswalks(),
    files,
    render: files.render,
    storage: localFolderStorage(path.join(settings.home, "files")),
    queue: { enqueue: (tx, task, payload, jobKey) => enqueueJob(tx, { task, payload, jobKey }) },
    now,
    today: () => dayInCalifornia(now()),
    log,
    installation,
    samplePlanner: async () => {
      const { mode, sampleLeaId } = await installation();
      if (mode !== "sample" || sampleLeaId === null) throw new AppError("unavailable", "There is no sample district here, and signing in does not exist yet.");
      return { id: "sample-planner", name: "Sample planner", leaId: sampleLeaId };
    },
    as: (user) => ({ ...context, user }),
  };
  return context;
}

let built: AppContext | undefined;
/** The context of this process. */
export function processContext(): AppContext {
  return (built ??= buildContext());
}
