// The tables of what is sent and how it is moved on.
import type { Generated } from "kysely";
import type { DeadlineSide, SubmissionKind } from "#schemas/submission.ts";

export type SubmissionTables = {
  form_version: { hash: string; program: string; edition: string; content: string; written_at: Generated<Date> };
  filing: {
    lea_id: string; id: Generated<string>; org_id: string; version: Generated<number>; plan_id: string; year: string; program: string; edition: string; workflow: string; state: string; state_since: Generated<Date>;
    lea_kind: "district" | "coe" | "charter"; lea_name: string; org_name: string; cds: string; county: string;
    /** Copies frozen so far. */
    copies: Generated<number>;
    /** The copy that is shared now. */
    shared_number: number | null;
    /** Whether anything was ever sent. */
    sent: Generated<boolean>;
  };
  filing_move: {
    lea_id: string; id: Generated<number>; org_id: string; version: Generated<number>; filing_id: string; move: string; from_state: string; to_state: string; at: Generated<Date>; made_on: string;
    on_day: string | null; words: string; person: string; person_name: string; body: string; submission_number: number | null; open_above: boolean;
  };
  submission: {
    lea_id: string; filing_id: string; number: number; org_id: string; version: Generated<number>; plan_id: string; year: string; program: string; edition: string; form: string;
    kind: SubmissionKind; receipt: string; received_at: Date; received_on: string; due_on: string | null; side: DeadlineSide; content: string; hash: string;
  };
};
