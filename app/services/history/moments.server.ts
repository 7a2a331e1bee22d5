import { listNamedVersions } from "#db/repos/named-versions.server.ts";
import type { NamedVersion } from "#db/repos/named-versions.server.ts";
import { lastRevision, listDaysOfChange } from "#db/repos/revisions.server.ts";
import { namesOfPeople } from "#db/repos/people.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";

/** Days are days in California. */
const zone = "America/Los_Angeles";
type PlanKey = { leaId: string; planId: string };

/** A moment to compare with, as it stands in an address ("now", "day:2026-11-21", "version:<id>") and as a person reads it. */
export type Moment = { value: string; label: string };
export type Moments = { versions: Moment[]; days: Moment[] };

/** Who did it, in words. */
export async function actorNames(ctx: Context, tx: Tx, actors: readonly string[]): Promise<(actor: string) => string> {
  const names = await namesOfPeople(tx, [...new Set(actors)]);
  return (actor) => (actor === ctx.user.id ? ctx.user.name : actor.startsWith("system:") ? "Plan Once itself" : (names.get(actor) ?? actor));
}

export const versionName = (ctx: Context, { name, at }: NamedVersion): string => `${name} (${dayAndTime(at)})`;

/** "November 22, 2026, 2:05 PM", in California. */
export const dayAndTime = (at: Date): string => new Intl.DateTimeFormat("en-US", { timeZone: zone, year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit" }).format(at);

/** The moments there are to choose from: named versions, and days before today on which something changed. */
export async function listMoments(ctx: Context, tx: Tx, key: PlanKey): Promise<Moments> {
  const versions = await listNamedVersions(tx, key);
  const days = await listDaysOfChange(tx, { ...key, zone });
  return {
    versions: versions.map((version) => ({ value: `version:${version.id}`, label: versionName(ctx, version) })),
    days: days.filter(({ day }) => day < ctx.today()).map(({ day }) => ({ value: `day:${day}`, label: longDay(day) })),
  };
}

/** The last change that belongs to a moment. A version that is not this plan's is not found. */
export async function changeAt(tx: Tx, key: PlanKey, moment: string): Promise<number> {
  const [kind = "", value = ""] = moment.split(/:(.*)/s);
  if (moment === "now") return lastRevision(tx, key);
  if (kind === "day" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))) return lastRevision(tx, { ...key, until: { day: value, zone } });
  const found = kind === "version" ? (await listNamedVersions(tx, key)).find((version) => version.id === value) : undefined;
  if (!found) throw new AppError("not-found", "There is no such moment of this plan.");
  return found.upTo;
}
