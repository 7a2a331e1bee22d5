import { countOpenCarried } from "#db/repos/carried-rows.server.ts";
import { listPlans } from "#db/repos/plans.server.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { offerStates } from "#app/domain/plan/offers-to-schools.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { chapterStandings, standings } from "#app/domain/plan/statement-state.ts";
import type { ChapterStanding } from "#app/domain/plan/statement-state.ts";
import { readForms } from "#app/services/coverage/read-forms.server.ts";
import { standingMarks } from "#app/services/plans/answer-marks.server.ts";
import { inLea, openPart, planSeen } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { schoolProgress } from "./school-progress.server.ts";
import type { SchoolForm, SchoolNext } from "./school-progress.server.ts";

/** `earlier`: the part of the year before, to read. `carried`: answers from it that nobody has decided about. */
export type SchoolHomePage = { plan: PlanHead; earlier: PlanHead | null; forms: SchoolForm[]; next: SchoolNext | null; chapters: ChapterStanding[]; carried: number; /** Rows offered by the district. */ offered: { waiting: number; unnamed: number; all: number } };

/** The school's part of the LEA's newest plan that it is in: how far it is, what comes next. Null while there is none. */
export async function loadSchoolHome(ctx: Context, schoolId: string): Promise<SchoolHomePage | null> {
  return inLea(ctx, async (tx) => {
    const [newest, before] = await listPlans(tx, { leaId: ctx.user.leaId, schoolId });
    if (!newest) return null;
    const { plan, orgId } = await openPart(ctx, tx, partKey(newest.id, schoolId), "plan.read");
    const earlier = before && (await planSeen(ctx, tx, before.id));
    const { readings, coverages } = readForms(ctx, plan, orgId);
    const head = planHead(ctx, plan, orgId);
    return {
      plan: head,
      carried: head.adopted === null ? ((await countOpenCarried(tx, { leaId: plan.leaId, planId: plan.id })).get(orgId) ?? 0) : 0,
      offered: offeredHere(plan, schoolId),
      earlier: earlier ? planHead(ctx, earlier, schoolId) : null,
      ...schoolProgress(ctx, plan, orgId),
      chapters: chapterStandings(ctx.crosswalks, standings(ctx.crosswalks, readings, coverages, plan, orgId), plan, orgId, await standingMarks(tx, { plan, orgId })),
    };
  });
}

/** Offers that wait for an answer or were changed since, and rows used that no vote of the council names. */
function offeredHere(plan: Plan, schoolId: string): SchoolHomePage["offered"] {
  const states = offerStates(plan, schoolId).filter(({ standing }) => standing !== "gone");
  return { all: states.length, waiting: states.filter(({ standing, newer }) => standing === "waiting" || newer).length, unnamed: states.filter(({ schoolRow, named }) => schoolRow !== undefined && !named).length };
}
