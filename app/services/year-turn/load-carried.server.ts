import { countOpenCarried, listCarried } from "#db/repos/carried-rows.server.ts";
import type { Context } from "#app/context.server.ts";
import type { Tx } from "#db/client.server.ts";
import { carriedState, carriedThings, ageInWords } from "#app/domain/plan/carried.ts";
import type { CarriedState } from "#app/domain/plan/carried.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { placePath, rowPath } from "#app/domain/plan/place-of.ts";
import { can } from "#app/domain/permissions/can.ts";
import { partKey, schoolsOf } from "#app/domain/plan/part.ts";
import type { Plan } from "#schemas/plan.ts";
import { actorNames, dayAndTime } from "#app/services/history/moments.server.ts";
import { inLea, openPart, schoolOwned } from "#app/services/plans/open-plan.server.ts";
import { planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";

/** `written`: "June 24, 2025", empty where not known. `decided`: who and when, in words. */
export type CarriedMark = { fromYear: string; written: string; age: string; state: CarriedState; decided: { by: string; when: string } | null };
export type CarriedItem = CarriedMark & { collection: string; rowId: string; number: string; name: string; words: string; question: string; version: number; href: string };
export type CarriedPage = {
  plan: PlanHead;
  writes: boolean;
  open: number;
  confirmed: number;
  edited: number;
  /** Gone from the plan: their words are in the plan they came from. */
  retired: number;
  /** Null where nothing was carried into this part. */
  fromYear: string | null;
  chapters: { id: string; title: string; open: number; count: number }[];
  shown: string;
  groups: { question: string; items: CarriedItem[] }[];
  schools: { key: string; name: string; open: number }[];
};

const longestShown = 420;

/** Every row this part of the plan began with, one chapter at a time, in the order of the plan. */
export async function loadCarried(ctx: Context, key: string, chapter: string | null): Promise<CarriedPage> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.read");
    const head = planHead(ctx, plan, orgId);
    const { items, retired } = await itemsOf(ctx, tx, plan, orgId);
    const inState = (asked: CarriedState) => items.filter(({ state }) => state === asked).length;
    const { chapters } = ctx.crosswalks.outline;
    const counted = chapters.flatMap(({ id, title }) => {
      const own = items.filter((item) => item.chapterId === id);
      return own.length === 0 ? [] : [{ id, title, open: own.filter(({ state }) => state === "open").length, count: own.length }];
    });
    const shown = counted.find(({ id }) => id === chapter)?.id ?? counted.find(({ open }) => open > 0)?.id ?? counted[0]?.id ?? "";
    const here = items.filter((item) => item.chapterId === shown);
    const openBySchool = orgId === plan.leaId ? await countOpenCarried(tx, { leaId: plan.leaId, planId: plan.id }) : new Map<string, number>();
    const writes = orgId === plan.leaId ? can(ctx.user, "plan.change", plan) : can(ctx.user, "school.change", schoolOwned(plan.leaId, orgId));
    return {
      plan: head,
      writes: writes && head.adopted === null,
      open: inState("open"),
      confirmed: inState("confirmed"),
      edited: inState("edited"),
      retired,
      fromYear: items[0]?.fromYear ?? null,
      chapters: counted,
      shown,
      groups: [...new Set(here.map(({ question }) => question))].map((question) => ({ question, items: here.filter((item) => item.question === question).map(({ chapterId: _chapter, ...item }) => item) })),
      schools: schoolsOf(plan).flatMap(({ id, name }) => {
        const open = openBySchool.get(id) ?? 0;
        return open > 0 && can(ctx.user, "school.read", schoolOwned(plan.leaId, id)) ? [{ key: partKey(plan.id, id), name, open }] : [];
      }),
    };
  });
}

async function itemsOf(ctx: Context, tx: Tx, plan: Plan, orgId: string): Promise<{ items: (CarriedItem & { chapterId: string })[]; retired: number }> {
  const lines = (await listCarried(tx, { leaId: plan.leaId, planId: plan.id })).filter((line) => line.orgId === orgId);
  if (lines.length === 0) return { items: [], retired: 0 };
  const thing = carriedThings(plan, ctx.crosswalks, orgId);
  const names = await actorNames(ctx, tx, lines.flatMap(({ decidedBy, lastBy }) => [decidedBy ?? lastBy]));
  const places = { planId: planHead(ctx, plan, orgId).id, outline: ctx.crosswalks.outline, supplements: ctx.crosswalks.programs.flatMap(({ supplements }) => supplements) };
  const inOrder = new Intl.Collator("en", { numeric: true });
  const items = lines.flatMap((line): (CarriedItem & { chapterId: string })[] => {
    const found = thing(line.collection, line.rowId);
    if (!found) return [];
    const state = carriedState(line);
    const by = state === "confirmed" ? { id: line.decidedBy ?? "", at: line.decidedAt } : state === "open" ? null : { id: line.lastBy, at: line.lastAt };
    const { statement } = found;
    return [{
      chapterId: found.chapterId, collection: line.collection, rowId: line.rowId, number: found.number, name: found.name, words: found.words.length > longestShown ? `${found.words.slice(0, longestShown).trimEnd()}…` : found.words,
      question: statement.question, version: found.version, fromYear: line.fromYear, written: line.writtenOn === null ? "" : longDay(line.writtenOn), age: ageInWords(line.writtenOn, ctx.today()), state,
      decided: by && { by: names(by.id), when: by.at === null ? "" : dayAndTime(by.at) },
      href: line.collection === "answers" ? (statement.shape === "rows" ? rowPath(places.planId, statement.key, line.rowId) : placePath(places, `answers/${statement.key}`)) : rowPath(places.planId, line.collection, line.rowId),
    }];
  });
  const outlineOrder = new Map(ctx.crosswalks.outline.chapters.flatMap(({ statements }) => statements.map(({ question }) => question)).map((question, at) => [question, at]));
  items.sort((a, b) => (outlineOrder.get(a.question) ?? 99) - (outlineOrder.get(b.question) ?? 99) || inOrder.compare(a.number, b.number));
  return { items, retired: lines.filter((line) => carriedState(line) === "retired").length };
}

/** The marks of a part's carried rows, by "collection/row id", for the pages where they are written. */
export async function loadCarriedMarks(ctx: Context, key: string): Promise<Record<string, CarriedMark>> {
  return inLea(ctx, async (tx) => {
    const { plan, orgId } = await openPart(ctx, tx, key, "plan.read");
    return Object.fromEntries((await itemsOf(ctx, tx, plan, orgId)).items.map(({ collection, rowId, fromYear, written, age, state, decided }) => [`${collection}/${rowId}`, { fromYear, written, age, state, decided }]));
  });
}
