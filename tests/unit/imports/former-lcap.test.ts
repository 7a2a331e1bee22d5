// What a person would notice of an LCAP in the template before (2021-22 to 2023-24): what is read, what stays empty, what is listed and not taken.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { offerOf } from "#app/domain/imports/import-items.ts";
import type { Reading } from "#app/domain/imports/reading.ts";
import { buildFileContext } from "#app/file-context.server.ts";
import { importLcap } from "#app/services/imports/import-lcap.server.ts";
import { planSchema } from "#schemas/plan.ts";
import type { ReadableBlock } from "#schemas/readable-document.ts";
import { emptyPlan } from "#app/domain/imports/empty-plan.ts";
import { documentOf, heading, printedDocument, row, table, words } from "./printed-document.ts";

const imported = (blocks: ReadableBlock[]) => importLcap({ read: { ...buildFileContext().read, pdf: async () => documentOf(blocks) } }, { bytes: new TextEncoder().encode("%PDF-1.7"), fileName: "plan.pdf" });

const front = [
  words("Local Educational Agency (LEA) Name: Two Rivers Elementary School District"), words("CDS Code: 34123450000000"), words("School Year: 2023-24"),
  words("Two Rivers plans to spend $200,000 for the 2023-24 school year. Of that amount, $125,000 is tied to actions/services in the LCAP and $75,000 is not included in the LCAP."),
  heading("Local Control and Accountability Plan", 2), heading("Plan Summary [2023-24]", 2),
  words("A description of the LEA, its schools, and its students in grades transitional kindergarten–12, as applicable to the LEA.", 2), words("We are small.", 2),
  words("A description of successes and/or progress based on a review of the California School Dashboard (Dashboard) and local data.", 2), words("Reading rose.", 2),
  words("A brief overview of the LCAP, including any key features that should be emphasized.", 2), words("Two coaches are new.", 2),
  words("A summary of the process used to engage educational partners and how this engagement was considered before finalizing the LCAP.", 3), words("We met four times.", 3),
];
const goalTable = [table(4, row(["Goal #", "Description"], 4), row(["1", "Every student reads well."], 4)), words("An explanation of why the LEA has developed this goal.", 4), words("Reading comes first.", 4)];
const goalInWords = [words("Goal #1 Description", 4), words("Every student reads well.", 4), words("An explanation of why the LEA has developed this goal. Reading comes first.", 4)];
const metricHead = row(["Metric", "Baseline", "Year 1 Outcome", "Year 2 Outcome", "Year 3 Outcome", "Desired Outcome for 2023–24"], 5);
const metrics = [table(5, metricHead, row(["Reading at grade level", "40%", "44%", "46%", "", "55%"], 5), row(["Attendance", "92%", "93%", "", "[Blank]", "95%"], 5))];
const actions = [table(6, row(["Action #", "Title", "Description", "Total Funds", "Contributing"], 6), row(["1.1", "Reading coaches", "Two coaches.", "$120,000.00", "Yes"], 6), row(["1.2", "Library", "Books.", "$5,000.00", "No"], 6))];
const analysis = [words("Goal Analysis An analysis of how this goal was carried out in the previous year. A description of any substantive differences in planned actions and actual implementation of these actions. All was done.", 6), words("An explanation of how effective the specific actions were in making progress toward the goal.", 6), words("They worked.", 6)];
const heads1 = ["Goal #", "Action #", "Action Title", "Student Group(s)", "LCFF Funds", "Other State Funds", "Local Funds", "Federal Funds", "Total Funds"];
const rows1 = [row(["1", "1", "Reading coaches", "English Learners", "$90,000.00", "$30,000.00", "$0.00", "$0.00", "$120,000.00"], 8), row(["1", "2", "Library", "All", "$5,000.00", "$0.00", "$0.00", "$0.00", "$5,000.00"], 8)];
const totals1 = ["Totals", "$95,000.00", "$30,000.00", "$0.00", "$0.00", "$125,000.00", "$110,000.00", "$15,000.00"];
const tables = (year: string) => [
  words(`${year} Total Planned Expenditures Table`, 8),
  table(8, row(["Totals", "LCFF Funds", "Other State Funds", "Local Funds", "Federal Funds", "Total Funds", "Total Personnel", "Total Non-personnel"], 8), row(totals1, 8)),
  table(8, row(heads1, 8), ...rows1),
  words(`${year} Contributing Actions Table`, 9),
  table(9, row(["Goal", "Action #", "Action Title", "Contributing to Increased or Improved Services?", "Scope", "Unduplicated Student Group(s)", "Location", "Planned Expenditures for Contributing Actions (LCFF Funds)", "Planned Percentage of Improved Services (%)"], 9), row(["1", "1", "Reading coaches", "Yes", "LEA-wide", "English Learners", "All Schools", "$90,000.00", "0%"], 9)),
];
const unheaded = (year: string) => [words(`${year} Total Planned Expenditures Table`, 8), words("Totals LCFF Funds Other State Funds Local Funds", 8), table(8, row(totals1, 8)), words(heads1.join(" "), 8), table(8, ...rows1)];

describe("a plan in the template of 2021-22 to 2023-24", () => {
  test("goals, metrics with three outcomes, actions with amounts and contributing, and the tables are read", async () => {
    const { report, plan } = await imported([...front, ...goalTable, ...metrics, ...actions, ...analysis, ...tables("2023-24")]);
    expect(report).toMatchObject({ template: "2021-22 to 2023-24", read: { lcap_year: "2023-24", goals: [{ number: "1", type: "", state_priorities: [], metrics: [{ number: "", name_start: "Reading at grade level" }, { name_start: "Attendance" }], actions: [{ number: "1.1", total_funds: 120_000, contributing: true }, { number: "1.2", total_funds: 5000, contributing: false }] }], table1: { totals: { total: 125_000, personnel: 110_000 }, rows: [{ action: "1.1", scope: "LEA-wide", contributing: true, lcff: 90_000 }, { action: "1.2", scope: null }] } } });
    expect(report.checks.find(({ at }) => at === "table1.totals.lcff")?.agrees).toBe(true);
    expect(planSchema.safeParse(plan).success).toBe(true);
    expect(plan).toMatchObject({ year: "2023-24", cycle: { start: "2021-22" }, goals: [{ kind: null, priorities: [] }], actions: [{ scope: "leawide", contributing: true, unduplicatedGroups: ["EL"] }, { contributing: false }] });
    expect(plan.values.map(({ text, year }) => [text, year])).toEqual([["40%", "Baseline"], ["44%", "Year 1 Outcome"], ["46%", "Year 2 Outcome"], ["92%", "Baseline"], ["93%", "Year 1 Outcome"], ["[Blank]", "Year 3 Outcome"]]);
    expect(plan.targets.map(({ text }) => text)).toEqual(["55%", "95%"]);
    expect(plan.lines.filter(({ kind }) => kind === "planned").reduce((sum, { cents }) => sum + cents, 0)).toBe(12_500_000);
  });
  test("what today's form asks otherwise is listed and not taken; types and priorities stay empty without a doubt", async () => {
    const { report, plan } = await imported([...front, ...goalTable, ...metrics, ...actions, ...analysis, ...tables("2023-24")]);
    const left = report.notes.filter(({ kind, at }) => kind === "left" && at === "former").map(({ message }) => message).join(" ");
    expect(left).toContain("LCAP Highlights; 4 words");
    expect(left).toContain("process used to engage educational partners");
    expect(report.notes.filter(({ at }) => at.startsWith("goals.1"))).toEqual([]);
    expect(JSON.stringify(plan.answers)).not.toContain("Two coaches are new");
    expect(JSON.stringify(plan.answers.find(({ key }) => key === "stand.performance"))).toContain("Reading rose.");
  });
  test("a goal's head in words, and an answer in the paragraph of its prompt, are read", async () => {
    const { report, plan } = await imported([...front, ...goalInWords, ...metrics, ...actions, ...analysis, ...tables("2023-24")]);
    expect(report.read.goals).toMatchObject([{ number: "1", description_start: "Every student reads well." }]);
    expect(JSON.stringify(plan.goals[0]?.why)).toContain("Reading comes first.");
    expect(JSON.stringify(plan.answers.find(({ key }) => key === "went.done"))).toContain("All was done.");
    expect(JSON.stringify(plan.answers.find(({ key }) => key === "went.effect"))).toContain("They worked.");
  });
  test("a row of metrics that a page cut goes on in its metric, and says so", async () => {
    const cut = [table(5, metricHead, row(["Maintain a vacancy rate of", "5", "4", "49", "", "0"], 5)), table(6, row(["0 on opening day", "", "", "", "", ""], 6), row(["Attendance", "92%", "93%", "94%", "", "95%"], 6))];
    const { report } = await imported([...front, ...goalTable, ...cut, ...actions]);
    expect(report.read.goals[0]?.metrics.map(({ name_start }) => name_start)).toEqual(["Maintain a vacancy rate of 0 on opening ", "Attendance"]);
    expect(report.notes.filter(({ at }) => at === "metrics.1:1")).toMatchObject([{ kind: "doubtful", page: 6 }]);
  });
  test("tables titled with another year are not this plan's: nothing of them is taken, and the sums of the actions are held against the Budget Overview", async () => {
    const { report, plan, totals } = await imported([...front, ...goalTable, ...metrics, ...actions, ...tables("2022-23")]);
    expect(report.read.table1.rows).toEqual([]);
    expect(plan.lines).toEqual([]);
    expect(report.notes.filter(({ at, kind }) => at === "former" && kind === "left").map(({ message }) => message).join(" ")).toMatch(/"2022-23 Total Planned Expenditures Table" is of another year than this plan \(2023-24\): its 3 rows/);
    expect(report.checks.filter(({ agrees }) => agrees !== null)).toMatchObject([{ at: "former.total", agrees: true, printed: "$125,000.00" }]);
    expect(Object.values(totals)).toEqual([12_000_000, 500_000]);
  });
  test("a table whose header stands outside of its lines is read in the order of the form, and says so", async () => {
    const { report } = await imported([...front, ...goalTable, ...metrics, ...actions, ...unheaded("2023-24")]);
    expect(report.read.table1).toMatchObject({ totals: { total: 125_000 }, rows: [{ action: "1.1", lcff: 90_000, other_state: 30_000 }, { action: "1.2", total: 5000 }] });
    expect(report.notes.filter(({ at, kind }) => at === "table1-rows" && kind === "doubtful")).toHaveLength(1);
  });
  test("as last year's plan its sums are the planned amounts, though no fund is printed", async () => {
    const { report, plan, printed, totals } = await imported([...front, ...goalTable, ...metrics, ...actions, ...tables("2022-23")]);
    const reading: Reading = { leaName: "", cds: "", year: plan.year, plan, printed, places: "pages", sizes: [], passages: {}, former: true, totals, notes: report.notes, derived: [], agreeing: 0, compared: 0, carryoverPercent: null };
    const { catalogs } = buildFileContext().crosswalks();
    const offer = offerOf(reading, emptyPlan(plan, "next", "2024-25"), { prefix: "lcap-", source: { kind: "import", text: "the file", recordedOn: null }, catalogs });
    expect(offer.items.find(({ collection }) => collection === "opening")?.opening?.actions.map(({ number, plannedTotalCents }) => [number, plannedTotalCents])).toEqual([["1.1", 12_000_000], ["1.2", 500_000]]);
  });
  test("the update of the plan before, in front of a plan in today's form, is still not read as a plan", async () => {
    const today = await importLcap({ read: { ...buildFileContext().read, pdf: async () => ({ ...printedDocument(), blocks: [...goalTable, ...metrics, ...printedDocument().blocks] }) } }, { bytes: new TextEncoder().encode("%PDF-1.7"), fileName: "plan.pdf" });
    expect(today.report).toMatchObject({ template: "from 2024-25 on", plans: [{ year: "2025-26" }] });
    expect(today.report.read.goals).toHaveLength(1);
  });
});

test("an empty file is called empty (REL-D1)", async () => {
  await expect(importLcap(buildFileContext(), { bytes: new Uint8Array(), fileName: "plan.pdf" })).rejects.toThrow("This file is empty.");
});

const published = path.join(process.env["PLAN_ONCE_DATA"] ?? path.join(process.cwd(), "../shared/data"), "plans-open/san-francisco-unified-2023-24-second-reading.pdf");
test.skipIf(!existsSync(published))("a published plan of 2023-24: five goals, and its actions make the sum of its Budget Overview", { timeout: 120_000 }, async () => {
  const { report } = await importLcap(buildFileContext(), { bytes: readFileSync(published), fileName: "plan.pdf" });
  expect(report.read.goals.map(({ number, metrics: found, actions: made }) => [number, found.length, made.length])).toEqual([["1", 10, 14], ["2", 20, 15], ["3", 7, 11], ["4", 6, 5], ["5", 7, 7]]);
  expect(report.checks.filter(({ agrees }) => agrees !== null)).toMatchObject([{ at: "former.total", printed: "$1,161,569,037.00", computed: "$1,161,569,041.00", agrees: true }]);
  expect(report.notes.filter(({ kind, message }) => kind === "left" && message.includes("another year")).map(({ page }) => page)).toEqual([95, 101, 104, 108, 110]);
  // The line beside this amount is not printed; it would else be lost in the description.
  expect(report.read.goals[1]?.actions[1]).toMatchObject({ number: "2.02", total_funds: 82_221_141, contributing: true });
});
