// The table of where a program's plan was filed, as its repository reads it.
import type { Generated } from "kysely";

export type FiledWithTables = {
  filed_with: { lea_id: string; org_id: string; version: Generated<number>; plan_id: string; program: string; filed_with: string; filed_on: string; proof: string; entered_by: string; entered_at: Generated<Date> };
};
