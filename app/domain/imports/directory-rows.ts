// What the rows of a published school directory say, and which of them are no such row.
import { daySchema } from "#schemas/scalars.ts";
import type { StateOrganization } from "#schemas/state-directory.ts";
import type { TableSheet } from "#schemas/state-files.ts";

export type RowFault = { row: number; field: string; message: string };

/** The two layouts the state has published, told by their header. */
const layouts = [
  { has: ["Record Type", "CDS Code", "Entity Type"], cds: "CDS Code", county: "County", district: "District", school: "School", status: "Status", type: "Entity Type", public: "Public Yes/No", charter: "", city: "Street City", zip: "Street Zip", grades: "", opened: "", closed: "" },
  { has: ["CDSCode", "StatusType", "DOCType"], cds: "CDSCode", county: "County", district: "District", school: "School", status: "StatusType", type: "SOCType", public: "", charter: "Charter", city: "City", zip: "Zip", grades: "GSoffered", opened: "OpenDate", closed: "ClosedDate" },
];
const footer = /^\s*(total|prepared by|source|note|=)/i;

const layoutOf = (sheet: TableSheet) => {
  const names = (sheet.lines[0]?.cells ?? []).map((name) => name.trim());
  return layouts.find(({ has }) => has.every((name) => names.includes(name)));
};

/** A day as files write it: 2025-08-30, 8/30/2025, or the count of days of a spreadsheet (from 1899-12-30). What is none stays as it is. */
export function dayWritten(text: string): string {
  if (/^\d{5}$/.test(text)) return new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000).toISOString().slice(0, 10);
  const [, month = "", day = "", year = ""] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return year === "" ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

export const isDirectory = (sheets: readonly TableSheet[]): boolean => sheets.some((sheet) => layoutOf(sheet) !== undefined);

/** The first sheet that is a directory, its header in the first line. Throws nothing: what is wrong is named by line and field. */
export function readDirectory(sheets: readonly TableSheet[]): { rows: StateOrganization[]; faults: RowFault[] } {
  const sheet = sheets.find((one) => layoutOf(one) !== undefined);
  const layout = sheet && layoutOf(sheet);
  const [header, ...body] = sheet?.lines ?? [];
  const names = (header?.cells ?? []).map((name) => name.trim());
  if (!layout) return { rows: [], faults: [{ row: 1, field: "header", message: "This is not a school directory as the state publishes it: columns like CDS Code, County, District and School are missing." }] };
  const rows: StateOrganization[] = [];
  const faults: RowFault[] = [];
  const seen = new Map<string, number>();
  for (const { at: row, cells } of body) {
    const cell = (name: string) => {
      const value = name === "" ? "" : (cells[names.indexOf(name)] ?? "").normalize("NFC").trim();
      return value === "No Data" || value === "*" ? "" : value;
    };
    if (cells.every((value) => value.trim() === "")) continue;
    if (footer.test(cells[0] ?? "") || footer.test(cell(layout.cds))) {
      faults.push({ row, field: layout.cds, message: `"${(cells.find((value) => value.trim() !== "") ?? "").slice(0, 60)}" is a footer, not an LEA or school.` });
      continue;
    }
    const digits = cell(layout.cds).replace(/[\s-]/g, "");
    if (!/^\d{14}$/.test(digits)) {
      faults.push({ row, field: layout.cds, message: `"${cell(layout.cds)}" is no CDS code: it has 14 digits (2 county, 5 district, 7 school)${/^\d{13}$/.test(digits) ? "; this one has 13, a leading zero may be lost" : ""}.` });
      continue;
    }
    const earlier = seen.get(digits);
    if (earlier !== undefined) {
      faults.push({ row, field: layout.cds, message: `${digits} stands in row ${earlier} already.` });
      continue;
    }
    const kind = digits.endsWith("0000000") ? "lea" : "school";
    const name = kind === "lea" ? cell(layout.district) : cell(layout.school);
    if (name === "") {
      faults.push({ row, field: kind === "lea" ? layout.district : layout.school, message: `${digits} has no name.` });
      continue;
    }
    const day = (column: string): string | null => {
      const written = dayWritten(cell(column));
      if (written === "" || daySchema.safeParse(written).success) return written || null;
      faults.push({ row, field: column, message: `"${written}" is no day; write 2025-08-30.` });
      return null;
    };
    const yesNo = (column: string): boolean | null => (column === "" || cell(column) === "" ? null : /^y/i.test(cell(column)));
    const before = faults.length;
    const found: StateOrganization = {
      cds: digits, kind, name, county: cell(layout.county), district: cell(layout.district), status: cell(layout.status), type: cell(layout.type) || cell("DOCType"), public: yesNo(layout.public), charter: yesNo(layout.charter),
      city: cell(layout.city), zip: cell(layout.zip), grades: cell(layout.grades), openedOn: day(layout.opened), closedOn: day(layout.closed),
    };
    seen.set(digits, row);
    if (faults.length === before) rows.push(found);
  }
  return { rows, faults };
}
