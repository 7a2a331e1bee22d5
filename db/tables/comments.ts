// Tables of comments, links and presence, as their repositories read them.
import type { Generated } from "kysely";

type Owned = { lea_id: string; org_id: string; version: Generated<number> };

export type CommentTables = {
  comment_link: Owned & {
    id: Generated<string>; plan_id: string; name: string; chapter: string | null; token_hash: string; made_by: string; made_at: Generated<Date>; expires_at: Date; revoked_at: Date | null; used: Generated<number>; most: number;
  };
  comment_thread: Owned & {
    id: string; plan_id: string; place: string; lineage_id: string | null; row_version: number | null; block_id: string | null; quote: string | null; before: string | null;
    visibility: "school" | "lea" | "county"; private: boolean; status: Generated<"open" | "resolved">; begun_by: string | null; link_id: string | null; /** The body above that began it. */ by_org: string | null; at: Generated<Date>;
    resolved_by: string | null; resolved_at: Date | null; assigned_to: string | null; assigned_by: string | null; due_on: string | null;
  };
  comment: Owned & { id: string; thread_id: string; author: string | null; link_id: string | null; words: string; at: Generated<Date>; edited_at: Date | null; hidden_by: string | null; hidden_at: Date | null };
  comment_words_before: Owned & { id: Generated<number>; comment_id: string; words: string; at: Generated<Date> };
  comment_mention: Owned & { comment_id: string; person_id: string; at: Generated<Date>; read_at: Date | null };
  comment_notice: Owned & { event: string; person_id: string; at: Generated<Date> };
  presence: Owned & { person_id: string; plan_id: string; place: string; seen_at: Generated<Date> };
};
