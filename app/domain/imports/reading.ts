// What a reading of a document (or of the plan before) holds until a person has decided about it.
import { z } from "zod";
import { planSchema } from "#schemas/plan.ts";
import type { Plan } from "#schemas/plan.ts";

const noteSchema = z.strictObject({ kind: z.enum(["doubtful", "anomaly", "left"]), page: z.int().nullable(), at: z.string(), message: z.string() });

export const readingSchema = z.strictObject({
  /** As printed; the plan's rows carry the year the document says it is. */
  leaName: z.string(),
  cds: z.string(),
  year: z.string(),
  plan: planSchema as z.ZodType<Plan>,
  /** By row id: the page, and the places its notes name. */
  printed: z.record(z.string(), z.strictObject({ page: z.int().nullable(), at: z.array(z.string()) })),
  /** What the page numbers count; a reading from before this was known is of a PDF. */
  places: z.enum(["pages", "paragraphs", "rows"]).default("pages"),
  /** Width and height of each page in points; none for what has no pages. */
  sizes: z.array(z.tuple([z.number(), z.number()])).default([]),
  /** Where there are no pages to be drawn: the words at each place that rows were read from, by row and cell. */
  passages: z.record(z.string(), z.array(z.array(z.string()))).default({}),
  /** Printed in the template before (2021-22 to 2023-24): what that form does not ask is not there. */
  former: z.boolean().default(false),
  /** Cents printed beside an action whose fund is not printed, by row id: known as a sum, in no line. */
  totals: z.record(z.string(), z.int()).default({}),
  notes: z.array(noteSchema),
  /** What no person printed: worked out or assumed. */
  derived: z.array(z.string()),
  /** Printed totals that the rows read make again, of those that could be compared. */
  agreeing: z.int(),
  compared: z.int(),
  /** Carryover percentage printed in the plan's own tables, percent points. */
  carryoverPercent: z.string().nullable(),
});
export type Reading = z.infer<typeof readingSchema>;
