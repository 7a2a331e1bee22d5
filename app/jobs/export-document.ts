import { z } from "zod";
import { makeExport } from "#app/services/documents/make-export.server.ts";
import { findActor } from "#app/services/people/find-user.server.ts";
import type { AppContext } from "#app/context.server.ts";
import { idSchema } from "#schemas/scalars.ts";

const payloadSchema = z.strictObject({ leaId: idSchema, exportId: z.uuid(), actor: z.string().min(1) });

/** Makes the file somebody asked for. May run twice: the service claims the work first. */
export async function exportDocument(ctx: AppContext, payload: unknown): Promise<void> {
  const { leaId, exportId, actor } = payloadSchema.parse(payload);
  await makeExport(ctx.as({ ...(await findActor(ctx, { personId: actor, leaId })), leaId }), { leaId, exportId });
}
