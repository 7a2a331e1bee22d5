// Where was this plan filed, and with which proof? The portal is not the place: what is printed here is a copy.
import type { Edition } from "#schemas/crosswalk.ts";
import { longDay } from "./long-day.ts";

/** As a person entered it. */
export type FiledWith = { place: string; filedOn: string; proof: string };

/** The sentences for the end of a document; empty for a form that is filed nowhere by itself. */
export function filedWithWords({ filed_with }: Pick<Edition, "filed_with">, record: FiledWith | null): string {
  if (!filed_with) return "";
  const filed = record ? `Filed with ${record.place} on ${longDay(record.filedOn)}, proof: ${record.proof === "" ? "none entered" : record.proof}.` : "Filed with ________ on ________, proof ________.";
  return `${filed} This is your copy. ${filed_with.words}`;
}
