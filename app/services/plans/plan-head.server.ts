import { AppError } from "#schemas/app-error.ts";
import type { Statement } from "#schemas/crosswalk.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { adoptedOn, schoolAdoptedOn, writtenAfterAdoption } from "#app/domain/plan/adopted-on.ts";
import { partKey } from "#app/domain/plan/part.ts";
import { can } from "#app/domain/permissions/can.ts";
import { schoolOwned } from "./open-plan.server.ts";

/** Which plan a page is about; `adopted` is the day in words once the board has adopted it. A school's part says which school, and whether this person only reads it; its `id` is the address of that part. */
export type PlanHead = { id: string; year: string; adopted: string | null; school: { id: string; name: string; planId: string; reads: boolean } | null };

export function planHead(ctx: Context, plan: Plan, orgId: string = plan.leaId): PlanHead {
  const school = orgId === plan.leaId ? undefined : plan.organizations.find((one) => one.id === orgId);
  const on = school ? schoolAdoptedOn(plan, orgId, ctx.today()) : adoptedOn(plan, ctx.today());
  return {
    id: school ? partKey(plan.id, orgId) : plan.id,
    year: plan.year,
    adopted: on && longDay(on),
    school: school ? { id: school.id, name: school.name, planId: plan.id, reads: !can(ctx.user, "school.change", schoolOwned(plan.leaId, orgId)) } : null,
  };
}

/** Whether this statement is closed: an adopted plan stays as it was adopted, and whoever only reads a school's part sees words and no inputs. */
export const isClosed = ({ adopted, school }: PlanHead, statement: Pick<Statement, "key" | "collection">): boolean => school?.reads === true || (adopted !== null && !writtenAfterAdoption(statement));

/** Every service that changes a plan asks this first. Throws "forbidden" for what the board has adopted. */
export function refuseIfAdopted(ctx: Context, plan: Plan, statement: Pick<Statement, "key" | "collection">, orgId: string = plan.leaId): void {
  const head = planHead(ctx, plan, orgId);
  if (isClosed(head, statement))
    throw new AppError("forbidden", `The ${plan.year} plan was adopted on ${head.adopted ?? ""} and is kept as adopted. A change goes into the plan being written, or to the board as a revision. If the adoption was recorded by mistake, correct it under Approvals.`);
}
