import { z } from "zod";
import { makeStateExport } from "#app/services/state/make-state-export.server.ts";
import { findActor } from "#app/services/people/find-user.server.ts";
import type { AppContext } from "#app/context.server.ts";
import { idSchema } from "#schemas/scalars.ts";

const payloadSchema = z.strictObject({ leaId: idSchema, exportId: z.uuid(), actor: z.string().min(1) });

/** Makes a statewide export. May run twice: the service claims the work first. */
export async function exportState(ctx: AppContext, payload: unknown): Promise<void> {
  const { leaId, exportId, actor } = payloadSchema.parse(payload);
  await makeStateExport(ctx.as(await findActor(ctx, { personId: actor, leaId })), { leaId, exportId });
}
