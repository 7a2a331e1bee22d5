// The columns of a spreadsheet: what they are taken for, what a person says, and that it is remembered.
import { recordAct } from "#db/repos/audit.server.ts";
import { findMatch, findSheets, moveImport, saveMatch, saveMatchedReading } from "#db/repos/plan-imports.server.ts";
import type { Tx } from "#db/client.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { WordSheet } from "#schemas/grid-sheet.ts";
import type { Context } from "#app/context.server.ts";
import type { SheetMatch } from "#app/domain/imports/review.ts";
import { guessColumns, guessKind, listOf, matchProblem, sheetFields, type ColumnMatch, type SheetField, type SheetHolds } from "#app/domain/imports/sheet-columns.ts";
import { sheetAsReading } from "#app/domain/imports/sheet-as-reading.ts";
import { labelOf } from "#app/domain/imports/printed-values.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { hashOf } from "./import-file.server.ts";
import { openImport, type OpenImport } from "./open-import.server.ts";

const samples = 3;
const longestSample = 80;

export type FoundList = NonNullable<ReturnType<typeof listOf>>;
/** The list as it was kept. */
export function keptList(sheets: unknown): FoundList {
  const list = listOf((sheets as WordSheet[] | null) ?? []);
  if (!list) throw new AppError("conflict", "The rows of this spreadsheet are not here any more. Choose the file again.");
  return list;
}
const listIn = async (tx: Tx, { plan, found }: OpenImport): Promise<FoundList> => keptList(await findSheets(tx, { leaId: plan.leaId, importId: found.id }));
const headsHash = (heads: readonly string[]): string => hashOf(new TextEncoder().encode(JSON.stringify(heads.map(labelOf))));

type Whose = { leaId: string; orgId: string };

/** The heads with some cells of each, and what each is taken for: as last time for the same heads, else guessed. */
export async function matchOf(tx: Tx, whose: Whose, list: FoundList, asked: SheetHolds | null, fieldsOf = (holds: SheetHolds): readonly SheetField[] => sheetFields[holds]): Promise<SheetMatch> {
  const known = await findMatch(tx, { ...whose, headsHash: headsHash(list.heads) });
  const holds = asked ?? known?.holds ?? guessKind(list.heads);
  const remembered = known !== undefined && known.holds === holds;
  const match = remembered ? known.columns : guessColumns(list.heads, holds);
  const columns = list.heads.map((head, at) => ({
    at, head, field: match[String(at)] ?? "",
    samples: list.rows.map(({ cells }) => cells[at] ?? "").filter((cell) => cell !== "").slice(0, samples).map((cell) => (cell.length > longestSample ? `${cell.slice(0, longestSample)} …` : cell)),
  }));
  return { name: list.name, rows: list.rows.length, holds, remembered, columns: columns.filter(({ head, samples: cells }) => head !== "" || cells.length > 0), fields: fieldsOf(holds).map(({ name, required }) => ({ name, required })) };
}

/** The match of the import's spreadsheet. */
export const matchOfImport = async (tx: Tx, opened: OpenImport, asked: SheetHolds | null): Promise<SheetMatch> => matchOf(tx, { leaId: opened.plan.leaId, orgId: opened.orgId }, await listIn(tx, opened), asked);

export type SaidOfColumns = { holds: SheetHolds; columns: ColumnMatch };
/** What is wrong with what a person said of a list's columns, or nothing. Throws "invalid" for a column or field that is none. */
export function problemOf(list: FoundList, { holds, columns }: SaidOfColumns, fields: readonly SheetField[] = sheetFields[holds]): ReturnType<typeof matchProblem> {
  const known = new Set(fields.map(({ name }) => name));
  if (Object.entries(columns).some(([at, name]) => !known.has(name) || Number(at) >= list.heads.length)) throw new AppError("invalid", "The form names a column or field that does not belong here.");
  return matchProblem(columns, fields);
}

/** Keeps what was said, for the next spreadsheet with the same heads. */
export const rememberMatch = (tx: Tx, whose: Whose, list: FoundList, said: SaidOfColumns & { savedBy: string }): Promise<void> => saveMatch(tx, { ...whose, headsHash: headsHash(list.heads) }, said);

export type MatchForm = SaidOfColumns & { seenVersion: number };
export type MatchResult = { outcome: "read" } | { outcome: "refused"; missing: string[]; twice: string[] };

/** Reads the rows by what the person said of the columns, and remembers it. Nothing enters the plan by it. */
export async function matchSheet(ctx: Context, key: string, importId: string, form: MatchForm): Promise<MatchResult> {
  return inLea(ctx, async (tx) => {
    const opened = await openImport(ctx, tx, key, importId);
    const { plan, orgId, found } = opened;
    if (found.status !== "match") throw new AppError("conflict", "The columns of this spreadsheet are matched already. Reload the page.");
    const list = await listIn(tx, opened);
    const problem = problemOf(list, form);
    if (problem) return { outcome: "refused", ...problem };
    const reading = sheetAsReading(list.rows, { match: form.columns, holds: form.holds, plan, orgId, sources: ctx.crosswalks.catalogs["funding-sources"]?.entries ?? [] });
    if (!(await saveMatchedReading(tx, { leaId: plan.leaId, importId, reading, seenVersion: form.seenVersion }))) throw new AppError("conflict", "This changed while you looked at it. Reload the page.");
    await rememberMatch(tx, { leaId: plan.leaId, orgId }, list, { holds: form.holds, columns: form.columns, savedBy: ctx.user.id });
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "match-import", object: `plan/${plan.id}/imports/${importId}`, detail: { holds: form.holds, rows: list.rows.length } });
    return { outcome: "read" };
  });
}

/** Back to the columns of a spreadsheet that was read wrong; corrections of its rows are dropped. */
export async function matchAgain(ctx: Context, key: string, importId: string): Promise<void> {
  await inLea(ctx, async (tx) => {
    const { plan, found } = await openImport(ctx, tx, key, importId);
    if (found.kind !== "sheet" && found.kind !== "text") throw new AppError("invalid", "Only a spreadsheet has columns to match.");
    if (!(await moveImport(tx, { leaId: plan.leaId, importId, from: ["read"], to: "match" }))) throw new AppError("conflict", "This changed while you looked at it. Reload the page.");
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "match-import-again", object: `plan/${plan.id}/imports/${importId}` });
  });
}
