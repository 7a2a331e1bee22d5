// Cells, pasted blocks and totals of a grid.
import { describe, expect, test } from "vitest";
import { cellOptions, cellText, gridTotals, readCells, understood } from "#app/domain/grids/cells.ts";
import { blockOf, textOfBlock, understandBlock } from "#app/domain/grids/pasted-block.ts";
import type { RowField } from "#app/domain/plan/row-form.ts";

const field = (name: string, control: RowField["control"], more: Partial<RowField> = {}): RowField => ({ name, label: name, help: "", control, nullable: true, options: [], open: false, ...more });
const groups = field("groups", "codes", { options: [{ value: "EL", label: "English learners" }, { value: "FY", label: "Foster youth" }], open: true });
const source = field("source", "choice", { nullable: false, options: [{ value: "lcff", label: "LCFF" }, { value: "title-i-a", label: "Title I; Part A" }] });
const cents = field("cents", "money", { nullable: false });
const note = field("note", "line", { nullable: false });

describe("a cell", () => {
  test("takes labels and codes for a list's code, in any case, several apart by semicolons, and the district's own words", () => {
    expect(readCells([groups], {}, { groups: "english  learners; FY; Newcomers" })).toEqual({ outcome: "read", row: { groups: ["EL", "FY", "Newcomers"] } });
    expect(understood(null, groups, "FY; Newcomers")).toEqual({ text: "Foster youth; Newcomers" });
  });

  test("of a list says what the list has when the words are not in it", () => {
    expect(readCells([source], {}, { source: "Lottery" })).toEqual({ outcome: "refused", errors: { source: "“Lottery” is not in the list: LCFF; Title I, Part A." } });
  });

  test("of money takes what people type and refuses what could mean two amounts", () => {
    expect(understood("lines", cents, "$1,234.5")).toEqual({ text: "1,234.50" });
    expect(understood("lines", cents, "(500)")).toEqual({ text: "-500.00" });
    expect(understood("lines", cents, "1.234,56")).toMatchObject({ problem: expect.stringContaining("unclear") as unknown });
    expect(understood("lines", cents, "")).toMatchObject({ problem: "Type an amount; 0 if there is none." });
  });

  test("is read by the plan's own schema in the browser too", () => {
    expect(understood("lines", note, "x".repeat(2001))).toEqual({ problem: "This line is longer than 2,000 characters." });
    expect(understood("actions", field("startOn", "day"), "7/4/2026")).toEqual({ text: "2026-07-04" });
    expect(understood("actions", field("startOn", "day"), "2/30/2026")).toHaveProperty("problem");
  });

  test("with formatted text is not taken as plain words, and says so; unchanged it is left alone", () => {
    const bold = { type: "doc", docVersion: 1, content: [{ type: "paragraph", content: [{ type: "text", text: "Tutors", marks: [{ type: "bold" }] }] }] };
    const description = field("description", "richtext", { nullable: false });
    expect(readCells([description], { description: bold }, { description: "Tutors" })).toEqual({ outcome: "read", row: { description: bold } });
    expect(readCells([description], { description: bold }, { description: "Tutors and mentors" })).toMatchObject({ outcome: "refused", errors: { description: expect.stringContaining("formatting") as unknown } });
  });

  test("keeps a code that has left its list while nobody changes it", () => {
    expect(readCells([source], { source: "old-code" }, { source: "old-code" })).toEqual({ outcome: "read", row: { source: "old-code" } });
  });

  test("two choices of one name are told apart", () => {
    const twice = field("need", "link", { options: [{ value: "n-1", label: "Reading" }, { value: "n-2", label: "Reading" }] });
    expect(cellOptions(twice).map(({ label }) => label)).toEqual(["Reading (n-1)", "Reading (n-2)"]);
    expect(readCells([twice], {}, { need: cellText(twice, "n-2") })).toEqual({ outcome: "read", row: { need: "n-2" } });
  });
});

describe("a pasted block", () => {
  test("is cut as Excel writes it: tabs, lines, quoted cells with line breaks and quotes", () => {
    expect(blockOf('a\tb\r\n"two\nlines"\t"say ""hi"""\r\n')).toEqual([["a", "b"], ["two\nlines", 'say "hi"']]);
    const block = [["plain", "two\nlines", 'a "b" c'], ["", "\t", "x"]];
    expect(blockOf(textOfBlock(block))).toEqual(block);
    expect(blockOf('5" pipe\tx')).toEqual([['5" pipe', "x"]]);
  });

  test("shows each cell as it was understood, what was refused, new rows, and what lies outside", () => {
    const rows = [{ source: "LCFF", cents: "1.00", note: "" }];
    const seen = understandBlock({ collection: "lines", fields: [source, cents, note], rows, locked: () => false }, { row: 0, column: 1 }, [["$2,000", "first", "lost"], ["1.234,56", ""]]);
    expect(seen).toMatchObject({ newRows: 1, outside: 1, header: false });
    expect(seen.cells.map(({ row, field: name, text, problem }) => [row, name, text, problem === null])).toEqual([[0, "cents", "2,000.00", true], [0, "note", "first", true], [1, "cents", "1.234,56", false]]);
  });

  test("leaves out a first line that names the columns, and cells that already say it", () => {
    const seen = understandBlock({ collection: "lines", fields: [source, cents], rows: [{ source: "LCFF", cents: "5.00" }], locked: () => false }, { row: 0, column: 0 }, [["Source", "CENTS"], ["lcff", "5"]]);
    expect(seen).toEqual({ cells: [], newRows: 0, outside: 0, header: true });
  });
});

test("totals are kept apart by kind and year, and a cell that cannot be read is not in them", () => {
  const fields = [field("kind", "choice", { options: [{ value: "planned", label: "Planned" }] }), field("year", "choice", { options: [{ value: "2026-27", label: "2026-27" }] }), cents];
  const rows = [["Planned", "1,000.50"], ["Planned", "2.50"], ["Spent", "7"], ["Spent", "a lot"]].map(([kind = "", amount = ""]) => ({ kind, year: "2026-27", cents: amount }));
  expect(gridTotals(fields, rows)).toEqual([{ label: "Planned 2026-27", cents: 100_300 }, { label: "Spent 2026-27", cents: 700 }]);
});
