// Criteria by which a public body identifies LEAs, as dated data; and counters that lead to somebody's determination, never to a verdict.
import { z } from "zod";
import { codeSchema } from "./scalars.ts";

/** A colour of an indicator: at this one or lower, 1 Red to 5 Blue. */
const colorRule = z.strictObject({ indicator: codeSchema, most: z.int().min(1).max(5) });

const priorityRule = z.strictObject({
  priority: z.int().min(1).max(10),
  title: z.string(),
  /** One of these ways; each holds when all its colours are there. `groups`: the only groups it is for; `not`: groups it is not for. */
  any: z.array(z.strictObject({ all: z.array(colorRule).min(1), groups: z.array(codeSchema).optional(), not: z.array(codeSchema).optional() })).min(1),
});

export const criteriaSetSchema = z.strictObject({
  id: codeSchema,
  title: z.string(),
  /** "used": applied by the state to these Dashboards; "proposed": by a report; "what-if": only asked here. */
  standing: z.enum(["used", "proposed", "what-if"]),
  source: z.string(),
  confidence: z.enum(["high", "medium", "low"]),
  /** Dashboards it was applied to, or can be asked of. */
  dashboards: z.array(z.int()).min(1),
  /** Begins from another set (the one used for the Dashboard, where several are named) and changes it as said below. */
  from: z.array(codeSchema).optional(),
  also_groups: z.array(codeSchema).default([]),
  without_priorities: z.array(z.int()).default([]),
  least_priorities: z.int().min(1).optional(),
  priorities: z.array(priorityRule).optional(),
});
export type CriteriaSet = z.infer<typeof criteriaSetSchema>;

export const criteriaSchema = z.strictObject({
  id: codeSchema,
  title: z.string(),
  /** The status of the catalog it leads to, and the kind of state file that publishes it. */
  program: codeSchema,
  kind: codeSchema,
  /** The column of that file by which a student group met the criteria, so that a recomputation can be compared with it. */
  met: z.strictObject({ column: z.string(), is: z.string() }),
  sets: z.array(criteriaSetSchema).min(1),
  /** Parts of the criteria that are taken from the published list and not recomputed, and why. */
  not_recomputed: z.array(z.string()).default([]),
  counters: z.array(
    z.strictObject({
      id: codeSchema,
      title: z.string(),
      law: z.string(),
      source: z.string(),
      confidence: z.enum(["high", "medium", "low"]),
      /** Met in `least_years` of `of_years` Dashboards in a row, by `least_groups` student groups; `same`: the same group in each. */
      least_years: z.int().min(1),
      of_years: z.int().min(1),
      least_groups: z.int().min(1),
      same: z.boolean(),
      /** Counted for Dashboards from this year on. */
      begins: z.int().optional(),
      /** Who determines. */
      by: z.string(),
      /** A column of the published list that says whether the test was met; `{year}`. */
      published: z.strictObject({ column: z.string(), is: z.string() }).optional(),
      note: z.string().default(""),
    }),
  ).default([]),
});
export type Criteria = z.infer<typeof criteriaSchema>;
