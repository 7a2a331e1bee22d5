import { listNamedVersions } from "#db/repos/named-versions.server.ts";
import { listLastChanges, loadPlanAt } from "#db/repos/revisions.server.ts";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { planDifference } from "#app/domain/history/plan-difference.ts";
import type { PlanDifference } from "#app/domain/history/plan-difference.ts";
import type { RowChange } from "#app/domain/history/row-difference.ts";
import { aroundChanges } from "#app/domain/history/word-diff.ts";
import { onlySchool } from "#app/domain/plan/part.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import { readsRecord } from "#app/services/audit/load-record.server.ts";
import { asSeen, inLea, openPart } from "#app/services/plans/open-plan.server.ts";
import { actorNames, changeAt, dayAndTime, listMoments } from "./moments.server.ts";
import type { Moments } from "./moments.server.ts";

/** `by` and `when`: of the row's last change between the two moments. */
export type ListedChange = RowChange & { by: string; when: string };
export type WhatChangedPage = {
  plan: { id: string; year: string };
  /** A version is named of the whole plan, not of a school's part. */
  takesNames: boolean;
  /** May read who looked at the plan and what was taken. */
  readsRecord: boolean;
  moments: Moments;
  from: string;
  to: string;
  chapters: { id: string; title: string; count: number }[];
  /** Chosen chapter; empty shows all. */
  chapter: string;
  groups: { id: string; title: string; changes: ListedChange[]; notShown: number }[];
  count: number;
  money: PlanDifference["money"];
  versions: { id: string; name: string; by: string; when: string }[];
};

/** Changes shown of one chapter at a time. */
const mostShown = 150;

/** What differs between two moments of the plan, by chapter. Without `from`: since the newest named version, else since it was first stored. */
export async function loadWhatChanged(ctx: Context, partOfPlan: string, asked: { from: string | null; to: string | null; chapter: string }): Promise<WhatChangedPage> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, partOfPlan, "plan.read");
    const key = { leaId: plan.leaId, planId: plan.id };
    const isSchool = orgId !== plan.leaId;
    const part = (whole: Plan) => (isSchool ? onlySchool(whole, orgId) : whole);
    const versions = await listNamedVersions(tx, key);
    const newest = versions[0];
    let [from, to] = [asked.from ?? (newest ? `version:${newest.id}` : "start"), asked.to ?? "now"];
    let [earlier, later] = [from === "start" ? 0 : await changeAt(tx, key, from), await changeAt(tx, key, to)];
    if (earlier > later) [from, to, earlier, later] = [to, from, later, earlier];
    const seenAt = async (upTo: number) => {
      const then = await loadPlanAt(tx, { ...key, upTo });
      return then && part(asSeen(ctx, then));
    };
    const before = await seenAt(earlier);
    const after = to === "now" ? part(plan) : await seenAt(later);
    if (!after) throw new AppError("not-found", "The plan was not here yet at that moment.");
    const { changes, money } = planDifference(before, after, ctx.crosswalks, orgId);
    const lastChanges = await listLastChanges(tx, { ...key, after: earlier, upTo: later });
    const names = await actorNames(ctx, tx, [...lastChanges, ...versions].map(({ actor }) => actor));
    const lines = new Map(lastChanges.map((line) => [`${line.collection}/${line.rowId}`, line]));
    const listed = changes.map((change): ListedChange => {
      const line = lines.get(`${change.collection}/${change.rowId}`);
      const fields = change.fields.map((field) => (field.said.kind === "words" ? { ...field, said: { ...field.said, pieces: aroundChanges(field.said.pieces) } } : field));
      return { ...change, fields, by: line ? names(line.actor) : "", when: line ? dayAndTime(line.at) : "" };
    });
    const { chapters } = ctx.crosswalks.outline;
    const places = [...chapters.map(({ id, title }) => ({ id, title })), { id: "", title: "Held by the system" }];
    const chapter = chapters.some(({ id }) => id === asked.chapter) ? asked.chapter : "";
    return {
      plan: { id: planHead(ctx, plan, orgId).id, year: plan.year },
      takesNames: !isSchool,
      readsRecord: readsRecord(ctx),
      moments: await listMoments(ctx, tx, key),
      from,
      to,
      chapters: chapters.map(({ id, title }) => ({ id, title, count: listed.filter((change) => change.chapterId === id).length })),
      chapter,
      groups: places.flatMap(({ id, title }) => {
        const mine = listed.filter((change) => change.chapterId === id);
        return mine.length === 0 || (chapter !== "" && chapter !== id) ? [] : [{ id, title, changes: mine.slice(0, mostShown), notShown: Math.max(0, mine.length - mostShown) }];
      }),
      count: listed.length,
      money,
      versions: versions.map((version) => ({ id: version.id, name: version.name, by: names(version.actor), when: dayAndTime(version.at) })),
    };
  });
}
