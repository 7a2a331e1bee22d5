// A list of the district's own beside the plan it filed: its columns are matched by a person, its rows are looked at, and only then do they stand beside what was read.
import { recordAct } from "#db/repos/audit.server.ts";
import { listOutsideLists, moveOutsideList } from "#db/repos/outside-readings.server.ts";
import type { ListStatus, OutsideList } from "#db/repos/outside-readings.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Context } from "#app/context.server.ts";
import type { SheetMatch } from "#app/domain/imports/review.ts";
import { fieldsBeside } from "#app/domain/imports/sheet-columns.ts";
import type { SheetHolds } from "#app/domain/imports/sheet-columns.ts";
import type { ListRead } from "#app/domain/review/lists-beside.ts";
import { keptList, matchOf, problemOf, rememberMatch } from "#app/services/imports/match-sheet.server.ts";
import type { MatchForm, MatchResult } from "#app/services/imports/match-sheet.server.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { mustOpenOutside } from "./open-outside.server.ts";
import type { OpenOutside } from "./open-outside.server.ts";
import { listsBeside } from "./read-outside.server.ts";

type OpenTable = { opened: OpenOutside; table: OutsideList };

/** A list beside the newest copy, for those who review the plan. Missing, set aside, of another copy or plan: the same answer. */
async function openTable(ctx: Context, tx: Tx, filingId: string, tableId: string): Promise<OpenTable> {
  const opened = await mustOpenOutside(ctx, tx, filingId);
  const table = (await listOutsideLists(tx, { leaId: ctx.user.leaId, filingId: opened.filing.id, number: opened.newest.number })).find(({ id }) => id === tableId);
  if (!table) throw new AppError("not-found", "There is no such table here.");
  return { opened, table };
}

/** `read` null while nobody has said what the columns are; `planRead`: what the rows are held against was read of the plan itself. */
export type TablePage = {
  filingId: string; tableId: string; organization: string; program: string; year: string; fileName: string; sheet: string; version: number; status: ListStatus; holds: SheetHolds | null; broughtBy: string; day: string; planRead: boolean;
  match: SheetMatch | null; read: ListRead | null;
};

/** A list: its columns to be matched (as `asked` for a kind of rows), or what its rows say beside what was read of the plan. */
export async function loadTable(ctx: Context, filingId: string, tableId: string, asked: SheetHolds | null): Promise<TablePage> {
  return inLea(ctx, async (tx) => {
    const { opened, table } = await openTable(ctx, tx, filingId, tableId);
    const { filing, program, newest } = opened;
    const list = keptList(table.list);
    const { found, read } = await listsBeside(ctx, tx, opened, newest, table);
    return {
      filingId, tableId, organization: filing.name, program: program.edition.short, year: filing.year, fileName: table.fileName, sheet: list.name, version: table.version, status: table.status, holds: table.holds, broughtBy: table.personName, day: ctx.dayOf(table.at), planRead: found !== undefined,
      match: table.status === "match" ? await matchOf(tx, whose(ctx), list, asked, fieldsBeside) : null,
      read: table.status === "match" ? null : (read.get(table.id) ?? null),
    };
  });
}

const whose = ({ user: { leaId } }: Context) => ({ leaId, orgId: leaId });
const record = (ctx: Context, tx: Tx, { opened, table }: OpenTable, verb: string, detail: Record<string, string | number> = {}) => recordAct(tx, { leaId: ctx.user.leaId, actor: ctx.user.id, verb, object: `outside-filing/${opened.filing.id}`, detail: { number: table.number, list: table.id, ...detail } });

async function move(ctx: Context, tx: Tx, { opened, table }: OpenTable, to: { from: readonly ListStatus[]; to: ListStatus; seenVersion: number; said?: Pick<MatchForm, "holds" | "columns"> }): Promise<void> {
  if (!(await moveOutsideList(tx, { leaId: ctx.user.leaId, readingId: table.id, filingId: opened.filing.id, ...to }))) throw new AppError("conflict", "This changed while you looked at it. Reload the page.");
}

/** Keeps what the person said of the columns, and remembers it for the office's next list with the same heads. Nothing stands beside the plan by it. */
export async function matchTable(ctx: Context, filingId: string, tableId: string, form: MatchForm): Promise<MatchResult> {
  return inLea(ctx, async (tx) => {
    const open = await openTable(ctx, tx, filingId, tableId);
    const list = keptList(open.table.list);
    const said = { holds: form.holds, columns: form.columns };
    const problem = problemOf(list, said, fieldsBeside(form.holds));
    if (problem) return { outcome: "refused", ...problem };
    await move(ctx, tx, open, { from: ["match"], to: "matched", seenVersion: form.seenVersion, said });
    await rememberMatch(tx, whose(ctx), list, { ...said, savedBy: ctx.user.id });
    await record(ctx, tx, open, "match-outside-list", { holds: form.holds, rows: list.rows.length });
    return { outcome: "read" };
  });
}

export type UseResult = { outcome: "used" } | { outcome: "refused"; problem: "nothing" | "faults" };

/** Puts the rows beside what was read of the plan. Where rows have faults, only when the person says that these are left out. */
export async function takeUpTable(ctx: Context, filingId: string, tableId: string, { seenVersion, leaveOut }: { seenVersion: number; leaveOut: boolean }): Promise<UseResult> {
  return inLea(ctx, async (tx): Promise<UseResult> => {
    const open = await openTable(ctx, tx, filingId, tableId);
    const read = (await listsBeside(ctx, tx, open.opened, open.opened.newest, open.table)).read.get(tableId);
    if (open.table.status === "matched" && (read?.lines.length ?? 0) === 0) return { outcome: "refused", problem: "nothing" };
    if (open.table.status === "matched" && (read?.faults.length ?? 0) > 0 && !leaveOut) return { outcome: "refused", problem: "faults" };
    await move(ctx, tx, open, { from: ["matched"], to: "used", seenVersion });
    await record(ctx, tx, open, "use-outside-list", { rows: read?.lines.length ?? 0, leftOut: read?.faults.length ?? 0 });
    return { outcome: "used" };
  });
}

/** Back to the columns; its rows do not stand beside the plan until they are looked at again. */
export async function matchTableAgain(ctx: Context, filingId: string, tableId: string, seenVersion: number): Promise<void> {
  await inLea(ctx, async (tx) => {
    const open = await openTable(ctx, tx, filingId, tableId);
    await move(ctx, tx, open, { from: ["matched", "used"], to: "match", seenVersion });
    await record(ctx, tx, open, "match-outside-list-again");
  });
}

/** Takes the list away from beside the plan, for good. */
export async function setTableAside(ctx: Context, filingId: string, tableId: string, seenVersion: number): Promise<void> {
  await inLea(ctx, async (tx) => {
    const open = await openTable(ctx, tx, filingId, tableId);
    await move(ctx, tx, open, { from: ["match", "matched", "used"], to: "set-aside", seenVersion });
    await record(ctx, tx, open, "set-outside-list-aside");
  });
}
