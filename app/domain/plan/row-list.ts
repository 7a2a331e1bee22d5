// The rows of a statement as a short table: a name, a few columns, a total where there is money.
import type { Statement } from "#schemas/crosswalk.ts";
import type { Answer, Plan, PlanCollection } from "#schemas/plan.ts";
import { formatMoney } from "#app/domain/calculations/format.ts";
import { rowName, rowNumbers, shownValue, valueAt } from "./row-form.ts";
import type { RowField } from "./row-form.ts";
import { ownAnswers } from "./statement-state.ts";

type Named = Record<string, unknown>;
export type RowList = {
  collection: string;
  columns: { label: string; number: boolean }[];
  rows: { id: string; number: string; name: string; cells: string[] }[];
  count: number;
  total: string | null;
};

/** Rows of the LEA, or of the school named, as stored: of the collection, or answers opened to their columns. */
export function rowsOf(plan: Plan, statement: Statement, orgId: string = plan.leaId): (Named & { id: string; version: number })[] {
  const answerRow = ({ id, version, order, about, value }: Answer) => ({ ...(value && typeof value === "object" ? (value as Named) : {}), id, version, order, aboutId: about });
  if (!statement.collection) return ownAnswers(plan, statement.key, orgId).sort((a, b) => a.order - b.order).map(answerRow);
  const rows = plan[statement.collection as PlanCollection].filter((row) => row.orgId === orgId) as unknown as (Named & { id: string; version: number; order?: number })[];
  const numbers = rowNumbers(plan, orgId);
  const key = (row: Named & { id: string }) => (numbers.get(row.id) ?? "").split(".").map((part) => part.padStart(4, "0")).join(".");
  return [...rows].sort((a, b) => key(a).localeCompare(key(b)) || (a.order ?? 0) - (b.order ?? 0));
}

const tableControls = new Set(["money", "decimal", "integer", "day", "choice", "codes", "link", "yes-no", "line"]);
/** Rows a page lists at all; longer lists are read on the goals' pages. */
const mostRows = 400;

export function rowList(plan: Plan, statement: Statement, fields: readonly RowField[], orgId: string = plan.leaId): RowList {
  const rows = rowsOf(plan, statement, orgId);
  const numbers = rowNumbers(plan, orgId);
  const named = new Set(rows.some((row) => rowName(row) !== "") ? ["title", "name", "partnerLabel", "question", "note", "body"] : []);
  // A row that belongs to another and has no name of its own (a line of money, a value) is listed by that other row.
  const first = statement.columns?.[0];
  const byLink = named.size === 0 || (first?.to !== undefined && !fields.some((field) => field.name === "name" || field.name === "title"));
  const money = fields.filter((field) => field.control === "money").slice(0, 1);
  const shown = [...fields.filter((field) => tableControls.has(field.control) && field.control !== "money" && !named.has(field.name) && !(byLink && field.control === "link" && !/site/i.test(field.name))).slice(0, money.length > 0 ? 4 : 3), ...money];
  const used = shown.filter((field) => rows.some((row) => shownValue(field, valueAt(row, field.name)) !== ""));
  const linked = (row: Named): string => fields.filter((field) => field.control === "link").map((field) => shownValue(field, valueAt(row, field.name))).find((text) => text !== "") ?? "";
  const cents = money[0] ? rows.reduce((sum, row) => sum + Number(valueAt(row, money[0]?.name ?? "") ?? 0), 0) : null;
  return {
    collection: statement.collection ?? statement.key,
    columns: used.map((field) => ({ label: field.label, number: ["money", "decimal", "integer"].includes(field.control) })),
    rows: rows.slice(0, mostRows).map((row) => ({ id: row.id, number: numbers.get(row.id) ?? "", name: (byLink ? linked(row) || rowName(row) : rowName(row) || linked(row)), cells: used.map((field) => shownValue(field, valueAt(row, field.name))) })),
    count: rows.length,
    total: cents === null || rows.length === 0 || statement.row === "line" ? null : formatMoney(cents),
  };
}
