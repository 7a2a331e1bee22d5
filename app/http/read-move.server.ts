import { z } from "zod";
import type { MoveForm } from "#app/services/review/make-move.server.ts";
import { readFields } from "./read-form-data.server.ts";

const moveShape = {
  move: z.string().regex(/^[a-z][a-z-]{0,60}$/),
  seenVersion: z.string().regex(/^\d{1,9}$/).transform(Number),
  day: z.union([z.literal(""), z.iso.date()]),
  words: z.string().max(50_000),
};

/** A posted step: which, on top of which standing, with its day and words. Throws AppError "invalid". */
export const readMove = (posted: Map<string, string[]>): MoveForm => readFields(posted, moveShape, false).fields;
