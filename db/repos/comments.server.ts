import { sql } from "kysely";
import { collectionTables } from "../plan-tables.ts";
import type { Tx } from "../client.server.ts";

/** `orgId`: the LEA, or the school whose part it is about. `begunBy` null: by the link `linkId`. `byOrg`: the body above that began it, which always reads it. `private`: about something private when it was begun. */
/** Read by the school alone, by the LEA too, or by the county office too. */
export type Visibility = "school" | "lea" | "county";
export type Thread = {
  id: string; version: number; planId: string; orgId: string; place: string; lineageId: string | null; rowVersion: number | null; blockId: string | null; quote: string | null; before: string | null;
  visibility: Visibility; private: boolean; status: "open" | "resolved"; begunBy: string | null; linkId: string | null; byOrg: string | null; at: Date; resolvedBy: string | null; resolvedAt: Date | null;
  assignedTo: string | null; assignedBy: string | null; dueOn: string | null;
};
export type Comment = { id: string; version: number; orgId: string; threadId: string; author: string | null; linkId: string | null; words: string; at: Date; editedAt: Date | null; hiddenAt: Date | null };
export type Mention = { commentId: string; personId: string; readAt: Date | null };
export type WordsBefore = { commentId: string; words: string; at: Date };

const threadColumns = [
  "id", "version", "plan_id as planId", "org_id as orgId", "place", "lineage_id as lineageId", "row_version as rowVersion", "block_id as blockId", "quote", "before", "visibility", "private", "status", "begun_by as begunBy", "link_id as linkId", "by_org as byOrg", "at",
  "resolved_by as resolvedBy", "resolved_at as resolvedAt", "assigned_to as assignedTo", "assigned_by as assignedBy", "due_on as dueOn",
] as const;
const commentColumns = ["id", "version", "org_id as orgId", "thread_id as threadId", "author", "link_id as linkId", "words", "at", "edited_at as editedAt", "hidden_at as hiddenAt"] as const;

/** All threads of the LEA's part of a plan, or of a school's, the oldest first. */
export async function listThreads(tx: Tx, { leaId, planId, orgId }: { leaId: string; planId: string; orgId: string }): Promise<Thread[]> {
  return tx.selectFrom("comment_thread").select(threadColumns).where("lea_id", "=", leaId).where("plan_id", "=", planId).where("org_id", "=", orgId).orderBy("at").orderBy("id").execute();
}

/** The parts of plans that anybody has talked about. */
export async function listPartsTalkedAbout(tx: Tx, { leaId }: { leaId: string }): Promise<{ planId: string; orgId: string }[]> {
  return tx.selectFrom("comment_thread").select(["plan_id as planId", "org_id as orgId"]).distinct().where("lea_id", "=", leaId).orderBy("plan_id").orderBy("org_id").execute();
}

/** Comments of these threads, the oldest first. */
export async function listComments(tx: Tx, { leaId, threadIds }: { leaId: string; threadIds: readonly string[] }): Promise<Comment[]> {
  if (threadIds.length === 0) return [];
  return tx.selectFrom("comment").select(commentColumns).where("lea_id", "=", leaId).where("thread_id", "in", threadIds).orderBy("at").orderBy("id").execute();
}

export async function findComment(tx: Tx, { leaId, commentId }: { leaId: string; commentId: string }): Promise<Comment | undefined> {
  return tx.selectFrom("comment").select(commentColumns).where("lea_id", "=", leaId).where("id", "=", commentId).executeTakeFirst();
}

export async function listMentions(tx: Tx, { leaId, commentIds }: { leaId: string; commentIds: readonly string[] }): Promise<Mention[]> {
  if (commentIds.length === 0) return [];
  return tx.selectFrom("comment_mention").select(["comment_id as commentId", "person_id as personId", "read_at as readAt"]).where("lea_id", "=", leaId).where("comment_id", "in", commentIds).execute();
}

/** What edited comments said before, the oldest words first; `at`: when they were replaced. */
export async function listWordsBefore(tx: Tx, { leaId, commentIds }: { leaId: string; commentIds: readonly string[] }): Promise<WordsBefore[]> {
  if (commentIds.length === 0) return [];
  return tx.selectFrom("comment_words_before").select(["comment_id as commentId", "words", "at"]).where("lea_id", "=", leaId).where("comment_id", "in", commentIds).orderBy("id").execute();
}

/** What was said over a link, the oldest first; what a planner has hidden too: whoever wrote it knows it. */
export async function listSaidByLink(tx: Tx, { leaId, linkId }: { leaId: string; linkId: string }): Promise<{ id: string; place: string; words: string; at: Date }[]> {
  return tx
    .selectFrom("comment")
    .innerJoin("comment_thread", (join) => join.onRef("comment_thread.lea_id", "=", "comment.lea_id").onRef("comment_thread.id", "=", "comment.thread_id"))
    .select(["comment.id as id", "comment_thread.place as place", "comment.words as words", "comment.at as at"])
    .where("comment.lea_id", "=", leaId).where("comment.link_id", "=", linkId)
    .orderBy("comment.at")
    .execute();
}

type NewThread = Pick<Thread, "id" | "planId" | "orgId" | "place" | "lineageId" | "rowVersion" | "blockId" | "quote" | "before" | "visibility" | "private" | "begunBy" | "linkId">;

export async function insertThread(tx: Tx, { leaId, byOrg = null, ...thread }: { leaId: string; byOrg?: string | null } & NewThread): Promise<void> {
  await tx
    .insertInto("comment_thread")
    .values({
      lea_id: leaId, org_id: thread.orgId, id: thread.id, plan_id: thread.planId, place: thread.place, lineage_id: thread.lineageId, row_version: thread.rowVersion, block_id: thread.blockId, quote: thread.quote, before: thread.before,
      visibility: thread.visibility, private: thread.private, begun_by: thread.begunBy, link_id: thread.linkId, by_org: byOrg, resolved_by: null, resolved_at: null, assigned_to: null, assigned_by: null, due_on: null,
    })
    .execute();
}

export async function insertComment(tx: Tx, { leaId, orgId, ...comment }: { leaId: string; orgId: string } & Pick<Comment, "id" | "threadId" | "author" | "linkId" | "words">): Promise<void> {
  await tx
    .insertInto("comment")
    .values({ lea_id: leaId, org_id: orgId, id: comment.id, thread_id: comment.threadId, author: comment.author, link_id: comment.linkId, words: comment.words, edited_at: null, hidden_by: null, hidden_at: null })
    .execute();
}

/** New words for one's own comment on top of the version seen; the words before are kept. False when it was changed or hidden since, or is somebody else's. */
export async function saveWords(tx: Tx, { leaId, commentId, author, seenVersion, words, before }: { leaId: string; commentId: string; author: string; seenVersion: number; words: string; before: string }): Promise<boolean> {
  const saved = await tx
    .updateTable("comment")
    .set({ words, edited_at: sql<Date>`clock_timestamp()`, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("id", "=", commentId).where("author", "=", author).where("version", "=", seenVersion).where("words", "=", before).where("hidden_at", "is", null)
    .executeTakeFirst();
  if (saved.numUpdatedRows !== 1n) return false;
  await tx.insertInto("comment_words_before").values({ lea_id: leaId, org_id: leaId, comment_id: commentId, words: before }).execute();
  return true;
}

/** Takes a comment out of sight, or shows it again; false when it was so already. */
export async function saveHidden(tx: Tx, { leaId, threadId, commentId, by }: { leaId: string; threadId: string; commentId: string; by: string | null }): Promise<boolean> {
  const saved = await tx
    .updateTable("comment")
    .set({ hidden_by: by, hidden_at: by === null ? null : sql<Date>`now()`, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("thread_id", "=", threadId).where("id", "=", commentId).where("hidden_at", by === null ? "is not" : "is", null)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

/** What becomes of a thread. */
export type ThreadChange = { status: "open" | "resolved"; by: string } | { assignedTo: string | null; dueOn: string | null; by: string } | { visibility: Visibility };

/** False when somebody changed the thread since `seenVersion`. */
export async function saveThread(tx: Tx, { leaId, threadId, seenVersion, change }: { leaId: string; threadId: string; seenVersion: number; change: ThreadChange }): Promise<boolean> {
  const set =
    "status" in change
      ? { status: change.status, resolved_by: change.status === "resolved" ? change.by : null, resolved_at: change.status === "resolved" ? sql<Date>`now()` : null }
      : "visibility" in change
        ? { visibility: change.visibility }
        : { assigned_to: change.assignedTo, assigned_by: change.assignedTo === null ? null : change.by, due_on: change.assignedTo === null ? null : change.dueOn };
  const saved = await tx
    .updateTable("comment_thread")
    .set({ ...set, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("id", "=", threadId).where("version", "=", seenVersion)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

export async function addMentions(tx: Tx, { leaId, commentId, personIds }: { leaId: string; commentId: string; personIds: readonly string[] }): Promise<void> {
  if (personIds.length === 0) return;
  await tx
    .insertInto("comment_mention")
    .values(personIds.map((personId) => ({ lea_id: leaId, org_id: leaId, comment_id: commentId, person_id: personId, read_at: null })))
    .onConflict((same) => same.doNothing())
    .execute();
}

/** Notes that a person has read where they are mentioned in a thread; how many mentions that were. */
export async function readMentions(tx: Tx, { leaId, threadId, personId }: { leaId: string; threadId: string; personId: string }): Promise<number> {
  const read = await tx
    .updateTable("comment_mention")
    .set({ read_at: sql<Date>`now()`, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("person_id", "=", personId).where("read_at", "is", null)
    .where("comment_id", "in", tx.selectFrom("comment").select("id").where("lea_id", "=", leaId).where("thread_id", "=", threadId))
    .executeTakeFirst();
  return Number(read.numUpdatedRows);
}

/** Who of these is told of this event for the first time. */
export async function claimNotices(tx: Tx, { leaId, event, personIds }: { leaId: string; event: string; personIds: readonly string[] }): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await tx
    .insertInto("comment_notice")
    .values(personIds.map((personId) => ({ lea_id: leaId, org_id: leaId, event, person_id: personId })))
    .onConflict((same) => same.doNothing())
    .returning("person_id as personId")
    .execute();
  return rows.map(({ personId }) => personId);
}

/** Which of these rows this person has written or changed, as "collection/id". */
export async function listWrittenBy(tx: Tx, { leaId, planId, actor, rows }: { leaId: string; planId: string; actor: string; rows: readonly { collection: keyof typeof collectionTables; rowId: string }[] }): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const found = await tx
    .selectFrom("revision")
    .select(["table_name as table", "row_id as rowId"])
    .distinct()
    .where("lea_id", "=", leaId).where("plan_id", "=", planId).where("actor", "=", actor).where("row_id", "in", [...new Set(rows.map(({ rowId }) => rowId))])
    .execute();
  const written = new Set(found.map(({ table, rowId }) => `${table}/${rowId}`));
  return new Set(rows.filter(({ collection, rowId }) => written.has(`${collectionTables[collection].table}/${rowId}`)).map(({ collection, rowId }) => `${collection}/${rowId}`));
}
