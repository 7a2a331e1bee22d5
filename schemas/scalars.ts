// The small shapes every other schema is made of.
import { z } from "zod";

/** An id inside one plan: readable or a UUID, never empty. */
export const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$/, "An id has letters, digits, dots, dashes, colons or underscores, 80 at most.");

/** A calendar day, "2026-07-01". Deadlines are days, never instants. */
export const daySchema = z.iso.date("A day is written 2026-07-01.");

/** An instant with its offset, as the server recorded it. */
export const instantSchema = z.iso.datetime({ offset: true });

/** A plan (school) year: "2026-27". */
export const planYearSchema = z
  .string()
  .regex(/^20\d\d-\d\d$/, "A plan year is written 2026-27.")
  .refine((year) => (Number(year.slice(0, 4)) + 1) % 100 === Number(year.slice(5)), "The second part of a plan year is the next year: 2026-27.");
export type PlanYear = z.infer<typeof planYearSchema>;

/** Money in integer cents; may be negative where a ledger corrects itself. */
export const centsSchema = z.int("Money is a whole number of cents.");

/** An exact decimal as text, never a float: "12.5", "-0.75". */
export const decimalSchema = z.string().regex(/^-?\d{1,15}(\.\d{1,15})?$/, "A number is written like 12.5, without signs for percent or thousands.");

/** A percentage in percent points as exact decimal text: "4.25" means 4.25 %. */
export const percentSchema = decimalSchema;

/** County-district-school code, 14 digits (a district's school part is 0000000). */
export const cdsSchema = z.string().regex(/^\d{14}$/, "A CDS code has 14 digits: 2 county, 5 district, 7 school. Write it as the state's directory has it.");

/** A kebab-case or dotted code of a catalog or a form. */
export const codeSchema = z.string().min(1).max(120);

/** Characters that no typed text has: controls, and marks that turn the direction unseen. */
// eslint-disable-next-line no-control-regex -- naming the refused characters is the point
export const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/u;

/** One line of plain text: no control characters, no hidden direction marks. */
export const lineSchema = z
  .string()
  .max(2000, "This line is longer than 2,000 characters.")
  .regex(new RegExp(`^[^${controlCharacters.source.slice(1)}*$`, "u"), "This text has control characters; paste it again as plain text.");
