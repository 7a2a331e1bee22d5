// Rows of the state's published files: read by the description of their kind, wrong ones named.
import { describe, expect, test } from "vitest";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { kindOfSheets, readStateFile, yearIn } from "#app/domain/imports/state-rows.ts";
import type { TableSheet } from "#schemas/state-files.ts";

const kinds = loadCrosswalks().stateFiles;
const sheet = (lines: string[][], name = "", from = 1): TableSheet => ({ name, lines: lines.map((cells, at) => ({ at: at + from, cells })) });
const read = (kind: string, sheets: TableSheet[], fileName = "file.csv", year: number | null = null) => readStateFile(kinds.find(({ id }) => id === kind)!, sheets, { fileName, year });

const assistance = ["CDcode", "CDS", "LEAname", "ReportYear", "AApriorities", "TotalStudentGroups", "AssistanceStatus2018", "AssistanceStatus2024", "MetMethod1"];
const multiplier = ["County Code", "District Code", "School Code", "LEA Name", "Count of School Sites Eligible for LCFF Equity Multiplier Funding\nA-1", "Total LCFF Equity Multiplier Funding  B-3"];

describe("rows", () => {
  test("a row becomes a fact with its year, its name and its filled cells as published", () => {
    const { facts, faults } = read("assistance", [sheet([assistance, ["9920001", "99200010000000", "Manzanita", "2024", "D", "1", "*", "General Assistance", "N"]])]);
    expect(faults).toEqual([]);
    expect(facts).toEqual([{ key: "leas|2024|99200010000000", layout: "leas", cds: "99200010000000", year: 2024, name: "Manzanita", cents: null, content: { AApriorities: "D", TotalStudentGroups: "1", AssistanceStatus2024: "General Assistance", MetMethod1: "N" } }]);
  });

  test("a code in three columns that lost their zeros, money in cents, the year from the sheet's title; lines below the table are no rows", () => {
    const { facts, faults, footers } = read("equity-multiplier", [sheet([["Equity Multiplier"], ["2023–24 P-1"], multiplier, ["1", "10017", "0", "Alameda", "2", "530515"], ["TOTAL:", "", "", "", "=SUBTOTAL(109,A)"], ["Prepared by:"], ["February 2024"]], "LEA data")]);
    expect({ faults, footers }).toEqual({ faults: [], footers: 3 });
    expect(facts).toMatchObject([{ cds: "01100170000000", year: 2023, cents: 53_051_500 }]);
  });

  test("a footer in the middle, 13 digits, a row twice, a cell of another kind: each is named by its row and column", () => {
    const row = (cds: string, groups = "1", method = "N") => ["", cds, "X", "2024", "", groups, "", "", method];
    const { faults, facts } = read("assistance", [sheet([assistance, row("99200010000000"), ["TOTAL:", "", "", "", "", "", "", "", ""], row("1100170000000"), row("99200010000000"), row("99 20002 0000000", "many", "Perhaps")], "", 5)]);
    expect(facts.map(({ cds }) => cds)).toEqual(["99200010000000"]);
    expect(faults.map(({ row: at, field }) => [at, field])).toEqual([[7, "CDS"], [8, "CDS"], [9, "CDS"], [10, "TotalStudentGroups"], [10, "MetMethod1"]]);
    expect(faults[1]?.message).toContain("it may be 01100170000000");
    expect(faults[2]?.message).toContain("row 6 already");
  });

  test("a code that a spreadsheet turned into 1.10017E+12 is not guessed at", () => {
    expect(read("assistance", [sheet([assistance, ["", "1.10017E+12", "X", "2024", "", "1", "", "", "N"]])]).faults).toMatchObject([{ row: 2, field: "CDS" }]);
  });

  test("a list that does not say its year asks for it", () => {
    const goals = [["CDS", "LEA", "Targeted Student Group(s)"], ["99200010000000", "Manzanita", "Foster Youth"]];
    expect(read("lowest-performance", [sheet(goals)]).faults[0]?.message).toContain("--year");
    expect(read("lowest-performance", [sheet(goals)], "file.csv", 2023).facts).toMatchObject([{ year: 2023 }]);
    expect(read("lowest-performance", [sheet(goals)], "goals-2023-24-ec52064e5.csv").facts).toMatchObject([{ year: 2023 }]);
  });

  test("lists of one header are told apart by the file's name; without it nothing is guessed", () => {
    const codes = [["Code", "Title"], ["01  ", "General Fund   "]];
    expect(read("sacs", [sheet(codes)], "sacs-fund-codes-2021-22.csv").facts).toMatchObject([{ key: "fund|2021|01", cds: null, name: "General Fund" }]);
    expect(read("sacs", [sheet(codes)], "codes-2021-22.csv").facts).toEqual([]);
  });

  test("days that a spreadsheet counts are days", () => {
    const local = ["cdsCode", "lea", "priorityNumber", "countyPerformance", "meetingDate", "year"];
    expect(read("local-indicators", [sheet([local, ["99200010000000", "M", "1", "Met", "45454", "2024"]])]).facts[0]?.content["meetingDate"]).toBe("2024-06-11");
  });
});

describe("which file is it", () => {
  test("each kind is told by its header, wherever in a workbook it stands", () => {
    expect(kindOfSheets(kinds, [sheet([["Field Name", "Description"]], "Record Layout"), sheet([["2024 list"], assistance], "Districts")], "a.xlsx")?.id).toBe("assistance");
    expect(kindOfSheets(kinds, [sheet([["Name", "Amount"]])], "a.csv")).toBeUndefined();
  });

  test.each([["2023-24", 2023], ["23–24 P-1 LCFF EM LEA Data", 2023], ["2018-2019", 2018], ["upc1899", undefined], ["2023-25", undefined]])("the school year in %s", (words, year) => {
    expect(yearIn(words)).toBe(year);
  });
});
