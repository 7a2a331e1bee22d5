// What the forms about rows written once for several schools say.
import { z } from "zod";
import { AppError } from "#schemas/app-error.ts";
import { idSchema } from "#schemas/scalars.ts";
import type { Posted } from "#app/domain/plan/row-form.ts";
import type { AnswerForm } from "#app/services/offers-to-schools/answer-offer.server.ts";
import { readFields } from "./read-form-data.server.ts";

const count = z.string().regex(/^\d{1,9}$/).transform(Number);
const actOf = (posted: Posted): string => posted.get("act")?.[0] ?? "";

/** Names that begin so, each with one value that fits; anything else does not belong here. */
function ticked(rest: Posted, prefix: string, fits: RegExp): [id: string, value: string][] {
  return [...rest].map(([name, values]) => {
    const [value = ""] = values;
    if (!name.startsWith(prefix) || values.length !== 1 || !fits.test(value)) throw new AppError("invalid", `The form has a field that does not belong here: “${name}”.`);
    return [name.slice(prefix.length), value];
  });
}

export type DistrictOfferForm = { act: "offer"; schoolIds: string[]; under: boolean } | { act: "take-back"; offerId: string; seenVersion: number };

/** The planner's form: schools are ticked under "school.ID". */
export function readDistrictOffer(posted: Posted): DistrictOfferForm {
  if (actOf(posted) === "take-back") return readFields(posted, { act: z.literal("take-back"), offerId: idSchema, seenVersion: count }, false).fields;
  const { fields, rest } = readFields(posted, { act: z.literal("offer"), under: z.literal("yes").optional() }, true);
  return { act: "offer", schoolIds: ticked(rest, "school.", /^yes$/).map(([id]) => id), under: fields.under === "yes" };
}

export type Seen = { offerId: string; seenVersion: number; seenRow: number };
export type SchoolOfferForm = { act: "use-all"; seen: Seen[] } | { act: "name"; meetingId: string; offers: { offerId: string; seenVersion: number }[] } | ({ act: "answer" } & { answer: AnswerForm });

/** "offer/version/row version" of everything shown, apart by spaces. */
const seenSchema = z
  .string()
  .max(200_000)
  .transform((text) => text.split(" "))
  .pipe(z.array(z.string().regex(/^[^/\s]{1,80}\/\d{1,9}\/\d{1,9}$/)).max(2000))
  .transform((triples) => triples.map((triple): Seen => {
    const [offerId = "", version, row] = triple.split("/");
    return { offerId, seenVersion: Number(version), seenRow: Number(row) };
  }));

/** The school's form: one answer, all that wait, or the rows a vote named (ticked under "offer.ID" with the version seen). */
export function readSchoolOffer(posted: Posted): SchoolOfferForm {
  if (actOf(posted) === "use-all") return readFields(posted, { act: z.literal("use-all"), seen: seenSchema }, false).fields;
  if (actOf(posted) === "name") {
    const { fields, rest } = readFields(posted, { act: z.literal("name"), meetingId: idSchema }, true);
    return { ...fields, offers: ticked(rest, "offer.", /^\d{1,9}$/).map(([offerId, version]) => ({ offerId, seenVersion: Number(version) })) };
  }
  const shape = { act: z.enum(["use", "not-for-us", "use-newest", "keep"]), offerId: idSchema, seenVersion: count, seenRow: count, reason: z.string().max(2000).default(""), above: z.union([z.literal(""), idSchema]).default("") };
  return { act: "answer", answer: readFields(posted, shape, false).fields };
}
