import { AppError } from "#schemas/app-error.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { nounOf } from "#app/domain/history/row-difference.ts";
import { changeOf } from "#app/domain/permissions/rights.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { columnProperties, rowSchemaOf } from "#app/domain/plan/row-form.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { inLea, mayOnPart, openPart } from "#app/services/plans/open-plan.server.ts";
import { isClosed, planHead } from "#app/services/plans/plan-head.server.ts";
import type { PlanHead } from "#app/services/plans/plan-head.server.ts";
import { rowPlace } from "#app/services/plans/row-place.server.ts";
import type { RowPlace } from "#app/services/plans/row-place.server.ts";
import { belongsToGoals, givenIn, goalChoices, gridRows, namingField } from "./grid-rows.server.ts";
import type { GridRow } from "./grid-rows.server.ts";

/** Worked out from other rows: shown beside the cells, never typed. */
export type WorkedOut = { label: string; total: string | null; cells: Record<string, string> };
export type GridPage = {
  plan: PlanHead;
  collection: string;
  /** Null for rows kept as answers. */
  schema: PlanCollection | null;
  question: string;
  row: string;
  chapter: { id: string; title: string };
  goal: { id: string; label: string } | null;
  /** Goals to choose from; empty where rows belong to none. */
  goals: { id: string; label: string }[];
  fields: RowField[];
  naming: string;
  /** Columns shown at first: asked for by the plan, or with something in them. */
  shown: string[];
  /** What a new row of this grid says by itself. */
  given: Record<string, string>;
  workedOut: WorkedOut[];
  rows: GridRow[];
  /** False for an adopted plan and for who only reads. */
  open: boolean;
};

/** A list of the plan, or one goal's part of it, as a grid. */
export async function loadGrid(ctx: Context, key: string, asked: { collection: string; goalId: string | null }): Promise<GridPage> {
  const { plan, orgId } = await inLea(ctx, (tx) => openPart(ctx, tx, key, "plan.read"));
  const place = rowPlace(ctx, plan, asked.collection, orgId);
  const goals = belongsToGoals(place) ? goalChoices(plan, orgId) : [];
  const goal = asked.goalId === null ? null : goals.find((one) => one.id === asked.goalId);
  if (goal === undefined) throw new AppError("not-found", "This goal is not there any more.");
  const rows = gridRows(plan, place, goal?.id ?? null, orgId);
  const fields = place.fields.filter((field) => !(goal && field.name === "goalId"));
  const naming = namingField(fields);
  const asksFor = required(place);
  const shown = fields.filter((field) => field.name === naming || (field.control !== "richtext" && (asksFor.has(field.name) || rows.some((row) => row.cells[field.name] !== "")))).map((field) => field.name);
  const chapter = ctx.crosswalks.outline.chapters.find((one) => one.id === place.chapterId);
  return {
    plan: planHead(ctx, plan, orgId),
    collection: asked.collection,
    schema: place.collection,
    question: place.statement.question,
    row: nounOf(place.statement),
    chapter: { id: place.chapterId, title: chapter?.title ?? "" },
    goal,
    goals,
    fields,
    naming,
    shown,
    given: givenIn(plan, place, goal?.id ?? null),
    workedOut: workedOut(ctx, plan, place, rows, orgId),
    rows,
    open: !isClosed(planHead(ctx, plan, orgId), place.statement) && mayOnPart(ctx.user, { leaId: plan.leaId, orgId }, changeOf(asked.collection)),
  };
}

function required({ statement, collection }: RowPlace): Set<string> {
  const shape = collection ? rowSchemaOf(collection) : undefined;
  return new Set((statement.columns ?? []).filter((column) => column.required === true).flatMap((column) => (shape ? columnProperties(column, shape).slice(0, 1) : [column.name])));
}

/** An action's planned money by fund; a metric's baseline, newest value and target. */
function workedOut(ctx: Context, plan: Plan, { collection }: RowPlace, rows: readonly GridRow[], orgId: string): WorkedOut[] {
  const index = indexPlan(plan, ctx.crosswalks.catalogs, orgId);
  const amount = (cents: number) => formatMoney(cents, cents % 100 === 0 ? "dollars" : "cents");
  if (collection === "actions") {
    const sums = (lines: (id: string) => { cents: number }[]) => {
      const each = rows.map((row) => lines(row.id).reduce((sum, line) => sum + line.cents, 0));
      return { total: amount(each.reduce((sum, cents) => sum + cents, 0)), cells: Object.fromEntries(rows.map((row, at) => [row.id, amount(each[at] ?? 0)])), any: each.some((cents) => cents !== 0) };
    };
    const planned = (id: string) => index.linesOf(id).filter((line) => line.kind === "planned");
    const funds = ([["lcff", "LCFF"], ["other_state", "Other state"], ["local", "Local"], ["federal", "Federal"]] as const).map(([fund, label]) => ({ label, ...sums((id) => planned(id).filter((line) => line.fund === fund)) }));
    return [...funds.filter(({ any }) => any), { label: "Planned, all sources", ...sums(planned) }].map(({ label, total, cells }) => ({ label, total, cells }));
  }
  if (collection === "metrics") {
    const said = (readings: readonly { amount: string | null; text: string; group: string }[]) => readings.filter((one) => one.group === "ALL").concat(readings.filter((one) => one.group !== "ALL")).slice(0, 1).map((one) => (one.text !== "" ? one.text : (one.amount ?? ""))).join("");
    const of = (label: string, read: (id: string) => string): WorkedOut => ({ label, total: null, cells: Object.fromEntries(rows.map((row) => [row.id, read(row.id)])) });
    const metric = (id: string) => index.metric.get(id);
    return [
      of("Baseline", (id) => said([...(index.openingMetric.get(metric(id)?.lineageId ?? "")?.baseline ?? []), ...index.valuesOf(id).filter((value) => metric(id)?.baselineValueIds.includes(value.id))])),
      of("Newest value", (id) => said([...index.valuesOf(id)].sort((a, b) => (a.year < b.year ? 1 : -1)))),
      of("Target", (id) => said(index.targetsOf(id))),
    ];
  }
  return [];
}
