// Runs every rule over a plan as one form reads it.
import type { FileContext } from "#app/file-context.server.ts";
import { runRules } from "#app/domain/rules/all-rules.ts";
import type { Finding } from "#schemas/finding.ts";
import type { Plan } from "#schemas/plan.ts";
import { readPlanThrough } from "./read-plan-through.server.ts";

/** Errors first, then warnings, then information; in the order of the rules. */
export function checkPlan(ctx: Pick<FileContext, "crosswalks" | "findProgram">, asked: { plan: Plan; program: string; edition?: string | undefined }): Finding[] {
  const { index, tables, catalogs } = readPlanThrough(ctx, asked);
  return runRules({ index, tables, catalogs });
}
