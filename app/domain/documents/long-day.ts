// A calendar day in words: "2026-11-22" reads "November 22, 2026".
import { format, parseISO } from "date-fns";

export const longDay = (day: string): string => format(parseISO(day), "MMMM d, yyyy");
