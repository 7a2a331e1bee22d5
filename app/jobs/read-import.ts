import { z } from "zod";
import { readImport } from "#app/services/imports/read-import.server.ts";
import { findActor } from "#app/services/people/find-user.server.ts";
import type { AppContext } from "#app/context.server.ts";
import { idSchema } from "#schemas/scalars.ts";

const payloadSchema = z.strictObject({ leaId: idSchema, importId: z.uuid(), actor: z.string().min(1) });

/** Reads a document somebody uploaded. May run twice: the service claims the work first. */
export async function readUploadedDocument(ctx: AppContext, payload: unknown): Promise<void> {
  const { leaId, importId, actor } = payloadSchema.parse(payload);
  await readImport(ctx.as({ ...(await findActor(ctx, { personId: actor, leaId })), leaId }), { leaId, importId });
}
