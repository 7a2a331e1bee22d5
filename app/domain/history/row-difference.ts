// What changed in one row of a plan between two moments, in the district's words: labels, names and amounts, not codes and ids.
import type { Crosswalks, Statement } from "#schemas/crosswalk.ts";
import type { Answer, Plan, PlanCollection, Revenue } from "#schemas/plan.ts";
import { yearBefore } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { formatMoney, minus } from "#app/domain/calculations/format.ts";
import { formsOfPlan, statementsOf } from "#app/domain/coverage/forms-of-plan.ts";
import type { AskedStatement } from "#app/domain/coverage/forms-of-plan.ts";
import { longDay } from "#app/domain/documents/long-day.ts";
import { answerAsRow, answerFields } from "#app/domain/plan/answer-fields.ts";
import { inWords, rowFields, rowName, rowNumbers, valueAt } from "#app/domain/plan/row-form.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";
import { wordDiff } from "./word-diff.ts";
import type { Piece } from "./word-diff.ts";

/** "look": the words are the same, their formatting is not. Empty text stands for nothing said. */
export type Said =
  | { kind: "words"; pieces: Piece[] }
  | { kind: "look" }
  | { kind: "money"; before: string; after: string; change: string }
  | { kind: "list"; added: string[]; removed: string[] }
  | { kind: "value"; before: string; after: string };
export type FieldChange = { name: string; label: string; said: Said };

/** The collections a person writes, and what the system holds beside them. */
export type HistoryCollection = PlanCollection | "organizations" | "identifications" | "dashboard" | "openingActions";
export type RowChange = {
  what: "added" | "changed" | "removed";
  collection: HistoryCollection;
  rowId: string;
  /** Empty where no chapter of the outline asks for it. */
  chapterId: string;
  statement: string;
  /** "goal", "line of money", or the question an answer belongs to. */
  noun: string;
  number: string;
  name: string;
  /** The school that wrote it; empty for the LEA's own. */
  school: string;
  fields: FieldChange[];
};

type Named = Record<string, unknown>;
export type HistoryRow = Named & { id: string };

/** A plan at one moment with what is needed to say its rows in words. */
export type Side = { plan: Plan; asked: readonly AskedStatement[]; numbers: ReadonlyMap<string, string>; fieldsOf: (statement: Statement) => RowField[] };

/** Seen from the LEA, or from the school named: its numbers and its questions. */
export function sideOf(plan: Plan, crosswalks: Crosswalks, orgId: string = plan.leaId): Side {
  const asked = statementsOf(crosswalks, formsOfPlan(crosswalks, plan, orgId), orgId === plan.leaId ? "lea" : "school");
  const sources = { plan, catalogs: crosswalks.catalogs, statements: asked.map((one) => one.statement), orgId };
  const known = new Map<string, RowField[]>();
  const fieldsOf = (statement: Statement): RowField[] => {
    const fields = known.get(statement.key) ?? (statement.shape === "rows" || statement.collection ? rowFields(statement, sources) : answerFields(statement, sources));
    known.set(statement.key, fields);
    return fields;
  };
  return { plan, asked, numbers: rowNumbers(plan, orgId), fieldsOf };
}

/** What differs between two states of the row with this id; undefined when nothing does. Either may be missing: the row was added or removed. */
export function rowDifference(collection: HistoryCollection, before: { side: Side; row: HistoryRow | undefined }, after: { side: Side; row: HistoryRow | undefined }): RowChange | undefined {
  const [left, right] = [lookOf(collection, before.side, before.row), lookOf(collection, after.side, after.row)];
  const shown = right ?? left;
  if (!shown) return undefined;
  const names = [...new Map([...(left?.fields ?? []), ...(right?.fields ?? [])].map((field) => [field.name, field])).values()];
  const fields = names.flatMap((field): FieldChange[] => {
    const [old, now] = [left && valueAt(left.row, field.name), right && valueAt(right.row, field.name)];
    // A link that still leads to the same row says nothing, even where that row has a new name.
    if (left && right && JSON.stringify(old) === JSON.stringify(now)) return [];
    const said = saidOf({ field: left?.fields.find((one) => one.name === field.name) ?? field, value: old }, { field, value: now });
    return said ? [{ name: field.name, label: field.label, said }] : [];
  });
  const what = !left ? "added" : !right ? "removed" : "changed";
  if (what === "changed" && fields.length === 0) return undefined;
  const { fields: _fields, row: _row, ...about } = shown;
  return { what, collection, ...about, fields };
}

type Look = Omit<RowChange, "what" | "collection" | "fields"> & { fields: RowField[]; row: Named };

/** A row with its fields and with what it is called. */
function lookOf(collection: HistoryCollection, side: Side, row: HistoryRow | undefined): Look | undefined {
  if (!row) return undefined;
  const asked = askedFor(collection, side, row);
  const orgId = row["orgId"];
  const school = typeof orgId === "string" && orgId !== side.plan.leaId ? (side.plan.organizations.find((one) => one.id === orgId)?.name ?? "") : "";
  const base = { rowId: row.id, chapterId: asked?.chapterId ?? "", statement: asked?.statement.key ?? "", number: side.numbers.get(row.id) ?? "", school };
  if (collection === "answers") {
    const { key, about, value } = row as unknown as Answer;
    const record: Named = asked && asked.statement.shape !== "rows" ? answerAsRow(asked.statement, value) : value && typeof value === "object" && !("type" in value) ? (value as Named) : { value };
    const fields = withRest(asked ? side.fieldsOf(asked.statement) : [], record);
    if (asked?.statement.shape === "rows") return { ...base, noun: nounOf(asked.statement), name: rowName(record), fields, row: record };
    return { ...base, noun: asked?.statement.question ?? inWords(key.split(".").at(-1) ?? key), name: about === null ? "" : nameById(side, about), fields, row: record };
  }
  if (collection === "revenues") {
    const { kind, year } = row as unknown as Revenue;
    const label = asked?.statement.columns?.find((column) => column.at?.[0] === kind)?.question ?? inWords(kind);
    return { ...base, noun: "amount", name: `${label} (${year})`, fields: [{ ...plainField("cents", row["cents"]), label: "Amount" }], row };
  }
  const fields = withRest(asked ? side.fieldsOf(asked.statement) : [], row);
  return { ...base, noun: asked ? nounOf(asked.statement) : (heldNouns[collection] ?? inWords(collection).toLowerCase()), name: nameOf(collection, asked?.statement, fields, row), fields, row };
}

const heldNouns: Partial<Record<HistoryCollection, string>> = { organizations: "school or district", identifications: "identification", dashboard: "Dashboard result", openingActions: "action of last year's plan", allocations: "allocation", offersToSchools: "offer to a school" };
export const nounOf = (statement: Statement): string => (statement.row === "line" ? "line of money" : statement.row === "progress" ? "progress note" : (statement.row ?? "row").replace(/_/g, " "));

function askedFor(collection: HistoryCollection, side: Side, row: HistoryRow): AskedStatement | undefined {
  if (collection === "answers") return side.asked.find(({ statement }) => statement.key === row["key"]);
  if (collection !== "revenues") return side.asked.find(({ statement }) => statement.shape === "rows" && statement.collection === collection);
  const year = row["year"] === yearBefore(side.plan.year) ? "current" : undefined;
  const asks = (exactly: boolean) => ({ statement }: AskedStatement) => statement.collection === "revenues" && (statement.columns ?? []).some(({ at }) => at?.[0] === row["kind"] && (!exactly || (at?.[1] === "current") === (year === "current")));
  return side.asked.find(asks(true)) ?? side.asked.find(asks(false));
}

/** The filled fields of a row as a reader sees them; only those named. */
export function rowInWords(collection: HistoryCollection, side: Side, row: HistoryRow, names: readonly string[]): { label: string; text: string }[] {
  const look = lookOf(collection, side, row);
  return (look?.fields ?? []).flatMap((field) => {
    if (!names.some((name) => field.name === name || field.name.startsWith(`${name}.`))) return [];
    const value = valueAt(row, field.name);
    const codes = Array.isArray(value) && (field.control === "codes" || field.control === "links");
    const text = isRichText(value) ? plainFromRichText(value) : codes ? value.map((code) => label(field, String(code))).join(", ") : plainValue(field, value);
    return text === "" ? [] : [{ label: field.label, text }];
  });
}

/** A row that belongs to another and has no name of its own (a line of money, a value) is called by that other row. */
function nameOf(collection: HistoryCollection, statement: Statement | undefined, fields: readonly RowField[], row: Named): string {
  if (collection === "openingActions") return `${String(row["number"])} ${String(row["title"])}`;
  const own = fields.some((field) => field.name === "name" || field.name === "title");
  const link = statement?.columns?.[0]?.to !== undefined && !own ? fields.filter((field) => field.control === "link").map((field) => plainValue(field, valueAt(row, field.name))).find((text) => text !== "") : undefined;
  const source = fields.find((field) => field.name === "source" && field.control === "choice");
  return [link ?? rowName(row), source && plainValue(source, row["source"])].filter(Boolean).join(", ");
}

function nameById({ plan, numbers }: Side, id: string): string {
  const found = [...plan.goals, ...plan.actions, ...plan.organizations].find((row) => row.id === id);
  return found ? [numbers.get(id), rowName(found)].filter(Boolean).join(" ") : "";
}

const keptBySystem = new Set(["id", "lineageId", "orgId", "version", "seq"]);
const restWords: Record<string, string> = { order: "Place in the list", offeredFrom: "Taken over from the district", enrollment: "Enrollment", serves: "Grades served" };
const isRichText = (value: unknown): value is RichText => value !== null && typeof value === "object" && "type" in value && value.type === "doc";

/** The fields, and one for each property that none of them shows. */
function withRest(fields: readonly RowField[], row: Named): RowField[] {
  const rest = Object.keys(row).filter((name) => !keptBySystem.has(name) && !fields.some((field) => field.name === name || field.name.startsWith(`${name}.`)));
  return [...fields, ...rest.map((name) => plainField(name, row[name]))];
}

function plainField(name: string, value: unknown): RowField {
  const control = isRichText(value) ? "richtext" : name.endsWith("Ids") ? "links" : name.endsWith("Id") ? "link" : /cents$/i.test(name) ? "money" : Array.isArray(value) ? "codes" : typeof value === "boolean" ? "yes-no" : typeof value === "string" ? "line" : "choice";
  return { name, label: restWords[name] ?? inWords(name.replace(/(Lineage)?Ids?$/, "")), help: "", control, nullable: true, options: [], open: true };
}

type Valued = { field: RowField; value: unknown };

/** How two values of one field differ; undefined when a reader would see no difference. */
function saidOf(before: Valued, after: Valued): Said | undefined {
  const { control } = after.field;
  if (control === "richtext" || control === "text" || control === "line") {
    const [old, now] = [wordsOf(before.value), wordsOf(after.value)];
    if (old !== now) {
      const pieces = wordDiff(old, now);
      return pieces.some((piece) => piece.kind !== "same") ? { kind: "words", pieces } : undefined;
    }
    return withoutBlockIds(before.value) === withoutBlockIds(after.value) ? undefined : { kind: "look" };
  }
  if (control === "money") {
    const [old, now] = [Number(before.value ?? 0), Number(after.value ?? 0)];
    if (before.value === after.value) return undefined;
    return { kind: "money", before: plainValue(before.field, before.value), after: plainValue(after.field, after.value), change: signedMoney(now - old) };
  }
  if (control === "codes" || control === "links") {
    const [old, now] = [before, after].map(({ value }) => (Array.isArray(value) ? value.map(String) : [])) as [string[], string[]];
    const removed = old.filter((code) => !now.includes(code)).map((code) => label(before.field, code));
    const added = now.filter((code) => !old.includes(code)).map((code) => label(after.field, code));
    return added.length + removed.length > 0 ? { kind: "list", added, removed } : undefined;
  }
  const [old, now] = [plainValue(before.field, before.value), plainValue(after.field, after.value)];
  return old === now ? undefined : { kind: "value", before: old, after: now };
}

const wordsOf = (value: unknown): string => (isRichText(value) ? plainFromRichText(value).replace(/\n{2,}/g, "\n") : typeof value === "string" ? value : value === null || value === undefined ? "" : plainWords(value));
const withoutBlockIds = (value: unknown): string => (isRichText(value) ? JSON.stringify(value, (name, inner: unknown) => (name === "blockId" ? undefined : name === "attrs" && JSON.stringify(inner).replace(/"blockId":("[^"]*"|null),?/, "") === "{}" ? undefined : inner)) : "");

/** "+$5.00" or "−$5.00". */
export const signedMoney = (cents: number): string => `${cents < 0 ? "" : "+"}${formatMoney(cents)}`;

/** A code by its label; a row by its name; the id of a row that is gone says nothing to a reader. */
function label(field: RowField, code: string): string {
  const found = field.options.find((option) => option.value === code)?.label;
  return found ?? (field.control === "link" || field.control === "links" ? "one that is not in the plan any more" : code);
}

function plainValue(field: RowField, value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  switch (field.control) {
    case "money":
      return formatMoney(Number(value));
    case "yes-no":
      return value === true ? "Yes" : "No";
    case "day":
      return longDay(String(value));
    case "decimal":
    case "integer":
      return String(value).replace(/^-/, minus);
    case "choice":
    case "link":
      return typeof value === "object" ? ("kind" in value && "id" in value ? label(field, `${String(value.kind)}:${String(value.id)}`) : plainWords(value)) : label(field, String(value));
    default:
      return plainWords(value);
  }
}

/** What no form asks for, as words: "total 1,000; low income 600". */
function plainWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(plainWords).join(", ");
  if (value !== null && typeof value === "object") return Object.entries(value).filter(([, inner]) => inner !== null && inner !== "").map(([name, inner]) => `${inWords(name).toLowerCase()} ${plainWords(inner)}`).join("; ");
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}
