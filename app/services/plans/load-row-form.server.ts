import { randomUUID } from "node:crypto";
import { AppError } from "#schemas/app-error.ts";
import type { Plan } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { compileCondition } from "#app/domain/coverage/conditions.ts";
import { spotAt } from "#app/domain/coverage/read-form.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import { blankRow, columnProperties, rowName, rowNumbers, rowSchemaOf, typedFromRow, valueAt } from "#app/domain/plan/row-form.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { readForms } from "#app/services/coverage/read-forms.server.ts";
import { inLea, openPart } from "./open-plan.server.ts";
import { isClosed, planHead, refuseIfAdopted } from "./plan-head.server.ts";
import type { PlanHead } from "./plan-head.server.ts";
import { rowPlace, storedRow } from "./row-place.server.ts";
import type { RowPlace } from "./row-place.server.ts";

/** `version` null: a row that is not there yet, `rowId` is then the id it will get. */
export type RowFormPage = {
  plan: PlanHead;
  /** Adopted: shown and not changed. */
  closed: boolean;
  collection: string;
  rowId: string;
  version: number | null;
  row: string;
  name: string;
  number: string;
  question: string;
  help: string;
  chapter: { id: string; title: string };
  goal: { id: string; number: string } | null;
  fields: RowField[];
  typed: Record<string, string[]>;
};

/** One row of a list to write on; `rowId` "new" gives a blank one, with links already chosen by `chosen` ("goalId" -> id). */
export async function loadRowForm(ctx: Context, key: string, form: { collection: string; rowId: string; chosen: Record<string, string> }): Promise<RowFormPage> {
  const { plan, orgId } = await inLea(ctx, (tx) => openPart(ctx, tx, key, "plan.read"));
  const place = rowPlace(ctx, plan, form.collection, orgId);
  const isNew = form.rowId === "new";
  const found = isNew ? undefined : storedRow(plan, place, form.rowId, orgId);
  if (isNew) refuseIfAdopted(ctx, plan, place.statement, orgId);
  if (!isNew && !found) throw new AppError("not-found", "This row is not there any more.");
  const row: Record<string, unknown> = found?.row ?? { ...(place.collection ? blankRow(place.collection) : {}), ...likely(plan, place), ...form.chosen };
  const { readings } = readForms(ctx, plan, orgId);
  const numbers = rowNumbers(plan, orgId);
  const goalId = place.statement.row === "goal" ? form.rowId : String(row["goalId"] ?? plan.metrics.find((one) => one.id === row["metricId"])?.goalId ?? plan.actions.find((one) => one.id === row["actionId"])?.goalId ?? "");
  const chapter = ctx.crosswalks.outline.chapters.find((one) => one.id === place.chapterId);
  const fields = place.fields.filter((field) => applies(place, field, row, readings[0]));
  return {
    plan: planHead(ctx, plan, orgId),
    closed: isClosed(planHead(ctx, plan, orgId), place.statement),
    collection: form.collection,
    rowId: found?.row.id ?? randomUUID(),
    version: found?.row.version ?? null,
    row: (place.statement.row ?? "").replace(/_/g, " "),
    name: rowName(row),
    number: found ? (numbers.get(found.row.id) ?? "") : "",
    question: place.statement.question,
    help: place.statement.help,
    chapter: { id: place.chapterId, title: chapter?.title ?? "" },
    goal: numbers.has(goalId) ? { id: goalId, number: numbers.get(goalId) ?? "" } : null,
    fields,
    typed: typedFromRow(fields, row),
  };
}

/** What a new row most likely says: this plan's year. */
function likely(plan: Plan, place: RowPlace): Record<string, unknown> {
  const names = new Set(place.fields.map((field) => field.name));
  return { ...(names.has("year") && place.statement.row === "line" ? { year: plan.year } : {}), ...(names.has("grantYear") ? { grantYear: plan.year } : {}), ...(names.has("dueYear") ? { dueYear: plan.year } : {}), ...(names.has("group") ? { group: "ALL" } : {}) };
}

/** A column asked only on a condition is left out while it does not hold and nothing was written in it. */
function applies(place: RowPlace, field: RowField, row: Record<string, unknown>, reading: FormReading | undefined): boolean {
  const shape = place.collection ? rowSchemaOf(place.collection) : undefined;
  const column = place.statement.columns?.find((one) => (shape ? columnProperties(one, shape).includes(field.name) : one.name === field.name));
  if (!column?.when || !reading) return true;
  const value = valueAt(row, field.name);
  const blank = value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  return !blank || compileCondition(column.when)(spotAt(reading, { row: { name: place.statement.row ?? "row", value: row as { id: string } & Record<string, unknown> } }).scope);
}
