// Criteria as data: who meets them, why, what another set changes, and how it compares with what was published.
import { describe, expect, test } from "vitest";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { agreement, churnOf, colorsOf, compared, everAndAlways, judge, restricted, settled, usedFor } from "#app/domain/identification/what-if.ts";
import { countersOf } from "#app/domain/identification/counters.ts";
import type { PublishedResult, PublishedStatus } from "#app/domain/identification/statuses.ts";
import type { HeldFact } from "#schemas/state-files.ts";

const { criteria: all, catalogs } = loadCrosswalks();
const criteria = all.find(({ id }) => id === "differentiated-assistance")!;
const set = (id: string, year = 2023) => settled(criteria, id, year, catalogs)!;
const results = (cells: [cds: string, group: string, indicator: string, color: number][]): PublishedResult[] => cells.map(([cds, group, indicator, color]) => ({ cds, name: cds, year: 2023, group, indicator, color, status: null, change: null, count: null, source: "", publishedOn: null }));
const judged = (id: string, cells: [string, string, string, number][]) => judge(set(id), colorsOf(results(cells), 2023));

describe("a set", () => {
  test("one group in two priority areas; two groups in one each are not enough", () => {
    expect(judged("used-2023", [["a", "HI", "graduation-rate", 1], ["a", "HI", "suspension-rate", 1]])).toEqual(new Map([["a", [{ group: "HI", priorities: [5, 6] }]]]));
    expect(judged("used-2023", [["a", "HI", "graduation-rate", 1], ["a", "AA", "suspension-rate", 1]]).size).toBe(0);
    expect(judged("used-2023", [["a", "HI", "graduation-rate", 1], ["a", "HI", "chronic-absenteeism", 1]]).size).toBe(0);
  });

  test.each([[1, 1, true], [1, 2, true], [2, 1, true], [2, 2, false], [1, 3, false]])("ELA %i and math %i make priority 4: %s", (ela, math, met) => {
    expect(judged("used-2023", [["a", "WH", "ela", ela], ["a", "WH", "math", math], ["a", "WH", "suspension-rate", 1]]).has("a")).toBe(met);
  });

  test("English learner progress counts for English learners alone", () => {
    expect(judged("used-2023", [["a", "EL", "elpi", 1], ["a", "EL", "suspension-rate", 1]]).has("a")).toBe(true);
    expect(judged("used-2023", [["a", "HI", "elpi", 1], ["a", "HI", "suspension-rate", 1]]).has("a")).toBe(false);
  });

  test("all students are a group only where the set says so; fewer indicators and other thresholds take away", () => {
    const cells: [string, string, string, number][] = [["a", "ALL", "graduation-rate", 1], ["a", "ALL", "suspension-rate", 1], ["b", "HI", "college-career", 1], ["b", "HI", "suspension-rate", 1]];
    const used = judged("used-2023", cells);
    expect(compared(used, judged("all-students", cells))).toEqual({ gained: [{ cds: "a", met: [{ group: "ALL", priorities: [5, 6] }] }], lost: [], kept: 1 });
    expect(compared(used, judged("without-college-career", cells)).lost).toEqual([{ cds: "b", met: [{ group: "HI", priorities: [6, 8] }] }]);
    expect(judged("three-areas", cells).size).toBe(0);
  });

  test("is for the Dashboards it names", () => {
    expect(settled(criteria, "used-2023", 2024, catalogs)).toBeUndefined();
    expect(usedFor(criteria, 2024)?.id).toBe("used-2024");
    expect(settled(criteria, "all-students", 2022, catalogs)).toBeUndefined();
  });
});

test("a published list is only taken away from, by areas and by how many there must be", () => {
  const published = new Map([["a", [{ group: "HI", priorities: [5, 8] }]], ["b", [{ group: "FY", priorities: [4, 5, 8] }, { group: "AA", priorities: [6, 8] }]]]);
  expect(restricted(published, set("used-2023"))).toEqual(published);
  expect(restricted(published, set("without-college-career"))).toEqual(new Map([["b", [{ group: "FY", priorities: [4, 5] }]]]));
  expect(restricted(published, set("three-areas"))).toEqual(new Map([["b", [{ group: "FY", priorities: [4, 5, 8] }]]]));
});

test("agreement and churn are counted over those whom the lists name", () => {
  expect(agreement(new Map([["a", []], ["b", []], ["x", []]]), new Map([["a", true], ["b", false], ["c", true], ["d", false]]))).toEqual({ of: 4, agree: 2, onlyOurs: ["b"], onlyPublished: ["c"] });
  const lists = new Map([[2019, new Map([["a", true], ["b", false], ["c", true]])], [2022, new Map([["a", true], ["b", true], ["d", true]])], [2023, new Map([["a", false], ["b", true]])]]);
  expect(churnOf(lists)).toEqual([{ from: 2019, to: 2022, both: 2, gained: ["b"], lost: [], kept: 1 }, { from: 2022, to: 2023, both: 2, gained: [], lost: ["a"], kept: 1 }]);
  expect(everAndAlways(lists, [2019, 2022, 2023])).toEqual({ of: 2, ever: 2, always: 0 });
});

describe("counters lead to a determination, never to a verdict", () => {
  const status = (year: number, ...groups: string[]): PublishedStatus => ({ cds: "a", name: "a", program: "differentiated-assistance", label: "", year, why: "", groups: groups.map((code) => ({ code, label: code, priorities: [] })), cents: null, law: "", servedBy: "", source: "", publishedOn: null });
  const fact = (year: number, more: Record<string, string> = {}): HeldFact => ({ kind: "assistance", key: String(year), layout: "leas", cds: "a", year, name: "a", cents: null, content: more, source: "", publishedOn: null, loadedAt: new Date(0) });
  const count = (statuses: PublishedStatus[], facts: HeldFact[]) => countersOf(criteria, statuses, facts);

  test("the same group on three Dashboards in a row; before the law begins it is a count only", () => {
    const [geolead] = count([status(2022, "HI", "FY"), status(2023, "FY"), status(2024, "FY", "AA")], [fact(2022), fact(2023), fact(2024)]);
    expect(geolead).toMatchObject({ id: "geolead", reached: false, begins: 2025, by: "the GeoLead and the county superintendent", years: [{ year: 2022, groups: ["FY"] }, { year: 2023 }, { year: 2024 }] });
    const later = count([status(2023, "FY"), status(2024, "FY"), status(2025, "FY")], [fact(2025)]);
    expect(later[0]).toMatchObject({ reached: true });
  });

  test("three groups in three of four years, beside what the list itself says", () => {
    const dta = count([status(2022, "HI", "FY", "AA"), status(2023, "FY"), status(2024, "FY", "AA", "SWD")], [fact(2022), fact(2023), fact(2024, { EC52072_2024: "Y" })]).find(({ id }) => id === "direct-technical-assistance");
    expect(dta).toMatchObject({ reached: false, published: [2024], years: [{ year: 2022 }, { year: 2024 }], by: "the California Collaborative for Educational Excellence" });
  });
});
