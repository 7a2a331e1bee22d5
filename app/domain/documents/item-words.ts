// How a thing found in the plan reads in print: labels for codes, numbers with their unit, names for links.
import type Fraction from "fraction.js";
import { formatMoney, formatPercent } from "#app/domain/calculations/format.ts";
import { linesBySite, readingAmount } from "#app/domain/calculations/metric-difference.ts";
import type { Item } from "#app/domain/coverage/addresses.ts";
import type { FormReading } from "#app/domain/coverage/read-form.ts";
import type { Catalog, SimpleField } from "#schemas/crosswalk.ts";
import type { FrozenReading } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";

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
      return readingWords(reading, item);
    case "list":
      return item.items.join("; ");
    case "chart":
      return item.slices.map((slice) => `${slice.label}: ${moneyWords(slice.cents, print)}`).join("; ");
    case "silent":
    case "impossible":
      return "";
  }
}

function linkWords({ index }: FormReading, to: string, id: string): string {
  const numbered = (number: string | undefined, name: string | undefined) => [number, name].filter(Boolean).join(" ");
  if (to === "metric") return numbered(index.metricNumber.get(id), index.metric.get(id)?.name);
  if (to === "action") return numbered(index.actionNumber.get(id), index.action.get(id)?.title);
  if (to === "goal") return numbered("Goal", index.goalNumber.get(id));
  return index.organizations.get(id)?.name ?? "";
}

const siteWords = ({ index }: FormReading, { siteId }: FrozenReading): string => (siteId === null ? "" : (index.organizations.get(siteId)?.name ?? ""));

/** "Lincoln High, English Learners: 45.2% (2023-24)"; everybody is named only beside others. */
function readingWords(reading: FormReading, { reading: value, unit }: ReadingItem): string {
  const site = siteWords(reading, value);
  const group = value.group === "ALL" && site === "" ? "" : labelOf(reading, "student-groups", value.group);
  const who = [site, group].filter((part) => part !== "").join(", ");
  return `${who === "" ? "" : `${who}: `}${readingAmount(value, unit)}${yearWords(value)}`;
}

const yearWords = ({ year }: FrozenReading): string => (year === "" ? "" : ` (${year})`);

type ReadingItem = Extract<Item, { kind: "reading" }>;

/** Several readings of one cell, a line each: a year they share stands once before them, else each has its own. */
export function linesOfReadings(reading: FormReading, items: readonly ReadingItem[]): string[] {
  const [first] = items;
  const shared = first && first.reading.year !== "" && items.every((item) => item.reading.year === first.reading.year) ? first.reading.year : undefined;
  const years = (value: FrozenReading): string => (shared === undefined ? yearWords(value) : "");
  const lines = linesBySite(items.map(({ reading: value, unit }) => ({ site: siteWords(reading, value), group: labelOf(reading, "student-groups", value.group), text: `${readingAmount(value, unit)}${years(value)}` })));
  return shared === undefined ? lines : [`${shared}:`, ...lines];
}

/** What prints as several words or lines, in the order of the form: codes as their catalog has them with the LEA's own words after, goals, metrics and actions by number. */
export function inPrintOrder({ catalogs }: FormReading, items: readonly Item[], words: string[], print: Print): string[] {
  const [first] = items;
  if (!first || words.length < 2) return words;
  if (first.kind === "link") return numbered.has(first.to) ? words.sort(byNumber) : words;
  const catalog = print.catalog === undefined ? undefined : catalogs[print.catalog];
  return catalog && (first.kind === "code" || first.kind === "list") && items.every((item) => item.kind === "code" || item.kind === "list") ? words.sort(orderOf(catalog)) : words;
}

const numbered = new Set(["goal", "metric", "action"]);
const byNumber = new Intl.Collator("en", { numeric: true }).compare;
const ordersOf = new WeakMap<Catalog, (one: string, other: string) => number>();
function orderOf(catalog: Catalog): (one: string, other: string) => number {
  let order = ordersOf.get(catalog);
  if (!order) {
    const place = new Map(catalog.entries.map((entry, at) => [entry.label, at]));
    const last = catalog.entries.length;
    ordersOf.set(catalog, (order = (one, other) => (place.get(one) ?? last) - (place.get(other) ?? last)));
  }
  return order;
}
