// On which side of its last day did a copy come, in words?
import { longDay } from "#app/domain/documents/long-day.ts";
import { shownSide } from "#app/domain/review/clocks.ts";
import { sayOfSide } from "#app/ui/texts/sides.ts";

export const sideWords = (copy: { side: string; dueOn: string | null }): string => sayOfSide(shownSide(copy), { day: copy.dueOn === null ? "" : longDay(copy.dueOn) });
