import { countOpenCarried } from "#db/repos/carried-rows.server.ts";
import type { Context } from "#app/context.server.ts";
import { chapterStandings } from "#app/domain/plan/statement-state.ts";
import type { ChapterStanding } from "#app/domain/plan/statement-state.ts";
import { standingsHere } from "#app/services/coverage/read-forms.server.ts";
import { schoolProgress } from "#app/services/schools/school-progress.server.ts";
import type { SchoolForm } from "#app/services/schools/school-progress.server.ts";
import { standingMarks } from "./answer-marks.server.ts";
import { inLea, openPart } from "./open-plan.server.ts";
import { planHead } from "./plan-head.server.ts";
import type { PlanHead } from "./plan-head.server.ts";

/** `forms`: of a school's part, its bars. `carried`: answers from the year before that nobody has decided about. */
export type PlanPage = { plan: PlanHead; chapters: ChapterStanding[]; forms: SchoolForm[]; carried: number };

/** The plan's chapters as a task list. */
export async function loadPlanPage(ctx: Context, key: string): Promise<PlanPage> {
  const { plan, orgId, waiting, looked } = await inLea(ctx, async (tx) => {
    const opened = await openPart(ctx, tx, key, "plan.read");
    return { ...opened, waiting: (await countOpenCarried(tx, { leaId: opened.plan.leaId, planId: opened.plan.id })).get(opened.orgId) ?? 0, looked: await standingMarks(tx, opened) };
  });
  const head = planHead(ctx, plan, orgId);
  return { plan: head, carried: head.adopted === null ? waiting : 0, chapters: chapterStandings(ctx.crosswalks, standingsHere(ctx, plan, orgId), plan, orgId, looked), forms: orgId === plan.leaId ? [] : schoolProgress(ctx, plan, orgId).forms };
}
