// Calendar addresses and reminders: everybody who reads the plan has their own; the organization's are made and withdrawn by those who write it.
import { withLea } from "#db/client.server.ts";
import type { Database } from "#db/client.server.ts";
import type { AccessRow, Allowed, Ids, PlanRow } from "./access-table.ts";
import { threadOf } from "./talk-rows.ts";

const feedOf = ({ planId }: Pick<Ids, "planId">): string => threadOf({ planId: `${planId}/feed` });

/** An organization's feed beside each of these plans. */
export async function plantFeeds(db: Database, things: ReadonlyMap<string, Ids>): Promise<void> {
  for (const [leaId, ids] of things) {
    if (leaId === "none" || leaId === "deleted") continue;
    const id = feedOf(ids);
    await withLea(db, { leaId, actor: "test" }, (tx) => tx.insertInto("calendar_feed").values({ lea_id: leaId, org_id: leaId, id, person_id: null, name: leaId, sets: [], only_ours: false, token_hash: id, made_by: "sample-planner", revoked_at: null }).execute());
  }
}

export const feedRows = (readers: Allowed[], writers: Allowed[]): AccessRow[] => {
  const read = { kind: "plan", method: "loader", through: [200], allowed: readers, params: ({ planId }: Ids) => ({ planId }) } as const satisfies PlanRow;
  const subscribe = { ...read, file: "routes/plans.$planId.calendar_.subscribe.tsx" };
  const reminders = { ...read, file: "routes/plans.$planId.calendar_.reminders.tsx" };
  return [
    { ...subscribe },
    { ...subscribe, method: "action", through: [422], allowed: readers.filter((one) => one !== "support@own"), form: () => ({ act: "make", name: " ", kind: "personal" }) },
    { ...subscribe, method: "action", through: [422], allowed: writers, form: () => ({ act: "make", name: " ", kind: "organization" }) },
    { ...subscribe, method: "action", through: [302], allowed: writers, form: (ids) => ({ act: "withdraw", feedId: feedOf(ids) }) },
    { ...reminders },
    { ...reminders, method: "action", through: [422], form: () => ({ act: "choose", mail: "off", portal: "yes" }) },
    { ...reminders, method: "action", through: [302], form: () => ({ act: "seen", about: "plan/lcap/D-1/2027-07-01" }) },
    { file: "routes/calendar-feed.$token.ts", kind: "open", method: "loader", through: [404, 429], params: { token: "alder-valley~invented.ics" } },
  ];
};
