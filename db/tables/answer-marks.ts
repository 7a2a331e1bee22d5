// The table of marks on questions that cannot be completed for now, as its repository reads it.
import type { Generated } from "kysely";

export type AnswerMarkTables = {
  answer_mark: {
    lea_id: string; id: Generated<string>; org_id: string; version: Generated<number>; plan_id: string; statement_key: string; about: string; reason: string; marked_by: string; marked_at: Generated<Date>;
    ended_by: string | null; ended_at: Date | null; ended_because: "answered" | "taken-back" | null;
  };
};
