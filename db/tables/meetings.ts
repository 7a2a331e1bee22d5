// Tables of the ledger of meetings: what happened, and the files that show it.
import type { Generated } from "kysely";

type Owned = { lea_id: string; org_id: string; version: Generated<number>; plan_id: string; meeting_id: string };

export type MeetingTables = {
  meeting_record: Owned & { people: number | null; groups: string[]; topics: string[]; heard: string; motion: string; vote: string; changed: string[]; event_id: string | null; actor: string; at: Generated<Date> };
  meeting_file: Owned & { id: string; kind: "agenda" | "minutes" | "vote" | "other"; name: string; size: number; hash: string; file_key: string; format: "pdf" | "docx" | "xlsx"; added_by: string; added_at: Generated<Date>; removed_at: Date | null };
};
