// Tables of imports: readings that wait, and where rows came from.
import type { ColumnType, Generated } from "kysely";

export type ImportTables = {
  plan_import: {
    lea_id: string; id: Generated<string>; org_id: string; version: Generated<number>; plan_id: string; kind: "pdf" | "docx" | "sheet" | "year"; file_name: string; file_size: number; file_hash: string; file_key: string | null;
    status: Generated<"queued" | "working" | "asks" | "read" | "refused" | "stopped">; page: Generated<number>; pages: Generated<number>; own_document: boolean; error: string | null;
    reading: ColumnType<unknown, string | undefined, string | null>; edits: ColumnType<Record<string, Record<string, string>>, string | undefined, string>; requested_by: string; requested_at: Generated<Date>; finished_at: Date | null;
  };
  row_source: { lea_id: string; id: Generated<number>; org_id: string; version: Generated<number>; plan_id: string; collection: string; row_id: string; words: string; page: number | null; taken_by: string; taken_at: Generated<Date> };
};
