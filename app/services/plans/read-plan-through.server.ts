// Reads a plan through a form that the crosswalks hold.
import type { FileContext } from "#app/file-context.server.ts";
import { readForm } from "#app/domain/coverage/read-form.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import type { Plan } from "#schemas/plan.ts";

/** `edition`: an edition's id; without one, the form of the plan's own year. Throws AppError "not-found" that lists what there is. */
export function readPlanThrough(ctx: Pick<FileContext, "crosswalks" | "findProgram">, { plan, program, edition, orgId }: { plan: Plan; program: string; edition?: string | undefined; orgId?: string }): FormReading {
  const crosswalks = ctx.crosswalks();
  const found = ctx.findProgram(crosswalks, program, edition ?? plan.year);
  return readForm({ plan, crosswalks, program: found, ...(orgId !== undefined && { orgId }) });
}
