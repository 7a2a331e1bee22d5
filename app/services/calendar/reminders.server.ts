import { recordAct } from "#db/repos/audit.server.ts";
import { listOwedEvents } from "#db/repos/calendar-events.server.ts";
import { claimReminder, listChoices, listTaken, listTold, listUnseen, putAway, saveChoice, takenKey } from "#db/repos/reminders.server.ts";
import { listMembers } from "#db/repos/memberships.server.ts";
import { findPerson } from "#db/repos/people.server.ts";
import { listPlans } from "#db/repos/plans.server.ts";
import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { AppContext, Context } from "#app/context.server.ts";
import { addDays, wallClock } from "#app/domain/calendar/days.ts";
import { eventPath, remindersPath } from "#app/domain/calendar/event-paths.ts";
import { digestDays, firstChoice, leadDays, reminderMail, remindersFrom, remindersOn, whenWords } from "#app/domain/calendar/reminders.ts";
import type { MailChoice, OpenEvent, ReminderChoice } from "#app/domain/calendar/reminders.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { can } from "#app/domain/permissions/can.ts";
import { dayAndTime } from "#app/services/history/moments.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { countingRoles } from "./counting-roles.server.ts";
import { openWhoseCalendar, readsByRole } from "./whose-calendar.server.ts";
import type { WhoseCalendar } from "./whose-calendar.server.ts";

export type ReminderLine = { about: string; title: string; day: string; when: string; late: boolean; href: string };
export type RemindersPage = { /** Null of an office's calendar. */ plan: PlanHead | null; choice: ReminderChoice; email: string; /** No mail server is set: mails wait in the outbox. */ sends: boolean; lines: ReminderLine[]; told: { title: string; at: string }[] };

/** Of the LEA's plans and of the office that it may be: one choice counts for both, and each event is told to who reads its calendar. */
async function unseen(ctx: Context, tx: Tx, leaId: string): Promise<ReminderLine[]> {
  const today = ctx.today();
  const reads = { plans: can(ctx.user, "plan.read", { leaId }), office: can(ctx.user, "office-calendar.read", { leaId }) };
  if (!reads.plans && !reads.office) return [];
  return (await listUnseen(tx, { leaId, personId: ctx.user.id })).filter(({ planId }) => (planId === null ? reads.office : reads.plans)).map(({ about, planId, key, day, title }) => ({ about, title, day: longDay(day), when: whenWords(day, today), late: day < today, href: eventPath({ planId, key }) }));
}

/** What one is reminded of, and the choice of how. */
export async function loadReminders(ctx: Context, whose: WhoseCalendar): Promise<RemindersPage> {
  return inLea(ctx, async (tx) => {
    const { leaId, plan } = await openWhoseCalendar(ctx, tx, whose, "read");
    const own = { leaId, personId: ctx.user.id };
    const [kept] = await listChoices(tx, own);
    const told = await listTold(tx, { ...own, most: 10 });
    return {
      plan: plan && planHead(ctx, plan),
      choice: kept ?? firstChoice,
      email: ctx.user.email,
      sends: ctx.sendMail !== null,
      lines: await unseen(ctx, tx, leaId),
      told: told.map(({ title, at }) => ({ title, at: dayAndTime(at) })),
    };
  });
}

/** The reminders for the home page; none for who reads neither the LEA's plan nor the office's calendar. */
export async function remindersAtHome(ctx: Context): Promise<ReminderLine[]> {
  return inLea(ctx, (tx) => unseen(ctx, tx, ctx.user.leaId));
}

/** Keeps a person's own choice. False: no day before was chosen, though something is to be told. */
export async function chooseReminders(ctx: Context, whose: WhoseCalendar, choice: { mail: MailChoice; portal: boolean; days: readonly number[] }): Promise<boolean> {
  return inLea(ctx, async (tx) => {
    const { leaId } = await openWhoseCalendar(ctx, tx, whose, "read");
    const days = leadDays.filter((day) => choice.days.includes(day));
    if (days.length === 0 && (choice.portal || choice.mail === "single")) return false;
    await saveChoice(tx, { leaId, personId: ctx.user.id, ...choice, days: days.length === 0 ? firstChoice.days : days });
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "choose-reminders", object: `person/${ctx.user.id}`, detail: { mail: choice.mail, portal: choice.portal } });
    return true;
  });
}

/** Puts a reminder of one's own away; what is away already stays so. */
export async function putReminderAway(ctx: Context, whose: WhoseCalendar, about: string): Promise<void> {
  await inLea(ctx, async (tx) => {
    const { leaId } = await openWhoseCalendar(ctx, tx, whose, "read");
    await putAway(tx, { leaId, personId: ctx.user.id, about });
  });
}

/** Writes what people of an LEA are to be reminded of now, each once: the key of a reminder and its mail are one transaction. How many reminders were written. */
export async function writeReminders(app: AppContext, leaId: string): Promise<number> {
  if (wallClock(app.now().getTime()).time < remindersFrom) return 0;
  const today = app.today();
  const lea = { leaId, actor: "system:calendar" };
  const { choices, members, owed, taken, newest } = await withLea(app.db, lea, async (tx) => ({
    choices: new Map((await listChoices(tx, { leaId })).map((choice) => [choice.personId, choice])),
    members: new Set((await listMembers(tx, { leaId })).map(({ personId }) => personId)),
    owed: await listOwedEvents(tx, { leaId, from: addDays(today, -digestDays), to: addDays(today, leadDays[0]) }),
    taken: await listTaken(tx, { leaId }),
    newest: (await listPlans(tx, { leaId }))[0]?.id,
  }));
  const events = owed.map((event): OpenEvent => ({ ...event, path: eventPath(event) }));
  let written = 0;
  for (const personId of members) {
    const of = (known: readonly OpenEvent[]) => remindersOn(today, choices.get(personId) ?? firstChoice, known).filter(({ about, kind }) => !taken.has(takenKey({ personId, about, kind })));
    if (of(events).length === 0) continue;
    const person = await findPerson(app.db, personId);
    if (!person) continue;
    const actor = await countingRoles(app, person, leaId);
    const reads = { plans: readsByRole(actor, "plans", leaId), office: readsByRole(actor, "office", leaId) };
    if (!reads.plans && !reads.office) continue;
    const reminders = of(events.filter(({ planId }) => (planId === null ? reads.office : reads.plans)));
    const choicePath = remindersPath(reads.plans && newest !== undefined ? newest : null);
    written += await withLea(app.db, lea, async (tx) => {
      let told = 0;
      for (const reminder of reminders) {
        const [first] = reminder.events;
        const about = reminder.kind === "digest" ? undefined : first;
        const mail = reminder.kind.startsWith("portal") ? null : reminderMail(reminder, today, { siteUrl: app.siteUrl, choicePath });
        const claimed = await claimReminder(tx, { leaId, personId, reminder: { about: reminder.about, kind: reminder.kind, planId: about?.planId ?? null, key: about?.key ?? null, day: about?.day ?? null, title: mail?.subject ?? first?.title ?? "" } });
        if (claimed && mail) await app.writeMail(tx, { to: person.email, ...mail });
        if (claimed) told += 1;
      }
      return told;
    });
  }
  return written;
}
