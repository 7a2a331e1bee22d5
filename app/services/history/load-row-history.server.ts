import { listRevisions, loadPlanAt } from "#db/repos/revisions.server.ts";
import type { Revision } from "#db/repos/revisions.server.ts";
import { AppError } from "#schemas/app-error.ts";
import { planCollections } from "#schemas/plan.ts";
import type { Answer, PlanCollection } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { rowDifference, sideOf } from "#app/domain/history/row-difference.ts";
import type { HistoryRow, RowChange } from "#app/domain/history/row-difference.ts";
import { can } from "#app/domain/permissions/can.ts";
import { isPrivateRow } from "#app/domain/plan/without-private.ts";
import { rowPath, statementPath } from "#app/domain/plan/place-of.ts";
import { asSeen, everyStatement, inLea, mayOnPart, openPart, schoolOwned } from "#app/services/plans/open-plan.server.ts";
import { isClosed, planHead } from "#app/services/plans/plan-head.server.ts";
import { actorNames, dayAndTime } from "./moments.server.ts";

export type RowVersion = { revision: number; version: number; what: RowChange["what"]; by: string; when: string; fields: string[]; current: boolean };
export type RowHistoryPage = {
  plan: { id: string; year: string };
  collection: string;
  rowId: string;
  noun: string;
  number: string;
  name: string;
  chapter: { id: string; title: string } | null;
  /** Where it is written; null when it is not there any more. */
  place: string | null;
  versions: RowVersion[];
  from: number;
  to: number;
  change: RowChange | null;
  /** Part of an adopted plan, which stays as it was adopted: nothing is restored in it. */
  closed: boolean;
  /** The version that a restore must have seen; null when the row is not there any more. */
  version: number | null;
};

/** The collection that rows of this name are kept in: answers, when it is the key of a statement ("who.people"). */
export const keptIn = (name: string): PlanCollection => planCollections.find((collection) => collection === name) ?? "answers";
const stateAfter = (revision: Revision | undefined): HistoryRow | undefined => (!revision || revision.operation === "delete" ? undefined : (revision.row as unknown as HistoryRow));

/** Who changed one row or answer, when and what; and the difference between two of its versions, by default the last change. */
export async function loadRowHistory(ctx: Context, partOfPlan: string, asked: { collection: string; rowId: string; from: number | null; to: number | null }): Promise<RowHistoryPage> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, partOfPlan, "plan.read");
    const key = { leaId: plan.leaId, planId: plan.id };
    const planId = planHead(ctx, plan, orgId).id;
    const collection = keptIn(asked.collection);
    // From the LEA's side also what its schools wrote, to those who read them.
    const isSeen = (owner: string) => owner === orgId || (orgId === plan.leaId && can(ctx.user, "school.read", schoolOwned(plan.leaId, owner)));
    const seesPrivateOf = (owner: string) => mayOnPart(ctx.user, { leaId: plan.leaId, orgId: owner }, "private.read");
    const revisions = (await listRevisions(tx, { ...key, collection, id: asked.rowId })).filter(({ row }) => isSeen(row.orgId) && (seesPrivateOf(row.orgId) || !isPrivateRow(collection, row, everyStatement(ctx))));
    const [newest] = revisions;
    if (!newest) throw new AppError("not-found", "Nothing is known of such a row.");
    const now = sideOf(plan, ctx.crosswalks, orgId);
    const names = await actorNames(ctx, tx, revisions.map(({ actor }) => actor));
    const changes = revisions.map((revision, at) => rowDifference(collection, { side: now, row: stateAfter(revisions[at + 1]) }, { side: now, row: stateAfter(revision) }));
    const about = rowDifference(collection, { side: now, row: undefined }, { side: now, row: newest.row as unknown as HistoryRow });
    const pick = (id: number | null, otherwise: number): Revision => {
      const found = id === null ? revisions[otherwise] : revisions.find((revision) => revision.id === id);
      if (!found) throw new AppError("not-found", "There is no such version.");
      return found;
    };
    const chosen = [pick(asked.from, Math.min(1, revisions.length - 1)), pick(asked.to, 0)].sort((a, b) => a.id - b.id) as [Revision, Revision];
    // Names of linked rows are those of that time.
    const [left, right] = [await loadPlanAt(tx, { ...key, upTo: chosen[0].id }), await loadPlanAt(tx, { ...key, upTo: chosen[1].id })].map((then) => (then ? sideOf(asSeen(ctx, then), ctx.crosswalks, orgId) : now)) as [typeof now, typeof now];
    const alone = chosen[0].id === chosen[1].id;
    const chapter = ctx.crosswalks.outline.chapters.find(({ id }) => id === about?.chapterId);
    const isThere = newest.operation !== "delete";
    const places = { planId, outline: ctx.crosswalks.outline, supplements: now.asked.map((one) => one.statement) };
    const statement = now.asked.find((one) => one.statement.key === about?.statement)?.statement;
    const answerAbout = collection === "answers" && statement?.shape !== "rows" ? ((newest.row as Answer).about ?? undefined) : undefined;
    const listName = collection === "answers" ? (statement?.key ?? "") : collection;
    const place = !isThere || !statement ? null : statement.shape === "rows" ? rowPath(planId, listName, asked.rowId) : statementPath(places, statement.key, answerAbout);
    return {
      plan: { id: planId, year: plan.year },
      collection: asked.collection,
      rowId: asked.rowId,
      noun: about?.noun ?? "",
      number: about?.number ?? "",
      name: about?.name ?? "",
      chapter: chapter ? { id: chapter.id, title: chapter.title } : null,
      place,
      versions: revisions.map((revision, at): RowVersion => ({
        revision: revision.id,
        version: revision.version,
        what: revision.operation === "delete" ? "removed" : stateAfter(revisions[at + 1]) ? "changed" : "added",
        by: names(revision.actor),
        when: dayAndTime(revision.at),
        fields: changes[at]?.what === "changed" ? changes[at].fields.map((field) => field.label) : [],
        current: at === 0,
      })),
      from: chosen[0].id,
      to: chosen[1].id,
      change: rowDifference(collection, { side: left, row: alone ? undefined : stateAfter(chosen[0]) }, { side: right, row: stateAfter(chosen[1]) }) ?? null,
      closed: isClosed(planHead(ctx, plan, orgId), collection === "answers" ? { key: (newest.row as Answer).key } : { key: "", collection }),
      version: isThere ? newest.version : null,
    };
  });
}
