// Tables of calendar feeds and reminders.
import type { Generated, GeneratedAlways } from "kysely";

type Owned = { lea_id: string; org_id: string; version: Generated<number> };
/** Without a plan: the office's own. `place`: the plan's id, or "". */
type OfPlanOrOffice = Owned & { plan_id: string | null; place: GeneratedAlways<string> };

export type FeedTables = {
  calendar_event: OfPlanOrOffice & {
    key: string; kind: "deadline" | "meeting"; day: string; set_id: string; title: string; ours: boolean; sure: boolean; done: boolean; content: string; ics: string; changed_at: Date; cancelled_at: Date | null;
  };
  calendar_made: OfPlanOrOffice & { stamp: string; made_on: string };
  calendar_feed: Owned & { id: Generated<string>; office: Generated<boolean>; person_id: string | null; name: string; sets: string[]; only_ours: boolean; token_hash: string; made_by: string; made_at: Generated<Date>; revoked_at: Date | null };
  calendar_feed_use: Owned & { feed_id: string; began_at: Generated<Date>; asked: Generated<number> };
  reminder_choice: Owned & { person_id: string; mail: "off" | "digest" | "single"; portal: boolean; days: number[]; at: Generated<Date> };
  reminder: Owned & { person_id: string; about: string; kind: string; plan_id: string | null; key: string | null; day: string | null; title: string; at: Generated<Date>; seen_at: Date | null };
};
