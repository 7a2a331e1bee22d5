// Where in this year's plan does a conversation of last year's belong, and does the plan still say there what it said then?
import type { AskedStatement } from "#app/domain/coverage/forms-of-plan.ts";
import { answerAsRow, answerFields } from "#app/domain/plan/answer-fields.ts";
import { rowFields, rowNumbers, valueAt } from "#app/domain/plan/row-form.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import type { Catalog, Statement } from "#schemas/crosswalk.ts";
import { planCollections } from "#schemas/plan.ts";
import type { AnswerValue, Plan } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { placeIn } from "./place.ts";
import type { CommentPlace, PlaceSource } from "./place.ts";

/** A plan, or a frozen copy of one, with what its places are named and read by. */
export type TalkSide = PlaceSource & { fieldsOf: (statement: Statement) => RowField[] };

export function talkSide(plan: Plan, { orgId, asked, catalogs }: { orgId: string; asked: readonly AskedStatement[]; catalogs: Record<string, Catalog> }): TalkSide {
  const sources = { plan, catalogs, statements: asked.map(({ statement }) => statement), orgId };
  const known = new Map<string, RowField[]>();
  const fieldsOf = (statement: Statement): RowField[] => {
    const fields = known.get(statement.key) ?? (statement.shape === "rows" ? rowFields(statement, sources) : answerFields(statement, sources));
    known.set(statement.key, fields);
    return fields;
  };
  return { plan, orgId, asked, numbers: rowNumbers(plan, orgId), fieldsOf };
}

/** `then`: what was talked about, as it was called then. `now`: the same place this year; null where there is none. `same`: it says the same words and values. */
export type Remembered = { then: CommentPlace; now: string | null; same: boolean };

/**
 * The same row is the one of the same lineage; the same answer is the one to the same question, about the same row. Links to other rows are not compared: those rows are talked about by
 * themselves, and are other rows each year; a school stays the same. Undefined: there was no such question or list then.
 */
export function rememberedAt(before: TalkSide, after: TalkSide, place: string): Remembered | undefined {
  const then = placeIn(before, place);
  if (!then) return undefined;
  const now = placeNow(before, after, place);
  const found = now === null ? undefined : placeIn(after, now);
  const there = found && !found.gone ? found : undefined;
  return { then, now: there ? now : null, same: there !== undefined && !then.gone && saidAt(before, then) === saidAt(after, there) };
}

type Row = { id: string; lineageId: string; orgId: string } & Record<string, unknown>;

/** The rows of a list that this organization wrote. */
function rowsOf({ plan, orgId }: PlaceSource, list: string, key: string): Row[] {
  const collection = planCollections.find((one) => one === list && one !== "answers");
  const rows = (collection ? plan[collection] : plan.answers.filter((answer) => answer.key === key)) as unknown as Row[];
  return rows.filter((row) => row.orgId === orgId);
}

/** This year's row of the lineage of last year's row; undefined where either year has several of it. */
function rowNow(before: readonly Row[], after: readonly Row[], id: string): Row | undefined {
  const lineageId = before.find((row) => row.id === id)?.lineageId;
  const [then, now] = [before, after].map((rows) => rows.filter((row) => row.lineageId === lineageId));
  return lineageId !== undefined && then?.length === 1 && now?.length === 1 ? now[0] : undefined;
}

function placeNow(before: TalkSide, after: TalkSide, place: string): string | null {
  const [head = "", id = "", about] = place.split("/");
  const per = before.asked.find(({ statement }) => statement.key === id)?.statement.per;
  const moved = (list: string, rowId: string) => rowNow(rowsOf(before, list, list), rowsOf(after, list, list), rowId)?.id;
  if (head !== "answers") {
    const row = moved(head, id);
    return row === undefined ? null : `${head}/${row}`;
  }
  if (about === undefined || per === "school") return place;
  const row = per === "goal" || per === "action" ? moved(`${per}s`, about) : undefined;
  return row === undefined ? null : `answers/${id}/${row}`;
}

/** Everything that is said at a place, to be held against another year's. */
function saidAt(side: TalkSide, { statement, value, place }: CommentPlace): string {
  if (!place.startsWith("answers/")) return wordsOf(side, statement, (value ?? {}) as Row);
  if (statement.shape !== "rows" && statement.collection === undefined) return wordsOf(side, statement, answerAsRow(statement, value as AnswerValue));
  // About a list as a whole: every row of it. A row that is no record of fields is compared as it is kept.
  const whole = rowsOf(side, statement.collection ?? statement.key, statement.key).map((row) => JSON.stringify([row.lineageId, statement.shape === "rows" ? wordsOf(side, statement, inside(statement, row)) : kept(row)]));
  return whole.sort().join("\n");
}

const inside = (statement: Statement, row: Row): Record<string, unknown> => (statement.collection === undefined ? ((row["value"] ?? {}) as Record<string, unknown>) : row);
const kept = ({ id: _id, lineageId: _lineage, version: _version, ...rest }: Row): string => JSON.stringify(rest);

const isRichText = (value: unknown): value is RichText => value !== null && typeof value === "object" && "type" in value && value.type === "doc";

/** The fields of a row that are its own words and values, and the schools it names; one that says nothing is the same as one that is not asked. */
function wordsOf({ plan, fieldsOf }: TalkSide, statement: Statement, row: Record<string, unknown>): string {
  const organizations = new Set(plan.organizations.map(({ id }) => id));
  const said = fieldsOf(statement).flatMap(({ name, control }) => {
    const value = valueAt(row, name);
    const links = control === "link" || control === "links";
    const words = isRichText(value) ? plainFromRichText(value).replace(/\s+/g, " ").trim() : links ? listed([value].flat().filter((id) => organizations.has(String(id)))) : Array.isArray(value) ? listed(value) : JSON.stringify(value ?? "");
    return ["", '""', "[]"].includes(words) ? [] : [`${name} ${words}`];
  });
  return said.sort().join("\n");
}
const listed = (values: readonly unknown[]): string => JSON.stringify(values.map((one) => JSON.stringify(one)).sort());
