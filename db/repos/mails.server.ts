// Mails wait here with the change they belong to; a job sends them, or sample mode shows them.
import { sql } from "kysely";
import type { Database, Tx } from "../client.server.ts";

export type Mail = { id: number; to: string; subject: string; text: string; writtenAt: Date };

export async function writeMail(tx: Tx, { to, subject, text }: Pick<Mail, "to" | "subject" | "text">): Promise<number> {
  const { id } = await tx.insertInto("mail").values({ recipient: to, subject, body: text, claimed_at: null, sent_at: null }).returning("id").executeTakeFirstOrThrow();
  return id;
}

/** Those not sent, the newest first. */
export async function listMails(db: Database): Promise<Mail[]> {
  const rows = await db.selectFrom("mail").select(["id", "recipient as to", "subject", "body as text", "written_at as writtenAt"]).where("sent_at", "is", null).orderBy("id", "desc").limit(100).execute();
  return rows.map((row) => ({ ...row, text: row.text ?? "" }));
}

/** Takes the mail up to send it; undefined when it is sent, or another took it up in the last ten minutes (jobs may run twice). */
export async function claimMail(db: Database, id: number): Promise<Mail | undefined> {
  const row = await db
    .updateTable("mail")
    .set({ claimed_at: sql<Date>`now()` })
    .where("id", "=", id).where("sent_at", "is", null)
    .where((mail) => mail.or([mail("claimed_at", "is", null), mail("claimed_at", "<", sql<Date>`now() - interval '10 minutes'`)]))
    .returning(["id", "recipient as to", "subject", "body as text", "written_at as writtenAt"])
    .executeTakeFirst();
  return row && { ...row, text: row.text ?? "" };
}

/** Sent: its text, which may carry a link with a secret, is not kept. Not sent: free to be tried again. */
export async function finishMail(db: Database, id: number, sent: boolean): Promise<void> {
  await db.updateTable("mail").set(sent ? { sent_at: sql<Date>`now()`, body: null } : { claimed_at: null }).where("id", "=", id).where("sent_at", "is", null).execute();
}

/** Mails that nobody is sending: a worker was stopped between taking one up and sending it, or a job gave up. The oldest first. */
export async function listStuckMails(db: Database, most: number): Promise<number[]> {
  const old = sql<Date>`now() - interval '10 minutes'`;
  const rows = await db
    .selectFrom("mail")
    .select("id")
    .where("sent_at", "is", null).where("written_at", "<", old).where("written_at", ">", sql<Date>`now() - interval '7 days'`)
    .where((mail) => mail.or([mail("claimed_at", "is", null), mail("claimed_at", "<", old)]))
    .orderBy("id")
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}
