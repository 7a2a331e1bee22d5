// Policies of the tables of talk beyond the first, as the catalogue prints them: what a school says among itself, and what bodies above read of what is shared.
const below = "(lea_id IN ( SELECT leas_below() AS leas_below))";
const ofTheSchool = `*((visibility <> 'school'::text) OR (EXISTS ( SELECT\n   FROM membership m\n  WHERE ((m.lea_id = comment_thread.lea_id) AND (m.org_id = comment_thread.org_id) AND (m.person_id = current_setting('app.actor'::text, true)) AND ((m.until IS NULL) OR (m.until > now()))))))`;
const withUs = `(EXISTS ( SELECT\n   FROM filing f\n  WHERE ((f.lea_id = comment_thread.lea_id) AND (f.plan_id = comment_thread.plan_id) AND (f.org_id = comment_thread.org_id) AND (f.sent OR (f.shared_number IS NOT NULL)))))`;
export const talkReads: Record<string, string[]> = {
  comment_thread: [ofTheSchool, `r((visibility = 'county'::text) AND (NOT private) AND ${withUs} AND ${below})`],
  comment: ["*(EXISTS ( SELECT\n   FROM comment_thread t\n  WHERE ((t.lea_id = comment.lea_id) AND (t.id = comment.thread_id))))", `r((hidden_at IS NULL) AND ${below})`],
};
