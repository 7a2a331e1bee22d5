// How a thing found in the plan reads in print: labels for codes, numbers with their unit, names for links.
import type Fraction from "fraction.js";
import { formatMoney, formatPercent } from "#app/domain/calculations/format.ts";
import type { Item } from "#app/domain/coverage/addresses.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import type { Catalog, SimpleField } from "#schemas/crosswalk.ts";
import type { Action, FrozenReading, Goal, Metric } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";

/** Decimals and cents as the field says, else as the edition does. */
export type Print = { decimals: number; money: "dollars" | "cents"; catalog: string | undefined };
export const printOf = ({ program }: FormReading, field: SimpleField): Print => ({
  decimals: field.decimals ?? program.edition.display.percent_decimals,
  money: field.money ?? program.edition.display.money,
  catalog: field.catalog,
});

export const moneyWords = (cents: number, print: Print): string => formatMoney(cents, print.money);
export const percentWords = (value: Fraction, print: Print): string => formatPercent(value, print.decimals);

/** The official label of a code; an LEA's own words stand as they are. */
export function labelOf({ catalogs }: FormReading, catalog: string | undefined, code: string): string {
  const chosen = catalog === undefined ? undefined : catalogs[catalog];
  if (!chosen) return code;
  let labels = labelsOf.get(chosen);
  if (!labels) labelsOf.set(chosen, (labels = new Map(chosen.entries.map((entry) => [entry.code, entry.label]))));
  return labels.get(code) ?? code;
}
const labelsOf = new WeakMap<Catalog, Map<string, string>>();

/** One line of words; rich text as plain words. Empty for what prints with something else. */
export function wordsOf(reading: FormReading, item: Item, print: Print): string {
  switch (item.kind) {
    case "rich":
      return plainFromRichText(item.doc);
    case "text":
      return item.text;
    case "code":
      return labelOf(reading, print.catalog, item.code);
    case "flag":
      return item.value ? "Yes" : "No";
    case "percent":
      return percentWords(item.value, print);
    case "money":
      return moneyWords(item.cents, print);
    case "link":
      return linkWords(reading, item.to, item.id);
    case "reading":
      return readingWords(reading, item.reading, item.unit);
    case "list":
      return item.items.join("; ");
    case "chart":
      return item.slices.map((slice) => `${slice.label}: ${moneyWords(slice.cents, print)}`).join("; ");
    case "silent":
    case "impossible":
      return "";
  }
}

function linkWords({ index, book }: FormReading, to: string, id: string): string {
  const numbered = (number: string | undefined, name: string | undefined) => [number, name].filter(Boolean).join(" ");
  if (to === "metric") return numbered(index.metricNumber.get(id), index.metric.get(id)?.name);
  // A school's rows point to the district's by lineage.
  const inLea = (rows: readonly { lineageId: string; orgId: string }[]) => rows.find((row) => row.lineageId === id && row.orgId === index.plan.leaId);
  if (to === "action") return index.action.has(id) ? numbered(index.actionNumber.get(id), index.action.get(id)?.title) : numbered(index.leaNumber.get(id), (inLea(index.plan.actions) as Action | undefined)?.title);
  if (to === "goal") {
    if (index.goalNumber.has(id)) return numbered("Goal", index.goalNumber.get(id));
    const parent = inLea(index.plan.goals) as Goal | undefined;
    return parent ? `Goal ${index.leaNumber.get(id)}: ${plainFromRichText(parent.description)}` : "";
  }
  const row = book.rowById(to, id);
  // A private row never leaves the LEA, nor do its words by way of a link.
  if (row) return row["private"] === true ? "" : plainWords(row["text"] ?? row["name"]);
  return index.organizations.get(id)?.name ?? "";
}

const plainWords = (words: unknown): string => (typeof words === "string" ? words : typeof words === "object" && words !== null ? plainFromRichText(words as RichText) : "");

/** A true minus: a hyphen would let a line end between sign and number. */
const minus = "\u2212";

/** "English Learners: 45.2% (2023-24)"; the group is named only where it is not everybody. */
function readingWords(reading: FormReading, value: FrozenReading, unit: Metric["unit"]): string {
  const site = value.siteId === null ? "" : (reading.index.organizations.get(value.siteId)?.name ?? "");
  const group = value.group === "ALL" && site === "" ? "" : labelOf(reading, "student-groups", value.group);
  const who = [site, group].filter((part) => part !== "").join(", ");
  const amount = value.amount === null ? value.text : `${unit === "dollars" ? "$" : ""}${value.amount.replace("-", minus)}${unit === "percent" ? "%" : ""}${value.text === "" ? "" : ` ${value.text}`}`;
  return `${who === "" ? "" : `${who}: `}${amount}${value.year === "" ? "" : ` (${value.year})`}`;
}
