import { recordAct } from "#db/repos/audit.server.ts";
import { listRowVersions } from "#db/repos/row-versions.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { ReadSheet } from "#schemas/grid-sheet.ts";
import type { Answer, Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { cellOptions, cellsOfRow } from "#app/domain/grids/cells.ts";
import { compareRows, lockedInSheet, readGridSheet, sheetKind } from "#app/domain/imports/grid-difference.ts";
import type { Compared, Fault, SheetWords, StoredRow } from "#app/domain/imports/grid-difference.ts";
import { nounOf } from "#app/domain/history/row-difference.ts";
import { withoutPrivate } from "#app/domain/plan/without-private.ts";
import { rowName, rowNumbers } from "#app/domain/plan/row-form.ts";
import { changeOf } from "#app/domain/permissions/rights.ts";
import { everyStatement, inLea, openPlan } from "#app/services/plans/open-plan.server.ts";
import { planHead, refuseIfAdopted } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { rowPlace, storedRow } from "#app/services/plans/row-place.server.ts";
import type { RowPlace } from "#app/services/plans/row-place.server.ts";
import { linkErrors } from "#app/services/plans/save-row.server.ts";
import { gridRows } from "./grid-rows.server.ts";
import { saveCells } from "./save-cells.server.ts";

const longestName = 120;
const nameOfList = (row: string): string => row.charAt(0).toUpperCase() + row.slice(1);

/** A grid as a workbook to send out. What never leaves the LEA is not in it. */
export async function gridWorkbook(ctx: Context, planId: string, asked: { collection: string; goalId: string | null }): Promise<{ bytes: Uint8Array; name: string; format: "xlsx" }> {
  const { plan, place } = await inLea(ctx, async (tx) => {
    const seen = await openPlan(ctx, tx, planId, "document.export");
    const plan = withoutPrivate(seen, everyStatement(ctx));
    const place = rowPlace(ctx, plan, asked.collection);
    if (place.statement.private === true) throw new AppError("forbidden", "These answers are private to the district and never leave it.");
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "download-grid", object: `plan/${planId}/grids/${asked.collection}` });
    return { plan, place };
  });
  const list = nameOfList(nounOf(place.statement));
  const organization = plan.organizations.find(({ id }) => id === plan.leaId)?.name ?? "";
  const rows = gridRows(plan, place, asked.goalId).map(({ id, version }) => {
    const row = storedRow(plan, place, id)?.row ?? { id, version };
    return { id, version, cells: cellsOfRow(place.fields, row), locked: lockedInSheet(place.fields, row) };
  });
  const columns = place.fields.map((field) => ({ name: field.name, label: field.label.replace(/\s+/g, " ").trim(), kind: sheetKind(field), options: sheetKind(field) === "choice" ? cellOptions(field).map(({ label }) => label) : [] }));
  const title = `${organization} ${plan.year} ${list}`;
  const bytes = await ctx.files.grid.write({ name: list, title, planId, collection: asked.collection, day: ctx.today(), columns, rows: rows.map((row) => ({ ...row, cells: Object.fromEntries(Object.entries(row.cells).map(([name, text]) => [name, row.locked.includes(name) && text.length > 32_000 ? "(too long for a workbook; change it in the portal)" : text])) })) }, plan.language);
  return { bytes, name: `${title.slice(0, longestName)}.xlsx`, format: "xlsx" };
}

/** `faults`: nothing can be taken. `rows`: what the workbook says, to be sent back when it is taken; `seen`: the version of each row that the differences were shown against. */
export type ComparisonPage = { plan: PlanHead; collection: string; row: string; chapter: { id: string; title: string }; faults: Fault[]; rows: SheetWords[]; seen: Record<string, number> } & Compared;

/** The page a workbook is given back on. */
export async function loadImportPage(ctx: Context, planId: string, collection: string): Promise<Pick<ComparisonPage, "plan" | "collection" | "row" | "chapter">> {
  return inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, changeOf(collection));
    const place = rowPlace(ctx, plan, collection);
    refuseIfAdopted(ctx, plan, place.statement);
    return headOf(ctx, plan, place, collection);
  });
}

/** Reads a workbook and compares it with the plan, changing nothing. Throws AppError "invalid" or "too-large" for a file that is none of ours. */
export async function compareWorkbook(ctx: Context, planId: string, form: { collection: string; goalId: string | null; bytes: Uint8Array }): Promise<ComparisonPage> {
  const head = await loadImportPage(ctx, planId, form.collection);
  const sheet: ReadSheet = await ctx.files.grid.read(form.bytes);
  return inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, changeOf(form.collection));
    const place = rowPlace(ctx, plan, form.collection);
    const now = rowsNow(plan, place);
    const { faults, rows } = readGridSheet(sheet, { planId, collection: form.collection, schema: place.collection, fields: place.fields, now, linkErrors: (row) => (place.collection ? linkErrors(plan, place.collection, row) : {}) });
    if (faults.length > 0) return { ...head, faults, rows: [], seen: {}, differences: [], elsewhere: 0, notInFile: 0 };
    return compared(ctx, tx, plan, place, form, rows);
  });
}

export type TakeResult = { outcome: "taken"; cells: number } | { outcome: "changed"; page: ComparisonPage };

/** Takes the cells that were ticked, on top of the versions they were shown against, together or not at all. */
export async function takeWorkbook(ctx: Context, planId: string, form: { collection: string; goalId: string | null; rows: readonly SheetWords[]; seen: Readonly<Record<string, number>>; take: readonly { id: string; field: string }[] }): Promise<TakeResult> {
  const wanted = new Map<string, Record<string, string>>();
  for (const { id, field } of form.take) {
    const words = form.rows.find((row) => row.id === id)?.cells[field];
    if (words === undefined) throw new AppError("invalid", "The form is not complete.");
    wanted.set(id, { ...wanted.get(id), [field]: words });
  }
  const result = await saveCells(ctx, planId, { collection: form.collection, rows: [...wanted].map(([id, cells]) => ({ id, seenVersion: form.seen[id] ?? 0, cells })) });
  if (result.outcome === "saved") return { outcome: "taken", cells: form.take.length };
  const page = await inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, changeOf(form.collection));
    const place = rowPlace(ctx, plan, form.collection);
    const again = await compared(ctx, tx, plan, place, form, form.rows);
    return result.outcome === "refused" ? { ...again, faults: Object.values(result.errors).flatMap((errors) => Object.entries(errors).map(([name, why]): Fault => ({ row: null, column: place.fields.find((field) => field.name === name)?.label ?? null, why }))) } : again;
  });
  return { outcome: "changed", page };
}

const headOf = (ctx: Context, plan: Plan, place: RowPlace, collection: string) => ({
  plan: planHead(ctx, plan),
  collection,
  row: nameOfList(nounOf(place.statement)),
  chapter: { id: place.chapterId, title: ctx.crosswalks.outline.chapters.find((one) => one.id === place.chapterId)?.title ?? "" },
});

const rowsNow = (plan: Plan, place: RowPlace): Map<string, StoredRow> => new Map(gridRows(plan, place, null).flatMap(({ id }) => {
  const row = storedRow(plan, place, id)?.row;
  return row ? [[id, row] as const] : [];
}));

async function compared(ctx: Context, tx: Tx, plan: Plan, place: RowPlace, { collection, goalId }: { collection: string; goalId: string | null }, rows: readonly SheetWords[]): Promise<ComparisonPage> {
  const now = rowsNow(plan, place);
  const older = rows.filter(({ id, version }) => now.has(id) && now.get(id)?.version !== version);
  const stored = await listRowVersions(tx, { leaId: plan.leaId, planId: plan.id, collection: place.collection ?? "answers", asked: older.map(({ id, version }) => ({ id, version })) });
  const out = new Map(stored.map((row) => [row.id, (place.collection ? row : { ...((row as Answer).value as Record<string, unknown>), id: row.id, version: row.version }) as unknown as StoredRow]));
  const numbers = rowNumbers(plan);
  const linked = (row: StoredRow): string => numbers.get(String(row["actionId"] ?? row["metricId"] ?? "")) ?? "";
  const result = compareRows(rows, { fields: place.fields, now, out, expected: gridRows(plan, place, goalId).map(({ id }) => id), nameOf: (row) => [numbers.get(row.id) ?? linked(row), rowName(row)].filter(Boolean).join(" ") || row.id });
  const touched = new Set(result.differences.map(({ id }) => id));
  return { ...headOf(ctx, plan, place, collection), faults: [], rows: rows.filter(({ id }) => touched.has(id)), seen: Object.fromEntries([...touched].map((id) => [id, now.get(id)?.version ?? 0])), ...result };
}
