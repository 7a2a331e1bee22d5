import { AppError } from "#schemas/app-error.ts";
import type { Statement } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { adoptedOn, writtenAfterAdoption } from "#app/domain/plan/adopted-on.ts";

/** Which plan a page is about; `adopted` is the day in words once the board has adopted it. */
export type PlanHead = { id: string; year: string; adopted: string | null };

export function planHead(ctx: Context, plan: Plan): PlanHead {
  const on = adoptedOn(plan, ctx.today());
  return { id: plan.id, year: plan.year, adopted: on && longDay(on) };
}

/** Whether this statement is closed: an adopted plan stays as it was adopted. */
export const isClosed = ({ adopted }: PlanHead, statement: Pick<Statement, "key" | "collection">): boolean => adopted !== null && !writtenAfterAdoption(statement);

/** Every service that changes a plan asks this first. Throws "forbidden" for what the board has adopted. */
export function refuseIfAdopted(ctx: Context, plan: Plan, statement: Pick<Statement, "key" | "collection">): void {
  const head = planHead(ctx, plan);
  if (isClosed(head, statement))
    throw new AppError("forbidden", `The ${plan.year} plan was adopted on ${head.adopted ?? ""} and is kept as adopted. A change goes into the plan being written, or to the board as a revision. If the adoption was recorded by mistake, correct it under Approvals.`);
}
