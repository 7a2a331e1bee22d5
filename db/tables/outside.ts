// The tables of plans that a reviewing body enters for districts that do not work here.
import type { Generated } from "kysely";
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
};
