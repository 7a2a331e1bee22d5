// The tables of the state's desk.
import type { Generated } from "kysely";

export type StateDeskTables = {
  submission_table: {
    lea_id: string; filing_id: string; number: number; org_id: string; version: Generated<number>; kind: Generated<"sent">;
    /** Which edition of the data dictionary it was written by. */
    dictionary: number;
    name: string; rows: number; ndjson: string; csv: string; hash: string;
  };
  state_export: {
    lea_id: string; id: Generated<string>; org_id: string; version: Generated<number>; program: string; year: string; format: "ndjson" | "csv" | "zip-docx" | "zip-pdf"; county: string;
    status: Generated<"queued" | "working" | "done" | "failed">; progress: Generated<number>; submissions: number | null; rows: number | null; bytes: number | null; file_key: string | null; error: string | null;
    requested_by: string; requested_at: Generated<Date>; finished_at: Date | null;
  };
  filing_note: { lea_id: string; org_id: string; version: Generated<number>; program: string; year: string; cds: string; standing: "elsewhere" | "not-filed"; on_day: string | null; words: string; person: string; person_name: string; at: Generated<Date> };
};
