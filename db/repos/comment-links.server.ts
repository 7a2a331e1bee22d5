import { sql } from "kysely";
import type { Tx } from "../client.server.ts";

/** A link for somebody without an account, to the LEA's part of a plan or to a school's; `chapter` null: the whole part. `used` of `most` comments are written. */
export type CommentLink = { id: string; planId: string; orgId: string; name: string; chapter: string | null; madeBy: string; madeAt: Date; expiresAt: Date; revokedAt: Date | null; used: number; most: number };

const columns = ["id", "plan_id as planId", "org_id as orgId", "name", "chapter", "made_by as madeBy", "made_at as madeAt", "expires_at as expiresAt", "revoked_at as revokedAt", "used", "most"] as const;

/** For whom each link of a plan was made, revoked and old ones too: their comments stay. */
export async function listLinkNames(tx: Tx, { leaId, planId }: { leaId: string; planId: string }): Promise<Map<string, string>> {
  const rows = await tx.selectFrom("comment_link").select(["id", "name"]).where("lea_id", "=", leaId).where("plan_id", "=", planId).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The newest first. */
export async function listLinks(tx: Tx, { leaId, planId, orgId }: { leaId: string; planId: string; orgId: string }): Promise<CommentLink[]> {
  return tx.selectFrom("comment_link").select(columns).where("lea_id", "=", leaId).where("plan_id", "=", planId).where("org_id", "=", orgId).orderBy("made_at", "desc").orderBy("id").execute();
}

/** `tokenHash`: the link itself is never stored. */
export async function createLink(tx: Tx, { leaId, ...link }: { leaId: string; planId: string; orgId: string; name: string; chapter: string | null; tokenHash: string; madeBy: string; expiresAt: Date; most: number }): Promise<string> {
  const { id } = await tx
    .insertInto("comment_link")
    .values({ lea_id: leaId, org_id: link.orgId, plan_id: link.planId, name: link.name, chapter: link.chapter, token_hash: link.tokenHash, made_by: link.madeBy, expires_at: link.expiresAt, revoked_at: null, most: link.most })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** A link that works now; `lock`: nobody else says anything over it until this transaction ends. */
export async function findOpenLink(tx: Tx, { leaId, tokenHash, lock }: { leaId: string; tokenHash: string; lock: boolean }): Promise<CommentLink | undefined> {
  const link = tx.selectFrom("comment_link").select(columns).where("lea_id", "=", leaId).where("token_hash", "=", tokenHash).where("revoked_at", "is", null).where("expires_at", ">", sql<Date>`now()`);
  return (lock ? link.forUpdate() : link).executeTakeFirst();
}

/** Withdraws it; false when it was withdrawn before. */
export async function revokeLink(tx: Tx, { leaId, planId, orgId, linkId }: { leaId: string; planId: string; orgId: string; linkId: string }): Promise<boolean> {
  const revoked = await tx
    .updateTable("comment_link")
    .set({ revoked_at: sql<Date>`now()`, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("plan_id", "=", planId).where("org_id", "=", orgId).where("id", "=", linkId).where("revoked_at", "is", null)
    .executeTakeFirst();
  return revoked.numUpdatedRows === 1n;
}

/** Counts one comment over a link that the transaction holds; false when it has none left, altogether or in this quarter of an hour. */
export async function countUse(tx: Tx, { leaId, linkId, mostInQuarter }: { leaId: string; linkId: string; mostInQuarter: number }): Promise<boolean> {
  const { count } = await tx
    .selectFrom("comment")
    .select((of) => of.fn.countAll<number>().as("count"))
    .where("lea_id", "=", leaId).where("link_id", "=", linkId).where("at", ">", sql<Date>`now() - interval '15 minutes'`)
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostInQuarter) return false;
  const used = await tx
    .updateTable("comment_link")
    .set({ used: sql<number>`used + 1`, version: sql<number>`version + 1` })
    .where("lea_id", "=", leaId).where("id", "=", linkId).whereRef("used", "<", "most")
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}
