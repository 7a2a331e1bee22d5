import { z } from "zod";
import type { MoveForm } from "#app/services/review/make-move.server.ts";
import { readFields, readPosted } from "./read-form-data.server.ts";

const moveShape = {
  move: z.string().regex(/^[a-z][a-z-]{0,60}$/),
  seenVersion: z.string().regex(/^\d{1,9}$/).transform(Number),
  requestKey: z.uuid(),
  day: z.union([z.literal(""), z.iso.date()]),
  words: z.string().max(50_000),
};

/** A posted step: which, on top of which standing, with its day and words. */
export async function readMoveForm(request: Request): Promise<MoveForm> {
  return readFields(await readPosted(request), moveShape, false).fields;
}
