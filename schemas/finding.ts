// What a rule or a checker found, and where.
import { z } from "zod";

export const severitySchema = z.enum(["error", "warning", "info"]);
export type Severity = z.infer<typeof severitySchema>;

export const findingSchema = z.strictObject({
  rule: z.string(),
  severity: severitySchema,
  /** Place in the plan, "actions/a-1-2/scope" or "answers/who.district": what the page links to. */
  at: z.string(),
  message: z.string(),
  citation: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;
