import { recordAct } from "#db/repos/audit.server.ts";
import { listRevisions } from "#db/repos/revisions.server.ts";
import { insertRow, saveRow } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { planSchema } from "#schemas/plan.ts";
import type { Answer, Plan, PlanCollection, Revenue } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { changeOf } from "#app/domain/permissions/rights.ts";
import { formsOfPlan, statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { isFilled } from "#app/domain/plan/statement-state.ts";
import { endMarksOf } from "#app/services/plans/answer-marks.server.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { refuseIfAdopted } from "#app/services/plans/plan-head.server.ts";
import { keptIn } from "./load-row-history.server.ts";

export type RestoreResult = { outcome: "saved"; version: number } | { outcome: "conflict" } | { outcome: "blocked"; why: "gone" | "taken" };

/**
 * Makes a row say again what it said after an earlier change: a new save on top of the version the person saw (null: the row was gone), never a rewrite.
 * A removed row comes back under its own id. Blocked when what it belongs with is gone, or when another row has taken its place; nothing is changed then.
 */
export async function restoreRow(ctx: Context, partOfPlan: string, form: { collection: string; rowId: string; revision: number; seenVersion: number | null }): Promise<RestoreResult> {
  return inLea(ctx, async (tx): Promise<RestoreResult> => {
    const collection = keptIn(form.collection);
    const { plan, orgId } = await openPart(ctx, tx, partOfPlan, changeOf(collection));
    const key = { leaId: plan.leaId, planId: plan.id, collection };
    const revisions = await listRevisions(tx, { ...key, id: form.rowId });
    if (!revisions.some(({ row }) => row.orgId === orgId)) throw new AppError("not-found", "Nothing is known of such a row.");
    const current = plan[collection].find((row) => row.id === form.rowId);
    if ((current?.version ?? null) !== form.seenVersion) return { outcome: "conflict" };
    const chosen = revisions.find((revision) => revision.id === form.revision);
    // Whoever may change what is private sees it, so nothing more is asked about an older version of it.
    if (!chosen || chosen.row.orgId !== orgId) throw new AppError("not-found", "There is no such version.");
    refuseIfAdopted(ctx, plan, collection === "answers" ? { key: (chosen.row as Answer).key } : { key: "", collection }, orgId);
    const row = { ...chosen.row, version: current?.version ?? 1 };
    const others = plan[collection].filter((one) => one.id !== form.rowId);
    const fits = planSchema.safeParse({ ...plan, [collection]: [...others, row] });
    if (!fits.success && fits.error.issues.some(({ path }) => path[0] === collection && path[1] === others.length)) return { outcome: "blocked", why: "gone" };
    if (collection === "answers" && lacksItsSubject(plan, row as Answer)) return { outcome: "blocked", why: "gone" };
    if (!current && standsElsewhere(ctx, plan, orgId, collection, row)) return { outcome: "blocked", why: "taken" };
    const result = current ? await saveRow(tx, { ...key, row, seenVersion: current.version }) : await insertRow(tx, { ...key, row });
    if (!result.saved) return { outcome: "conflict" };
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "restore-row", object: `plan/${plan.id}/${collection}/${form.rowId}`, detail: { revision: chosen.id, version: result.saved.version } });
    if (collection === "answers" && isFilled((row as Answer).value)) await endMarksOf(tx, ctx, plan, orgId, [(row as Answer).key], (row as Answer).about);
    return { outcome: "saved", version: result.saved.version };
  });
}

const lacksItsSubject = (plan: Plan, { about }: Answer): boolean => about !== null && ![...plan.goals, ...plan.actions, ...plan.organizations].some((row) => row.id === about);

/** A question has one answer and a year one amount of a kind: somebody may have written it anew meanwhile. */
function standsElsewhere(ctx: Context, plan: Plan, orgId: string, collection: PlanCollection, row: Plan[PlanCollection][number]): boolean {
  if (collection === "revenues") return plan.revenues.some((one) => one.orgId === row.orgId && one.kind === (row as Revenue).kind && one.year === (row as Revenue).year);
  if (collection !== "answers") return false;
  const { key, about } = row as Answer;
  const inRows = statementsOf(ctx.crosswalks, formsOfPlan(ctx.crosswalks, plan, orgId), orgId === plan.leaId ? "lea" : "school").some(({ statement }) => statement.key === key && statement.shape === "rows");
  return !inRows && plan.answers.some((one) => one.orgId === row.orgId && one.key === key && one.about === about);
}
