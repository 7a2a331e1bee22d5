// Runs the rules of a form over a plan.
import type { FileContext } from "#app/file-context.server.ts";
import { findingsOf } from "#app/domain/rules/findings-of.ts";
import type { Finding } from "#schemas/finding.ts";
import type { Plan } from "#schemas/plan.ts";
import { readPlanThrough } from "./read-plan-through.server.ts";

/** Errors first, then warnings, then information; in the order of the rules. */
export const checkPlan = (ctx: Pick<FileContext, "crosswalks" | "findProgram">, asked: { plan: Plan; program: string; edition?: string | undefined; orgId?: string }): Finding[] => findingsOf(readPlanThrough(ctx, asked));
