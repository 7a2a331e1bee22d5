// The worked count of overlap.md section 3, made again from the crosswalk files.
import { describe, expect, test } from "vitest";
import { countingRules, meterOf, meterWords } from "#app/domain/meter/meter.ts";
import { compareWorkedCounts, workedCountWords } from "#app/domain/meter/worked-count.ts";
import { loadCrosswalks } from "#crosswalks/index.server.ts";
import { tenSchools } from "#db/examples/ten-schools.ts";

const crosswalks = loadCrosswalks();
const plan = tenSchools();
const meter = meterOf(crosswalks, plan);
const form = (program: string) => meter.forms.find((one) => one.program === program && one.required > 0)!;

describe("the ten schools of the worked count", () => {
  test("fields by class are those of section 3.2", () => {
    expect(form("lcap")).toMatchObject({ required: 149, byClass: { S: 15, R: 6, P: 4, O: 31, H: 22, C: 17, "C*": 54 }, separately: 95 });
    expect(form("cim")).toMatchObject({ required: 82, byClass: { S: 19, R: 0, P: 4, O: 55, H: 2, C: 2, "C*": 0 }, separately: 82, supplements: 4 });
    // 10 x 49, 2 more for each CSI and each ATSI school.
    expect(form("spsa")).toMatchObject({ organizations: 10, required: 500, byClass: { S: 60, R: 40, P: 0, O: 190 + 4 + 3, H: 50 + 3, C: 150, "C*": 0 }, separately: 500 });
  });
  test("elements are listed apart: eleven a school, eight with CSI of which the purpose is computed, six with ATSI", () => {
    expect(form("spsa").elements).toBe(110);
    expect(meter.forms.find((one) => one.edition === "2023.elements")?.elements).toBe(2 * 8 + 3 * 6);
  });
  test("separately 677", () => expect(meter.separately).toBe(677));

  test("once 462", () => {
    expect(meter.once).toBe(462);
    expect([form("lcap").once, form("cim").once]).toEqual([55, 61]);
  });
});

describe("beside the count worked out by hand", () => {
  const [compared] = compareWorkedCounts(crosswalks, plan, meter);
  const found = (kind: string) => compared!.differences.filter((one) => one.kind === kind);
  test("the count is held part by part: 677 and 476", () => {
    expect(compared!.parts.map(({ separately, once }) => [separately, once])).toEqual([[95, 55], [82, 60], [490, 330], [0, 1], [4, 14], [0, 1], [6, 15]]);
    expect(compared!.separately).toEqual({ counted: 677, metered: 677, programs: [{ program: "lcap", counted: 95, metered: 95 }, { program: "cim", counted: 82, metered: 82 }, { program: "spsa", counted: 500, metered: 500 }] });
    expect(compared!.once).toEqual({ counted: 476, metered: 462 });
  });
  test("each difference is named, and together they are the whole of it", () => {
    expect(compared!.once.counted + compared!.differences.reduce((sum, { by }) => sum + by, 0)).toBe(meter.once);
    expect(found("not-asked").map(({ addresses, by }) => [addresses[0], by])).toEqual([["line.actual [fund != 'lcff']", -1], ["cost.lrebg", -1], ["need.area", -10], ["meeting.assured", -10], ["inequity.actions", -2], ["inequity.actions", -3]]);
    expect(found("apart").map(({ addresses, by }) => [addresses.length, by])).toEqual([[2, 1], [2, 1], [2, 1], [2, 10]]);
    expect(found("twice").map(({ addresses }) => addresses)).toEqual([["person.name"], ["meeting.result"]]);
    expect(found("left-out").map(({ addresses }) => addresses)).toEqual([["line.source"], ["value.date"]]);
  });
  test("the maps say why, with the row: shown only, asked otherwise, taken by none", () => {
    const rowOf = (field: string, source: string) => crosswalks.programs.flatMap(({ map }) => map).find((row) => row.field === field && row.source === source)?.row;
    const why = (address: string) => compared!.differences.find(({ addresses }) => addresses[0] === address)?.why;
    expect(why("cost.lrebg")).toMatch(new RegExp(`^only shown beside lcap.2024.plan_summary.reflections_annual_performance \\(\\S*lcap.2024.v2024-11.csv:${rowOf("lcap.2024.plan_summary.reflections_annual_performance", "cost.lrebg")}\\)$`));
    expect(why("need.area")).toBe("no row of the maps of these forms takes it");
    expect(why("value.date")).toContain(`fills CIM cim.plan.outcome[].baseline_date`);
  });
  test("a row of the map that is gone is found as an answer the count has and no place asks for", () => {
    const without = { ...crosswalks, programs: crosswalks.programs.map((one) => (one.program === "lcap" ? { ...one, map: one.map.filter(({ source }) => source !== "listen.influence") } : one)) };
    const [other] = compareWorkedCounts(without, plan, meterOf(without, plan));
    expect(other!.once).toEqual({ counted: 476, metered: 461 });
    expect(other!.differences).toContainEqual({ part: "District, LCAP with the CSI prompts", addresses: ["listen.influence"], organizations: 1, by: -1, kind: "not-asked", why: "no row of the maps of these forms takes it" });
  });
  test("a plan that nobody counted by hand has none; one that is counted rightly has no difference", () => {
    expect(compareWorkedCounts(crosswalks, { ...plan, id: "another" }, meter)).toEqual([]);
    const right = { id: "right", title: "Right", source: "here", confidence: "high" as const, plan: plan.id, parts: meter.asks.map(({ orgId, asks }) => ({ title: orgId, separately: 0, organizations: [orgId], answers: asks.map(({ address }) => address), of_lea: [] })) };
    const [same] = compareWorkedCounts({ ...crosswalks, workedCounts: [right] }, plan, meter);
    expect([same!.once, same!.differences]).toEqual([{ counted: 462, metered: 462 }, []]);
    expect(workedCountWords(same!)).toContain("Once in all: counted 462, metered 462: the same.");
  });
  test("in words: the sum from one number to the other, and every difference", () => {
    const words = workedCountWords(compared!);
    expect(words).toContain("476 - 27 + 13 - 2 + 2 = 462");
    expect(words).toContain("-10  Each school, schoolwide: meeting.assured, at 10 organizations: no row of the maps");
  });
});

test("taking a school away takes its answers away", () => {
  const nine = { ...plan, organizations: plan.organizations.map((one) => (one.id === "school-10" ? { ...one, titleOneProgram: null } : one)) };
  expect(meterOf(crosswalks, nine).separately).toBe(677 - 49);
});
test("the rules stand beside the number", () => {
  const words = meterWords(meter);
  for (const rule of countingRules) expect(words).toContain(rule);
  expect(words).toContain("Separately 677");
});
