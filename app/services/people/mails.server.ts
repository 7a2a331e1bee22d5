import { claimMail, finishMail, listMails } from "#db/repos/mails.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { AppContext, Context } from "#app/context.server.ts";

export type OutboxMail = { id: number; to: string; subject: string; text: string; writtenAt: string };

/** Mails that a sample installation would have sent; nowhere else can anybody read them. */
export async function loadOutbox(ctx: Context): Promise<OutboxMail[]> {
  if ((await ctx.installation()).mode !== "sample" || ctx.sendMail !== null) throw new AppError("not-found", "There is no such page here.");
  return (await listMails(ctx.db)).map((mail) => ({ ...mail, writtenAt: mail.writtenAt.toISOString() }));
}

/** Sends one mail; one that is sent already is left alone. A fault is thrown for the queue to try again. */
export async function sendMail(ctx: AppContext, mailId: number): Promise<void> {
  if (!ctx.sendMail) return;
  const mail = await claimMail(ctx.db, mailId);
  if (!mail) return;
  try {
    await ctx.sendMail(mail);
  } catch (fault) {
    await finishMail(ctx.db, mailId, false);
    throw fault;
  }
  await finishMail(ctx.db, mailId, true);
}
