// A small printed LCAP as a reader of files gives it, to be varied by a test.
import type { ReadableBlock, ReadableDocument, ReadableRow, ReadableTable } from "#schemas/readable-document.ts";

/** "a\nb" is two lines of one paragraph. */
export const words = (text: string, page = 1): ReadableBlock => ({ kind: "paragraph", page, lines: text.split("\n"), level: 1, marker: "" });
export const heading = (text: string, page = 1): ReadableBlock => ({ kind: "heading", page, lines: [text], level: 2, marker: "" });

/** A row of cells; the left edges are 100 points apart unless said. */
export function row(cells: readonly (string | ReadableBlock[])[], page = 1, lefts?: readonly (number | null)[]): ReadableRow {
  const made = cells.map((cell, at) => {
    const blocks = typeof cell === "string" ? (cell === "" ? [] : [words(cell, page)]) : cell;
    return { blocks, left: lefts ? (lefts[at] ?? null) : blocks.length > 0 ? at * 100 : null };
  });
  return { cells: made, pages: made.some((cell) => cell.blocks.length > 0) ? [page] : [] };
}
export const table = (page: number, ...rows: ReadableRow[]): ReadableTable => ({ kind: "table", page, rows });

const t1 = ["Goal #", "Action #", "Action Title", "Student Group(s)", "Contributing\nto Increased\nor Improved\nServices?", "Scope", "Unduplicated\nStudent\nGroup(s)", "Location", "Time Span", "Total\nPersonnel", "Total Non-\npersonnel", "LCFF Funds", "Other State Funds", "Local Funds", "Federal\nFunds", "Total\nFunds", "Planned\nPercentage\nof Improved\nServices"];
export const table1Header = (page: number) => row(t1, page);
export const metricHeader = (page: number) => row(["Metric #", "Metric", "Baseline", "Year 1 Outcome", "Year 2 Outcome", "Target for Year 3\nOutcome", "Current Difference\nfrom Baseline"], page);
export const actionHeader = (page: number) => row(["Action #", "Title", "Description", "Total Funds", "Contributing"], page);

export type Parts = {
  front: ReadableBlock[];
  goal: ReadableBlock[];
  metrics: ReadableBlock[];
  actions: ReadableBlock[];
  services: ReadableBlock[];
  table1: ReadableBlock[];
  table2: ReadableBlock[];
  table3: ReadableBlock[];
  table4: ReadableBlock[];
  table5: ReadableBlock[];
};

/** Two actions: 1.1 contributing with staff and two funds, 1.2 not. Every total agrees. */
export function printedParts(): Parts {
  return {
    front: [
      words("Local Educational Agency (LEA) Name: Two Rivers Elementary School District"),
      words("CDS Code: 34-12345-0000000"),
      words("School Year: 2025/26"),
      heading("Local Control and Accountability Plan", 2),
      table(2, row(["Local Educational Agency (LEA) Name", "Contact Name and Title", "Email and Phone"], 2), row(["Two Rivers Elementary School District", [words("Ana Diaz", 2), words("Superintendent", 2)], "adiaz@tworivers.example\n555-0100"], 2)),
      heading("Plan Summary [2025-26]", 2),
      words("A description of the LEA, its schools, and its students in grades transitional kindergarten–12, as applicable to the LEA.", 2),
      table(2, row([[words("We are small.", 2), { kind: "item", page: 2, lines: ["One school"], level: 1, marker: "•" }, { kind: "item", page: 2, lines: ["One", "library"], level: 1, marker: "•" }]], 2)),
      table(3, row(["Educational Partner(s)", "Process for Engagement"], 3), row(["", ""], 3), row(["Parents", "Two meetings"], 3), row(["Teachers' association", "One meeting"], 3)),
    ],
    goal: [
      heading("Goals and Actions", 4),
      table(4, row(["Goal #", "Description", "Type of Goal"], 4), row(["1", "Every student reads\nwell.", "Broad Goal"], 4)),
      words("State Priorities addressed by this goal.", 4),
      table(4, row([[table(4, row(["X", "Priority 1: Basic (Conditions of Learning)"], 4), row(["X", "Priority 4: Pupil Achievement (Pupil Outcomes)"], 4))]], 4)),
      words("An explanation of why the LEA has developed this goal.", 4),
      table(4, row(["Reading comes first."], 4)),
    ],
    metrics: [table(5, metricHeader(5), row(["1.1", "Reading at grade\nlevel", "2023-24: 40%", "2024-25: 44%", "", "55%", "+4"], 5), row(["1.2", "Attendance", "92%", "93%", "", "95%", "+1"], 5))],
    actions: [table(6, actionHeader(6), row(["1.1", "Reading coaches", "Two coaches.", "$120,000.0\n0", "Yes\nX"], 6), row(["1.2", "Library", "Books.", "$5,000.00", "No\nX"], 6))],
    services: [
      heading("Increased or Improved Services for Foster Youth, English Learners, and Low-Income Students [2025-26]", 7),
      table(7, row(["Total Projected LCFF Supplemental and/or Concentration Grants", "Projected Additional 15 percent LCFF Concentration Grant"], 7), row(["$100,000", "$"], 7)),
      table(7, row(["Projected Percentage to Increase\nor Improve Services", "LCFF Carryover — Percentage", "LCFF Carryover — Dollar", "Total Percentage to Increase"], 7), row(["10.000%", "0.000%", "$0.00", "10.000%"], 7)),
      table(
        7,
        row(["Goal and\nAction #", "Identified Need(s)", "How the Action(s) Address Need(s) and Why it is Provided on an LEA-wide or Schoolwide Basis", "Metric(s) to Monitor Effectiveness"], 7),
        row(["1.1", [words("Action:", 7), words("Reading coaches", 7), words("Need:", 7), words("English learners read below grade.", 7), words("Scope:", 7), words("XLEA-wide", 7)], "Coaches see them first.", "Reading (1.1)"], 7),
      ),
    ],
    table1: [
      heading("2025-26 Total Planned Expenditures Table", 8),
      table(8, row(["LCAP Year", "1. Projected LCFF Base\nGrant", "2. Projected LCFF\nSupplemental", "3. Projected Percentage", "LCFF Carryover —\nPercentage", "Total Percentage to\nIncrease"], 8), row(["Totals", "1,000,000", "100,000", "10.000%", "0.000%", "10.000 %"], 8)),
      table(8, row(["Totals", "LCFF Funds", "Other State Funds", "Local Funds", "Federal Funds", "Total Funds", "Total Personnel", "Total Non-personnel"], 8), row(["Totals", "$95,000.00", "$30,000.00", "$0.00", "$0.00", "$125,000.00", "$110,000.00", "$15,000.00"], 8)),
      table(
        8,
        table1Header(8),
        row(["1", "1.1", "Reading coaches", "English LearnersX\nFoster YouthX\nLow IncomeX", "Yes\nX", "LEA-\nwideX", "English\nLearnersX\nLow IncomeX", "All\nSchoolsX", "Ongoing", "$110,000.0\n0", "$10,000.00", "$90,000.00", "$30,000.00", "", "", "$120,000\n.00", ""], 8),
        row(["1", "1.2", "Library", "All X", "No\nX", "", "", "Specific\nSchools: Oak\nSchool", "2 years", "$0.00", "$5,000.00", "$5,000.00", "", "", "", "$5,000.00", ""], 8),
      ),
    ],
    table2: [
      heading("2025-26 Contributing Actions Table", 9),
      table(
        9,
        row(["1. Projected\nLCFF Base", "2. Projected", "3. Projected", "LCFF\nCarryover —\nPercentage", "Total\nPercentage", "4. Total\nPlanned\nContributing", "5. Total\nPlanned", "Planned\nPercentage", "Totals by\nType", "Total LCFF\nFunds"], 9),
        row(["1,000,000", "100,000", "10.000%", "0.000%", "10.000%", "$90,000.00", "0.000%", "9.000 %", "Total:", "$90,000.00"], 9),
        row(["", "", "", "", "", "", "", "", "LEA-wide\nTotal:", "$90,000.00"], 9),
        row(["", "", "", "", "", "", "", "", "Limited Total:", "$0.00"], 9),
        row(["", "", "", "", "", "", "", "", "Schoolwide\nTotal:", "$0.00"], 9),
      ),
      table(9, row(["Goal", "Action #", "Action Title", "Contributing", "Scope", "Unduplicated", "Location", "Planned\nExpenditures for\nContributing", "Planned\nPercentage"], 9), row(["1", "1.1", "Reading coaches", "XYes", "XLEA-wide", "XEnglish Learners", "XAll Schools", "$90,000.00", ""], 9)),
    ],
    table3: [
      heading("2024-25 Annual Update Table", 10),
      table(10, row(["Totals", "Last Year's\nTotal Planned\nExpenditures", "Total Estimated\nExpenditures"], 10), row(["Totals", "$80,000.00", "$70,500.50"], 10)),
      table(
        10,
        row(["Last Year's\nGoal #", "Last Year's Action\n#", "Prior Action/Service Title", "Contributed to Increased", "Last Year's Planned\nExpenditures", "Estimated Actual\nExpenditures (Input Total Funds)"], 10),
        row(["1", "1.1", "Reading coaches", "Yes\nX", "$70,000.00", "60,500.5"], 10),
        row(["1", "1.2", "Library", "No\nX", "$10,000.00", "10,000"], 10),
      ),
    ],
    table4: [
      heading("2024-25 Contributing Actions Annual Update Table", 11),
      table(
        11,
        row(["6. Estimated\nLCFF", "4. Total Planned\nContributing", "7. Total Estimated", "Difference\nBetween Planned\nand Estimated\nExpenditures", "5. Total Planned", "8. Total Estimated", "Difference\nBetween Planned\nand Estimated\nPercentage"], 11),
        row(["90,000", "$60,000.00", "$50,500.00", "$9,500.00", "0.000%", "0.000%", "0.000%"], 11),
      ),
      table(
        11,
        row(["Last\nYear's\nGoal #", "Last\nYear's\nAction #", "Prior Action/Service Title", "Contributing", "Last Year's Planned\nExpenditures", "Estimated Actual\nExpenditures (Input LCFF Funds)", "Planned Percentage", "Estimated Actual\nPercentage"], 11),
        row(["1", "1.1", "Reading coaches", "XYes", "$60,000.00", "50,500", "", ""], 11),
      ),
    ],
    table5: [
      heading("2024-25 LCFF Carryover Table", 12),
      table(
        12,
        row(["9. Estimated\nActual LCFF\nBase Grant", "6. Estimated\nActual", "LCFF Carryover\n— Percentage", "10. Total", "7. Total", "8. Total", "11. Estimated", "12. LCFF\nCarryover —\nDollar", "13. LCFF\nCarryover —\nPercentage"], 12),
        row(["900,000", "90,000", ".0", "10.000%", "$50,500.00", "0.000%", "5.611%", "$39,500.00", "4.389%"], 12),
      ),
    ],
  };
}

export function printedDocument(parts: Partial<Parts> = {}): ReadableDocument {
  const blocks = Object.values({ ...printedParts(), ...parts }).flat();
  return documentOf(blocks);
}

export function documentOf(blocks: ReadableBlock[], skipped: readonly number[] = []): ReadableDocument {
  const last = Math.max(...blocks.map((block) => block.page), ...skipped);
  return { places: "pages", blocks, pages: Array.from({ length: last }, (_, at) => ({ number: at + 1, width: 792, height: 612, how: skipped.includes(at + 1) ? "skipped" : "structure", characters: 100 })) };
}
