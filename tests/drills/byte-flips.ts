// Flips a byte of a column of a submission or of an audit row, in many LEAs at a time, with what protects the tables switched off, and asks the two verifiers: each flip must be named with its row.
import { sql } from "kysely";
import { buildFileContext } from "#app/file-context.server.ts";
import { verifyAudit } from "#app/services/audit/verify-audit.server.ts";
import { verifySubmissions } from "#app/services/review/verify-submissions.server.ts";
import { connect, withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { insertPlan } from "#db/repos/plans.server.ts";
import { freshDatabase } from "../db/database.ts";
import { madePlan } from "../db/made-plan.ts";
import { sendUnchecked } from "../services/sent-plan.ts";
import { chanceOf, zeroIn } from "./drill.ts";
import type { Chance, Drill } from "./drill.ts";

/** Flips looked for at once, one in each LEA. */
const leas = 50;
const acts = 8;
const submissionColumns = ["content", "hash", "receipt", "org_id", "plan_id", "year", "program", "edition", "form", "kind", "side", "received_at", "received_on", "due_on", "number", "filing_id", "version"] as const;
const auditColumns = ["org_id", "actor", "verb", "object", "hash_before", "hash", "version", "number", "at", "detail"] as const;
type Column = (typeof submissionColumns)[number] | (typeof auditColumns)[number];
type Row = Record<string, string | null>;

/** One letter becomes another; "" gets one. */
function flipText(text: string, chance: Chance): string {
  if (text === "") return "@";
  const at = chance.whole(0, text.length - 1);
  const point = text.charCodeAt(at);
  // Half of a pair of surrogates, and the zero that Postgres keeps out of texts, are put to a plain letter.
  const other = point >= 0xd800 && point <= 0xdfff ? 0x61 : point ^ (1 << chance.whole(0, 4));
  return text.slice(0, at) + String.fromCharCode(other === 0 ? 0x7f : other) + text.slice(at + 1);
}

/** What a flipped byte makes of a value, as the text of its type. */
function flipped(column: Column, value: string | null, chance: Chance): string {
  const day = (text: string) => new Date(Date.parse(`${text}T00:00:00Z`) + 86_400_000 * 2 ** chance.whole(0, 8)).toISOString().slice(0, 10);
  switch (column) {
    case "received_at":
    case "at":
      return new Date(Date.parse(value ?? "") + 2 ** chance.whole(0, 30)).toISOString();
    case "received_on":
      return day(value ?? "");
    case "due_on":
      return day("2026-06-29");
    case "number":
    case "version":
      return String(Number(value) + 1000 * 2 ** chance.whole(0, 20));
    case "filing_id": {
      const at = chance.pick([...(value ?? "")].flatMap((letter, place) => (letter === "-" ? [] : [place])));
      return `${value?.slice(0, at) ?? ""}${(Number.parseInt(value?.[at] ?? "0", 16) ^ (1 << chance.whole(0, 3))).toString(16)}${value?.slice(at + 1) ?? ""}`;
    }
    case "detail":
      return JSON.stringify({ ...(JSON.parse(value ?? "{}") as object), words: flipText("café", chance) });
    default:
      return flipText(value ?? "", chance);
  }
}

export const byteFlips: Drill = {
  rounds: 10_000,
  run: async ({ rounds, seed, planted, say }) => {
    const database = await freshDatabase();
    const owner = connect(database.urls.owner, { max: 1 });
    const broken: string[] = [];
    const count = { submission: 0, audit: 0 };
    try {
      const files = buildFileContext();
      const program = files.crosswalks().programs.find((one) => one.program === "lcap");
      if (!program) throw new Error("no form");
      const names = Array.from({ length: leas }, (_, at) => `flips-${String(at + 1).padStart(2, "0")}`);
      for (const leaId of names) {
        const plan = madePlan(3, { leaId, planId: `plan-of-${leaId}` });
        await withLea(database.app, { leaId, actor: "drill" }, (tx) => insertPlan(tx, plan));
        await sendUnchecked({ db: database.app, crosswalks: files.crosswalks() }, plan, { program });
        await withLea(database.app, { leaId, actor: "drill" }, async (tx) => {
          for (let at = 1; at <= acts; at += 1) await recordAct(tx, { leaId, actor: `person-${at}`, verb: "save-row", object: `plan/p/goals/g-${at}`, detail: { version: at, words: "café" } });
        });
      }
      // A byte on a disk asks no constraint.
      const { rows: constraints } = await sql<{ name: string; table: string }>`select conname as name, conrelid::regclass::text as table from pg_constraint where (conrelid = 'submission'::regclass and contype in ('c', 'f', 'u')) or confrelid = 'submission'::regclass order by contype = 'u'`.execute(owner);
      for (const { name, table } of constraints) await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(owner);
      for (const table of ["submission", "audit"]) await sql`alter table ${sql.table(table)} disable trigger user, no force row level security`.execute(owner);
      const held = new Map<string, { submission: Row; audit: Row[] }>();
      const read = async (tx: Tx, leaId: string) => ({
        submission: (await sql<Row>`select ${sql.join(submissionColumns.map((name) => sql`${sql.ref(name)}::text as ${sql.ref(name)}`))} from submission where lea_id = ${leaId}`.execute(tx)).rows[0] ?? {},
        audit: (await sql<Row>`select id::text as id, ${sql.join(auditColumns.map((name) => sql`${sql.ref(name)}::text as ${sql.ref(name)}`))} from audit where lea_id = ${leaId} order by number`.execute(tx)).rows,
      });
      await owner.transaction().execute(async (tx) => {
        for (const leaId of names) held.set(leaId, await read(tx, leaId));
      });
      const types = new Map((await sql<{ at: string; type: string }>`select table_name || '.' || column_name as at, udt_name as type from information_schema.columns where table_name in ('submission', 'audit')`.execute(owner)).rows.map(({ at, type }) => [at, type]));
      const chance = chanceOf(seed);
      const verified = async () => {
        const [acts, copies] = [await verifyAudit({ db: database.app }), await verifySubmissions({ db: database.app })];
        return { audit: new Map(acts.leas.flatMap(({ leaId, fault }) => (fault ? [[leaId, String(fault.number)] as const] : []))), submission: new Map(copies.first.map(({ leaId, receipt }) => [leaId, receipt])) };
      };
      const clean = await verified();
      if (clean.audit.size + clean.submission.size > 0) throw new Error("Something is called bad before any flip.");
      for (let done = 0; done < rounds; done += leas) {
        const flips = names.slice(0, Math.min(leas, rounds - done)).flatMap((leaId) => {
          const rows = held.get(leaId);
          if (!rows) return [];
          const table = chance.happens(0.5) ? ("submission" as const) : ("audit" as const);
          const column: Column = table === "submission" ? chance.pick(submissionColumns) : chance.pick(auditColumns);
          const row = table === "submission" ? rows.submission : chance.pick(rows.audit);
          return [{ leaId, table, column, row, was: row[column] ?? null, now: flipped(column, row[column] ?? null, chance) }];
        });
        const write = (value: "was" | "now") =>
          owner.transaction().execute(async (tx) => {
            for (const flip of flips) {
              const at = flip.table === "submission" ? sql`lea_id = ${flip.leaId}` : sql`lea_id = ${flip.leaId} and id = ${flip.row["id"]}::bigint`;
              await sql`update ${sql.table(flip.table)} set ${sql.ref(flip.column)} = ${flip[value]}::${sql.raw(types.get(`${flip.table}.${flip.column}`) ?? "text")} where ${at}`.execute(tx);
            }
          });
        await write("now");
        // The planted fault: the rows are put right before the verifiers look, as verifiers that do not look would have it.
        if (planted) await write("was");
        const found = await verified();
        for (const { leaId, table, column, row, was, now } of flips) {
          count[table] += 1;
          const told = found[table].get(leaId);
          const right = table === "audit" ? [row["number"]] : [row["receipt"], column === "receipt" ? now : null];
          if (told === undefined || !right.includes(told)) broken.push(`Flip ${done + 1}…: ${table}.${column} of ${leaId} (“${(was ?? "").slice(0, 40)}”) was ${told === undefined ? "not seen" : `told as ${told}`}.`);
        }
        if (!planted) await write("was");
        if ((done / leas) % 40 === 39) say(`byte-flips: ${done + leas} of ${rounds}`);
      }
      const after = await verified();
      if (after.audit.size + after.submission.size > 0) broken.push("Everything was put right and something is still called bad.");
      return { counts: { flips: count.submission + count.audit, inSubmissions: count.submission, inAudit: count.audit, unseen: zeroIn(broken.length, rounds) }, broken };
    } finally {
      await owner.destroy();
      await database.drop();
    }
  },
};
