// Statuses out of published rows: by year, with groups where the file of that year names them, and nothing where the state left a blank.
import { describe, expect, test } from "vitest";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { listedIn, resultsOf, statusesOf } from "#app/domain/identification/statuses.ts";
import type { HeldFact } from "#schemas/state-files.ts";

const { stateFiles: kinds, catalogs } = loadCrosswalks();
const fact = (kind: string, layout: string, year: number, content: Record<string, string>, more: Partial<HeldFact> = {}): HeldFact => ({ kind, layout, key: `${layout}|${year}`, cds: "99200010000000", year, name: "Manzanita", cents: null, content, source: `${kind}-${year}`, publishedOn: null, loadedAt: new Date(0), ...more });
const of = (...facts: HeldFact[]) => statusesOf(facts, kinds, catalogs, () => "district");

describe("statuses", () => {
  test("a year is taken from its own file, which names the groups; years before the lists held come from the newest that tells them", () => {
    const newer = fact("assistance", "leas", 2024, { AssistanceStatus2022: "Differentiated Assistance", AssistanceStatus2023: "Differentiated Assistance, Year 1", AssistanceStatus2024: "General Assistance" });
    const older = fact("assistance", "leas", 2023, { AssistanceStatus2022: "Differentiated Assistance", AssistanceStatus2023: "Differentiated Assistance, Year 1", FOSpriorities: "D" });
    expect(of(newer, older).map(({ year, source, groups }) => [year, source, groups.map(({ code, priorities }) => `${code} ${priorities.join()}`)])).toEqual([[2023, "assistance-2023", ["FY 4,6"]], [2022, "assistance-2024", []]]);
    expect(listedIn([newer, older], kinds).get("differentiated-assistance")).toMatchObject({ year: 2024, years: expect.arrayContaining([2022, 2023, 2024]) as number[] });
  });

  test("a letter of a year whose key was not read names the group and no priority areas", () => {
    expect(of(fact("assistance", "leas", 2019, { AssistanceStatus2019: "Differentiated Assistance", HIpriorities: "F" }))[0]?.groups).toEqual([{ code: "HI", label: "Hispanic", priorities: [] }]);
  });

  test("a false determination is no status; a true one has the money paid for it", () => {
    const cell = "LCFF Equity Multiplier Eligibility Determination (IF C-1 through C-3 = TRUE, TRUE) C-4";
    expect(of(fact("equity-multiplier", "schools", 2023, { [cell]: "False" }))).toEqual([]);
    expect(of(fact("equity-multiplier", "schools", 2023, { [cell]: "TRUE" }, { cents: 5_000_000 }))).toMatchObject([{ program: "equity-multiplier", cents: 5_000_000, law: "EC 42238.024" }]);
  });

  test("groups listed in words are the catalog's", () => {
    expect(of(fact("lowest-performance", "required-goals", 2023, { "Targeted Student Group(s)": "Homeless Youth, Two or More Race" }))[0]?.groups.map(({ code }) => code)).toEqual(["HOM", "MR"]);
  });
});

describe("results", () => {
  test("a mark at the lowest level is a result, a blank is none; English learner progress is the English learners'", () => {
    expect(resultsOf([fact("lowest-performance", "schools", 2023, { Math: "Y", ELPI: "Y" })], kinds, catalogs).map(({ indicator, group, color }) => [indicator, group, color])).toEqual([["math", "ALL", 1], ["elpi", "EL", 1]]);
  });

  test("no colour, a group the catalogs do not have, and what is no number stay out", () => {
    const row = { studentgroup: "HI", indicator: "SUSP", currstatus: "5.1", change: "", color: "0", currdenom: "12" };
    expect(resultsOf([fact("dashboard", "results", 2024, row), fact("dashboard", "results", 2024, { ...row, studentgroup: "SBA" })], kinds, catalogs)).toMatchObject([{ group: "HI", indicator: "suspension-rate", status: "5.1", change: null, color: null, count: 12 }]);
  });
});
