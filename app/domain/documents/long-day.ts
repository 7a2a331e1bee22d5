// A calendar day in words: "2026-11-22" reads "November 22, 2026".
import { format, parseISO } from "date-fns";

const known = new Map<string, string>();

/** The same few days stand on every form of a plan. */
export function longDay(day: string): string {
  let words = known.get(day);
  if (words === undefined) known.set(day, (words = format(parseISO(day), "MMMM d, yyyy")));
  return words;
}
