// Addresses under which other programs read the calendar. The address itself is never stored.
import { sql } from "kysely";
import type { Database, Tx } from "../client.server.ts";
import type { PersonWithRoles } from "./people.server.ts";

/** `personId` null: the organization's own. No sets: all of them. */
export type CalendarFeed = { id: string; personId: string | null; name: string; sets: string[]; onlyOurs: boolean; madeBy: string; madeAt: Date; revokedAt: Date | null };
/**
 * `holder`: whose feed it is, with the roles held now; null for an organization's own, or when that person is suspended or gone. Feeds of one `scope` and `tag` have the same events; `events` null: they are known.
 * `office`: the dates of an office above LEAs, and not of plans. `asked`: how often in the quarter of an hour that ends in `waitSeconds`.
 */
export type OpenFeed = { id: string; personal: boolean; office: boolean; leaName: string; holder: PersonWithRoles | null; scope: string; tag: string; asked: number; waitSeconds: number; events: string | null };

const columns = ["id", "person_id as personId", "name", "sets", "only_ours as onlyOurs", "made_by as madeBy", "made_at as madeAt", "revoked_at as revokedAt"] as const;

/** A person's own feeds and the organization's, of its plans or of it as an office above LEAs; those that work first, then the newest. */
export async function listFeeds(tx: Tx, { leaId, personId, office }: { leaId: string; personId: string; office: boolean }): Promise<CalendarFeed[]> {
  return tx
    .selectFrom("calendar_feed")
    .select(columns)
    .where("lea_id", "=", leaId)
    .where("office", "=", office)
    .where((feed) => feed.or([feed("person_id", "is", null), feed("person_id", "=", personId)]))
    .orderBy(sql`revoked_at is not null`)
    .orderBy("made_at", "desc")
    .execute();
}

export async function createFeed(tx: Tx, { leaId, ...feed }: { leaId: string; office: boolean; personId: string | null; name: string; sets: readonly string[]; onlyOurs: boolean; tokenHash: string; madeBy: string }): Promise<string> {
  const { id } = await tx
    .insertInto("calendar_feed")
    .values({ lea_id: leaId, org_id: leaId, office: feed.office, person_id: feed.personId, name: feed.name, sets: [...feed.sets], only_ours: feed.onlyOurs, token_hash: feed.tokenHash, made_by: feed.madeBy, revoked_at: null })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Ends a feed; one that has ended stays so. */
export async function revokeFeed(tx: Tx, { leaId, feedId }: { leaId: string; feedId: string }): Promise<void> {
  await tx.updateTable("calendar_feed").set({ revoked_at: sql<Date>`now()`, version: sql<number>`version + 1` }).where("lea_id", "=", leaId).where("id", "=", feedId).where("revoked_at", "is", null).execute();
}

/** The feed of a token with its events from a day on, in one round trip and without anybody signed in; `known`: "scope tag" of events that are at hand. It counts the asking. */
export async function openFeed(db: Database, { leaId, tokenHash, known, since }: { leaId: string; tokenHash: string; known: readonly string[]; since: string }): Promise<OpenFeed | undefined> {
  const { rows } = await sql<OpenFeed>`select feed_id as id, personal, office, lea_name as "leaName", holder, scope, tag, asked, wait_seconds as "waitSeconds", events from open_feed(${leaId}, ${tokenHash}, ${[...known]}::text[], ${since}::date)`.execute(db);
  return rows[0];
}
