// Who owes a plan and where it waits, as the state's desk reads it.
import { sql } from "kysely";
import type { HeldFact } from "#schemas/state-files.ts";
import type { Tx } from "../client.server.ts";

/** An LEA of the published directory, or one below that works here. */
export type DirectoryLea = { cds: string; name: string; county: string; type: string; status: string; charter: boolean | null };
/** LEAs that are open or about to open; charters are told by their own mark. */
export async function listDirectoryLeas(tx: Tx): Promise<DirectoryLea[]> {
  const { rows } = await sql<DirectoryLea>`select cds, name, county, type, status, charter from state_organization where (kind = 'lea' or charter) and status not in ('Closed', 'Merged') order by county, name, cds`.execute(tx);
  return rows;
}

export async function listLeasBelow(tx: Tx): Promise<{ leaId: string; kind: string; name: string; cds: string }[]> {
  const { rows } = await sql<{ leaId: string; kind: string; name: string; cds: string }>`select lea_id as "leaId", kind, name, cds from leas_known_below() where kind in ('district', 'coe', 'charter')`.execute(tx);
  return rows;
}

/** A filing of a program and year that is open to the overseer, with its newest copy that is. */
export type FilingBelow = {
  id: string; leaId: string; orgId: string; leaKind: "district" | "coe" | "charter"; leaName: string; orgName: string; cds: string; county: string; state: string; stateSince: Date; workflow: string; sent: boolean; number: number | null; receivedOn: string | null; dueOn: string | null; side: string | null;
};
export async function listFilingsOfProgram(tx: Tx, { program, year }: { program: string; year: string }): Promise<FilingBelow[]> {
  const { rows } = await sql<FilingBelow>`
    select f.id, f.lea_id as "leaId", f.org_id as "orgId", f.lea_kind as "leaKind", f.lea_name as "leaName", f.org_name as "orgName", f.cds, f.county, f.state, f.state_since as "stateSince", f.workflow, f.sent, s.number, s.received_on as "receivedOn", s.due_on as "dueOn", s.side
    from filing f left join lateral (
      select s.number, s.received_on, s.due_on, s.side from submission s where s.lea_id = f.lea_id and s.filing_id = f.id and (s.kind = 'sent' or s.number = f.shared_number) order by s.kind = 'sent' desc, s.number desc limit 1) s on true
    where f.program = ${program} and f.year = ${year} and (f.sent or f.shared_number is not null) and f.lea_id in (select leas_below()) order by f.cds, f.org_id`.execute(tx);
  return rows;
}

/** Years of which something was shared or sent. */
export async function listFiledYears(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ year: string }>`select distinct year from filing where (sent or shared_number is not null) and lea_id in (select leas_below()) order by year desc`.execute(tx);
  return rows.map(({ year }) => year);
}

/** Facts of the state's lists about LEAs and schools, of one kind of file and its newest year. */
export async function listNewestFacts(tx: Tx, kinds: readonly string[]): Promise<HeldFact[]> {
  if (kinds.length === 0) return [];
  const { rows } = await sql<HeldFact>`
    select s.kind, s.key, s.layout, s.cds, s.year, s.name, s.cents, s.content, f.name as source, f.published_on as "publishedOn", f.loaded_at as "loadedAt" from state_fact s join state_file f on f.id = s.file_id
    join (select kind, layout, max(year) as year from state_fact where kind in (${sql.join([...kinds])}) group by kind, layout) newest using (kind, layout, year)`.execute(tx);
  return rows;
}

export type FilingNote = { cds: string; standing: "elsewhere" | "not-filed"; onDay: string | null; words: string; personName: string; at: Date; version: number };
const noteColumns = ["cds", "standing", "on_day as onDay", "words", "person_name as personName", "at", "version"] as const;

export async function listFilingNotes(tx: Tx, { leaId, program, year }: { leaId: string; program: string; year: string }): Promise<FilingNote[]> {
  return tx.selectFrom("filing_note").select(noteColumns).where("lea_id", "=", leaId).where("program", "=", program).where("year", "=", year).execute();
}

/** Writes the note on top of the version that was seen (0 for none yet); false when somebody else wrote meanwhile. */
export async function saveFilingNote(tx: Tx, { leaId, program, year, cds, seenVersion, ...note }: { leaId: string; program: string; year: string; cds: string; seenVersion: number; standing: "elsewhere" | "not-filed"; onDay: string | null; words: string; person: string; personName: string }): Promise<boolean> {
  const values = { standing: note.standing, on_day: note.onDay, words: note.words, person: note.person, person_name: note.personName };
  if (seenVersion === 0) {
    const added = await tx.insertInto("filing_note").values({ lea_id: leaId, org_id: leaId, program, year, cds, ...values }).onConflict((same) => same.doNothing()).executeTakeFirst();
    return added.numInsertedOrUpdatedRows === 1n;
  }
  const changed = await tx.updateTable("filing_note").set({ ...values, version: sql<number>`version + 1`, at: sql<Date>`clock_timestamp()` }).where("lea_id", "=", leaId).where("program", "=", program).where("year", "=", year).where("cds", "=", cds).where("version", "=", seenVersion).executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** Takes the note away; false when somebody else wrote meanwhile. */
export async function removeFilingNote(tx: Tx, { leaId, program, year, cds, seenVersion }: { leaId: string; program: string; year: string; cds: string; seenVersion: number }): Promise<boolean> {
  const removed = await tx.deleteFrom("filing_note").where("lea_id", "=", leaId).where("program", "=", program).where("year", "=", year).where("cds", "=", cds).where("version", "=", seenVersion).executeTakeFirst();
  return removed.numDeletedRows === 1n;
}
