// A reviewing body's own work on what was sent to it.
import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

export type VerdictWord = "open" | "met" | "not-met" | "not-applicable";
export type Verdict = { line: string; number: number; verdict: VerdictWord; words: string; inLetter: boolean; personName: string; at: Date; version: number };
type Key = { leaId: string; filingId: string };

const changed = { version: sql<number>`version + 1`, at: sql<Date>`clock_timestamp()` };

export async function listVerdicts(tx: Tx, { leaId, filingId }: Key): Promise<Verdict[]> {
  return tx.selectFrom("review_verdict").select(["line", "number", "verdict", "words", "in_letter as inLetter", "person_name as personName", "at", "version"]).where("lea_id", "=", leaId).where("filing_id", "=", filingId).orderBy("line").execute();
}

/** All verdicts of the body on lines of some ids, filing by filing. */
export async function listVerdictsOnLine(tx: Tx, { leaId, line }: { leaId: string; line: string }): Promise<{ filingId: string; verdict: VerdictWord; number: number; at: Date; personName: string }[]> {
  return tx.selectFrom("review_verdict").select(["filing_id as filingId", "verdict", "number", "at", "person_name as personName"]).where("lea_id", "=", leaId).where("line", "=", line).execute();
}

/** All verdicts of the body, filing by filing. */
export async function listAllVerdicts(tx: Tx, { leaId }: { leaId: string }): Promise<{ filingId: string; line: string; verdict: VerdictWord }[]> {
  return tx.selectFrom("review_verdict").select(["filing_id as filingId", "line", "verdict"]).where("lea_id", "=", leaId).where("verdict", "!=", "open").execute();
}

/** On top of the version that was seen (0 for none yet); false when somebody else wrote meanwhile. */
export async function saveVerdict(tx: Tx, { leaId, filingId, seenVersion, line, ...verdict }: Key & { seenVersion: number; line: string; number: number; verdict: VerdictWord; words: string; inLetter: boolean; person: string; personName: string }): Promise<boolean> {
  const values = { number: verdict.number, verdict: verdict.verdict, words: verdict.words, in_letter: verdict.inLetter, person: verdict.person, person_name: verdict.personName };
  if (seenVersion === 0) return (await tx.insertInto("review_verdict").values({ lea_id: leaId, org_id: leaId, filing_id: filingId, line, ...values }).onConflict((same) => same.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n;
  return (await tx.updateTable("review_verdict").set({ ...values, ...changed }).where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("line", "=", line).where("version", "=", seenVersion).executeTakeFirst()).numUpdatedRows === 1n;
}

export type Figure = { name: string; cents: number; version: number };
export async function listFigures(tx: Tx, { leaId, filingId }: Key): Promise<Figure[]> {
  return tx.selectFrom("review_figure").select(["name", "cents", "version"]).where("lea_id", "=", leaId).where("filing_id", "=", filingId).execute();
}

/** `cents` null takes the figure away. */
export async function saveFigure(tx: Tx, { leaId, filingId, name, cents, seenVersion, person, personName }: Key & { name: string; cents: number | null; seenVersion: number; person: string; personName: string }): Promise<boolean> {
  if (cents === null) return (await tx.deleteFrom("review_figure").where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("name", "=", name).where("version", "=", seenVersion).executeTakeFirst()).numDeletedRows === 1n;
  if (seenVersion === 0) return (await tx.insertInto("review_figure").values({ lea_id: leaId, org_id: leaId, filing_id: filingId, name, cents, person, person_name: personName }).onConflict((same) => same.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n;
  return (await tx.updateTable("review_figure").set({ cents, person, person_name: personName, ...changed }).where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("name", "=", name).where("version", "=", seenVersion).executeTakeFirst()).numUpdatedRows === 1n;
}

export type Assignment = { filingId: string; reviewer: string | null; secondReader: string | null; secondWords: string; secondNumber: number | null; secondAt: Date | null; version: number };
const assignmentColumns = ["filing_id as filingId", "reviewer", "second_reader as secondReader", "second_words as secondWords", "second_number as secondNumber", "second_at as secondAt", "version"] as const;
export async function findAssignment(tx: Tx, { leaId, filingId }: Key): Promise<Assignment | undefined> {
  return tx.selectFrom("review_assignment").select(assignmentColumns).where("lea_id", "=", leaId).where("filing_id", "=", filingId).executeTakeFirst();
}
export async function listAssignments(tx: Tx, { leaId }: { leaId: string }): Promise<Assignment[]> {
  return tx.selectFrom("review_assignment").select(assignmentColumns).where("lea_id", "=", leaId).execute();
}

/** Who reviews and who reads second. Another second reader has not read yet. */
export async function saveAssignment(tx: Tx, { leaId, filingId, reviewer, secondReader, seenVersion }: Key & { reviewer: string | null; secondReader: string | null; seenVersion: number }): Promise<boolean> {
  if (seenVersion === 0) return (await tx.insertInto("review_assignment").values({ lea_id: leaId, org_id: leaId, filing_id: filingId, reviewer, second_reader: secondReader, second_number: null, second_at: null }).onConflict((same) => same.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows === 1n;
  const same = sql<boolean>`second_reader is not distinct from ${secondReader}`;
  return (
    await tx.updateTable("review_assignment")
      .set({ version: sql<number>`version + 1`, reviewer, second_reader: secondReader, second_words: sql<string>`case when ${same} then second_words else '' end`, second_number: sql<number | null>`case when ${same} then second_number end`, second_at: sql<Date | null>`case when ${same} then second_at end` })
      .where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("version", "=", seenVersion).executeTakeFirst()
  ).numUpdatedRows === 1n;
}

/** The second reader says what they found in a copy. */
export async function saveSecondReading(tx: Tx, { leaId, filingId, secondReader, words, number, seenVersion }: Key & { secondReader: string; words: string; number: number; seenVersion: number }): Promise<boolean> {
  return (
    await tx.updateTable("review_assignment").set({ version: sql<number>`version + 1`, second_words: words, second_number: number, second_at: sql<Date>`clock_timestamp()` })
      .where("lea_id", "=", leaId).where("filing_id", "=", filingId).where("second_reader", "=", secondReader).where("version", "=", seenVersion).executeTakeFirst()
  ).numUpdatedRows === 1n;
}

export type OwnLine = { id: string; section: string; words: string; citation: string };
/** The body's own checklist for a program, in its order. */
export async function listOwnLines(tx: Tx, { leaId, program }: { leaId: string; program: string }): Promise<OwnLine[]> {
  return tx.selectFrom("review_line").select(["id", "section", "words", "citation"]).where("lea_id", "=", leaId).where("program", "=", program).orderBy("sort_order").execute();
}

/** Puts these lines in the place of those before. Verdicts on lines that are gone stay on record and are not shown. */
export async function replaceOwnLines(tx: Tx, { leaId, program, lines }: { leaId: string; program: string; lines: readonly OwnLine[] }): Promise<void> {
  await tx.deleteFrom("review_line").where("lea_id", "=", leaId).where("program", "=", program).execute();
  if (lines.length > 0) await tx.insertInto("review_line").values(lines.map((line, at) => ({ lea_id: leaId, org_id: leaId, program, id: line.id, sort_order: at, section: line.section, words: line.words, citation: line.citation }))).execute();
}
