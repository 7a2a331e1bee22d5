// The table of rows that a plan began with.
import type { Generated } from "kysely";

export type YearTurnTables = {
  carried_row: {
    lea_id: string; org_id: string; version: Generated<number>; plan_id: string; collection: string; row_id: string; from_year: string; written_on: string | null;
    decision: "confirmed" | "retired" | null; decided_by: string | null; decided_at: Date | null;
  };
};
