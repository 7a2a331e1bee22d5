import { recordAct } from "#db/repos/audit.server.ts";
import { saveActualPercent } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import { lastYearEntries, lastYearFields, lastYearPosted, lastYearRow, lastYearStamp } from "#app/domain/plan/last-year.ts";
import { readRowForm, typedFromRow } from "#app/domain/plan/row-form.ts";
import type { Posted } from "#app/domain/plan/row-form.ts";
import { inLea, openPlan } from "./open-plan.server.ts";
import { refuseIfAdopted } from "./plan-head.server.ts";
import { busy, saveFundCells } from "./save-fund-cells.server.ts";

/** `seen`: the stamp of the estimates the person saw. */
export type LastYearForm = { openingActionId: string; seen: string; posted: Posted };
export type LastYearSave =
  | { outcome: "saved"; version: string }
  | { outcome: "refused"; errors: Record<string, string> }
  | { outcome: "conflict"; theirs: { version: string; typed: Record<string, string[]> } };

/** Saves what one action of last year is estimated to have cost by fund, and its percentage, together or not at all; a blank takes an amount away, 0 says that nothing was spent. */
export async function saveLastYear(ctx: Context, planId: string, form: LastYearForm): Promise<LastYearSave> {
  return inLea(ctx, async (tx): Promise<LastYearSave> => {
    const plan = await openPlan(ctx, tx, planId, "money.change");
    refuseIfAdopted(ctx, plan, { key: "", collection: "lines" });
    const entry = lastYearEntries(plan, ctx.crosswalks.catalogs).find(({ action }) => action.id === form.openingActionId);
    if (!entry || !plan.opening) throw new AppError("not-found", "Last year's plan has no such action.");
    const fields = lastYearFields(entry);
    const stored = lastYearRow(entry);
    const read = readRowForm(fields, lastYearPosted(entry, form.posted), stored);
    if (lastYearStamp(entry) !== form.seen) return { outcome: "conflict", theirs: { version: lastYearStamp(entry), typed: typedFromRow(fields, stored) } };
    if (read.outcome === "refused") return read;

    const about = { orgId: plan.leaId, actionId: null, openingActionId: entry.action.id, year: plan.opening.year, kind: "estimated" as const };
    const cells = await saveFundCells(tx, plan, about, entry.cells, read.row);
    const actualPercent = read.row["percent"] as string | null;
    if (actualPercent !== entry.action.actualPercent && !(await saveActualPercent(tx, { leaId: plan.leaId, planId, openingActionId: entry.action.id, actualPercent, seen: entry.action.actualPercent }))) throw busy();
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "save-last-year", object: `plan/${planId}/opening.actions/${entry.action.id}` });
    return { outcome: "saved", version: lastYearStamp({ ...entry, action: { ...entry.action, actualPercent }, cells }) };
  });
}
