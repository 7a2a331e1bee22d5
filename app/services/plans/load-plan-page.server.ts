import type { Context } from "#app/context.server.ts";
import { chapterStandings, standings } from "#app/domain/plan/statement-state.ts";
import type { ChapterStanding } from "#app/domain/plan/statement-state.ts";
import { readForms } from "#app/services/coverage/read-forms.server.ts";
import { inLea, openPlan } from "./open-plan.server.ts";
import { planHead } from "./plan-head.server.ts";
import type { PlanHead } from "./plan-head.server.ts";

export type PlanPage = { plan: PlanHead; chapters: ChapterStanding[] };

/** The plan's chapters as a task list. */
export async function loadPlanPage(ctx: Context, planId: string): Promise<PlanPage> {
  const plan = await inLea(ctx, (tx) => openPlan(ctx, tx, planId, "plan.read"));
  const { readings, coverages } = readForms(ctx, plan);
  return { plan: planHead(ctx, plan), chapters: chapterStandings(ctx.crosswalks, standings(ctx.crosswalks, readings, coverages, plan), plan) };
}
