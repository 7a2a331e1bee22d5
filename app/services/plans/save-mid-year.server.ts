import { recordAct } from "#db/repos/audit.server.ts";
import { insertRow, saveRow } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Progress } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { midYearFields, midYearGoals, midYearPeriod, midYearRow, midYearStamp } from "#app/domain/plan/mid-year.ts";
import { readRowForm, typedFromRow } from "#app/domain/plan/row-form.ts";
import type { Posted } from "#app/domain/plan/row-form.ts";
import { halvesOf } from "./load-mid-year.server.ts";
import { readPart } from "#app/domain/plan/part.ts";
import { inLea, openPart } from "./open-plan.server.ts";
import { refuseIfAdopted } from "./plan-head.server.ts";
import { busy, meetingId, saveFundCells } from "./save-fund-cells.server.ts";

/** `seen`: the stamp of what the person saw. */
export type MidYearForm = { actionId: string; seen: string; posted: Posted };
export type MidYearSave =
  | { outcome: "saved"; version: string }
  | { outcome: "refused"; errors: Record<string, string> }
  | { outcome: "conflict"; theirs: { version: string; typed: Record<string, string[]> } };

/** Saves how one action goes and what it has cost so far, together or not at all; those who write only words or only money post only those. How an adopted plan goes is written after its adoption. */
export async function saveMidYear(ctx: Context, key: string, form: MidYearForm): Promise<MidYearSave> {
  return inLea(ctx, async (tx): Promise<MidYearSave> => {
    const { schoolId } = readPart(key);
    const writesMoney = halvesOf(ctx, { leaId: ctx.user.leaId }, schoolId ?? ctx.user.leaId).money;
    const { plan, orgId } = await openPart(ctx, tx, key, writesMoney ? "money.change" : "plan.change");
    const planId = plan.id;
    const halves = halvesOf(ctx, plan, orgId);
    refuseIfAdopted(ctx, plan, { key: "", collection: "progress" }, orgId);
    const { catalogs } = ctx.crosswalks;
    const entry = midYearGoals(plan, null, catalogs, orgId).flatMap((goal) => goal.actions).find(({ action }) => action.id === form.actionId);
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
      const fresh: Progress = { id, lineageId: id, orgId, version: 1, about: { kind: "action", id: form.actionId }, period: midYearPeriod(plan.year), ...words, proof: "", effect: null };
      const row = { leaId: plan.leaId, planId, collection: "progress" as const };
      if (changed) {
        const result = progress ? await saveRow(tx, { ...row, row: { ...progress, ...words }, seenVersion: progress.version }) : await insertRow(tx, { ...row, row: fresh });
        if (!result.saved) throw busy();
        progress = result.saved;
      }
    }
    const about = { orgId, actionId: form.actionId, openingActionId: null, year: plan.year, kind: "spent" as const };
    const cells = halves.money ? await saveFundCells(tx, plan, about, entry.cells, read.row) : entry.cells;
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "save-mid-year", object: `plan/${planId}/actions/${form.actionId}` });
    return { outcome: "saved", version: midYearStamp({ ...entry, progress, cells }) };
  });
}
