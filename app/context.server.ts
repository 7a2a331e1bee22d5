// Everything a use case needs from outside, built once in a process: database, crosswalks, writers of files, storage, queue, clock, log.
import path from "node:path";
import { pino, type Logger } from "pino";
import { z } from "zod";
import { buildFileContext, dayInCalifornia, type DocumentFormat, type FileContext } from "#app/file-context.server.ts";
import { buildAccounts, type Accounts } from "#app/adapters/accounts/accounts.server.ts";
import { buildFormTokens, type FormTokens } from "#app/adapters/accounts/form-tokens.server.ts";
import { buildSignOn, type SignOn } from "#app/adapters/accounts/sign-on.server.ts";
import { calendarFile, type CalendarFile } from "#app/adapters/calendar/ical.server.ts";
import { buildLimits, type Limits } from "#app/adapters/limits/limits.server.ts";
import { smtpMailer, type Mailer } from "#app/adapters/mail/smtp.server.ts";
import { keptSecret } from "#app/adapters/storage/kept-secret.server.ts";
import { localFolderStorage, type Storage } from "#app/adapters/storage/local-folder.server.ts";
import { connect, isAway, runStatement, type Database, type Tx } from "#db/client.server.ts";
import { recordSignIn } from "#db/repos/audit.server.ts";
import { findInstallation, type Installation } from "#db/repos/installation.server.ts";
import { enqueueJob } from "#db/repos/jobs.server.ts";
import { writeMail as storeMail } from "#db/repos/mails.server.ts";
import { markPasskeySession } from "#db/repos/people.server.ts";
import type { SessionLimits } from "#db/repos/people.server.ts";
import type { Crosswalks } from "#schemas/crosswalk.ts";
import type { PlanDocument } from "#schemas/document.ts";
import { bodySchema } from "#schemas/people.ts";
import type { Body, Membership } from "#schemas/people.ts";
import type { Plan } from "#schemas/plan.ts";

/**
 * Who acts: with the roles held now, in the LEA they work in ("" without any role). `sessionId` null: a job works for them. `confirmedAt`: when they last proved who they are in this session.
 * `lacksSecondStep`: a role of theirs needs a second step at sign-in and does not count before it is set up. `supportStaff`: may ask to be let in as support.
 */
export type User = {
  id: string; name: string; email: string; secondFactor: boolean; leaId: string; memberships: readonly Membership[]; sessionId: string | null;
  confirmedAt: Date | null; lacksSecondStep: boolean; supportStaff: boolean;
};
/** What signing in asks for beyond the password. */
export type SignInRules = {
  /** Sensitive acts need a sign-in not older than this. */
  recentMinutes: number;
  /** The bodies whose people need a second step. */
  secondStepFor: readonly Body[];
};

/** The jobs there are, with what each is told. */
export type Jobs = { "export-document": { leaId: string; exportId: string; actor: string }; "send-mail": { mailId: number }; "read-import": { leaId: string; importId: string; actor: string }; "read-outside": { leaId: string; readingId: string; actor: string }; "state-export": { leaId: string; exportId: string; actor: string }; "calendar-round": Record<string, never>; "sweep-files": Record<string, never> };

export type AppContext = {
  db: Database;
  /** Program knowledge, read and checked once. */
  crosswalks: Crosswalks;
  /** What works without a database: examples, checks, crosswalk lookups. */
  files: FileContext;
  render: Record<DocumentFormat, (document: PlanDocument) => Promise<Uint8Array>>;
  /** Events as calendar programs read them. */
  calendarFile: CalendarFile;
  storage: Storage;
  queue: {
    /** Inside the transaction of the change the job belongs to. The same `jobKey` replaces a job that waits. */
    enqueue: <Task extends keyof Jobs>(tx: Tx, task: Task, payload: Jobs[Task], jobKey: string) => Promise<void>;
  };
  now: () => Date;
  /** The day in California, "2026-07-01": deadlines are days there. */
  today: () => string;
  /** The day in California of an instant. */
  dayOf: (instant: Date) => string;
  /** Takes no words of a plan: ids, codes, counts and times only. */
  log: Logger;
  installation: () => Promise<Installation>;
  accounts: Accounts;
  /** What shows that a form was made here for whoever sends it. */
  formTokens: FormTokens;
  /** How often somebody may try to sign in. */
  limits: Limits;
  /** Organizations' own sign-in pages. */
  signOn: SignOn;
  sessionLimits: SessionLimits;
  signInRules: SignInRules;
  /** Where people reach the site, for links in mails. */
  siteUrl: string;
  /** Writes a mail in the transaction of the change it tells of; it is sent by a job, or waits in the outbox where there is no mail server. */
  writeMail: (tx: Tx, mail: { to: string; subject: string; text: string }) => Promise<void>;
  /** Null where no mail server is set. */
  sendMail: Mailer | null;
  /** Whether a fault says that the database is stopping, starting, full or gone: nothing is wrong with what was asked. */
  isAway: (fault: unknown) => boolean;
  as: (user: User) => Context;
};

/** A posted form that may change something once: the key of its rendering, the hash of its words, and how many transactions it has had so far. */
export type SentForm = { key: string; hash: string; steps: number };

/** One transaction that the services behind a page share, with the plans read in it. */
export type Look = { tx: Tx; plans: Map<string, Promise<Plan | undefined>> };

/** What a service gets: the process's context and who is acting; `sent`: the posted form behind it, null where there is none or it has no key; `look`: null where a service has its transaction for itself. */
export type Context = AppContext & { user: User; sent: SentForm | null; look: Look | null };

export type Settings = {
  databaseUrl: string;
  /** Nothing stands between the program and the database: its connections may keep statements planned. */
  keepsStatements: boolean;
  /** Folder for files. */
  home: string;
  logLevel: string;
  siteUrl: string;
  /** Signs session cookies and seals second factors; made once and kept in the home folder where none is set. */
  secret: string | undefined;
  sessionLimits: SessionLimits;
  signInRules: SignInRules;
  mail: { url: string; from: string } | null;
};

/** Throws with the name of the setting that is missing. */
export function settingsFromEnvironment(env: NodeJS.ProcessEnv = process.env): Settings {
  const needed = (name: string) => {
    const value = env[name];
    if (!value) throw new Error(`The setting ${name} is missing; npm start gives it.`);
    return value;
  };
  const whole = (name: string, otherwise: number) => {
    const value = Number(env[name] ?? otherwise);
    if (!Number.isSafeInteger(value) || value < 1) throw new Error(`The setting ${name} is a whole number from 1.`);
    return value;
  };
  const bodiesIn = (name: string): Body[] => {
    const named = (env[name] ?? "").split(",").map((one) => one.trim()).filter((one) => one !== "");
    const known = z.array(bodySchema).safeParse(named);
    if (!known.success) throw new Error(`The setting ${name} is a list of these: ${bodySchema.options.join(", ")}.`);
    return known.data;
  };
  if (env.AUTH_SECRET !== undefined && env.AUTH_SECRET.length < 32) throw new Error("The setting AUTH_SECRET has 32 characters or more.");
  if ((env.SMTP_URL === undefined) !== (env.MAIL_FROM === undefined)) throw new Error("The settings SMTP_URL and MAIL_FROM go together.");
  return {
    databaseUrl: needed("DATABASE_URL"),
    keepsStatements: env.DATABASE_KEEPS_STATEMENTS === "yes",
    home: needed("PLAN_ONCE_HOME"),
    logLevel: env.LOG_LEVEL ?? "info",
    siteUrl: (env.SITE_URL ?? `http://localhost:${env.PORT ?? "3000"}`).replace(/\/$/, ""),
    secret: env.AUTH_SECRET,
    sessionLimits: { idleMinutes: whole("SESSION_IDLE_MINUTES", 60), longestHours: whole("SESSION_HOURS", 12) },
    signInRules: { recentMinutes: whole("RECENT_SIGN_IN_MINUTES", 15), secondStepFor: bodiesIn("SECOND_STEP_FOR") },
    mail: env.SMTP_URL && env.MAIL_FROM ? { url: env.SMTP_URL, from: env.MAIL_FROM } : null,
  };
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
  const db = connect(settings.databaseUrl, { keepsStatements: settings.keepsStatements, onError: (err) => log.warn({ err }, "an idle database connection broke") });
  let known: Installation | undefined;
  const installation = async () => {
    const found = known ?? (await findInstallation(db));
    if (found.sampleLeaId !== null) known = found;
    return found;
  };
  const { siteUrl, sessionLimits, signInRules } = settings;
  const queue: AppContext["queue"] = { enqueue: (tx, task, payload, jobKey) => enqueueJob(tx, { task, payload, jobKey }) };
  const sendMail = settings.mail && smtpMailer(settings.mail);
  const writeMail: AppContext["writeMail"] = async (tx, mail) => {
    const mailId = await storeMail(tx, mail);
    if (sendMail) await queue.enqueue(tx, "send-mail", { mailId }, `mail-${mailId}`);
  };
  const secret = settings.secret ?? keptSecret(path.join(settings.home, "auth-secret"));
  const accounts = buildAccounts({
    db,
    siteUrl,
    secret,
    longestHours: sessionLimits.longestHours,
    write: (mail) => db.transaction().execute((tx) => writeMail(tx, mail)),
    onSession: async ({ sessionId, personId, withPasskey }) => {
      if (withPasskey) await markPasskeySession(db, sessionId);
      await recordSignIn(db, personId);
    },
  });
  const context: AppContext = {
    db,
    crosswalks: files.crosswalks(),
    files,
    render: files.render,
    calendarFile,
    storage: localFolderStorage(path.join(settings.home, "files")),
    queue,
    accounts,
    signOn: buildSignOn({ siteUrl, secret }),
    formTokens: buildFormTokens({ secret, secure: siteUrl.startsWith("https://") }),
    limits: buildLimits({ query: (asked) => runStatement(db, asked), secret, secure: siteUrl.startsWith("https://") }),
    sessionLimits,
    signInRules,
    siteUrl,
    writeMail,
    sendMail,
    now,
    today: () => dayInCalifornia(now()),
    dayOf: dayInCalifornia,
    log,
    installation,
    isAway,
    as: (user) => ({ ...context, user, sent: null, look: null }),
  };
  return context;
}

let built: AppContext | undefined;
/** The context of this process. */
export function processContext(): AppContext {
  return (built ??= buildContext());
}
