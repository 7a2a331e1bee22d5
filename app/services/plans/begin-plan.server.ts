import { recordAct } from "#db/repos/audit.server.ts";
import { listOrganizations, lockOrganization } from "#db/repos/organizations.server.ts";
import { insertPlan, listPlans } from "#db/repos/plans.server.ts";
import { findInDirectory } from "#db/repos/state-directory.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Organization } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { emptyPlan, knownCycle } from "#app/domain/imports/empty-plan.ts";
import { yearAfter, yearOf } from "#app/domain/imports/plan-years.ts";
import { can } from "#app/domain/permissions/can.ts";
import { inLea } from "./open-plan.server.ts";

/** The years in which an LEA without a plan may begin: the running one and the next. Empty for who may not. */
export function yearsToBegin(ctx: Context): string[] {
  if (!can(ctx.user, "plan.import", { leaId: ctx.user.leaId })) return [];
  const running = yearOf(ctx.today());
  return [running, yearAfter(running)];
}

/** The years to choose from; "not-found" where there is nothing to begin. */
export async function loadBegin(ctx: Context): Promise<{ years: string[] }> {
  const years = yearsToBegin(ctx);
  if (years.length === 0 || (await inLea(ctx, (tx) => listPlans(tx, { leaId: ctx.user.leaId }))).length > 0) throw new AppError("not-found", "There is no such page here.");
  return { years };
}

/** The LEA's first plan, empty, with its schools. Later years come from it by rolling forward. Throws "conflict" where there is a plan, "forbidden" for who may not. */
export async function beginPlan(ctx: Context, { year }: { year: string }): Promise<{ planId: string }> {
  const { leaId } = ctx.user;
  if (!yearsToBegin(ctx).includes(year)) throw new AppError("forbidden", "Your role here does not include this, or that year is not one to begin with.");
  return inLea(ctx, async (tx) => {
    // Of two who begin at once the second sees the first one's plan.
    await lockOrganization(tx, { leaId });
    if ((await listPlans(tx, { leaId })).length > 0) throw new AppError("conflict", "There is a plan here already. A later year is started from it.");
    const here = await listOrganizations(tx, { leaId });
    const lea = here.find(({ id }) => id === leaId);
    if (!lea) throw new AppError("not-found", "There is no such organization here.");
    const { lea: listed, schools } = await findInDirectory(tx, lea.cds);
    const organizations = here.flatMap(({ id, kind, name, cds }): Organization[] => {
      if (kind === "state" || kind === "selpa") return [];
      const found = id === leaId ? listed : schools.find((school) => school.cds === cds);
      return [{ id, kind, name, cds, county: found?.county ?? listed?.county ?? "", grades: found?.grades ?? "", serves: { elementary: false, middle: false, high: false }, selpa: null, charteredBy: null, titleOneProgram: null, equityMultiplier: false, dass: false, enrollment: null }];
    });
    const plan = emptyPlan({ leaId, cycle: knownCycle, language: "en", organizations, identifications: [], dashboard: [] }, `${leaId.slice(0, 70)}-${year}`, year);
    await insertPlan(tx, plan, { sample: lea.sample });
    await recordAct(tx, { leaId, actor: ctx.user.id, verb: "start-plan-year", object: `plan/${plan.id}`, detail: { year } });
    return { planId: plan.id };
  });
}
