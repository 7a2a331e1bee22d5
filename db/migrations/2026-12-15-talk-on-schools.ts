// Talk about a school's own part: what a school says among itself is out of everybody else's sight; what an LEA shares with its county office is read there while a plan is with it.
import { sql, type Kysely } from "kysely";

/** The acting person holds a role at that organization now. */
const isOf = `exists (select from membership m where m.lea_id = comment_thread.lea_id and m.org_id = comment_thread.org_id and m.person_id = current_setting('app.actor', true) and (m.until is null or m.until > now()))`;
/** A body above reads a shared thread of a plan that was shared or sent to it; filing's own policy says so. */
const withUs = `exists (select from filing f where f.lea_id = comment_thread.lea_id and f.plan_id = comment_thread.plan_id and f.org_id = comment_thread.org_id and (f.sent or f.shared_number is not null))`;
const isBelow = `lea_id in (select leas_below())`;

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`
    alter table comment_thread drop constraint comment_thread_visibility_check;
    alter table comment_thread add constraint comment_thread_visibility_check check (visibility in ('school', 'lea', 'county')), add constraint school_talk_at_a_school check (visibility <> 'school' or org_id <> lea_id);
    create policy of_the_school on comment_thread as restrictive using (visibility <> 'school' or ${isOf});
    create policy from_above on comment_thread for select using (visibility = 'county' and not private and ${withUs} and ${isBelow});
    create policy of_a_seen_thread on comment as restrictive using (exists (select from comment_thread t where t.lea_id = comment.lea_id and t.id = comment.thread_id));
    create policy from_above on comment for select using (hidden_at is null and ${isBelow});
    create index comment_thread_of_part on comment_thread (lea_id, plan_id, org_id, at);
    drop index comment_thread_of_plan`);
}
