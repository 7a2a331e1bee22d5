import { AppError } from "#schemas/app-error.ts";
import type { Statement } from "#schemas/crosswalk.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import type { Context } from "#app/context.server.ts";
import { statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import { formsHere } from "#app/services/coverage/read-forms.server.ts";
import { rowFields } from "#app/domain/plan/row-form.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";

export type RowPlace = { statement: Statement; collection: PlanCollection | null; chapterId: string; fields: RowField[] };

/** Which statement's rows `name` means: a collection of the plan ("goals") or the key of rows kept as answers ("who.people"). */
export function rowPlace(ctx: Context, plan: Plan, name: string, orgId: string = plan.leaId): RowPlace {
  const all = statementsOf(ctx.crosswalks, formsHere(ctx, plan, orgId), orgId === plan.leaId ? "lea" : "school");
  const found = all.find(({ statement }) => statement.shape === "rows" && (statement.collection ?? statement.key) === name);
  if (!found) throw new AppError("not-found", "There is no such list here.");
  const { statement, chapterId } = found;
  const fields = rowFields(statement, { plan, catalogs: ctx.crosswalks.catalogs, statements: all.map((one) => one.statement), orgId });
  return { statement, collection: (statement.collection as PlanCollection | undefined) ?? null, chapterId, fields };
}

type Stored = Record<string, unknown> & { id: string; version: number };

/** The row of the LEA, or of the school named, as stored and as the inputs see it; undefined when it is not there or somebody else's. */
export function storedRow(plan: Plan, { statement, collection }: RowPlace, rowId: string, orgId: string = plan.leaId): { stored: Stored; row: Stored } | undefined {
  if (collection) {
    const stored = plan[collection].find((one) => one.id === rowId && one.orgId === orgId) as Stored | undefined;
    return stored && { stored, row: stored };
  }
  const answer = plan.answers.find((one) => one.id === rowId && one.key === statement.key && one.orgId === orgId);
  return answer && { stored: answer, row: { ...(answer.value && typeof answer.value === "object" ? answer.value : {}), id: answer.id, version: answer.version } };
}
