import { findOrganization } from "#db/repos/organizations.server.ts";
import { listPlans } from "#db/repos/plans.server.ts";
import type { AppContext, Context } from "#app/context.server.ts";
import { can, rightsOn } from "#app/domain/permissions/can.ts";
import { peopleRight } from "#app/domain/permissions/rights.ts";
import { reviewsBelow } from "#app/domain/review/workflow.ts";
import { schoolOf } from "#app/domain/permissions/at-school.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { inLea, schoolOwned } from "./open-plan.server.ts";

/** `person` null: nobody is signed in. A plan's `id` is the address of a school's part for those who work at a school; `writes`: this person may change something of it. `schools`: it has schools whose parts this person may read. */
export type Frame = { leaName: string; sample: boolean; person: { name: string; seesPeople: boolean; reviews: boolean; imports: boolean } | null; plans: { id: string; year: string; program: string; writes: boolean; schools: boolean }[] };

/** The frame of a page that is for everybody. */
export const loadPublicFrame = async (ctx: AppContext): Promise<Frame> => ({ leaName: "", sample: (await ctx.installation()).mode === "sample", person: null, plans: [] });

/** What stands around every page: whose plans these are, and whether this is invented data. */
export async function loadFrame(ctx: Context): Promise<Frame> {
  const { mode } = await ctx.installation();
  const schoolId = schoolOf(ctx.user);
  const subject = schoolId === null ? "lea" : "school";
  const programOf = (year: string): string => ctx.crosswalks.programs.find(({ edition }) => edition.subject === subject && (subject === "school" || edition.applies === undefined) && (subject === "lea" || edition.status === "official") && edition.years.includes(year))?.program ?? "";
  const own = rightsOn(ctx.user, { leaId: ctx.user.leaId });
  const person = { name: ctx.user.name, reviews: reviewsBelow(ctx.user), seesPeople: own.some((verb) => verb === "people.read" || Object.values(peopleRight).includes(verb)), imports: own.includes("plan.import") };
  const writes = schoolId === null ? own.includes("plan.change") || own.includes("money.change") : can(ctx.user, "school.change", schoolOwned(ctx.user.leaId, schoolId));
  // Every role at a school reads its part.
  const reads = schoolId !== null || can(ctx.user, "plan.read", { leaId: ctx.user.leaId });
  return inLea(ctx, async (tx) => {
    const plans = reads ? await listPlans(tx, { leaId: ctx.user.leaId, schoolId }) : [];
    // A plan is its LEA's own and says whose it is.
    const leaName = plans[0]?.name ?? (await findOrganization(tx, { leaId: ctx.user.leaId, id: ctx.user.leaId }))?.name ?? "";
    return { leaName, sample: mode === "sample", person, plans: plans.map(({ id, year }) => ({ id: schoolId === null ? id : partKey(id, schoolId), year, program: programOf(year), writes, schools: schoolId === null })) };
  });
}
