// The shapes of what people send about comments.
import { z } from "zod";
import { daySchema, idSchema } from "./scalars.ts";

/** A page's place: "answers/listen.influence", "answers/went.done/goal-1", "goals/goal-1". */
export const placeSchema = z.string().max(200).regex(/^[A-Za-z0-9][A-Za-z0-9._:-]*(\/[A-Za-z0-9][A-Za-z0-9._:-]*){1,2}$/, "This is no place of a plan.");
export const visibilitySchema = z.enum(["school", "lea", "county"]);
export const threadIdSchema = z.uuid();
/** A person's id, or "" for nobody. */
export const personSchema = z.union([z.literal(""), idSchema, z.string().regex(/^[A-Za-z0-9_-]{1,80}$/)]);
/** A day, or "" for none. */
export const dueSchema = z.union([z.literal(""), daySchema]);

/** What a comment says, in one spelling; null when nothing is said, or more than a comment holds. */
export function commentWords(typed: string): string | null {
  const words = typed.normalize("NFC").replace(/\r\n?/g, "\n").trim();
  return words === "" || words.length > longestComment || !words.isWellFormed() || words.includes("\u0000") ? null : words;
}
export const longestComment = 5000;
