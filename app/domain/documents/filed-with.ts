// Where was this plan filed, and with which proof? The portal is not the place: what is printed here is a copy.
import type { Edition } from "#schemas/crosswalk.ts";
import type { Organization } from "#schemas/plan.ts";
import { confidenceWords } from "#app/domain/calendar/calendar-events.ts";
import { longDay } from "./long-day.ts";

/** As a person entered it. */
export type FiledWith = { place: string; filedOn: string; proof: string };

/** The place and the words for this kind of LEA. */
export const filedWithOf = ({ by_kind, ...all }: NonNullable<Edition["filed_with"]>, kind: Organization["kind"]): { place: string; words: string; source: string; confidence: "high" | "medium" | "low" } => ({ ...all, ...(kind === "school" ? {} : by_kind?.[kind]) });

/** The sentences for the end of a document; empty for a form that is filed nowhere by itself. */
export function filedWithWords({ filed_with }: Pick<Edition, "filed_with">, record: FiledWith | null, kind: Organization["kind"]): string {
  if (!filed_with) return "";
  const filed = record ? `Filed with ${record.place} on ${longDay(record.filedOn)}, proof: ${record.proof === "" ? "none entered" : record.proof}.` : "Filed with ________ on ________, proof ________.";
  const { words, confidence } = filedWithOf(filed_with, kind);
  return `${filed} This is your copy. ${words}${confidence === "high" ? "" : ` ${confidenceWords[confidence]}`}`;
}
