// One link of "why this date" in words: what it is counted from, and the day where the words do not say it already.
import type { ChainLink } from "./deadlines.ts";
import { longDay } from "#app/domain/documents/long-day.ts";

export const linkWords = ({ what, on }: ChainLink): string => (on === null || what === longDay(on) ? what : `${what}: ${longDay(on)}`);
