import { CompiledQuery, Kysely, PostgresDialect, sql, type Generated, type JSONColumnType, type Transaction } from "kysely";
import pg from "pg";
import { AppError } from "#schemas/app-error.ts";
import type { ImportTables } from "./tables/imports.ts";
import type { StateTables } from "./tables/state.ts";
import type { StateFileTables } from "./tables/state-files.ts";
import type { Role } from "#schemas/people.ts";
import type { FiledWithTables } from "./tables/filed-with.ts";
import type { AnswerMarkTables } from "./tables/answer-marks.ts";
import type { CalendarTables } from "./tables/calendar.ts";
import type { CommentTables } from "./tables/comments.ts";
import type { CountyReviewTables } from "./tables/county-review.ts";
import type { OutsideTables } from "./tables/outside.ts";
import type { OfficeTalkTables } from "./tables/office-talk.ts";
import type { FeedTables } from "./tables/feeds.ts";
import type { MeetingTables } from "./tables/meetings.ts";
import type { SignInTables } from "./tables/sign-in.ts";
import type { StateDeskTables } from "./tables/state-desk.ts";
import type { SubmissionTables } from "./tables/submissions.ts";
import type { YearTurnTables } from "./tables/year-turn.ts";

/** The tables that are read by name; the rows of a plan go through db/plan-tables.ts. */
export type Tables = ImportTables & StateTables & StateFileTables & {
  installation: { one: Generated<boolean>; mode: "sample" | "standard"; sample_lea_id: string | null; created_at: Generated<Date> };
  organization: { lea_id: string; id: string; org_id: Generated<string>; version: Generated<number>; kind: "state" | "coe" | "selpa" | "district" | "charter" | "school"; name: string; cds: string; sample: Generated<boolean> };
  organization_relation: {
    lea_id: string; org_id: string; kind: "school-of" | "chartered-by" | "member-of-selpa" | "in-county" | "under-state" | "merged-into";
    other_lea_id: string; other_id: string; since: string; until: string | null; version: Generated<number>;
  };
  plan: {
    lea_id: string; id: string; org_id: string; version: Generated<number>; stamp: Generated<string>; schema_version: number;
    year: string; cycle_start: string; baseline_dashboard_year: number | null; language: string; created_at: Generated<Date>;
  };
  opening_action: { lea_id: string; plan_id: string; id: string; actual_percent: string | null };
  revision: {
    lea_id: string; id: Generated<number>; org_id: string; version: number; plan_id: string; table_name: string; row_id: string;
    operation: "insert" | "update" | "delete"; actor: string; at: Generated<Date>; content: JSONColumnType<Record<string, unknown>>;
  };
  document_export: {
    lea_id: string; id: Generated<string>; org_id: string; version: Generated<number>; plan_id: string; program: string; edition: string;
    format: "docx" | "pdf" | "xlsx" | "html" | "json"; copy: string; status: Generated<"queued" | "working" | "done" | "failed">; progress: Generated<number>;
    file_key: string | null; error: string | null; requested_by: string; requested_at: Generated<Date>; finished_at: Date | null; comments: Generated<boolean>; packet: Generated<boolean>; meeting_id: string | null;
  };
  named_version: {
    lea_id: string; id: Generated<string>; org_id: string; version: Generated<number>; plan_id: string;
    name: string; kind: "start" | "named"; up_to: number; actor: string; at: Generated<Date>;
  };
  audit: {
    lea_id: string; id: Generated<number>; org_id: string; version: Generated<number>; at: Generated<Date>; actor: string; verb: string; object: string; detail: JSONColumnType<Record<string, unknown>>;
    number: Generated<number>; hash_before: Generated<string>; hash: Generated<string>;
  };
  audit_head: { lea_id: string; number: number; hash: string };
  person: {
    id: string; name: string; email: string; email_verified: boolean; image: string | null; created_at: Generated<Date>; updated_at: Generated<Date>; second_factor: boolean | null;
    suspended_at: Date | null; sample: Generated<boolean>;
  };
  person_session: {
    id: string; expires_at: Date; token: string; created_at: Generated<Date>; updated_at: Date; ip_address: string | null; user_agent: string | null; person_id: string; seen_at: Generated<Date>; acting_lea: string | null;
    confirmed_at: Generated<Date>; with_passkey: Generated<boolean>;
  };
  person_account: { id: string; account_id: string; provider_id: string; person_id: string; password: string | null; created_at: Generated<Date>; updated_at: Date };
  membership: { lea_id: string; id: Generated<string>; org_id: string; version: Generated<number>; person_id: string; role: Role; since: Generated<Date>; until: Date | null; given_by: string };
  invitation: {
    lea_id: string; id: Generated<string>; org_id: string; version: Generated<number>; email: string; role: Role; token_hash: string; invited_by: string; invited_at: Generated<Date>; expires_at: Date;
    accepted_at: Date | null; accepted_by: string | null; revoked_at: Date | null;
  };
  mail: { id: Generated<number>; recipient: string; subject: string; body: string | null; written_at: Generated<Date>; claimed_at: Date | null; sent_at: Date | null };
} & SignInTables & CommentTables & SubmissionTables & CalendarTables & YearTurnTables & AnswerMarkTables & FiledWithTables & StateDeskTables & FeedTables & MeetingTables & CountyReviewTables & OutsideTables & OfficeTalkTables;

export type Database = Kysely<Tables>;
/** What a repository needs: a transaction in which withLea has said whose rows these are. */
export type Tx = Transaction<Tables>;

const safeNumber = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`The database holds ${text}, more than a program can count exactly.`);
  return number;
};
/** Whole numbers as numbers, days as the text they are. */
const types = {
  getTypeParser: ((oid: number, format?: "text") => {
    if (oid === pg.types.builtins.INT8) return safeNumber;
    if (oid === pg.types.builtins.DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

/** The names under which connections keep statements, by text: a process has few of them, and what is put together from lists does not push them out. */
const statementNames = new Map<string, string>();
const mostKeptStatements = 200;
function nameOf(text: string): string | undefined {
  if (!statementNames.has(text) && statementNames.size < mostKeptStatements) statementNames.set(text, `kept-${statementNames.size + 1}`);
  return statementNames.get(text);
}
/** Most of what a small statement costs the database is planning it: this connection has each planned once and keeps it. */
function keepStatements(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...asked: unknown[]) => unknown;
  const named = (first: unknown, values: unknown, ...rest: unknown[]) =>
    typeof first === "string" && Array.isArray(values) && values.length > 0 && rest.length === 0 ? query({ name: nameOf(first), text: first, values }) : query(first, values, ...rest);
  client.query = named as pg.PoolClient["query"];
}

/**
 * A pool of connections; `onError` hears of connections that broke while no query ran (the pool replaces them). `keepsStatements`: each connection keeps its statements planned;
 * not through a pooler, which may give the next transaction another connection.
 */
export function connect(url: string, { max = 10, onError = () => {}, keepsStatements = false }: { max?: number; onError?: (fault: Error) => void; keepsStatements?: boolean } = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max, types, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 30_000, application_name: "plan-once" });
  pool.on("error", onError);
  // Lent out and between two queries of a transaction the pool does not listen, and a break that nobody hears ends the process.
  pool.on("connect", (client) => client.on("error", onError));
  if (keepsStatements) pool.on("connect", keepStatements);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  return db;
}

const pools = new WeakMap<Database, pg.Pool>();
/** One transaction on a connection of its own as the driver has it, for what Kysely does not speak (COPY, cursors); the same settings as withLea. `snapshot`: reads only, and sees all through what stood when it began. */
export async function withBareLea<T>(db: Database, { leaId, actor, snapshot = false }: { leaId: string; actor: string; snapshot?: boolean }, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pools.get(db)!.connect();
  try {
    await client.query(snapshot ? "begin isolation level repeatable read read only" : "begin");
    await client.query("select set_config('app.lea', $1, true), set_config('app.actor', $2, true)", [leaId, actor]);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (fault) {
    await client.query("rollback").catch(() => {});
    throw fault;
  } finally {
    client.release();
  }
}

/** A statement that a library has written, on the app's connections. */
export async function runStatement(db: Database, { text, values }: { text: string; values: unknown[] }): Promise<{ rows: unknown[]; rowCount: number }> {
  const { rows } = await db.executeQuery(CompiledQuery.raw(text, values));
  return { rows, rowCount: rows.length };
}

const codeOf = (fault: unknown): string => (typeof fault === "object" && fault !== null && "code" in fault ? String(fault.code) : "");
/** Serialization failure and deadlock: the whole transaction may be tried again. */
const tryAgainCodes = ["40001", "40P01"];
const diskFull = "53100";
/** A character that no text in the database can have: NUL, in typed words or in an address. */
const notText = "22021";
/** The database is stopping, starting, full or gone: nothing is wrong with what was asked. The driver says some of it only in words. */
export const isAway = (fault: unknown): boolean =>
  /^(08|57P0[1-3]|53[13]00|ECONN|EPIPE|ETIMEDOUT)/.test(codeOf(fault)) || (fault instanceof Error && /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(fault.message));

/** Does `work` in one transaction for one LEA and person; row security shows that LEA's rows and no others. Tried at most 5 times, so no outside effects inside. Throws AppError "unavailable" while the database is away; a commit that nobody confirmed may have happened. */
export async function withLea<T>(db: Database, { leaId, actor }: { leaId: string; actor: string }, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(async (tx) => {
        await sql`select set_config('app.lea', ${leaId}, true), set_config('app.actor', ${actor}, true)`.execute(tx);
        return work(tx);
      });
    } catch (fault) {
      if (codeOf(fault) === diskFull) throw new AppError("unavailable", "The server's disk is full: reading works, saving does not. What you typed stays in your browser, and is saved once there is room.", { cause: fault });
      if (codeOf(fault) === notText) throw new AppError("invalid", "This text has control characters; paste it again as plain text.", { cause: String(fault) });
      if (isAway(fault)) throw new AppError("unavailable", "The database does not answer right now. Try again in a moment.", { cause: fault });
      if (attempt === 5 || !tryAgainCodes.includes(codeOf(fault))) throw fault;
      await new Promise((resume) => setTimeout(resume, Math.random() * 20 * 2 ** attempt));
    }
  }
}
