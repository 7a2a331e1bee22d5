import { createHash } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { deleteRow, insertRow, saveActualPercent, saveRow } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { LineItem } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { lastYearEntries, lastYearFields, lastYearPosted, lastYearRow, lastYearStamp, wholeFund, wholeObject } from "#app/domain/plan/last-year.ts";
import type { LastYearCell } from "#app/domain/plan/last-year.ts";
import { readRowForm, typedFromRow } from "#app/domain/plan/row-form.ts";
import type { Posted } from "#app/domain/plan/row-form.ts";
import { inLea, openPlan } from "./open-plan.server.ts";
import { refuseIfAdopted } from "./plan-head.server.ts";

/** `seen`: the stamp of the estimates the person saw. */
export type LastYearForm = { openingActionId: string; seen: string; posted: Posted };
export type LastYearSave =
  | { outcome: "saved"; version: string }
  | { outcome: "refused"; errors: Record<string, string> }
  | { outcome: "conflict"; theirs: { version: string; typed: Record<string, string[]> } };

/** The id of a fund's first estimate about an action: the same for everybody, so that two people who type it at once meet. */
const estimateId = (openingActionId: string, fund: string): string => `estimate-${createHash("sha256").update(`${openingActionId}:${fund}`).digest("hex").slice(0, 32)}`;

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

    const busy = () => new AppError("conflict", "Someone else saved this action's estimates just now. Reload to see them; what you typed is kept on this computer.");
    const key = { leaId: plan.leaId, planId, collection: "lines" as const };
    const { year } = plan.opening;
    const saveCell = async (cell: LastYearCell): Promise<LastYearCell> => {
      const cents = read.row[cell.name] as number | null;
      const { line } = cell;
      if (cents === (line?.cents ?? null)) return cell;
      if (cents === null) {
        if (line && !(await deleteRow(tx, { ...key, id: line.id, seenVersion: line.version })).saved) throw busy();
        return { ...cell, line: null };
      }
      const id = estimateId(entry.action.id, cell.fund);
      const fresh: LineItem = { id, lineageId: id, orgId: plan.leaId, version: 1, offeredFrom: null, actionId: null, openingActionId: entry.action.id, siteId: null, source: wholeFund[cell.fund], resource: null, object: wholeObject, year, kind: "estimated", cents, note: "" };
      const { saved } = line ? await saveRow(tx, { ...key, row: { ...line, cents }, seenVersion: line.version }) : await insertRow(tx, { ...key, row: fresh });
      if (!saved) throw busy();
      return { ...cell, line: saved };
    };
    const cells: LastYearCell[] = [];
    for (const cell of entry.cells) cells.push(await saveCell(cell));
    const actualPercent = read.row["percent"] as string | null;
    if (actualPercent !== entry.action.actualPercent && !(await saveActualPercent(tx, { leaId: plan.leaId, planId, openingActionId: entry.action.id, actualPercent, seen: entry.action.actualPercent }))) throw busy();
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "save-last-year", object: `plan/${planId}/opening.actions/${entry.action.id}` });
    return { outcome: "saved", version: lastYearStamp({ ...entry, action: { ...entry.action, actualPercent }, cells }) };
  });
}
