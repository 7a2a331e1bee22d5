// What stands in one cell of a grid or a workbook, and what do the words typed, pasted or sent back there mean?
import type { z } from "zod";
import { AppError } from "#schemas/app-error.ts";
import type { PlanCollection } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { formatMoney, minus, readMoney } from "#app/domain/calculations/format.ts";
import { hasFormatting } from "#app/domain/plan/formatting.ts";
import { readRowForm, rowSchemaOf, valueAt } from "#app/domain/plan/row-form.ts";
import type { Option, RowField, RowFormResult } from "#app/domain/plan/row-form.ts";

type Named = Record<string, unknown>;
/** The words of a row's cells by field name. */
export type Cells = Record<string, string>;

const listed = new Set(["choice", "link", "codes", "links"]);
export const takesSeveral = (field: RowField): boolean => field.control === "codes" || field.control === "links";

const yesNo: Option[] = [{ value: "yes", label: "Yes" }, { value: "no", label: "No" }];
const spoken = new WeakMap<readonly Option[], Option[]>();
/** A field's choices with names that tell them apart in a cell: no semicolon (it parts several), none twice. */
export function cellOptions(field: RowField): Option[] {
  if (field.control === "yes-no") return yesNo;
  const known = spoken.get(field.options);
  if (known) return known;
  const plain = field.options.map(({ value, label }) => ({ value, label: label.replace(/\s*;\s*/g, ", ").replace(/\s+/g, " ").trim() || value }));
  const counts = new Map<string, number>();
  for (const { label } of plain) counts.set(label.toLowerCase(), (counts.get(label.toLowerCase()) ?? 0) + 1);
  const named = plain.map(({ value, label }) => ({ value, label: (counts.get(label.toLowerCase()) ?? 0) > 1 ? `${label} (${value})` : label }));
  spoken.set(field.options, named);
  return named;
}

/** The words of a stored value: labels, money without its sign, several apart by semicolons. */
export function cellText(field: RowField, value: unknown): string {
  const label = (code: unknown): string => cellOptions(field).find((option) => option.value === code)?.label ?? String(code);
  if (value === null || value === undefined || value === "") return "";
  switch (field.control) {
    case "richtext":
      return plainFromRichText(value as RichText);
    case "money":
      return formatMoney(Number(value)).replace("$", "").replace(minus, "-");
    case "yes-no":
      return value === true ? "Yes" : "No";
    case "codes":
    case "links":
      return (value as unknown[]).map(label).join("; ");
    case "choice":
    case "link":
      return label(typeof value === "object" ? `${String((value as Named)["kind"])}:${String((value as Named)["id"])}` : value);
    default:
      return String(value);
  }
}

export const cellsOfRow = (fields: readonly RowField[], row: Named): Cells => Object.fromEntries(fields.map((field) => [field.name, cellText(field, valueAt(row, field.name))]));

/** Formatted text (bold, lists, links, tables) would lose its looks in a cell: it is changed on the row's own page. */
export const lockedFields = (fields: readonly RowField[], row: Named): string[] =>
  fields.filter((field) => field.control === "richtext" && hasFormatting((valueAt(row, field.name) as RichText | null) ?? { type: "doc", docVersion: 1, content: [] })).map((field) => field.name);

const folded = (text: string): string => text.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();
const codeOf = (field: RowField, words: string): string | undefined => {
  const wanted = folded(words);
  return (cellOptions(field).find((option) => folded(option.label) === wanted) ?? cellOptions(field).find((option) => folded(option.value) === wanted))?.value;
};

/** A day as Californians write it, "7/1/2026", as the plan does. */
const isoDay = (text: string): string => {
  const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  return found ? `${found[3] ?? ""}-${(found[1] ?? "").padStart(2, "0")}-${(found[2] ?? "").padStart(2, "0")}` : text;
};

/** The words of a cell as a form would post them. Labels and codes both mean the code. */
function postedOf(field: RowField, text: string): [string, string[]][] {
  if (takesSeveral(field)) {
    const parts = text.split(/[;\n]/).map((part) => part.trim()).filter((part) => part !== "");
    const known = parts.map((part) => codeOf(field, part));
    const own = parts.filter((_, at) => known[at] === undefined);
    const codes = known.filter((code) => code !== undefined);
    return field.open ? [[field.name, codes], [`${field.name}.own`, [own.join("\n")]]] : [[field.name, [...codes, ...own]]];
  }
  if (field.control === "choice" || field.control === "link" || field.control === "yes-no") return [[field.name, [text.trim() === "" ? "" : (codeOf(field, text) ?? text.trim())]]];
  return [[field.name, [field.control === "day" ? isoDay(text) : text]]];
}

const mostListed = 12;
const ofList = (field: RowField, text: string): string => {
  const options = cellOptions(field).map((option) => option.label);
  return `“${text}” is not in the list${options.length > 0 && options.length <= mostListed ? `: ${options.join("; ")}` : ""}.`;
};

/** The cells read onto the stored row (or a blank one); each refusal names its field. Throws AppError "invalid" for a field that is not there. */
export function readCells(fields: readonly RowField[], stored: Named, cells: Cells): RowFormResult {
  const asked = Object.entries(cells).map(([name, text]) => {
    const field = fields.find((one) => one.name === name);
    if (!field) throw new AppError("invalid", `There is no column “${name}” here.`);
    return { field, text: text.normalize("NFC").replace(/\r\n?/g, "\n") };
  });
  // A cell that says what is stored changes nothing, however that is written (a code that has left its list, formatted text).
  const changed = asked.filter(({ field, text }) => valueAt(stored, field.name) === undefined || text !== cellText(field, valueAt(stored, field.name)));
  const errors: Record<string, string> = {};
  for (const { field } of changed) if (lockedFields([field], stored).length > 0) errors[field.name] = "This text has formatting (bold, lists, links or a table). Change it on the row's own page.";
  const read = readRowForm(fields, new Map(changed.filter(({ field }) => errors[field.name] === undefined).flatMap(({ field, text }) => postedOf(field, text))), stored);
  if (read.outcome === "read") return Object.keys(errors).length > 0 ? { outcome: "refused", errors } : read;
  for (const [name, words] of Object.entries(read.errors)) {
    const about = changed.find(({ field }) => field.name === name);
    errors[name] = about && listed.has(about.field.control) && about.text.trim() !== "" ? ofList(about.field, about.text.trim()) : words;
  }
  return { outcome: "refused", errors };
}

/** How one cell's words are understood, or what is wrong with them: the same reading and schema as the server's. */
export function understood(collection: PlanCollection | null, field: RowField, text: string): { text: string } | { problem: string } {
  const read = readCells([field], {}, { [field.name]: text });
  if (read.outcome === "refused") return { problem: read.errors[field.name] ?? "" };
  const value = valueAt(read.row, field.name);
  if (collection !== null && value !== undefined && !field.name.includes(".")) {
    const checked = (rowSchemaOf(collection).shape as Record<string, z.ZodType>)[field.name]?.safeParse(value);
    if (checked && !checked.success) return { problem: checked.error.issues[0]?.code === "too_small" ? "This is needed." : (checked.error.issues[0]?.message ?? "") };
  }
  return { text: cellText(field, value) };
}

export type Total = { label: string; cents: number };
/** Sums of each money column; where rows say what kind of amount they are and for which year, each kind and year by itself. */
export function gridTotals(fields: readonly RowField[], rows: readonly Cells[]): Total[] {
  const parts = ["kind", "year", "grantYear"].flatMap((name) => fields.find((field) => field.name === name && field.control === "choice") ?? []);
  return fields.filter((field) => field.control === "money").flatMap((money) => {
    const sums = new Map<string, number>();
    for (const row of rows) {
      const read = readMoney(row[money.name] ?? "");
      if (!("cents" in read) || read.cents === null) continue;
      const label = parts.length > 0 ? parts.map((part) => row[part.name] ?? "").filter(Boolean).join(" ") : money.label;
      sums.set(label, (sums.get(label) ?? 0) + read.cents);
    }
    return [...sums].sort(([a], [b]) => a.localeCompare(b)).map(([label, cents]) => ({ label, cents }));
  });
}
