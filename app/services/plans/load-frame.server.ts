import { findOrganization } from "#db/repos/organizations.server.ts";
import { listPlans } from "#db/repos/plans.server.ts";
import type { AppContext, Context } from "#app/context.server.ts";
import { can, rightsOn } from "#app/domain/permissions/can.ts";
import { peopleRight } from "#app/domain/permissions/rights.ts";
import { inLea } from "./open-plan.server.ts";

/** `person` null: nobody is signed in. `writes`: may change something of the plan. */
export type Frame = { leaName: string; sample: boolean; person: { name: string; seesPeople: boolean; writes: boolean; imports: boolean } | null; plans: { id: string; year: string; program: string }[] };

/** The frame of a page that is for everybody. */
export const loadPublicFrame = async (ctx: AppContext): Promise<Frame> => ({ leaName: "", sample: (await ctx.installation()).mode === "sample", person: null, plans: [] });

/** What stands around every page: whose plans these are, and whether this is invented data. */
export async function loadFrame(ctx: Context): Promise<Frame> {
  const { mode } = await ctx.installation();
  const programOf = (year: string): string => ctx.crosswalks.programs.find(({ edition }) => edition.subject === "lea" && edition.applies === undefined && edition.years.includes(year))?.program ?? "";
  const own = rightsOn(ctx.user, { leaId: ctx.user.leaId });
  const person = { name: ctx.user.name, seesPeople: own.some((verb) => verb === "people.read" || Object.values(peopleRight).includes(verb)), writes: own.includes("plan.change") || own.includes("money.change"), imports: own.includes("plan.import") };
  return inLea(ctx, async (tx) => {
    const lea = await findOrganization(tx, { leaId: ctx.user.leaId, id: ctx.user.leaId });
    const plans = can(ctx.user, "plan.read", { leaId: ctx.user.leaId }) ? await listPlans(tx, { leaId: ctx.user.leaId }) : [];
    return { leaName: lea?.name ?? "", sample: mode === "sample", person, plans: plans.map(({ id, year }) => ({ id, year, program: programOf(year) })) };
  });
}
