// The tables of what a reviewing body says of a plan among itself.
import type { Generated } from "kysely";

export type OfficeTalkTables = {
  office_thread: {
    lea_id: string; org_id: string; version: Generated<number>; id: string; filing_id: string; /** The copy it was said on. */ number: number; place: string; label: string; block_id: string | null; quote: string | null; before: string | null;
    status: Generated<"open" | "resolved">; begun_by: string; at: Generated<Date>; resolved_by: string | null; resolved_at: Date | null;
  };
  office_comment: { lea_id: string; org_id: string; version: Generated<number>; id: string; thread_id: string; author: string; words: string; at: Generated<Date> };
};
