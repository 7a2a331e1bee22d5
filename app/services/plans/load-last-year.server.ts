import type { Plan } from "#schemas/plan.ts";
import { yearBefore } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { isEntered, lastYearEntries, lastYearFields, lastYearRow, lastYearStamp } from "#app/domain/plan/last-year.ts";
import type { LastYearEntry } from "#app/domain/plan/last-year.ts";
import { midYearGoals } from "#app/domain/plan/mid-year.ts";
import { typedFromRow } from "#app/domain/plan/row-form.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { earlierPlan } from "#app/services/year-turn/load-beside.server.ts";
import { inLea, openPlan } from "./open-plan.server.ts";
import { planHead } from "./plan-head.server.ts";
import type { PlanHead } from "./plan-head.server.ts";

export type LastYearProgress = { year: string; entered: number; count: number };
export type LastYearBox = {
  id: string;
  number: string;
  title: string;
  contributing: boolean | null;
  planned: string;
  plannedLcff: string;
  plannedPercent: string | null;
  estimated: string | null;
  /** What the mid-year report of that year said was spent; shown, not taken for the estimate. */
  midYear: string | null;
  entered: boolean;
  version: string;
  fields: RowField[];
  typed: Record<string, string[]>;
  /** Lines of a source that is under no fund: they count in no table until they have one. */
  unplaced: { id: string; words: string }[];
};
export type LastYearPage = { plan: PlanHead; closed: boolean; year: string; progress: LastYearProgress | null; source: string; goals: string[]; shown: string | null; actions: LastYearBox[]; planned: string; estimated: string };

/** The adopted plan that this one looks back on is read as a whole up to here; a longer one goal by goal. */
const mostAtOnce = 60;
const money = (cents: number) => formatMoney(cents, cents % 100 === 0 ? "dollars" : "cents");

export function lastYearProgress(ctx: Context, plan: Plan): LastYearProgress | null {
  const entries = lastYearEntries(plan, ctx.crosswalks.catalogs);
  return plan.opening && entries.length > 0 ? { year: plan.opening.year, entered: entries.filter(isEntered).length, count: entries.length } : null;
}

/** Last year's actions with what they were planned to cost and what is typed about their cost; `goal` picks one goal of a long plan. */
export async function loadLastYear(ctx: Context, planId: string, goal: string | null): Promise<LastYearPage> {
  const { plan, running } = await inLea(ctx, async (tx) => {
    const plan = await openPlan(ctx, tx, planId, "plan.read");
    return { plan, running: await earlierPlan(ctx, tx, plan) };
  });
  const { catalogs } = ctx.crosswalks;
  const spent = new Map(running ? midYearGoals(running, null, catalogs).flatMap(({ actions }) => actions.map((one) => [one.action.lineageId, one.spent] as const)) : []);
  const entries = lastYearEntries(plan, catalogs);
  const goals = [...new Set(entries.map(({ action }) => action.goalNumber))];
  const shown = goal !== null && goals.includes(goal) ? goal : entries.length > mostAtOnce ? (goals[0] ?? null) : null;
  const box = (entry: LastYearEntry): LastYearBox => {
    const { action } = entry;
    const fields = lastYearFields(entry);
    return {
      id: action.id,
      number: action.number,
      title: action.title,
      contributing: action.contributing,
      planned: money(action.plannedTotalCents),
      plannedLcff: money(action.plannedLcffCents),
      plannedPercent: Number(action.plannedPercent ?? 0) > 0 ? action.plannedPercent : null,
      estimated: entry.total === null ? null : money(entry.total),
      midYear: spent.get(action.lineageId) == null ? null : money(spent.get(action.lineageId) ?? 0),
      entered: isEntered(entry),
      version: lastYearStamp(entry),
      fields,
      typed: typedFromRow(fields, lastYearRow(entry)),
      unplaced: entry.unplaced.map((line) => ({ id: line.id, words: `${line.source}, ${line.object}: ${money(line.cents)}` })),
    };
  };
  const head = planHead(ctx, plan);
  return {
    plan: head,
    closed: head.adopted !== null,
    year: plan.opening?.year ?? yearBefore(plan.year),
    progress: lastYearProgress(ctx, plan),
    source: [plan.opening?.source.text, plan.opening?.source.recordedOn].filter(Boolean).join(", "),
    goals,
    shown,
    actions: entries.filter(({ action }) => shown === null || action.goalNumber === shown).map(box),
    planned: money(entries.reduce((sum, { action }) => sum + action.plannedTotalCents, 0)),
    estimated: money(entries.reduce((sum, { total }) => sum + (total ?? 0), 0)),
  };
}

