import { createHash } from "node:crypto";
import { beginTelling, callOffEvent, listPlansToTell, listToldEvents, tellEvent } from "#db/repos/calendar-events.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Context } from "#app/context.server.ts";
import { calendarEvents } from "#app/domain/calendar/calendar-events.ts";
import { openCalendar } from "./open-calendar.server.ts";

type PlanKey = { leaId: string; planId: string };

/** Two LEAs and two plans never share one; no word of either is needed to make it. */
const uidOf = ({ leaId, planId }: PlanKey, key: string): string => `${[leaId, planId, key].join(".").replace(/[^A-Za-z0-9._-]+/g, "-")}@plan-once`;

/**
 * Brings what calendars of other programs are told to what the plan says now: an event that is new or different gets a new version, one that is no more is called off, and what is the same stays byte for byte.
 * How many were told anew. The caller has asked the policy, or works for nobody.
 */
export async function refreshEvents(ctx: Context, tx: Tx, place: PlanKey): Promise<number> {
  await beginTelling(tx, { ...place, today: ctx.today() });
  const plan = await loadPlan(tx, place);
  if (!plan) return 0;
  const { calendar, catalogs } = ctx.crosswalks;
  const { entries } = await openCalendar(ctx, tx, plan);
  const events = calendarEvents(plan, entries, calendar, catalogs, ctx.today());
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

/** Brings the events of all plans of the LEA up to date that have changed since, or were not looked at today. */
export async function refreshLea(ctx: Context, tx: Tx): Promise<number> {
  const { leaId } = ctx.user;
  let changed = 0;
  for (const { planId, stamp, madeFrom, madeOn } of await listPlansToTell(tx, { leaId })) if (stamp !== madeFrom || madeOn !== ctx.today()) changed += await refreshEvents(ctx, tx, { leaId, planId });
  return changed;
}
