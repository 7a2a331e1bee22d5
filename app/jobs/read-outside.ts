import { z } from "zod";
import { findActor } from "#app/services/people/find-user.server.ts";
import { readOutside } from "#app/services/review/read-outside.server.ts";
import type { AppContext } from "#app/context.server.ts";
import { idSchema } from "#schemas/scalars.ts";

const payloadSchema = z.strictObject({ leaId: idSchema, readingId: z.uuid(), actor: z.string().min(1) });

/** Reads the copy of a plan that an office entered as a file. May run twice: the service claims the work first. */
export async function readOutsideCopy(ctx: AppContext, payload: unknown): Promise<void> {
  const { leaId, readingId, actor } = payloadSchema.parse(payload);
  await readOutside(ctx.as({ ...(await findActor(ctx, { personId: actor, leaId })), leaId }), { leaId, readingId });
}
