import { createHash } from "node:crypto";
import { beginTelling, callOffEvent, findOfficeTold, listPlansToTell, listToldEvents, tellEvent } from "#db/repos/calendar-events.server.ts";
import type { EventPlace } from "#db/repos/calendar-events.server.ts";
import { findOrganization } from "#db/repos/organizations.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { countChangesBelow } from "#db/repos/submissions.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Context } from "#app/context.server.ts";
import { calendarEvents } from "#app/domain/calendar/calendar-events.ts";
import type { CalendarEvent } from "#app/domain/calendar/calendar-events.ts";
import { officeEvents, readerAt } from "#app/domain/calendar/office-calendar.ts";
import { openCalendar } from "./open-calendar.server.ts";
import { openOfficeCalendar } from "./open-office-calendar.server.ts";

/** Two LEAs, two plans, and an office beside the plans of its own never share one; no word of any is needed to make it. */
const uidOf = ({ leaId, planId }: EventPlace, key: string): string => `${[leaId, planId ?? "office", key].join(".").replace(/[^A-Za-z0-9._-]+/g, "-")}@plan-once`;

/**
 * Brings what calendars of other programs are told to these events: one that is new or different gets a new version, one that is no more is called off, and what is the same stays byte for byte.
 * How many were told anew.
 */
async function tellAnew(ctx: Context, tx: Tx, place: EventPlace, events: readonly CalendarEvent[]): Promise<number> {
  const told = new Map((await listToldEvents(tx, place)).map((event) => [event.key, event]));
  const at = ctx.now();
  const written = (event: { key: string; day: string; title: string }, version: number, more: { description: string; url: string } | null) =>
    ctx.calendarFile.event({ uid: uidOf(place, event.key), sequence: version - 1, day: event.day, title: event.title, description: more?.description ?? "", url: more?.url ?? "", changedAt: at, cancelled: more === null });
  let changed = 0;
  for (const { description, path, ...event } of events) {
    const more = { description, url: `${ctx.siteUrl}${path}` };
    const content = createHash("sha256").update(JSON.stringify([event, more])).digest("base64url");
    const before = told.get(event.key);
    told.delete(event.key);
    if (before && before.content === content && !before.cancelled) continue;
    changed += 1;
    await tellEvent(tx, { ...place, at, event: { ...event, content, ics: written(event, (before?.version ?? 0) + 1, more) } });
  }
  for (const event of told.values()) {
    if (event.cancelled) continue;
    changed += 1;
    await callOffEvent(tx, { ...place, key: event.key, at, ics: written(event, event.version + 1, null) });
  }
  return changed;
}

/** Brings what calendars of other programs are told to what the plan says now. How many events were told anew. The caller has asked the policy, or works for nobody. */
export async function refreshEvents(ctx: Context, tx: Tx, place: { leaId: string; planId: string }): Promise<number> {
  await beginTelling(tx, { ...place, today: ctx.today() });
  const plan = await loadPlan(tx, place);
  if (!plan) return 0;
  const { calendar, catalogs } = ctx.crosswalks;
  const { entries } = await openCalendar(ctx, tx, plan);
  return tellAnew(ctx, tx, place, calendarEvents(plan, entries, calendar, catalogs, ctx.today()));
}

/**
 * The same for an office above LEAs: when anything below it was sent or moved since, or it was not looked at today. Its events are everybody's who reads the office's calendar,
 * so they are made with that right and no other, whoever asks: what one person there may read besides is not in them.
 */
async function refreshOffice(ctx: Context, tx: Tx): Promise<number> {
  const { leaId } = ctx.user;
  const office = await findOrganization(tx, { leaId, id: leaId });
  const role = office && readerAt(office.kind);
  if (role === undefined) return 0;
  const { stamp, settled } = await countChangesBelow(tx);
  const told = await findOfficeTold(tx, { leaId });
  if (settled && told?.stamp === stamp && told.madeOn === ctx.today()) return 0;
  const place = { leaId, planId: null };
  // While somebody writes, what they wrote may not be seen yet: the next round looks again.
  await beginTelling(tx, { ...place, today: ctx.today(), seen: settled ? stamp : "" });
  const { entries } = await openOfficeCalendar({ ...ctx, user: { ...ctx.user, memberships: [{ role, leaId, orgId: leaId, above: [] }] } }, tx);
  return tellAnew(ctx, tx, place, officeEvents(ctx.crosswalks.calendar, entries));
}

/** Brings the events of all plans of the LEA up to date that have changed since, or were not looked at today, and those of the office it may be. */
export async function refreshLea(ctx: Context, tx: Tx): Promise<number> {
  const { leaId } = ctx.user;
  let changed = 0;
  for (const { planId, stamp, madeFrom, madeOn } of await listPlansToTell(tx, { leaId })) if (stamp !== madeFrom || madeOn !== ctx.today()) changed += await refreshEvents(ctx, tx, { leaId, planId });
  return changed + (await refreshOffice(ctx, tx));
}
