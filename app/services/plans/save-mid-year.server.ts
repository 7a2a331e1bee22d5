import { recordAct } from "#db/repos/audit.server.ts";
import { insertRow, saveRow } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Progress } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { midYearFields, midYearGoals, midYearPeriod, midYearRow, midYearStamp } from "#app/domain/plan/mid-year.ts";
import { readRowForm, typedFromRow } from "#app/domain/plan/row-form.ts";
import type { Posted } from "#app/domain/plan/row-form.ts";
import { halvesOf } from "./load-mid-year.server.ts";
import { inLea, openPlan } from "./open-plan.server.ts";
import { refuseIfAdopted } from "./plan-head.server.ts";
import { busy, meetingId, saveFundCells } from "./save-fund-cells.server.ts";

/** `seen`: the stamp of what the person saw. */
export type MidYearForm = { actionId: string; seen: string; posted: Posted };
export type MidYearSave =
  | { outcome: "saved"; version: string }
  | { outcome: "refused"; errors: Record<string, string> }
  | { outcome: "conflict"; theirs: { version: string; typed: Record<string, string[]> } };

/** Saves how one action goes and what it has cost so far, together or not at all; those who write only words or only money post only those. How an adopted plan goes is written after its adoption. */
export async function saveMidYear(ctx: Context, planId: string, form: MidYearForm): Promise<MidYearSave> {
  return inLea(ctx, async (tx): Promise<MidYearSave> => {
    const writesMoney = halvesOf(ctx, { leaId: ctx.user.leaId }).money;
    const plan = await openPlan(ctx, tx, planId, writesMoney ? "money.change" : "plan.change");
    const halves = halvesOf(ctx, plan);
    refuseIfAdopted(ctx, plan, { key: "", collection: "progress" });
    const { catalogs } = ctx.crosswalks;
    const entry = midYearGoals(plan, null, catalogs).flatMap((goal) => goal.actions).find(({ action }) => action.id === form.actionId);
    if (!entry) throw new AppError("not-found", "The plan has no such action.");
    const fields = midYearFields(entry, catalogs["progress-status"], halves);
    const stored = midYearRow(entry);
    const read = readRowForm(fields, form.posted, stored);
    if (midYearStamp(entry) !== form.seen) return { outcome: "conflict", theirs: { version: midYearStamp(entry), typed: typedFromRow(fields, stored) } };
    if (read.outcome === "refused") return read;

    let { progress } = entry;
    if (halves.words) {
      const words = { status: read.row["status"] as string | null, note: String(read.row["note"] ?? ""), barrier: String(read.row["barrier"] ?? ""), next: String(read.row["next"] ?? "") };
      const changed = (["status", "note", "barrier", "next"] as const).some((name) => words[name] !== stored[name]);
      const id = meetingId("mid-year", form.actionId);
      const fresh: Progress = { id, lineageId: id, orgId: plan.leaId, version: 1, about: { kind: "action", id: form.actionId }, period: midYearPeriod(plan.year), ...words, proof: "", effect: null };
      const key = { leaId: plan.leaId, planId, collection: "progress" as const };
      if (changed) {
        const result = progress ? await saveRow(tx, { ...key, row: { ...progress, ...words }, seenVersion: progress.version }) : await insertRow(tx, { ...key, row: fresh });
        if (!result.saved) throw busy();
        progress = result.saved;
      }
    }
    const about = { orgId: plan.leaId, actionId: form.actionId, openingActionId: null, year: plan.year, kind: "spent" as const };
    const cells = halves.money ? await saveFundCells(tx, plan, about, entry.cells, read.row) : entry.cells;
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "save-mid-year", object: `plan/${planId}/actions/${form.actionId}` });
    return { outcome: "saved", version: midYearStamp({ ...entry, progress, cells }) };
  });
}
