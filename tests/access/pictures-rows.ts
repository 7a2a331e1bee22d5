// Who sees a plan at a glance, and a school's part; a school's own grids and the talk about it.
import { withLea } from "#db/client.server.ts";
import type { Database } from "#db/client.server.ts";
import { insertComment, insertThread } from "#db/repos/comments.server.ts";
import type { AccessRow, Allowed } from "./access-table.ts";
import type { SchoolIds, SchoolRow } from "./school-rows.ts";
import { noComment, threadOf } from "./talk-rows.ts";

export const pictureRows = (readers: Allowed[]): AccessRow[] => [
  { kind: "plan", file: "routes/plans.$planId.at-a-glance.tsx", method: "loader", through: [200], allowed: readers, params: ({ planId }) => ({ planId }) },
];

/** A thread about each of these schools' parts, and a link to it; in the other LEA's it says the marker word. */
export async function plantSchoolThreads(db: Database, schools: ReadonlyMap<string, SchoolIds>, marker: string): Promise<void> {
  for (const [name, { key, goalId }] of schools) {
    const [planId = "", orgId = ""] = key.split("~");
    const leaId = name === "far" ? "far" : "alder-valley";
    await withLea(db, { leaId, actor: "test" }, async (tx) => {
      const id = threadOf({ planId: key });
      await insertThread(tx, { leaId, id, planId, orgId, place: `goals/${goalId}`, lineageId: null, rowVersion: null, blockId: null, quote: null, before: null, visibility: "lea", private: false, begunBy: "sample-planner", linkId: null });
      await tx.insertInto("comment_link").values({ lea_id: leaId, org_id: orgId, id, plan_id: planId, name, chapter: null, token_hash: id, made_by: "sample-principal", expires_at: new Date(Date.now() + 3_600_000), revoked_at: null, most: 5 }).execute();
      await insertComment(tx, { leaId, orgId, id: threadOf({ planId: `${key}/comment` }), threadId: id, author: "sample-planner", linkId: null, words: leaId === "far" ? marker : "Is this still so?" });
    });
  }
}

type Own = { readers: Allowed[]; writers: Allowed[] };
const commenters: Allowed[] = ["principal@own", "council-secretary@own", "council-member@own", "planner@child", "special-education@child"];
const moderators: Allowed[] = ["principal@own", "council-secretary@own"];
const onPart = ({ key }: SchoolIds) => ({ planId: key });
const goals = ({ key }: SchoolIds) => ({ planId: key, collection: "goals" });
const cells = ({ goalId }: SchoolIds) => ({ rows: JSON.stringify([{ id: goalId, seenVersion: 99999, cells: { description: "Planted." } }]) });
const taken = ({ goalId }: SchoolIds) => ({ rows: JSON.stringify([{ id: goalId, version: 1, cells: { description: "Planted." } }]), seen: JSON.stringify({ [goalId]: 99999 }), added: "[]", take: `${goalId}/description` });
const onThread = (ids: SchoolIds) => ({ planId: ids.key, threadId: threadOf({ planId: ids.key }) });
const otherThread = { mixed: (_own: SchoolIds, other: SchoolIds) => ({ params: { threadId: threadOf({ planId: other.key }) } }) };
const begin = ({ goalId }: SchoolIds) => ({ place: `goals/${goalId}`, words: " ", mention: "", quote: "", block: "", visibility: "lea", assignTo: "", dueOn: "", stay: "yes" });

export const schoolPictureRows = ({ readers, writers }: Own): (SchoolRow & { file: string })[] => {
  const read = { kind: "school", method: "loader", through: [200], allowed: readers } as const satisfies Partial<SchoolRow>;
  const write = { kind: "school", method: "action", through: [409], allowed: writers } as const satisfies Partial<SchoolRow>;
  const say = { kind: "school", method: "action", through: [422], allowed: commenters } as const satisfies Partial<SchoolRow>;
  const thread = "routes/plans.$planId.comments.$threadId.tsx";
  const links = "routes/plans.$planId.comments.links.tsx";
  return [
    { ...read, file: "routes/plans.$planId.at-a-glance.tsx", params: onPart },
    { ...read, file: "routes/plans.$planId.grids.$collection.tsx", params: goals },
    { ...read, file: "routes/plans.$planId.grids.$collection_.file.tsx", params: goals },
    { ...read, file: "routes/plans.$planId.grids.$collection_.import.tsx", allowed: writers, params: goals },
    { ...write, file: "routes/plans.$planId.grids.$collection_.cells.tsx", through: [409, 422], json: true, params: goals, form: cells, mixed: (_own, other) => ({ form: cells(other) }) },
    { ...write, file: "routes/plans.$planId.grids.$collection_.import.tsx", params: goals, form: taken, mixed: (_own, other) => ({ form: taken(other) }) },
    { ...read, file: "routes/plans.$planId.comments._index.tsx", params: onPart },
    { ...say, file: "routes/plans.$planId.comments._index.tsx", params: onPart, form: begin, mixed: (_own, other) => ({ form: begin(other) }) },
    { ...read, file: "routes/plans.$planId.comments.on.$.tsx", params: ({ key, goalId }) => ({ planId: key, "*": `goals/${goalId}` }), mixed: (_own, other) => ({ params: { "*": `goals/${other.goalId}` } }) },
    { ...read, file: thread, params: onThread, ...otherThread },
    { ...say, file: thread, params: onThread, form: () => ({ act: "reply", words: " ", mention: "", stay: "yes" }), ...otherThread },
    { ...say, file: thread, through: [409], params: onThread, form: () => ({ act: "resolve", seenVersion: "99999", stay: "yes" }), ...otherThread },
    { ...read, file: thread, method: "action", params: onThread, form: () => ({ act: "read", stay: "yes" }), ...otherThread },
    { ...read, file: thread, method: "action", allowed: moderators, params: onThread, form: () => ({ act: "hide", commentId: noComment, stay: "yes" }), ...otherThread },
    { ...read, file: links, allowed: moderators, params: onPart },
    { ...say, file: links, allowed: moderators, params: onPart, form: () => ({ act: "make", name: " ", chapter: "", days: "7" }) },
    // Two roles may: whoever comes second finds it withdrawn.
    { ...read, file: links, method: "action", through: [302, 404], allowed: moderators, params: onPart, form: ({ key }) => ({ act: "withdraw", linkId: threadOf({ planId: key }) }), mixed: (_own, other) => ({ form: { act: "withdraw", linkId: threadOf({ planId: other.key }) } }) },
    { ...read, file: "routes/plans.$planId.presence.tsx", json: true, params: onPart },
    { ...read, file: "routes/plans.$planId.presence.tsx", method: "action", json: true, params: onPart, form: () => ({ place: "chapters/who" }) },
  ];
};
