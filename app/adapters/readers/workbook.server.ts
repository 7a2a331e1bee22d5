// Reads any workbook (xlsx) as the words of its sheets: what a person sees in each cell. No formula is run, nothing outside is asked.
import { AppError } from "#schemas/app-error.ts";
import type { WordSheet } from "#schemas/grid-sheet.ts";
import { openCheckedZip } from "./checked-zip.server.ts";
import { cellsOf, sharedStrings, sheetsOf } from "./grid-xlsx.server.ts";
import { tagsOf } from "./xml-tags.server.ts";

/** Formats 9 and 10 are percentages, 14 to 22 days and times, wherever the file says nothing of its own. */
const percents = new Set([9, 10]);
const days = new Set([14, 15, 16, 17, 22]);

/** The visible sheets with something in them, rows with the number Excel gives them. Throws AppError "invalid" or "too-large". */
export function readWorkbook(bytes: Uint8Array): WordSheet[] {
  const zip = openCheckedZip(bytes, { what: "a workbook of a plan", kind: "an Excel workbook", ending: "xlsx" });
  if (zip.names.some((name) => /vbaProject|activeX/i.test(name))) throw new AppError("invalid", "This workbook holds macros and was not opened. Save it as .xlsx without macros and choose that file.");
  const shared = sharedStrings(zip.text("xl/sharedStrings.xml"));
  const formats = formatsOf(zip.text("xl/styles.xml") ?? "");
  const shown = (value: string, style: number): string => {
    const format = formats[style];
    const number = Number(value);
    if (format === undefined || value === "" || !Number.isFinite(number)) return Number.isFinite(number) && value !== "" ? plain(number) : value;
    if (format === "percent") return `${plain(Number((number * 100).toPrecision(12)))}%`;
    if (format === "day" && number > 0 && number < 2_958_466) return new Date(Date.UTC(1899, 11, 30) + Math.floor(number) * 86_400_000).toISOString().slice(0, 10);
    return plain(number);
  };
  return sheetsOf(zip)
    .filter(({ hidden }) => !hidden)
    .map(({ name, path }) => ({
      name,
      rows: cellsOf(zip.text(path) ?? "", shared, shown).map(({ at, cells }) => {
        const last = Math.max(0, ...cells.keys());
        return { at, cells: Array.from({ length: last }, (_, column) => (cells.get(column + 1)?.text ?? "").normalize("NFC").replace(/\r\n?/g, "\n").trim()) };
      }),
    }))
    .filter(({ rows }) => rows.length > 0);
}

/** Fifteen digits, as Excel keeps them; never with an exponent. */
function plain(number: number): string {
  const rounded = Number(number.toPrecision(15));
  return /e/i.test(String(rounded)) ? rounded.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 12 }) : String(rounded);
}

/** What the number format of each cell style shows. */
function formatsOf(xml: string): ("percent" | "day" | undefined)[] {
  const own = new Map<number, string>();
  const styles: ("percent" | "day" | undefined)[] = [];
  let inCells = false;
  for (const tag of tagsOf(xml)) {
    if (tag.name === "cellXfs") inCells = tag.open && !tag.empty;
    if (tag.name === "numFmt" && tag.open) own.set(Number(tag.attributes.get("numFmtId")), tag.attributes.get("formatCode") ?? "");
    if (tag.name !== "xf" || !tag.open || !inCells) continue;
    const id = Number(tag.attributes.get("numFmtId") ?? 0);
    const code = (own.get(id) ?? "").replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "");
    styles.push(percents.has(id) || code.includes("%") ? "percent" : days.has(id) || /[dy]/i.test(code) ? "day" : undefined);
  }
  return styles;
}
