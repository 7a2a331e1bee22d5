import { createHash } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { listRowVersions } from "#db/repos/row-versions.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { ReadSheet } from "#schemas/grid-sheet.ts";
import type { Answer, Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { cellOptions, cellsOfRow } from "#app/domain/grids/cells.ts";
import { compareRows, lockedInSheet, readGridSheet, sheetKind } from "#app/domain/imports/grid-difference.ts";
import type { Compared, Fault, NewRow, NewRowRules, SheetWords, StoredRow } from "#app/domain/imports/grid-difference.ts";
import { nounOf } from "#app/domain/history/row-difference.ts";
import { withoutPrivate } from "#app/domain/plan/without-private.ts";
import { blankRow, checkRow, rowName, rowNumbers } from "#app/domain/plan/row-form.ts";
import { changeOf } from "#app/domain/permissions/rights.ts";
import { atTheSchool } from "#app/services/plans/add-row.server.ts";
import { readPart } from "#app/domain/plan/part.ts";
import { hangingOn } from "#app/services/plans/hanging-rows.server.ts";
import { everyStatement, inLea, openPart, planSeen } from "#app/services/plans/open-plan.server.ts";
import { planHead, refuseIfAdopted } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { rowPlace, storedRow } from "#app/services/plans/row-place.server.ts";
import type { RowPlace } from "#app/services/plans/row-place.server.ts";
import { answerErrors, linkErrors } from "#app/services/plans/save-row.server.ts";
import { givenIn, gridRows } from "./grid-rows.server.ts";
import { saveCells } from "./save-cells.server.ts";

const longestName = 120;
/** Blank rows under a grid that goes out. */
const spareRows = 30;
const nameOfList = (row: string): string => row.charAt(0).toUpperCase() + row.slice(1);

/** A grid as a workbook to send out. What never leaves the LEA is not in it. */
export async function gridWorkbook(ctx: Context, key: string, asked: { collection: string; goalId: string | null }): Promise<{ bytes: Uint8Array; name: string; format: "xlsx" }> {
  const { plan, place, orgId } = await inLea(ctx, async (tx) => {
    const { plan: seen, orgId } = await openPart(ctx, tx, key, "document.export");
    const plan = withoutPrivate(seen, everyStatement(ctx));
    const place = rowPlace(ctx, plan, asked.collection, orgId);
    if (place.statement.private === true) throw new AppError("forbidden", "These answers are private to the district and never leave it.");
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "download-grid", object: `plan/${key}/grids/${asked.collection}` });
    return { plan, place, orgId };
  });
  const list = nameOfList(nounOf(place.statement));
  const organization = plan.organizations.find(({ id }) => id === orgId)?.name ?? "";
  const rows = gridRows(plan, place, asked.goalId, orgId).map(({ id, version }) => {
    const row = storedRow(plan, place, id, orgId)?.row ?? { id, version };
    return { id, version, cells: cellsOfRow(place.fields, row), locked: lockedInSheet(place.fields, row) };
  });
  const columns = place.fields.map((field) => ({ name: field.name, label: field.label.replace(/\s+/g, " ").trim(), kind: sheetKind(field), options: sheetKind(field) === "choice" ? cellOptions(field).map(({ label }) => label) : [] }));
  const title = `${organization} ${plan.year} ${list}`;
  const bytes = await ctx.files.grid.write({ name: list, title, planId: key, collection: asked.collection, spare: spareRows, day: ctx.today(), columns, rows: rows.map((row) => ({ ...row, cells: Object.fromEntries(Object.entries(row.cells).map(([name, text]) => [name, row.locked.includes(name) && text.length > 32_000 ? "(too long for a workbook; change it in the portal)" : text])) })) }, plan.language);
  return { bytes, name: `${title.slice(0, longestName)}.xlsx`, format: "xlsx" };
}

/**
 * `faults`: nothing can be taken. `rows`: what the workbook says, to be sent back when it is taken; `seen`: the version of each row that the differences were shown against.
 * `added`: rows that only the workbook has, with `columns` of which any says something; `takenBefore`: how many such were taken from it earlier.
 */
export type ComparisonPage = { plan: PlanHead; collection: string; row: string; chapter: { id: string; title: string }; faults: Fault[]; rows: SheetWords[]; seen: Record<string, number>; added: NewRow[]; takenBefore: number; columns: { name: string; label: string; number: boolean }[] } & Compared;

/** The page a workbook is given back on. */
export async function loadImportPage(ctx: Context, key: string, collection: string): Promise<Pick<ComparisonPage, "plan" | "collection" | "row" | "chapter">> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, changeOf(collection));
    const place = rowPlace(ctx, plan, collection, orgId);
    refuseIfAdopted(ctx, plan, place.statement, orgId);
    return headOf(ctx, plan, orgId, place, collection);
  });
}

/** Reads a workbook and compares it with the plan, changing nothing. Throws AppError "invalid" or "too-large" for a file that is none of ours. */
export async function compareWorkbook(ctx: Context, key: string, form: { collection: string; goalId: string | null; bytes: Uint8Array }): Promise<ComparisonPage> {
  const sheet: ReadSheet = await ctx.files.grid.read(form.bytes);
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, changeOf(form.collection));
    const place = rowPlace(ctx, plan, form.collection, orgId);
    refuseIfAdopted(ctx, plan, place.statement, orgId);
    const head = headOf(ctx, plan, orgId, place, form.collection);
    const now = rowsNow(plan, orgId, place);
    const read = readGridSheet(sheet, { planId: key, collection: form.collection, schema: place.collection, fields: place.fields, now, linkErrors: (row) => (place.collection ? linkErrors(plan, place.collection, row) : {}), newRow: newRowRules(plan, orgId, place, form.goalId) });
    if (read.faults.length > 0) return { ...head, faults: read.faults, rows: [], seen: {}, differences: [], elsewhere: 0, missing: [], added: [], takenBefore: 0, columns: [] };
    return compared(ctx, tx, { plan, orgId, place }, form, read);
  });
}

export type TakeResult = { outcome: "taken"; cells: number } | { outcome: "changed"; page: ComparisonPage };

/** What was ticked: cells of rows, whole new rows, rows to take out; with what the page showed of them. */
export type TakeForm = { collection: string; goalId: string | null; rows: readonly SheetWords[]; seen: Readonly<Record<string, number>>; added: readonly NewRow[]; take: readonly { id: string; field: string }[]; add: readonly string[]; drop: readonly string[] };

/** Takes the cells and rows that were ticked, and takes out the rows that were, on top of the versions they were shown against, together or not at all. */
export async function takeWorkbook(ctx: Context, key: string, form: TakeForm): Promise<TakeResult> {
  const wanted = new Map<string, Record<string, string>>();
  for (const { id, field } of form.take) {
    const words = form.rows.find((row) => row.id === id)?.cells[field];
    if (words === undefined) throw new AppError("invalid", "The form is not complete.");
    wanted.set(id, { ...wanted.get(id), [field]: words });
  }
  const added = form.add.map((id) => {
    const row = form.added.find((one) => one.id === id);
    if (!row) throw new AppError("invalid", "The form is not complete.");
    return { id, seenVersion: null, cells: row.cells };
  });
  const dropped = form.drop.map((id) => ({ id, seenVersion: form.seen[id] ?? 0, cells: {}, remove: true }));
  const result = await saveCells(ctx, key, { collection: form.collection, rows: [...[...wanted].map(([id, cells]) => ({ id, seenVersion: form.seen[id] ?? 0, cells })), ...added, ...dropped] });
  if (result.outcome === "saved") return { outcome: "taken", cells: form.take.length + added.length + dropped.length };
  const page = await inLea(ctx, async (tx) => {
    const { planId, schoolId } = readPart(key);
    const plan = await planSeen(ctx, tx, planId);
    if (!plan) throw new AppError("not-found", "There is no such plan here.");
    const orgId = schoolId ?? plan.leaId;
    const place = rowPlace(ctx, plan, form.collection, orgId);
    const now = rowsNow(plan, orgId, place);
    const again = await compared(ctx, tx, { plan, orgId, place }, form, { rows: form.rows, added: form.added.filter(({ id }) => !now.has(id)), takenBefore: form.added.filter(({ id }) => now.has(id)).length });
    return result.outcome === "refused" ? { ...again, faults: Object.values(result.errors).flatMap((errors) => Object.entries(errors).map(([name, why]): Fault => ({ row: null, column: place.fields.find((field) => field.name === name)?.label ?? null, why }))) } : again;
  });
  return { outcome: "changed", page };
}

const headOf = (ctx: Context, plan: Plan, orgId: string, place: RowPlace, collection: string) => ({
  plan: planHead(ctx, plan, orgId),
  collection,
  row: nameOfList(nounOf(place.statement)),
  chapter: { id: place.chapterId, title: ctx.crosswalks.outline.chapters.find((one) => one.id === place.chapterId)?.title ?? "" },
});

/** An id made of the words, so that a workbook given back twice does not make its new rows twice. */
function idOf(words: string): string {
  const hash = createHash("sha256").update(words).digest("hex");
  return [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`, hash.slice(20, 32)].join("-");
}

/** As a new row of the grid is checked when it is saved. */
function newRowRules(plan: Plan, orgId: string, place: RowPlace, goalId: string | null): NewRowRules {
  const { collection } = place;
  const blank = collection ? blankRow(collection) : {};
  const base = { id: "new", lineageId: "new", orgId, version: 1, ...("order" in blank ? { order: 0 } : {}) };
  return {
    blank,
    given: givenIn(plan, place, goalId),
    errors: (row) => {
      const whole = atTheSchool(plan, orgId, row);
      return collection ? { ...checkRow(collection, { ...whole, ...base }), ...linkErrors(plan, collection, whole) } : answerErrors(whole);
    },
    idOf,
  };
}

const rowsNow = (plan: Plan, orgId: string, place: RowPlace): Map<string, StoredRow> => new Map(gridRows(plan, place, null, orgId).flatMap(({ id }) => {
  const row = storedRow(plan, place, id, orgId)?.row;
  return row ? [[id, row] as const] : [];
}));

type Read = { rows: readonly SheetWords[]; added: NewRow[]; takenBefore: number };

async function compared(ctx: Context, tx: Tx, { plan, orgId, place }: { plan: Plan; orgId: string; place: RowPlace }, { collection, goalId }: { collection: string; goalId: string | null }, { rows, added, takenBefore }: Read): Promise<ComparisonPage> {
  const now = rowsNow(plan, orgId, place);
  const older = rows.filter(({ id, version }) => now.has(id) && now.get(id)?.version !== version);
  const stored = await listRowVersions(tx, { leaId: plan.leaId, planId: plan.id, collection: place.collection ?? "answers", asked: older.map(({ id, version }) => ({ id, version })) });
  const out = new Map(stored.map((row) => [row.id, (place.collection ? row : { ...((row as Answer).value as Record<string, unknown>), id: row.id, version: row.version }) as unknown as StoredRow]));
  const numbers = rowNumbers(plan, orgId);
  const linked = (row: StoredRow): string => numbers.get(String(row["actionId"] ?? row["metricId"] ?? "")) ?? "";
  const result = compareRows(rows, { fields: place.fields, now, out, expected: gridRows(withoutPrivate(plan, everyStatement(ctx)), place, goalId, orgId).map(({ id }) => id), hanging: await hangingOn(tx, plan, place.collection ?? "answers"), nameOf: (row) => [numbers.get(row.id) ?? linked(row), rowName(row)].filter(Boolean).join(" ") || row.id });
  const touched = new Set(result.differences.map(({ id }) => id));
  const shown = [...touched, ...result.missing.map(({ id }) => id)];
  const columns = place.fields.filter(({ name }) => added.some(({ cells }) => (cells[name] ?? "") !== "")).map(({ name, label, control }) => ({ name, label, number: control === "money" }));
  return { ...headOf(ctx, plan, orgId, place, collection), faults: [], rows: rows.filter(({ id }) => touched.has(id)), seen: Object.fromEntries(shown.map((id) => [id, now.get(id)?.version ?? 0])), added, takenBefore, columns, ...result };
}
