// A person's spreadsheet: what its columns are taken for, which rows can be taken, and what is wrong by row and field.
import { describe, expect, test } from "vitest";
import { buildExample } from "#db/examples/examples.ts";
import { buildFileContext } from "#app/file-context.server.ts";
import { offerOf } from "#app/domain/imports/import-items.ts";
import { guessColumns, guessKind, listOf, matchProblem, sheetFields } from "#app/domain/imports/sheet-columns.ts";
import type { SheetHolds } from "#app/domain/imports/sheet-columns.ts";
import { sheetAsReading } from "#app/domain/imports/sheet-as-reading.ts";
import { readWorkbook } from "#app/adapters/readers/workbook.server.ts";
import { planSchema } from "#schemas/plan.ts";
import { sheetFile } from "../../adapters/readers/packed.ts";

const plan = buildExample("sample");
const sources = [{ code: "title-i-a", label: "Title I, Part A" }];
const read = (heads: string[], rows: string[][], holds: SheetHolds = guessKind(heads)) =>
  sheetAsReading(rows.map((cells, at) => ({ at: at + 2, cells })), { match: guessColumns(heads, holds), holds, plan, orgId: plan.leaId, sources });
const offered = (reading: ReturnType<typeof read>) => offerOf(reading, plan, { prefix: "sheet-1-", source: { kind: "import", text: "sheet", recordedOn: null }, catalogs: buildFileContext().crosswalks().catalogs });

describe("what the columns are taken for", () => {
  test.each<[string[], SheetHolds, Record<string, string>]>([
    [["Goal #", "Action #", "Action Title", "Description", "Contributing to Increased or Improved Services?"], "actions", { 0: "goal", 2: "title", 3: "description", 4: "contributing" }],
    [["Goal", "Metric", "Baseline", "Year 1 Outcome", "Target for Year 3 Outcome"], "metrics", { 0: "goal", 1: "name", 2: "baseline", 3: "outcome", 4: "target" }],
    [["Action", "Funding Source", "Object Code", "Resource", "Budgeted Amount"], "lines", { 0: "action", 1: "source", 2: "object", 3: "resource", 4: "amount" }],
  ])("%s", (heads, holds, match) => {
    expect(guessKind(heads)).toBe(holds);
    expect(guessColumns(heads, holds)).toEqual(match);
    expect(matchProblem(match, sheetFields[holds])).toBeNull();
  });

  test("a needed column that is missing, and two columns for one field, are named", () => {
    expect(matchProblem({ 0: "goal" }, sheetFields.metrics)).toEqual({ missing: ["name"], twice: [] });
    expect(matchProblem({ 0: "goal", 1: "name", 2: "name" }, sheetFields.metrics)).toEqual({ missing: [], twice: ["name"] });
  });

  test("the heads are found under a title, in the longest sheet", () => {
    expect(listOf([{ name: "Notes", rows: [{ at: 1, cells: ["a", "b"] }] }, { name: "Actions", rows: [{ at: 1, cells: ["Our actions"] }, { at: 3, cells: ["Goal", "Title"] }, { at: 4, cells: ["1", "Coaches"] }] }])).toEqual({ name: "Actions", heads: ["Goal", "Title"], rows: [{ at: 4, cells: ["1", "Coaches"] }] });
  });
});

describe("rows of the spreadsheet", () => {
  test("actions hang under the plan's goals by number; a goal that is not there and an empty title are faults of their row, and are not offered", () => {
    const reading = read(["Goal", "Action title", "Contributing"], [["1", "Coaches for all", "Yes"], ["77", "Lost", "No"], ["Goal 2", "", "No"]]);
    expect(() => planSchema.parse(reading.plan)).not.toThrow();
    const { items } = offered(reading);
    expect(items.filter(({ collection }) => collection === "actions").map(({ says, page }) => [says[0]?.words, page])).toEqual([["Coaches for all", 2]]);
    expect(items.filter(({ collection }) => collection === "goals").map(({ now }) => now?.rowId)).toEqual([plan.goals.filter(({ orgId }) => orgId === plan.leaId)[0]?.id]);
    expect(reading.notes.map(({ page, message }) => `${page}: ${message}`)).toEqual([expect.stringMatching(/^3: Goal: there is no goal “77”/), expect.stringMatching(/^4: Title: nothing is written/)]);
  });

  test("money hangs under an action by number or title; what is no amount, source or object is said with row and field", () => {
    const action = plan.actions.find(({ orgId }) => orgId === plan.leaId);
    const reading = read(["Action", "Funding source", "Object", "Amount"], [["1.1", "Title I Part A", "1000-1999", "$1,234.56"], [action?.title ?? "", "LCFF", "5800", "10"], ["1.1", "Title I, Part A", "1000", "12%"], ["9.9", "Nothing known", "x", ""]]);
    expect(reading.plan.lines.map(({ source, object, cents }) => [source, object, cents])).toEqual([["title-i-a", "1000-1999", 123_456], ["lcff", "5800", 1000]]);
    expect(reading.notes.map(({ page, at }) => [page, at.split(".")[2]])).toEqual([[4, "amount"], [5, "action"], [5, "amount"], [5, "source"], [5, "object"]]);
    const { items } = offered(reading);
    expect(items.filter(({ collection }) => collection === "lines")).toHaveLength(2);
  });

  test("a workbook's percentages, days and numbers are the words a person sees; formulas give their kept result (REL-D2)", () => {
    const styles = '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/></cellXfs></styleSheet>';
    const rows = '<row r="1"><c r="A1"><v>1234.5</v></c><c r="B1" s="1"><v>0.125</v></c><c r="C1" s="2"><v>46000</v></c><c r="D1"><f>WEBSERVICE("http://127.0.0.1:9")</f><v>7</v></c></row>';
    expect(readWorkbook(sheetFile(rows, { "xl/styles.xml": styles }))[0]?.rows[0]?.cells).toEqual(["1234.5", "12.5%", "2025-12-09", "7"]);
    expect(() => readWorkbook(sheetFile([["a"]], { "xl/vbaProject.bin": "macro" }))).toThrow(/macros/);
  });
});
