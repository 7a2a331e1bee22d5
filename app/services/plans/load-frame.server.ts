import { findOrganization } from "#db/repos/organizations.server.ts";
import { listPlans } from "#db/repos/plans.server.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import { inLea } from "./open-plan.server.ts";

export type Frame = { leaName: string; sample: boolean; plans: { id: string; year: string; program: string }[] };

/** What stands around every page: whose plans these are, and whether this is invented data. */
export async function loadFrame(ctx: Context): Promise<Frame> {
  const { mode } = await ctx.installation();
  const programOf = (year: string): string => ctx.crosswalks.programs.find(({ edition }) => edition.subject === "lea" && edition.applies === undefined && edition.years.includes(year))?.program ?? "";
  return inLea(ctx, async (tx) => {
    if (!can(ctx.user, "plan.read", { leaId: ctx.user.leaId })) return { leaName: "", sample: mode === "sample", plans: [] };
    const lea = await findOrganization(tx, { leaId: ctx.user.leaId, id: ctx.user.leaId });
    const plans = await listPlans(tx, { leaId: ctx.user.leaId });
    return { leaName: lea?.name ?? "", sample: mode === "sample", plans: plans.map(({ id, year }) => ({ id, year, program: programOf(year) })) };
  });
}
