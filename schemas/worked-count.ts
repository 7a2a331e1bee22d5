// A count of answers that somebody made by hand for one plan, kept as data so that the meter's own count can be held beside it.
import { z } from "zod";
import { codeSchema, idSchema } from "./scalars.ts";

/** One answer as the count has it: an address as the meter names it, or several that the count takes as one. */
const answerSchema = z.union([z.string().min(1), z.array(z.string().min(1)).min(2)]);

export const workedCountSchema = z.strictObject({
  id: codeSchema,
  title: z.string(),
  source: z.string(),
  confidence: z.enum(["high", "medium", "low"]),
  /** The id of the plan that was counted. */
  plan: idSchema,
  parts: z
    .array(
      z.strictObject({
        title: z.string(),
        /** The program whose forms are counted here; none where the part only has answers. */
        program: codeSchema.optional(),
        /** Places of each organization's form that were counted as typed separately. */
        separately: z.int().min(0).default(0),
        /** Who types the answers, by the ids of the plan. */
        organizations: z.array(idSchema).min(1),
        /** Answers each of them types. */
        answers: z.array(answerSchema).default([]),
        /** Answers the LEA types about each of them. */
        of_lea: z.array(answerSchema).default([]),
      }),
    )
    .min(1),
});
export type WorkedCount = z.infer<typeof workedCountSchema>;
export type WorkedAnswer = z.infer<typeof answerSchema>;
