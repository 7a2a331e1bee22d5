// Flips one bit of one column of one audit row, with what protects the table switched off, and asks the verifier: it must name that very row.
import { sql } from "kysely";
import { withLea } from "#db/client.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { verifyAudit } from "#app/services/audit/verify-audit.server.ts";
import { freshDatabase } from "../db/database.ts";
import { chanceOf, zeroIn } from "./drill.ts";
import type { Drill } from "./drill.ts";

const rowsInChain = 40;
const leaId = "drill";
/** Columns with what a flip writes: one bit of a text's byte, or of a whole number. Times move by a power of two of microseconds. */
const texts = ["org_id", "actor", "verb", "object", "hash_before", "hash"] as const;
const numbers = ["version", "number"] as const;

const flipText = (text: string, at: number, bit: number): string => {
  const points = [...text];
  const flipped = String.fromCodePoint((points[at % Math.max(points.length, 1)]?.codePointAt(0) ?? 64) ^ (1 << (bit % 5)));
  return points.length === 0 ? flipped : points.map((point, place) => (place === at % points.length ? flipped : point)).join("");
};

export const auditFlips: Drill = {
  rounds: 200,
  run: async ({ rounds, seed, planted, say }) => {
    const database = await freshDatabase();
    const broken: string[] = [];
    try {
      const chance = chanceOf(seed);
      await withLea(database.app, { leaId, actor: "drill" }, async (tx) => {
        for (let at = 1; at <= rowsInChain; at += 1) await recordAct(tx, { leaId, actor: `person-${at}`, verb: "save-row", object: `plan/p/goals/g-${at}`, detail: { version: at, words: "café" } });
      });
      const as = (statement: ReturnType<typeof sql>) =>
        withLea(database.owner, { leaId, actor: "drill" }, async (tx) => {
          await sql`alter table audit disable trigger user`.execute(tx);
          await statement.execute(tx);
          await sql`alter table audit enable trigger user`.execute(tx);
        });
      const clean = async () => (await verifyAudit({ db: database.app })).leas.find((lea) => lea.leaId === leaId)?.fault ?? null;
      for (let round = 1; round <= rounds; round += 1) {
        const number = chance.whole(1, rowsInChain);
        const column = chance.pick([...texts, ...numbers, "at", "detail"] as const);
        const kept = await withLea(database.owner, { leaId, actor: "drill" }, async (tx) => (await sql<Record<string, string>>`select ${sql.ref(column)}::text as was from audit where lea_id = ${leaId} and number = ${number}`.execute(tx)).rows[0]?.["was"] ?? "");
        const [place, bit] = [chance.whole(0, 200), chance.whole(0, 30)];
        const changed = column === "at" ? sql`at + make_interval(secs => ${2 ** bit / 1_000_000}::double precision)`
          : column === "detail" ? sql`${JSON.stringify({ ...(JSON.parse(kept) as object), words: flipText("café", place, bit) })}::jsonb`
          : numbers.some((name) => name === column) ? sql`${column === "number" ? Number(kept) + 1000 * (bit + 1) : Number(kept) ^ (1 << bit)}::bigint`
          : sql`${flipText(kept, place, bit)}`;
        const type = column === "at" ? sql.raw("timestamptz") : column === "detail" ? sql.raw("jsonb") : numbers.some((name) => name === column) ? sql.raw("bigint") : sql.raw("text");
        const id = await withLea(database.owner, { leaId, actor: "drill" }, async (tx) => (await sql<{ id: number }>`select id from audit where lea_id = ${leaId} and number = ${number}`.execute(tx)).rows[0]?.id ?? 0);
        await as(sql`update audit set ${sql.ref(column)} = ${changed} where lea_id = ${leaId} and id = ${id}`);
        // The planted fault: the row is put right before the verifier looks, as a verifier that does not look would have it.
        const back = () => as(sql`update audit set ${sql.ref(column)} = ${kept}::${type} where lea_id = ${leaId} and id = ${id}`);
        if (planted) await back();
        const fault = await clean();
        if (fault?.number !== number) broken.push(`Round ${round}: a flipped bit in ${column} of row ${number} was ${fault ? `told as row ${fault.number}` : "not seen"}.`);
        if (!planted) await back();
        const after = await clean();
        if (after) broken.push(`Round ${round}: the chain was put right and row ${after.number} is still called bad.`);
      }
      say(`audit-flips: ${rounds} flips in a chain of ${rowsInChain} rows`);
      return { counts: { flips: rounds, rows: rowsInChain, unseen: zeroIn(broken.length, rounds) }, broken };
    } finally {
      await database.drop();
    }
  },
};
