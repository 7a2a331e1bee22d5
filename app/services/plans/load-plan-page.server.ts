import type { Context } from "#app/context.server.ts";
import { chapterStandings, standings } from "#app/domain/plan/statement-state.ts";
import type { ChapterStanding } from "#app/domain/plan/statement-state.ts";
import { readForms } from "#app/services/coverage/read-forms.server.ts";
import { schoolProgress } from "#app/services/schools/school-progress.server.ts";
import type { SchoolForm } from "#app/services/schools/school-progress.server.ts";
import { standingMarks } from "./answer-marks.server.ts";
import { inLea, openPart } from "./open-plan.server.ts";
import { planHead } from "./plan-head.server.ts";
import type { PlanHead } from "./plan-head.server.ts";

/** `forms`: of a school's part, its bars. */
export type PlanPage = { plan: PlanHead; chapters: ChapterStanding[]; forms: SchoolForm[] };

/** The plan's chapters as a task list. */
export async function loadPlanPage(ctx: Context, key: string): Promise<PlanPage> {
  const { plan, orgId, marks } = await inLea(ctx, async (tx) => {
    const part = await openPart(ctx, tx, key, "plan.read");
    return { ...part, marks: await standingMarks(tx, part) };
  });
  const { readings, coverages } = readForms(ctx, plan, orgId);
  return { plan: planHead(ctx, plan, orgId), chapters: chapterStandings(ctx.crosswalks, standings(ctx.crosswalks, readings, coverages, plan, orgId), plan, orgId, marks), forms: orgId === plan.leaId ? [] : schoolProgress(ctx, plan, orgId).forms };
}
