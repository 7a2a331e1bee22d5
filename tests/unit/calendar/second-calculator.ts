// The same deadlines worked out another way: the rule files read by hand, days and instants by luxon. Shares nothing with the product but the files.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DateTime } from "luxon";
import { parse } from "yaml";

const folder = fileURLToPath(new URL("../../../crosswalks/calendar", import.meta.url));
type RawTerm = { from: Record<string, unknown>; count?: number; kind?: string; direction?: string };
export type RawRule = { id: string; affected: string; due?: RawTerm[]; years?: { from?: string; to?: string } };
export const rawSets = readdirSync(folder)
  .filter((name) => name !== "holidays.yaml" && name !== "own-dates.yaml" && name !== "planner.yaml" && name !== "agendas.yaml")
  .map((name) => parse(readFileSync(join(folder, name), "utf8")) as { set: string; order: number; rules: RawRule[] })
  .sort((one, other) => one.order - other.order);
const zone = "America/Los_Angeles";

/** The days of EC 37220(a) and Juneteenth, worked out by rule; a Sunday's holiday on Monday (Gov. Code 6701), a Saturday's Veterans Day on Friday. */
export function holidaysOf(year: number): Set<string> {
  const nth = (month: number, weekday: number, n: number) => {
    let day = DateTime.utc(year, month, 1);
    while (day.weekday !== weekday) day = day.plus({ days: 1 });
    return day.plus({ weeks: n - 1 });
  };
  let memorial = DateTime.utc(year, 5, 31);
  while (memorial.weekday !== 1) memorial = memorial.minus({ days: 1 });
  const days = [nth(1, 1, 3), nth(2, 1, 3), memorial, DateTime.utc(year, 6, 19), nth(9, 1, 1), nth(11, 4, 4)];
  for (const [month, day] of [[1, 1], [7, 4], [11, 11], [12, 25]] as const) {
    const on = DateTime.utc(year, month, day);
    days.push(on);
    if (on.weekday === 7) days.push(on.plus({ days: 1 }));
    if (on.weekday === 6 && month === 11) days.push(on.minus({ days: 1 }));
  }
  return new Set(days.map((day) => day.toISODate() as string));
}

export type Said = { due: string | null; notBefore: string | null; lateFrom: string | null; time: string | null };
export type Given = { start: number; meetings: { kind: string; body: string; date: string; time?: string | undefined }[]; dates: Record<string, string> };

function anchorOf(from: Record<string, unknown>, given: Given): { day: DateTime; timed: boolean } | null {
  const at = (iso: string) => DateTime.fromISO(iso, { zone });
  if (typeof from["fixed"] === "string") {
    const [month, day] = from["fixed"].split("-") as [string, string];
    const year = given.start + (from["year"] as number);
    return { day: day === "last" ? at(`${year}-${month}-01`).endOf("month").startOf("day") : at(`${year}-${month}-${day}`), timed: false };
  }
  if (from["published"]) {
    const on = (from["published"] as Record<string, string>)[`${given.start}-${String((given.start + 1) % 100).padStart(2, "0")}`];
    return on === undefined ? null : { day: at(on), timed: false };
  }
  if (typeof from["date"] === "string") return given.dates[from["date"]] === undefined ? null : { day: at(given.dates[from["date"]] as string), timed: false };
  const held = given.meetings.filter((one) => one.kind === from["meeting"] && (from["body"] === undefined || one.body === from["body"])).map((one) => ({ day: at(`${one.date}T${one.time ?? "00:00"}`), timed: one.time !== undefined }));
  return held.sort((one, other) => one.day.toMillis() - other.day.toMillis())[0] ?? null;
}

/** Due day, first day and instant of a rule for these facts. */
export function reckon(rule: RawRule, given: Given): Said {
  const nothing: Said = { due: null, notBefore: null, lateFrom: null, time: null };
  const results = (rule.due ?? []).flatMap((term): (Said & { own: boolean })[] => {
    const anchor = anchorOf(term.from, given);
    if (!anchor) return [];
    const count = term.count ?? 0;
    const own = term.from["date"] !== undefined;
    const whole = anchor.day.startOf("day");
    const ends = (day: DateTime) => day.startOf("day").plus({ days: 1 }).toUTC().toISO() as string;
    switch (term.direction ?? "no-later-than") {
      case "before":
        return [{ ...nothing, own, due: whole.minus({ days: 1 }).toISODate(), lateFrom: whole.toUTC().toISO() }];
      case "at-least-before": {
        if (term.kind === "clock-hours") {
          if (!anchor.timed) return [{ ...nothing, own, due: whole.minus({ days: count / 24 }).toISODate() }];
          const post = DateTime.fromMillis(anchor.day.toMillis() - count * 3600e3, { zone });
          return [{ ...nothing, own, due: post.toISODate(), time: post.toFormat("HH:mm"), lateFrom: post.toUTC().toISO() }];
        }
        const day = whole.minus({ days: count });
        return [{ ...nothing, own, due: day.toISODate(), lateFrom: ends(day) }];
      }
      case "not-before":
        return [{ ...nothing, own, notBefore: whole.plus(term.kind === "calendar-years" ? { years: count } : { days: count }).toISODate() }];
      default: {
        const day = whole.plus(term.kind === "calendar-years" ? { years: count } : { days: count });
        return [{ ...nothing, own, due: day.toISODate(), lateFrom: ends(day) }];
      }
    }
  });
  const ownFirst = results.find(({ own }) => own) ?? results.sort((one, other) => ((one.due ?? "") < (other.due ?? "") ? -1 : 1))[0];
  if (!ownFirst) return nothing;
  const { due, notBefore, lateFrom, time } = ownFirst;
  return { due, notBefore, lateFrom, time };
}
