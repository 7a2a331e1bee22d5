import { createHash } from "node:crypto";
import type { Tx } from "#db/client.server.ts";
import { deleteRow, insertRow, saveRow } from "#db/repos/rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { LineItem } from "#schemas/plan.ts";
import { wholeFund, wholeObject } from "#app/domain/plan/last-year.ts";
import type { LastYearCell } from "#app/domain/plan/last-year.ts";

/** What a line is about that is typed for a whole fund. */
export type FundLine = Pick<LineItem, "orgId" | "actionId" | "openingActionId" | "year"> & { kind: "estimated" | "spent" };

/** Somebody else saved one of them at this moment: everything is taken back. */
export const busy = () => new AppError("conflict", "Someone else saved these amounts just now. Reload to see them; what you typed is kept on this computer.");

/** The id of a row that is typed on such a page: the same for everybody, so that two people who type it at once meet. */
export const meetingId = (prefix: string, about: string): string => `${prefix}-${createHash("sha256").update(about).digest("hex").slice(0, 32)}`;

/** Writes typed amounts (cents by box; null takes the line away, 0 says that nothing was spent); gives the boxes as they stand then. Throws "conflict" when somebody else was first. */
export async function saveFundCells(tx: Tx, plan: { leaId: string; id: string }, about: FundLine, cells: readonly LastYearCell[], typed: Record<string, unknown>): Promise<LastYearCell[]> {
  const key = { leaId: plan.leaId, planId: plan.id, collection: "lines" as const };
  const saved: LastYearCell[] = [];
  for (const cell of cells) {
    const cents = typed[cell.name] as number | null;
    const { line } = cell;
    if (cents === (line?.cents ?? null)) saved.push(cell);
    else if (cents === null) {
      if (line && !(await deleteRow(tx, { ...key, id: line.id, seenVersion: line.version })).saved) throw busy();
      saved.push({ ...cell, line: null });
    } else {
      const id = meetingId(about.kind === "estimated" ? "estimate" : "spent", `${about.openingActionId ?? about.actionId ?? ""}:${cell.fund}`);
      const fresh: LineItem = { id, lineageId: id, version: 1, offeredFrom: null, siteId: null, source: wholeFund[cell.fund], resource: null, object: wholeObject, cents, note: "", ...about };
      const result = line ? await saveRow(tx, { ...key, row: { ...line, cents }, seenVersion: line.version }) : await insertRow(tx, { ...key, row: fresh });
      if (!result.saved) throw busy();
      saved.push({ ...cell, line: result.saved });
    }
  }
  return saved;
}
