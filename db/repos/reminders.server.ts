// What each person wants to be reminded of, and what they were told: the key of a reminder is taken once.
import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

export type KeptChoice = { personId: string; mail: "off" | "digest" | "single"; portal: boolean; days: number[]; version: number };
export type KeptReminder = { about: string; kind: string; planId: string | null; key: string | null; day: string | null; title: string };

/** Everybody's choice, or one person's. */
export async function listChoices(tx: Tx, { leaId, personId }: { leaId: string; personId?: string }): Promise<KeptChoice[]> {
  const choices = tx.selectFrom("reminder_choice").select(["person_id as personId", "mail", "portal", "days", "version"]).where("lea_id", "=", leaId);
  return (personId === undefined ? choices : choices.where("person_id", "=", personId)).orderBy("person_id").execute();
}

/** A person's own choice: the last word stands. */
export async function saveChoice(tx: Tx, { leaId, personId, mail, portal, days }: { leaId: string; personId: string; mail: KeptChoice["mail"]; portal: boolean; days: readonly number[] }): Promise<void> {
  const chosen = { mail, portal, days: [...days] };
  await tx
    .insertInto("reminder_choice")
    .values({ lea_id: leaId, org_id: leaId, person_id: personId, ...chosen })
    .onConflict((same) => same.columns(["lea_id", "person_id"]).doUpdateSet((row) => ({ ...chosen, at: sql<Date>`now()`, version: sql<number>`${row.ref("reminder_choice.version")} + 1` })))
    .execute();
}

/** Takes a reminder's key for a person; false when it was taken before: they have been told. */
export async function claimReminder(tx: Tx, { leaId, personId, reminder }: { leaId: string; personId: string; reminder: KeptReminder }): Promise<boolean> {
  const { planId, ...rest } = reminder;
  const taken = await tx
    .insertInto("reminder")
    .values({ lea_id: leaId, org_id: leaId, person_id: personId, plan_id: planId, ...rest, seen_at: null })
    .onConflict((same) => same.doNothing())
    .returning("kind")
    .executeTakeFirst();
  return taken !== undefined;
}

/** A reminder's key as text. */
export const takenKey = ({ personId, about, kind }: { personId: string; about: string; kind: string }): string => JSON.stringify([personId, about, kind]);

/** The keys taken in the last two months: nothing older can come up again. */
export async function listTaken(tx: Tx, { leaId }: { leaId: string }): Promise<Set<string>> {
  const rows = await tx.selectFrom("reminder").select(["person_id as personId", "about", "kind"]).where("lea_id", "=", leaId).where("at", ">", sql<Date>`now() - interval '60 days'`).execute();
  return new Set(rows.map(takenKey));
}

/** What the portal reminds a person of and they have not put away, of events that are still owed and open; of several reminders of one event the last. */
export async function listUnseen(tx: Tx, { leaId, personId }: { leaId: string; personId: string }): Promise<{ about: string; planId: string | null; key: string; day: string; title: string }[]> {
  return tx
    .selectFrom("reminder")
    .innerJoin("calendar_event", (join) =>
      join.onRef("calendar_event.lea_id", "=", "reminder.lea_id").on("calendar_event.place", "=", sql<string>`coalesce(reminder.plan_id, '')`).onRef("calendar_event.key", "=", "reminder.key").onRef("calendar_event.day", "=", "reminder.day"),
    )
    .select(["reminder.about as about", "calendar_event.plan_id as planId", "calendar_event.key as key", "calendar_event.day as day", "calendar_event.title as title"])
    .distinct()
    .where("reminder.lea_id", "=", leaId).where("reminder.person_id", "=", personId).where("reminder.kind", "like", "portal-%").where("reminder.seen_at", "is", null)
    .where("calendar_event.done", "=", false).where("calendar_event.cancelled_at", "is", null)
    .orderBy("calendar_event.day")
    .execute();
}

/** Puts a portal reminder away; how many rows that were. */
export async function putAway(tx: Tx, { leaId, personId, about }: { leaId: string; personId: string; about: string }): Promise<number> {
  const seen = await tx
    .updateTable("reminder")
    .set({ seen_at: sql<Date>`now()`, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("person_id", "=", personId).where("about", "=", about).where("kind", "like", "portal-%").where("seen_at", "is", null)
    .executeTakeFirst();
  return Number(seen.numUpdatedRows);
}

/** What a person was told lately, the newest first. */
export async function listTold(tx: Tx, { leaId, personId, most }: { leaId: string; personId: string; most: number }): Promise<{ title: string; kind: string; at: Date }[]> {
  return tx.selectFrom("reminder").select(["title", "kind", "at"]).where("lea_id", "=", leaId).where("person_id", "=", personId).where("kind", "not like", "portal-%").orderBy("at", "desc").limit(most).execute();
}
