// The tables of a reviewing body's own work.
import type { Generated } from "kysely";

export type CountyReviewTables = {
  review_verdict: { lea_id: string; org_id: string; version: Generated<number>; filing_id: string; line: string; /** The copy it was decided on. */ number: number; verdict: "open" | "met" | "not-met" | "not-applicable"; words: string; in_letter: boolean; person: string; person_name: string; at: Generated<Date> };
  review_figure: { lea_id: string; org_id: string; version: Generated<number>; filing_id: string; name: string; cents: number; person: string; person_name: string; at: Generated<Date> };
  review_assignment: { lea_id: string; org_id: string; version: Generated<number>; filing_id: string; reviewer: string | null; second_reader: string | null; second_words: Generated<string>; /** The copy the second reader read. */ second_number: number | null; second_at: Date | null };
  review_line: { lea_id: string; org_id: string; version: Generated<number>; program: string; id: string; sort_order: number; section: string; words: string; citation: string };
};
