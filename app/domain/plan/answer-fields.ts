// The inputs of an answer that is no row of a list: a narrative, a choice, or one record.
import type { Catalog, Statement } from "#schemas/crosswalk.ts";
import type { AnswerValue, Plan } from "#schemas/plan.ts";
import { rowFields } from "./row-form.ts";
import type { RowField } from "./row-form.ts";

type Named = Record<string, unknown>;

export function answerFields(statement: Statement, sources: { plan: Plan; catalogs: Record<string, Catalog>; statements: readonly Statement[]; orgId?: string }): RowField[] {
  if (statement.shape === "record") return rowFields(statement, sources);
  if (statement.shape === "choice") {
    const [field] = rowFields({ ...statement, collection: undefined }, sources);
    return field ? [{ ...field, name: "value", label: statement.question, nullable: true }] : [];
  }
  return [{ name: "value", label: statement.question, help: "", control: "richtext", nullable: false, options: [], open: false }];
}

/** The stored value under the names of the inputs, and back. */
export const answerAsRow = (statement: Statement, value: AnswerValue | undefined): Named => (statement.shape === "record" ? ((value ?? {}) as Named) : { value: value ?? null });
export const rowAsAnswer = (statement: Statement, row: Named): AnswerValue => (statement.shape === "record" ? (row as AnswerValue) : ((row["value"] ?? null) as AnswerValue));
