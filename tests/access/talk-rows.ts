// Who comments, who sees who else is there, and a thread in every plan of the matrix.
import { withLea } from "#db/client.server.ts";
import type { Database } from "#db/client.server.ts";
import { insertComment, insertThread } from "#db/repos/comments.server.ts";
import type { AccessRow, Allowed, Ids, PlanRow } from "./access-table.ts";

const at = (relation: "own" | "parent", ...roles: string[]) => roles.map((role) => `${role}@${relation}` as Allowed);
const commenters: Allowed[] = [...at("own", "planner", "fiscal", "special-education", "superintendent", "board-viewer"), ...at("parent", "principal", "council-secretary")];
const moderators: Allowed[] = at("own", "planner");

/** The id of the thread in this plan: told from the plan's id, so that no row has to carry it. */
export const threadOf = ({ planId }: Pick<Ids, "planId">): string => {
  let number = 7n;
  for (const letter of planId) number = (number * 131n + BigInt(letter.codePointAt(0) ?? 0)) % 2n ** 48n;
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
};
export const noComment = "3f0a3a3e-8a43-4f7e-9a51-9f5a3a1c0077";

/** A thread and a link in each of these plans; in those of other LEAs it says the marker word. */
export async function plantThreads(db: Database, things: ReadonlyMap<string, Ids>, marker: string): Promise<void> {
  for (const [leaId, { planId }] of things) {
    if (leaId === "none" || leaId === "deleted") continue;
    await withLea(db, { leaId, actor: "test" }, async (tx) => {
      const id = threadOf({ planId });
      await insertThread(tx, { leaId, id, planId, orgId: leaId, place: "answers/who.district", lineageId: null, rowVersion: null, blockId: null, quote: null, before: null, visibility: "lea", private: false, begunBy: "sample-planner", linkId: null });
      await tx.insertInto("comment_link").values({ lea_id: leaId, org_id: leaId, id, plan_id: planId, name: leaId, chapter: null, token_hash: id, made_by: "sample-planner", expires_at: new Date(Date.now() + 3_600_000), revoked_at: null, most: 5 }).execute();
      await insertComment(tx, { leaId, orgId: leaId, id: threadOf({ planId: `${planId}/comment` }), threadId: id, author: "sample-planner", linkId: null, words: leaId === "alder-valley" ? "Is this still so?" : marker });
    });
  }
}

const read = { kind: "plan", method: "loader", through: [200] } as const satisfies Partial<PlanRow>;
const onPlan = ({ planId }: Ids) => ({ planId });
const onThread = (ids: Ids) => ({ planId: ids.planId, threadId: threadOf(ids) });
const foreignThread = { mixed: (_own: Ids, foreign: Ids) => ({ params: { threadId: threadOf(foreign) } }) };
const begin = (place: string) => ({ place, words: " ", mention: "", quote: "", block: "", visibility: "lea", assignTo: "", dueOn: "", stay: "yes" });

export const talkRows = (readers: Allowed[]): AccessRow[] => [
  { file: "routes/waiting.tsx", kind: "signed-in", method: "loader", through: [200] },
  { ...read, file: "routes/plans.$planId.comments._index.tsx", allowed: readers, params: onPlan },
  { ...read, file: "routes/plans.$planId.comments._index.tsx", method: "action", through: [422], allowed: commenters, params: onPlan, form: ({ goalId }) => begin(`goals/${goalId}`), mixed: (_own, foreign) => ({ form: begin(`goals/${foreign.goalId}`) }) },
  { ...read, file: "routes/plans.$planId.comments.on.$.tsx", allowed: readers, params: ({ planId, goalId }) => ({ planId, "*": `goals/${goalId}` }), mixed: (_own, foreign) => ({ params: { "*": `goals/${foreign.goalId}` } }) },
  { ...read, file: "routes/plans.$planId.comments.$threadId.tsx", allowed: readers, params: onThread, ...foreignThread },
  { ...read, file: "routes/plans.$planId.comments.$threadId.tsx", method: "action", through: [422], allowed: commenters, params: onThread, form: () => ({ act: "reply", words: " ", mention: "", stay: "yes" }), ...foreignThread },
  { ...read, file: "routes/plans.$planId.comments.$threadId.tsx", method: "action", through: [409], allowed: commenters, params: onThread, form: () => ({ act: "resolve", seenVersion: "99999", stay: "yes" }), ...foreignThread },
  { ...read, file: "routes/plans.$planId.comments.$threadId.tsx", method: "action", through: [200], allowed: readers, params: onThread, form: () => ({ act: "read", stay: "yes" }), ...foreignThread },
  { ...read, file: "routes/plans.$planId.comments.$threadId.tsx", method: "action", through: [200], allowed: moderators, params: onThread, form: () => ({ act: "hide", commentId: noComment, stay: "yes" }), ...foreignThread },
  { ...read, file: "routes/plans.$planId.comments.links.tsx", allowed: moderators, params: onPlan },
  { ...read, file: "routes/plans.$planId.comments.links.tsx", method: "action", through: [422], allowed: moderators, params: onPlan, form: () => ({ act: "make", name: " ", chapter: "", days: "7" }) },
  { ...read, file: "routes/plans.$planId.comments.links.tsx", method: "action", through: [302], allowed: moderators, params: onPlan, form: (ids) => ({ act: "withdraw", linkId: threadOf(ids) }), mixed: (_own, foreign) => ({ form: { act: "withdraw", linkId: threadOf(foreign) } }) },
  { file: "routes/comment-by-link.$token.tsx", kind: "open", method: "loader", through: [404], params: { token: "alder-valley~invented" } },
  { file: "routes/comment-by-link.$token.tsx", kind: "open", method: "action", through: [404], params: { token: "alder-valley~invented" }, form: { place: "answers/who.district", words: "Planted." } },
  { ...read, file: "routes/plans.$planId.presence.tsx", json: true, allowed: readers, params: onPlan },
  { ...read, file: "routes/plans.$planId.presence.tsx", method: "action", json: true, allowed: readers, params: onPlan, form: () => ({ place: "chapters/who" }) },
];
