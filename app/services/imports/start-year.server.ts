import { recordAct } from "#db/repos/audit.server.ts";
import { findOrganization } from "#db/repos/organizations.server.ts";
import { moveImportToPlan } from "#db/repos/plan-imports.server.ts";
import { insertPlan, listPlans } from "#db/repos/plans.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { emptyPlan } from "#app/domain/imports/empty-plan.ts";
import { fitOf } from "#app/domain/imports/import-items.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { openImport, openReading } from "./open-import.server.ts";

/** Makes the empty plan of a year that the document fits, and goes on with the reading there. Nothing that was read is in it yet. */
export async function startYear(ctx: Context, planId: string, importId: string, year: string): Promise<{ planId: string }> {
  return inLea(ctx, async (tx) => {
    const opened = await openImport(ctx, tx, planId, importId);
    const { plan, orgId } = opened;
    if (orgId !== plan.leaId) throw new AppError("forbidden", "A year begins in the district's part of the plan.");
    const { reading } = await openReading(ctx, tx, opened);
    if (fitOf(reading, { year }) === null) throw new AppError("invalid", `A plan of ${reading.year} has no place in a plan of ${year}.`);
    if ((await listPlans(tx, { leaId: plan.leaId })).some((one) => one.year === year)) throw new AppError("conflict", `There is a plan for ${year} already. Reload the page.`);
    const made = emptyPlan(plan, `${plan.leaId.slice(0, 70)}-${year}`, year);
    const sample = (await findOrganization(tx, { leaId: plan.leaId, id: plan.leaId }))?.sample ?? false;
    await insertPlan(tx, made, { sample });
    await moveImportToPlan(tx, { leaId: plan.leaId, importId, planId: made.id });
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "start-plan-year", object: `plan/${made.id}`, detail: { year } });
    return { planId: made.id };
  });
}
