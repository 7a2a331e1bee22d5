// Which inputs does a row ask for, and what do posted words mean? Worked out from the outline's columns and the plan's schema, so that a new statement needs no new page.
import { z } from "zod";
import { AppError } from "#schemas/app-error.ts";
import type { Catalog, OutlineColumn, Statement } from "#schemas/crosswalk.ts";
import { planSchema, yearBefore } from "#schemas/plan.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import { emptyRichText, isBlankRichText, plainFromRichText, richTextFromPlain, richTextSchema } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { centsSchema, daySchema, decimalSchema, instantSchema, planYearSchema } from "#schemas/scalars.ts";
import { formatMoney, minus, readMoney } from "#app/domain/calculations/format.ts";
import { hasFormatting, plainWordsInto } from "./formatting.ts";
import { withoutSchoolsOnly } from "./schools-only.ts";

export type Control = "line" | "text" | "richtext" | "money" | "decimal" | "integer" | "day" | "instant" | "yes-no" | "choice" | "codes" | "link" | "links";
export type Option = { value: string; label: string };

/** One input. `name` is the property's path in the row ("evidence.tier") and the name it is posted under. */
export type RowField = {
  name: string;
  label: string;
  help: string;
  control: Control;
  nullable: boolean;
  options: Option[];
  /** The district's own words are taken beside the catalog's codes. */
  open: boolean;
};

type Named = Record<string, unknown>;
type Schema = z.ZodType;

/** A row's shape in the plan: the schema of one element of the collection. */
export function rowSchemaOf(collection: PlanCollection): z.ZodObject {
  return planSchema.shape[collection].element as unknown as z.ZodObject;
}

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** "start_on" and "startOn" read "Start on". */
export const inWords = (name: string): string => {
  const words = name.replace(/[_.]/g, " ").replace(/([a-z])([A-Z])/g, "$1 $2").replace(/-/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const bare = (schema: Schema): { schema: Schema; nullable: boolean } => {
  let inner = schema;
  let nullable = false;
  while (inner instanceof z.ZodNullable || inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) {
    nullable = true;
    inner = inner.unwrap() as Schema;
  }
  return { schema: inner, nullable };
};

function schemaAt(shape: z.ZodObject, path: string): { schema: Schema; nullable: boolean } | undefined {
  let at: Schema = shape;
  let nullable = false;
  for (const step of path.split(".")) {
    const found = bare(at).schema;
    if (!(found instanceof z.ZodObject)) return undefined;
    const next = (found.shape as Record<string, Schema>)[step];
    if (!next) return undefined;
    nullable = bare(next).nullable;
    at = next;
  }
  return { schema: bare(at).schema, nullable };
}

/** The properties of the row that a column asks for. A name that is no property is looked for as a link ("goal" is `goalId`). */
export function columnProperties(column: OutlineColumn, shape: z.ZodObject): string[] {
  const named = column.at ?? [camel(column.name)];
  return named.flatMap((name) => {
    const single = name.replace(/s$/, "");
    return [name, `${name}Id`, `${single}Ids`].find((candidate) => schemaAt(shape, candidate)) ?? [];
  });
}

const collectionOfRow: Record<string, PlanCollection> = {
  goal: "goals", metric: "metrics", value: "values", target: "targets", need: "needs", finding: "findings", action: "actions", step: "steps", event: "events", meeting: "meetings", line: "lines",
};

const short = (text: string, most = 90): string => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

/** What a row is called in a list or a link: its title, name or first words. */
export function rowName(row: Named): string {
  for (const key of ["title", "name", "partnerLabel", "question", "text", "description", "note", "body"]) {
    const value = row[key];
    if (typeof value === "string" && value.trim() !== "") return short(value);
    if (value && typeof value === "object" && "type" in value && value.type === "doc" && !isBlankRichText(value as RichText)) return short(plainFromRichText(value as RichText).replace(/\s+/g, " "));
  }
  return "";
}

/** Printed numbers of this year's goals, metrics and actions: "2", "2.1". What the district wrote for schools only is not printed and has none. */
export function rowNumbers(plan: Plan, orgId: string = plan.leaId): Map<string, string> {
  const numbers = new Map<string, string>();
  const inOrder = <Row extends { order: number; id: string; orgId: string }>(rows: Row[]) => rows.filter((row) => row.orgId === orgId).sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const metrics = inOrder(plan.metrics);
  const actions = inOrder(withoutSchoolsOnly(plan).actions);
  inOrder(plan.goals).forEach((goal, at) => {
    numbers.set(goal.id, `${at + 1}`);
    metrics.filter((metric) => metric.goalId === goal.id).forEach((metric, n) => numbers.set(metric.id, `${at + 1}.${n + 1}`));
    actions.filter((action) => action.goalId === goal.id).forEach((action, n) => numbers.set(action.id, `${at + 1}.${n + 1}`));
  });
  return numbers;
}

function linkOptions(plan: Plan, to: string | undefined, answersKey: string | undefined, orgId: string): Option[] {
  const numbers = rowNumbers(plan, orgId);
  const numbered = (id: string, name: string): string => [numbers.get(id), name].filter(Boolean).join(" ") || id;
  if (to === "school" || to === "site" || to === "organization") return plan.organizations.filter((row) => to === "organization" || row.kind === "school").map((row) => ({ value: row.id, label: row.name }));
  if (to === "opening_action") return (orgId === plan.leaId ? (plan.opening?.actions ?? []) : []).map((row) => ({ value: row.id, label: `${row.number} ${row.title}` }));
  const collection = to === undefined ? undefined : collectionOfRow[to];
  if (collection) return plan[collection].filter((row) => row.orgId === orgId).map((row) => ({ value: row.id, label: numbered(row.id, rowName(row)) }));
  return plan.answers.filter((row) => row.key === answersKey && row.orgId === orgId).map((row) => ({ value: row.id, label: (row.value && typeof row.value === "object" ? rowName(row.value as Named) : "") || row.id }));
}

const lineageOptions = (plan: Plan, to: string | undefined): Option[] =>
  (to === "action" ? withoutSchoolsOnly(plan).actions : plan.goals).filter((row) => row.orgId === plan.leaId).map((row) => ({ value: row.lineageId, label: rowName(row) || row.id }));

function controlOf(schema: Schema, column: OutlineColumn): Control {
  if (schema === richTextSchema) return "richtext";
  if (schema === centsSchema) return "money";
  if (schema === daySchema) return "day";
  if (schema === instantSchema) return "instant";
  if (schema === decimalSchema) return "decimal";
  if (schema === planYearSchema || schema instanceof z.ZodEnum) return "choice";
  if (schema instanceof z.ZodBoolean) return "yes-no";
  if (schema instanceof z.ZodNumber) return "integer";
  if (schema instanceof z.ZodArray) return column.kind === "links" || column.to ? "links" : "codes";
  if (column.kind === "link" || column.to || schema instanceof z.ZodObject) return "link";
  if (column.catalog) return "choice";
  return schema instanceof z.ZodString && (schema.maxLength ?? Infinity) > 2000 ? "text" : "line";
}

const controlOfKind: Record<OutlineColumn["kind"], Control> = {
  text: "line", richtext: "richtext", number: "integer", decimal: "decimal", percent: "decimal", money: "decimal", date: "day", instant: "instant", boolean: "yes-no", choice: "choice", list: "codes", link: "link", links: "links", span: "line",
};

/** The inputs of one row of a statement, in the outline's order. `statements` resolves links to rows kept as answers; `orgId`: whose rows may be linked, the LEA's when nobody else is named. */
export function rowFields(statement: Statement, { plan, catalogs, statements, orgId = plan.leaId }: { plan: Plan; catalogs: Record<string, Catalog>; statements: readonly Statement[]; orgId?: string }): RowField[] {
  const shape = statement.collection ? rowSchemaOf(statement.collection as PlanCollection) : undefined;
  const options = (column: OutlineColumn): Option[] => catalogs[column.catalog ?? ""]?.entries.filter((entry) => orgId === plan.leaId || entry["district_only"] !== true).map((entry) => ({ value: entry.code, label: entry.label })) ?? [];
  const keyOf = (to: string | undefined) => statements.find((other) => other.row === to)?.key;
  const fields = (statement.columns ?? []).flatMap((column): RowField[] => {
    const label = column.question ?? inWords(column.name);
    const help = column.help ?? "";
    if (!shape) {
      const control = controlOfKind[column.kind];
      const linked = control === "link" || control === "links";
      return [{ name: column.name, label, help, control: control === "line" && !column.catalog ? "text" : column.catalog && control === "line" ? "choice" : control, nullable: true, options: linked ? linkOptions(plan, column.to, keyOf(column.to), orgId) : options(column), open: control === "codes" && !column.catalog }];
    }
    const properties = columnProperties(column, shape);
    return properties.flatMap((name, at): RowField[] => {
      const found = schemaAt(shape, name);
      if (!found) return [];
      const control = controlOf(found.schema, at > 0 && found.schema instanceof z.ZodString && !name.endsWith("Id") ? { name, kind: "text" } : column);
      let choices = options(column);
      if (found.schema instanceof z.ZodEnum) {
        const codes = found.schema.options.map(String);
        choices = codes.map((code) => choices.find((option) => option.value === code) ?? { value: code, label: inWords(code) });
      } else if (found.schema === planYearSchema) choices = [plan.year, yearBefore(plan.year)].map((year) => ({ value: year, label: year }));
      else if (control === "link" || control === "links") {
        if (/lineageid$/i.test(name)) choices = lineageOptions(plan, column.to);
        else if (found.schema instanceof z.ZodObject) choices = [...linkOptions(plan, "action", undefined, orgId).map((option) => ({ value: `action:${option.value}`, label: option.label })), ...linkOptions(plan, "opening_action", undefined, orgId).map((option) => ({ value: `opening-action:${option.value}`, label: `${plan.opening?.year ?? ""} ${option.label}`.trim() }))];
        else choices = linkOptions(plan, /openingAction/.test(name) ? "opening_action" : (column.to ?? (/(site|school)Ids?$/.test(name) ? "school" : undefined)), keyOf(column.to), orgId);
      }
      const own = at === 0 ? label : (partWords[name] ?? `${label}: ${inWords(name).toLowerCase()}`);
      return [{ name, label: own, help: at === 0 ? help : "", control, nullable: found.nullable, options: choices, open: control === "codes" }];
    });
  });
  const rest = shape === undefined ? [] : Object.keys(shape.shape).filter((name) => !keptBySystem.has(name) && !fields.some((field) => field.name === name || field.name.startsWith(`${name}.`)));
  const own = rest.length === 0 ? [] : rowFields({ ...statement, columns: rest.map(plainColumn) }, { plan, catalogs, statements, orgId });
  const offers = (field: RowField) => field.options.length > 0 || field.open || !["links", "codes", "link"].includes(field.control);
  return [...fields, ...own].filter((field, at, all) => offers(field) && !(orgId !== plan.leaId && ofTheSchool.has(field.name)) && all.findIndex((other) => other.name === field.name) === at);
}

/** Where a school's row is needs no asking: at that school. */
const ofTheSchool = new Set(["siteId", "schoolIds", "location", "locationText"]);

/** The second and third input of a column that takes several. */
const partWords: Record<string, string> = {
  schoolIds: "Which schools",
  locationText: "Where, in your own words (grade spans, or names)",
  endOn: "Until",
  timeSpanText: "From when to when, in your own words",
  text: "In words, where it is not a number",
  dateText: "When, in words, where it is not one day",
  dueOn: "By which day",
  openingActionId: "Or an action of last year's plan",
  "evidence.citation": "Evidence: citation",
};

/** Kept by the system; nobody types them. */
const keptBySystem = new Set(["id", "lineageId", "orgId", "version", "order", "offeredFrom", "findingIds"]);
const linkedRows: Record<string, string> = { goalId: "goal", metricId: "metric", actionId: "action", openingActionId: "opening_action", siteId: "school", schoolIds: "school", needIds: "need", metricIds: "metric", baselineValueIds: "value", parentLineageId: "goal" };
/** A property that no column of the outline asks for is still offered, so that nothing in a row is out of reach. */
const plainColumn = (name: string): OutlineColumn => ({ name: name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), question: inWords(name.replace(/(Lineage)?Ids?$/, "")), kind: name.endsWith("Ids") ? "links" : name.endsWith("Id") ? "link" : "text", at: [name], ...(linkedRows[name] ? { to: linkedRows[name] } : {}) });

/** The value behind a path of a row, or of an answer's record. */
export function valueAt(row: Named, path: string): unknown {
  return path.split(".").reduce<unknown>((at, step) => (at && typeof at === "object" ? (at as Named)[step] : undefined), row);
}

function withValue(row: Named, path: string, value: unknown): Named {
  const [first = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...row, [first]: value };
  const inner = row[first];
  return { ...row, [first]: withValue(inner && typeof inner === "object" ? (inner as Named) : {}, rest.join("."), value) };
}

/** Every name a form of these fields may post. */
export function postedNames(fields: readonly RowField[]): Set<string> {
  return new Set(fields.flatMap((field) => [field.name, ...(field.control === "richtext" ? [`${field.name}.json`, `${field.name}.drop`] : []), ...(field.open ? [`${field.name}.own`] : [])]));
}

export type Posted = ReadonlyMap<string, readonly string[]>;
export type RowFormResult = { outcome: "read"; row: Named } | { outcome: "refused"; errors: Record<string, string> };

/** Rich text as posted: from the editor, or as plain words from a browser without JavaScript. Formatting is dropped only when the person says so. */
export function readRichText(posted: Posted, name: string, stored: RichText | null): { value: RichText } | { error: string } {
  const json = posted.get(`${name}.json`)?.[0];
  if (json !== undefined && json !== "") {
    const parsed = z.string().transform((text, problems) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        problems.addIssue({ code: "custom", message: "unreadable" });
        return z.NEVER;
      }
    }).pipe(richTextSchema).safeParse(json);
    return parsed.success ? { value: parsed.data } : { error: "The editor sent text this page cannot read. Your words are still in the box; copy them, reload and paste them again." };
  }
  const plain = (posted.get(name)?.[0] ?? "").replace(/\r\n?/g, "\n");
  if (stored && plain.trim() === plainFromRichText(stored).trim()) return { value: stored };
  const kept = stored && posted.get(`${name}.drop`)?.[0] !== "yes" && plain.isWellFormed() && !plain.includes("\u0000") ? plainWordsInto(stored, plain) : null;
  if (kept) return { value: kept };
  if (stored && hasFormatting(stored) && posted.get(`${name}.drop`)?.[0] !== "yes") return { error: "This answer has formatting that plain text would drop. Tick the box to save it as plain text." };
  if (!plain.isWellFormed() || plain.includes("\u0000")) return { error: "This text has a broken character; paste it again as plain text." };
  return { value: richTextFromPlain(plain) };
}

const notANumber = (text: string) => `“${text}” is not a number. Write it like 12.5, without signs for percent or thousands.`;

function readField(field: RowField, posted: Posted, stored: unknown): { value: unknown } | { error: string } {
  const text = (posted.get(field.name)?.[0] ?? "").trim();
  const many = (posted.get(field.name) ?? []).filter((value) => value !== "");
  const blank = field.nullable ? null : "";
  switch (field.control) {
    case "richtext": {
      const read = readRichText(posted, field.name, (stored ?? null) as RichText | null);
      return "value" in read && field.nullable && isBlankRichText(read.value) ? { value: null } : read;
    }
    case "money": {
      if (text === "" && field.nullable) return { value: null };
      if (text === "") return { error: "Type an amount; 0 if there is none." };
      const money = readMoney(text);
      return "cents" in money ? { value: money.cents } : { error: money.problem };
    }
    case "decimal": {
      if (text === "") return { value: blank };
      const plain = text.replace(/\s*%$/, "").replace(/(?<=\d),(?=\d{3}(\D|$))/g, "").replace(/^\./, "0.").replace(/^-\./, "-0.");
      return decimalSchema.safeParse(plain).success ? { value: plain } : { error: notANumber(text) };
    }
    case "integer": {
      if (text === "") return { value: field.nullable ? null : 0 };
      const plain = text.replace(/(?<=\d),(?=\d{3}(\D|$))/g, "");
      return /^-?\d{1,12}$/.test(plain) ? { value: Number(plain) } : { error: `“${text}” is not a whole number.` };
    }
    case "yes-no":
      return text === "" ? { value: field.nullable ? null : false } : text === "yes" || text === "no" ? { value: text === "yes" } : { error: "Choose yes or no." };
    case "choice":
    case "link": {
      if (text === "") return field.nullable ? { value: null } : { error: "Choose one." };
      const known = field.options.some((option) => option.value === text);
      if (!known && text !== stored) return { error: "Choose one of the list." };
      if (stored && typeof stored === "object" && "kind" in stored) return { value: about(text) };
      return { value: field.name === "about" ? about(text) : text };
    }
    case "codes":
    case "links": {
      const before = Array.isArray(stored) ? (stored as string[]) : [];
      const unknown = many.find((value) => !field.options.some((option) => option.value === value) && !before.includes(value));
      if (unknown !== undefined) return { error: `“${unknown}” is not in the list.` };
      const own = (posted.get(`${field.name}.own`)?.[0] ?? "").split(/[\n;]/).map((word) => word.trim()).filter((word) => word !== "");
      return { value: [...new Set([...many, ...own])] };
    }
    case "day":
    case "instant": {
      if (text === "") return { value: blank };
      const value = field.control === "instant" && !/(Z|[+-]\d\d:\d\d)$/.test(text) ? `${text.length === 16 ? `${text}:00` : text}Z` : text;
      return (field.control === "day" ? daySchema : instantSchema).safeParse(value).success ? { value } : { error: "Choose a day that exists." };
    }
    case "text":
    case "line": {
      const raw = (posted.get(field.name)?.[0] ?? "").replace(/\r\n?/g, "\n");
      return { value: raw.trim() === "" ? blank : raw.trim() };
    }
  }
}

const about = (text: string): { kind: string; id: string } => ({ kind: text.slice(0, text.indexOf(":")), id: text.slice(text.indexOf(":") + 1) });

/** What stands in the inputs of a stored row, by posted name. */
export function typedFromRow(fields: readonly RowField[], row: Named): Record<string, string[]> {
  const typed: Record<string, string[]> = {};
  for (const field of fields) {
    const value = valueAt(row, field.name);
    switch (field.control) {
      case "richtext":
        typed[field.name] = [value ? plainFromRichText(value as RichText) : ""];
        typed[`${field.name}.json`] = [value ? JSON.stringify(value) : ""];
        break;
      case "money":
        typed[field.name] = [typeof value === "number" ? formatMoney(value).replace("$", "").replace(minus, "-") : ""];
        break;
      case "yes-no":
        typed[field.name] = [value === true ? "yes" : value === false ? "no" : ""];
        break;
      case "codes":
      case "links": {
        const codes = Array.isArray(value) ? value.map(String) : [];
        const known = (code: string) => field.options.some((option) => option.value === code);
        typed[field.name] = codes.filter((code) => known(code) || !field.open);
        if (field.open) typed[`${field.name}.own`] = [codes.filter((code) => !known(code)).join("\n")];
        break;
      }
      default:
        typed[field.name] = [value && typeof value === "object" && "kind" in value && "id" in value ? `${String(value.kind)}:${String(value.id)}` : typeof value === "string" || typeof value === "number" ? String(value) : ""];
    }
  }
  return typed;
}

/** A value as a reader sees it in a list: labels instead of codes, money with its sign. */
export function shownValue(field: RowField, value: unknown): string {
  const label = (code: unknown): string => field.options.find((option) => option.value === code)?.label ?? String(code);
  if (value === null || value === undefined || value === "") return "";
  switch (field.control) {
    case "richtext":
      return short(plainFromRichText(value as RichText).replace(/\s+/g, " "), 160);
    case "money":
      return formatMoney(Number(value));
    case "yes-no":
      return value === true ? "Yes" : "No";
    case "codes":
    case "links":
      return (value as unknown[]).map(label).join(", ");
    case "choice":
    case "link":
      return typeof value === "object" ? label(`${String((value as Named)["kind"])}:${String((value as Named)["id"])}`) : label(value);
    default:
      return short(String(value), 160);
  }
}

/** Posted words read onto the stored row (or the row's blank). Only the fields asked for are touched; each refusal names its field. */
export function readRowForm(fields: readonly RowField[], posted: Posted, stored: Named): RowFormResult {
  const known = postedNames(fields);
  const unknown = [...posted.keys()].find((name) => !known.has(name));
  if (unknown !== undefined) throw new AppError("invalid", `The form has a field that does not belong here: “${unknown}”.`);
  const errors: Record<string, string> = {};
  let row = stored;
  for (const field of fields) {
    const before = valueAt(stored, field.name);
    if (!posted.has(field.name) && ![...posted.keys()].some((name) => name.startsWith(`${field.name}.`))) continue;
    const read = readField(field, posted, before);
    if ("error" in read) errors[field.name] = read.error;
    else row = withValue(row, field.name, read.value);
  }
  // A group of inputs that may be left out as a whole ("evidence") is left out when all of it is blank.
  for (const head of new Set(fields.filter((field) => field.name.includes(".")).map((field) => field.name.split(".")[0] ?? ""))) {
    const group = row[head];
    if (stored[head] === null && group && typeof group === "object" && Object.values(group).every((value) => value === null || value === "")) row = { ...row, [head]: null };
  }
  return Object.keys(errors).length > 0 ? { outcome: "refused", errors } : { outcome: "read", row };
}

/** A row nobody has written yet, from its schema: blank text, no links, first of a fixed choice. */
export function blankRow(collection: PlanCollection): Named {
  const shape = rowSchemaOf(collection).shape as Record<string, Schema>;
  return Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, blankOf(schema)]));
}

function blankOf(schema: Schema): unknown {
  const { schema: inner, nullable } = bare(schema);
  if (nullable) return null;
  if (inner === richTextSchema) return emptyRichText;
  if (inner instanceof z.ZodArray) return [];
  if (inner instanceof z.ZodBoolean) return false;
  if (inner instanceof z.ZodNumber) return 0;
  if (inner instanceof z.ZodEnum) return inner.options[0];
  return "";
}

/** Whether a row has what its schema needs; the messages by field name. */
export function checkRow(collection: PlanCollection, row: Named): Record<string, string> {
  const checked = rowSchemaOf(collection).safeParse(row);
  if (checked.success) return {};
  return Object.fromEntries(checked.error.issues.map((issue) => [issue.path.join("."), issue.code === "too_small" ? "This is needed." : issue.message]));
}
