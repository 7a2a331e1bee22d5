// What of a plan may somebody with a link read: its questions with their answers in words, nothing private, nothing to change.
import type { Catalog, Statement } from "#schemas/crosswalk.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import { isBlankRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { answerAsRow, answerFields } from "#app/domain/plan/answer-fields.ts";
import { rowFields, rowName, rowNumbers, shownValue, valueAt } from "#app/domain/plan/row-form.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";

/** One thing that is said: as rich text, or in plain words. */
export type Said = { label: string; rich: RichText | null; words: string };
/** `place`: what a comment on it hangs on. */
export type ReadableAnswer = { place: string; label: string; said: Said[] };
export type ReadableStatement = { key: string; question: string; help: string; answers: ReadableAnswer[] };

type Row = { id: string; orgId: string } & Record<string, unknown>;
/** Rows of one question shown at most. */
const mostRows = 200;

/** `orgId`: the LEA, or the school whose part is read. `plan`: without its private parts already; private questions are left out here. */
export function readableStatement(plan: Plan, statement: Statement, sources: { catalogs: Record<string, Catalog>; statements: readonly Statement[]; orgId: string }): ReadableStatement | null {
  if (statement.private === true) return null;
  const from = { plan, ...sources };
  const base = { key: statement.key, question: statement.question, help: statement.help };
  if (statement.shape !== "rows") {
    if (statement.collection) return null;
    const fields = answerFields(statement, from);
    const answers = plan.answers.filter((one) => one.key === statement.key && one.orgId === sources.orgId);
    const said = answers.map((answer): ReadableAnswer => ({ place: `answers/${statement.key}${answer.about === null ? "" : `/${answer.about}`}`, label: answer.about === null ? "" : aboutName(plan, answer.about), said: saidIn(fields, answerAsRow(statement, answer.value)) }));
    return { ...base, answers: statement.per === undefined && said.length === 0 ? [{ place: `answers/${statement.key}`, label: "", said: [] }] : said };
  }
  const numbers = rowNumbers(plan, sources.orgId);
  const fields = rowFields(statement, from);
  const stored: Row[] = statement.collection ? (plan[statement.collection as PlanCollection] as unknown as Row[]) : plan.answers.filter((one) => one.key === statement.key).map((one) => ({ ...(one.value as Record<string, unknown>), id: one.id, orgId: one.orgId }));
  const own = stored.filter((row) => row.orgId === sources.orgId).slice(0, mostRows);
  return { ...base, answers: own.map((row) => ({ place: `${statement.collection ?? statement.key}/${row.id}`, label: [numbers.get(row.id), rowName(row)].filter(Boolean).join(" "), said: saidIn(fields, row) })) };
}

const aboutName = (plan: Plan, id: string): string => {
  const row = [...plan.goals, ...plan.actions].find((one) => one.id === id);
  return row ? [rowNumbers(plan).get(id), rowName(row)].filter(Boolean).join(" ") : (plan.organizations.find((one) => one.id === id)?.name ?? "");
};

function saidIn(fields: readonly RowField[], row: Record<string, unknown>): Said[] {
  return fields.flatMap((field): Said[] => {
    const value = valueAt(row, field.name);
    if (field.control === "richtext") return isBlankRichText(value as RichText | null) ? [] : [{ label: fields.length === 1 ? "" : field.label, rich: value as RichText, words: "" }];
    const words = shownValue(field, value);
    return words === "" ? [] : [{ label: fields.length === 1 ? "" : field.label, rich: null, words }];
  });
}
