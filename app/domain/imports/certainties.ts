// How certain each part of a reading is: checked against printed totals, read without a check, or doubtful.
import { z } from "zod";
import type { ReadablePage } from "#schemas/readable-document.ts";
import type { LcapReading, ReadingNote } from "./read-lcap.ts";
import type { PrintCheck } from "./reconcile-lcap.ts";

/**
 * `checked`: printed totals or a second print agree and nothing is doubtful. `read`: nothing is doubtful, and nothing printed could confirm it.
 * `doubtful`: something here needs a person. `missing`: not found.
 */
export const partCertaintySchema = z.strictObject({ part: z.string(), rows: z.int(), pages: z.string(), how: z.enum(["structure", "layout", "both"]), certainty: z.enum(["checked", "read", "doubtful", "missing"]) });
export type PartCertainty = z.infer<typeof partCertaintySchema>;

const parts: readonly { part: string; kinds: readonly (keyof LcapReading["rows"])[]; places: readonly string[] }[] = [
  { part: "goals", kinds: ["goal"], places: ["goal", "goals"] },
  { part: "metrics", kinds: ["metrics"], places: ["metrics"] },
  { part: "actions", kinds: ["actions"], places: ["actions"] },
  { part: "engagement", kinds: ["engagement"], places: ["engagement"] },
  { part: "increased or improved services", kinds: ["services-grants", "services-percentages", "leawide-actions", "limited-actions", "staff-ratios"], places: ["iis", "services-grants", "services-percentages", "leawide-actions", "limited-actions", "staff-ratios"] },
  { part: "table 1", kinds: ["table1-header", "table1-totals", "table1-rows"], places: ["table1", "table1-header", "table1-totals", "table1-rows"] },
  { part: "table 2", kinds: ["table2-header", "table2-totals", "table2-rows"], places: ["table2", "table2-header", "table2-totals", "table2-rows"] },
  { part: "table 3", kinds: ["table3-totals", "table3-rows"], places: ["table3", "table3-totals", "table3-rows"] },
  { part: "table 4", kinds: ["table4-header", "table4-rows"], places: ["table4", "table4-header", "table4-rows"] },
  { part: "table 5", kinds: ["table5"], places: ["table5"] },
];

export function certainties(reading: LcapReading, pages: readonly ReadablePage[], checks: readonly PrintCheck[], notes: readonly ReadingNote[]): PartCertainty[] {
  const howOf = new Map(pages.map((page) => [page.number, page.how]));
  return parts.map(({ part, kinds, places }) => {
    const rows = kinds.flatMap((kind) => reading.rows[kind] as { pages: number[] }[]);
    const on = [...new Set(rows.flatMap((row) => row.pages))].sort((a, b) => a - b);
    const hows = new Set(on.map((page) => howOf.get(page)));
    const about = (at: string) => places.includes(/^goals\.[^.]*\.(actions|metrics)\b/.exec(at)?.[1] ?? at.split(".")[0] ?? "");
    const confirmed = checks.filter((check) => about(check.at) && check.agrees === true).length;
    const doubtful = notes.some((note) => note.kind === "doubtful" && about(note.at));
    return {
      part,
      rows: rows.length,
      pages: on.length === 0 ? "" : on.length === 1 ? `${on[0]}` : `${on[0]}-${on.at(-1)}`,
      how: hows.size > 1 ? "both" : hows.has("layout") ? "layout" : "structure",
      certainty: rows.length === 0 ? "missing" : doubtful ? "doubtful" : confirmed > 0 ? "checked" : "read",
    };
  });
}

/** What the parts of a reading are called. */
export const partNames: readonly string[] = parts.map(({ part }) => part);
