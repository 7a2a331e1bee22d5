import { recordAct } from "#db/repos/audit.server.ts";
import { insertNamedVersion } from "#db/repos/named-versions.server.ts";
import type { Context } from "#app/context.server.ts";
import { inLea, openPlan } from "#app/services/plans/open-plan.server.ts";

export type NameResult = { outcome: "named"; versionId: string } | { outcome: "refused"; why: "blank" | "long" | "taken" };

/** Gives the plan as it stands now a name to come back to ("Hearing draft"). */
export async function nameVersion(ctx: Context, planId: string, form: { name: string }): Promise<NameResult> {
  const name = form.name.normalize("NFC").replace(/\s+/g, " ").trim();
  return inLea(ctx, async (tx): Promise<NameResult> => {
    const plan = await openPlan(ctx, tx, planId, "plan.change");
    if (name === "") return { outcome: "refused", why: "blank" };
    if (name.length > 120 || !name.isWellFormed() || name.includes("\u0000")) return { outcome: "refused", why: "long" };
    const made = await insertNamedVersion(tx, { leaId: plan.leaId, planId, name, kind: "named", actor: ctx.user.id });
    if (!made) return { outcome: "refused", why: "taken" };
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "name-version", object: `plan/${planId}/versions/${made.id}`, detail: { upTo: made.upTo } });
    return { outcome: "named", versionId: made.id };
  });
}
