// Turning the year of a plan: next year's plan is made from an adopted one, once.
import { recordAct } from "#db/repos/audit.server.ts";
import { holdPlan, insertCarried } from "#db/repos/carried-rows.server.ts";
import { findOrganization } from "#db/repos/organizations.server.ts";
import { insertPlan, listPlans } from "#db/repos/plans.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Tx } from "#db/client.server.ts";
import type { Context } from "#app/context.server.ts";
import { formatMoney, formatPercent } from "#app/domain/calculations/format.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { yearAfter } from "#app/domain/imports/plan-years.ts";
import { adoptedOn } from "#app/domain/plan/adopted-on.ts";
import { rollForward } from "#app/domain/plan/roll-forward.ts";
import type { RolledForward } from "#app/domain/plan/roll-forward.ts";
import { inLea, openPlan, planSeen } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import Fraction from "fraction.js";

/** The day words were written is a day in California. */
export const zone = "America/Los_Angeles";

/** Why a plan cannot be turned now. */
export type TurnRefusal = { kind: "exists"; planId: string; year: string } | { kind: "not-adopted" };
export type RollForwardPage = {
  plan: PlanHead;
  year: string;
  refusal: TurnRefusal | null;
  /** A new three-year cycle begins. */
  fresh: boolean;
  /** Whether a form of the LEA for that year is held. */
  formHeld: boolean;
  frozen: { goals: number; metrics: number; actions: number; planned: string; carryover: string | null };
  carried: { collection: string; count: number }[];
  ofSchools: number;
};
export type RollForwardResult = { outcome: "rolled"; planId: string; year: string } | { outcome: "refused"; refusal: TurnRefusal };

/** Does a form that every LEA files exist for this year? */
export const formHeldFor = ({ crosswalks }: Pick<Context, "crosswalks">, year: string): boolean => crosswalks.programs.some(({ edition }) => edition.subject === "lea" && edition.applies === undefined && edition.years.includes(year));

function turned(ctx: Context, plan: Plan): RolledForward {
  const day = adoptedOn(plan, ctx.today());
  const words = `The ${plan.year} plan of this portal${day === null ? "" : `, adopted on ${longDay(day)}`}`;
  return rollForward(plan, { crosswalks: ctx.crosswalks, source: { kind: "submission", text: words, recordedOn: day } });
}

async function refusalOf(ctx: Context, tx: Tx, plan: Plan): Promise<TurnRefusal | null> {
  const year = yearAfter(plan.year);
  const there = (await listPlans(tx, { leaId: plan.leaId })).find((one) => one.year === year);
  if (there) return { kind: "exists", planId: there.id, year };
  return adoptedOn(plan, ctx.today()) === null ? { kind: "not-adopted" } : null;
}

/** What turning the year would do, before anybody does it. */
export async function loadRollForward(ctx: Context, planId: string): Promise<RollForwardPage> {
  const { plan, refusal } = await inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, "plan.import");
    return { plan, refusal: await refusalOf(ctx, tx, plan) };
  });
  const { plan: next, carried, fresh } = turned(ctx, plan);
  const { goals = [], metrics = [], actions = [], carryoverPercent = null } = next.opening ?? {};
  const own = carried.filter(({ orgId }) => orgId === plan.leaId);
  return {
    plan: planHead(ctx, plan),
    year: next.year,
    refusal,
    fresh,
    formHeld: formHeldFor(ctx, next.year),
    frozen: {
      goals: goals.length, metrics: metrics.length, actions: actions.length,
      planned: formatMoney(actions.reduce((sum, action) => sum + action.plannedTotalCents, 0)),
      carryover: carryoverPercent === null ? null : formatPercent(new Fraction(carryoverPercent).div(100), 3),
    },
    carried: [...new Set(own.map(({ collection }) => collection))].map((collection) => ({ collection, count: own.filter((one) => one.collection === collection).length })),
    ofSchools: carried.length - own.length,
  };
}

/** Makes next year's plan, of the year the person was shown, and notes every row that it begins with. A second time it changes nothing and says which plan is there. */
export async function rollPlanForward(ctx: Context, planId: string, year: string): Promise<RollForwardResult> {
  return inLea(ctx, async (tx): Promise<RollForwardResult> => {
    const asked = await openPlan(ctx, tx, planId, "plan.import");
    await holdPlan(tx, { leaId: ctx.user.leaId, planId });
    // As it stands now that it is held.
    const plan = (await planSeen(ctx, tx, planId)) ?? asked;
    const refusal = await refusalOf(ctx, tx, plan);
    if (refusal) return { outcome: "refused", refusal };
    if (yearAfter(plan.year) !== year) throw new AppError("invalid", `The plan after ${plan.year} is not that of ${year}.`);
    const { plan: next, carried } = turned(ctx, plan);
    const sample = (await findOrganization(tx, { leaId: plan.leaId, id: plan.leaId }))?.sample ?? false;
    await insertPlan(tx, next, { sample });
    await insertCarried(tx, { leaId: plan.leaId, planId: next.id, from: { planId, year: plan.year }, zone, rows: carried });
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "roll-forward", object: `plan/${next.id}`, detail: { from: planId, carried: carried.length } });
    return { outcome: "rolled", planId: next.id, year: next.year };
  });
}
