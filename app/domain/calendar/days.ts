// Days and instants of a deadline in California: counting calendar, business and clock time, and when a day is over.
import { addDays as addCalendarDays, addYears as addCalendarYears, formatISO, isWeekend, lastDayOfMonth, parseISO } from "date-fns";
import type { Holidays } from "#schemas/calendar.ts";

export const zone = "America/Los_Angeles";

const asDay = (date: Date): string => formatISO(date, { representation: "date" });

/** `count` calendar days after (before, when negative): the first day is not counted, the last is (REL-C3). */
export const addDays = (day: string, count: number): string => asDay(addCalendarDays(parseISO(day), count));

/** The same day `count` years later; 28 February for a 29th that the year does not have. */
export const addYears = (day: string, count: number): string => asDay(addCalendarYears(parseISO(day), count));

/** "07-01" or "02-last" in a calendar year. */
export function dayOfYear(monthDay: string, year: number): string {
  const [month = "", day = ""] = monthDay.split("-");
  return day === "last" ? asDay(lastDayOfMonth(parseISO(`${year}-${month}-01`))) : `${year}-${month}-${day}`;
}

/** Names of the holidays by day. */
export type HolidayNames = ReadonlyMap<string, string>;
const named = new WeakMap<Holidays, HolidayNames>();
export function holidayNames(holidays: Holidays): HolidayNames {
  let names = named.get(holidays);
  if (!names) named.set(holidays, (names = new Map(holidays.years.flatMap((year) => year.holidays.map(({ on, name }) => [on, name] as const)))));
  return names;
}

/** What keeps a day from being a workday ("a Saturday", "Independence Day"); null on a workday. */
export function restDay(day: string, holidays: HolidayNames): string | null {
  const holiday = holidays.get(day);
  if (holiday !== undefined) return holiday;
  const date = parseISO(day);
  return isWeekend(date) ? (date.getDay() === 6 ? "a Saturday" : "a Sunday") : null;
}

/** The day itself, or the next one that is neither weekend nor holiday. */
export function nextWorkday(day: string, holidays: HolidayNames): string {
  let next = day;
  while (restDay(next, holidays) !== null) next = addDays(next, 1);
  return next;
}

/** `count` workdays after (before, when negative). */
export function addBusinessDays(day: string, count: number, holidays: HolidayNames): string {
  const step = count < 0 ? -1 : 1;
  let at = day;
  for (let left = Math.abs(count); left > 0; ) {
    at = addDays(at, step);
    if (restDay(at, holidays) === null) left -= 1;
  }
  return at;
}

const clock = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** What the clock on a wall in California shows at an instant (milliseconds since 1970): "2027-03-14" and "18:00". */
export function wallClock(instant: number): { day: string; time: string; asUtc: number } {
  const part = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
  const day = `${part["year"]}-${part["month"]}-${part["day"]}`;
  const time = `${part["hour"]}:${part["minute"]}`;
  return { day, time, asUtc: Date.parse(`${day}T${time}:${part["second"]}Z`) };
}

/** The instant (milliseconds since 1970) at which a wall clock in California shows this; of an hour that happens twice the first, of one that is skipped the time after the jump. */
export function instantOf(day: string, time = "00:00"): number {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  // The offset before the moment is right unless the clocks changed on that day; then the other one is.
  const candidates = [wanted - 86_400_000, wanted + 86_400_000].map((near) => wanted - (wallClock(near).asUtc - near)).sort((one, other) => one - other);
  return candidates.find((instant) => wallClock(instant).asUtc === wanted) ?? Math.max(...candidates);
}

const starts = new Map<string, number>();
/** The instant from which something due on `day` is late: the start of the next local day (REL-C1). */
export function lateFrom(day: string): number {
  let start = starts.get(day);
  if (start === undefined) {
    // Some thousands of days are ever asked for; the bound keeps a stray caller from filling the memory.
    if (starts.size > 20_000) starts.clear();
    starts.set(day, (start = instantOf(addDays(day, 1))));
  }
  return start;
}
