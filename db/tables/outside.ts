// The tables of plans that a reviewing body enters for districts that do not work here.
import type { ColumnType, Generated } from "kysely";
import type { DeadlineSide } from "#schemas/submission.ts";

type Owned = { lea_id: string; org_id: string; version: Generated<number>; person: string; person_name: string; at: Generated<Date> };

export type OutsideTables = {
  outside_filing: Owned & {
    id: string; program: string; edition: string; workflow: string; year: string; cds: string; name: string; county: string; state: string; state_since: Generated<Date>; copies: number;
    /** When the newest copy came. */
    received_on: string;
  };
  outside_copy: Owned & { filing_id: string; number: number; receipt: string; received_on: string; adopted_on: string | null; due_on: string | null; side: DeadlineSide; file_name: string; file_size: number; file_hash: string; file_key: string; pages: number };
  outside_move: Owned & { id: Generated<number>; filing_id: string; move: string; from_state: string; to_state: string; /** The day of the step: of a step of the district, when it reached the office. */ made_on: string; on_day: string | null; words: string; copy_number: number | null };
  outside_comment: Owned & { id: string; filing_id: string; number: number; page: number; words: string; in_letter: boolean };
  /** What a machine read of a copy: one line for each attempt. \`file_key\` null: the copy's own file, or one that is read and gone. */
  outside_reading: Owned & {
    id: string; filing_id: string; number: number; file_name: string; file_hash: string; file_key: string | null; own_document: boolean; status: Generated<"queued" | "working" | "asks" | "read" | "refused" | "match" | "matched" | "used" | "set-aside">; page: Generated<number>; pages: Generated<number>;
    error: string | null; reading: ColumnType<unknown, never, string | null>; finished_at: Date | null;
    /** A list beside the copy: its sheets, what a row of it is, and which column means what. */
    list: ColumnType<unknown, never, string | null>; holds: ColumnType<"actions" | "metrics" | "lines" | null, never, "actions" | "metrics" | "lines">; columns: ColumnType<Record<string, string> | null, never, string>;
  };
};
