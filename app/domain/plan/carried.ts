// Which answers did this plan begin with, how old are their words, and what has become of each?
import type { Crosswalks, Statement } from "#schemas/crosswalk.ts";
import type { Plan, PlanCollection } from "#schemas/plan.ts";
import { plainFromRichText } from "#schemas/rich-text.ts";
import type { RichText } from "#schemas/rich-text.ts";
import { rowName, rowNumbers } from "./row-form.ts";

/** "edited" and "retired" also come about where the row itself is written or removed. */
export type CarriedState = "open" | "confirmed" | "edited" | "retired";
export const carriedState = ({ decision, last }: { decision: "confirmed" | "retired" | null; last: "insert" | "update" | "delete" }): CarriedState =>
  last === "delete" ? "retired" : last === "update" ? "edited" : decision === "confirmed" ? "confirmed" : "open";

/** Age of words in whole months, "less than a month", "14 months", "2 years and 2 months"; empty where their day is not known. */
export function ageInWords(writtenOn: string | null, today: string): string {
  if (writtenOn === null) return "";
  const [from, to] = [writtenOn.split("-").map(Number), today.split("-").map(Number)] as [[number, number, number], [number, number, number]];
  const months = Math.max(0, (to[0] - from[0]) * 12 + to[1] - from[1] - (to[2] < from[2] ? 1 : 0));
  const counted = (n: number, one: string) => `${n} ${one}${n === 1 ? "" : "s"}`;
  if (months < 1) return "less than a month";
  if (months < 24) return counted(months, "month");
  return [counted(Math.floor(months / 12), "year"), months % 12 === 0 ? "" : counted(months % 12, "month")].filter(Boolean).join(" and ");
}

/** One carried row as a person recognizes it. `statement`: the question it answers. */
export type CarriedThing = { chapterId: string; statement: Statement; number: string; name: string; words: string; version: number };

/** Looks rows up by collection and id; undefined for a row that is not there any more or that nothing asks. */
export function carriedThings(plan: Plan, { outline, programs }: Crosswalks, orgId: string): (collection: PlanCollection, rowId: string) => CarriedThing | undefined {
  const last = outline.chapters.at(-1)?.id ?? "";
  const asked = [
    ...outline.chapters.flatMap(({ id, statements }) => statements.map((statement) => ({ chapterId: id, statement }))),
    ...programs.flatMap(({ supplements }) => supplements.map((statement) => ({ chapterId: outline.chapters.find(({ id }) => statement.key.startsWith(`${id}.`))?.id ?? last, statement }))),
  ];
  const byCollection = new Map(asked.flatMap((one) => (one.statement.collection && one.statement.shape === "rows" ? [[one.statement.collection, one] as const] : [])));
  const byKey = new Map(asked.map((one) => [one.statement.key, one]));
  const numbers = rowNumbers(plan, orgId);
  const rows = new Map<string, Record<string, unknown> & { id: string; version: number }>();
  const find = (collection: PlanCollection, rowId: string) => {
    if (!rows.has(`${collection}/`)) {
      rows.set(`${collection}/`, { id: "", version: 0 });
      for (const row of plan[collection]) rows.set(`${collection}/${row.id}`, row as unknown as Record<string, unknown> & { id: string; version: number });
    }
    return rows.get(`${collection}/${rowId}`);
  };
  return (collection, rowId) => {
    const row = find(collection, rowId);
    const place = collection === "answers" ? byKey.get(String(row?.["key"] ?? "")) : byCollection.get(collection);
    if (!row || !place) return undefined;
    const content = collection === "answers" ? (row["value"] as Record<string, unknown> | RichText | string | null) : row;
    const isRow = content !== null && typeof content === "object" && !("docVersion" in content);
    const about = typeof row["about"] === "string" ? aboutName(plan, row["about"], numbers) : "";
    return {
      ...place,
      number: numbers.get(rowId) ?? "",
      name: isRow ? rowName(content) : about,
      words: collection === "metrics" ? "" : longest(isRow ? content : { value: content }),
      version: row.version,
    };
  };
}

const aboutName = (plan: Plan, id: string, numbers: ReadonlyMap<string, string>): string => {
  const row = [...plan.goals, ...plan.actions].find((one) => one.id === id);
  return row ? [numbers.get(id), rowName(row as unknown as Record<string, unknown>)].filter(Boolean).join(" ") : (plan.organizations.find((one) => one.id === id)?.name ?? "");
};

/** The text of a row: its description or own text, else its longest words. */
function longest(row: Record<string, unknown>): string {
  const own = row["description"] ?? row["text"];
  if (own && typeof own === "object" && "docVersion" in own && plainFromRichText(own as RichText).trim() !== "") return plainFromRichText(own as RichText).replace(/\s+/g, " ").trim();
  const texts = Object.values(row).flatMap((value) => (value && typeof value === "object" && "docVersion" in value ? [plainFromRichText(value as RichText)] : []));
  const said = texts.map((text) => text.replace(/\s+/g, " ").trim()).sort((a, b) => b.length - a.length)[0];
  return said ?? (typeof row["value"] === "string" ? row["value"] : "");
}
