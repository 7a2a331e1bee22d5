// The events of a plan, or of an office above LEAs, as calendars of other programs were told of them.
import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

/** Whose events: a plan's, or without one the office's itself. */
export type EventPlace = { leaId: string; planId: string | null };
const placeOf = ({ planId }: Pick<EventPlace, "planId">): string => planId ?? "";

/** `version`: how often it was told anew; `content`: a hash of what was told. */
export type ToldEvent = { key: string; day: string; title: string; version: number; content: string; cancelled: boolean };
export type EventToTell = { key: string; kind: "deadline" | "meeting"; day: string; set: string; title: string; ours: boolean; sure: boolean; done: boolean; content: string; ics: string };
/** An event that is owed, open and not called off. */
export type OwedEvent = { planId: string | null; key: string; day: string; title: string };

/** Every plan of the LEA with its stamp, and from which stamp and on which day its events were made; null where they never were. */
export async function listPlansToTell(tx: Tx, { leaId }: { leaId: string }): Promise<{ planId: string; stamp: string; madeFrom: string | null; madeOn: string | null }[]> {
  return tx
    .selectFrom("plan")
    .leftJoin("calendar_made", (join) => join.onRef("calendar_made.lea_id", "=", "plan.lea_id").onRef("calendar_made.plan_id", "=", "plan.id"))
    .select(["plan.id as planId", "plan.stamp as stamp", "calendar_made.stamp as madeFrom", "calendar_made.made_on as madeOn"])
    .where("plan.lea_id", "=", leaId)
    .orderBy("plan.year", "desc")
    .execute();
}

/** From which state of what is below the office's own events were made, and on which day; undefined where they never were. */
export async function findOfficeTold(tx: Tx, { leaId }: { leaId: string }): Promise<{ stamp: string; madeOn: string } | undefined> {
  return tx.selectFrom("calendar_made").select(["stamp", "made_on as madeOn"]).where("lea_id", "=", leaId).where("plan_id", "is", null).executeTakeFirst();
}

/** Notes that the events are made now, and holds everybody else off who would make them until this transaction ends. `seen`: the state of what is below an office, read before; a plan has its stamp. */
export async function beginTelling(tx: Tx, { leaId, planId, today, seen = "" }: EventPlace & { today: string; seen?: string }): Promise<void> {
  const stamp = planId === null ? seen : tx.selectFrom("plan").select(sql<string>`stamp::text`.as("stamp")).where("lea_id", "=", leaId).where("id", "=", planId);
  await tx
    .insertInto("calendar_made")
    .values({ lea_id: leaId, org_id: leaId, plan_id: planId, stamp, made_on: today })
    .onConflict((same) => same.columns(["lea_id", "place"]).doUpdateSet((row) => ({ stamp, made_on: today, version: sql<number>`${row.ref("calendar_made.version")} + 1` })))
    .execute();
}

export async function listToldEvents(tx: Tx, { leaId, planId }: EventPlace): Promise<ToldEvent[]> {
  const rows = await tx.selectFrom("calendar_event").select(["key", "day", "title", "version", "content", "cancelled_at as cancelledAt"]).where("lea_id", "=", leaId).where("place", "=", placeOf({ planId })).execute();
  return rows.map(({ cancelledAt, ...row }) => ({ ...row, cancelled: cancelledAt !== null }));
}

/** Keeps an event as it is told from now on; its version is one more than before. */
export async function tellEvent(tx: Tx, { leaId, planId, event, at }: EventPlace & { event: EventToTell; at: Date }): Promise<void> {
  const { key, set, ...rest } = event;
  const told = { ...rest, set_id: set, changed_at: at, cancelled_at: null };
  await tx
    .insertInto("calendar_event")
    .values({ lea_id: leaId, org_id: leaId, plan_id: planId, key, ...told })
    .onConflict((same) => same.columns(["lea_id", "place", "key"]).doUpdateSet((row) => ({ ...told, version: sql<number>`${row.ref("calendar_event.version")} + 1` })))
    .execute();
}

/** Calls an event off: its last words stay, with `ics` saying so. */
export async function callOffEvent(tx: Tx, { leaId, planId, key, ics, at }: EventPlace & { key: string; ics: string; at: Date }): Promise<void> {
  await tx
    .updateTable("calendar_event")
    .set({ ics, changed_at: at, cancelled_at: at, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("place", "=", placeOf({ planId })).where("key", "=", key)
    .execute();
}

/** What is owed and open from `from` to `to`, both included, by day. */
export async function listOwedEvents(tx: Tx, { leaId, from, to }: { leaId: string; from: string; to: string }): Promise<OwedEvent[]> {
  return tx
    .selectFrom("calendar_event")
    .select(["plan_id as planId", "key", "day", "title"])
    .where("lea_id", "=", leaId).where("day", ">=", from).where("day", "<=", to)
    .where("ours", "=", true).where("sure", "=", true).where("done", "=", false).where("cancelled_at", "is", null)
    .orderBy("day").orderBy("place").orderBy("key")
    .execute();
}
