import { listImports, type PlanImport } from "#db/repos/plan-imports.server.ts";
import { listPlans } from "#db/repos/plans.server.ts";
import { yearAfter } from "#app/domain/imports/plan-years.ts";
import type { Context } from "#app/context.server.ts";
import { corrected, fitOf, leftOutMark, standingOf, type EditField, type ImportItem } from "#app/domain/imports/import-items.ts";
import type { Reading } from "#app/domain/imports/reading.ts";
import { isOwnDocument } from "#app/domain/imports/own-document.ts";
import { isCertain, isOpen, nextToLookAt, type ImportGroup, type ImportLine, type ItemView, type KeptPages, type Review, type SheetMatch } from "#app/domain/imports/review.ts";
import type { SheetHolds } from "#app/domain/imports/sheet-columns.ts";
import { AppError } from "#schemas/app-error.ts";
import { inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { planHead, type PlanHead } from "#app/services/plans/plan-head.server.ts";
import { matchOfImport } from "./match-sheet.server.ts";
import { openImport, openReading } from "./open-import.server.ts";

export type ImportPage = ImportLine & { plan: PlanHead; review: Review | null; match: SheetMatch | null };

const lineOf = (one: PlanImport): ImportLine => ({ id: one.id, kind: one.kind, fileName: one.fileName, status: one.status, page: one.page, pages: one.pages, error: one.error ?? "", version: one.version });

/** The page where documents come in: what is under way and what waits to be looked at. */
export async function loadImports(ctx: Context, planId: string): Promise<{ plan: PlanHead; imports: ImportLine[] }> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, planId, "plan.import");
    return { plan: planHead(ctx, plan, orgId), imports: (await listImports(tx, { leaId: plan.leaId, orgId, planId: plan.id })).map(lineOf) };
  });
}

/** How far a reading is. */
export async function loadImportProgress(ctx: Context, planId: string, importId: string): Promise<ImportLine> {
  return inLea(ctx, async (tx) => lineOf((await openImport(ctx, tx, planId, importId)).found));
}

/** What was read, beside what the plan has; or a spreadsheet's columns to match, as `asked` for a kind of rows. */
export async function loadImport(ctx: Context, planId: string, importId: string, asked: SheetHolds | null = null): Promise<ImportPage> {
  return inLea(ctx, async (tx) => {
    const opened = await openImport(ctx, tx, planId, importId);
    const { plan, orgId, found } = opened;
    const page = { ...lineOf(found), plan: planHead(ctx, plan, orgId) };
    if (found.status === "match") return { ...page, review: null, match: await matchOfImport(tx, opened, asked) };
    if (found.status !== "read") return { ...page, review: null, match: null };
    const { reading, offer } = await openReading(ctx, tx, opened);
    const views = offer.items.map((item) => ({ item, view: viewOf(ctx, item, found.edits[item.key]) }));
    const group = (id: string, kind: ImportGroup["kind"], number: string, keep: (item: ImportItem) => boolean): ImportGroup => {
      const items = views.filter(({ item }) => keep(item)).map(({ view }) => view);
      return { id, kind, number, items, open: items.filter(isOpen).length };
    };
    const goals = offer.items.filter(({ collection }) => collection === "goals");
    const groups = [
      group("opening", "opening", reading.year, ({ collection }) => collection === "opening"),
      ...goals.map((goal) => group(goal.key, "goal", goal.label, (item) => item.goal === goal.key)),
      group("needs", "needs", "", ({ collection }) => collection === "needs"),
      group("events", "events", "", ({ collection }) => collection === "events"),
      group("revenues", "revenues", "", ({ collection }) => collection === "revenues"),
      group("answers", "answers", "", (item) => item.collection === "answers" && item.goal === null),
    ].filter(({ items }) => items.length > 0);
    const plans = offer.fit === null ? await listPlans(tx, { leaId: plan.leaId }) : [];
    const years = [reading.year, yearAfter(reading.year)];
    const all = groups.flatMap(({ items }) => items);
    const review: Review = {
      leaName: reading.leaName, cds: reading.cds, year: reading.year, places: reading.places, own: found.kind === "year" || isOwnDocument(reading, plan, orgId), fit: offer.fit, former: reading.former, agreeing: reading.agreeing, compared: reading.compared,
      // A document of another year offers nothing here; what was read is told all the same.
      counts: {
        goals: offer.fit === null ? reading.plan.goals.length : goals.length, metrics: offer.fit === null ? reading.plan.metrics.length : offer.items.filter(({ collection }) => collection === "metrics").length, actions: offer.fit === null ? reading.plan.actions.length : offer.items.filter(({ collection }) => collection === "actions").length,
        doubts: offer.fit === null ? offer.general.filter(({ kind }) => kind === "doubtful").length : all.filter(({ doubts }) => doubts.length > 0).length, certain: all.filter(isCertain).length, open: all.filter(isOpen).length,
      },
      pages: keptPages(found, reading), groups, general: offer.general, derived: reading.derived,
      elsewhere: plans.flatMap(({ id, year }) => (fitOf(reading, { year }) === null ? [] : [{ id, year, fit: fitOf(reading, { year }) }])),
      newYears: offer.fit === null && orgId === plan.leaId ? years.filter((year) => !plans.some((one) => one.year === year)).map((year) => ({ year, fit: fitOf(reading, { year }) })) : [],
    };
    return { ...page, review, match: null };
  });
}

export type ImportItemPage = { plan: PlanHead; importId: string; fileName: string; version: number; places: Review["places"]; item: ItemView; fields: EditField[]; own: boolean; pages: KeptPages | null; /** The words at its place, by row and cell, where no page can be drawn. */ passage: string[][]; next: string | null };

/** A file of another kind, one that is not kept, and a reading from before pages were kept have none. */
const keptPages = ({ kind, fileKey, pages }: PlanImport, { sizes }: Reading): KeptPages | null => (kind === "pdf" && fileKey !== null ? { count: pages, sizes } : null);

/** One item as a whole, to be corrected before it is taken. */
export async function loadImportItem(ctx: Context, planId: string, importId: string, key: string): Promise<ImportItemPage> {
  return inLea(ctx, async (tx) => {
    const opened = await openImport(ctx, tx, planId, importId);
    const { reading, offer } = await openReading(ctx, tx, opened);
    const item = offer.items.find((one) => one.key === key);
    if (!item) throw new AppError("not-found", "There is no such row in this reading.");
    const edits = opened.found.edits[key];
    const { found } = opened;
    return {
      own: found.kind === "year" || isOwnDocument(reading, opened.plan, opened.orgId), pages: keptPages(found, reading), passage: item.page === null ? [] : (reading.passages[item.page] ?? []),
      next: nextToLookAt(offer.items.map((one) => viewOf(ctx, one, found.edits[one.key])), key),
      plan: planHead(ctx, opened.plan, opened.orgId), importId, fileName: opened.found.fileName, version: opened.found.version, places: reading.places, item: viewOf(ctx, item, edits), fields: item.fields.map((field) => ({ ...field, value: edits?.[field.name] ?? field.value })),
    };
  });
}

function viewOf(ctx: Context, item: ImportItem, edits: Record<string, string> | undefined): ItemView {
  const done = corrected(item, edits);
  const one = "item" in done ? done.item : item;
  const { outline, catalogs } = ctx.crosswalks;
  const label =
    item.collection === "answers"
      ? (outline.chapters.flatMap(({ statements }) => statements).find(({ key }) => key === item.label)?.question ?? item.label)
      : item.collection === "revenues"
        ? (catalogs["revenues"]?.entries.find(({ code }) => `revenue.${code}` === item.says[0]?.name)?.label ?? item.label)
        : item.label;
  return {
    key: one.key, collection: one.collection, label, page: one.page, doubts: one.doubts, locked: one.locked,
    says: one.says.filter(({ words }) => words !== "").map((part) => (part.name.startsWith("revenue.") ? { ...part, name: "amount" } : part)),
    standing: standingOf(one), nowWords: item.now?.words ?? "", corrected: Object.keys(edits ?? {}).some((name) => name !== leftOutMark), leftOut: edits?.[leftOutMark] !== undefined,
  };
}
