import { withLea } from "#db/client.server.ts";
import type { Tx } from "#db/client.server.ts";
import { findFirstAnswer, keepFirstAnswer } from "#db/repos/form-answers.server.ts";
import { loadPlan } from "#db/repos/plans.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Statement } from "#schemas/crosswalk.ts";
import { frozen } from "#schemas/frozen.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import type { Verb } from "#app/domain/permissions/rights.ts";
import { formsOfPlan, statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { withoutPrivate } from "#app/domain/plan/without-private.ts";
import { remembered } from "./remembered.server.ts";

/** One transaction as the acting person in their LEA. A form that was sent before changes nothing and gets its first answer, which is therefore plain data (REL-A7). */
export function inLea<Result>(ctx: Context, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const lea = { leaId: ctx.user.leaId, actor: ctx.user.id };
  if (ctx.sent === null) return withLea(ctx.db, lea, work);
  const { key, hash } = ctx.sent;
  const at = { person: ctx.user.id, key, step: (ctx.sent.steps += 1) };
  return withLea(ctx.db, lea, async (tx) => {
    const first = await findFirstAnswer(tx, at);
    if (first && first.hash !== hash) throw new AppError("sent-before", "This form was sent before with other words, and those were saved. Look at what is there now, and send your words again.");
    if (first) return (first.answer === null ? undefined : JSON.parse(first.answer)) as Result;
    const result = await work(tx);
    await keepFirstAnswer(tx, { ...at, hash, answer: result === undefined ? null : JSON.stringify(result) });
    return result;
  });
}

/** The plan, if this person may do that to it. A foreign plan, a missing one and one that they may not read are the same answer; what is private is left out for those who may not see it. */
export async function openPlan(ctx: Context, tx: Tx, planId: string, verb: Verb): Promise<Plan> {
  const lea = { leaId: ctx.user.leaId };
  const plan = can(ctx.user, "plan.read", lea) ? await loadPlan(tx, { leaId: ctx.user.leaId, planId }) : undefined;
  if (!plan) throw new AppError("not-found", "There is no such plan here.");
  if (!can(ctx.user, verb, plan)) throw new AppError("forbidden", "Your role here does not include this. Whoever gives the roles in your organization can change that.");
  return asSeen(ctx, plan);
}

/** Does this person work with the LEA's private parts? */
export const seesPrivate = (ctx: Context): boolean => can(ctx.user, "private.read", { leaId: ctx.user.leaId });
export const askedOf = (ctx: Context, plan: Plan): Statement[] => statementsOf(ctx.crosswalks, formsOfPlan(ctx.crosswalks, plan)).map((one) => one.statement);

/** A plan, of now or of a moment before, as this person may see it. */
export const asSeen = (ctx: Context, plan: Plan): Plan => (seesPrivate(ctx) ? plan : remembered({ crosswalks: ctx.crosswalks, plan }, "without private", () => frozen(withoutPrivate(plan, askedOf(ctx, plan)))));
