// Tables of imports: readings that wait, and where rows came from.
import type { ColumnType, Generated } from "kysely";

export type ImportTables = {
  plan_import: {
    lea_id: string; id: Generated<string>; org_id: string; version: Generated<number>; plan_id: string; kind: "pdf" | "docx" | "sheet" | "json" | "text" | "year"; file_name: string; file_size: number; file_hash: string; file_key: string | null;
    status: Generated<"queued" | "working" | "asks" | "match" | "read" | "refused" | "stopped">; page: Generated<number>; pages: Generated<number>; own_document: boolean; error: string | null;
    reading: ColumnType<unknown, string | undefined, string | null>; sheets: ColumnType<unknown, string | undefined, string | null>; edits: ColumnType<Record<string, Record<string, string>>, string | undefined, string>; requested_by: string; requested_at: Generated<Date>; finished_at: Date | null;
  };
  column_match: { lea_id: string; org_id: string; heads_hash: string; version: Generated<number>; holds: "actions" | "metrics" | "lines"; columns: ColumnType<Record<string, string>, string, string>; saved_by: string; saved_at: Generated<Date> };
  row_source: { lea_id: string; id: Generated<number>; org_id: string; version: Generated<number>; plan_id: string; collection: string; row_id: string; words: string; page: number | null; taken_by: string; taken_at: Generated<Date> };
};
