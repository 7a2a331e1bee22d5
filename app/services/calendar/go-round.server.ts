import { listAuditHeads } from "#db/repos/audit.server.ts";
import { listStuckMails } from "#db/repos/mails.server.ts";
import { withLea } from "#db/client.server.ts";
import type { AppContext } from "#app/context.server.ts";
import { refreshLea } from "./refresh-events.server.ts";
import { writeReminders } from "./reminders.server.ts";

export type Round = { leas: number; events: number; reminders: number; mails: number; failed: number };

/** The portal itself at work in an LEA. */
const itself = (leaId: string) => ({ id: "system:calendar", name: "Plan Once itself", email: "", secondFactor: false, leaId, memberships: [], sessionId: null, confirmedAt: null, lacksSecondStep: false, supportStaff: false });

/**
 * Brings every LEA's events up to date, writes the reminders that are due, and puts mails back into the queue that nobody is sending. An LEA without anybody who ever signed in has nobody to tell.
 * A fault in one LEA is logged and keeps no other waiting.
 */
export async function goRound(app: AppContext): Promise<Round> {
  const round: Round = { leas: 0, events: 0, reminders: 0, mails: 0, failed: 0 };
  for (const { leaId } of await listAuditHeads(app.db)) {
    try {
      round.events += await withLea(app.db, { leaId, actor: "system:calendar" }, (tx) => refreshLea(app.as(itself(leaId)), tx));
      round.reminders += await writeReminders(app, leaId);
      round.leas += 1;
    } catch (err) {
      round.failed += 1;
      app.log.error({ err, leaId }, "the calendar of an LEA was not brought up to date");
    }
  }
  if (app.sendMail) round.mails = await sendStuckMails(app);
  app.log.info(round, "calendars gone round");
  return round;
}

/** A mail whose worker was stopped between taking it up and sending it goes back into the queue: it is sent late, never lost. */
async function sendStuckMails(app: AppContext): Promise<number> {
  const stuck = await listStuckMails(app.db, 200);
  for (const mailId of stuck) await app.db.transaction().execute((tx) => app.queue.enqueue(tx, "send-mail", { mailId }, `mail-${mailId}`));
  return stuck.length;
}
