import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import type { Verb } from "#app/domain/permissions/can.ts";

/** One transaction as the acting person in their LEA. */
export const inLea = <Result>(ctx: Context, work: (tx: Tx) => Promise<Result>): Promise<Result> => withLea(ctx.db, { leaId: ctx.user.leaId, actor: ctx.user.id }, work);

/** The plan, if it is there for this person; a foreign one and a missing one are the same answer. */
export async function openPlan(ctx: Context, tx: Tx, planId: string, verb: Verb): Promise<Plan> {
  const plan = can(ctx.user, verb, { leaId: ctx.user.leaId }) ? await loadPlan(tx, { leaId: ctx.user.leaId, planId }) : undefined;
  if (!plan || !can(ctx.user, verb, plan)) throw new AppError("not-found", "There is no such plan here.");
  return plan;
}
