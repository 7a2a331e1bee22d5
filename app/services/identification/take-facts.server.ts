import { recordAct } from "#db/repos/audit.server.ts";
import { addHeldRows, replaceHeld } from "#db/repos/plan-facts.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { refuseIfAdopted } from "#app/services/plans/plan-head.server.ts";
import { offersFor, seenHash } from "./load-duties.server.ts";

/** Each offer a person accepts: its key and what they saw of both sides. */
export type TakeFactsForm = { items: readonly { key: string; seen: string }[] };

const changed = () => new AppError("conflict", "The plan or the state's list changed while you looked at it. Look at both sides again, and choose once more.");

/** Takes published facts into the plan, all that were chosen or none; what the plan held otherwise is replaced only where that was seen. Returns how many were taken. Throws "conflict" when either side changed since. */
export async function takeFacts(ctx: Context, planId: string, form: TakeFactsForm): Promise<{ taken: number }> {
  return inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, "plan.change");
    refuseIfAdopted(ctx, plan, { key: "", collection: "goals" });
    const { statuses, results, organizations } = await offersFor(ctx, tx, plan);
    const key = { leaId: plan.leaId, planId };
    let taken = 0;
    for (const { key: wanted, seen } of form.items) {
      const status = statuses.find((offer) => offer.key === wanted);
      const result = results.find((offer) => offer.key === wanted);
      const organization = organizations.find((offer) => offer.key === wanted);
      const offer = status ?? result ?? organization;
      if (!offer) throw new AppError("not-found", "The state's files offer no such fact for this plan.");
      if (seenHash(offer) !== seen) throw changed();
      if (offer.standing === "there") continue;
      const done = organization ? await replaceHeld(tx, key, { name: "organizations", seen: organization.now, row: organization.proposed }) : status?.now ? await replaceHeld(tx, key, { name: "identifications", seen: status.now, row: status.proposed }) : await addHeldRows(tx, key, { identifications: status ? [status.proposed] : [], dashboard: result?.missing ?? [] });
      if (!done) throw changed();
      await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "take-fact", object: `plan/${planId}/facts/${wanted}`, detail: { standing: offer.standing } });
      taken += 1;
    }
    return { taken };
  });
}
