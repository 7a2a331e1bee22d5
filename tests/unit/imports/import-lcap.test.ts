// What a person would notice of an imported LCAP: what is read, what is flagged, and that the plan makes the printed figures again.
import { describe, expect, test } from "vitest";
import { computeActionTables } from "#app/domain/calculations/action-tables.ts";
import { indexPlan } from "#app/domain/plan/plan-index.ts";
import { buildFileContext } from "#app/file-context.server.ts";
import { importLcap } from "#app/services/imports/import-lcap.server.ts";
import { planSchema } from "#schemas/plan.ts";
import type { ReadableBlock, ReadableDocument } from "#schemas/readable-document.ts";
import { actionHeader, documentOf, heading, metricHeader, printedDocument, printedParts, row, table, table1Header, words } from "./printed-document.ts";

/** The reader of files is stood in for: these tests are about what is made of its blocks. */
const imported = (document: ReadableDocument, which?: number) =>
  importLcap({ read: { ...buildFileContext().read, pdf: async () => document } }, { bytes: new TextEncoder().encode("%PDF-1.7"), fileName: "plan.pdf", ...(which === undefined ? {} : { which }) });
const notesAbout = async (document: ReadableDocument, at: string) => (await imported(document)).report.notes.filter((note) => note.at === at);

describe("a plan whose print agrees", () => {
  test("every part is read as printed", async () => {
    const { report } = await imported(printedDocument());
    expect(report.read).toMatchObject({
      lea_name: "Two Rivers Elementary School District", cds: "34-12345-0000000", lcap_year: "2025-26", engagement_rows: 2,
      goals: [{
        number: "1", type: "Broad Goal", description_start: "Every student reads well.", state_priorities: [1, 4],
        metrics: [{ number: "1.1", name_start: "Reading at grade level" }, { number: "1.2", name_start: "Attendance" }],
        actions: [{ number: "1.1", title: "Reading coaches", total_funds: 120_000, contributing: true }, { number: "1.2", title: "Library", total_funds: 5000, contributing: false }],
      }],
      table1: { base_grant: 1_000_000, total_pct: 10, totals: { lcff: 95_000, personnel: 110_000 }, rows: [{ action: "1.1", scope: "LEA-wide", personnel: 110_000, local: null, total: 120_000 }, { action: "1.2", contributing: false, scope: null }] },
      table2: { t4: 90_000, pp: 9, leawide: 90_000, limited: 0, schoolwide: 0 },
      table3: { last_year_total: 80_000, estimated_total: 70_500.5, rows: [{ action: "1.1", planned: 70_000, actual: 60_500.5 }, { action: "1.2", planned: 10_000, actual: 10_000 }] },
      table4: { e6: 90_000, l4: 60_000, e7: 50_500, difference: 9500 },
      table5: { b9: 900_000, carry_prev: 0, p10: 10, p11: 5.611, d12: 39_500, p13: 4.389 },
      iis: { total_sc: 100_000, add_on_15: null, projected_pct: 10 },
    });
  });
  test("nothing is doubtful but carryover that the services page prints as zero", async () => {
    const { report } = await imported(printedDocument());
    expect(report.notes.filter((note) => note.kind === "doubtful").map((note) => note.at)).toEqual(["iis.carryover_dollar"]);
    expect(report.parts.find((part) => part.part === "table 1")).toMatchObject({ certainty: "checked", pages: "8", how: "structure" });
  });
  test("the plan as data makes the printed figures again and keeps paragraphs and lists", async () => {
    const { plan } = await imported(printedDocument());
    expect(planSchema.safeParse(plan).success).toBe(true);
    const tables = computeActionTables(indexPlan(plan, buildFileContext().crosswalks().catalogs));
    expect(tables.table1.totals).toMatchObject({ lcff: 9_500_000, otherState: 3_000_000, total: 12_500_000, personnel: 11_000_000, nonpersonnel: 1_500_000 });
    const cents = (name: "T4" | "E7") => (tables.symbols[name].kind === "money" ? Number(tables.symbols[name].cents.valueOf()) : null);
    expect([cents("T4"), cents("E7")]).toEqual([9_000_000, 5_050_000]);
    expect(tables.table3.totals).toEqual({ planned: 8_000_000, estimated: 7_050_050 });
    expect(plan).toMatchObject({ year: "2025-26", cycle: { start: "2024-25" }, opening: { year: "2024-25", actions: [{ number: "1.1", lineageId: "action-1.1", plannedLcffCents: 6_000_000 }, { number: "1.2" }] } });
    expect(plan.answers.find((answer) => answer.key === "who.district")?.value).toMatchObject({ content: [{ type: "paragraph" }, { type: "bulletList", content: [{ type: "listItem" }, { content: [{ content: [{ text: "One library" }] }] }] }] });
    expect(plan.actions[0]).toMatchObject({ scope: "leawide", groups: ["EL", "FY", "LI"], unduplicatedGroups: ["EL", "LI"], needIds: [plan.needs[0]?.id], metricIds: [plan.metrics[0]?.id] });
    expect(plan.actions[1]).toMatchObject({ location: "specific-schools", locationText: "Oak School", timeSpanText: "2 years", groups: ["ALL"] });
    expect(plan.values.map(({ text, year }) => [text, year])).toContainEqual(["2024-25: 44%", "2024-25"]);
  });
  test("reading twice gives the same plan", async () => {
    expect((await imported(printedDocument())).plan).toEqual((await imported(printedDocument())).plan);
  });
  test("splits and guesses are listed as derived", async () => {
    const { report, plan } = await imported(printedDocument());
    expect(report.derived.join(" ")).toContain("which fund pays the staff");
    expect(plan.lines.filter((line) => line.kind === "planned").map(({ source, object, cents }) => [source, object, cents])).toEqual([
      ["lcff", "1000-3999", 9_000_000], ["other-state", "1000-3999", 2_000_000], ["other-state", "4000-7999", 1_000_000], ["lcff", "4000-7999", 500_000],
    ]);
  });
});

describe("pages", () => {
  test("a table a page with repeated headers is one table; the rest of a split row goes to its row, by its place on the page", async () => {
    const metrics: ReadableBlock[] = [
      table(5, metricHeader(5), row(["", "", "", "", "", "", ""], 5), row(["1.1", "Reading at", "40%", "44%", "", "55%", ""], 5)),
      // The rest of 1.1 lacks its first cells: only the left edge tells that it is the name.
      table(6, metricHeader(6), row(["grade level"], 6, [100]), row(["1.2", "Attendance", "92%", "93%", "", "95%", ""], 6)),
    ];
    const { report } = await imported(printedDocument({ metrics }));
    expect(report.read.goals[0]?.metrics).toEqual([{ number: "1.1", name_start: "Reading at grade level" }, { number: "1.2", name_start: "Attendance" }]);
  });
  test("a row of the engagement table that begins a page is counted and flagged", async () => {
    const front = [...printedParts().front.slice(0, -1), table(3, row(["Educational Partner(s)", "Process for Engagement"], 3), row(["Parents", "Meetings"], 3)), table(4, row(["Educational Partner(s)", "Process for Engagement"], 4), row(["Students", "Survey"], 4), row(["Staff", "Survey"], 4))];
    const { report } = await imported(printedDocument({ front }));
    expect(report.read.engagement_rows).toBe(3);
    expect(report.notes.filter((note) => note.at === "engagement")).toMatchObject([{ kind: "doubtful", page: 4 }]);
  });
  test("two plans in one packet: the first is read unless the other is asked for, and it is said", async () => {
    const second = Object.values(printedParts()).flat().map((block) => shifted(block, 20));
    second[0] = words("Local Educational Agency (LEA) Name: Oak Charter School", 21);
    const packet = documentOf([...Object.values(printedParts()).flat(), ...second], [13, 14, 15]);
    const { report } = await imported(packet);
    expect(report.plans).toMatchObject([{ lea: "Two Rivers Elementary School District", taken: true }, { lea: "Oak Charter School", taken: false }]);
    expect(report.notes.some((note) => note.at === "plans")).toBe(true);
    expect((await imported(packet, 2)).report.read.lea_name).toBe("Oak Charter School");
    await expect(imported(packet, 3)).rejects.toMatchObject({ code: "not-found" });
  });
  test("a document without a goal is refused", async () => {
    await expect(imported(documentOf([heading("Local Control and Accountability Plan")]))).rejects.toMatchObject({ code: "invalid" });
  });
});

test("a word broken in a narrow cell is one word where the document shows the whole", async () => {
  const actions = [table(6, actionHeader(6), row(["1.1", "Reading at the Elementa\nry library or the depart\nment near it", "We run an elementary library there.", "$120,000.00", "Yes\nX"], 6), row(["1.2", "Library", "Books.", "$5,000.00", "No\nX"], 6))];
  expect((await imported(printedDocument({ actions }))).plan.actions[0]?.title).toBe("Reading at the Elementary library or the depart ment near it");
});

describe("a print that contradicts itself", () => {
  const withTable1 = (...rows: ReturnType<typeof row>[]) => {
    const [head, header, totals] = printedParts().table1 as [ReadableBlock, ReadableBlock, ReadableBlock];
    return printedDocument({ table1: [head, header, totals, table(8, table1Header(8), ...rows)] });
  };
  const first = (changes: Record<number, string> = {}) =>
    row(["1", "1.1", "Reading coaches", "English LearnersX", "Yes\nX", "LEA-\nwideX", "English\nLearnersX", "All\nSchoolsX", "Ongoing", "$110,000.00", "$10,000.00", "$90,000.00", "$30,000.00", "", "", "$120,000.00", ""].map((cell, at) => changes[at] ?? cell), 8);
  const library = row(["1", "1.2", "Library", "All X", "No\nX", "", "", "All\nSchoolsX", "Ongoing", "$0.00", "$5,000.00", "$5,000.00", "", "", "", "$5,000.00", ""], 8);

  test("a dollar off in one cell is found in the row and in the column", async () => {
    const document = withTable1(first({ 11: "$90,001.00" }), library);
    const { report } = await imported(document);
    expect(report.notes.filter((note) => note.kind === "doubtful").map((note) => note.at)).toEqual(expect.arrayContaining(["table1.1.1", "table1.totals.lcff", "table2.t4", "table1.1.1.lcff"]));
    expect(report.checks.find((check) => check.at === "table1.totals.lcff")).toMatchObject({ agrees: false, printed: "$95,000.00", computed: "$95,001.00" });
  });
  test("two ticked scopes are kept as read, and the plan takes none of them", async () => {
    const document = withTable1(first({ 5: "LEA-wideX\nSchoolwideX" }), library);
    const { report, plan } = await imported(document);
    expect(report.read.table1.rows[0]?.scope).toBe("LEA-wide + Schoolwide");
    expect(plan.actions[0]?.scope).toBeNull();
    expect(report.notes.filter((note) => note.at === "table1.1.1.scope").map((note) => note.kind)).toContain("doubtful");
  });
  test("a blank negative amount is told, and the ledger still makes the funds", async () => {
    const { report, plan } = await imported(withTable1(first({ 9: "$130,000.00", 10: "" }), library));
    expect(report.notes.find((note) => note.at === "table1.1.1" && note.kind === "anomaly")?.message).toContain("$10,000.00");
    expect(plan.lines.filter((line) => line.actionId === plan.actions[0]?.id).reduce((sum, line) => sum + line.cents, 0)).toBe(12_000_000);
  });
  test("an action of the goals that Table 1 lacks, and a blank Contributing, are named", async () => {
    const actions = [table(6, actionHeader(6), row(["1.1", "Reading coaches", "Two coaches.", "$120,000.00", ""], 6), row(["1.2", "Library", "Books.", "$5,000.00", "No\nX"], 6), row(["1.3", "Tutors", "Tutors.", "$7.00", "No\nX"], 6))];
    expect(await notesAbout(printedDocument({ actions }), "actions.1.3")).toMatchObject([{ page: 6 }, { page: 6 }]);
    expect(await notesAbout(printedDocument({ actions }), "actions.1.1.contributing")).toMatchObject([{ kind: "anomaly" }]);
  });
  test("a table that is not there is said, not silent", async () => {
    expect((await notesAbout(printedDocument({ table5: [] }), "table5.b9")).map((note) => note.kind)).toEqual(["doubtful"]);
  });
  test("a CDS code of 13 digits and a type of goal nobody knows are flagged", async () => {
    const front = printedParts().front.map((block, at) => (at === 1 ? words("CDS Code: 3412345000000") : block));
    expect(await notesAbout(printedDocument({ front }), "cds")).toHaveLength(1);
    const goal = printedParts().goal.map((block, at) => (at === 1 ? table(4, row(["Goal #", "Description", "Type of Goal"], 4), row(["1", "Read.", "Big Goal"], 4)) : block));
    expect(await notesAbout(printedDocument({ goal }), "goals.1.type")).toHaveLength(1);
  });
});

function shifted(block: ReadableBlock, pages: number): ReadableBlock {
  if (block.kind !== "table") return { ...block, page: block.page + pages };
  return { ...block, page: block.page + pages, rows: block.rows.map((one) => ({ pages: one.pages.map((page) => page + pages), cells: one.cells.map((cell) => ({ ...cell, blocks: cell.blocks.map((inner) => shifted(inner, pages)) })) })) };
}
