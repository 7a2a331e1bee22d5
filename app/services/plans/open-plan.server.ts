import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { recordAct } from "#db/repos/audit.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Statement } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import type { Verb } from "#app/domain/permissions/rights.ts";
import { formsOfPlan, statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { withoutPrivate } from "#app/domain/plan/without-private.ts";

/** One transaction as the acting person in their LEA. */
export const inLea = <Result>(ctx: Context, work: (tx: Tx) => Promise<Result>): Promise<Result> => withLea(ctx.db, { leaId: ctx.user.leaId, actor: ctx.user.id }, work);

/** The plan, if this person may do that to it. A foreign plan, a missing one and one that they may not read are the same answer; what is private is left out for those who may not see it. */
export async function openPlan(ctx: Context, tx: Tx, planId: string, verb: Verb): Promise<Plan> {
  const lea = { leaId: ctx.user.leaId };
  const plan = can(ctx.user, "plan.read", lea) ? await loadPlan(tx, { leaId: ctx.user.leaId, planId }) : undefined;
  if (!plan) throw new AppError("not-found", "There is no such plan here.");
  if (!can(ctx.user, verb, plan)) throw new AppError("forbidden", "Your role here does not include this. Whoever gives the roles in your organization can change that.");
  // Support is let in, and every look of it is on record in its own words (REL-G4).
  if (ctx.user.memberships.every(({ leaId, role }) => leaId !== plan.leaId || role === "support")) await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "support-read", object: `plan/${plan.id}` });
  return asSeen(ctx, plan);
}

/** Does this person work with the LEA's private parts? */
export const seesPrivate = (ctx: Context): boolean => can(ctx.user, "private.read", { leaId: ctx.user.leaId });
export const askedOf = (ctx: Context, plan: Plan): Statement[] => statementsOf(ctx.crosswalks, formsOfPlan(ctx.crosswalks, plan)).map((one) => one.statement);

/** A plan, of now or of a moment before, as this person may see it. */
export const asSeen = (ctx: Context, plan: Plan): Plan => (seesPrivate(ctx) ? plan : withoutPrivate(plan, askedOf(ctx, plan)));
