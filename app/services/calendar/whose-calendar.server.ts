import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { can } from "#app/domain/permissions/can.ts";
import type { Actor } from "#app/domain/permissions/can.ts";
import { openPlan } from "#app/services/plans/open-plan.server.ts";

/** A plan's calendar by its id, or null: that of the office above LEAs where one works. */
export type WhoseCalendar = string | null;
export type OpenedCalendar = { leaId: string; /** Null of an office's calendar. */ plan: Plan | null; mayShare: boolean };

/** Opens the calendar for oneself, or to give it to everybody in the organization. A foreign one, a missing one and one that they may not read are the same answer. */
export async function openWhoseCalendar(ctx: Context, tx: Tx, whose: WhoseCalendar, act: "read" | "share"): Promise<OpenedCalendar> {
  if (whose !== null) {
    const plan = await openPlan(ctx, tx, whose, act === "share" ? "plan.change" : "plan.read");
    return { leaId: plan.leaId, plan, mayShare: can(ctx.user, "plan.change", plan) };
  }
  const office = { leaId: ctx.user.leaId };
  if (!can(ctx.user, "office-calendar.read", office)) throw new AppError("not-found", "There is no such calendar here.");
  const mayShare = can(ctx.user, "office-calendar.share", office);
  if (act === "share" && !mayShare) throw new AppError("forbidden", "An address for everybody in the office is made by whoever gives the roles in it.");
  return { ...office, plan: null, mayShare };
}

/** Reads this kind of calendar by a role of one's own: support is let in for hours, and addresses and mails outlive them. */
export function readsByRole({ id, memberships }: Actor, whose: "plans" | "office", leaId: string): boolean {
  const lasting = { id, memberships: memberships.filter(({ role }) => role !== "support") };
  return can(lasting, whose === "office" ? "office-calendar.read" : "plan.read", { leaId });
}
