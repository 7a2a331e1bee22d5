// The ledger of meetings: everybody who reads the plan reads it and its files; those who write the plan write it.
import type { AppContext } from "#app/context.server.ts";
import { withLea } from "#db/client.server.ts";
import type { Database } from "#db/client.server.ts";
import { insertRow } from "#db/repos/rows.server.ts";
import type { AccessRow, Allowed, Ids, PlanRow } from "./access-table.ts";
import { threadOf } from "./talk-rows.ts";

const fileOf = ({ planId }: Pick<Ids, "planId">): string => threadOf({ planId: `${planId}/file` });
const boardsOf = ({ planId }: Pick<Ids, "planId">): string => threadOf({ planId: `${planId}/boards-meeting` });
const meetingOf = ({ planId }: Pick<Ids, "planId">): string => threadOf({ planId: `${planId}/meeting` });

/** A committee's meeting in each of these plans, with a file, and one of the board. */
export async function plantMeetings(db: Database, storage: Pick<AppContext["storage"], "save">, things: ReadonlyMap<string, Ids>): Promise<void> {
  for (const [leaId, ids] of things) {
    if (leaId === "none" || leaId === "deleted") continue;
    const id = meetingOf(ids);
    await storage.save(`meetings/${leaId}/${fileOf(ids)}`, new TextEncoder().encode("%PDF-1.7 planted"));
    await withLea(db, { leaId, actor: "test" }, async (tx) => {
      await insertRow(tx, { leaId, planId: ids.planId, collection: "meetings", row: { id, lineageId: id, orgId: leaId, version: 1, body: "parent-advisory-committee", kind: "committee", heldOn: null, postedAt: null, result: "", reason: "", assured: null, signerRole: "" } });
      await insertRow(tx, { leaId, planId: ids.planId, collection: "meetings", row: { id: boardsOf(ids), lineageId: boardsOf(ids), orgId: leaId, version: 1, body: "board", kind: "adoption", heldOn: null, postedAt: null, result: "", reason: "", assured: null, signerRole: "" } });
      await tx.insertInto("meeting_file").values({ lea_id: leaId, org_id: leaId, plan_id: ids.planId, meeting_id: id, id: fileOf(ids), kind: "minutes", name: leaId, size: 1, hash: "", file_key: `meetings/${leaId}/${fileOf(ids)}`, format: "pdf", added_by: "test", removed_at: null }).execute();
    });
  }
}

export const meetingRows = (readers: Allowed[], writers: Allowed[], exporters: Allowed[]): AccessRow[] => {
  const read = { kind: "plan", method: "loader", through: [200], allowed: readers, params: ({ planId }: Ids) => ({ planId }) } as const satisfies PlanRow;
  const one = { ...read, file: "routes/plans.$planId.meetings.$meetingId.tsx", params: (ids: Ids) => ({ planId: ids.planId, meetingId: meetingOf(ids) }), mixed: (_own: Ids, foreign: Ids) => ({ params: { meetingId: meetingOf(foreign) } }) };
  const write = { ...one, method: "action", allowed: writers } as const;
  return [
    { ...read, file: "routes/plans.$planId.meetings._index.tsx" },
    one,
    { ...write, through: [422], form: () => ({ act: "happened", people: "many", heard: "", motion: "", vote: "", seenVersion: "" }) },
    { ...write, through: [422], form: () => ({ act: "advice", adviceId: "", comment: " ", reply: "", seenVersion: "" }) },
    { ...write, through: [400], form: () => ({ act: "take", seenVersion: "1" }) },
    { ...write, through: [400], form: () => ({ act: "attach", kind: "minutes" }) },
    { ...one, file: "routes/plans.$planId.meetings.$meetingId_.kit.tsx" },
    { ...one, file: "routes/plans.$planId.meetings.$meetingId_.kit.tsx", method: "action", allowed: exporters, through: [302], params: (ids) => ({ planId: ids.planId, meetingId: boardsOf(ids) }), mixed: (_own, foreign) => ({ params: { meetingId: boardsOf(foreign) } }), form: () => ({ copy: "hearing-draft", format: "pdf" }) },
    { ...read, file: "routes/plans.$planId.from-meetings.tsx" },
    { ...read, file: "routes/plans.$planId.from-meetings.tsx", method: "action", allowed: writers, through: [400], form: (ids) => ({ act: "take", meetingId: meetingOf(ids), seenVersion: "1" }), mixed: (_own, foreign) => ({ form: { act: "take", meetingId: meetingOf(foreign), seenVersion: "1" } }) },
    { ...one, file: "routes/plans.$planId.meetings.$meetingId_.kit_.$piece.$format.ts", params: (ids) => ({ planId: ids.planId, meetingId: meetingOf(ids), piece: "agenda", format: "html" }) },
    { ...one, file: "routes/plans.$planId.meetings.$meetingId_.files.$fileId.ts", through: [200], params: (ids) => ({ planId: ids.planId, meetingId: meetingOf(ids), fileId: fileOf(ids) }) },
  ];
};
