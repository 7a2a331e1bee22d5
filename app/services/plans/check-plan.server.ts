// Runs the rules of a form over a plan.
import type { FileContext } from "#app/file-context.server.ts";
import { rulesOf, runRules } from "#app/domain/rules/all-rules.ts";
import type { Finding } from "#schemas/finding.ts";
import type { Plan } from "#schemas/plan.ts";
import { readPlanThrough } from "./read-plan-through.server.ts";

/** Errors first, then warnings, then information; in the order of the rules. */
export function checkPlan(ctx: Pick<FileContext, "crosswalks" | "findProgram">, asked: { plan: Plan; program: string; edition?: string | undefined }): Finding[] {
  const { index, tables, catalogs, program } = readPlanThrough(ctx, asked);
  return runRules({ index, tables, catalogs }, rulesOf(program.edition));
}
