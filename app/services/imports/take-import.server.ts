import { randomUUID } from "node:crypto";
import { recordAct } from "#db/repos/audit.server.ts";
import { recordSources, type RowSource } from "#db/repos/plan-imports.server.ts";
import { saveRow } from "#db/repos/rows.server.ts";
import { insertRows, replaceOpening, type TakenRows } from "#db/repos/taken-rows.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { planCollections, type Plan, type PlanCollection } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { corrected, openingIsUsed, standingOf, type ImportRow } from "#app/domain/imports/import-items.ts";
import { isOwnDocument } from "#app/domain/imports/own-document.ts";
import { checkRow } from "#app/domain/plan/row-form.ts";
import { inLea } from "#app/services/plans/open-plan.server.ts";
import { withIdsForBlocks } from "#app/services/plans/block-ids.server.ts";
import { refuseIfAdopted } from "#app/services/plans/plan-head.server.ts";
import { openImport, openReading, sourceWords } from "./open-import.server.ts";

export type TakeForm = { keys: readonly string[]; seenVersion: number; otherLea: boolean };
/** `rows`: how many rows of the plan are new or changed; nothing where all was there already. */
export type TakeResult = { items: number; rows: number };

/** What the plan's row keeps when its words are replaced by those of a document: who it is and where it hangs. */
const kept = ["id", "lineageId", "orgId", "version", "order", "goalId", "needIds", "metricIds", "schoolIds", "causeIds", "inequityIds", "parentLineageId", "offeredFrom", "about"];

/**
 * Writes the chosen items into the plan in one transaction, each row with its source. What the plan has already is not done twice; what a person wrote is overwritten only where that item was chosen.
 * An item brings the goal it hangs under. Throws "conflict" when the reading or the plan changed since the person looked, "invalid" for another LEA's document nobody confirmed.
 */
export async function takeImport(ctx: Context, planId: string, importId: string, form: TakeForm): Promise<TakeResult> {
  return inLea(ctx, async (tx) => {
    const opened = await openImport(ctx, tx, planId, importId);
    const { plan, orgId, found } = opened;
    const { reading, offer } = await openReading(ctx, tx, opened);
    if (found.version !== form.seenVersion) throw new AppError("conflict", "This reading was changed while you looked at it. Reload the page to see how it stands.");
    refuseIfAdopted(ctx, plan, { key: "", collection: "goals" }, orgId);
    if (found.kind !== "year" && !form.otherLea && !isOwnDocument(reading, plan, orgId)) throw new AppError("invalid", `This document says it is of ${reading.leaName || "another LEA or school"}. Say that it is right before anything of it is taken.`);
    const byKey = new Map(offer.items.map((item) => [item.key, item]));
    const asked = form.keys.map((key) => {
      const item = byKey.get(key);
      if (!item) throw new AppError("not-found", "There is no such row in this reading.");
      return item;
    });
    const withGoals = new Set([...asked.flatMap((item) => (item.goal === null || item.goal === item.key ? [] : [byKey.get(item.goal)].filter((goal) => goal !== undefined && goal.now === null))), ...asked].filter((item) => item !== undefined));
    const wanted = offer.items.filter((item) => withGoals.has(item)).map((item) => {
      const done = corrected(item, found.edits[item.key]);
      if ("errors" in done) throw new AppError("invalid", Object.values(done.errors)[0] ?? "A correction cannot be taken.");
      return done.item;
    }).filter((item) => standingOf(item) !== "there");

    // Where the plan has a row for it already, links lead there.
    const redirected = new Map(offer.items.flatMap((item) => (item.now && item.rows[0] && item.collection !== "opening" ? [[item.rows[0].row.id, item.now.rowId] as const] : [])));
    const fresh: ImportRow[] = wanted.filter((item) => item.now === null || item.collection === "opening").flatMap(({ rows }) => rows);
    const there = new Set([...planCollections.flatMap((collection) => plan[collection].map(({ id }) => `${collection}/${id}`)), ...fresh.map(({ collection, row }) => `${collection}/${row.id}`)]);
    const linked = (row: ImportRow["row"]): ImportRow["row"] => {
      const one = { ...row } as Record<string, unknown>;
      const to = (id: unknown) => redirected.get(String(id)) ?? id;
      for (const name of ["goalId", "metricId", "actionId", "about"]) if (typeof one[name] === "string") one[name] = to(one[name]);
      for (const [name, target] of [["needIds", "needs"], ["metricIds", "metrics"]] as const) if (Array.isArray(one[name])) one[name] = (one[name] as string[]).map((id) => String(to(id))).filter((id) => there.has(`${target}/${id}`));
      return withIdsForBlocks(one, randomUUID) as ImportRow["row"];
    };
    const rows: TakenRows = {};
    const sources: RowSource[] = [];
    const words = sourceWords(found);
    for (const item of wanted.filter(({ now, collection }) => now === null || collection === "opening")) {
      for (const { collection, row } of item.rows) {
        // Two items may bring the same row: a need that both answer.
        if (plan[collection].some(({ id }) => id === row.id) || rows[collection]?.some(({ id }) => id === row.id)) continue;
        const made = withOrder(plan, rows, collection, linked(row));
        mustFit(collection, made);
        ((rows[collection] ??= []) as unknown[]).push(made);
        sources.push({ collection, rowId: made.id, words, page: item.page });
      }
    }
    const opening = wanted.find(({ collection }) => collection === "opening")?.opening;
    if (opening) {
      if (plan.opening && openingIsUsed(plan)) throw new AppError("conflict", `This plan already has last year's plan (${plan.opening.source.text}), and estimates or progress were written about it. They would be lost. Leave “Last year's plan” unticked.`);
      await replaceOpening(tx, { leaId: plan.leaId, planId: plan.id }, opening);
      sources.push({ collection: "opening", rowId: "opening", words, page: null });
    }
    await insertRows(tx, { leaId: plan.leaId, planId: plan.id }, rows);
    for (const item of wanted) {
      const [own] = item.rows;
      if (!item.now || !own || item.collection === "opening") continue;
      const now = (plan[own.collection] as Plan[PlanCollection]).find(({ id }) => id === item.now?.rowId);
      const row = { ...linked(own.row), ...Object.fromEntries(kept.flatMap((name) => (now && name in now ? [[name, (now as Record<string, unknown>)[name]]] : []))) } as ImportRow["row"];
      mustFit(own.collection, row);
      if (!(await saveRow(tx, { leaId: plan.leaId, planId: plan.id, collection: own.collection, row: row as never, seenVersion: item.now.version })).saved) throw new AppError("conflict", "Somebody changed one of these rows just now. Reload the page to see it.");
      sources.push({ collection: own.collection, rowId: row.id, words, page: item.page });
    }
    await recordSources(tx, { leaId: plan.leaId, planId: plan.id, takenBy: ctx.user.id, rows: sources });
    await recordAct(tx, { leaId: plan.leaId, actor: ctx.user.id, verb: "take-import", object: `plan/${planId}/imports/${importId}`, detail: { items: wanted.length, rows: sources.length } });
    return { items: wanted.length, rows: sources.length };
  });
}

/** After the rows that are there, in the order of the document. */
function withOrder(plan: Plan, taken: TakenRows, collection: PlanCollection, row: ImportRow["row"]): ImportRow["row"] {
  if (!("order" in row)) return row;
  const rows = [...plan[collection], ...(taken[collection] ?? [])] as readonly { order?: number }[];
  return { ...row, order: rows.reduce((most, one) => Math.max(most, one.order ?? 0), 0) + 1 };
}

function mustFit(collection: PlanCollection, row: ImportRow["row"]): void {
  const [error] = Object.entries(checkRow(collection, row as unknown as Record<string, unknown>));
  if (error) throw new AppError("invalid", `A row of the reading does not fit the plan (${collection}, ${error[0]}): ${error[1]}`);
}
