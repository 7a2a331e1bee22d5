import { rowName, rowNumbers } from "#app/domain/plan/row-form.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { rowsOf } from "#app/domain/plan/row-list.ts";
import { cellsOfRow, lockedFields } from "#app/domain/grids/cells.ts";
import type { Cells } from "#app/domain/grids/cells.ts";
import type { Plan } from "#schemas/plan.ts";
import type { RowPlace } from "#app/services/plans/row-place.server.ts";

/** `locked`: fields whose text is formatted and is changed on the row's own page. */
export type GridRow = { id: string; version: number; number: string; cells: Cells; locked: string[] };
type Named = Record<string, unknown>;

/** The goal a row belongs to, by its own link or its action's or metric's; null for rows that belong to none. */
function goalOf(plan: Plan): (row: Named) => string | null {
  const action = new Map(plan.actions.map((one) => [one.id, one.goalId]));
  const metric = new Map(plan.metrics.map((one) => [one.id, one.goalId]));
  return (row) => (row["goalId"] as string | undefined) ?? action.get(String(row["actionId"])) ?? metric.get(String(row["metricId"])) ?? null;
}

/** The rows of a list of the LEA, or of the school named, or of one goal in it, in the plan's order. */
export function gridRows(plan: Plan, place: RowPlace, goalId: string | null, orgId: string): GridRow[] {
  const numbers = rowNumbers(plan, orgId);
  const goal = goalOf(plan);
  return rowsOf(plan, place.statement, orgId)
    .filter((row) => goalId === null || goal(row) === goalId)
    .map((row) => ({ id: row.id, version: row.version, number: numbers.get(row.id) ?? "", cells: cellsOfRow(place.fields, row), locked: lockedFields(place.fields, row) }));
}

/** Whether rows of this list belong to goals, so that a grid can show one goal's. */
export const belongsToGoals = (place: RowPlace): boolean => place.fields.some(({ name }) => ["goalId", "actionId", "metricId"].includes(name));

/** The column that names a row: its title, name or words, else the first; what a person recognizes it by. */
export function namingField(fields: readonly RowField[]): string {
  return ["title", "name", "partnerLabel", "question"].find((name) => fields.some((field) => field.name === name)) ?? fields[0]?.name ?? "";
}

/** What a new row of this grid says by itself. */
export const givenIn = (plan: Plan, place: RowPlace, goalId: string | null): Cells => ({ ...(goalId !== null && place.fields.some(({ name }) => name === "goalId") ? { goalId } : {}), ...(place.statement.row === "line" ? { year: plan.year, kind: "planned" } : {}) });

export const goalChoices = (plan: Plan, orgId: string): { id: string; label: string }[] => {
  const numbers = rowNumbers(plan, orgId);
  return plan.goals.filter((goal) => goal.orgId === orgId).sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)).map((goal) => ({ id: goal.id, label: [numbers.get(goal.id), rowName(goal)].filter(Boolean).join(" ") }));
};
