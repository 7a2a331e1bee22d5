import { listPlans } from "#db/repos/plans.server.ts";
import { yearBefore } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import type { Tx } from "#db/client.server.ts";
import type { Plan } from "#schemas/plan.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { besideAnalysis } from "#app/domain/plan/beside-analysis.ts";
import type { BesideSchool } from "#app/domain/plan/beside-analysis.ts";
import { inLea, openPlan, planSeen } from "#app/services/plans/open-plan.server.ts";

/** The plan of the year before, as this person sees it; null when it is not here. */
export async function earlierPlan(ctx: Context, tx: Tx, plan: Plan): Promise<Plan | null> {
  const before = (await listPlans(tx, { leaId: plan.leaId })).find(({ year }) => year === yearBefore(plan.year));
  return before ? ((await planSeen(ctx, tx, before.id)) ?? null) : null;
}

export type Beside = { period: string; actions: { what: string; status: string; words: string; money: string }[]; schools: (Omit<BesideSchool, "strategies"> & { strategies: string[] })[] };

const money = (cents: number) => formatMoney(cents, cents % 100 === 0 ? "dollars" : "cents");

/** By goal of the LEA: what stands beside its analysis. Nothing of it is part of an answer. */
export async function loadBeside(ctx: Context, planId: string): Promise<Record<string, Beside>> {
  const { plan, running } = await inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, "plan.read");
    return { plan, running: await earlierPlan(ctx, tx, plan) };
  });
  const { catalogs } = ctx.crosswalks;
  const statuses = new Map(catalogs["progress-status"]?.entries.map(({ code, label }) => [code, label]) ?? []);
  return Object.fromEntries(
    [...besideAnalysis(plan, running, catalogs)].map(([goalId, { period, actions, schools }]) => [
      goalId,
      {
        period,
        actions: actions.map(({ number, title, status, note, barrier, next, planned, spent }) => ({
          what: `${number} ${title}`,
          status: statuses.get(status) ?? "",
          words: [note, barrier, next].filter(Boolean).join(" "),
          money: spent === null ? "" : `${money(spent)} of ${money(planned)}`,
        })),
        schools: schools.map(({ strategies, ...school }) => ({ ...school, strategies: strategies.map(({ title, status, note }) => [`${title}: ${statuses.get(status) ?? ""}`.replace(/: $/, ""), note].filter(Boolean).join(". ")) })),
      },
    ]),
  );
}
