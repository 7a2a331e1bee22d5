// What happened at the meetings of a plan, and the files kept with them.
import { sql } from "kysely";
import type { Tx } from "../client.server.ts";
import type { PlanKey } from "./plans.server.ts";

/** `groups`: partners by their codes; `changed`: keys of statements; `eventId`: the engagement row made of it. */
export type MeetingRecord = { meetingId: string; version: number; people: number | null; groups: string[]; topics: string[]; heard: string; motion: string; vote: string; changed: string[]; eventId: string | null };
export type MeetingFile = { id: string; meetingId: string; kind: "agenda" | "minutes" | "vote" | "other"; name: string; size: number; fileKey: string; format: "pdf" | "docx" | "xlsx"; addedAt: Date };
type MeetingKey = PlanKey & { meetingId: string };
/** `orgId`: whose meeting it is, the LEA's or a school's. */
type OwnedKey = MeetingKey & { orgId: string };

const columns = ["meeting_id as meetingId", "version", "people", "groups", "topics", "heard", "motion", "vote", "changed", "event_id as eventId"] as const;
const fileColumns = ["id", "meeting_id as meetingId", "kind", "name", "size", "file_key as fileKey", "format", "added_at as addedAt"] as const;

export async function listMeetingRecords(tx: Tx, { leaId, planId }: PlanKey): Promise<MeetingRecord[]> {
  return tx.selectFrom("meeting_record").select(columns).where("lea_id", "=", leaId).where("plan_id", "=", planId).execute();
}

/** What is kept of each meeting: a record of what happened, and files, those taken out of the list as well. */
export async function listKeptWithMeetings(tx: Tx, { leaId, planId }: PlanKey): Promise<Map<string, { onRecord: boolean; files: number }>> {
  const { rows } = await sql<{ meetingId: string; onRecord: boolean; files: number }>`
    select meeting_id as "meetingId", bool_or(record) as "onRecord", count(*) filter (where not record) as files from (
      select meeting_id, true as record from meeting_record where lea_id = ${leaId} and plan_id = ${planId}
      union all select meeting_id, false from meeting_file where lea_id = ${leaId} and plan_id = ${planId}) kept
    group by meeting_id`.execute(tx);
  return new Map(rows.map(({ meetingId, ...kept }) => [meetingId, kept]));
}

/** False when another person saved first: `seen` is the version the writer saw, null where there was none. */
export async function saveMeetingRecord(tx: Tx, { leaId, orgId, planId, meetingId, record, actor, seen }: OwnedKey & { record: Omit<MeetingRecord, "meetingId" | "version" | "eventId">; actor: string; seen: number | null }): Promise<boolean> {
  if (seen === null) {
    const made = await tx
      .insertInto("meeting_record")
      .values({ lea_id: leaId, org_id: orgId, plan_id: planId, meeting_id: meetingId, ...record, event_id: null, actor })
      .onConflict((same) => same.doNothing())
      .returning("meeting_id")
      .executeTakeFirst();
    return made !== undefined;
  }
  const saved = await tx
    .updateTable("meeting_record")
    .set({ ...record, actor, at: sql<Date>`now()`, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("plan_id", "=", planId).where("meeting_id", "=", meetingId).where("version", "=", seen)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

/** Notes which engagement row was made of a meeting; false when the record changed since, or has one that is still `before`. */
export async function noteTaken(tx: Tx, { leaId, planId, meetingId, eventId, seen }: MeetingKey & { eventId: string; seen: number }): Promise<boolean> {
  const saved = await tx
    .updateTable("meeting_record")
    .set({ event_id: eventId, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("plan_id", "=", planId).where("meeting_id", "=", meetingId).where("version", "=", seen)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

/** Files that are kept, the oldest first. */
export async function listMeetingFiles(tx: Tx, { leaId, planId }: PlanKey): Promise<MeetingFile[]> {
  return tx.selectFrom("meeting_file").select(fileColumns).where("lea_id", "=", leaId).where("plan_id", "=", planId).where("removed_at", "is", null).orderBy("added_at").orderBy("id").execute();
}

export async function addMeetingFile(tx: Tx, { leaId, orgId, planId, meetingId, file, addedBy }: OwnedKey & { file: Omit<MeetingFile, "meetingId" | "addedAt"> & { hash: string }; addedBy: string }): Promise<void> {
  await tx
    .insertInto("meeting_file")
    .values({ lea_id: leaId, org_id: orgId, plan_id: planId, meeting_id: meetingId, id: file.id, kind: file.kind, name: file.name, size: file.size, hash: file.hash, file_key: file.fileKey, format: file.format, added_by: addedBy, removed_at: null })
    .execute();
}

/** All files ever kept with meetings of the LEA, those taken out of the lists as well. */
export async function sumMeetingFiles(tx: Tx, { leaId }: { leaId: string }): Promise<{ files: number; bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: number }>`select count(*) as files, coalesce(sum(size), 0)::bigint as bytes from meeting_file where lea_id = ${leaId}`.execute(tx);
  return rows[0] ?? { files: 0, bytes: 0 };
}

/** Takes a file out of the list; the file itself stays, so that the record can be audited. False when there is none. */
export async function removeMeetingFile(tx: Tx, { leaId, planId, meetingId, fileId }: MeetingKey & { fileId: string }): Promise<boolean> {
  const gone = await tx
    .updateTable("meeting_file")
    .set({ removed_at: sql<Date>`now()`, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("plan_id", "=", planId).where("meeting_id", "=", meetingId).where("id", "=", fileId).where("removed_at", "is", null)
    .executeTakeFirst();
  return gone.numUpdatedRows === 1n;
}
