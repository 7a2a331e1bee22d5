// What bodies above may read of what was shared or sent: the second policy of each such table, as the catalogue prints it.
const below = "(lea_id IN ( SELECT leas_below() AS leas_below))";
export const submissionReads: Record<string, string> = {
  submission_table: `r${below}`,
  outside_filing: `r${below}`,
  filing: `r((sent OR (shared_number IS NOT NULL)) AND ${below})`,
  filing_move: `r(open_above AND ${below})`,
  submission: `r(((kind = 'sent'::text) OR ((kind = 'shared'::text) AND (EXISTS ( SELECT\n   FROM filing f\n  WHERE ((f.lea_id = submission.lea_id) AND (f.id = submission.filing_id) AND (f.shared_number = submission.number)))))) AND ${below})`,
};
